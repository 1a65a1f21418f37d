"""A real browser on a real server, and a council to work in: what journeys stand on.

`town` is the council of Stockport's stories, set up through services once for each module, in a demonstration
whose clock stands at nine on Monday 2 March 2026 when the module begins. What a journey does is saved for good:
journeys of one module live in the same town, so each has children of its own.

`visitor` is somebody who is not signed in; `sits_down("Sunil Marsh")` signs one of the town's people in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from baton.records import append_only
from baton.services import councils
from tests.journeys import given
from tests.journeys.visiting import DESKTOP, Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
Sits = Callable[..., Visitor]
PATIENCE = 6_000
"""Milliseconds."""
ONGOING = pytest.StashKey[list[Visitor]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Where a journey fails, the report says what each of its people had before them."""
    report = yield
    if report.when == "call" and report.failed:
        for who in item.stash.get(ONGOING, []):
            report.sections.append((f"{who.name} at {who.path}", who.text()))
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """One server for the whole run; `live_server` would empty the database after each test."""
    from pytest_django.live_server_helper import LiveServer

    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):  # in a new clone there is none yet
        server = LiveServer("localhost")
    yield server.url
    server.stop()
    if (
        connection.vendor == "postgresql"
    ):  # what the server's threads leave open would keep the database from going
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()
        connection.close_pool()  # or the pool would open others in their place


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of the fixture of this name, which forgets what each test does: here the module's is kept."""
    with django_db_blocker.unblock():
        yield
        with append_only.lifted(connection):
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=False)
        councils.forget()


@pytest.fixture(scope="module")
def town(db: None) -> Iterator[None]:
    """The council, its places, teams and people, as a demonstration: signing in is one click, and time can be moved."""
    with override_settings(BATON_DEMO=True):
        given.a_town()
        yield


@pytest.fixture(scope="module")
def opens_a_browser(browser: Browser, address: str, town: None) -> Iterator[Callable[..., Visitor]]:
    """`opens_a_browser(java_script_enabled=False)`: somebody with a clean browser of their own, until the module ends."""
    opened = []

    def arrived(**how: Any) -> Visitor:
        context = browser.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Europe/London", **how)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return Visitor(context.new_page(), address)

    yield arrived
    for context in opened:
        context.close()


@pytest.fixture
def arrives(
    request: pytest.FixtureRequest, opens_a_browser: Callable[..., Visitor]
) -> Iterator[Callable[..., Visitor]]:
    """The same, until the test ends; should it fail, the report says what they see."""
    ongoing = request.node.stash[ONGOING] = []

    def arrived(**how: Any) -> Visitor:
        ongoing.append(opens_a_browser(**how))
        return ongoing[-1]

    yield arrived
    for who in ongoing:
        who.page.context.close()


@pytest.fixture
def visitor(arrives: Callable[..., Visitor]) -> Visitor:
    """Somebody who is not signed in."""
    return arrives()


@pytest.fixture
def sits_down(arrives: Callable[..., Visitor]) -> Sits:
    """`sits_down("Sunil Marsh")` is a browser in which Sunil is signed in, on the first page of his day."""
    return lambda name, **how: arrives(**how).signs_in_as(name)
