"""When a condition came to be as it is: what it asks about happened, or time alone reached it.

Example: of `{review: {at_least: 1 month}}`, with a review on 2 March, the review itself and 2 April; of
`{agreement.date: reached}`, the date that was agreed. Facts that are worked out are looked into; the people around
a child are not, for their times are their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from baton.casework import ageing
from baton.casework.truth import when
from baton.casework.view import View
from baton.casework.working_time.local_time import start_of
from baton.protocol import conditions as c


def came_true(condition: c.Condition, view: View, *, only_time: bool = False) -> Iterator[datetime]:
    """Every such instant up to now. `only_time` leaves out what happened, and gives what time alone reached."""
    for part in _parts(condition, view, frozenset()):
        yield from (at for at in _reached(part, view) if at <= view.now)
        for name in () if only_time else sorted(c.names_in(part)):
            yield from (spell.start for spell in view.spells(name)[-1:])
            yield from (done.at for done in view.live(name)[-1:])


def _parts(condition: c.Condition, view: View, known: frozenset[str]) -> Iterator[c.Condition]:
    """The single questions of a condition, and of the facts that are worked out from others."""
    if isinstance(condition, c.All | c.AnyOf):
        for part in condition.parts:
            yield from _parts(part, view, known)
    elif isinstance(condition, c.Not):
        yield from _parts(condition.part, view, known)
    elif not isinstance(condition, c.Related):
        yield condition
        name = getattr(condition, "name", "")
        fact = view.council.protocol.facts.get(name)
        if fact is not None and name not in known:
            for inner in (fact.is_, fact.begins, fact.ends, *(choice.when for choice in fact.first_of)):
                if inner is not None:
                    yield from _parts(inner, view, known | {name})


def _reached(part: c.Condition, view: View) -> Iterator[datetime]:
    """The instants at which nothing but time makes a question true or false."""
    if isinstance(part, c.Reached):
        at = when(part.name, view)
        if at is not None:
            yield at
    elif isinstance(part, c.Since) and part.to is None and part.at_least:
        start = when(part.name, view)
        if start is not None:
            yield view.council.ends(start, part.at_least)
        elif part.name == "born":
            days = ageing.born_between(view.file) or ()
            yield from (view.council.ends(start_of(day), part.at_least) for day in days)
    elif isinstance(part, c.Age):
        for years in (part.at_least, part.under):
            if years is not None:
                yield from map(start_of, ageing.birthdays(view.file, years))
