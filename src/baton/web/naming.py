"""Names in place of ids: people, teams, acts, answers, values, as they are read on every page.

Example: `team(council, "bredbury_a")` is 'Bredbury A'; `answer(council, row, "not_asked")` is 'not asked'.
"""

from __future__ import annotations

from datetime import date

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import Child, Done, File
from baton.casework.working_time.wording import day_and_year, words_for
from baton.protocol.schema import FieldRow

NOT_ACTS = {
    "log_contact": "Log a contact", "change_child": "Put the child's details right",
    "depart": "Go outside the procedure", "remind": "Remind whoever owes it",
}  # fmt: skip
"""What can be done that no procedure names."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def person(council: Council, of: str) -> str:
    """A person's name; 'Baton' for what nobody did, the id where it is not known."""
    found = council.people.get(of)
    return found.name if found else (of or "Baton")


def person_and_agency(council: Council, of: str) -> str:
    """'Ann Alder (Police)': with the agency of somebody who belongs to another than the council."""
    found = council.people.get(of)
    return f"{found.name} ({found.agency})" if found and found.agency else person(council, of)


def team(council: Council, of: str) -> str:
    """A team's name."""
    return council.team(of).name if of else "nobody"


def chain(council: Council, of: str) -> str:
    """A team with every body it is part of and the place it serves, the largest first: 'Service, Set, Group'. A body
    whose name says no more than another's is left out."""
    leaf = council.team(of)
    bodies = [council.kind_name(body) for body in council.protocol.bodies_of.get(leaf.kind, ())[1:]]
    place = council.places.get(leaf.place)
    own = council.protocol.teams.get(leaf.kind)
    service = [own.name] if bodies and own and own.name not in (leaf.name, *bodies) else []
    larger = [*reversed(bodies), *service]
    said = [
        name for name in larger if not any(name.lower() in other.lower() for other in larger if other != name)
    ]
    return " › ".join(dict.fromkeys([*said, *([place.name] if bodies and place else []), leaf.name]))


def body(council: Council, of: str) -> str:
    """A team's or a place's name."""
    return council.places[of].name if of in council.places else team(council, of)


def owner(council: Council, role: str, of: str) -> str:
    """Who owes something, as people read it: 'Footprint team leader, Bredbury A'."""
    return who.owner_words(council, who.Owner(role, of))


def act(council: Council, name: str) -> str:
    """What an act or moment is called."""
    if name in NOT_ACTS:
        return NOT_ACTS[name]
    found = council.protocol.moments.get(name)
    return found.name if found else name.replace("_", " ").capitalize()


def act_label(council: Council, name: str) -> str:
    """The words on the button of an act."""
    found = council.protocol.moments.get(name)
    return (found.label or found.name) if found else act(council, name)


def outcome(council: Council, name: str, chosen: str) -> str:
    """What came of an act."""
    moment = council.protocol.moments.get(name)
    found = moment.outcomes.get(chosen) if moment else None
    return (found.label or found.name) if found else chosen.replace("_", " ")


def label(council: Council, name: str) -> str:
    """A label of the protocol, for display."""
    found = council.protocol.labels.get(name)
    return found.name if found else ""


def fact(council: Council, name: str) -> str:
    """What a fact is called."""
    found = council.protocol.facts.get(name)
    return (found.name if found else None) or name.replace("_", " ").capitalize()


def value(council: Council, of: str, chosen: str) -> str:
    """A fact's value in words."""
    found = council.protocol.facts.get(of)
    words = found.words if found else {}
    return ", ".join(words.get(part, part.replace("_", " ")) for part in chosen.split("|"))


def answer(council: Council, row: FieldRow, given: str) -> str:
    """An answer on a form in words."""
    if row.kind in ("choice", "choices", "confirm"):
        return ", ".join(row.words.get(part, part.replace("_", " ")) for part in given.split("|"))
    if row.kind == "person":
        return person(council, given)
    if row.kind in ("team", "place"):
        return body(council, given)
    return _time(row.kind, given)


def _time(kind: str, given: str) -> str:
    try:
        if kind == "time":
            return words_for(wt.parse_local(given))
        if kind in ("date", "day"):
            return day_and_year(date.fromisoformat(given))
    except ValueError:
        pass  # kept as it was typed
    return given


def birth_date(of: date) -> str:
    """'4 May 2018': nobody needs the day of the week."""
    return day_and_year(of).partition(" ")[2]


def child(of: Child | None) -> str:
    """A child's name, or what stands for it while there is none."""
    if of is None:
        return ""
    return of.name or ("An unborn child" if of.unborn else "A child whose name is not known")


def child_details(council: Council, of: Child) -> dict[str, str]:
    """What is recorded of who a child is and where the child lives, in words, by what it is called."""
    age = "" if of.age_at_contact is None else f"{of.age_at_contact} at contact"
    return {
        "Name": of.name, "Birth date": birth_date(of.born) if of.born else "", "Due": birth_date(of.due) if of.due else "",
        "Age": "" if of.born else age, "Number": of.number, "Lives in": body(council, of.place) if of.place else "",
    }  # fmt: skip


def subject(council: Council, file: File) -> str:
    """Whom or what a file is about: the child, the team, the place, the council."""
    if file.about == "case":
        return child(file.child)
    if file.about == "council":
        return council.protocol.protocol.name
    return body(council, file.subject)


def gone_without(council: Council, done: Done | None) -> str:
    """What an act went on without, in the order of its rules; empty where it lacked nothing."""
    passed = council.rules.passed_over(done.name, done.passed_over) if done else ()
    return f" Gone on without: {' '.join(passed)}" if passed else ""


def item(of: str) -> str:
    """What an act is said of: a day in words, or the agency or person as it is written."""
    try:
        return day_and_year(date.fromisoformat(of))
    except ValueError:
        return of.replace("_", " ")


def stay_words(stay: int) -> str:
    """Which time a child is with us: 'third time with us'; empty for the first."""
    if stay < 2:
        return ""
    return f"{ORDINALS[stay - 1] if stay <= len(ORDINALS) else f'{stay}th'} time with us"
