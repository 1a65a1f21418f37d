"""The made-up council of `islands.yaml`: two shores, each linked with two fleets that take turns of a fortnight.

Turns begin on Monday 2 March 2026 at 09:00: north's are blue, green, blue ...; a desk is that of `small`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from baton.casework import commands as c
from baton.casework.council import Appointment, Council, LeafTeam, Person, Place, Turns
from baton.casework.file import Child, File
from baton.casework.view import View
from baton.protocol import loading
from baton.protocol.checking import check_read
from baton.protocol.schema import Protocol
from tests.casework import small
from tests.casework.small import at

LINKS = {"north": ("blue", "green"), "south": ("red", "gold")}
BOATS = {"blue_1": "blue", "blue_2": "blue", "green_1": "green", "red_1": "red", "gold_1": "gold"}
PEOPLE = {
    "wanda": ("warden", "harbour"), "lou": ("watch", "lookout"), "nora": ("skipper", "shore_north"),
    "sid": ("skipper", "shore_south"), "bob": ("skipper", "blue_1"), "bee": ("skipper", "blue_2"),
    "gus": ("skipper", "green_1"), "ria": ("skipper", "red_1"), "hugo": ("skipper", "hospital"), "adm": ("admiral", ""),
    "sam": ("sailor", "shore_north"), "sue": ("sailor", "shore_north"), "hal": ("sailor", "hospital"),
}  # fmt: skip


@lru_cache
def protocol() -> Protocol:
    """The procedure, which has no mistake."""
    read = loading.from_texts({"islands.yaml": (Path(__file__).parent / "islands.yaml").read_text()})
    checked = check_read(read)
    assert checked.protocol is not None, "\n".join(map(str, read.mistakes))
    assert not checked.mistakes, "\n".join(map(str, checked.mistakes))
    return checked.protocol


@lru_cache
def council() -> Council:
    """Its places, teams and people."""
    shores = {name: Place(name, "shore", name.title(), links=links) for name, links in LINKS.items()}
    fleets = {name: Place(name, "fleet", name.title()) for links in LINKS.values() for name in links}
    teams = {name: LeafTeam(name, name, name.title()) for name in ("harbour", "lookout", "hospital")}
    teams |= {
        f"shore_{name}": LeafTeam(f"shore_{name}", "shore_crew", f"Shore {name}", name) for name in shores
    }
    teams |= {name: LeafTeam(name, "boat", name.title(), fleet) for name, fleet in BOATS.items()}
    people = {name: Person(name, name.title()) for name in PEOPLE}
    posts = tuple(Appointment(name, role, team) for name, (role, team) in PEOPLE.items())
    rotas = tuple(Turns("fortnight", name, at("2026-03-02 09:00"), links, 1) for name, links in LINKS.items())
    return Council(protocol(), {**shores, **fleets}, teams, people, posts, rotas)


class Desk(small.Desk):
    """One file of the islands, with the files around it."""

    def __init__(
        self, by: str = "wanda", born: date | None = date(2015, 1, 1), ref: str = "ISL-1", home: str = ""
    ) -> None:
        self.council, self.now, self.file = council(), at("08:00"), File(ref, "islands")
        self.history, self.made, self.around = [], (), []
        self.command(c.OpenCase(ref, "C-1", Child("P-1", born=born, place=home), by, self.now))

    def ashore(self, by: str = "wanda") -> Desk:
        """With the crew of the north shore."""
        self.do("accept", by, "08:10")
        return self

    def hailed(self, when: str = "10:00", until: str = "2026-03-30", by: str = "nora") -> Desk:
        """The first notice of a move has been given."""
        self.do("hail", by, when, fields={"date": until}, reasons={"notice": "It cannot wait"})
        return self

    @property
    def related(self) -> tuple[View, ...]:
        """Everybody around the child, as services would say."""
        return tuple(View(self.council, desk.file, self.now, relation=word) for word, desk in self.around)

    def with_rota(self, start: str, *members: str) -> None:
        """The rota of the north shore is changed."""
        rows = (*self.council.rotas, Turns("fortnight", "north", at(start), members, 2))
        self.council = replace(self.council, rotas=rows)
