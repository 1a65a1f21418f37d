"""Puts a council's own rows from its file into the database, through services, once.

Example: `load(read(path), by=INSTALLATION, start=now)`; loading the same file again adds only what is new in it.
Raises Refused, with the clause, where the procedure does not allow what the file says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.operations.organisation_file import OrganisationFile, Post, slug
from baton.services import councils, organisation, present

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """How much was new."""

    places: int = 0
    teams: int = 0
    people: int = 0
    appointments: int = 0

    def __str__(self) -> str:
        return f"{self.places} places, {self.teams} teams, {self.people} people, {self.appointments} appointments"


def person_id(prefix: str, name: str) -> str:
    """How somebody is known here and signs in: 'abc-amara-alder'."""
    return f"{prefix.lower()}-{slug(name)}"


def load(
    file: OrganisationFile, *, by: str = organisation.INSTALLATION, start: datetime | None = None, today: date | None = None,
    is_demo: bool = False, told: Told = lambda _: None,
) -> Added:  # fmt: skip
    """Everything in the file that is not there yet, all or nothing. Appointments hold from `start`."""
    start = start or present.now()
    today = today or wt.local(start).date()
    with transaction.atomic():
        before = councils.council(file.council)
        places = _places(file, before, by)
        _links(file, before, by)
        _rotas(file, before, by, today)
        teams = _teams(file, before, by)
        names = _people(file, before, by, is_demo, told)
        posts = _posts(file, before, by, start, told)
        _away(file, before, by, today)
    return Added(places, teams, names, posts)


def _places(file: OrganisationFile, before: Council, by: str) -> int:
    new = {place: row for place, row in file.places.items() if place not in before.places}
    for place, row in new.items():
        organisation.add_place(
            council=file.council, slug=place, kind=row.kind, name=row.name, areas=row.areas, by=by
        )
    for place in file.places.keys() - new.keys():
        organisation.change_areas(council=file.council, slug=place, areas=file.places[place].areas, by=by)
    return len(new)


def _links(file: OrganisationFile, before: Council, by: str) -> None:
    """Once every place is there."""
    for place, row in file.places.items():
        known = before.places.get(place)
        if row.links and (known is None or known.links != row.links):
            organisation.link_place(council=file.council, slug=place, links=row.links, by=by)


def _rotas(file: OrganisationFile, before: Council, by: str, today: date) -> None:
    """Those whose last edition has others, or another order; one that begins on a date, another beginning."""
    for row in file.rotas:
        rows = [t for t in before.rotas if (t.rota, t.of) == (row.rota, row.of or "")]
        last = max(rows, key=lambda turns: turns.number, default=None)
        start = row.begins(today)
        as_it_is = last is not None and last.members == row.members
        if last is None or not (as_it_is and (isinstance(row.start, int) or last.start == start)):
            organisation.set_rota(
                council=file.council, rota=row.rota, of=row.of or "", members=row.members, start=start, by=by
            )


def _teams(file: OrganisationFile, before: Council, by: str) -> int:
    new = {team: row for team, row in file.teams.items() if team not in before.teams}
    for team, row in new.items():
        organisation.add_team(
            council=file.council, slug=team, kind=row.kind, name=row.name, place=row.place or "", by=by
        )
    return len(new)


def _people(file: OrganisationFile, before: Council, by: str, is_demo: bool, told: Told) -> int:
    prefix, protocol = councils.row(file.council).prefix, before.protocol
    new = 0
    for name, posts in _by_name(file).items():
        person = person_id(prefix, name)
        email = file.emails.get(name, f"{slug(name)}@demo.example" if is_demo else "")
        if person in before.people:
            organisation.change_email(person=person, email=email, by=by)
        else:
            qualified = any(protocol.roles[post.role].qualified for post in posts)
            organisation.add_person(
                council=file.council, id=person, name=name, username=person, by=by, qualified=qualified,
                is_demo=is_demo, agency=file.agency_of(name), email=email,
            )  # fmt: skip
            new += 1
        told(1)
    return new


def _posts(file: OrganisationFile, before: Council, by: str, start: datetime, told: Told) -> int:
    prefix = councils.row(file.council).prefix
    held = {(a.person, a.role, a.team, a.place) for a in before.appointments if a.holds(start)}
    new = 0
    for post in file.posts():
        person = person_id(prefix, post.name)
        if (person, post.role, post.team, post.place) not in held:
            organisation.appoint(
                council=file.council, person=person, role=post.role, team=post.team, place=post.place, by=by,
                start=start, deputy=post.deputy,
            )  # fmt: skip
            new += 1
        told(1)
    return new


def _away(file: OrganisationFile, before: Council, by: str, today: date) -> None:
    prefix = councils.row(file.council).prefix
    for row in file.away:
        person, dates = person_id(prefix, row.person), row.dates(today)
        known = before.people.get(person)
        if known is None or dates not in known.away:
            organisation.record_leave(person=person, first=dates[0], last=dates[1], by=by)


def _by_name(file: OrganisationFile) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in file.posts():
        found.setdefault(post.name, []).append(post)
    return found
