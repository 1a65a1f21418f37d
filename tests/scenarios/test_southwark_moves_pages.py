"""Southwark's clauses about preparing a move, as those who prepare it see them on the real pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from baton.records import models, worklists
from baton.services import councils, present
from tests.scenarios import seen_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The cast's rows, written once and taken back at the end."""
    with django_db_blocker.unblock(), seen_pages.cast_of("southwark"):
        yield
    councils.forget()


class Town(seen_pages.Town):
    """Southwark's stage, and its pages as somebody sees them."""

    council = "southwark"


APART = "A sister is to go to the set on the rota while her brother is with the other"


@pytest.mark.clause("SWK-022")
def test_both_groups_are_beside_one_another_each_with_the_rule_behind_it(rows: None) -> None:
    page = Town().told(APART).page("blue_lead", "/cases/{Eve}/do/choose_sfs_group/")
    brothers = page.index(
        "SFS Green 1 A brother or sister is with this group; inside one service that comes before the rota (SWK-021, SWK-022)."
    )
    ours = page.index(
        "SFS Blue 1 It is of the set whose turn it is on the rota (SWK-096, SWK-133). SFS Blue 2"
    )
    assert brothers < ours
    assert "SFS Green 2" not in page


TOLD = "The chosen group has been told"
AGENDA = {"f-date_day": "18", "f-date_month": "3", "f-date_year": "2026", "f-next": "yes"}


@pytest.mark.clause("SWK-099")
def test_whoever_prepares_a_move_reads_the_record_without_saying_why(rows: None) -> None:
    town = Town().told(TOLD)
    assert "Put it on the agenda" in town.page("blue_coordinator", "/", whole=True)
    assert "Ada" in town.page("blue_coordinator", "/cases/{Ada}/", whole=True)
    assert reads(town, "green_ap") is False
    town.post("blue_coordinator", "/cases/{Ada}/do/put_on_agenda/", AGENDA)
    assert "Put it on the agenda" not in town.page("blue_coordinator", "/", whole=True)
    assert reads(town, "blue_coordinator") is reads(town, "blue_ap") is reads(town, "blue_lead") is True
    assert reads(town, "green_ap") is False


def reads(town: Town, person: str) -> bool:
    """Whether somebody reads Ada's record without being asked why; the list of whom they may see says the same."""
    with present.stopped_at(town.stage.now):
        answer = town.browser(person).get(f"/cases/{town.refs['Ada']}/")
        may = worklists.seen_by(councils.council("southwark"), person, town.stage.now)
    listed = models.Case.objects.filter(may, ref=town.refs["Ada"]).exists()
    assert listed is (answer.status_code == 200)
    return listed


@pytest.mark.clause("SWK-066", "SWK-053")
def test_the_sender_finds_what_is_owed_for_the_last_move_and_its_form(rows: None) -> None:
    town = Town().told(
        "Nobody chose between the brother's group and the rota's: the child goes by the rota, and why they are apart is owed"
    )
    assert "Sign off the record" in town.page("ai_ap", "/", whole=True)
    form = town.page("ai_ap", "/cases/{Eve}/do/sign_off/")
    assert "Can the receiving group open the whole of the record?" in form
    assert "No transfer is being prepared" not in form


FELL_SHORT = (
    "Nineteen lines that are not met are signed off on the day, by name, and the child moves all the same"
)


@pytest.mark.clause("SWK-046", "SWK-069", "SWK-017")
def test_the_receiving_group_sees_each_line_that_falls_short_and_risk_above_all_others(rows: None) -> None:
    town = Town().told(FELL_SHORT)
    overview = town.page("blue_ap", "/cases/{Ada}/")
    assert "What the last move went on without" in overview
    risk = overview.index("2.1.11 Risk assessments: not met.")
    assert risk < overview.index("2.1.1 Core information: not met. No note of 20 February")
    assert overview.count(": not met.") == 19
    assert overview.count(": not met. No note of 20 February") == 8  # the lines of which it is asked
    transfer = town.page("blue_ap", "/cases/{Ada}/transfer/")
    assert "Sign off the record" in transfer
    assert "Gone on without: 2.1.11 Risk assessments: not met. 2.1.1 Core information: not met." in transfer


@pytest.mark.clause("SWK-070")
def test_a_notice_of_a_shortfall_offers_the_lines_of_the_checklist(rows: None) -> None:
    form = Town().told(FELL_SHORT).page("blue_ap", "/cases/{Ada}/do/send_shortfall/")
    assert "Choose 2.1.11 Risk, above all others: Risk assessments are included (marked as not met)" in form


@pytest.mark.clause("SWK-029", "SWK-030", "SWK-031")
def test_every_visit_is_shown_with_its_kind(rows: None) -> None:
    visit = {"at": "11:00", "by": "ai_worker", "do": "fill_visit_made"}
    made = [
        {**visit, "item": day, "with": {"kind": "child_in_need", "recorded": "yes"}}
        for day in ("5 March", "6 March")
    ]
    allocate = {"at": "10:30", "by": "ai_ap", "do": "allocate", "with": {"worker": "ai_worker"}}
    opened = {"contact": {"children": ["Vi"], "at": "Mon 2 Mar 2026 10:00", "by": "ai_worker"}}
    page = Town().play(opened, allocate, *made).page("ai_worker", "/cases/{Vi}/forms/")
    assert page.count("Child in Need visit") == 2
