"""What a person typed into the form of an act, as it was typed and as the core wants it.

    typed = Typed.of(request.POST, act="send_step_up")
    typed.command(by="p12")     # a `casework.commands.Do`
    typed.wrong                 # reasons why what was typed cannot be read at all

Names on the form: `f-<question>` for answers, `r-<need>` for reasons, `at`, `outcome`, `item`, `team`,
`route`, `danger`. A date has its parts in `<name>_day`, `_month`, `_year`, `_time`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.http import QueryDict

from baton.casework import working_time as wt
from baton.casework.commands import Do
from baton.casework.refusals import Code, Reason
from baton.protocol.schema import FieldRow

PARTS = ("day", "month", "year", "time")
LONGEST = 50_000
CONTROL = {chr(n) for n in range(32)} - {"\n", "\r", "\t"} | {"\u202e", "\u202d", "\u200b", "\ufeff"}


@dataclass(frozen=True)
class Typed:
    """One filled-in form. `sent` is what came, name by name; `rows` are the questions of the record."""

    act: str
    sent: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: Mapping[str, FieldRow] = field(default_factory=dict)
    item_kind: str = ""

    @classmethod
    def of(cls, query: QueryDict, act: str, rows: Mapping[str, FieldRow], item_kind: str = "") -> Typed:
        """What came in a request."""
        sent = {name: query.get(name, "").strip().replace("\r\n", "\n") for name in query}
        return cls(act, sent, {name: tuple(query.getlist(name)) for name in query}, rows, item_kind)

    def value(self, name: str) -> str:
        """One thing as it was typed."""
        return self.sent.get(name, "")

    def parts(self, name: str) -> dict[str, str]:
        """A date and time as it was typed, in its parts."""
        return {part: self.value(f"{name}_{part}") for part in PARTS}

    def version(self) -> int | None:
        """The version of the case that was on the screen."""
        text = self.value("version")
        return int(text) if text.isdigit() and len(text) < 10 else None

    @cached_property
    def at(self) -> datetime | None:
        """When it happened; None for now, and where it cannot be read (see `wrong`)."""
        text = self._joined("at")
        try:
            return wt.parse_local(text) if text else None
        except ValueError:
            return None

    @cached_property
    def fields(self) -> dict[str, str]:
        """The answers, dates put as the core reads them where they can be read."""
        return {
            name: given for name, row in self.rows.items() if (given := self._answer(f"f-{name}", row.kind))
        }

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The reasons given for going on without something: {need: reason}."""
        return {name[2:]: given for name, given in self.sent.items() if name.startswith("r-") and given}

    @cached_property
    def danger(self) -> str:
        """Why a child is in danger, where that was ticked."""
        if self.value("danger") != "yes":
            return ""
        return self.value("danger_why") or "A child is in danger now."

    def command(self, by: str) -> Do:
        """The command this form asks for."""
        return Do(
            self.act, by, self.at, self.value("outcome"), self.item, self.fields, self.reasons, self.danger,
            self.value("team"), self.value("route"), self.value("planned") == "yes",
        )  # fmt: skip

    @property
    def item(self) -> str:
        """Which day, person or agency it is for; a day may come whole or in parts."""
        return self.value("item") or (self._answer("item", "day") if self.item_kind == "day" else "")

    @cached_property
    def wrong(self) -> tuple[Reason, ...]:
        """Everything typed that cannot be read at all, each at its field."""
        found = [reason for name, text in self.sent.items() for reason in _unfit(name, text)]
        text = self._joined("at")
        if text:
            try:
                wt.parse_local(text)
            except ValueError as unread:
                found.append(Reason(Code.BAD_TIME, str(unread), "", (), "", "at"))
        return tuple(found)

    def _joined(self, name: str) -> str:
        day = " ".join(self.value(f"{name}_{part}") for part in PARTS[:3]).strip()
        time = self.value(f"{name}_time")
        return f"{day} {time}".strip()

    def _answer(self, name: str, kind: str) -> str:
        if kind == "choices":
            return "|".join(self.many.get(name, ()))
        if kind == "time":
            return self._joined(name) or self.value(name)
        if kind in ("date", "day"):
            return _day(self._joined(name) or self.value(name))
        return self.value(name)


def _day(text: str) -> str:
    try:
        return wt.parse_date(text).isoformat() if text else ""
    except ValueError:
        return text


def _unfit(name: str, text: str) -> list[Reason]:
    bare = name[2:] if name[:2] in ("f-", "r-") else name
    if len(text) > LONGEST:
        says = f"This can be {LONGEST:,} letters long; yours is {len(text):,}."
        return [Reason(Code.BAD_VALUE, says, "", (), "", bare)]
    hidden = next((place for place, letter in enumerate(text, 1) if letter in CONTROL), 0)
    if hidden:
        says = f"Remove the hidden character at position {hidden}."
        return [Reason(Code.BAD_VALUE, says, "", (), "", bare)]
    return []


def parts_of(parts: dict[str, str], whole: str) -> dict[str, str]:
    """Typed parts, or those of a day or time that came whole."""
    if any(parts.values()) or not whole:
        return parts
    try:
        at = wt.local(wt.parse_local(whole)) if ":" in whole else None
        day = at.date() if at else wt.parse_date(whole)
    except ValueError:
        return parts
    time = f"{at:%H:%M}" if at else ""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year), "time": time}
