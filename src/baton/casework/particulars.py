"""What a need says of this case: which of several things are still open, and the answers that it shows.

Example: of 'The team around the child has been told', whom it has not been told to; of 'The meeting has not taken it
yet', which meeting it is listed for. What it says of every case alike is in the protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.refusals import Reason
from baton.casework.truth import truth, when
from baton.casework.view import View
from baton.casework.working_time.local_time import start_of
from baton.casework.working_time.wording import day_and_year
from baton.protocol import conditions as c
from baton.protocol.names import Names
from baton.protocol.schema import FieldRow, Need

AGE, BORN, HOME = "age", "born", "home"
"""Shown like answers: how old the child is, the date of birth, and the place where the child lives."""


def of_this_case(reason: Reason, need: Need, view: View) -> Reason:
    """The same reason, with what this case adds to it."""
    return replace(reason, says=added(reason.says, need, view))


def added(says: str, need: Need, view: View) -> str:
    """What it says of every case alike, and then of this one."""
    more = [*_still_open(need, view), *_not_yet(need, view), *_too_late(need, view), *_answers(need, view)]
    return " ".join([says, *more])


def _still_open(need: Need, view: View) -> Iterator[str]:
    """The things done once for each of several of which it is not so yet: the people not told, the orders not copied."""
    for part in c.parts_of(need.need):
        if isinstance(part, c.Related) and part.every and part.who not in view.council.protocol.people:
            names = [one.item for one in view.items(part.who) if truth(part.part, one) is not True]
            if names:
                yield f"Still open: {', '.join(names)}."


def _not_yet(need: Need, view: View) -> Iterator[str]:
    """From when it no longer stands in the way, where it only has to be waited for."""
    asked = need.need
    length = asked.at_least if isinstance(asked, c.Since) else None
    start = when(asked.name, view) if isinstance(asked, c.Since) and length else None
    if start is None or length is None or not isinstance(asked, c.Since):
        return
    at = view.council.ends(start, length)
    if asked.to is not None and "hour" not in length and "minute" not in length:
        at = start_of(wt.local(at).date())
    if at > view.now:
        yield f"Not before {wt.words_for(at)}: {wt.time_left(view.now, at)}."


def _too_late(need: Need, view: View) -> Iterator[str]:
    """The last day on which it would still be in time, where what is being done sets the day of something ahead."""
    asked = need.need
    if not isinstance(asked, c.Since) or not asked.within or "." not in (asked.to or ""):
        return
    start, length = when(asked.name, view), asked.within
    if start is None or "hour" in length or "minute" in length:
        return
    yield f"The last day in time is {day_and_year(wt.local(view.council.ends(start, length)).date())}."


def _answers(need: Need, view: View) -> Iterator[str]:
    names = Names(view.council.protocol) if need.shows else None
    for name in need.shows:
        row, given = names.field(name) if names else None, view.value(name)
        if row is not None and given:
            yield f"{row.label.rstrip('?')}: {answer(view.council, row, given)}."
        elif name == AGE and view.file.child and view.file.child.born:
            yield f"Age today: {wt.age_on(view.file.child.born, wt.local(view.now).date())}."
        elif name == BORN and view.file.child and view.file.child.born:
            yield f"Date of birth: {day_and_year(view.file.child.born)}."
        elif name == HOME and view.file.child and view.file.child.place in view.council.places:
            yield f"The child lives in {view.council.places[view.file.child.place].name}."


def answer(council: Council, row: FieldRow, given: str) -> str:
    """An answer in words: a person's or team's name, a date, what a choice says."""
    if row.kind == "person" and given in council.people:
        return council.people[given].name
    if row.kind == "team":
        return council.team(given).name
    if row.kind in ("date", "day"):
        try:
            return day_and_year(date.fromisoformat(given))
        except ValueError:
            return given
    return ", ".join(row.words.get(part, part) for part in given.split("|"))
