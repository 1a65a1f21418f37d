"""By what right somebody looks at a file: what they are to the child, or to the team, place or council.

relation(council, file, "stk-amara-cole", now)     # 'worker', 'team', 'duty', 'reads_all'; '' for none
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from baton.casework import who
from baton.casework.council import Council
from baton.casework.file import Duty, DutyState, File
from baton.casework.trays import tray_of
from baton.casework.view import View
from baton.protocol.built_in import EARLIER


def relation(council: Council, file: File, by: str, now: datetime) -> str:
    """By what right a person reads a file: worker, team, duty, or a role that reads all; '' for none."""
    person = council.people.get(by)
    mine = [a for a in council.by_person.get(by, ()) if a.holds(now)]
    if person is None or not person.active or not mine:
        return ""
    if file.about != "case":
        return "own council"  # the file of a team, place or council is about no child
    if by == file.worker:
        return "worker"
    if who.in_a_team(council, file, mine):
        return "team"
    owners = [who.Owner(duty.role, duty.of) for duty in file.duties if _gives_a_task(file, duty)]
    if any(by == o.of and o.role in ("worker", "person") for o in owners) or any(
        who.answers_to(council, a, o) for a in mine for o in owners
    ):
        return "duty"
    if _waits_in_a_tray_of(council, file, by, now):
        return "team"
    roles = council.protocol.roles
    return "reads_all" if any(a.role in roles and roles[a.role].reads_all for a in mine) else ""


def by_another_case(council: Council, file: File, others: Iterable[File], by: str, now: datetime) -> bool:
    """Whether somebody works with the same child in another case, where that opens this one (`earlier: {read: yes}`)."""
    earlier = council.protocol.people.get(EARLIER)
    if earlier is None or not earlier.read or file.child is None:
        return False
    same = (o for o in others if o.ref != file.ref and o.child is not None and o.child.ref == file.child.ref)
    return any(relation(council, one, by, now) in ("worker", "team") for one in same)


def _gives_a_task(file: File, duty: Duty) -> bool:
    """Whether something is owed still or, while a move is being prepared, has been done for it: who prepares it goes on
    seeing the child until the child has come."""
    if duty.open:
        return True
    return not file.moved and duty.move == file.move and duty.state is not DutyState.CANCELLED


def _waits_in_a_tray_of(council: Council, file: File, by: str, now: datetime) -> bool:
    """Whether the child waits in a tray that this person's team shares with the team that holds the child."""
    tray = council.protocol.trays.get(tray_of(View(council, file, now)).partition(":")[0])
    return tray is not None and who.may(council, file, by, tray.seen_by, now) is not None
