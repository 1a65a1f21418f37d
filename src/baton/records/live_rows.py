"""What was done and what is known of each case, as rows that SQL asks: the half of `records.filters` that is not logic.

`live("send", ask)` are the doings that still hold good of the case outside (`View.live`), `answer("form.why", ask)`
what a question was last answered with, `running("plan", ask)` the value a fact has now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models import Value as Just
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf

from baton.casework.council import Council
from baton.records import models
from baton.records.ended import among, spans

NONE = Q(pk__isnull=True)
Asked = Any
"""An expression over `Case` whose value is a text, or null."""


class CannotAsk(ValueError):
    """A condition that reports cannot ask of every case at once."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a condition is asked with."""

    council: Council
    now: datetime


def word(text: str) -> Just:
    """A text as SQL has it."""
    return Just(text, output_field=TextField())


def last(rows: QuerySet[Any]) -> Asked:
    """What the last of these rows said."""
    return Subquery(rows.order_by("-number").values("said")[:1], output_field=TextField())


def running(name: str, ask: Asking) -> Asked:
    """The value of the spell of a fact that is running now."""
    rows = models.FactRow.objects.filter(case=OuterRef("pk"), name=name, start__lte=ask.now)
    rows = rows.filter(Q(end__isnull=True) | Q(end__gt=ask.now))
    return Subquery(rows.order_by("-start").values("value")[:1], output_field=TextField())


def live(name: str, ask: Asking) -> QuerySet[Any]:
    """What was done under a name and still holds good (`View.live`)."""
    moments = ask.council.protocol.moments
    if name not in moments:
        raise CannotAsk(f"There is no act called '{name}'.")
    rows = models.DoneRow.objects.filter(lasting(name, ask), case=OuterRef("pk"), counts=True)
    undoing = [other for other, moment in moments.items() if name in moment.undoes]
    if undoing:
        later = models.DoneRow.objects.filter(
            case=OuterRef("case"), act__in=undoing, counts=True, item=OuterRef("item"), number__gt=OuterRef("number")
        )  # fmt: skip
        rows = rows.filter(~Exists(later))
    return rows


def lasting(name: str, ask: Asking) -> Q:
    """What was done under a name, no plan, and still within how long it holds good (`View._lasts`)."""
    lasts, rows = ask.council.protocol.moments[name].lasts, Q(act=name, planned=False)
    if lasts in ("move", "stay"):
        return rows & Q(**{lasts: OuterRef(lasts)})
    if lasts == "ever":
        return rows
    return rows & ~among(F("at"), spans(lambda at: ask.council.ends(at, lasts) < ask.now, ask.now))


def answer(name: str, ask: Asking) -> Asked:
    """The latest answer to a record's question, from whatever fills it in; or the answer of an act's last doing."""
    record, _, field = name.partition(".")
    said = NullIf(KeyTextTransform(field, "fields"), word(""), output_field=TextField())
    if record in ask.council.protocol.moments:
        return last(live(record, ask).annotate(said=said))
    filled = NONE
    for act in ask.council.rules.filled_by.get(record, ()):
        filled |= lasting(act, ask)
    rows = models.DoneRow.objects.filter(filled, case=OuterRef("pk")).annotate(said=said)
    return last(rows.filter(said__isnull=False))


def how_many(rows: QuerySet[Any]) -> Any:
    """How many such rows each case has."""
    counted = rows.order_by().values("case").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def start_of(name: str, ask: Asking) -> Any:
    """When an act was last done, or a fact took the value it has."""
    if name in ask.council.protocol.moments:
        return Subquery(live(name, ask).order_by("-number").values("at")[:1])
    spells = models.FactRow.objects.filter(case=OuterRef("pk"), name=name)
    return Subquery(spells.order_by("-start").values("start")[:1])
