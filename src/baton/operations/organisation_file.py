"""A council's own rows from one file: its places, teams and people, and what its demonstration tells.

Example: `read(Path("demo/somewhere.yaml"))` is an OrganisationFile, or raises Mistakes, each with its file,
line and column; `load(file, council=...)` adds the rows through services. The shape of the file is told at
the top of each file in `demo/`. What the words mean (kinds, roles) is the protocol's; it is checked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from baton.casework.working_time import from_local
from baton.operations.demo.storylines import OTHERS, Demo, Storyline
from baton.protocol import nodes
from baton.protocol.mistakes import Mistake, Mistakes, nearest
from baton.protocol.schema import Protocol
from baton.protocol.schema.base import Id, Ids, Part
from baton.protocol.shape import mistakes_of
from baton.protocol.source import Source

MOST_NAME = 120
Name = Annotated[str, Field(min_length=1, max_length=MOST_NAME)]
Names = Annotated[
    tuple[Name, ...], BeforeValidator(lambda raw: raw if isinstance(raw, list | tuple) else (raw,))
]


class PlaceRow(Part):
    """A place: its kind in the procedure, its name, the postcode districts in it, who serves all of it, and which
    other places take turns for it."""

    kind: Id
    name: Name
    areas: tuple[Annotated[str, Field(pattern=r"^[A-Z]{1,2}\d[A-Z\d]?$")], ...] = ()
    people: dict[Id, Names] = {}
    links: Ids = ()


class TeamRow(Part):
    """A team: its kind in the procedure, its name, the place it serves, and its people by role."""

    kind: Id
    name: Name
    place: Id | None = None
    people: dict[Id, Names] = {}


class DeputyRow(Part):
    """Somebody who stands in for a role of a team or place."""

    person: Name
    role: Id
    team: Id | None = None
    place: Id | None = None


class AwayRow(Part):
    """Days on which somebody is away: dates, or days counted from the day of loading (-1 is yesterday)."""

    person: Name
    first: int | date
    last: int | date

    def dates(self, today: date) -> tuple[date, date]:
        """The first and the last day."""
        first, last = (
            today + timedelta(days=day) if isinstance(day, int) else day for day in (self.first, self.last)
        )
        return first, last


class RotaRow(Part):
    """Who takes turns on a rota, in which order: of the place whose rota it is, from a date (or so many days from the
    day of loading) at a time of day on."""

    rota: Id
    of: Id | None = None
    start: int | date
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "00:00"
    members: Ids = Field(min_length=1)

    def begins(self, today: date) -> datetime:
        """When the first turn begins."""
        day = today + timedelta(days=self.start) if isinstance(self.start, int) else self.start
        return from_local(datetime.combine(day, time.fromisoformat(self.at)))


class OrganisationFile(Part):
    """One council's rows."""

    council: Id
    places: dict[Id, PlaceRow] = {}
    teams: dict[Id, TeamRow] = Field(min_length=1)
    rotas: tuple[RotaRow, ...] = ()
    people: dict[Id, Names] = {}
    deputies: tuple[DeputyRow, ...] = ()
    away: tuple[AwayRow, ...] = ()
    agencies: dict[str, Names] = {}
    """Who of them belongs to another agency than the council: {Police: [names]}."""
    emails: dict[str, Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]] = {}
    """Where each of them is written to: {name: address}. Nobody else is sent anything."""
    demo: Demo | None = None

    def agency_of(self, name: str) -> str:
        """The agency somebody belongs to; empty for the council's own."""
        return next((agency for agency, names in self.agencies.items() if name in names), "")

    def posts(self) -> Iterator[Post]:
        """Everybody's post, in the order of the file."""
        for place, row in self.places.items():
            yield from (Post(name, role, "", place) for role, names in row.people.items() for name in names)
        for team, crew in self.teams.items():
            yield from (Post(name, role, team, "") for role, names in crew.people.items() for name in names)
        yield from (Post(name, role, "", "") for role, names in self.people.items() for name in names)
        yield from (Post(d.person, d.role, d.team or "", d.place or "", True) for d in self.deputies)


@dataclass(frozen=True, slots=True)
class Post:
    """A person in a role, of a team, a place or the whole council."""

    name: str
    role: str
    team: str
    place: str
    deputy: bool = False


