"""Somebody using the pages, who notices what is wrong with them, in words that a journey is told in.

    bea.opens("/").presses("Confirm receipt").is_told("Safe receipt")

`clicks` counts what was pressed or followed since `counts_clicks()`. `checked()` looks at the page as axe does
(WCAG 2.2 AA), sees that nothing scrolls sideways, that the title says where we are, and that the browser's
console is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 740}
REFUSED = "the server responded with a status of"
"""The console's line for each answer over 400: a page that refuses is no script error."""


class Visitor:
    """One person in one browser of their own."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.clicks = page, address, 0
        self.console: list[str] = []
        self.name = "Somebody"
        page.on("console", lambda line: self._noted(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self._noted(str(error)))

    def _noted(self, text: str) -> None:
        if REFUSED not in text:
            self.console.append(text)

    # ---- going somewhere
    def opens(self, path: str) -> Visitor:
        """Types an address of this installation."""
        self.page.goto(self.address + path)
        return self

    def signs_in_as(self, name: str) -> Visitor:
        """One click on the demonstration's list of people, wherever on it they are."""
        self.name = name
        self.opens("/sign-in")
        button = self.page.get_by_role("button", name=f"Sign in as {name}", exact=True, include_hidden=True)
        hidden = button.locator("xpath=ancestor::details[not(@open)]")
        if hidden.count():
            hidden.locator("summary").click()
        button.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("My work")
        return self

    def finds(self, child: str) -> Visitor:
        """Looks for a child by name, and opens the record."""
        self.opens("/children/").types(q=child).presses("Find")
        return self.follows(child).stands_at("Where things stand")

    @property
    def path(self) -> str:
        """Where we are, without the server's name."""
        return self.page.url.removeprefix(self.address)

    # ---- doing something
    def counts_clicks(self) -> Visitor:
        """From here."""
        self.clicks = 0
        return self

    def presses(self, name: str, within: Locator | None = None) -> Visitor:
        """A button, by what is written on it."""
        return self._clicks((within or self.page).get_by_role("button", name=name))

    def follows(self, name: str, within: Locator | None = None) -> Visitor:
        """A link, by its words."""
        return self._clicks((within or self.page).get_by_role("link", name=name))

    def chooses(self, label: str) -> Visitor:
        """A radio button or a checkbox; a click."""
        self.clicks += 1
        self.page.get_by_label(label).first.check()
        return self

    def types(self, **said: str) -> Visitor:
        """Into fields, by their names in the form, which two underscores may stand for a dash in."""
        for name, text in said.items():
            self.field(name.replace("__", "-")).fill(text)
        return self

    def picks(self, name: str, text: str) -> Visitor:
        """One of a list, by what its words begin with."""
        row = self.field(name).locator("option").filter(has_text=text).first
        self.field(name).select_option(value=row.get_attribute("value"))
        return self

    def _clicks(self, found: Locator) -> Visitor:
        self.clicks += 1
        found.first.click()
        return self

    # ---- seeing something
    def field(self, name: str) -> Locator:
        """A field of a form, by its name."""
        return self.page.locator(f'[name="{name}"]:not([type=hidden])').first

    def line(self, *texts: str) -> Locator:
        """The first item of a list that says all of this: on My work, what is to be done now."""
        found = self.page.locator("main li")
        for text in texts:
            found = found.filter(has_text=text)
        return found.first

    def row(self, *texts: str) -> Locator:
        """The row of a table that says all of this."""
        found = self.page.locator("main tr")
        for text in texts:
            found = found.filter(has_text=text)
        return found

    def part(self, heading: str) -> Locator:
        """What stands under a heading of the page."""
        return self.page.locator("section, article, aside").filter(
            has=self.page.get_by_role("heading", name=heading)
        )

    def time_from_now(self, **length: float) -> dict[str, str]:
        """The fields of a question 'when', so long from the time in the demonstration's bar."""
        shown = self.page.locator(".baton-demo__now strong").inner_text()
        at = datetime.strptime(shown.partition(" ")[2], "%d %b %Y, %H:%M") + timedelta(**length)  # noqa: DTZ007 - as it is read
        return {
            "at_day": str(at.day),
            "at_month": str(at.month),
            "at_year": str(at.year),
            "at_time": f"{at:%H:%M}",
        }

    def text(self) -> str:
        """Everything that can be read on the page."""
        return " ".join(self.page.locator("main").inner_text().split())

    def reads(self, *texts: str) -> Visitor:
        """Each of these stands on the page, whatever its letters' case."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text, ignore_case=True)
        return self

    def does_not_read(self, *texts: str) -> Visitor:
        """None of these stands on it."""
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def is_told(self, *texts: str) -> Visitor:
        """In the notice at the top of the page."""
        for text in texts:
            expect(self.page.locator(".govuk-notification-banner").first).to_contain_text(
                text, ignore_case=True
            )
        return self

    def is_refused(self, *texts: str) -> Visitor:
        """The summary of errors has the keyboard, the title says so, and these reasons are all in it."""
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_be_visible()
        for text in texts:
            expect(summary).to_contain_text(text, ignore_case=True)
        if self.page.evaluate(
            "'noModule' in HTMLScriptElement.prototype && document.body.className.includes('js-enabled')"
        ):
            expect(summary).to_be_focused()
        assert self.page.title().startswith("Error: ")
        return self

    def stands_at(self, title: str) -> Visitor:
        """The heading of the page."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        return self

    # ---- what would stop somebody
    def checked(self, widths: Sequence[dict[str, int]] = ()) -> Visitor:
        """Axe, sideways scroll, an empty title, script errors; at each of these widths, or as it is."""
        for width in widths or [self.page.viewport_size or DESKTOP]:
            self.page.set_viewport_size(width)  # type: ignore[arg-type]
            found = (
                Axe()
                .run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}})
                .response["violations"]
            )
            said = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]
            assert not said, f"{self.page.url} at {width['width']} px: {said}"
            wide = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{self.page.url} at {width['width']} px scrolls sideways by {wide} px"
        assert self.page.title().strip()
        assert not self.console, self.console
        return self

    def looks(self, to: Path) -> Path:
        """A picture of the whole page."""
        self.page.screenshot(path=to, full_page=True)
        return to
