"""What people see when a page cannot be shown."""

import re

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from tests.web import town


def test_what_is_not_there_and_what_is_hidden_look_the_same(stranger) -> None:
    (ref,) = town.sent("Ada Bell")
    hidden, missing = stranger.get(f"/cases/{ref}/"), stranger.get("/cases/STK-999999/")
    assert hidden.status_code == missing.status_code == 404
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", hidden.content.decode()) == token.sub("", missing.content.decode())


def test_a_mistake_of_ours_says_so_without_a_trace(sign_in, monkeypatch) -> None:
    amy = sign_in("amy")
    amy.raise_request_exception = False
    monkeypatch.setattr("baton.records.worklists.my_work", lambda *_: 1 / 0)
    answer = amy.get("/")
    assert answer.status_code == 500
    assert "This is our mistake, not yours." in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


@pytest.mark.parametrize("where", ["baton.records.worklists.my_work", "baton.services.councils.council"])
def test_records_that_cannot_be_reached_are_not_called_a_mistake(sign_in, monkeypatch, where: str) -> None:
    amy = sign_in("amy")
    amy.raise_request_exception = False

    def away(*_args, **_named):
        raise OperationalError("no connection")

    monkeypatch.setattr(where, away)
    answer = amy.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "15"


@override_settings(BATON_DEMO=True)
def test_the_sign_in_page_needs_nobody_and_no_council(db) -> None:
    assert Client().get("/sign-in").status_code == 200


def test_an_address_that_only_reads_refuses_to_be_written_to(sign_in) -> None:
    assert sign_in("amy").post("/trays/").status_code == 405
