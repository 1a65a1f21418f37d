"""What every test stands on: no network but this machine, a database of its own, quick passwords.

A fixture that one room alone needs belongs in that room's own conftest.
"""

import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_connect = socket.socket.connect


def _only_this_machine(self: socket.socket, address: Any) -> None:
    """Stands in for `socket.connect`: refuses any address but loopback and local sockets."""
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise AssertionError(f"A test reached for the network: {host}. Use the fake beside the adapter.")
    _connect(self, address)


def pytest_configure(config: pytest.Config) -> None:
    """Closes the network before any test module is imported."""
    socket.socket.connect = _only_this_machine  # type: ignore[method-assign]
    os.environ.setdefault(
        "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
    )  # the browser driver runs a loop in this thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what this machine cannot run, and says why."""
    from django.db import connection

    no_browser = pytest.mark.skip(reason="there is no Chromium on this machine")
    no_postgres = pytest.mark.skip(reason="needs PostgreSQL; this run is on SQLite")
    for item in items:
        if item.get_closest_marker("journey") and not CHROMIUM:
            item.add_marker(no_browser)
        if item.get_closest_marker("postgres_only") and connection.vendor != "postgresql":
            item.add_marker(no_postgres)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """A database of this run's own, so that two runs at once do not meet."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        folder = Path(tempfile.mkdtemp(prefix="baton-test-"))
        database["TEST"]["NAME"] = str(folder / "baton.sqlite3")
        database["OPTIONS"]["init_command"] += (
            "PRAGMA synchronous=OFF;"  # speed; a test of durability sets its own
        )
        yield
        shutil.rmtree(folder, ignore_errors=True)
    else:
        database["TEST"]["NAME"] = f"baton_test_{os.getpid()}"
        yield


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_the_journal() -> Iterator[None]:
    """A test with real transactions empties every table after itself, which the triggers refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    from baton.records import append_only

    plain = TransactionTestCase._fixture_teardown

    def teardown(self: Any) -> None:
        with append_only.lifted(connection):
            plain(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = plain  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _quick_and_plain(settings: Any, tmp_path: Path) -> None:
    """Cheap password hashes, unhashed static files, documents in a folder that goes away."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "documents"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
