"""A child who comes back: which time this is, and the other cases of the child, on the contact and on the case."""

from __future__ import annotations

from typing import Any

import pytest

from baton.records import models
from baton.services import acting, contacts
from tests.web import town


def back_again(times: int) -> list[contacts.Logged]:
    """The same child, as often; every case but the last closed."""
    logged = [town.contact("Ada Bell")]
    known = models.Child.objects.get(name="Ada Bell").ref
    for _ in range(times - 1):
        acting.do(
            case=logged[-1].case_refs[0],
            act="advise",
            by="wen",
            fields={"topic": "other", "to": "professional"},
        )
        logged.append(contacts.log_contact(council="stockport", children=[{"ref": known}], by="wen"))
    return logged


def test_the_third_time_is_said_with_the_earlier_cases_as_links(sign_in: Any) -> None:
    first, second, third = back_again(3)
    mia = sign_in("mia")
    contact = mia.get(f"/contacts/{third.contact_ref}/").content.decode()
    case = mia.get(f"/cases/{third.case_refs[0]}/").content.decode()
    assert "Third time with us" in contact
    assert "third time with us" in case
    for page in (contact, case):
        for earlier in (first, second):
            assert f'href="/cases/{earlier.case_refs[0]}/"' in page
        assert "Mon 2 Mar 2026 to Mon 2 Mar 2026, closed" in page
    assert (
        "The case was opened: the third time with us"
        in mia.get(f"/cases/{third.case_refs[0]}/chronology/").content.decode()
    )


def test_the_first_time_says_nothing_of_it(sign_in: Any) -> None:
    (only,) = back_again(1)
    for address in (f"/contacts/{only.contact_ref}/", f"/cases/{only.case_refs[0]}/"):
        page = sign_in("mia").get(address).content.decode()
        assert "time with us" not in page
        assert "Other cases" not in page


def test_a_case_open_beside_another_is_listed_and_is_the_same_time(sign_in: Any) -> None:
    town.contact("Ada Bell")
    known = models.Child.objects.get(name="Ada Bell").ref
    beside = contacts.log_contact(council="stockport", children=[{"ref": known}], by="wen")
    page = sign_in("mia").get(f"/cases/{beside.case_refs[0]}/").content.decode()
    assert "time with us" not in page
    assert "since Mon 2 Mar 2026, with MASSH" in page


def test_looking_at_a_known_child_on_a_new_contact_says_that_they_have_been_here(sign_in: Any) -> None:
    (first,) = back_again(1)
    again = {
        "danger": "no",
        "story": "Again.",
        "child-0-name": "Ada Bell",
        "child-0-ref": first.child_refs[0],
    }
    acting.do(
        case=first.case_refs[0], act="advise", by="wen", fields={"topic": "other", "to": "professional"}
    )
    answer = sign_in("wen").post("/contacts/new/", {**again, "save": "1"})
    assert answer.status_code == 302
    assert models.Case.objects.latest("id").stay == 2


def test_opening_the_earlier_case_still_asks_a_stranger_why(sign_in: Any) -> None:
    (sent,) = town.sent("Ada Bell")
    known = models.Child.objects.get(name="Ada Bell").ref
    beside = contacts.log_contact(council="stockport", children=[{"ref": known}], by="wen")
    page = sign_in("amy").get(f"/cases/{sent}/").content.decode()
    assert f'href="/cases/{beside.case_refs[0]}/"' in page
    assert sign_in("amy").get(f"/cases/{beside.case_refs[0]}/").status_code == 302


@pytest.mark.parametrize(("stay", "words"), [(1, ""), (2, "second time with us"), (11, "11th time with us")])
def test_which_time_it_is_in_words(stay: int, words: str) -> None:
    from baton.web import naming

    assert naming.stay_words(stay) == words