def slug(name: str) -> str:
    """A name as part of an id: 'Zoë O’Dell' is 'zoe-odell'."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def read(path: Path, protocol: Protocol | None = None) -> OrganisationFile:
    """The file, checked by its shape and, where a protocol is given, against its words. Raises Mistakes."""
    mistakes: list[Mistake] = []
    node = nodes.read(path, mistakes, name=path.name)
    if node is None:
        raise Mistakes(mistakes)
    source = Source(node, (path.name,))
    try:
        file = OrganisationFile.model_validate(node.data())
    except ValidationError as error:
        raise Mistakes([*mistakes, *mistakes_of(error, OrganisationFile, source)]) from None
    mistakes += _within(file, source)
    mistakes += _against(file, protocol, source) if protocol else ()
    if mistakes:
        raise Mistakes(mistakes)
    return file


def _within(file: OrganisationFile, source: Source) -> Iterator[Mistake]:
    """What the file alone shows to be wrong: places, people and districts that are not there, or there twice."""
    for team, row in file.teams.items():
        if row.place is not None and row.place not in file.places:
            right = nearest(row.place, file.places, what="places")
            yield source.mistake(("teams", team, "place"), f"There is no place '{row.place}'.", right)
    areas: dict[str, str] = {}
    for place, where in file.places.items():
        for area in where.areas:
            if area in areas:
                wrong = f"{area} is already in {areas[area]}."
                yield source.mistake(("places", place, "areas"), wrong, "Put it in one place.", text=area)
            areas[area] = place
    named = {post.name for post in file.posts() if not post.deputy}
    told: list[tuple[str, int, str]] = [("deputies", n, d.person) for n, d in enumerate(file.deputies)]
    told += [("away", n, a.person) for n, a in enumerate(file.away)]
    for room, number, person in told:
        if person not in named:
            right = nearest(person, named, what="people")
            yield source.mistake((room, number, "person"), f"Nobody here is called '{person}'.", right)
    for agency, names in file.agencies.items():
        for name in set(names) - named:
            right = nearest(name, named, what="people")
            yield source.mistake(("agencies", agency), f"Nobody here is called '{name}'.", right)
    for name in sorted(file.emails.keys() - named):
        right = nearest(name, named, what="people")
        yield source.mistake(("emails", name), f"Nobody here is called '{name}'.", right)
    yield from _days(file, source)
    yield from _places_named(file, source)
    yield from _demo(file, source, named)


def _places_named(file: OrganisationFile, source: Source) -> Iterator[Mistake]:
    """Places that are linked, or on a rota, and are not in the file."""
    told: list[tuple[tuple[str | int, ...], str]] = []
    for place, row in file.places.items():
        told += [(("places", place, "links"), other) for other in row.links]
    for number, rota in enumerate(file.rotas):
        told += [(("rotas", number, "of"), rota.of)] if rota.of else []
        told += [(("rotas", number, "members"), member) for member in rota.members]
    for path, named in told:
        if named not in file.places:
            right = nearest(named, file.places, what="places")
            yield source.mistake(path, f"There is no place '{named}'.", right, text=named)


def _demo(file: OrganisationFile, source: Source, named: set[str]) -> Iterator[Mistake]:
    demo = file.demo
    for number, name in enumerate(demo.busy if demo else ()):
        if name not in named:
            right = nearest(name, named, what="people")
            yield source.mistake(("demo", "busy", number), f"Nobody here is called '{name}'.", right)
    for number, line in enumerate(demo.storylines if demo else ()):
        assert demo is not None
        yield from _storyline(demo, line, ("demo", "storylines", number), source)


def _storyline(demo: Demo, line: Storyline, path: tuple[str | int, ...], source: Source) -> Iterator[Mistake]:
    lost = [way for way in line.begins if way not in demo.ways]
    for way in lost:
        right = nearest(way, demo.ways, what="ways")
        yield source.mistake((*path, "begins"), f"There is no way '{way}'.", right, text=way)
    if lost:
        return
    others = list(demo.others(line))
    for contact in [line.contact, *(other.contact for other in others)]:
        if contact not in demo.contacts:
            right = nearest(contact, demo.contacts, what="contacts")
            yield source.mistake(path, f"There is no contact '{contact}'.", right, text=contact)
    children = {OTHERS, *(other.name for other in others)}
    for step in demo.steps(line):
        for child in {step.for_, step.with_} - {None} - children:
            right = nearest(str(child), children, what="children")
            yield source.mistake(path, f"This story has no child '{child}'.", right, text=str(child))


def _days(file: OrganisationFile, source: Source) -> Iterator[Mistake]:
    for number, away in enumerate(file.away):
        if type(away.first) is not type(away.last):
            yield source.mistake(
                ("away", number, "last"), "One is a date and one a number of days.", "Write both alike."
            )
        elif away.first > away.last:  # type: ignore[operator]
            yield source.mistake(
                ("away", number, "last"), "The last day is before the first.", "Put them right."
            )


def _against(file: OrganisationFile, protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """What the protocol does not know: kinds of place and team, roles."""
    if file.council != protocol.protocol.council:
        right = f"Write {protocol.protocol.council}."
        yield source.mistake(("council",), f"This file is for '{file.council}'.", right)
    kinds: Mapping[str, tuple[Mapping[str, object], Mapping[str, PlaceRow | TeamRow]]] = {
        "places": (protocol.places, file.places), "teams": (protocol.teams, file.teams),
    }  # fmt: skip
    for room, (known, rows) in kinds.items():
        for name, row in rows.items():
            if row.kind not in known:
                right = nearest(row.kind, known, what="kinds")
                yield source.mistake((room, name, "kind"), f"The procedure has no '{row.kind}'.", right)
            for role in row.people:
                yield from _role(role, (room, name, "people", role), protocol, source)
    for role in file.people:
        yield from _role(role, ("people", role), protocol, source)
    for number, deputy in enumerate(file.deputies):
        yield from _role(deputy.role, ("deputies", number, "role"), protocol, source)
    yield from _links(file, protocol, source)
    for number, rota in enumerate(file.rotas):
        yield from _rota(file, rota, ("rotas", number), protocol, source)


def _links(file: OrganisationFile, protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Places linked with others than the procedure says, or with more or fewer of them."""
    for name, place in file.places.items():
        kind = protocol.places.get(place.kind)
        if kind is None or not (place.links or kind.linked):
            continue
        path = ("places", name, "links") if place.links else ("places", name)
        if kind.linked is None:
            wrong = f"In the procedure no {kind.name} is linked with other places."
            yield source.mistake(path, wrong, "Leave it out.")
            continue
        other = protocol.places[kind.linked.kind]
        right = f"Name {kind.linked.each} {other.plural or other.name}."
        for link in place.links:
            if link in file.places and file.places[link].kind != kind.linked.kind:
                yield source.mistake(path, f"'{link}' is not a place of that kind.", right, text=link)
        if len(set(place.links)) != kind.linked.each or len(place.links) != kind.linked.each:
            wrong = (
                f"Each {kind.name} is linked with exactly {kind.linked.each} {other.plural or other.name}."
            )
            yield source.mistake(path, wrong, right)


