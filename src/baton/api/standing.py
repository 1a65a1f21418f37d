"""Where a case stands, as the API gives it: the shapes that several resources share.

Example: `clock_out(council, "STK-000123", duty, now)` is a clock with its owner by name, its due time in
words and what is left of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import Child, Climb, Duty, File
from baton.casework.truth import truth
from baton.casework.view import View
from baton.casework.ways import Way, leads_to, says, ways
from baton.casework.who import Owner

Json = dict[str, Any]


def named(id_: str, name: str) -> Json:
    """An id with the name people know it by."""
    return {"id": id_, "name": name}


def team_out(council: Council, team: str) -> Json:
    """A team by name."""
    return named(team, council.team(team).name)


def person_name(council: Council, person: str) -> str:
    """A person's name; their id where they are not known here."""
    found = council.people.get(person)
    return found.name if found else person


def owner_out(council: Council, owner: Owner, now: datetime) -> Json:
    """Who owes something, in words, and who that is now."""
    people = who.people_for(council, owner, now)
    return {
        "role": owner.role, "of": owner.of, "name": who.owner_words(council, owner),
        "people": [named(person, person_name(council, person)) for person in people],
    }  # fmt: skip


def due_words(due: datetime | None) -> str:
    """A due time in words; empty where none is stated."""
    return wt.words_for(due) if due else ""


def left(now: datetime, due: datetime | None, still_open: bool = True, at_once: bool = False) -> str:
    """What is left until a due time: 'Now' where it was asked at once; empty when it has ended."""
    if not due or not still_open:
        return ""
    return "Now" if at_once and due <= now else wt.time_left(now, due)


def clock_out(council: Council, case: str, duty: Duty, now: datetime) -> Json:
    """A duty as a clock."""
    return {
        "case": case, "key": duty.key, "rule": duty.rule, "title": duty.title, "state": duty.state.value,
        "owner": owner_out(council, Owner(duty.role, duty.of), now), "start": duty.start, "due": duty.due,
        "due_words": due_words(duty.due), "left": left(now, duty.due, duty.open, duty.at_once), "warn": duty.warn,
        "first_due": duty.first_due, "met_at": duty.met_at, "met_by": duty.met_by, "item": duty.item,
        "act": duty.act, "safety": duty.safety, "debt": duty.debt, "why": duty.why, "version": duty.version,
        "clauses": list(duty.clauses),
    }  # fmt: skip


def case_out(council: Council, file: File, now: datetime, related: tuple[View, ...] = ()) -> Json:
    """Where a case stands: its state, who is responsible and accountable, and every clock."""
    holder, worker = file.holder, file.worker
    answers = file.about == "case" and not file.closed
    return {
        "ref": file.ref, "council": file.council, "about": file.about, "subject": file.subject,
        "contact": file.contact, "version": file.version, "protocol_version": file.protocol,
        "state": "closed" if file.closed else "open", "label": label(View(council, file, now, related=related)),
        "opened": file.opened, "closed": file.closed, "child": _child(file.child) if file.child else None,
        "responsible_team": team_out(council, holder) if holder else None,
        "accountable": owner_out(council, who.accountable(council, file), now) if answers else None,
        "joint_teams": [team_out(council, team) for team in file.joint],
        "worker": named(worker, person_name(council, worker)) if worker else None,
        "facts": {name: spells[-1].value for name, spells in file.facts.items() if spells},
        "clocks": [clock_out(council, file.ref, duty, now) for duty in sorted(file.duties, key=_soonest)],
        "climbs": [_climb(council, climb) for climb in file.climbs], "stay": file.stay,
    }  # fmt: skip


def around_out(view: View) -> Json:
    """The routes from where a child is and how each stands, who is around the child, and whose turn was fixed."""
    council, file = view.council, view.file
    return {
        "ways": [_way(council, way) for way in ways(view)],
        "family": [{"ref": one.file.ref, "relation": one.relation} for one in view.related],
        "turns": [
            {"rota": t.rota, "place": t.place, "move": t.move, "at": t.at, "why": t.why} for t in file.turns
        ],
    }  # fmt: skip


def _way(council: Council, way: Way) -> Json:
    clauses = (*way.route.cites, *(way.by.cites if way.by else ()))
    return {
        "route": way.route.id, "name": way.route.name, "to": leads_to(way, council.protocol),
        "standing": way.standing.value, "says": says(way, council.protocol), "clauses": list(dict.fromkeys(clauses)),
    }  # fmt: skip


def label(view: View) -> str:
    """The most urgent label that is true of a case; empty where none is."""
    council, file = view.council, view.file
    if file.about != "case" or file.closed:
        return ""
    true = [one for one in council.protocol.labels.values() if truth(one.when, view)]
    return min(true, key=lambda one: one.rank).name if true else ""


def _soonest(duty: Duty) -> tuple[bool, float]:
    return (not duty.open, duty.due.timestamp() if duty.due else float("inf"))


def _child(child: Child) -> Json:
    return {
        "ref": child.ref, "name": child.name, "born": child.born, "due": child.due,
        "age_at_contact": child.age_at_contact, "number": child.number, "place": child.place,
    }  # fmt: skip


def _climb(council: Council, climb: Climb) -> Json:
    ladder = council.protocol.ladders.get(climb.ladder)
    return {
        "key": climb.key, "ladder": climb.ladder, "name": ladder.name if ladder else climb.ladder,
        "kind": climb.kind, "start": climb.start, "rung": climb.rung, "end": climb.end, "outcome": climb.outcome,
        "cause": climb.cause, "clauses": list(ladder.cites) if ladder else [],
    }  # fmt: skip
