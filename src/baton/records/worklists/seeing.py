"""The children whose records somebody may see by right, as a condition in SQL: what `casework.relating` says of one.

Case.objects.filter(seen_by(council, "amy", now))
"""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q

from baton.casework.council import Council
from baton.casework.file import DutyState
from baton.records import models
from baton.records.worklists.mine import owners_of
from baton.records.worklists.trays import trays_for


def seen_by(council: Council, person: str, now: datetime) -> Q:
    """The children's cases of the council that this person works with, owes or prepares something for, or may read all of."""
    children = Q(council=council.id, about="case")
    mine = [a for a in council.by_person.get(person, ()) if a.holds(now)]
    roles = council.protocol.roles
    if any(a.role in roles and roles[a.role].reads_all for a in mine):
        return children
    teams = {a.team for a in mine if not council.own_only(a.team)} - {""}
    teams |= {t.id for a in mine if a.place for t in council.teams.values() if t.place == a.place}
    works = models.InvolvementRow.objects.filter(case=OuterRef("pk"), team__in=teams, end__isnull=True)
    made = models.MoveRow.objects.filter(case=OuterRef("case"), number=OuterRef("move"))
    prepares = Q(move=F("case__move")) & ~Q(state=DutyState.CANCELLED.value) & ~Q(Exists(made))
    mine_to_do = models.DutyRow.objects.filter(case=OuterRef("pk"), owner__in=owners_of(council, person, now))
    owes = mine_to_do.filter(Q(is_open=True) | prepares)
    trays = [tray.key for tray in trays_for(council, person, now, count=False)]
    own = [_own(council, person, a.team) for a in mine if council.own_only(a.team)]
    return children & reduce(
        or_, own, Q(worker=person) | Q(tray__in=trays) | Q(Exists(works)) | Q(Exists(owes))
    )


def _own(council: Council, person: str, team: str) -> Q:
    """The children who are somebody's own in a team where each has only their own: what `who.own_to` says of one."""
    works = models.InvolvementRow.objects.filter(case=OuterRef("pk"), team=team, end__isnull=True)
    later = models.AllocationRow.objects.filter(case=OuterRef("case"), team=team, start__gt=OuterRef("start"))
    had = models.AllocationRow.objects.filter(case=OuterRef("pk"), team=team, person=person)
    named = Q(Exists(had.filter(~Q(Exists(later)))))
    kind = council.protocol.teams[council.team(team).kind]
    for record, _, field in (answer.partition(".") for answer in kind.named_by):
        acts = list(council.rules.filled_by.get(record, frozenset({record})))
        said = models.DoneRow.objects.filter(act__in=acts, planned=False)
        newer = said.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
        said = said.filter(case=OuterRef("pk"), **{f"fields__{field}": person})
        named |= Q(Exists(said.filter(~Q(Exists(newer)))))
    return Q(Exists(works)) & named
