"""Conditions of a protocol as SQL over cases: the second of their evaluators (`casework.truth` is the first).

    filters.cases(council, condition, now)      # the cases of a council of which a condition is true

A condition becomes a pair: where it is true and where it is false; where neither holds it is not known. What
cannot be asked of many cases at once (ages, lengths of time, latches) raises CannotAsk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Length, Replace

from baton.casework.council import Council
from baton.protocol import conditions as c
from baton.protocol.schema import Fact
from baton.records import models

ALL = Q(pk__isnull=False)
NONE = Q(pk__isnull=True)


class CannotAsk(ValueError):
    """A condition that reports cannot ask of every case at once."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a condition is true, and where it is false; not known anywhere else."""

    true: Q
    false: Q


@dataclass(frozen=True, slots=True)
class Asking:
    """What a condition is asked with."""

    council: Council
    now: datetime


def cases(council: Council, condition: c.Condition, now: datetime) -> QuerySet[models.Case]:
    """The cases of a council of which a condition is true now. Raises CannotAsk."""
    rows = models.Case.objects.filter(council=council.id, about="case")
    return rows.filter(compiled(council, condition, now).true)


def compiled(council: Council, condition: c.Condition, now: datetime) -> Truth:
    """A condition about cases as two filters of `Case`. Raises CannotAsk."""
    return _of(condition, Asking(council, now))


def _of(condition: c.Condition, ask: Asking) -> Truth:
    made = _KINDS.get(type(condition))
    if made is None:
        words = type(condition).__name__.lower()
        raise CannotAsk(
            f"A report cannot ask '{words}' of every case at once: use an act, a fact or an outcome."
        )
    return made(condition, ask)


def _known(true: Q) -> Truth:
    """A question that always has an answer."""
    return Truth(true, ~true)


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


def _done(condition: c.Done, ask: Asking) -> Truth:
    return _known(Q(Exists(_live(condition.name, ask))))


def _is(condition: c.Is, ask: Asking) -> Truth:
    name, values = condition.name, condition.values
    if "." in name:
        return _field(name, values, ask)
    fact = ask.council.protocol.facts.get(name)
    if fact is not None:
        return _of_fact(name, fact, values, ask)
    if name in ask.council.protocol.moments:
        return _outcome(name, values, ask)
    return _built_in(name, values, ask)


def _of_fact(name: str, fact: Fact, values: tuple[str, ...], ask: Asking) -> Truth:
    if fact.begins is not None:
        raise CannotAsk(
            f"'{name}' begins and ends by different things: a report cannot ask it of every case at once."
        )
    if not fact.derived:
        return _held(_spells(name, ask), values, fact.unknown_counts_as)
    lines: list[tuple[str, Q]] = []
    if fact.is_ is not None:
        one = _of(fact.is_, ask)
        lines = [("yes", one.true), ("no", one.false)]
    left = ALL
    for choice in fact.first_of:
        here = _of(choice.when, ask).true
        lines.append((choice.value, left & here))
        left = left & ~here
    true, known = NONE, NONE
    for value, where in lines:
        known = known | where
        if value in values:
            true = true | where
    return _otherwise(true, known, values, fact.unknown_counts_as)


def _otherwise(true: Q, known: Q, values: tuple[str, ...], unknown: str | None) -> Truth:
    """What is not known counts as a value, or can itself be asked for, or is neither true nor false."""
    if unknown is not None:
        whole = (true | ~known) if unknown in values else true
        return _known(whole)
    if "not_known" in values:
        return _known(true | ~known)
    return Truth(true, known & ~true)


def _spells(name: str, ask: Asking) -> QuerySet[Any]:
    """The spell of a fact that is running now, where its value is known."""
    rows = models.FactRow.objects.filter(case=OuterRef("pk"), name=name, start__lte=ask.now)
    return rows.filter(Q(end__isnull=True) | Q(end__gt=ask.now)).exclude(value="not_known")


def _held(rows: QuerySet[Any], values: tuple[str, ...], unknown: str | None) -> Truth:
    return _otherwise(Q(Exists(rows.filter(_among("value", values)))), Q(Exists(rows)), values, unknown)


def _among(column: str, values: tuple[str, ...]) -> Q:
    """One of these values, or a set that has one of them as a member."""
    found = Q(**{f"{column}__in": values})
    for value in values:
        for test, text in (
            ("startswith", f"{value}|"),
            ("endswith", f"|{value}"),
            ("contains", f"|{value}|"),
        ):
            found |= Q(**{f"{column}__{test}": text})
    return found


def _live(name: str, ask: Asking) -> QuerySet[Any]:
    """What was done under a name and still holds good (`View.live`)."""
    moment = ask.council.protocol.moments.get(name)
    if moment is None:
        raise CannotAsk(f"There is no act called '{name}'.")
    rows = models.DoneRow.objects.filter(case=OuterRef("pk"), act=name, counts=True, planned=False)
    if moment.lasts in ("move", "stay"):
        rows = rows.filter(**{moment.lasts: OuterRef(moment.lasts)})
    elif moment.lasts != "ever":
        raise CannotAsk(
            f"'{name}' holds good for {moment.lasts}: a report cannot ask it of every case at once."
        )
    undoing = [other for other, m in ask.council.protocol.moments.items() if name in m.undoes]
    if undoing:
        later = models.DoneRow.objects.filter(
            case=OuterRef("case"),
            act__in=undoing,
            counts=True,
            item=OuterRef("item"),
            number__gt=OuterRef("number"),
        )
        rows = rows.filter(~Exists(later))
    return rows


