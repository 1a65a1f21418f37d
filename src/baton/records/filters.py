"""Conditions of a protocol as SQL over cases: the second of their evaluators (`casework.truth` is the first).

    filters.cases(council, condition, now)      # the cases of a council of which a condition is true

A condition becomes a pair: where it is true and where it is false; where neither holds it is not known. As in
the first, everything rests on what value a name has: `value("plan", ask)` is `View.value("plan")` as an
expression, null where it is not known. Every part of a pair is true or false of a row and never null, so that it
may be turned round. What cannot be asked of many cases at once (`protocol.askable`) raises CannotAsk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    When,
)
from django.db.models import Value as Just
from django.db.models.functions import Cast, Coalesce, Concat, Length, NullIf, Replace, StrIndex
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, In, IsNull, LessThan, Regex

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.protocol import askable
from baton.protocol import conditions as c
from baton.protocol.schema import Fact
from baton.records import models
from baton.records.ended import among, spans
from baton.records.live_rows import (
    NONE,
    Asked,
    Asking,
    CannotAsk,
    answer,
    how_many,
    last,
    live,
    running,
    start_of,
    word,
)

ALL = Q(pk__isnull=False)
UNKNOWN = "not_known"
NOTHING = Just(None, output_field=TextField())


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a condition is true, and where it is false; not known anywhere else."""

    true: Q
    false: Q


def cases(council: Council, condition: c.Condition, now: datetime) -> QuerySet[models.Case]:
    """The cases of a council of which a condition is true now. Raises CannotAsk."""
    rows = models.Case.objects.filter(council=council.id, about="case")
    return rows.filter(compiled(council, condition, now).true)


def compiled(council: Council, condition: c.Condition, now: datetime) -> Truth:
    """A condition about cases as two filters of `Case`. Raises CannotAsk."""
    for _, wrong, right in askable.unstored(condition, council.protocol):
        raise CannotAsk(f"{wrong} {right}")
    return _of(condition, Asking(council, now))


def _of(condition: c.Condition, ask: Asking) -> Truth:
    return KINDS[type(condition)](condition, ask)


def _sure(true: Q) -> Truth:
    """A question that always has an answer."""
    return Truth(true, ~true)


def _where_known(value: Asked, true: Q) -> Truth:
    """A question about a value: where there is none, the answer is not known."""
    known = Q(IsNull(value, False))
    return Truth(known & true, known & ~true)


# ---------------------------------------------------------------- conditions
def _always(condition: c.Always, ask: Asking) -> Truth:
    return Truth(ALL, NONE)


def _all(condition: c.All, ask: Asking) -> Truth:
    true, false = ALL, NONE
    for part in condition.parts:
        one = _of(part, ask)
        true, false = true & one.true, false | one.false
    return Truth(true, false)


def _any(condition: c.AnyOf, ask: Asking) -> Truth:
    true, false = NONE, ALL
    for part in condition.parts:
        one = _of(part, ask)
        true, false = true | one.true, false & one.false
    return Truth(true, false)


def _not(condition: c.Not, ask: Asking) -> Truth:
    one = _of(condition.part, ask)
    return Truth(one.false, one.true)


def _is(condition: c.Is, ask: Asking) -> Truth:
    """One of these values, or a set with one of them among its members. An act not done has no outcome: that is known."""
    name, values = condition.name, condition.values
    fact = ask.council.protocol.facts.get(name)
    if fact is not None and fact.derived:
        lines = _lines(fact, ask)
        true = _first(lines, fact, lambda one: (one or UNKNOWN) in values)
        return Truth(true, _first(lines, fact, lambda one: (one or UNKNOWN) not in (UNKNOWN, *values)))
    held = value(name, ask)
    blank = Q(Exact(Coalesce(held, word(UNKNOWN)), word(UNKNOWN)))
    true = _holds(held, values)
    if UNKNOWN in values:
        return Truth(blank | true, ~blank & ~true)
    if name in ask.council.protocol.moments:
        return Truth(true, ~true)
    return Truth(true, ~blank & ~true)


def _lines(fact: Fact, ask: Asking) -> list[tuple[str, Q]]:
    """What a fact that is worked out is, line by line: the first whose condition is true says."""
    if fact.is_ is not None:
        held = _of(fact.is_, ask)
        return [("yes", held.true), ("no", held.false)]
    return [(choice.value, _of(choice.when, ask).true) for choice in fact.first_of]


def _first(lines: list[tuple[str, Q]], fact: Fact, wanted: Callable[[str | None], bool]) -> Q:
    """Where the first line that is true says something wanted. Each line stands in it once, and lines lie side by side:
    made as a value, a fact made of facts made of facts is deeper than SQLite can read."""
    made = ALL if wanted(fact.unknown_counts_as) else NONE
    for said, where in reversed(lines):
        if wanted(said):
            made = where | made if made is not ALL else ALL
        else:
            made = ~where & made if made is not NONE else NONE
    return made


def _holds(held: Asked, values: tuple[str, ...]) -> Q:
    """One of these is the value or a member of it. '|red|' is in '|red|blue|'; what has a bar itself is the whole."""
    whole = [one for one in values if "|" in one]
    found = Q(In(Coalesce(held, word("")), whole)) if whole else NONE
    barred = Concat(word("|"), held, word("|"))
    for one in values:
        if one and one not in whole:
            found |= Q(GreaterThan(StrIndex(barred, word(f"|{one}|")), 0))
    return found


def _done(condition: c.Done, ask: Asking) -> Truth:
    return _sure(Q(Exists(live(condition.name, ask))))


def _answered(condition: c.Answered, ask: Asking) -> Truth:
    fact = ask.council.protocol.facts.get(condition.name)
    if fact is not None and fact.derived:
        return _sure(_first(_lines(fact, ask), fact, lambda one: one is not None))
    return _sure(Q(IsNull(value(condition.name, ask), False)))


def _complete(condition: c.Complete, ask: Asking) -> Truth:
    """Every required question answered; one asked only `if` something counts where that is true."""
    missing = NONE
    for field, row in ask.council.protocol.records[condition.name].fields.items():
        if row.required:
            asked = ALL if row.if_ is None else _of(row.if_, ask).true
            missing |= asked & Q(IsNull(value(f"{condition.name}.{field}", ask), True))
    return _sure(~missing)


def _number(condition: c.Number, ask: Asking) -> Truth:
    """A number, how many members a set has, or how often something was done that still holds good."""
    held = value(condition.name, ask)
    fact = ask.council.protocol.facts.get(condition.name)
    if condition.name in ask.council.protocol.moments:
        return _sure(_between(how_many(live(condition.name, ask)), condition))
    amount = _members(held) if fact is not None and fact.set_of else _whole(held)
    return _where_known(amount, _between(amount, condition))


def _between(amount: Any, condition: c.Number) -> Q:
    within = ALL
    if condition.at_least is not None:
        within &= Q(GreaterThanOrEqual(amount, condition.at_least))
    if condition.under is not None:
        within &= Q(LessThan(amount, condition.under))
    return within


def _members(held: Asked) -> Any:
    return Length(held) - Length(Replace(held, word("|"), word(""))) + 1


def _whole(held: Asked) -> Any:
    """A text as a number: null where it is none, and as much as a number can be where it is longer."""
    short = When(Regex(held, r"^[0-9]{1,18}$"), then=Cast(held, BigIntegerField()))
    long = When(Regex(held, r"^[0-9]{19,}$"), then=Just(10**18))
    return Case(short, long, default=None, output_field=BigIntegerField())


def _age(condition: c.Age, ask: Asking) -> Truth:
    """By the first and the last day on which the child can have been born (`casework.ageing`); none while expected."""
    today = wt.local(ask.now).date()
    true, false = Q(born_last__isnull=False), Q(born__isnull=True, due__isnull=False)
    if condition.at_least is not None:
        limit = wt.born_by(condition.at_least, today)
        true, false = (
            true & Q(born_last__lte=limit),
            false | Q(born_first__isnull=False, born_first__gt=limit),
        )
    if condition.under is not None:
        limit = wt.born_by(condition.under, today)
        true, false = true & Q(born_first__gt=limit), false | Q(born_last__isnull=False, born_last__lte=limit)
    return Truth(true, false)


def _since(condition: c.Since, ask: Asking) -> Truth:
    """How long ago an act was last done, or a fact took the value it has."""
    start, length = start_of(condition.name, ask), condition.at_least
    over = ALL if length is None else among(start, _over(length, ask))
    return _where_known(start, over)


def _over(length: str, ask: Asking) -> Any:
    return spans(lambda start: ask.council.ends(start, length) <= ask.now, ask.now)


