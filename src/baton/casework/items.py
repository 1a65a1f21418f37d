"""What an act is done of, where it is done once for each: a day, a person, a place, a question of a form.

Example: `words(council, "core_information")` is what that line of a checklist is called; `words(council,
"2026-03-02")` is 'Mon 2 Mar 2026'. What nobody has a name for is said as it was written.
"""

from __future__ import annotations

from datetime import date

from baton.casework.council import Council
from baton.casework.working_time.wording import day_and_year
from baton.protocol.schema import Moment, Protocol


def lines(protocol: Protocol, moment: Moment) -> dict[str, str]:
    """The lines of another form that an act's own form is filled in for, each with its label; empty where there are none."""
    form = protocol.records.get(moment.fills or "")
    record = protocol.records.get(form.lines_of or "") if form else None
    return {name: row.label for name, row in record.fields.items() if row.kind == "choice"} if record else {}


def named(council: Council) -> dict[str, str]:
    """What everything that an act may be done of is called, but for days."""
    rules = council.protocol
    made: dict[str, str] = {}
    for moment in rules.moments.values():
        made |= lines(rules, moment)
    for record in rules.records.values():
        fact = rules.facts.get(record.asks or "")
        if fact is not None:
            made |= {value: fact.words.get(value, value.replace("_", " ")) for value in fact.value_names()}
    made |= {place.id: place.name for place in council.places.values()}
    return made | {person.id: person.name for person in council.people.values()}


def words(council: Council, item: str) -> str:
    """One of them in words."""
    try:
        return day_and_year(date.fromisoformat(item))
    except ValueError:
        return named(council).get(item) or item.replace("_", " ")
