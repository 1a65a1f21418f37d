"""Ways: each route from where a child is, and how it stands: open, displaced, held, or with what it still lacks.

    ways(view)      # (Way(route, Standing.DISPLACED, by=<the rule that displaces it>), Way(route, Standing.LACKS, ...))

Pages and the API show these, so that "why does this child not go there?" has an answer before anybody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from baton.casework import moving
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.phrasing import in_words
from baton.protocol.schema import Gap, Hold, Protocol, Route
from baton.protocol.wording import lowered


class Standing(StrEnum):
    """How a route stands for a child now, the likeliest to matter first."""

    OPEN = "open"
    """What it asks of the child is so: it waits for the decision or the moment."""
    HELD = "held"
    DISPLACED = "displaced"
    LACKS = "lacks"


@dataclass(frozen=True, slots=True)
class Way:
    """A route from here: what stands in its way, or what it lacks; each part that is not so, or not known."""

    route: Route
    standing: Standing
    by: Route | Gap | Hold | None = None
    lacks: tuple[c.Condition, ...] = ()
    """Parts of what it asks of the child that are not so."""
    unknown: tuple[c.Condition, ...] = ()
    """Parts that nobody has said anything about."""


def ways(view: View) -> tuple[Way, ...]:
    """Every route from the team that has the child; nothing of a case that is closed."""
    if not view.file.holder or view.file.closed:
        return ()
    routes, _ = view.council.leaving(view.file.holder)
    by = {route.id: rule for route, rule in moving.displaced(view)}
    found = [_way(route, view, by.get(route.id)) for route in routes]
    order = list(Standing)
    return tuple(
        sorted(found, key=lambda way: (order.index(way.standing), len(way.lacks) + len(way.unknown)))
    )


def says(way: Way, protocol: Protocol) -> str:
    """How it stands, in a sentence: what it waits for, what keeps it or comes before it, or what it lacks."""
    if way.standing is Standing.OPEN:
        return f"The child goes once {in_words(way.route.at, protocol)}."
    if isinstance(way.by, Hold):
        return way.by.says
    if way.by is not None:
        if isinstance(way.by, Gap):
            return f"The procedure does not cover where the child is now, so this route waits. {way.by.says or ''}".rstrip()
        because = way.by.because
        return f"'{way.by.name}' comes before it{f', because {lowered(because)}' if because else '.'}"
    lists = (("Not so", way.lacks), ("Not known", way.unknown))
    return " ".join(
        f"{word}: {'; '.join(in_words(part, protocol) for part in parts)}." for word, parts in lists if parts
    )


def leads_to(way: Way, protocol: Protocol) -> str:
    """The kind of team it leads to."""
    pick = protocol.picks.get(way.route.to)
    return pick.of if pick else way.route.to


def _way(route: Route, view: View, displaced: Route | Gap | None) -> Way:
    parts = list(_parts(route.when)) if route.when is not None else []
    answers = [(part, truth(part, view)) for part in (*parts, *_asked_first(route, view))]
    lacks = tuple(part for part, answer in answers if answer is False)
    unknown = tuple(part for part, answer in answers if answer is None)
    if lacks or unknown:
        return Way(route, Standing.LACKS, None, lacks, unknown)
    if displaced is not None:
        return Way(route, Standing.DISPLACED, displaced)
    hold = moving.hold_on(view, route)
    return Way(route, Standing.HELD, hold) if hold is not None else Way(route, Standing.OPEN)


def _asked_first(route: Route, view: View) -> Iterator[c.Condition]:
    """What the one act that would move the child asks of the child, where there is one such act and it is not done."""
    movers = view.council.rules.movers[route.id]
    act = view.council.protocol.acts.get(movers[0]) if len(movers) == 1 else None
    if act is not None and act.when is not None and not view.live(movers[0]):
        yield from _parts(act.when)


def _parts(condition: c.Condition) -> Iterator[c.Condition]:
    """The parts that must all be so."""
    if isinstance(condition, c.All):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition
