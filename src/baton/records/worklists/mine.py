"""One person's own work: what is theirs now, what they wait for, what is coming. And every clock by due time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from baton.casework import who
from baton.casework.council import Council
from baton.protocol.schema import RoleOf
from baton.records import models
from baton.records.worklists.lines import DutyLine, duty_line

SOON = timedelta(hours=24)
AHEAD = timedelta(days=7)
LOOK_BACK = timedelta(days=60)
MOST = 200


@dataclass(frozen=True, slots=True)
class MyWork:
    """Three lists, most urgent first. `do_now` is overdue, warned, for safety, or due within a day."""

    do_now: tuple[DutyLine, ...]
    waiting: tuple[DutyLine, ...]
    coming: tuple[DutyLine, ...]


def owners_of(council: Council, person: str, now: datetime) -> list[str]:
    """The owners ('role|of') whose duties are this person's, by appointment or in person."""
    owners = [f"worker|{person}", f"person|{person}"]
    for a in council.by_person.get(person, ()):
        if a.holds(now) and not council.own_only(a.team):
            owners += [f"{a.role}|{of}" for of in ("", *who.owned_as(council, a))]
    return list(dict.fromkeys(owners))


def my_work(council: Council, person: str, now: datetime) -> MyWork:
    """Two statements."""
    owners = owners_of(council, person, now)
    mine = [duty_line(row) for row in _open(council.id).filter(owner__in=owners).order_by(*URGENT)[:MOST]]
    now_: list[DutyLine] = []
    coming: list[DutyLine] = []
    for line in mine:
        (now_ if _is_now(line, now) else coming).append(line)
    ahead = tuple(line for line in coming if line.due is None or line.due <= now + AHEAD or line.start > now)
    return MyWork(tuple(now_), waiting_for_others(council, person, now), ahead)


def _is_now(line: DutyLine, now: datetime) -> bool:
    if line.start > now:
        return False
    return (
        line.safety
        or line.due is None
        or line.due <= now + SOON
        or (line.warn is not None and line.warn <= now)
    )


def waiting_for_others(council: Council, person: str, now: datetime) -> tuple[DutyLine, ...]:
    """What others owe on the cases this person holds or has acted on in the last two months, and what is late
    that the procedure tells this person of. One statement.
    """
    acted = models.DoneRow.objects.filter(council=council.id, by=person, recorded__gte=now - LOOK_BACK)
    rows = (
        _open(council.id)
        .filter(
            Q(case__worker=person) | Q(case__in=acted.values("case")) | _told_late(council, person, now),
            case__closed_at__isnull=True,
        )
        .exclude(owner__in=owners_of(council, person, now))
        .filter(start__lte=now)
        .order_by(*URGENT)
    )
    return tuple(duty_line(row) for row in rows[:MOST])


def _told_late(council: Council, person: str, now: datetime) -> Q:
    """The late duties of which the procedure tells somebody this person is appointed to be."""
    mine = [a for a in council.by_person.get(person, ()) if a.holds(now)]
    whose: dict[str, list[str]] = {}
    found = Q(pk__in=())
    for rule, role in _tells(council):
        for a in mine:
            if a.role == role.role:
                whose.setdefault(f"{role.of or ''}|{a.team}|{a.place}", []).append(rule)
    for key, rules in whose.items():
        of, team, place = key.split("|")
        found |= Q(state="late", rule__in=rules) & _within(of, team, place)
    return found


def _tells(council: Council) -> Iterator[tuple[str, RoleOf]]:
    """Each rule with whom it tells when it is late; the end of a ladder concerns everybody on its last rung."""
    for name, duty in council.protocol.duties.items():
        yield from ((name, role) for role in duty.late.tell)
    for name, ladder in council.protocol.ladders.items():
        if ladder.whole:
            yield from ((f"{name}/whole", role) for role in ladder.rungs[-1].who)


def _within(of: str, team: str, place: str) -> Q:
    """The files a role is of: those held by its team or place, or the team's or place's own."""
    if not of:
        return Q()
    if of == "subject":
        return Q(case__subject=team or place)
    return Q(case__holder_team=team) if team else Q(case__holder_place=place)


def duties_due_before(
    council: str, when: datetime, limit: int = MOST, owner_of: str = ""
) -> tuple[DutyLine, ...]:
    """Every open clock due before an instant, the earliest first; of one team, place or person if named."""
    rows = _open(council).filter(due__lte=when).order_by("due", "id")
    if owner_of:
        rows = rows.filter(owner_of=owner_of)
    return tuple(duty_line(row) for row in rows[:limit])


def next_deadline(council: str, after: datetime) -> datetime | None:
    """The next due time of any clock that is running: where a demonstration's clock may jump to."""
    rows = models.DutyRow.objects.filter(council=council, is_open=True, state="running", due__gt=after)
    return rows.order_by("due").values_list("due", flat=True).first()


URGENT = ("-safety", F("due").asc(nulls_last=True), "id")


def _open(council: str) -> QuerySet[models.DutyRow]:
    return (
        models.DutyRow.objects.filter(council=council, is_open=True)
        .select_related("case__child")
        .defer("case__state")
    )
