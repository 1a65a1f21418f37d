"""A tray: urgent above all, nothing urgent hidden, several children at once, and how many statements it takes."""

import pytest

from baton.records import models
from baton.services import acting, councils
from tests.web import town

TRAY = "/trays/footprint_duty:bredbury/"
FRAME = 3
"""The session; the person with the council; the number beside My work."""
"""Session, person, council, and the count beside My work: every page of somebody signed in."""


def test_urgent_stands_above_all_and_its_highlight_is_in_the_row(sign_in, clock) -> None:
    town.sent("Ben Cole", urgent=False)
    clock.move(hours=1)
    town.sent("Ada Bell")
    page = sign_in("amy").get(TRAY).content.decode()
    assert page.index("Ada Bell") < page.index("Ben Cole")
    assert "A strategy discussion is required" in page
    assert "Not yet" in page


def test_a_filter_never_hides_an_urgent_child_without_a_worker_silently(sign_in, clock) -> None:
    urgent = town.sent("Ada Bell", "Ivy Bell")
    late = town.sent("Ben Cole", urgent=False)
    for ref in urgent:
        acting.do(case=ref, act="confirm_receipt", by="amy")
        acting.do(case=ref, act="record_alert", by="mia", outcome="phone", fields={"to": "amy"})
    page = sign_in("amy").get(f"{TRAY}?show=late").content.decode()
    assert "2 urgent shown although the filter leaves them out." in page
    assert "Ada Bell" in page
    assert late[0] not in page.split("Came and went")[0]


def test_counts_lead_to_their_own_lists(sign_in, clock) -> None:
    refs = town.sent("Ada Bell", "Ivy Bell")
    acting.do(case=refs[0], act="confirm_receipt", by="amy")
    acting.do(case=refs[0], act="allocate", by="amy", fields={"worker": "kit"})
    page = sign_in("amy").get(f"{TRAY}?show=unacknowledged").content.decode()
    assert "<strong>1</strong>Not acknowledged" in page
    assert "<strong>1</strong>Nobody named" in page
    assert "<strong>2</strong>Waiting" in page


def test_three_brothers_and_sisters_are_allocated_in_three_clicks(sign_in, clock) -> None:
    refs = town.sent("Ada Bell", "Ben Bell", "Cat Bell")
    held = town.sent("Dot Bell", urgent=False)
    acting.do(case=held[0], act="allocate", by="amy", fields={"worker": "lou"})
    amy = sign_in("amy")
    page = amy.get(f"{TRAY}?allocate={refs[0]}").content.decode()  # one: Allocate beside the first
    assert "Named social worker for all 3" in page  # two: a worker; three: the button
    answer = amy.post(f"{TRAY}allocate", {"chosen": refs, "act": "allocate", "worker": "kit"}, follow=True)
    assert "Saved for Ada Bell and Ben Bell and Cat Bell" in answer.content.decode()
    assert set(models.Case.objects.filter(ref__in=refs).values_list("worker", flat=True)) == {"kit"}


def test_who_holds_a_brother_or_sister_comes_first_with_the_reason(sign_in, clock) -> None:
    refs = town.sent("Ada Bell", "Ben Bell")
    acting.do(case=refs[1], act="allocate", by="amy", fields={"worker": "lou"})
    page = sign_in("amy").get(f"{TRAY}?allocate={refs[0]}").content.decode()
    panel = page[page.index('id="together"') :]
    assert panel.index("Lou Social") < panel.index("Kit Social")
    assert "holds brother or sister Ben Bell" in panel


