"""What you were told, over all children, in one place."""

import pytest

from baton.records import models
from tests.web import town


@pytest.fixture
def sent(sign_in) -> str:
    """Mia has sent Ada Bell on, and Amy in Bredbury is told of it."""
    (ref,) = town.sent("Ada Bell")
    return ref


def _messages_to(role: str) -> list[str]:
    return list(models.Outbox.objects.filter(role=role).values_list("subject", flat=True))


def _about(ref: str, due: object) -> dict[str, object]:
    return {
        "council_id": town.COUNCIL,
        "ref": ref,
        "role": "footprint_leader",
        "of": "bredbury_a",
        "due": due,
    }


def test_what_somebody_was_told_is_found_in_one_place_with_the_child(sent, sign_in) -> None:
    amy = sign_in("amy")
    subjects = _messages_to("footprint_leader")
    assert subjects, "sending a child on tells the team leader"
    for address in ("/told/", "/"):
        page = amy.get(address).content.decode()
        assert subjects[0] in page
        assert f'<a class="govuk-link" href="/cases/{sent}/">Ada Bell</a>' in page
        assert "to Footprint team leader, Bredbury A" in page


def test_nobody_reads_what_another_was_told(sent, sign_in) -> None:
    subjects = _messages_to("footprint_leader")
    for person in ("ned", "mia"):
        page = sign_in(person).get("/told/").content.decode()
        assert not any(subject in page for subject in subjects)


def test_what_is_only_due_can_be_left_out_and_is_not_said_twice_on_my_work(sent, sign_in, clock) -> None:
    about = _about(sent, clock())
    models.Outbox.objects.create(
        seq=990001, subject="Due soon: Confirm safe receipt", created=clock(), **about
    )
    amy = sign_in("amy")
    assert "Due soon: Confirm safe receipt" in amy.get("/told/").content.decode()
    assert "Due soon: Confirm safe receipt" not in amy.get("/told/?only=news").content.decode()
    assert "Due soon: Confirm safe receipt" not in amy.get("/").content.decode()


def test_as_messages_grow_no_more_is_asked_of_the_database(
    sent, sign_in, clock, django_assert_max_num_queries
) -> None:
    amy = sign_in("amy")
    amy.get("/told/")
    about = _about(sent, clock())
    for n in range(40):
        models.Outbox.objects.create(seq=980000 + n, subject=f"Told {n}", created=clock(), **about)
    with django_assert_max_num_queries(14):
        page = amy.get("/told/").content.decode()
    assert "Told 39" in page


def test_where_there_is_nothing_it_says_so(sign_in) -> None:
    page = sign_in("ned").get("/told/").content.decode()
    assert "You have been told nothing in the last 60 days." in page
