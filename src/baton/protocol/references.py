"""References: every id that a rule mentions is declared somewhere of the right kind.

`REFERS` is the table of what refers to what. Conditions, roles and lengths are found wherever they stand,
by their type; `REFERS` is for plain ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from baton.protocol import built_in
from baton.protocol import schema as s
from baton.protocol.mistakes import Mistake, nearest
from baton.protocol.names import Names, Wrong
from baton.protocol.source import Source
from baton.protocol.wording import COUNTED_SINCE

Path = tuple[str | int, ...]
READING = ("read", "correct")
REFERS: Mapping[tuple[type, str], tuple[str, ...]] = {
    (s.Head, "intake"): ("teams",), (s.Team, "one_for_each"): ("places",), (s.Team, "part_of"): ("teams",),
    (s.Role, "team"): ("teams",), (s.Role, "place"): ("places",), (s.Tray, "team"): ("teams",), (s.Tray, "since"): ("moments",), (s.Tray, "from"): ("teams",),
    (s.Record, "asks"): ("facts",), (s.Record, "lines_of"): ("records",), (s.Act, "fills"): ("records",), (s.Happening, "fills"): ("records",),
    (s.Happening, "first_of"): ("moments",), (s.Act, "undoes"): ("moments",), (s.Happening, "undoes"): ("moments",),
    (s.Act, "not_by"): ("moments",), (s.Act, "judges"): ("moments",), (s.Act, "opens"): ("ladders",),
    (s.Act, "extends"): ("duties",), (s.Act, "cancels"): ("duties",), (s.Tell, "letter"): ("letters",),
    (s.PickStep, "rota"): ("rotas",), (s.Rota, "among"): ("places",), (s.Rota, "of"): ("places",), (s.Rota, "at_first"): ("moments",), (s.PickStep, "team"): ("teams",),
    (s.Pick, "of"): ("teams",), (s.Instead, "place"): ("fields",), (s.Linked, "kind"): ("places",), (s.FieldRow, "kinds"): ("teams", "places"), (s.FieldRow, "opens"): ("records",), (s.FieldRow, "within"): ("scopes", "teams", "rotas", "fields"), (s.Candidate, "within"): ("scopes", "teams", "rotas", "fields"), (s.Route, "from"): ("teams", "any"),
    (s.Route, "to"): ("teams", "picks"), (s.Route, "over"): ("route",), (s.Hold, "at"): ("teams", "any"),
    (s.Hold, "except"): ("route",), (s.Join, "team"): ("teams", "picks", "scopes"), (s.Join, "at"): ("teams", "any"),
    (s.Gap, "at"): ("teams", "any"), (s.Gap, "over"): ("route",), (s.Trigger, "name"): ("moments", "route", "starts"), (s.Duty, "team"): ("teams", "places"),
    (s.Duty, "calendar"): ("calendars", "always"), (s.Rung, "calendar"): ("calendars", "always"),
    (s.Duty, "act"): ("moments",), (s.Duty, "helped_by"): ("moments",), (s.Ladder, "helped_by"): ("moments",), (s.Need, "helped_by"): ("moments",), (s.Rung, "act"): ("moments",), (s.Late, "ladder"): ("ladders",),
    (s.Ladder, "whole_from"): ("moments",), (s.Permit, "may"): ("moments", "reading"), (s.Report, "acts"): ("moments",), (s.Report, "then"): ("moments", "starts"),
    (s.ImportMap, "act"): ("moments",), (s.PickStep, "field"): ("fields",), (s.Duty, "by_field"): ("fields",), (s.Duty, "who_field"): ("fields",), (s.Duty, "counts_from"): ("fields", "moments", "planned"), (s.Duty, "moved_by"): ("moments",), (s.Team, "named_by"): ("fields",), (s.Route, "worker_field"): ("fields",), (s.Need, "shows"): ("fields", "shown"), (s.Sitting, "held"): ("moments",), (s.Sitting, "decide"): ("moments",), (s.Sitting, "day"): ("fields",), (s.Sitting, "since"): ("fields",), (s.Tell, "to_field"): ("fields",),
    (s.Record, "carries"): ("fields", "moments"), (s.Tell, "quotes"): ("fields",), (s.Record, "sees"): ("labels",), (s.PageShows, "facts"): ("facts",), (s.PageShows, "acts"): ("moments",), (s.FieldRow, "starts_as"): ("facts", "fields"), (s.Booking, "on"): ("fields",), (s.Booking, "held"): ("moments",), (s.Report, "duties"): ("duties",), (s.Fact, "limbs"): ("facts",), (s.People, "back"): ("people",),
    **{(part, key): rooms for part in (s.Counted, s.Report, s.Line) for key, rooms in s.COUNTS.items()}, (s.CameBack, "to"): ("teams",), (s.Report, "lines_of"): ("reports",),
}  # fmt: skip
SINGULAR = {
    "teams": "team", "places": "kind of place", "facts": "fact", "records": "record", "moments": "act or happening",
    "ladders": "ladder", "duties": "duty", "letters": "letter", "rotas": "rota", "picks": "pick", "route": "route",
    "calendars": "calendar", "fields": "field of a record", "labels": "label",
}  # fmt: skip
WORDS = {
    "starts": built_in.STARTS,
    "any": ("any",),
    "shown": ("age", "born", "home"),
    "always": ("always",),
    "over": ("closed",),
    "scopes": built_in.ROLE_SCOPES,
    "reading": READING,
}
GUIDED = re.compile(r"^(?P<room>[a-z_]+):(?P<name>[a-z0-9_.]+)$")
GUIDED_ROOMS = {
    "act": "moments", "moment": "moments", "fact": "facts", "record": "records", "route": "route", "clock": "duties",
    "duty": "duties", "ladder": "ladders", "report": "reports", "tray": "trays", "team": "teams", "role": "roles",
    "letter": "letters", "pick": "picks",
}  # fmt: skip


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any, str]]:
    """Every value in a protocol: (path as written, value, the part it is in, its key there)."""
    if isinstance(value, s.Part):
        for name, info in type(value).model_fields.items():
            key = info.alias or name
            inner = getattr(value, name)
            yield (*path, key), inner, value, key
            yield from walk(inner, (*path, key))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from walk(inner, (*path, number))


def unresolved(protocol: s.Protocol, source: Source) -> Iterator[Mistake]:
    """Every reference that leads nowhere, at its place."""
    names = Names(protocol)
    for path, value, part, key in walk(protocol):
        for text, wrong, right in _wrong(value, part, key, names):
            yield source.mistake(path, wrong, right, text=text)
    for word in ("clauses",):
        yield from _clauses(protocol, source, word)


def _wrong(value: Any, part: Any, key: str, names: Names) -> Iterator[Wrong]:
    if isinstance(value, s.RoleOf):
        yield from names.role_wrong(value)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from names.wrong_in(value)  # type: ignore[arg-type]
    elif key in ("cites", "between"):
        yield from _cited(value, names)
    elif isinstance(value, str) and value.startswith("setting:"):
        yield from names.length_wrong(value)
    elif isinstance(value, tuple) and value and all(isinstance(role, s.RoleOf) for role in value):
        for role in value:
            yield from names.role_wrong(role)
    elif (type(part), key) in REFERS and value:
        for word in (value,) if isinstance(value, str) else value:
            yield from _referred(str(word), REFERS[type(part), key], names)
    elif isinstance(part, s.Tell | s.Late) and key in ("about", "says"):
        for _, name in COUNTED_SINCE.findall(value or ""):
            yield from names.limit_wrong(name)
    elif isinstance(part, s.Guidance) and key == "at":
        for word in value:
            yield from _guided(word, names)


def _referred(word: str, rooms: tuple[str, ...], names: Names) -> Iterator[Wrong]:
    known = [name for room in rooms for name in _room(room, names)]
    if word not in known:
        what = " or ".join(SINGULAR[room] for room in rooms if room in SINGULAR)
        yield (
            word,
            f"There is no {what} '{word}'.",
            nearest(word, known, what=f"{what}s" if " " not in what else "known"),
        )


def _room(room: str, names: Names) -> tuple[str, ...]:
    if room in WORDS:
        return WORDS[room]
    if room == "fields":
        return tuple(name for name, sort in names.known.items() if sort == "field")
    if room == "planned":
        return tuple(f"{name}.planned" for name in names.protocol.happens)
    return tuple(getattr(names.protocol, room))


def _cited(cites: tuple[str, ...], names: Names) -> Iterator[Wrong]:
    for clause in cites:
        if clause not in names.protocol.clause:
            yield clause, f"There is no clause {clause}.", clauses_near(clause, tuple(names.protocol.clause))


def clauses_near(clause: str, known: tuple[str, ...]) -> str:
    """The clauses there are in the same document, as a range."""
    alike = sorted(other for other in known if other.partition("-")[0] == clause.partition("-")[0])
    if alike:
        return f"Clauses go from {alike[0]} to {alike[-1]}."
    return nearest(clause.partition("-")[0], {other.partition("-")[0] for other in known}, what="documents")


def _guided(word: str, names: Names) -> Iterator[Wrong]:
    found = GUIDED.match(word)
    if found is None or (found["room"] not in (*GUIDED_ROOMS, "page")):
        right = (
            "Write page:name, act:name, record:name.field, fact:name, route:name, clock:name, team:name ..."
        )
        yield word, f"'{word}' is not a place for guidance.", right
    elif found["room"] != "page":
        room, name = GUIDED_ROOMS[found["room"]], found["name"]
        known = [*_room(room, names), *(_room("fields", names) if room == "records" else ())]
        if name not in known and name.partition(".")[0] not in known:
            yield (
                word,
                f"There is no {found['room']} '{name}'.",
                nearest(name, known, what=f"{found['room']}s"),
            )


def _clauses(protocol: s.Protocol, source: Source, room: str) -> Iterator[Mistake]:
    documents = [document.id for document in protocol.protocol.documents]
    for number, clause in enumerate(protocol.clauses):
        if clause.document not in documents:
            wrong = f"There is no document '{clause.document}'."
            right = nearest(clause.document, documents, what="documents")
            yield source.mistake((room, number, "document"), wrong, right)
    for number, document in enumerate(protocol.protocol.documents):
        if document.yields_to is not None and document.yields_to not in documents:
            path: Path = ("protocol", "documents", number, "yields_to")
            wrong = f"There is no document '{document.yields_to}'."
            yield source.mistake(path, wrong, nearest(document.yields_to, documents, what="documents"))
