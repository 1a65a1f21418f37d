"""How long is left, in words: what was asked at once is not late from its first minute."""

import pytest

from baton.records import models
from baton.services import acting, sweeping
from tests.web import town


@pytest.fixture
def disputed(sign_in, clock) -> str:
    """A child whose referral is disputed at ten past ten, with the discussion to be held at once."""
    (ref,) = town.sent("Ada Bell", urgent=False)
    clock.move(hours=1, minutes=10)
    acting.do(case=ref, act="disagree", by="amy", fields={"grounds": "It was assessed last month."})
    return ref


PAGES = ("/", "/cases/{}/", "/trays/footprint_duty:bredbury/", "/escalations/", "/cases/{}/transfer/")


@pytest.mark.parametrize("page", PAGES)
def test_what_was_asked_at_once_says_when_and_is_not_overdue(page, disputed, sign_in, clock) -> None:
    clock.move(minutes=20)
    sweeping.sweep_all()
    shown = sign_in("amy").get(page.format(disputed)).content.decode()
    assert "ow: asked at 10:10" in shown
    assert "Overdue by 20 minutes" not in shown


def test_from_the_next_day_on_it_says_that_it_has_not_been_done(disputed, sign_in, clock) -> None:
    clock.move(days=1)
    shown = sign_in("amy").get("/").content.decode()
    assert "Not done yet: asked 1 day ago" in shown
    assert "on Mon 2 Mar, 10:10" in shown
    assert "Now: asked" not in shown


def test_it_is_counted_with_nothing_overdue_and_no_filter_hides_it(disputed, sign_in, clock) -> None:
    clock.move(minutes=1)
    sweeping.sweep_all()
    shown = sign_in("amy").get("/trays/footprint_duty:bredbury/?show=late").content.decode()
    assert "<strong>0</strong>Overdue" in shown
    assert "Ada Bell" in shown
    assert "1 overdue or asked at once shown although the filter leaves it out" in shown
    clock.move(days=1)
    assert (
        "<strong>1</strong>Overdue" in sign_in("amy").get("/trays/footprint_duty:bredbury/").content.decode()
    )


def test_the_chronology_says_how_long_after_it_was_asked_it_was_done(disputed, sign_in, clock) -> None:
    clock.move(minutes=5)
    sweeping.sweep_all()
    acting.do(case=disputed, act="discuss", by="mia", outcome="resolved")
    shown = sign_in("amy").get(f"/cases/{disputed}/chronology/").content.decode()
    assert "Asked to be done at once: Talk it over and try to resolve it" in shown
    assert "5 minutes after it was asked" in shown
    assert "Met late" not in shown
    assert "Overdue" not in shown


def test_a_day_s_duty_is_due_before_its_day_and_stays_overdue_on_it(sign_in, clock) -> None:
    sweeping.sweep_all()
    assert models.DutyRow.objects.filter(rule="s47_lead", item="2026-03-02").exists()
    assert "Overdue by 9 hours" in sign_in("amy").get("/").content.decode()
