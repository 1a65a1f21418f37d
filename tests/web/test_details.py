"""Putting right who a child is: by those who work with the child, old and new kept, nothing typed lost."""

from datetime import date

import pytest

from baton.records import models
from baton.services import acting
from tests.web import town

PUT = {
    "name": "Adah Bell",
    "born": "4 5 2017",
    "due": "",
    "number": "77",
    "place": "heatons",
    "why": "The school gave the birth certificate.",
}


def _address(ref: str) -> str:
    return f"/cases/{ref}/details/"


def _page(answer) -> str:
    return answer.content.decode()


def _journal(ref: str) -> int:
    return models.JournalEntry.objects.filter(ref=ref, kind="ChildChanged").count()


def test_it_is_put_right_everywhere_and_the_chronology_keeps_old_and_new(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    assert _address(ref) in _page(amy.get(f"/cases/{ref}/"))
    form = _page(amy.get(_address(ref)))
    assert 'value="4 5 2018"' in form
    assert '<option value="bredbury" selected>' in form
    page = _page(amy.post(_address(ref), PUT, follow=True))
    assert "The details of Adah Bell were put right." in page
    row = models.Child.objects.get(cases__ref=ref)
    assert (row.name, row.born, row.number, row.place) == ("Adah Bell", date(2017, 5, 4), "77", "heatons")
    assert row.search_key == "adah bell"
    told = _page(amy.get(f"/cases/{ref}/chronology/"))
    assert "Name: Adah Bell, until then Ada Bell." in told
    assert "Birth date: 4 May 2017, until then 4 May 2018." in told
    assert "Lives in: Heatons, until then Bredbury." in told
    assert "Number: 77, until then not known." in told
    assert "The school gave the birth certificate." in told
    assert models.Case.objects.get(ref=ref).holder_team == "bredbury_a"


@pytest.mark.parametrize("person", ["kit", "sal", "wen", "mia", "max"])
def test_whoever_works_with_the_child_or_reads_every_record_may(person: str, sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    assert sign_in(person).post(_address(ref), PUT).status_code == 302
    assert _journal(ref) == 1


def test_nobody_else_may_and_is_told_who_may(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    ned = sign_in("ned")
    assert "/why" in ned.get(_address(ref))["Location"]
    ned.post(f"/cases/{ref}/why", {"reason": "I am covering for a colleague today"})
    assert _address(ref) not in _page(ned.get(f"/cases/{ref}/"))
    assert "Only somebody who works with this child" in _page(ned.get(_address(ref)))
    answer = ned.post(_address(ref), PUT)
    assert answer.status_code == 422
    assert "Only somebody who works with this child" in _page(answer)
    assert "ask Bredbury A" in _page(answer)
    assert 'value="Adah Bell"' in _page(answer)
    assert not _journal(ref)
    assert "Put the child&#39;s details right was tried and refused" in _page(
        sign_in("amy").get(f"/cases/{ref}/chronology/")
    )


def test_a_reason_to_look_is_asked_for_and_what_was_typed_is_there_afterwards(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    ned = sign_in("ned")
    answer = ned.post(_address(ref), PUT)
    assert "birth" not in answer["Location"]
    ned.post(f"/cases/{ref}/why", {"reason": "I am covering for a colleague today"})
    assert "birth certificate" in _page(ned.get(_address(ref)))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"why": "No"}, "Say why, in a sentence."), ({"born": "30 2 2018"}, "There is no 30 February 2018."),
        ({"born": "4 5 2027"}, "The birth date has not come yet."), ({"due": "4 5 2026"}, "not both"),
        ({"place": "nowhere"}, "Choose a place from the list."), ({"name": "A\x00da"}, "hidden character at position 2"),
        ({"name": "A" * 201}, "yours is 201"), ({"name": "Ada Bell", "born": "4 5 2018", "number": "", "place": "bredbury"}, "what the record says already"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_given_back(typed: dict[str, str], says: str, sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    answer = sign_in("amy").post(_address(ref), {**PUT, **typed})
    assert answer.status_code == 422
    assert says in _page(answer)
    assert typed.get("why", "birth certificate") in _page(answer)
    assert not _journal(ref)


def test_everything_that_stands_in_the_way_is_said_at_once(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    page = _page(
        sign_in("amy").post(_address(ref), {**PUT, "why": "", "place": "nowhere", "born": "4 5 2027"})
    )
    for says in (
        "Say why, in a sentence.",
        "Choose a place from the list.",
        "The birth date has not come yet.",
    ):
        assert says in page


def test_a_number_belongs_to_one_child(sign_in, clock) -> None:
    (ref,), (other,) = town.sent("Ada Bell"), town.sent("Ben Cole")
    amy = sign_in("amy")
    assert amy.post(_address(other), PUT).status_code == 302
    answer = amy.post(_address(ref), PUT)
    assert answer.status_code == 422
    assert "Another child already has this number." in _page(answer)
    assert not _journal(ref)


def test_somebody_saved_meanwhile_says_who_and_keeps_the_text(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    version = models.Case.objects.get(ref=ref).version
    acting.do(case=ref, act="confirm_receipt", by="amy")
    answer = sign_in("amy").post(_address(ref), {**PUT, "version": version})
    assert answer.status_code == 409
    assert "Somebody changed this while you were writing" in _page(answer)
    assert "birth certificate" in _page(answer)
    assert f'name="version" value="{version + 1}"' in _page(answer)
    assert not _journal(ref)


def test_a_file_about_no_child_has_none_to_put_right(sign_in, clock) -> None:
    assert sign_in("amy").get(_address(f"{town.COUNCIL}.team.bredbury_a")).status_code == 404
