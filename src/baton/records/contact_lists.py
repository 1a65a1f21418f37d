"""Contacts as lists: for a reader, one row a child of a contact, in a constant number of statements.

    listed(seen, wanted)     -> the page of rows a reader may see, undecided ones oldest first
    of(council, "STK-C-000001")     -> one contact with its cases
    possibly_known(council, ...)    -> children who may be the one a caller means, each with why

`Seen` says what the reader may see: everything, or what their teams and places hold and what they logged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from baton.records.models import Case, Child, Contact, DoneRow

PAGE = 50
NEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader may see of a council's contacts."""

    council: str
    person: str
    all: bool
    teams: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Case]:
        """The cases of contacts that this reader may see."""
        found = Case.objects.filter(council=self.council, about="case", contact__isnull=False)
        if self.all:
            return found
        mine = Q(holder_team__in=self.teams) | Q(worker=self.person) | Q(contact__by=self.person)
        return found.filter(mine | Q(holder_place__in=self.places) if self.places else mine)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. `decisions` are the acts that decide what becomes of a contact."""

    decisions: tuple[str, ...]
    state: str = "undecided"
    text: str = ""
    source: str = ""
    first: datetime | None = None
    last: datetime | None = None
    danger: bool = False
    page: int = 1


COLUMNS = (
    "ref", "label", "rank", "holder_team", "worker", "next_due", "closed_at", "contact__ref", "contact__received_at",
    "contact__source", "contact__reason", "contact__immediate_danger", "contact__by", "child__name", "child__born",
    "child__due", "child__number", "child__place", "decided_act", "decided_outcome", "decided_by", "decided_at",
)  # fmt: skip


def listed(seen: Seen, wanted: Wanted) -> list[dict[str, Any]]:
    """One page of rows, and one more where there are more."""
    order = (
        ("contact__received_at", "id") if wanted.state == "undecided" else ("-contact__received_at", "-id")
    )
    rows = _in_state(_with_decision(_narrowed(seen.rows(), wanted), wanted.decisions), wanted.state)
    start = (max(wanted.page, 1) - 1) * PAGE
    return list(rows.order_by(*order).values(*COLUMNS)[start : start + PAGE + 1])


def counts(seen: Seen, wanted: Wanted) -> dict[str, int]:
    """How many rows each state has, under the same filters."""
    rows = _with_decision(_narrowed(seen.rows(), wanted), wanted.decisions)
    undecided = Q(decided_at__isnull=True, closed_at__isnull=True)
    danger = undecided & Q(contact__immediate_danger=True)
    return rows.aggregate(
        undecided=Count("id", filter=undecided), danger=Count("id", filter=danger),
        decided=Count("id", filter=~undecided), all=Count("id"),
    )  # fmt: skip


def sources(council: str) -> list[str]:
    """Where contacts have come from before, for a filter."""
    found = Contact.objects.filter(council=council).exclude(source="").values_list("source", flat=True)
    return list(found.distinct().order_by("source")[:60])


def _decisions(acts: Sequence[str]) -> QuerySet[DoneRow]:
    done = DoneRow.objects.filter(case=OuterRef("pk"), act__in=acts, counts=True, planned=False)
    return done.order_by("-number")


def _with_decision(rows: QuerySet[Case], acts: Sequence[str]) -> QuerySet[Case]:
    newest = _decisions(acts)
    return rows.annotate(
        decided_act=Subquery(newest.values("act")[:1]), decided_outcome=Subquery(newest.values("outcome")[:1]),
        decided_by=Subquery(newest.values("by")[:1]), decided_at=Subquery(newest.values("at")[:1]),
    )  # fmt: skip


def _in_state(rows: QuerySet[Case], state: str) -> QuerySet[Case]:
    undecided = Q(decided_at__isnull=True, closed_at__isnull=True)
    if state == "undecided":
        return rows.filter(undecided)
    return rows.exclude(undecided) if state == "decided" else rows


def _narrowed(rows: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    if wanted.text:
        words = (
            Q(child__number=wanted.text) | Q(contact__ref__iexact=wanted.text) | Q(ref__iexact=wanted.text)
        )
        named = Q()
        for word in wanted.text.lower().split():
            named &= Q(child__search_key__contains=word)
        rows = rows.filter(words | named)
    if wanted.source:
        rows = rows.filter(contact__source=wanted.source)
    if wanted.first:
        rows = rows.filter(contact__received_at__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(contact__received_at__lt=wanted.last)
    return rows.filter(contact__immediate_danger=True) if wanted.danger else rows


def of(council: str, ref: str) -> Contact | None:
    """One contact of a council, or None."""
    return Contact.objects.filter(council=council, ref=ref).first()


def cases_of(contact: Contact) -> list[tuple[str, str, int | None, str]]:
    """(case reference, address, id of the child, name) of each child on a contact."""
    rows = Case.objects.filter(contact=contact).order_by("id")
    return list(rows.values_list("ref", "child__address", "child_id", "child__name"))


def repeats(
    contact: Contact, children: Sequence[int], acts: Sequence[str], limit: int = 20
) -> list[dict[str, Any]]:
    """Other contacts about the same children, or about children of the same name and birth date."""
    mine = Child.objects.filter(id__in=children).exclude(search_key="")
    alike = Child.objects.filter(
        Exists(mine.filter(search_key=OuterRef("search_key"), born=OuterRef("born"))),
        council=contact.council_id,
    )
    rows = Case.objects.filter(council=contact.council_id, about="case", contact__isnull=False)
    rows = rows.filter(Q(child__in=list(children)) | Q(child__in=alike.values("id"))).exclude(contact=contact)
    return list(_with_decision(rows, acts).order_by("-contact__received_at").values(*COLUMNS)[:limit])


def possibly_known(
    council: str, *, key: str = "", number: str = "", born: date | None = None, limit: int = 5
) -> list[dict[str, Any]]:
    """Children of this council who may be the one meant: the same number, or the same words of the name."""
    if not key and not number:
        return []
    named = Q(search_key=key) if key else Q(pk__in=[])
    words = key.split()
    if born and words:
        partly = Q()
        for word in words:
            partly |= Q(search_key__contains=word)
        named |= partly & Q(born__gte=born - NEAR, born__lte=born + NEAR)
    if number:
        named |= Q(number=number)
    open_first = Case.objects.filter(child=OuterRef("pk")).order_by(
        F("closed_at").desc(nulls_first=True), "-id"
    )
    rows = Child.objects.filter(named, council=council).annotate(
        case_ref=Subquery(open_first.values("ref")[:1]), holder=Subquery(open_first.values("holder_team")[:1]),
        worker=Subquery(open_first.values("worker")[:1]), closed=Subquery(open_first.values("closed_at")[:1]),
    )  # fmt: skip
    names = ("ref", "name", "born", "due", "number", "search_key", "case_ref", "holder", "worker", "closed")
    return [dict(row) for row in rows.values(*names)[:limit]]
