"""What was typed into the form of a new contact: as it was typed, as a service wants it, and what cannot be read.

    form = ContactForm.of(request.POST, now)
    form.wrong        # [{"text", "name"}] for the error summary and the fields
    form.said()       # what `services.contacts.log_contact` takes

A child's fields are `child-0-name`, `child-0-born` and so on. Nothing typed is ever dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict

from baton.casework import working_time as wt
from baton.records.known_children import search_key
from baton.services.contacts import ChildSaid
from baton.web import unsent
from baton.web.typed import CONTROL, LONGEST, PARTS

CHILD = ("name", "born", "due", "age", "number", "place", "address", "ref")
MOST = 12
LINE = 300
OLDEST = 25


@dataclass(frozen=True)
class ChildTyped:
    """One child as typed."""

    number: int
    sent: Mapping[str, str]

    def value(self, name: str) -> str:
        """One thing typed about this child."""
        return self.sent.get(name, "")

    @property
    def empty(self) -> bool:
        """Whether nothing at all was typed."""
        return not any(self.sent.values())

    @property
    def key(self) -> str:
        """The name as it is searched for."""
        return search_key(self.value("name"))

    @property
    def born(self) -> date | None:
        """The birth date, where it can be read."""
        return _day(self.value("born"))[0]

    def wrong(self, received: date) -> Iterator[tuple[str, str]]:
        """(field, sentence) for all that cannot be so."""
        (born, unread), (due, unread_due) = _day(self.value("born")), _day(self.value("due"))
        age = self.value("age")
        if unread:
            yield "born", unread
        if unread_due:
            yield "due", unread_due
        if age and not (age.isdigit() and int(age) <= OLDEST):
            yield "age", f"Give the age in whole years, from 0 to {OLDEST}."
        if born and born > received:
            yield (
                "born",
                "The contact is dated before the child was born. Give a due date instead, or correct the date.",
            )
        if born and born < received and wt.age_on(born, received) > OLDEST:
            years = wt.age_on(born, received)
            yield "born", f"This person is {years}. Refer to adult services, or correct the birth date."
        if born and due:
            yield "due", "Give a birth date or a due date, not both."
        if not any(self.value(name) for name in CHILD if name != "place"):
            yield (
                "name",
                "Say who the child is: a name, a birth date, a due date, an age, a number or an address.",
            )

    def said(self, home: ChildTyped | None = None) -> ChildSaid:
        """The child as a service wants it; with the first child's home where none was typed, and none can be known."""
        typed = self.value("address") or self.value("place") or self.value("ref")
        home = home if home and not typed else self
        age = self.value("age")
        return ChildSaid(
            name=self.value("name"), born=self.born, due=_day(self.value("due"))[0], number=self.value("number"),
            age_at_contact=int(age) if age.isdigit() else None, place=home.value("place"),
            address=home.value("address"), ref=self.value("ref"),
        )  # fmt: skip


