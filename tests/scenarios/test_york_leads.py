"""A partner lead has only the children they lead, though one team in Baton stands for every partner."""

import pytest

from baton.records import models, worklists
from baton.services import councils, present
from tests.scenarios import york

pytestmark = pytest.mark.django_db

ACCEPTED = "The lead is contacted and accepts"
WITH_PARTNER = "The form closes only after oversight and with a lead"


class Town(york.Town):
    """York's stage, with what these tests ask of it besides."""

    def reads(self, person: str) -> bool:
        """Whether somebody reads Ada's record without being asked why; the list of whom they may see says the same."""
        with present.stopped_at(self.stage.now):
            answer = self.browser(person).get(f"/cases/{self.refs['Ada']}/")
            may = worklists.seen_by(councils.council("york"), person, self.stage.now)
            listed = models.Case.objects.filter(may, ref=self.refs["Ada"]).exists()
            for address in ("/", "/children/", "/contacts/"):
                shown = self.refs["Ada"] in self.browser(person).get(address).content.decode()
                assert listed or not shown, address
        assert listed is (answer.status_code == 200)
        return listed


@pytest.mark.clause("YRK-005", "YRK-010")
def test_whoever_has_accepted_to_lead_reads_before_the_child_comes_and_no_other_lead_does(rows: None) -> None:
    town = Town().told(ACCEPTED)
    assert (town.reads("partner"), town.reads("second_partner")) == (True, False)


@pytest.mark.clause("YRK-010")
def test_with_the_partner_only_the_lead_reads_and_owes(rows: None) -> None:
    town = Town().told(WITH_PARTNER)
    assert (town.reads("partner"), town.reads("second_partner")) == (True, False)
    town.play({"time": "Wed 1 Apr 2026 09:00"})
    assert "Submit the early help assessment" in town.page("partner", "/", whole=True)
    assert "Submit the early help assessment" not in town.page("second_partner", "/", whole=True)
    assert town.reads("families_worker")


@pytest.mark.clause("YRK-010", "YRK-140")
def test_a_lead_who_brought_the_child_and_referred_goes_on_reading_what_mash_decides(rows: None) -> None:
    town = Town().told("A lead professional refers to MASH, and the service manager on duty is not asked")
    assert (town.reads("partner"), town.reads("second_partner")) == (True, False)


def test_a_form_that_another_lead_sends_tells_nothing_of_the_child_and_waits_for_the_reason(
    rows: None,
) -> None:
    town = Town().told(WITH_PARTNER)
    form = f"/cases/{town.refs['Ada']}/do/raise_concern/"
    with present.stopped_at(town.stage.now):
        browser = town.browser("second_partner")
        for asked in ({}, {"check": "1"}):
            answer = browser.post(form, {"f-what": "She has stopped coming to school", **asked})
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(f"/cases/{town.refs['Ada']}/why")
        browser.post(
            f"/cases/{town.refs['Ada']}/why",
            {"reason": "I stand in for her lead at school today", "next": form},
        )
        assert "She has stopped coming to school" in browser.get(form).content.decode()
