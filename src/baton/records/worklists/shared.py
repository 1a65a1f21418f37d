"""What a whole council or team looks at: escalations and disputes, and rotas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from baton.records import models
from baton.records.worklists.lines import CaseLine, DutyLine, case_line, duty_line


@dataclass(frozen=True, slots=True)
class ClimbLine:
    """An escalation or a dispute, with the duty of the rung it stands on."""

    key: str
    ladder: str
    kind: str
    rung: int
    start: datetime
    end: datetime | None
    outcome: str
    case: CaseLine
    duties: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class RotaDay:
    """One day of one rota of one team or place: the duty, and who was named for it."""

    ref: str
    subject: str
    day: str
    rule: str
    title: str
    state: str
    due: datetime | None
    by: str
    fields: dict[str, str]


def climbs(council: str, open_only: bool = True, kind: str = "", limit: int = 200) -> tuple[ClimbLine, ...]:
    """Escalations and disputes, the longest running first. Two statements."""
    rows = models.ClimbRow.objects.filter(council=council).select_related("case__child").defer("case__state")
    rows = (
        rows.filter(end__isnull=True).order_by("start", "id") if open_only else rows.order_by("-start", "-id")
    )
    if kind:
        rows = rows.filter(kind=kind)
    found = list(rows[:limit])
    duties: dict[tuple[int, str], list[DutyLine]] = {}
    lines = {row.case_id: case_line(row.case) for row in found}
    for duty in models.DutyRow.objects.filter(
        case__in=list(lines), is_open=True, rule__contains="/"
    ).order_by(F("due").asc(nulls_last=True), "id"):
        climb = duty.key.rpartition("/")[0]
        duties.setdefault((duty.case_id, climb), []).append(duty_line(duty, lines[duty.case_id]))
    return tuple(
        ClimbLine(
            r.key, r.ladder, r.kind, r.rung, r.start, r.end, r.outcome, lines[r.case_id],
            tuple(duties.get((r.case_id, r.key), ())),
        )
        for r in found
    )  # fmt: skip


def owed_by_team(
    council: str, rules: Sequence[str], since: datetime
) -> tuple[tuple[str, str, int, int, int], ...]:
    """(team, rule, open, late of those, met since) of what each team owes its children. One statement."""
    rows = models.DutyRow.objects.filter(
        Q(is_open=True) | Q(met_at__gte=since), council=council, case__about="case", rule__in=rules
    ).exclude(owner_of="")
    found = rows.values("owner_of", "rule").annotate(
        open=Count("id", filter=Q(is_open=True)), late=Count("id", filter=Q(state="late")),
        met=Count("id", filter=Q(is_open=False)),
    )  # fmt: skip
    return tuple((r["owner_of"], r["rule"], r["open"], r["late"], r["met"]) for r in found.order_by("rule"))


def held_under(
    council: str, teams: Sequence[str], labels: Sequence[str], limit: int = 100
) -> tuple[CaseLine, ...]:
    """The open cases that these teams hold under these labels, the most urgent first. One statement."""
    rows = models.Case.objects.filter(
        council=council,
        about="case",
        closed_at__isnull=True,
        holder_team__in=list(teams),
        label__in=list(labels),
    ).select_related("child")
    return tuple(case_line(row) for row in rows.defer("state").order_by("rank", "sort_due", "id")[:limit])


def rota(council: str, about: str, subjects: Sequence[str], days: Sequence[date]) -> tuple[RotaDay, ...]:
    """The days of every rota of these teams or places ('team' or 'place'). Two statements."""
    items = [day.isoformat() for day in days]
    whose = {"case__about": about, "case__subject__in": list(subjects), "item__in": items, "council": council}
    done: dict[tuple[int, str, str], models.DoneRow] = {}
    for row in models.DoneRow.objects.filter(**whose, counts=True, planned=False).order_by("number"):
        done[(row.case_id, row.item, row.act)] = row
    duties = (
        models.DutyRow.objects.filter(**whose)
        .select_related("case")
        .defer("case__state")
        .order_by("item", "rule")
    )
    return tuple(_rota_day(duty, done.get((duty.case_id, duty.item, duty.act))) for duty in duties)


def _rota_day(duty: models.DutyRow, done: models.DoneRow | None) -> RotaDay:
    return RotaDay(
        duty.case.ref, duty.case.subject, duty.item, duty.rule, duty.title, duty.state, duty.due,
        done.by if done else "", dict(done.fields) if done else {},
    )  # fmt: skip