def _rota(
    file: OrganisationFile, row: RotaRow, path: tuple[str | int, ...], protocol: Protocol, source: Source
) -> Iterator[Mistake]:
    """A rota that the procedure has not, of a place whose it is not, or with others than those who take turns."""
    declared = protocol.rotas.get(row.rota)
    if declared is None:
        right = nearest(row.rota, protocol.rotas, what="rotas")
        yield source.mistake((*path, "rota"), f"The procedure has no rota '{row.rota}'.", right)
        return
    place = file.places.get(row.of or "")
    if declared.of is not None and (place is None or place.kind != declared.of):
        wrong = f"Each {protocol.places[declared.of].name} has a rota of its own."
        yield source.mistake((*path, "of") if row.of else path, wrong, "Say whose it is, with `of`.")
        return
    able = place.links if place else tuple(p for p, r in file.places.items() if r.kind == declared.among)
    if set(row.members) <= file.places.keys() and sorted(row.members) != sorted(set(able)):
        right = f"Name each of these once, in their order: {', '.join(able)}."
        yield source.mistake((*path, "members"), "Not everybody who takes turns is here, once.", right)


def _role(role: str, path: tuple[str | int, ...], protocol: Protocol, source: Source) -> Iterator[Mistake]:
    if role not in protocol.roles:
        right = nearest(role, protocol.roles, what="roles")
        yield source.mistake(path, f"The procedure has no role '{role}'.", right, key=path[-1] == role)
