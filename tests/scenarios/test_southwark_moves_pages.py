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
