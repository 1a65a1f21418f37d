"""The rows by which children are found, put right when the record of a case is; and what came of a child before.

Example: `put_right(changed)` after a birth date was corrected: lists and searches find the child by the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from baton.casework.file import Child
from baton.records import models


def search_key(name: str) -> str:
    """A name as it is searched for: small letters, words in order of the alphabet."""
    return " ".join(sorted(re.findall(r"\w+", name.lower())))[:200]


def put_right(children: Iterable[tuple[int, Child]]) -> None:
    """The rows of children, by their id, as their cases now say; one statement a child, and one command has one."""
    for row, child in children:
        models.Child.objects.filter(id=row).update(
            name=child.name, born=child.born, due=child.due, age_at_contact=child.age_at_contact,
            number=child.number, place=child.place, search_key=search_key(child.name),
        )  # fmt: skip


def by_ref_or_number(council: str, refs: Sequence[str], numbers: Sequence[str]) -> list[models.Child]:
    """The children of a council with one of these references or numbers."""
    wanted = Q(ref__in=refs) | Q(number__in=numbers)
    return list(models.Child.objects.filter(wanted, council=council))


def stays_ended(children: Sequence[int]) -> dict[int, int]:
    """How many times each child, by id of row, was open to the council and closed again; no statement for none."""
    if not children:
        return {}
    closed = models.Case.objects.filter(child__in=children, about="case", closed_at__isnull=False)
    return dict(closed.values("child").annotate(n=Count("id")).values_list("child", "n"))


@dataclass(frozen=True, slots=True)
class OtherCase:
    """Another case of the same child."""

    child: str
    ref: str
    contact: str
    opened: datetime
    closed: datetime | None
    holder: str
    stay: int


def other_cases(refs: Sequence[str]) -> list[OtherCase]:
    """The cases of the children of these cases, themselves apart, newest first: one statement."""
    rows = models.Case.objects.filter(
        child__in=models.Case.objects.filter(ref__in=refs, child__isnull=False).values("child"), about="case"
    )
    wanted = ("child__ref", "ref", "contact__ref", "opened_at", "closed_at", "holder_team", "stay")
    found = rows.exclude(ref__in=refs).order_by("-opened_at", "-id").values_list(*wanted)
    return [OtherCase(*row) for row in found]
