"""New contact: danger first and shortest, nothing typed is lost, known children beside and never in the way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError

from baton.records import models
from baton.services import contacts, councils
from tests.web import town

NEW = "/contacts/new/"


def typed(**more: str) -> dict[str, Any]:
    """The least that can be saved."""
    return {
        "danger": "no",
        "story": "Seen alone at night.",
        "children": "1",
        "child-0-name": "Ada Bell",
        "save": "1",
        **more,
    }


def saved(answer: Any) -> models.Contact:
    """The contact that an answer says was saved."""
    assert answer.status_code == 302, answer.content.decode()
    return models.Contact.objects.get(ref=answer.headers["Location"].split("/")[2])


def test_the_first_question_is_whether_a_child_is_in_danger_now(sign_in) -> None:
    page = sign_in("wen").get(NEW).content.decode()
    assert "Is a child in immediate danger now?" in page
    assert "What was said" not in page


def test_danger_says_what_to_do_this_minute_and_asks_little(sign_in) -> None:
    page = sign_in("wen").get(f"{NEW}?danger=yes").content.decode()
    assert "ring 999" in page
    assert "Mia Leader" in page
    assert "Agencies involved" not in page
    kept = saved(
        sign_in("wen").post(
            NEW, {"danger": "yes", "story": "He is hitting her.", "child-0-age": "4", "save": "1"}
        )
    )
    assert kept.immediate_danger
    assert kept.cases.get().child.age_at_contact == 4


def test_everything_is_kept_and_the_caller_can_be_told(sign_in, clock) -> None:
    more = {
        "caller_name": "Jo Teacher", "caller_phone": "+44 161 496 0000", "source": "School", "reason": "Hungry", "consent": "refused",
        "consent_why": "Mother said no", "told": "That we would ring", "agencies": ["Police", "GP"], "children": "2",
        "child-0-born": "4 5 2018", "child-0-place": "bredbury", "child-0-number": "77", "child-1-due": "1/9/2026",
        "received_day": "1", "received_month": "3", "received_year": "2026", "received_time": "23:30",
    }  # fmt: skip
    client = sign_in("wen")
    answer = client.post(NEW, typed(**more))
    kept = saved(answer)
    assert kept.received_at == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert kept.caller == {"name": "Jo Teacher", "phone": "+44 161 496 0000"}
    assert kept.answers == {
        "told": "That we would ring",
        "consent_why": "Mother said no",
        "agencies": "Police|GP",
    }
    first, second = (case.child for case in kept.cases.order_by("id"))
    assert (first.name, first.place, first.number) == ("Ada Bell", "bredbury", "77")
    assert (second.due.isoformat(), second.place) == ("2026-09-01", "bredbury")
    said = client.get(answer.headers["Location"]).content.decode()
    for words in (
        kept.ref,
        "MASSH",
        "Mia Leader",
        "Decide what happens to this referral",
        "What to tell the caller",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"story": ""}, "Say what has happened"),
        ({"danger": ""}, "Say whether a child is in immediate danger now."),
        ({"child-0-name": ""}, "Say who the child is"),
        ({"child-0-born": "30 2 2020"}, "There is no 30 February 2020"),
        ({"child-0-born": "3 3 2026"}, "before the child was born"),
        ({"child-0-born": "1 1 1990"}, "This person is 36"),
        ({"child-0-born": "1 1 2020", "child-0-due": "1 9 2026"}, "not both"),
        ({"child-0-age": "many"}, "whole years"),
        ({"child-0-name": "Ada\u202eBell"}, "Remove the hidden character at position 4."),
        ({"child-0-name": "Ada\x00Bell"}, "Remove the hidden character at position 4."),
        ({"story": "x" * 50_001}, "This can be 50,000 letters long; yours is 50,001."),
        ({"consent": "refused"}, "Say why there is no consent"),
        ({"received_day": "29", "received_month": "3", "received_year": "2026", "received_time": "01:30"}, "clocks went forward"),
        ({"received_day": "26", "received_month": "10", "received_year": "2025", "received_time": "01:30"}, "twice"),
        ({"received_day": "3", "received_month": "3", "received_year": "2026", "received_time": "09:00"}, "not come yet"),
        ({"received_day": "9", "received_month": "", "received_year": "", "received_time": ""}, "Use hours and minutes|Use day"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_above_and_at_the_field_and_nothing_is_lost(
    sign_in, clock, wrong, says
) -> None:
    clock.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    if wrong.get("received_month") == "3" and wrong.get("received_day") == "29":
        clock.move(days=60)
    answer = sign_in("wen").post(NEW, typed(caller_work="Kept as it was", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert any(page.count(part) >= 2 for part in says.split("|")), page
    assert "There is a problem" in page
    if wrong.get("danger", "no"):
        assert "Kept as it was" in page
    assert not models.Contact.objects.exists()


def test_a_draft_is_kept_until_it_is_saved_or_thrown_away(sign_in) -> None:
    client = sign_in("wen")
    client.post(NEW, {**typed(), "keep": "1"})
    assert not models.Contact.objects.exists()
    assert "not saved" in client.get(NEW).content.decode()
    assert "Seen alone at night." in client.get(f"{NEW}?draft=go_on").content.decode()
    saved(client.post(NEW, typed()))
    assert "not saved" not in client.get(NEW).content.decode()
    client.post(NEW, {**typed(), "keep": "1"})
    client.get(f"{NEW}?draft=throw_away")
    assert "not saved" not in client.get(NEW).content.decode()


def test_another_child_can_be_added_without_losing_anything(sign_in) -> None:
    page = sign_in("wen").post(NEW, {**typed(), "add_child": "1"}).content.decode()
    assert "Child 2" in page
    assert "Ada Bell" in page


def test_children_who_may_be_known_are_shown_and_never_block(sign_in) -> None:
    town.contact("Ada Bell")
    known = models.Child.objects.get(name="Ada Bell")
    client = sign_in("wen")
    page = client.post(NEW, {**typed(**{"child-0-name": "bell ada"}), "look": "1"}).content.decode()
    assert "the same name" in page
    assert known.ref in page
    assert saved(client.post(NEW, typed())).cases.get().child_id != known.pk
    chosen = saved(client.post(NEW, typed(**{"child-0-ref": known.ref})))
    assert chosen.cases.get().child_id == known.pk


def test_a_refusal_of_the_procedure_is_said_at_the_field(sign_in) -> None:
    client = sign_in("wen")
    saved(client.post(NEW, typed(**{"child-0-number": "77"})))
    answer = client.post(NEW, typed(**{"child-0-number": "77", "child-0-name": "Ben Cole"}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Seen alone at night." in page
    assert "The number 77 is that of a child known already, with another name." in page


def test_a_child_of_whom_only_the_address_is_known_can_be_logged(sign_in) -> None:
    only = {"child-0-name": "", "child-0-address": "12 Low Street, crying at the window"}
    assert saved(sign_in("wen").post(NEW, typed(**only))).cases.get().child.address == only["child-0-address"]


def test_a_known_child_picked_as_a_second_child_keeps_their_own_home(sign_in) -> None:
    town.contact("Ida Dow", place="heatons")
    known = models.Child.objects.get(name="Ida Dow")
    second = {
        "children": "2",
        "child-0-place": "bredbury",
        "child-1-ref": known.ref,
        "child-1-name": "Ida Dow",
    }
    kept = saved(sign_in("wen").post(NEW, typed(**second)))
    assert models.Case.objects.get(contact=kept, child=known).state.count('"heatons"') == 1


def test_sending_the_form_twice_saves_one_contact(sign_in) -> None:
    client = sign_in("wen")
    first, second = (saved(client.post(NEW, typed(key="abc"))) for _ in range(2))
    assert first == second
    assert client.post(NEW, typed(key="abc", story="Another story.")).status_code == 422
    assert models.Contact.objects.count() == 1


def test_when_the_database_says_not_saved_everything_is_given_back(sign_in, monkeypatch) -> None:
    def busy(**_: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(contacts, "log_contact", busy)
    answer = sign_in("wen").post(NEW, typed())
    assert answer.status_code == 503
    assert "Seen alone at night." in answer.content.decode()


def test_what_is_typed_is_shown_as_text(sign_in) -> None:
    client = sign_in("wen")
    kept = saved(
        client.post(NEW, typed(story="<script>alert(1)</script> {{7*7}}", **{"child-0-name": "<b>Ada</b>"}))
    )
    page = client.get(f"/contacts/{kept.ref}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "{{7*7}}" in page
    assert "<b>Ada</b>" not in page


def test_the_address_fills_in_the_place(sign_in) -> None:
    models.Place.objects.filter(slug="heatons").update(areas=["SK4"])
    councils.forget()
    page = sign_in("wen").post(NEW, typed(look="1", **{"child-0-address": "1 High Street, SK4 1AA"}))
    assert '<option value="heatons" selected' in page.content.decode()


@pytest.mark.clause("STK-21", "STK-22")
def test_an_urgent_mental_health_need_said_at_logging_is_not_closed_as_routine_advice(sign_in) -> None:
    client = sign_in("wen")
    assert (
        "Is it about emotional wellbeing or mental health?" in client.get(f"{NEW}?danger=no").content.decode()
    )
    advice = {"f-topic": "other", "f-to": "professional"}
    urgent = saved(client.post(NEW, typed(**{"answer-wellbeing_need": "urgent_need"}))).cases.get().ref
    refused = client.post(f"/cases/{urgent}/do/advise/", advice)
    assert refused.status_code != 302
    assert "STK-21" in refused.content.decode()
    routine = saved(client.post(NEW, typed(**{"answer-wellbeing_need": "not_urgent"}))).cases.get().ref
    assert client.post(f"/cases/{routine}/do/advise/", advice).status_code == 302
