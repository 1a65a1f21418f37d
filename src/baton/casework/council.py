"""A council: its protocol in force, its places and teams, its people and what they are appointed to.

The protocol says what kinds of team there are; these rows say which teams, where, and who is in them
today. All of it is a value passed to `decide`, so that the core never looks anything up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from baton.casework import working_time as wt
from baton.casework.rules import Rules, rules_of
from baton.protocol.schema import Hold, Protocol, Route


@dataclass(frozen=True, slots=True)
class Place:
    """A footprint or locality. `areas` are the words of an address that fall in it (postcode districts)."""

    id: str
    kind: str
    name: str
    areas: tuple[str, ...] = ()
    active: bool = True
    links: tuple[str, ...] = ()
    """The places linked with it, which take turns for it."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Who takes turns on a rota, in which order, from when until the next such row. `of` is the place whose it is."""

    rota: str
    of: str
    start: datetime
    members: tuple[str, ...]
    number: int = 0
    """Which edition of the rota this is."""


@dataclass(frozen=True, slots=True)
class LeafTeam:
    """A team that can hold a child: of a kind in the protocol, serving a place or the whole council."""

    id: str
    kind: str
    name: str
    place: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works for the council or in its front door."""

    id: str
    name: str
    qualified: bool = False
    active: bool = True
    agency: str = ""
    caseload: int = 0
    away: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person in a role, of a team or place, from a time until another."""

    person: str
    role: str
    team: str = ""
    place: str = ""
    start: datetime | None = None
    end: datetime | None = None
    deputy: bool = False

    def holds(self, at: datetime) -> bool:
        """Whether it holds at an instant."""
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)


@dataclass(frozen=True)
class Council:
    """Everything a decision may look at besides the case itself."""

    protocol: Protocol
    places: Mapping[str, Place] = field(default_factory=dict)
    teams: Mapping[str, LeafTeam] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    appointments: tuple[Appointment, ...] = ()
    rotas: tuple[Turns, ...] = ()

    @property
    def id(self) -> str:
        """The council's id in its protocol."""
        return self.protocol.protocol.council

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Appointment, ...]]:
        """Each person's appointments."""
        found: dict[str, list[Appointment]] = {}
        for appointment in self.appointments:
            found.setdefault(appointment.person, []).append(appointment)
        return {person: tuple(rows) for person, rows in found.items()}

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Appointment, ...]]:
        """Everyone appointed to each role."""
        found: dict[str, list[Appointment]] = {}
        for appointment in self.appointments:
            found.setdefault(appointment.role, []).append(appointment)
        return {role: tuple(rows) for role, rows in found.items()}

    @cached_property
    def rules(self) -> Rules:
        """What the protocol says, by what is asked of it."""
        return rules_of(self.protocol)

    @cached_property
    def _leaving(self) -> dict[str, tuple[tuple[Route, ...], tuple[Hold, ...]]]:
        return {}

    def leaving(self, team: str) -> tuple[tuple[Route, ...], tuple[Hold, ...]]:
        """The routes that leave a leaf team, and the holds that keep a child there."""
        found = self._leaving.get(team)
        if found is None:
            routes = tuple(r for r in self.protocol.routes if self.team_is(team, r.from_))
            holds = tuple(h for h in self.protocol.holds if self.team_is(team, h.at))
            found = self._leaving[team] = (routes, holds)
        return found

    @cached_property
    def calendars(self) -> Mapping[str, wt.Calendar]:
        """Calendars by name; 'always' is there without being declared."""
        made = {"always": wt.Calendar.from_words("always", "always")}
        for name, words in self.protocol.calendars.items():
            made[name] = wt.Calendar.from_words(
                name, words.open, holidays=words.holidays, closed=words.closed
            )
        return made

    @cached_property
    def working(self) -> wt.Calendar:
        """Monday to Friday less bank holidays, where a duty names no calendar of its own."""
        return wt.Calendar.from_words(
            "working days", {"mon-fri": "00:00-24:00"}, holidays="england_and_wales"
        )

    def team(self, team: str) -> LeafTeam:
        """A leaf team by id; a kind with no rows of its own stands for itself."""
        return self.teams.get(team) or LeafTeam(team, team, self.kind_name(team))

    def kind_name(self, kind: str) -> str:
        """The protocol's name of a kind of team."""
        found = self.protocol.teams.get(kind)
        return found.name if found else kind

    def team_is(self, team: str, kinds: tuple[str, ...]) -> bool:
        """Whether a leaf team is, or is of, one of these kinds, or is part of such a body."""
        if team in kinds or "any" in kinds:
            return True
        return any(body in kinds for body in self.bodies(team))

    def own_only(self, team: str) -> bool:
        """Whether each who works in a team has to do only with the children who are their own."""
        kind = self.protocol.teams.get(self.team(team).kind) if team else None
        return kind is not None and kind.own_only

    def bodies(self, team: str) -> tuple[str, ...]:
        """The kind of a team, and every body it is part of."""
        kind = self.team(team).kind
        return self.protocol.bodies_of.get(kind, (kind,))

    def teams_at(self, place: str, kind: str = "") -> tuple[LeafTeam, ...]:
        """The active teams serving a place, by name."""
        found = (t for t in self.teams.values() if t.place == place and t.active)
        return tuple(
            sorted((t for t in found if not kind or self.team_is(t.id, (kind,))), key=lambda team: team.name)
        )

    def of_kind(self, kind: str) -> tuple[LeafTeam, ...]:
        """The active leaf teams of a kind, by name; the kind itself where it has no rows."""
        kinds = self.protocol.kinds_in.get(kind, (kind,))
        found = tuple(
            sorted((t for t in self.teams.values() if t.kind in kinds and t.active), key=lambda t: t.name)
        )
        return found or (self.team(kind),)

    def length(self, words: str) -> wt.Length | None:
        """A length of time, with `setting:` looked up; None for at_once and not_stated."""
        if words.startswith("setting:"):
            words = self.protocol.settings[words.removeprefix("setting:")].value
        return None if words in ("at_once", "not_stated") else wt.parse_length(words)

    def due(
        self, start: datetime, words: str, calendar: str | None, look_again: str | None = None
    ) -> tuple[datetime, str]:
        """When a length from a start ends, in UTC, and how that was worked out in words.

        Where the procedure gives none (`not_stated`), `look_again` is the council's own time for looking again.
        """
        if words == "not_stated" and look_again:
            at, why = self.due(start, look_again, calendar)
            return at, f"The procedure gives no time; look again: {why}"
        length = self.length(words)
        if length is None:
            return start, "at once"
        chosen, end_of_day = self._counted(calendar)
        worked = wt.due(start, length, chosen, end_of_day=end_of_day)
        return worked.at, wt.words(worked)

    def ends(self, start: datetime, words: str, calendar: str | None = None) -> datetime:
        """When a length from a start ends, in UTC: a third of the cost of `due`, which also says why."""
        length = self.length(words)
        if length is None:
            return start
        chosen, end_of_day = self._counted(calendar)
        return wt.due_at(start, length, chosen, end_of_day=end_of_day)

    def _counted(self, calendar: str | None) -> tuple[wt.Calendar, bool]:
        """The calendar by name, and whether what is counted on it runs to the end of the day."""
        if calendar is None:
            return self.working, False
        declared = self.protocol.calendars.get(calendar)
        return self.calendars[calendar], bool(declared and declared.end_of_day)
