"""The shape of a protocol: one frozen model for the whole, read from a council's files.

Example: `Protocol.model_json_schema()` is the JSON Schema that editors use; `protocol.acts["send"]` is a
rule; `protocol.rules()` walks every rule with its path, which is what `check` and `trace` report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import Field

from baton.protocol.schema.acts import Act, Booking, Happening, Moment, Need, Outcome, Tell
from baton.protocol.schema.base import Grade, Id, Part, RoleOf, Rule
from baton.protocol.schema.bodies import (
    CalendarWords,
    Document,
    Head,
    Linked,
    People,
    PlaceKind,
    Post,
    Role,
    SettingRow,
    Sitting,
    Team,
    Tray,
)
from baton.protocol.schema.duties import Always, Duty, InDanger, Ladder, Late, Permit, Rung, Trigger
from baton.protocol.schema.facts import Candidate, Fact, FieldRow, Impossible, Record
from baton.protocol.schema.moves import Gap, Hold, Instead, Join, Pick, PickStep, Rota, Route
from baton.protocol.schema.outward import (
    Clause,
    Conflict,
    Guidance,
    ImportMap,
    Label,
    Letter,
    PageShows,
    Reading,
    Story,
)
from baton.protocol.schema.reports import (
    COUNTS,
    AlsoBy,
    CameBack,
    Column,
    Counted,
    Group,
    Line,
    Measure,
    Report,
)


class Protocol(Part):
    """A council's written procedure as data."""

    protocol: Head
    calendars: dict[Id, CalendarWords] = {}
    settings: dict[Id, SettingRow] = {}
    places: dict[Id, PlaceKind] = {}
    teams: dict[Id, Team]
    roles: dict[Id, Role]
    trays: dict[Id, Tray] = {}
    people: dict[Id, People] = {}
    facts: dict[Id, Fact] = {}
    records: dict[Id, Record] = {}
    happens: dict[Id, Happening] = {}
    acts: dict[Id, Act] = {}
    picks: dict[Id, Pick] = {}
    rotas: dict[Id, Rota] = {}
    routes: tuple[Route, ...] = ()
    holds: tuple[Hold, ...] = ()
    joins: tuple[Join, ...] = ()
    gaps: tuple[Gap, ...] = ()
    duties: dict[Id, Duty] = {}
    ladders: dict[Id, Ladder] = {}
    always: tuple[Always, ...] = ()
    in_danger: InDanger | None = None
    permits: tuple[Permit, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    labels: dict[Id, Label] = {}
    guidance: tuple[Guidance, ...] = ()
    pages: tuple[PageShows, ...] = ()
    letters: dict[Id, Letter] = {}
    reports: dict[str, Report] = {}
    imports: dict[Id, ImportMap] = {}
    conflicts: tuple[Conflict, ...] = ()
    clauses: tuple[Clause, ...] = Field(default=(), repr=False)

    @cached_property
    def clause(self) -> Mapping[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The clauses of a document that is a draft and that nobody with the authority has confirmed."""
        documents = {document.id for document in self.protocol.documents if document.draft}
        return frozenset(clause.id for clause in self.clauses if clause.document in documents)

    def cited(self, clause: str) -> str:
        """A clause as it is cited to people: 'ABC-01', or 'ABC-01 (draft)'. The one place that says the word."""
        return f"{clause} (draft)" if clause in self.drafts else clause

    @cached_property
    def filling(self) -> Mapping[str, Act]:
        """An act for each record that may be filled in on its own: `fill_step_up`."""
        return {
            f"fill_{name}": Act(
                name=record.name, label=f"Save: {record.name}", by=record.filled_by, fills=name, lasts=record.lasts,
                of=record.of, asks_item=record.asks_item, cites=record.cites,
            )
            for name, record in self.records.items()
            if record.filled_by
        }  # fmt: skip

    @cached_property
    def moments(self) -> Mapping[str, Moment]:
        """Acts and happenings together: everything that may stand in a case's history."""
        return {**self.happens, **self.acts, **self.filling}

    @cached_property
    def route(self) -> Mapping[str, Route]:
        """Routes by id."""
        return {route.id: route for route in self.routes}

    @cached_property
    def bodies_of(self) -> Mapping[str, tuple[str, ...]]:
        """For each kind of team, itself and every body it is part of, the nearest first."""
        return {kind: tuple(self._upwards(kind)) for kind in self.teams}

    def _upwards(self, kind: str) -> Iterator[str]:
        seen: set[str] = set()
        body: str | None = kind
        while body in self.teams and body not in seen:
            yield body
            seen.add(body)
            body = self.teams[body].part_of

    @cached_property
    def kinds_in(self) -> Mapping[str, tuple[str, ...]]:
        """For each body, every kind of team that is it or is part of it."""
        return {
            body: tuple(kind for kind, bodies in self.bodies_of.items() if body in bodies)
            for body in self.teams
        }

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every rule with its path, such as ('act:send_step_up.needs.reason', Need(...))."""
        yield from _walk(self)


ROOMS = {
    "teams": "team", "roles": "role", "trays": "tray", "facts": "fact", "records": "record", "happens": "moment",
    "acts": "act", "picks": "pick", "rotas": "rota", "routes": "route", "holds": "hold", "joins": "join",
    "gaps": "gap", "duties": "clock", "ladders": "ladder", "always": "always", "permits": "permit",
    "impossible": "impossible", "labels": "label", "guidance": "guidance", "pages": "page", "letters": "letter",
    "reports": "report", "imports": "import", "settings": "setting", "places": "place", "calendars": "calendar",
    "protocol": "protocol", "in_danger": "in_danger",
}  # fmt: skip
"""The prefix each part of a protocol has in a trace: `duties.receipt` is `clock:receipt`."""


def _walk(protocol: Protocol) -> Iterator[tuple[str, Rule]]:
    for room, prefix in ROOMS.items():
        yield from _walk_into(prefix + ":", getattr(protocol, room))


def _walk_into(path: str, part: object) -> Iterator[tuple[str, Rule]]:
    if isinstance(part, Rule):
        yield path.rstrip(":"), part
    if isinstance(part, Part):
        for name in type(part).model_fields:
            yield from _walk_into(_join(path, name.rstrip("_")), getattr(part, name))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _walk_into(_join(path, str(key)), value)
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            key = getattr(value, "id", None) or getattr(value, "page", None) or str(number + 1)
            yield from _walk_into(_join(path, key), value)


def _join(path: str, key: str) -> str:
    return path + key if path.endswith(":") else f"{path}.{key}"


__all__ = [
    "COUNTS", "Act", "AlsoBy", "Always", "Booking", "CalendarWords", "CameBack", "Candidate", "Clause", "Column", "Conflict", "Counted", "Document", "Duty", "Fact", "FieldRow", "Gap", "Grade", "Group",
    "Guidance", "Happening", "Head", "Hold", "ImportMap", "Impossible", "InDanger", "Instead", "Join", "Label", "Ladder",
    "Late", "Letter", "Line", "Linked", "Measure", "Moment", "Need", "Outcome", "PageShows", "Part", "People", "Permit", "Pick", "PickStep",
    "PlaceKind", "Post", "Protocol", "Reading", "Record", "Report", "Role", "RoleOf", "Rota", "Route",
    "Rule", "Rung", "SettingRow", "Sitting", "Story", "Team", "Tell", "Tray", "Trigger",
]  # fmt: skip
