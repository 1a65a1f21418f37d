"""Protocols and councils as the core wants them, kept in memory for as long as they are current.

`council(row)` costs nothing while the row's `organisation_version` is the one kept; the row comes with
whatever query loaded the case. Caseloads are asked for only of the people a command names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count

from baton.casework import council as core
from baton.protocol.schema import Protocol
from baton.records import models
from baton.services import kept_protocols

_CACHED = ("by_person", "by_role", "calendars", "working")
_kept: dict[str, tuple[int, core.Council]] = {}
_used: dict[str, Protocol] = {}


class NoSuchCouncil(LookupError):
    """There is no council, or no protocol, with this id."""


def protocol(council: str) -> Protocol:
    """A council's protocol, read once a process. Raises NoSuchCouncil, or the loader's own Mistakes."""
    return _used.get(council) or _read(str(settings.PROTOCOLS_DIR), council)


@lru_cache(maxsize=256)
def _read(folder: str, council: str) -> Protocol:
    path = Path(folder) / council
    if not path.is_dir():
        raise NoSuchCouncil(f"There is no protocol for '{council}' in {folder}.")
    return kept_protocols.loaded(path, settings.VAR / "protocols")


@contextmanager
def use_protocol(council: str, changed: Protocol) -> Iterator[None]:
    """For tests, and for damaging rules on purpose: this protocol stands for the council's inside."""
    before = _used.get(council)
    _used[council] = changed
    _kept.pop(council, None)
    try:
        yield
    finally:
        _kept.pop(council, None)
        _used.pop(council)
        if before is not None:
            _used[council] = before


def row(council: str) -> models.Council:
    """A council's row. Raises NoSuchCouncil."""
    found = models.Council.objects.filter(id=council).first()
    if found is None:
        raise NoSuchCouncil(f"There is no council '{council}'.")
    return found


def council(of: models.Council | str) -> core.Council:
    """The council as the core wants it: its protocol, places, teams, people and appointments."""
    found = row(of) if isinstance(of, str) else of
    kept = _kept.get(found.id)
    rules = protocol(found.id)
    if kept and kept[0] == found.organisation_version and kept[1].protocol is rules:
        return kept[1]
    made = _build(found.id, rules)
    _kept[found.id] = (found.organisation_version, made)
    return made


def forget(council: str = "") -> None:
    """Drops what is kept (of one council or all): after changes made outside services, and in tests."""
    if council:
        _kept.pop(council, None)
    else:
        _kept.clear()


def built(council: str) -> core.Council:
    """The council as its rows stand inside this transaction, not kept: for checking a change before it is saved."""
    return _build(council, protocol(council))


def _build(council: str, rules: Protocol) -> core.Council:
    places = models.Place.objects.filter(council=council).order_by("slug")
    teams = models.Team.objects.filter(council=council).order_by("slug")
    return core.Council(
        protocol=rules,
        places={
            p.slug: core.Place(p.slug, p.kind, p.name, tuple(p.areas), p.active, tuple(p.links))
            for p in places
        },
        teams={t.slug: core.LeafTeam(t.slug, t.kind, t.name, t.place, t.active) for t in teams},
        people=_people(council),
        appointments=tuple(
            core.Appointment(a.person_id, a.role, a.team, a.place, a.start, a.end, a.deputy)
            for a in models.Appointment.objects.filter(council=council).order_by("id")
        ),
        rotas=tuple(
            core.Turns(r.rota, r.of, r.start, tuple(r.members), r.number)
            for r in models.RotaTurns.objects.filter(council=council).order_by("id")
        ),
    )


def _people(council: str) -> dict[str, core.Person]:
    away: dict[str, list[models.Leave]] = {}
    for leave in models.Leave.objects.filter(person__council=council):
        away.setdefault(leave.person_id, []).append(leave)
    return {
        p.id: core.Person(
            p.id, p.name, p.qualified, p.active, p.agency,
            away=tuple((leave.first, leave.last) for leave in away.get(p.id, ())),
        )
        for p in models.Person.objects.filter(council=council)
    }  # fmt: skip


def caseloads(council: str, people: Iterable[str]) -> dict[str, int]:
    """How many open cases each of these people holds, in one grouped query."""
    found = (
        models.Case.objects.filter(council=council, closed_at__isnull=True, worker__in=list(people))
        .values_list("worker")
        .annotate(Count("id"))
    )
    return dict(found)


def with_caseloads(found: core.Council, people: Iterable[str]) -> core.Council:
    """The same council, in which these people's caseloads are known. Costs nothing for nobody."""
    named = {person for person in people if person in found.people}
    if not named:
        return found
    loads = caseloads(found.id, named)
    changed = {person: replace(found.people[person], caseload=loads.get(person, 0)) for person in named}
    made = replace(found, people={**found.people, **changed})
    made.__dict__.update({name: found.__dict__[name] for name in _CACHED if name in found.__dict__})
    return made
