"""The messages of one case as its page lists them, and those to one person over all cases: newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from baton.records.models import Case, Delivery, DutyRow, Outbox

MOST = 200


@dataclass(frozen=True, slots=True)
class MessageLine:
    """Something that was or will be sent, to whom, and whether it went."""

    role: str
    of: str
    subject: str
    created: datetime
    sent: datetime | None
    failed: str
    clauses: tuple[str, ...]
    letter: str = ""
    delivered: bool = False
    """Whether an e-mail went to anybody; one for somebody outside is a person's to send."""


def of_case(ref: str) -> list[MessageLine]:
    """The newest 200. One statement."""
    went = Exists(Delivery.objects.filter(message=OuterRef("pk")))
    rows = Outbox.objects.filter(ref=ref).annotate(went=went).order_by("-created", "-id")[:MOST]
    return [
        MessageLine(
            r.role, r.of, r.subject, r.created, r.sent_at, r.failed, tuple(r.clauses), r.letter, r.went
        )
        for r in rows
    ]


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Something that somebody was told, with whom or what it is about."""

    ref: str
    about: str
    subject: str
    child: str
    role: str
    of: str
    says: str
    created: datetime
    clauses: tuple[str, ...]


def work_of(owners: Iterable[str], refs: Iterable[str]) -> set[tuple[str, str]]:
    """What these owners owe or have owed of these files: (reference, title). One statement."""
    rows = DutyRow.objects.filter(owner__in=tuple(owners), case__ref__in=tuple(refs))
    return {(ref, title.rstrip(".")) for ref, title in rows.values_list("case__ref", "title")}


def told_to(council: str, owners: Iterable[str], since: datetime, most: int = MOST) -> list[ToldLine]:
    """The newest messages to any of these owners ('role|of'), over all children. Two statements at most."""
    by_role: dict[str, list[str]] = {}
    for owner in owners:
        role, _, of = owner.partition("|")
        by_role.setdefault(role, []).append(of)
    mine = Q(pk__in=())
    for role, these in by_role.items():
        mine |= Q(role=role, of__in=these)
    rows = list(
        Outbox.objects.filter(mine, council=council, created__gte=since).order_by("-created", "-id")[:most]
    )
    known = Case.objects.filter(council=council, ref__in={row.ref for row in rows})
    files = (
        {one[0]: one[1:] for one in known.values_list("ref", "about", "subject", "child__name")}
        if rows
        else {}
    )
    return [
        ToldLine(
            row.ref,
            about,
            subject,
            child or "",
            row.role,
            row.of,
            row.subject,
            row.created,
            tuple(row.clauses),
        )
        for row in rows
        for about, subject, child in [files.get(row.ref, ("", "", ""))]
    ]
