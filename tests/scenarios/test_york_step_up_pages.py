"""York's step-ups as people see them: the referral's page, MASH's list, what the family reads, and who bounced back."""

import re
from collections.abc import Iterator

import pytest

from baton.records import models
from baton.services import councils
from tests.scenarios.york import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(rows: None) -> Iterator[None]:
    yield
    councils.forget()


REFER = "/cases/{Ada}/do/refer_to_mash/"
RISK = "The family is not told first where that would put a child at more risk"
WHY = "He has said that he would take them away"


@pytest.mark.clause("YRK-138", "YRK-152", "YRK-153")
def test_a_ticked_concern_is_one_question_and_is_not_asked_twice() -> None:
    page = Town().told("A family with Targeted Early Help").page("practitioner", REFER)
    assert page.count("Is it an immediate concern or a child protection concern?") == 1
    assert "Is a child in danger now?" not in page
    assert "goes to MASH at once, whatever else is missing" in page
    assert "This cannot be saved as things stand" not in page
    assert "Still missing" in page
    assert "Why the family steps up (optional)" not in page
    assert "When the concern was raised" in page


@pytest.mark.clause("YRK-153", "YRK-158")
def test_what_was_missing_stays_outstanding_on_the_record() -> None:
    town = Town().told("Immediate harm, and nothing else done: it goes to MASH at once")
    page = town.page("practitioner", "/cases/{Ada}/")
    for missing in (
        "Say what has changed in the risk or the need.",
        "Record the discussion with the service manager",
    ):
        assert missing in page
    assert "Say when it was discussed with the family" in page


@pytest.mark.clause("YRK-141", "YRK-152")
def test_a_child_protection_concern_stands_at_the_head_of_mash_s_list() -> None:
    town = Town().told("Targeted Early Help has referred a family to MASH")
    town.play(
        {"contact": {"children": ["Cal"], "at": "Fri 6 Mar 2026 16:00", "by": "practitioner"}},
        {"at": "Fri 6 Mar 2026 17:30", "by": "practitioner", "do": "refer_to_mash", "with": {"concern": "child_protection"}},
    )  # fmt: skip
    page = town.page("mash_worker", "/trays/mash_list:mash/")
    assert page.index("Cal") < page.index("Ada")
    assert "An immediate or child protection concern from early help" in page


@pytest.mark.clause("YRK-140")
def test_the_lead_professional_sees_the_decision_and_its_time() -> None:
    town = Town().told(
        "Submitted on a Friday at three, it is decided by the end of Monday, and the lead professional sees it"
    )
    page = town.page("partner", "/cases/{Ada}/chronology/")
    assert "Screen the referral: A Single Assessment" in page
    assert "Tue 10 Mar 2026, 09:30" in page


@pytest.mark.clause("YRK-159")
def test_why_the_family_is_not_told_is_in_nothing_that_the_family_reads() -> None:
    town = Town().told(RISK)
    assert WHY in town.page("mash_worker", "/cases/{Ada}/")
    sent = models.Outbox.objects.filter(ref=town.refs["Ada"])
    assert sent
    assert not sent.filter(role="outside").exists()
    assert WHY not in " ".join(message.subject for message in sent)
    letter = councils.protocol("york").letters["referred"]
    assert set(re.findall(r"{(\w+)}", letter.subject + letter.body)) == {"child"}


@pytest.mark.clause("YRK-144", "YRK-145")
def test_the_referral_carries_the_discussion_and_who_it_was_with() -> None:
    page = (
        Town().told("Targeted Early Help has referred a family to MASH").page("mash_worker", "/cases/{Ada}/")
    )
    for word in ("Sol Marsh agreed it is social care", "Assessment Team 1", "Sol Marsh"):
        assert word in page


@pytest.mark.clause("YRK-150", "YRK-151")
def test_bounced_back_counts_by_the_way_down_and_by_how_soon_and_opens_its_list() -> None:
    town = Town().told(
        "Two months after a step-down from a Child in Need plan, it returns to the previous social worker"
    )
    days = "?from=2026-03-01&to=2026-03-31"
    page = town.page("head", f"/reports/bounced-back/{days}")
    assert re.search(r"a Child in Need plan 1 .*?1 .*?0 .*?1 .*?1", page)
    listed = town.page("head", f"/reports/bounced-back/{days}&list=within_three_months&group=child_in_need")
    assert "Ada" in listed
    assert "16/05/2026" in listed
    assert "Refer the family to MASH" in listed
    assert "61" in listed
    none = town.page("head", f"/reports/bounced-back/{days}&list=within_one_month&group=child_in_need")
    assert "Ada" not in none
