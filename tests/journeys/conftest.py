"""A real browser on a real server: what journeys stand on.

`visitor` is a page at desktop width with one more sense: `visitor.checked()` looks at the page as axe does
(WCAG 2.2 AA), sees that nothing scrolls sideways, that the title says where we are, and that the browser's
console is silent.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Visitor:
    """Somebody using the pages, who notices what is wrong with them."""

    page: Page
    address: str
    console: list[str] = field(default_factory=list)

    def go(self, path: str) -> Visitor:
        """Opens a page of this installation."""
        self.page.goto(self.address + path)
        return self

    def checked(self) -> Visitor:
        """Looks for what would stop somebody: axe, sideways scroll, an empty title, script errors."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        said = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
        assert not said, f"{self.page.url}: {said}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        assert self.page.title().strip()
        assert not self.console, self.console
        return self

    def at_phone_width(self) -> Visitor:
        """The same page on a phone."""
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        return self

    def at_desktop_width(self) -> Visitor:
        """The same page at a desk."""
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        return self


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Visitor]:
    """A signed-out visitor with a clean browser."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Europe/London")  # type: ignore[arg-type]
    page = context.new_page()
    made = Visitor(page, live_server.url)
    page.on("console", lambda line: made.console.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: made.console.append(str(error)))
    yield made
    context.close()
