"""My work: what is mine, most urgent first, one click from the act."""

from tests.web import town


def test_an_urgent_receipt_is_one_click_away_and_says_what_followed(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    clock.move(minutes=36)
    amy = sign_in("amy")
    page = amy.get("/").content.decode()
    assert "Confirm safe receipt" in page
    assert "24 minutes left" in page
    assert f'action="/cases/{ref}/do/confirm_receipt/"' in page
    answer = amy.post(f"/cases/{ref}/do/confirm_receipt/", {"next": "/", "version": ""}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert (
        "Saved for Ada Bell: Confirm safe receipt. The clock stopped with 24 minutes left."
        in answer.content.decode()
    )


def test_what_is_late_stands_first_and_says_by_how_much(sign_in, clock) -> None:
    town.sent("Ada Bell", urgent=False)
    clock.move(hours=3)
    town.sent("Ben Cole")
    clock.move(hours=2)
    page = sign_in("amy").get("/").content.decode()
    assert "Overdue by 1 hour" in page
    assert page.index("Ben Cole") < page.index("Ada Bell")


def test_empty_lists_say_something_true(sign_in) -> None:
    page = sign_in("ned").get("/").content.decode()
    assert "You are waiting for nobody." in page
