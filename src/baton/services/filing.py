"""The files of teams, places and the council itself: what rotas and reviews are duties of."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from baton.casework import commands as c
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.file import File
from baton.casework.refusals import Refusal
from baton.casework.working_time.local_time import start_of
from baton.records import models, stores
from baton.services import acting, councils, present
from baton.services.refusing import Refused, saving


def open_files(council: str) -> list[str]:
    """Opens every file there should be and is not yet; their references. Safe to call again."""
    now = present.now()
    with saving("open_files"), transaction.atomic():
        found = councils.council(council)
        models.Council.objects.select_for_update(no_key=True).filter(id=council).first()
        there = set(
            models.Case.objects.filter(council=council).exclude(about="case").values_list("about", "subject")
        )
        changes = []
        for about, subject, kind in _subjects(found):
            if (about, subject) not in there:
                ref = reference(council, about, subject)
                start = start_of(found.protocol.protocol.in_force_from) if about == "council" else now
                decision = decide(
                    found, File(ref, council), c.OpenFile(ref, about, subject, kind, start), now
                )
                if isinstance(decision, Refusal):
                    raise Refused(decision)
                changes.append(acting.change_of(found, File(ref, council), decision))
        stores.save(changes, now)
    return [change.after.ref for change in changes]


def reference(council: str, about: str, subject: str = "") -> str:
    """The reference of a team's, place's or council's own file: 'anytown.team.bredbury_a'."""
    return f"{council}.{about}.{subject}" if about != "council" else f"{council}.council"


def _subjects(council: Council) -> Iterator[tuple[str, str, str]]:
    """(about, subject, kind) of every file that some duty or act is about."""
    protocol = council.protocol
    wanted = {moment.of for moment in protocol.moments.values()} | {
        duty.of for duty in protocol.duties.values()
    }
    kinds = {duty.team for duty in protocol.duties.values() if duty.of == "team"}
    if "team" in wanted:
        for team in council.teams.values():
            if team.active and (None in kinds or team.kind in kinds or not kinds):
                yield "team", team.id, team.kind
    if "place" in wanted:
        for place in council.places.values():
            if place.active:
                yield "place", place.id, place.kind
    if "council" in wanted:
        yield "council", council.id, ""
