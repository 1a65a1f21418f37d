"""Events as people read them: the sentence of each, with names in place of ids.

Example: ResponsibilityMoved(move=Move(origin="massh", to="bredbury_a", ...)) is 'Responsibility moved from
Anytown MASSH to Bredbury A'.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import SimpleNamespace
from typing import Any

from baton.casework import who
from baton.casework.council import Council
from baton.casework.events import SENTENCES, Event
from baton.casework.file import File
from baton.casework.who import Owner
from baton.records import codec

TEAMS = ("team", "origin", "to")
PEOPLE = ("by", "person")


def sentence(council: Council, event: Event, file: File | None = None) -> str:
    """What happened, in a sentence. `file` is the file as it is now: it knows which duty or dispute an event is about."""
    template = SENTENCES.get(type(event), "The council's people, teams or places changed")
    named = {"title": _title(council, getattr(event, "key", ""), file), **vars(_named(council, event))}
    return template.format(**named).rstrip()


def _title(council: Council, key: str, file: File | None) -> str:
    """What a duty or a dispute is called."""
    duty = file.duty(key) if file and key else None
    climb = next((one for one in file.climbs if one.key == key), None) if file and key else None
    ladder = council.protocol.ladders.get(climb.ladder) if climb else None
    return duty.title.rstrip(".") if duty else ladder.name if ladder else "something that is owed"


def event_out(council: Council, event: Event, file: File | None = None) -> dict[str, Any]:
    """An event as the API gives it."""
    values = codec.encode(event)
    values.pop("at", None)
    return {
        "kind": type(event).__name__, "at": event.at, "says": sentence(council, event, file), "values": values,
    }  # fmt: skip


def _named(council: Council, part: Any) -> SimpleNamespace:
    made: dict[str, Any] = {}
    for one in fields(part):
        value = getattr(part, one.name)
        if is_dataclass(value):
            made[one.name] = _named(council, value)
        elif isinstance(value, str):
            made[one.name] = _name(council, one.name, value, part)
        else:
            made[one.name] = value
    return SimpleNamespace(**made)


def _name(council: Council, field: str, value: str, part: Any) -> str:
    rules = council.protocol
    if field in PEOPLE:
        found = council.people.get(value)
        return found.name if found else value or "nobody"
    if field == "name":
        moment, fact = rules.moments.get(value), rules.facts.get(value)
        return moment.name if moment else (fact.name or _plain(value)) if fact else _plain(value)
    if field in ("role", "to") and value in rules.roles:
        return who.owner_words(council, Owner(value, getattr(part, "of", "")))
    if field in TEAMS:
        return council.team(value).name or _plain(value)
    if field == "value":
        fact = rules.facts.get(getattr(part, "name", ""))
        return fact.words.get(value, _plain(value)) if fact else value
    return _plain(value) if field in ("kind", "outcome") else value


def _plain(word: str) -> str:
    return word.replace("_", " ")
