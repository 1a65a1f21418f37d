"""Signing in, and being one of the made-up people of a demonstration."""

import pytest
from django.test import Client

from tests.web import town


def test_a_password_signs_in_and_goes_on_to_the_page_asked_for(db, clock) -> None:
    town.set_up("a long enough password")
    client = Client()
    answer = client.get("/trays/")
    assert answer["Location"] == "/sign-in?next=/trays/"
    said = {"username": "amy", "password": "a long enough password", "next": "/trays/"}
    assert client.post("/sign-in", said)["Location"] == "/trays/"


def test_a_wrong_password_says_so_and_no_more(db, clock) -> None:
    town.set_up("a long enough password")
    for who in ("amy", "nobody"):
        answer = Client().post("/sign-in", {"username": who, "password": "wrong"})
        assert answer.status_code == 422
        assert "The user name or the password is not right." in answer.content.decode()


@pytest.mark.parametrize("after", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(db, clock, after: str) -> None:
    town.set_up("a long enough password")
    answer = Client().post(
        "/sign-in", {"username": "amy", "password": "a long enough password", "next": after}
    )
    assert answer["Location"] == "/"


def test_signing_out_ends_it(sign_in) -> None:
    amy = sign_in("amy")
    amy.post("/sign-out")
    assert amy.get("/trays/").status_code == 302


def test_a_demonstration_lists_its_people_by_council_and_role(council, settings) -> None:
    settings.BATON_DEMO = True
    page = Client().get("/sign-in").content.decode()
    assert (
        page.index("Stockport") < page.index("Footprint team leader") < page.index("Sign in as Amy Bredbury")
    )
    client = Client()
    client.post("/demo/sign-in", {"username": "amy"})
    assert "Amy Bredbury" in client.get("/").content.decode()


def test_outside_a_demonstration_nobody_becomes_somebody_else(council) -> None:
    client = Client()
    assert client.post("/demo/sign-in", {"username": "amy"}).status_code == 404
    assert "Sign in as" not in client.get("/sign-in").content.decode()