def test_a_worker_with_too_many_is_refused_for_all_until_a_reason_is_given(sign_in, clock) -> None:
    refs = town.sent("Ada Bell", "Ben Bell")
    models.Leave.objects.create(person_id="kit", first="2026-03-01", last="2026-03-09", recorded_at=clock())
    councils.forget()
    amy = sign_in("amy")
    answer = amy.post(f"{TRAY}allocate", {"chosen": refs, "act": "allocate", "worker": "kit"})
    assert answer.status_code == 422
    assert "The named worker is away today." in answer.content.decode()
    assert not models.Case.objects.filter(ref__in=refs).exclude(worker="").exists()
    given = {
        "chosen": refs,
        "act": "allocate",
        "worker": "kit",
        "r-away": "Kit knows the family and is back tomorrow.",
    }
    assert amy.post(f"{TRAY}allocate", given).status_code == 302


def test_what_does_not_fit_everybody_ticked_says_why(sign_in, clock) -> None:
    refs = town.sent("Ada Bell", "Ben Bell")
    acting.do(case=refs[0], act="confirm_receipt", by="amy")
    page = sign_in("amy").get(TRAY, {"chosen": refs}).content.decode()
    assert "Ada Bell: &#39;Confirm safe receipt&#39; was already done by Amy Bredbury" in page


def test_opening_the_tray_is_the_daily_review_of_whoever_owes_it(sign_in, clock) -> None:
    town.sent("Ada Bell")
    sign_in("kit").get(TRAY)
    assert not models.DoneRow.objects.filter(act="review_tray").exists()
    page = sign_in("amy").get(TRAY).content.decode()
    assert "Review the footprint tray: noted for today, because you opened this tray." in page
    assert models.DoneRow.objects.filter(act="review_tray").count() == 1
    sign_in("bob").get(TRAY)
    assert models.DoneRow.objects.filter(act="review_tray").count() == 1


def test_a_child_who_was_rerouted_is_shown_in_both_trays(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell", urgent=False, place="heatons")
    acting.do(case=ref, act="reroute", by="mia", team="bredbury_a", fields={"why": "The family has moved."})
    assert "went to Bredbury A" in sign_in("hew").get("/trays/footprint_duty:heatons/").content.decode()
    assert "came from Heatons" in sign_in("amy").get(TRAY).content.decode()


@pytest.mark.parametrize(
    ("address", "asked"),
    [("do", {"act": "confirm_receipt"}), ("allocate", {"act": "allocate", "worker": "kit"})],
)
def test_nothing_is_told_or_done_of_a_child_who_is_not_in_this_tray(
    sign_in, clock, address: str, asked: dict[str, str]
) -> None:
    (ours,) = town.sent("Ada Bell")
    (theirs,) = town.sent("Cara Dale", place="heatons")
    answer = sign_in("amy").post(f"{TRAY}{address}", {"chosen": [ours, theirs], **asked})
    assert answer.status_code == 409
    assert "A child that you ticked is not in this tray any more." in answer.content.decode()
    assert "Cara" not in answer.content.decode()
    assert not models.DoneRow.objects.filter(act__in=("confirm_receipt", "allocate")).exists()


@pytest.mark.parametrize("person", ["hew", "ned"])
def test_a_tray_of_another_place_is_not_there(sign_in, person: str) -> None:
    assert sign_in(person).get(TRAY).status_code == 404


def test_a_tray_takes_five_statements_however_full_it_is(sign_in, clock, statements) -> None:
    kit = sign_in("kit")
    town.sent("Ada 1", "Ada 2", "Ada 3", "Ada 4", "Ada 5")
    kit.get(TRAY)
    with statements() as few:
        kit.get(TRAY)
    for family in range(9):
        town.sent(*(f"Ben {family} {n}" for n in range(5)), urgent=bool(family % 2))
    with statements() as many:
        assert kit.get(TRAY).content.decode().count('name="chosen"') == 50
    assert len(few) == len(many) <= 2 + FRAME, many.said


def test_where_nobody_can_be_named_nothing_offers_it(sign_in, clock) -> None:
    town.contact("Ada Bell")
    page = sign_in("mia").get("/trays/massh_screen:massh/").content.decode()
    assert "Ada Bell" in page
    assert "?show=all&amp;allocate=" not in page
