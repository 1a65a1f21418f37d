"""The made-up council of `small.yaml`, and a desk to do things at: `desk.do("send", "dora")`.

Monday 2 March 2026 unless a test says otherwise; times are '09:10' or '2026-03-04 09:10', in London.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from baton.casework import commands as c
from baton.casework import working_time as wt
from baton.casework.council import Appointment, Council, LeafTeam, Person, Place
from baton.casework.deciding import decide
from baton.casework.events import Event
from baton.casework.evolve import replay
from baton.casework.file import Child, Duty, File
from baton.casework.refusals import Refusal
from baton.casework.view import View
from baton.protocol import loading
from baton.protocol.schema import Protocol

PEOPLE = {
    "dora": ("door_lead", "door"), "cai": ("crew_lead", "north"), "cleo": ("crew_lead", "south"),
    "sol": ("safe_lead", "safe"), "sue": ("safe_lead", "safe"), "wim": ("social_worker", "north"),
    "wes": ("social_worker", "south"), "hal": ("head", ""),
}  # fmt: skip
FORM = {"why": "A good reason", "proof": "It was seen"}


@lru_cache
def protocol() -> Protocol:
    """The procedure; every test shares it."""
    read = loading.from_texts({"small.yaml": (Path(__file__).parent / "small.yaml").read_text()})
    assert read.protocol is not None, "\n".join(map(str, read.mistakes))
    return read.protocol


@lru_cache
def council() -> Council:
    """Two piers with a crew each, and somebody in every role."""
    places = {name: Place(name, "pier", name.title()) for name in ("north", "south")}
    crews = {name: LeafTeam(name, "crew", f"Crew {name}", name) for name in places}
    others = {
        name: LeafTeam(name, name, name.title()) for name in ("door", "safe", "court", "ferry", "charity")
    }
    people = {
        name: Person(name, name.title(), qualified=role == "social_worker")
        for name, (role, _) in PEOPLE.items()
    }
    posts = tuple(Appointment(name, role, team) for name, (role, team) in PEOPLE.items())
    return Council(protocol(), places, {**crews, **others}, people, posts)


def at(text: str) -> datetime:
    """'09:10' on Monday 2 March 2026, or a whole time."""
    return wt.parse_local(text if " " in text else f"2026-03-02 {text}")


class Desk:
    """One file, and everything that is done to it."""

    def __init__(
        self, home: str = "north", born: Any = None, age: int | None = None, due: Any = None
    ) -> None:
        self.council, self.now, self.file = council(), at("08:00"), File("SML-1", "small")
        self.history: list[Event] = []
        self.made: tuple[Event, ...] = ()
        child = Child("P-1", born=born, due=due, age_at_contact=age, place=home)
        self.command(c.OpenCase("SML-1", "C-1", child, "dora", self.now))

    def command(self, command: c.Command) -> Refusal | None:
        """Puts a command to the core: what refused it, or None."""
        answer = decide(self.council, self.file, command, self.now, self.related)
        if isinstance(answer, Refusal):
            return answer
        self.made = answer
        self.history += answer
        self.file = replay(self.file, answer)
        return None

    def tried(self, name: str, by: str, when: str = "", happened: str = "", **words: Any) -> Refusal | None:
        """Does an act, or records what happened."""
        self.now = at(when) if when else self.now
        return self.command(c.Do(name, by, at(happened) if happened else None, **words))

    def do(self, name: str, by: str, when: str = "", happened: str = "", **words: Any) -> tuple[Event, ...]:
        """The same, where it must not be refused."""
        refused = self.tried(name, by, when, happened, **words)
        assert refused is None, str(refused)
        return self.made

    def sweep(self, when: str) -> tuple[Event, ...]:
        """Time passes."""
        self.now = at(when)
        assert self.command(c.Sweep()) is None
        return self.made

    def know(self, fact: str, value: str, by: str = "dora", happened: str = "") -> Refusal | None:
        """A fact becomes known."""
        return self.command(c.Know(fact, value, by, at(happened) if happened else None))

    def sent(self, when: str = "09:10", **words: Any) -> Desk:
        """Decided at nine and sent."""
        self.do("decide", "dora", "09:00", outcome="go")
        self.do("send", "dora", when, fields=FORM, reasons={"agreed": "They cannot be asked"}, **words)
        return self

    def duty(self, rule: str) -> Duty:
        """The newest duty of a rule."""
        return [duty for duty in self.file.duties if duty.rule == rule][-1]

    @property
    def related(self) -> tuple[View, ...]:
        """The people around the child: nobody here."""
        return ()

    @property
    def view(self) -> View:
        """The file as conditions see it now."""
        return View(self.council, self.file, self.now, related=self.related)


def codes(refused: Refusal | None) -> list[str]:
    """The codes of a refusal, in order of the alphabet; none where it was done."""
    return sorted({reason.code.value for reason in refused.reasons}) if refused else []