def _outcome(name: str, values: tuple[str, ...], ask: Asking) -> Truth:
    """The outcome of the last time it was done; an act that was not done has none, and that is known."""
    live = _live(name, ask)
    words = _among("outcome", values)
    if "done" in values:
        words |= Q(outcome="")
    later = _later(live)
    true = Q(Exists(live.filter(words, ~Exists(later))))
    return _known(true | ~Q(Exists(live)) if "not_known" in values else true)


def _later(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows as seen from one of them: those recorded after it. Their case is then the outer row's."""
    inner = models.DoneRow.objects.filter(
        case=OuterRef("case"), number__gt=OuterRef("number"), act=OuterRef("act")
    )
    lasts = [child[0] for child in _lookups(rows) if child[0] in ("move", "stay")]
    inner = inner.filter(counts=True, planned=False)
    return inner.filter(**{name: OuterRef(name) for name in lasts}) if lasts else inner


def _lookups(rows: QuerySet[Any]) -> list[tuple[str, Any]]:
    children: list[Any] = list(rows.query.where.children)
    return [(child.lhs.target.name, child.rhs) for child in children if hasattr(child, "lhs")]


def _field(name: str, values: tuple[str, ...], ask: Asking) -> Truth:
    """The latest answer to a record's field, or the field of an act's last doing."""
    rows, field = _answers(name, ask)
    true = Q(
        Exists(
            rows.annotate(said=Cast(KeyTextTransform(field, "fields"), TextField())).filter(
                _among("said", values)
            )
        )
    )
    return _otherwise(true, Q(Exists(rows)), values, None)


def _answers(name: str, ask: Asking) -> tuple[QuerySet[Any], str]:
    record, _, field = name.partition(".")
    protocol = ask.council.protocol
    said = Q(**{f"fields__{field}__isnull": False}) & ~Q(**{f"fields__{field}": ""})
    if record in protocol.moments:
        live = _live(record, ask)
        return live.filter(~Exists(_later(live))).filter(said), field
    acts = [act for act, moment in protocol.moments.items() if moment.fills == record]
    if not acts:
        raise CannotAsk(f"There is no record called '{record}' that a report can ask about.")
    later = models.DoneRow.objects.filter(
        said, case=OuterRef("case"), act__in=acts, number__gt=OuterRef("number")
    )
    rows = models.DoneRow.objects.filter(said, case=OuterRef("pk"), act__in=acts)
    return rows.filter(~Exists(later)), field


def _answered(condition: c.Answered, ask: Asking) -> Truth:
    name = condition.name
    if "." in name:
        return _known(Q(Exists(_answers(name, ask)[0])))
    return Truth(~Q(_is(c.Is(name, ("not_known",)), ask).true), _is(c.Is(name, ("not_known",)), ask).true)


def _ever(condition: c.Ever, ask: Asking) -> Truth:
    spells = models.FactRow.objects.filter(case=OuterRef("pk"), name=condition.name)
    true = Q(Exists(spells.filter(value__in=condition.values)))
    return Truth(true, Q(Exists(spells)) & ~true)


def _number(condition: c.Number, ask: Asking) -> Truth:
    """A number, or how many members a set has."""
    fact = ask.council.protocol.facts.get(condition.name)
    if fact is None or fact.derived or not (fact.number or fact.set_of):
        raise CannotAsk(f"'{condition.name}' is not a number or a set that a report can count.")
    rows = _spells(condition.name, ask)
    if fact.set_of:
        bars = Length("value") - Length(Replace("value", Value("|"), Value("")))
        rows = rows.annotate(amount=Case(When(value="", then=0), default=bars + 1))
    else:
        digits = When(value__regex=r"^\d+$", then=Cast("value", IntegerField()))
        rows = rows.annotate(amount=Case(digits, default=None, output_field=IntegerField()))
        rows = rows.filter(amount__isnull=False)
    within = Q()
    if condition.at_least is not None:
        within &= Q(amount__gte=condition.at_least)
    if condition.under is not None:
        within &= Q(amount__lt=condition.under)
    true = Q(Exists(rows.filter(within)))
    return Truth(true, Q(Exists(rows)) & ~true)


def _built_in(name: str, values: tuple[str, ...], ask: Asking) -> Truth:
    if name == "holder":
        teams = [team.id for team in ask.council.teams.values() if ask.council.team_is(team.id, values)]
        held = Q(holder_team__in=[*teams, *values])
        return Truth(held, ~held & ~Q(holder_team=""))
    yes: dict[str, Q] = {
        "allocated": ~Q(worker=""),
        "closed": Q(closed_at__isnull=False),
        "unborn": Q(child__born__isnull=True, child__due__isnull=False),
    }
    if name not in yes:
        raise CannotAsk(f"A report cannot ask '{name}' of every case at once.")
    true = (yes[name] if "yes" in values else NONE) | (~yes[name] if "no" in values else NONE)
    return _known(true)


_KINDS: dict[type, Callable[[Any, Asking], Truth]] = {
    c.Always: _always, c.All: _all, c.AnyOf: _any, c.Not: _not, c.Is: _is, c.Done: _done, c.Answered: _answered,
    c.Ever: _ever, c.Number: _number,
}  # fmt: skip

__all__ = ["Asking", "CannotAsk", "Truth", "cases", "compiled"]
