"""People of a made-up town under Stockport's procedure, and a few children: what the tests of pages stand on.

set_up()                       the council, two places, three teams, ten people
sent("Ada", "Ben", path=...)   children of one contact, recommended and sent to the team of their home
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from baton.records import models
from baton.services import acting, contacts, councils, filing, organisation

COUNCIL = "stockport"
START = datetime(2024, 1, 1, tzinfo=UTC)
TEAMS = {"bredbury_a": "bredbury", "bredbury_b": "bredbury", "heatons": "heatons"}
PEOPLE = {
    "mia": ("Mia Leader", "massh_leader", "massh", ""),
    "sol": ("Sol Senior", "massh_senior", "massh", ""),
    "wen": ("Wen Worker", "massh_worker", "massh", ""),
    "max": ("Max Service", "massh_service_leader", "", ""),
    "amy": ("Amy Bredbury", "footprint_leader", "bredbury_a", ""),
    "bob": ("Bob Bredbury", "footprint_leader", "bredbury_b", ""),
    "hew": ("Hew Heatons", "footprint_leader", "heatons", ""),
    "sal": ("Sal Service", "service_leader", "", "bredbury"),
    "sky": ("Sky Service", "service_leader", "", "heatons"),
    "kit": ("Kit Social", "social_worker", "bredbury_a", ""),
    "lou": ("Lou Social", "social_worker", "bredbury_b", ""),
    "ned": ("Ned Heatons", "social_worker", "heatons", ""),
    "own": ("Owen Owner", "protocol_owner", "", ""),
    "ada": ("Ada Admin", "system_administrator", "", ""),
}
FORM = {
    "path": "urgent", "reason": "The reason is written here.", "evidence": "The evidence is written here.",
    "strategy_discussion_required": "yes",
}  # fmt: skip
STEADY = {
    "path": "more_help",
    "reason": "The reason is here.",
    "evidence": "The evidence is here.",
    "needs_assessment_and_support": "yes",
}


def set_up(password: str = "") -> None:
    """The council with its places, teams, people and the files of teams and places."""
    organisation.install(COUNCIL, "Stockport", "1", "STK")
    models.Council.objects.filter(id=COUNCIL).update(demo=True)
    models.Place.objects.bulk_create(
        models.Place(council_id=COUNCIL, slug=slug, kind="footprint", name=slug.title())
        for slug in set(TEAMS.values())
    )
    rows = [("massh", "massh", "MASSH", "")]
    rows += [(slug, "footprint_team", slug.replace("_", " ").title(), place) for slug, place in TEAMS.items()]
    models.Team.objects.bulk_create(
        models.Team(council_id=COUNCIL, slug=slug, kind=kind, name=name, place=place)
        for slug, kind, name, place in rows
    )
    for person, (name, role, team, place) in PEOPLE.items():
        made = models.Person(
            id=person,
            council_id=COUNCIL,
            name=name,
            username=person,
            qualified="social" in role,
            is_demo=True,
        )
        made.set_password(password or None)
        made.save()
        models.Appointment.objects.create(
            council_id=COUNCIL,
            person_id=person,
            role=role,
            team=team,
            place=place,
            start=START,
            recorded_at=START,
        )
    councils.forget()
    filing.open_files(COUNCIL)


def contact(*names: str, place: str = "bredbury", **said: Any) -> contacts.Logged:
    """A contact about these children."""
    children = [
        {"name": name, "born": date(2018, 5, 4 + n), "place": place}
        for n, name in enumerate(names or ("Ada Bell",))
    ]
    return contacts.log_contact(council=COUNCIL, children=children, by="wen", source="School", **said)


def sent(*names: str, urgent: bool = True, place: str = "bredbury") -> Sequence[str]:
    """Children of one contact, sent to the footprint of their home; their references."""
    refs = contact(*names, place=place).case_refs
    acting.do_together(
        cases=refs, act="recommend", by="mia", outcome="urgent_response" if urgent else "more_help"
    )
    if not urgent:
        acting.do_together(cases=refs, act="fill_enquiry", by="mia", fields={"consent_position": "given"})
    for ref in refs:
        team = next(slug for slug, of in TEAMS.items() if of == place)
        acting.do(case=ref, act="send_step_up", by="mia", fields=FORM if urgent else STEADY, team=team)
    return refs
