"""Who had the child at the time of a report's row, and what was known then: as the tables kept it, not as it is now.

`team_then(made)` and `place_then(made)` are expressions; `fact_then(made, "plan")` is what a fact was. At the minute of a
move it is the team that sent the child: what was done in that minute was done there.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When

from baton.protocol import conditions as c
from baton.records.models import DoneRow, FactRow
from baton.records.report_base import Base, Source, kept_as, responsible, teams_of
from baton.records.report_words import named

CLOSED = "closed"
"""Where a child went after a stay that ended with the case."""


def team_then(made: Base) -> Any:
    """The team that had the child at the row's time; of a stay, its own."""
    if made.report.rows == "stays":
        return F("team")
    stays = responsible().filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef("dated")), case=OuterRef(made.case_id), start__lte=OuterRef("dated")
    )  # fmt: skip
    return Subquery(stays.order_by("start", "pk").values("team")[:1], output_field=TextField())


def place_then(made: Base) -> Any:
    """The place of the team that had the child at the row's time."""
    places: dict[str, list[str]] = {}
    for name, team in made.council.teams.items():
        if team.place:
            places.setdefault(team.place, []).append(name)
    if made.report.rows == "stays":
        return _placed(places)
    stays = responsible().filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef("dated")), case=OuterRef(made.case_id), start__lte=OuterRef("dated")
    )  # fmt: skip
    found = stays.order_by("start", "pk").annotate(placed=_placed(places)).values("placed")[:1]
    return Subquery(found, output_field=TextField())


def _placed(places: dict[str, list[str]]) -> Any:
    cases = [When(team__in=teams, then=Value(place)) for place, teams in places.items()]
    return Choose(*cases, default=Value(None), output_field=TextField())


def team_after(made: Base) -> Any:
    """The team that had the child next after a stay, in the same case."""
    stays = (
        responsible()
        .filter(case=OuterRef(made.case_id), start__gte=OuterRef("end"))
        .exclude(pk=OuterRef("pk"))
    )
    return Subquery(stays.order_by("start", "pk").values("team")[:1], output_field=TextField())


def theirs(made: Base) -> QuerySet[Any]:
    """Other stays of a stay's child, in any case of theirs, with the body to which they `came_back`."""
    back = made.report.came_back
    teams = teams_of(made.council, back.to if back else made.report.held_by)
    return (
        responsible().filter(case__child=OuterRef("case__child"), team__in=teams).exclude(pk=OuterRef("pk"))
    )


def left_before(made: Base) -> Any:
    """When the child last left that body before a stay."""
    return Subquery(theirs(made).filter(end__lt=OuterRef("start")).order_by("-end").values("end")[:1])


def fact_then(made: Base, name: str) -> tuple[Any, tuple[str, ...]]:
    """What a fact was at the row's time; and, of one that is kept as another, which values of that mean yes."""
    fact = made.council.protocol.facts.get(name)
    if fact is not None and isinstance(fact.is_, c.Done):
        return _done_then(made, fact.is_.name), ()
    under, counts = kept_as(made.council, name)
    known = FactRow.objects.filter(case=OuterRef(made.case_id), name=under, start__lte=OuterRef("dated"))
    return Subquery(known.order_by("-start", "-pk").values("value")[:1], output_field=TextField()), counts


def _done_then(made: Base, act: str) -> Any:
    """Whether an act had been done by the row's time, and nothing that undoes it since."""
    moments = made.council.protocol.moments
    undoing = [other for other, moment in moments.items() if act in moment.undoes]
    counted = DoneRow.objects.filter(counts=True, planned=False)
    undone = counted.filter(
        case=OuterRef("case"), act__in=undoing, number__gt=OuterRef("number"), item=OuterRef("item"),
        at__lte=OuterRef(OuterRef("dated")),
    )  # fmt: skip
    done = counted.filter(~Exists(undone), case=OuterRef(made.case_id), act=act, at__lte=OuterRef("dated"))
    return Choose(When(Exists(done), then=Value("yes")), default=Value("no"), output_field=TextField())


def held(made: Base, leaf: str) -> Source | None:
    """`held.team` and `held.place`: who had the child at the row's time."""
    if leaf == "team":
        return Source("held.team", (team_then(made),), lambda value: value, named(made.council.teams))
    if leaf == "place":
        return Source("held.place", (place_then(made),), lambda value: value, named(made.council.places))
    return None


def stay(made: Base, leaf: str) -> Source | None:
    """`stay.team`, `stay.place`, `stay.start`, `stay.end`, `stay.to`: where the child went next, and `stay.before`: when the
    child had last left whom they came back to."""
    if made.report.rows != "stays":
        return None
    if leaf in ("team", "place"):
        return held(made, leaf)
    if leaf in ("start", "end"):
        return Source(f"stay.{leaf}", (F(leaf),), lambda value: value)
    if leaf == "before":
        return Source("stay.before", (left_before(made),), lambda value: value)
    if leaf == "to":
        words = {**named(made.council.teams), CLOSED: "Closed"}

        def said(team: str | None, end: Any) -> str | None:
            return team or (CLOSED if end else None)

        return Source("stay.to", (team_after(made), F("end")), said, words)
    return None