@dataclass(frozen=True)
class ContactForm:
    """The whole form. `now` is when the contact was received, where nothing else is typed."""

    now: datetime
    sent: Mapping[str, str] = field(default_factory=dict)
    agencies: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict | Mapping[str, Any], now: datetime) -> ContactForm:
        """What came in a request, or out of a draft."""
        many = query.getlist("agencies") if isinstance(query, QueryDict) else query.get("agencies", ())
        sent = {k: str(query.get(k, "")).strip().replace("\r\n", "\n") for k in query if k != "agencies"}
        for name in unsent.NOT_KEPT:
            sent.pop(name, None)
        return cls(now, sent, tuple(many))

    def value(self, name: str) -> str:
        """One thing as it was typed."""
        return self.sent.get(name, "")

    def draft(self) -> dict[str, Any]:
        """What is kept until the contact is saved."""
        return {**self.sent, "agencies": list(self.agencies)}

    @property
    def danger(self) -> bool:
        """Whether a child is in immediate danger now."""
        return self.value("danger") == "yes"

    @cached_property
    def children(self) -> tuple[ChildTyped, ...]:
        """Every child on the form, the empty ones too; at least one."""
        asked = self.value("children")
        many = min(max(int(asked), 1), MOST) if asked.isdigit() and len(asked) < 4 else 1
        return tuple(
            ChildTyped(n, {name: self.value(f"child-{n}-{name}") for name in CHILD}) for n in range(many)
        )

    @cached_property
    def filled(self) -> tuple[ChildTyped, ...]:
        """The children something was typed about, or the first."""
        return tuple(child for child in self.children if not child.empty) or self.children[:1]

    @property
    def received_parts(self) -> dict[str, str]:
        """When it was received as it was typed; now, where nothing was."""
        typed = {part: self.value(f"received_{part}") for part in PARTS}
        if any(typed.values()):
            return typed
        at = wt.local(self.now)
        return {"day": str(at.day), "month": str(at.month), "year": str(at.year), "time": f"{at:%H:%M}"}

    @cached_property
    def _received(self) -> tuple[datetime | None, str]:
        typed = [self.value(f"received_{part}") for part in PARTS]
        if not any(typed):
            return None, ""
        at = wt.local(self.now)
        if typed == [str(at.day), str(at.month), str(at.year), f"{at:%H:%M}"]:
            return None, ""  # the minute that was filled in for them
        try:
            when = wt.parse_local(f"{' '.join(typed[:3]).strip()} {typed[3]}".strip())
        except ValueError as unread:
            return None, str(unread)
        if when > self.now:
            return None, f"{wt.words_for(when)} has not come yet. Give the time it was received."
        return when, ""

    @property
    def received(self) -> datetime | None:
        """When it was received; None for now."""
        return self._received[0]

    @cached_property
    def wrong(self) -> list[dict[str, str]]:
        """Everything that stands in the way, each at its field, in the order of the page."""
        found = [*self._unfit()]
        if self.value("danger") not in ("yes", "no"):
            found.append({"name": "danger", "text": "Say whether a child is in immediate danger now."})
        on = wt.local(self.received or self.now).date()
        for child in self.filled:
            found += [{"name": f"child-{child.number}-{n}", "text": says} for n, says in child.wrong(on)]
        if not self.value("story"):
            found.append({"name": "story", "text": "Say what has happened, in a few words at least."})
        if self._received[1]:
            found.append({"name": "received", "text": self._received[1]})
        without = self.value("consent") in ("refused", "not_asked", "not_achieved") and not self.danger
        if without and len(self.value("consent_why")) < 5:
            found.append({"name": "consent_why", "text": "Say why there is no consent, in a few words."})
        return found

    def _unfit(self) -> Iterator[dict[str, str]]:
        for name, text in self.sent.items():
            hidden = next((place for place, letter in enumerate(text, 1) if letter in CONTROL), 0)
            longest = LONGEST if name == "story" or name.endswith(("address", "told")) else LINE
            if hidden:
                yield {"name": name, "text": f"Remove the hidden character at position {hidden}."}
            elif len(text) > longest:
                yield {"name": name, "text": f"This can be {longest:,} letters long; yours is {len(text):,}."}

    def said(self) -> dict[str, Any]:
        """What the service is asked to log."""
        first = self.filled[0]
        answers = {n: self.value(n) for n in ("told", "consent_why") if self.value(n)}
        answers |= {n[7:]: v for n, v in self.sent.items() if n.startswith("answer-") and v}
        if self.agencies:
            answers["agencies"] = "|".join(self.agencies)
        return {
            "children": [c.said(None if c is first else first) for c in self.filled],
            "received_at": self.received,
            "source": self.value("source"),
            "reason": self.value("reason"),
            "story": self.value("story"),
            "caller": {
                n: self.value(f"caller_{n}") for n in ("name", "work", "phone") if self.value(f"caller_{n}")
            },
            "consent": self.value("consent"),
            "immediate_danger": self.danger,
            "answers": answers,
        }


def _day(text: str) -> tuple[date | None, str]:
    try:
        return (wt.parse_date(text), "") if text else (None, "")
    except ValueError as unread:
        return None, str(unread)
