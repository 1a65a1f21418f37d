"""The procedure: every clause in order with its rule in words, its use this quarter, its tests and its reading."""

import pytest

from baton.services import acting, councils
from tests.web import town

PAGE = "/protocol/stockport/"


def part(shown: str, clause: str) -> str:
    """What is shown of one clause."""
    return shown.split(f'id="{clause}"')[1].split("</article>")[0]


def test_every_clause_is_there_in_order(sign_in) -> None:
    shown = sign_in("amy").get("/protocol/", follow=True).content.decode()
    places = [shown.index(f'id="{clause.id}"') for clause in councils.protocol("stockport").clauses]
    assert places == sorted(places)


@pytest.mark.clause("STK-02", "STK-03", "STK-04")
def test_the_version_shows_its_five_fields_and_a_review_worked_out(sign_in) -> None:
    shown = sign_in("amy").get(PAGE).content.decode()
    for words in (
        "Version 1",
        "1 Feb 2022",
        "KC / PW",
        "Re-design into footprint teams",
        "Empty in the document",
    ):
        assert words in shown
    assert "Thu 1 Feb 2024" in shown
    assert "worked out and not typed" in shown


def test_a_clause_says_its_rule_how_often_it_applied_and_was_met(sign_in, clock) -> None:
    first, second = town.sent("Ada Bell")[0], town.sent("Ben Cole")[0]
    acting.do(case=first, act="confirm_receipt", by="amy")
    clock.move(hours=3)
    acting.do(case=second, act="confirm_receipt", by="amy")
    receipt = part(sign_in("amy").get(PAGE).content.decode(), "STK-41")
    assert "within 1 hour" in receipt
    assert "owed 2 times: 1 in time, 1 late" in receipt
    assert "done 2 times" in receipt


def test_a_reading_of_ours_is_marked(sign_in) -> None:
    shown = sign_in("amy").get(f"{PAGE}?show=ours").content.decode()
    assert "Our reading" in part(shown, "STK-04")
    assert 'id="STK-02"' not in shown


def test_clauses_can_be_chosen_by_strength_and_section(sign_in) -> None:
    shown = sign_in("amy").get(f"{PAGE}?strength=must&section=Quality+Assurance").content.decode()
    assert 'id="STK-02"' in shown
    assert 'id="STK-03"' not in shown


def test_the_map_says_in_words_what_it_draws(sign_in) -> None:
    town.sent("Ada Bell")
    shown = sign_in("amy").get(PAGE).content.decode()
    assert "<svg" in shown
    routes = shown.split("Teams and routes</h2>")[1].split("Clause by clause")[0]
    for route in councils.protocol("stockport").routes:
        assert route.name in routes
    assert "1 child has gone this way this quarter." in routes


def test_another_council_s_procedure_is_not_there(sign_in) -> None:
    assert sign_in("amy").get("/protocol/portsmouth/").status_code == 404


def test_it_costs_a_few_statements(sign_in, django_assert_max_num_queries) -> None:
    client = sign_in("amy")
    client.get(PAGE)
    with django_assert_max_num_queries(8):
        client.get(PAGE)
