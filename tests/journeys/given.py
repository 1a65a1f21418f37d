"""What has happened before a journey begins: the town, its clock, and children who are on their way already.

Everything goes through services, by the people of `protocols/stockport/scenarios/cast.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings

from baton.operations import stage
from baton.operations.cast import cast
from baton.records import models, stores
from baton.services import acting, contacts, councils, filing, organisation, present, sweeping
from baton.web import demo_clock

COUNCIL = "stockport"
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
URGENT = {
    "path": "urgent", "reason": "A bruise on the upper arm.", "evidence": "Seen and drawn by the nursery at eight.",
    "strategy_discussion_required": "yes",
}  # fmt: skip
MORE_HELP = {
    "path": "more_help", "reason": "School has asked for help.", "evidence": "Attendance of six weeks.",
    "needs_assessment_and_support": "yes",
}  # fmt: skip


def a_town(at: datetime = MONDAY) -> None:
    """The council, its places, teams and people; the clock stands at this time and runs from there."""
    councils.forget()
    stage.set_up(cast(councils.protocol(COUNCIL), settings.PROTOCOLS_DIR / COUNCIL))
    organisation.mark_demonstration(COUNCIL)
    models.Person.objects.update(is_demo=True)
    councils.forget()
    it_is(at)
    with present.stopped_at(at):
        filing.open_files(COUNCIL)
        sweeping.sweep_all()


def it_is(at: datetime) -> None:
    """The demonstration's clock shows this, and runs."""
    offset = int((at - datetime.now(UTC)).total_seconds())
    models.DemoClock.objects.update_or_create(id=1, defaults={"offset": offset})


def a_contact(*names: str, place: str = "bredbury", **said: Any) -> Sequence[str]:
    """Children of one family, of whom the school has rung; the references of their cases."""
    children = [{"name": name, "born": date(2015 + n, 5, 4), "place": place} for n, name in enumerate(names)]
    said = {"source": "School", "story": f"{names[0]} came to school with a bruise.", **said}
    return contacts.log_contact(council=COUNCIL, children=children, by="massh_worker", **said).case_refs


def a_recommendation(*names: str, outcome: str = "urgent_response", place: str = "bredbury") -> Sequence[str]:
    """The same, and the MASSH has recommended this."""
    refs = a_contact(*names, place=place)
    acting.do_together(cases=refs, act="recommend", by="massh_senior", outcome=outcome)
    return refs


def a_referral(
    *names: str, place: str = "bredbury", team: str = "bredbury_a", urgent: bool = True
) -> Sequence[str]:
    """The same, and it has been sent to a team of this footprint."""
    outcome = "urgent_response" if urgent else "more_help"
    refs = a_recommendation(*names, outcome=outcome, place=place)
    for ref in refs:
        sent(ref, urgent, team)
    return refs


def sent(ref: str, urgent: bool, team: str) -> None:
    """A recommended child's step-up goes to this team, with the family's agreement."""
    form = URGENT if urgent else MORE_HELP
    acting.do(case=ref, act="fill_enquiry", by="massh_worker", fields={"consent_position": "given"})
    acting.do(case=ref, act="send_step_up", by="massh_senior", fields=form, team=team)


def contact_of(ref: str) -> str:
    """The reference of the contact a case began with."""
    return str(stores.load(ref).file.contact)


def name_of(ref: str) -> str:
    """The name of the child of a case."""
    child = stores.load(ref).file.child
    return child.name if child else ""


def file_of(about: str, subject: str) -> str:
    """The reference of the file of a team, a place or the council."""
    return filing.reference(COUNCIL, about, subject)


def later(**length: float) -> None:
    """So much time has passed, and what that brings about has happened."""
    present.advance(timedelta(**length).total_seconds())
    demo_clock.catch_up()


def nobody_is(role: str, team: str) -> None:
    """Whoever held this post has left it."""
    for held in models.Appointment.objects.filter(role=role, team=team, end__isnull=True):
        organisation.end_appointment(appointment=held.id, by="")
