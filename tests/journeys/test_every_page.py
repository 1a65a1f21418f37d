"""Every page at a desk and on a phone, with something on it: nothing stops anybody, nothing scrolls sideways.

The pages are those of the addresses themselves, so that a new page without a visit here fails.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from baton.services import acting, councils, reporting
from baton.web.urls import urlpatterns
from tests.journeys import given
from tests.journeys.visiting import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.journey
NOT_PAGES = {
    "sign_out",
    "demo_sign_in",
    "demo_clock",
    "remind",
    "tray_allocate",
    "tray_act",
    "decide",
    "protocol",
}
"""They answer by going on to another page."""
ELSEWHERE = {"turns", "closure", "agenda"}
"""Only a council that has them: a rota of turns, a closure check, a meeting that takes a list. They are looked at in
tests/scenarios/test_southwark_pages, test_york_closing_pages and test_york_meeting_pages."""
VISITS = {
    "my_work": ("Bea Lyle", "/"),
    "my_work, MASSH": ("Lorna Masters", "/"),
    "my_work, service leader": ("Sam Lowe", "/"),
    "sign_in": ("", "/sign-in"),
    "sign_in, password": ("", "/sign-in?password"),
    "start": ("", "/"),
    "trays": ("Lorna Masters", "/trays/"),
    "tray": ("Bea Lyle", "/trays/footprint_duty:bredbury/"),
    "tray, allocating": ("Bea Lyle", "/trays/footprint_duty:bredbury/?allocate={late}"),
    "tray, MASSH": ("Lorna Masters", "/trays/massh_screen:massh/"),
    "tray, empty": ("Lena Marr", "/trays/footprint_duty:marple/"),
    "meetings": ("Bea Lyle", "/meetings/"),
    "children": ("Bea Lyle", "/children/?q=a"),
    "case": ("Bea Lyle", "/cases/{late}/"),
    "case, disputed": ("Bea Lyle", "/cases/{disputed}/"),
    "say_why": ("Lena Marr", "/cases/{late}/why?next=/cases/{late}/"),
    "family": ("Bea Lyle", "/cases/{late}/family/"),
    "known": ("Sunil Marsh", "/cases/{fresh}/known/"),
    "chronology": ("Bea Lyle", "/cases/{disputed}/chronology/"),
    "moves": ("Bea Lyle", "/cases/{late}/moves/"),
    "forms": ("Bea Lyle", "/cases/{late}/forms/"),
    "messages": ("Bea Lyle", "/cases/{late}/messages/"),
    "readers": ("Bea Lyle", "/cases/{late}/readers/"),
    "act": ("Sunil Marsh", "/cases/{fresh}/do/send_step_up/"),
    "act, worker": ("Bea Lyle", "/cases/{late}/do/allocate/"),
    "act, day": ("Bea Lyle", "/cases/{team}/do/name_s47_lead/"),
    "act, dispute": ("Sam Lowe", "/cases/{disputed}/do/review_dispute/"),
    "act, not allowed": ("Wanda Brook", "/cases/{late}/do/confirm_receipt/"),
    "who_held": ("Bea Lyle", "/who-held/{late}/?at_day=2&at_month=3&at_year=2026"),
    "contacts": ("Sunil Marsh", "/contacts/"),
    "new_contact": ("Mina Wray", "/contacts/new/"),
    "new_contact, danger": ("Mina Wray", "/contacts/new/?danger=yes"),
    "new_contact, no danger": ("Mina Wray", "/contacts/new/?danger=no"),
    "contact": ("Sunil Marsh", "/contacts/{contact}/"),
    "contact_saved": ("Mina Wray", "/contacts/{contact}/saved/"),
    "transfer": ("Bea Lyle", "/cases/{late}/transfer/"),
    "transfer, disputed": ("Bea Lyle", "/cases/{disputed}/transfer/"),
    "details": ("Bea Lyle", "/cases/{late}/details/"),
    "outside": ("Lorna Masters", "/cases/{late}/outside/"),
    "outside, not allowed": ("Bea Lyle", "/cases/{late}/outside/"),
    "disputes": ("Sam Lowe", "/escalations/"),
    "rotas": ("Bea Lyle", "/rotas/"),
    "teams": ("Bea Lyle", "/teams/"),
    "deputy": ("Bea Lyle", "/teams/deputy/?role=footprint_leader&team=bredbury_a"),
    "set_up": ("System Administrator", "/teams/add-place/"),
    "set_up, team": ("System Administrator", "/teams/add-team/"),
    "protocol_of": ("Bea Lyle", "/protocol/stockport/"),
    "reports": ("Lorna Masters", "/reports/"),
    "report": ("Lorna Masters", "/reports/{report}/"),
    "404": ("Bea Lyle", "/nowhere/"),
    "403": ("Wanda Brook", "/teams/deputy/?role=footprint_leader&team=bredbury_a"),
}
ANSWERS = {"404": 404, "403": 403}


@pytest.fixture(scope="module")
def places(town: None) -> dict[str, str]:
    """A child whose receipt was not confirmed, one disputed, one that has not been sent, and the file of a team."""
    late = given.a_referral("Testa Sample-Featherstonehaugh", "Benedict Sample-Featherstonehaugh")[0]
    acting.do(
        case=late, act="record_alert", by="massh_leader", outcome="phone", fields={"to": "bredbury_leader"}
    )
    given.later(hours=2)
    disputed = given.a_referral("Dita Quillon")[0]
    acting.do(
        case=disputed,
        act="disagree",
        by="bredbury_leader",
        fields={"grounds": "No harm has been seen by anybody."},
    )
    acting.do(
        case=disputed,
        act="discuss",
        by="bredbury_leader",
        outcome="not_resolved",
        fields={"note": "We did not agree."},
    )
    acting.do(case=disputed, act="take_to_service_leader", by="bredbury_leader")
    fresh = given.a_recommendation("Fern Marchbanks")[0]
    return {
        "late": late, "disputed": disputed, "fresh": fresh, "contact": given.contact_of(fresh),
        "team": given.file_of("team", "bredbury_a"), "report": next(iter(reporting.named(councils.council(given.COUNCIL)))),
    }  # fmt: skip


@pytest.fixture(scope="module")
def seat(opens_a_browser: Callable[..., Visitor]) -> Callable[[str], Visitor]:
    """Whoever has sat down stays seated: signing in anew for each page would take longer than the page."""

    @cache
    def taken(name: str) -> Visitor:
        who = opens_a_browser()
        return who.signs_in_as(name) if name else who

    return taken


def test_every_address_is_visited() -> None:
    named = {one.name for one in urlpatterns}
    assert named - NOT_PAGES - ELSEWHERE == {
        name for name in named if any(visit.partition(",")[0] == name for visit in VISITS)
    }


@pytest.mark.parametrize("visit", VISITS)
def test_a_page_stops_nobody(visit: str, places: dict[str, str], seat: Callable[[str], Visitor]) -> None:
    name, path = VISITS[visit]
    who = seat(name)
    answer = who.page.goto(who.address + path.format(**places))
    assert answer
    assert answer.status == ANSWERS.get(visit, 200)
    for width in (DESKTOP, PHONE):
        who.page.set_viewport_size(width)  # type: ignore[arg-type]
        if os.environ.get("BATON_SHOTS"):
            who.looks(
                Path(os.environ["BATON_SHOTS"])
                / f"{re.sub(r'[^a-z0-9]+', '_', visit.lower())}-{width['width']}.png"
            )
    who.checked([PHONE, DESKTOP])
