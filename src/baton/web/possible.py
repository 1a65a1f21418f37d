"""What can be done with a file now, by whoever reads: which acts can begin, which cannot and every reason why.

The core refuses an act with nothing filled in for what the form will ask anyway. Those reasons do not stand in
the way of opening the form; the others do, and are the sentence beside the button that cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from baton.casework.council import Council
from baton.casework.needing import needs_of
from baton.casework.refusals import Code, Reason, Refusal
from baton.protocol import conditions as c
from baton.protocol.schema import Act, Moment

ASKED_ON_THE_FORM = {Code.NO_OUTCOME, Code.REASON_NEEDED, Code.NO_TEAM, Code.CHOOSE_ROUTE, Code.IMPOSSIBLE}
GIVEN_ON_THE_FORM = {"outcome", "destination", "chosen_team", "danger", "item"}


@dataclass(frozen=True, slots=True)
class Possible:
    """An act as it is offered: `stops` is why it cannot be begun, empty where it can."""

    name: str
    moment: Moment
    stops: tuple[Reason, ...]

    @property
    def can(self) -> bool:
        """Whether the form can be opened with a hope of saving it."""
        return not self.stops

    @property
    def belongs(self) -> bool:
        """Whether the act belongs to where the child is now, whoever may do it."""
        return not any(reason.code in (Code.NOT_HERE, Code.CLOSED, Code.UNKNOWN) for reason in self.stops)


def acts(council: Council, offered: Iterable[tuple[str, Refusal | None]]) -> list[Possible]:
    """Everything offered, in the protocol's order."""
    return [
        Possible(name, council.protocol.moments[name], stops(council, name, refusal))
        for name, refusal in offered
    ]


def stops(council: Council, name: str, refusal: Refusal | None) -> tuple[Reason, ...]:
    """The reasons of a refusal that filling in the form could not put right."""
    moment = council.protocol.moments[name]
    return tuple(r for r in (refusal.reasons if refusal else ()) if not _asked(council, name, moment, r))


def _asked(council: Council, name: str, moment: Moment, reason: Reason) -> bool:
    if reason.code in ASKED_ON_THE_FORM or reason.rule.startswith("record:") or reason.field == "item":
        return True
    if reason.code is not Code.MISSING:
        return False
    if says_danger(council, moment):
        return True  # ticked on the form, what is missing is owed afterwards
    need = next((need for rule, need in needs_of(council, name) if rule == reason.rule), None)
    own = c.names_in(need.need) if need else set()
    return bool(own) and all(_on_the_form(n, moment) for n in own)


def says_danger(council: Council, moment: Moment) -> bool:
    """Whether the form of an act that protects has the question which counts as stating danger."""
    rule = council.protocol.in_danger
    if rule is None or rule.when is None or not isinstance(moment, Act) or not moment.protective:
        return False
    return moment.fills in {name.partition(".")[0] for name in c.names_in(rule.when)}


def _on_the_form(name: str, moment: Moment) -> bool:
    first = name.partition(".")[0]
    return name in GIVEN_ON_THE_FORM or first == "worker" or (bool(moment.fills) and first == moment.fills)


def chooses_team(council: Council, name: str, holder: str) -> tuple[str, ...]:
    """The picks by which this act may choose a team, where a route it sets off lets somebody choose."""
    picks = []
    for route in council.protocol.routes:
        names = {n.partition(".")[0] for n in c.names_in(route.at)}
        pick = council.protocol.picks.get(route.to)
        here = bool(holder) and council.team_is(holder, route.from_)
        if name in names and here and pick and any(step.chosen_by for step in pick.steps):
            picks.append(route.to)
    return tuple(dict.fromkeys(picks))


def is_plain(council: Council, name: str, holder: str = "", item: str = "") -> bool:
    """Whether an act asks nothing, so that one click does it: no questions, outcomes, item or team."""
    moment = council.protocol.moments.get(name)
    if not isinstance(moment, Act) or moment.outcomes or (moment.asks_item and not item):
        return False
    asks = bool(moment.fills and council.protocol.records[moment.fills].fields)
    return not asks and not moment.extends and not chooses_team(council, name, holder)
