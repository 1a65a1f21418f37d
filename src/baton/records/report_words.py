"""What is read in a report in place of ids: answers, values of facts, names.

Example: `answers(council, row)` is {"met": "Met", ...} of a question; `in_words("a|b", words)` says each of several.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.protocol.schema import Fact, FieldRow

Words = Mapping[str, str]


def named(rows: Mapping[str, Any]) -> Words:
    """The names of rows, by id."""
    return {key: row.name for key, row in rows.items()}


def answers(council: Council, row: FieldRow) -> Words:
    """What may be read for each answer to a question."""
    if row.kind == "confirm":
        return {"yes": "Yes", "no": "No", **row.words}
    if row.kind == "person":
        return named(council.people)
    if row.kind in ("team", "place"):
        return {**named(council.protocol.teams), **named(council.teams), **named(council.places)}
    return {choice: row.words.get(choice, choice.replace("_", " ")) for choice in row.choices}


def given(kind: str, *answered: Any) -> Any:
    """The first answer there is: one that is a time or a day as one, so that it is written as times are; else as it is."""
    said = next((one for one in answered if one not in (None, "")), None)
    try:
        if said and kind == "time":
            return wt.parse_local(str(said))
        if said and kind in ("date", "day"):
            return date.fromisoformat(str(said))
    except ValueError:
        pass  # kept as it was typed
    return said


def values(fact: Fact) -> Words:
    """What may be read for each value of a fact."""
    said = {value: fact.words.get(value, value.replace("_", " ")) for value in fact.value_names()}
    plain = {"yes": "Yes", "no": "No", "not_known": "Not known"}
    return {
        **plain,
        **{value: text for value, text in said.items() if value in fact.words or value not in plain},
    }


def in_words(said: str, words: Words) -> str:
    """A value in words; of several that were chosen, each."""
    if said in words or "|" not in said:
        return words.get(said, said)
    return ", ".join(words.get(part, part) for part in said.split("|"))


def rules_named(council: Council) -> Words:
    """What each rule that makes somebody owe something is called: duties, rungs of ladders, debts of acts."""
    rules = council.protocol
    rungs = {
        f"{name}/{number}": f"{ladder.name}: {rung.says}"
        for name, ladder in rules.ladders.items()
        for number, rung in enumerate(ladder.rungs, 1)
    }
    whole = {f"{name}/whole": f"{ladder.name}, the whole of it" for name, ladder in rules.ladders.items()}
    debts = {
        f"{name}!{need.id}": f"Debt: {need.satisfy or need.says}"
        for name, act in rules.acts.items()
        for need in act.needs
    }
    return {**named(rules.duties), **rungs, **whole, **debts}


STATES = {
    "running": "running", "late": "late, still owed", "met": "met in time", "met_late": "met late",
    "recorded_late": "met in time, recorded late", "cancelled": "no longer needed",
}  # fmt: skip
