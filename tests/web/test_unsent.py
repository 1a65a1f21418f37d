"""A session that ended while a form was open: after signing in again, everything typed is there, once."""

import pytest
from django.conf import settings
from django.test import Client

from baton.records import models
from baton.services import acting
from baton.web import unsent
from tests.web import town

PASSWORD = "a long sentence nobody would guess"
TYPED = {
    "f-path": "urgent", "f-reason": "He was seen\nto be hurt.", "team": "bredbury_a", "f-evidence": "",
    "typed_by": unsent.mark("mia"),
}  # fmt: skip


@pytest.fixture
def address(db: None, clock) -> str:
    """The form by which a child is sent on."""
    town.set_up(PASSWORD)
    (ref,) = town.contact("Ada Bell").case_refs
    acting.do(case=ref, act="recommend", by="mia", outcome="urgent_response")
    return f"/cases/{ref}/do/send_step_up/"


def _signs_in(client: Client, after: str, person: str = "mia") -> str:
    answer = client.post(after, {"username": person, "password": PASSWORD}, follow=True)
    return answer.content.decode()


def test_what_was_typed_is_there_after_signing_in_again(address: str) -> None:
    client = Client()
    _signs_in(client, "/sign-in")
    version = models.Case.objects.get(ref=address.split("/")[2]).version
    del client.cookies[settings.SESSION_COOKIE_NAME]  # as a browser does when it has expired
    answer = client.post(address, {**TYPED, "version": version})
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={address}"
    page = _signs_in(client, answer["Location"])
    assert "Not saved yet" in page
    assert "He was seen\nto be hurt.</textarea>" in page
    assert '<option value="bredbury_a" selected>' in page
    assert f'name="version" value="{version}"' in page
    assert not models.DoneRow.objects.filter(act="send_step_up").exists()
    assert "He was seen" not in client.get(address).content.decode(), "it is given back once"
    assert unsent.KEPT not in client.session


def test_it_is_there_too_where_the_session_was_ended_by_its_longest_life(address: str, monkeypatch) -> None:
    client = Client()
    _signs_in(client, "/sign-in")
    monkeypatch.setattr(settings, "SESSION_LONGEST", -1)
    answer = client.post(address, TYPED)
    monkeypatch.undo()
    assert "He was seen" in _signs_in(client, answer["Location"])


def test_saved_from_there_it_is_checked_against_what_changed_meanwhile(address: str) -> None:
    ref, client = address.split("/")[2], Client()
    version = models.Case.objects.get(ref=ref).version
    answer = client.post(address, {**TYPED, "version": version})
    acting.do(case=ref, act="fill_enquiry", by="sol", fields={"consent_position": "given"})
    assert f'name="version" value="{version}"' in _signs_in(client, answer["Location"])
    assert client.post(address, {**TYPED, "version": version}).status_code == 409


def test_it_is_forgotten_after_a_few_minutes(address: str, monkeypatch) -> None:
    client = Client()
    answer = client.post(address, TYPED)
    later = unsent.time.time() + unsent.HOLDS_FOR + 1
    monkeypatch.setattr("baton.web.unsent.time.time", lambda: later)
    assert "He was seen" not in _signs_in(client, answer["Location"])
    assert unsent.KEPT not in client.session


@pytest.mark.parametrize("other", ["sol", "ned"])
def test_whoever_signs_in_next_does_not_get_what_another_typed(address: str, other: str) -> None:
    """Sol, who might send the child on as well, and Ned, who may not even look."""
    client = Client()
    answer = client.post(address, TYPED)
    page = _signs_in(client, answer["Location"], other)
    assert "He was seen" not in page
    assert "Not saved yet" not in page
    if other == "sol":
        assert unsent.KEPT not in client.session, "it is not left lying in another's session"


def test_the_form_says_whose_page_it_was_and_nobody_makes_that_up(address: str) -> None:
    client = Client()
    page = _signs_in(client, f"/sign-in?next={address}")
    assert f'name="typed_by" value="{unsent.mark("mia")}"' in page
    for mark in ("", "mia", "mia:forged", unsent.mark("sol")):
        stranger = Client()
        answer = stranger.post(address, {**TYPED, "typed_by": mark})
        assert "He was seen" not in _signs_in(stranger, answer["Location"]), mark


def test_another_form_does_not_get_it_and_no_other_page_keeps_anything(address: str) -> None:
    client = Client()
    client.post(address, TYPED)
    page = _signs_in(client, f"/sign-in?next={address.replace('send_step_up', 'recommend')}")
    assert "He was seen" not in page
    stranger = Client()
    stranger.post(f"/cases/{address.split('/')[2]}/why", TYPED)
    assert unsent.KEPT not in stranger.session


def test_a_new_contact_is_there_as_a_draft_and_saved_from_there(address: str) -> None:
    client = Client()
    said = {
        "danger": "no",
        "children": "1",
        "child-0-name": "Zed Newchild",
        "story": "He came to school hurt.",
        "source": "School",
    }
    mark = {"typed_by": unsent.mark("wen")}
    answer = client.post("/contacts/new/", {**said, **mark})
    assert not models.Child.objects.filter(name="Zed Newchild").exists()
    page = _signs_in(client, answer["Location"], "wen")
    assert "Not saved yet" in page
    assert "He came to school hurt.</textarea>" in page
    assert "You have a contact that is not saved" in client.get("/contacts/new/").content.decode()
    page = client.post(
        "/contacts/new/",
        {**said, "consent": "not_asked", "consent_why": "There was no time to ask."},
        follow=True,
    )
    assert models.Child.objects.filter(name="Zed Newchild").exists(), page.content.decode()


def test_a_script_that_looks_and_a_text_without_end_are_not_kept(address: str) -> None:
    client = Client()
    client.post(address, {**TYPED, "check": "yes"}, headers={"X-Requested-With": "fetch"})
    client.post(address, {**TYPED, "f-reason": "a" * (unsent.LONGEST + 1)})
    assert unsent.KEPT not in client.session


@pytest.mark.parametrize("page", ["details", "outside"])
def test_the_other_forms_about_a_case_come_back_as_well(page: str, address: str) -> None:
    client = Client()
    here = f"/cases/{address.split('/')[2]}/{page}/"
    answer = client.post(
        here,
        {
            "why": "Because of the grandmother.",
            "name": "Adah",
            "version": "1",
            "typed_by": unsent.mark("mia"),
        },
    )
    shown = _signs_in(client, answer["Location"])
    assert "Because of the grandmother.</textarea>" in shown
    assert "Not saved yet" in shown