def _ever(condition: c.Ever, ask: Asking) -> Truth:
    spells = models.FactRow.objects.filter(case=OuterRef("pk"), name=condition.name)
    true = Q(Exists(spells.filter(value__in=condition.values)))
    return Truth(true, Q(Exists(spells)) & ~true)


# ---------------------------------------------------------------- values
def value(name: str, ask: Asking) -> Asked:
    """What `View.value` says of a name in every case: a text, or null where it is not known."""
    protocol = ask.council.protocol
    if "." in name:
        return answer(name, ask)
    if name in protocol.facts:
        return _fact(name, protocol.facts[name], ask)
    if name in protocol.moments:
        said = Case(When(outcome="", then=word("done")), default=F("outcome"), output_field=TextField())
        return last(live(name, ask).annotate(said=said))
    if name not in BUILT_IN:
        raise CannotAsk(f"There is no '{name}' that a report can ask about.")
    return BUILT_IN[name](ask)


def _fact(name: str, fact: Fact, ask: Asking) -> Asked:
    unknown = NOTHING if fact.unknown_counts_as is None else word(fact.unknown_counts_as)
    if fact.derived:
        lines = [When(where, then=word(said)) for said, where in _lines(fact, ask)]
        return Case(*lines, default=unknown, output_field=TextField())
    known = NullIf(NullIf(running(name, ask), word(UNKNOWN)), word(""))
    return known if fact.unknown_counts_as is None else Coalesce(known, unknown)


def _yes(where: Q) -> Asked:
    return Case(When(where, then=word("yes")), default=word("no"), output_field=TextField())


def _holder(ask: Asking) -> Asked:
    """The kind of the team that has the child, with every body it is part of; a kind with no teams of its own stands
    for itself."""
    bodies = ask.council.protocol.bodies_of
    kinds: dict[str, list[str]] = {}
    for team in ask.council.teams.values():
        kinds.setdefault(team.kind, []).append(team.id)
    for kind in bodies.keys() - ask.council.teams.keys():
        kinds.setdefault(kind, []).append(kind)
    lines = [
        When(holder_team__in=teams, then=word("|".join(bodies.get(kind, (kind,)))))
        for kind, teams in kinds.items()
    ]
    return Case(
        When(holder_team="", then=NOTHING), *lines, default=F("holder_team"), output_field=TextField()
    )


def _open_climbs(ask: Asking) -> Asked:
    return _many(models.ClimbRow.objects.filter(end__isnull=True))


def _many(rows: QuerySet[Any]) -> Asked:
    """How many such rows a case has."""
    return Cast(how_many(rows.filter(case=OuterRef("pk"))), TextField())


def _moves_so_far(ask: Asking) -> Asked:
    """Moves between working teams: coming from the front door or from outside, or back to the front door, is none."""
    kinds = ask.council.protocol.teams.items()
    doors = _of_kinds({k for k, team in kinds if team.kind == "intake"}, ask)
    apart = _of_kinds({k for k, team in kinds if team.outside or team.kind == "intake"}, ask)
    return _many(models.MoveRow.objects.exclude(origin__in=apart).exclude(to__in=doors))


def _of_kinds(kinds: set[str], ask: Asking) -> list[str]:
    """The teams of these kinds, and the kinds themselves where no team is called so."""
    return [t.id for t in ask.council.teams.values() if t.kind in kinds] + list(kinds - {*ask.council.teams})


BUILT_IN: dict[str, Callable[[Asking], Asked]] = {
    "holder": _holder,
    "allocated": lambda ask: _yes(~Q(worker="")),
    "home": lambda ask: Case(
        When(home="", then=word(UNKNOWN)), default=word("known"), output_field=TextField()
    ),
    "unborn": lambda ask: _yes(Q(born__isnull=True, due__isnull=False)),
    "closed": lambda ask: _yes(Q(closed_at__isnull=False)),
    "open_climbs": _open_climbs,
    "moves_so_far": _moves_so_far,
    "workers_so_far": lambda ask: _many(models.AllocationRow.objects.all()),
}

KINDS: dict[type, Callable[[Any, Asking], Truth]] = {
    c.Always: _always, c.All: _all, c.AnyOf: _any, c.Not: _not, c.Is: _is, c.Done: _done, c.Answered: _answered,
    c.Complete: _complete, c.Number: _number, c.Age: _age, c.Since: _since, c.Ever: _ever,
}  # fmt: skip

__all__ = ["Asking", "CannotAsk", "Truth", "cases", "compiled", "value"]
