"""Stockport's clauses that are about what people see, on the real pages, after stories told through services."""

from pathlib import Path

import pytest

from baton.records import models
from baton.services import councils, filing, organisation, present
from baton.services.refusing import Refused
from tests.scenarios import seen_pages

pytestmark = pytest.mark.django_db


class Town(seen_pages.Town):
    """Stockport's stage, and its pages as somebody sees them."""

    council = "stockport"


@pytest.fixture
def town(rows: None) -> Town:
    return Town()


URGENT, MORE_HELP = "An urgent referral reaches Bredbury", "A more help referral reaches Marple"


@pytest.mark.clause("STK-06", "STK-12", "STK-30", "STK-41", "STK-53", "STK-32")
def test_the_tray_row_shows_urgent_the_strategy_discussion_and_the_time_left(town: Town) -> None:
    town.told(URGENT)
    town.play({"time": "Mon 2 Mar 2026 09:40"})
    for leader in ("bredbury_leader", "bredbury_b_leader"):
        seen = town.page(leader, "/trays/footprint_duty:bredbury/")
        assert "Ava" in seen
        assert "strategy discussion" in seen.lower()
        assert "30 minutes left" in seen


@pytest.mark.clause("STK-06", "STK-53", "STK-52")
def test_urgent_stands_above_more_help_in_the_tray(town: Town) -> None:
    town.told("Children wait in one tray, urgent and not")
    seen = town.page("marple_leader", "/trays/footprint_duty:marple/")
    assert seen.index("Ava") < seen.index("Ben")


@pytest.mark.clause("STK-71")
def test_a_more_help_row_has_no_strategy_discussion_and_no_confirmation(town: Town) -> None:
    town.told(MORE_HELP)
    seen = town.page("marple_leader", "/trays/footprint_duty:marple/")
    assert "Ben" in seen
    assert "strategy discussion" not in seen.lower()
    assert "confirm" not in seen.lower()


@pytest.mark.clause("STK-29", "STK-41", "STK-42")
def test_an_unsent_urgent_referral_stands_at_the_top_of_the_masshs_work(town: Town) -> None:
    town.play(
        {"contact": {"children": ["Zoe"], "place": "marple", "at": "Mon 2 Mar 2026 08:00"}},
        {"at": "09:00", "by": "massh_senior", "do": "recommend", "outcome": "urgent_response"},
        {"contact": {"children": ["Ann"], "place": "marple", "at": "09:20"}},
        {"time": "09:30"},
    )
    seen = town.page("massh_leader", "/")
    assert seen.index("Zoe") < seen.index("Ann")
    assert "30 minutes left" in seen


@pytest.mark.clause("STK-42", "STK-43")
def test_an_unconfirmed_referral_is_the_masshs_to_escalate(town: Town) -> None:
    town.told(URGENT).play({"time": "Mon 2 Mar 2026 10:15"})
    seen = town.page("massh_leader", "/")
    assert "Escalate to the footprint service leader" in seen
    assert "Escalate to the footprint service leader" in seen.partition("Now: asked at 10:10")[2]


@pytest.mark.clause("STK-46", "STK-41", "STK-45")
def test_confirming_is_one_click_from_my_work(town: Town) -> None:
    town.told(URGENT).play({"time": "Mon 2 Mar 2026 09:30"})
    seen = town.page("bredbury_leader", "/")
    assert "Confirm safe receipt" in seen
    assert "40 minutes left" in seen


@pytest.mark.clause("STK-60", "STK-78", "STK-59")
def test_the_service_leader_sees_the_escalation_until_it_is_solved(town: Town) -> None:
    town.told("A footprint with one team looks in that team")
    assert "Find a solution" in town.page("marple_service_leader", "/")
    with present.stopped_at(town.stage.now):
        from baton.services import acting

        fields = {"worker": "marple_worker", "solution": "Two visits are moved"}
        acting.do(case=town.refs["Ben"], act="solve_capacity", by="marple_service_leader", fields=fields)
    assert "Find a solution" not in town.page("marple_service_leader", "/")


@pytest.mark.clause("STK-89", "STK-91", "STK-87")
def test_the_service_leader_sees_the_dispute_with_the_grounds(town: Town) -> None:
    town.told("An unresolved discussion goes up and stays open until the service leader's step")
    with present.stopped_at(town.stage.now):
        from baton.services import acting

        acting.do(case=town.refs["Ava"], act="take_to_service_leader", by="bredbury_leader")
    seen = town.page("bredbury_service_leader", "/")
    assert "Review the disputed referral" in seen


@pytest.mark.clause("STK-07")
def test_who_held_the_child_has_no_gap(town: Town) -> None:
    town.told("From the recommendation to the named worker somebody always holds the child")
    seen = town.page("massh_leader", "/cases/{Ava}/")
    assert "MASSH" in seen
    assert "Bredbury A" in seen
    assert "Wanda Brook" in seen


@pytest.mark.clause("STK-31", "STK-39", "STK-38")
def test_the_receiving_leader_reads_the_form(town: Town) -> None:
    town.told(URGENT)
    seen = town.page("bredbury_leader", "/cases/{Ava}/forms/")
    assert "A bruise on the face of a child of two" in seen
    assert "Seen by the nursery at 07:50" in seen


@pytest.mark.clause("STK-23")
def test_every_referral_is_listed_with_its_outcome_or_without(town: Town) -> None:
    town.play(
        {"contact": {"children": ["Ava"], "place": "marple", "at": "Mon 2 Mar 2026 08:00"}},
        {"contact": {"children": ["Ben"], "place": "marple", "at": "08:30"}},
        {"contact": {"children": ["Cas"], "place": "marple", "at": "08:40"}},
        {"for": "Cas", "by": "massh_senior", "do": "recommend", "outcome": "no_transfer"},
    )
    waiting = town.page("massh_leader", "/contacts/")
    assert waiting.index("Ava") < waiting.index("Ben"), "oldest first"
    assert "Cas" not in waiting
    contact = models.Case.objects.select_related("contact").get(ref=town.refs["Cas"]).contact
    decided = town.page("massh_leader", f"/contacts/{contact.ref}/")
    assert "No transfer" in decided
    assert "Sunil Marsh" in decided


@pytest.mark.clause("STK-49", "STK-50")
def test_the_duty_page_names_each_lead_and_shows_the_gaps(town: Town) -> None:
    town.told("The lead is named on the duty page by the team's leader alone")
    for reader in ("bredbury_leader", "massh_worker"):
        seen = town.page(reader, "/rotas/")
        assert "Wanda Brook" in seen


@pytest.mark.clause("STK-44", "STK-45", "STK-10", "STK-11")
def test_the_teams_page_names_leaders_and_posts_that_are_empty(town: Town) -> None:
    town.play({"time": "Mon 2 Mar 2026 09:00"})
    seen = town.page("massh_leader", "/teams/")
    assert "Bea Lyle" in seen
    assert seen.count("Bredbury") >= 2


@pytest.mark.clause("STK-02", "STK-03", "STK-04")
def test_the_protocol_page_says_version_date_authors_reason_and_the_next_review(town: Town) -> None:
    town.told("Version 1 is overdue for review from 1 February 2024 until a review is recorded")
    seen = town.page("protocol_owner", "/protocol/stockport/")
    for said in ("1 February 2022", "KC / PW", "Re-design into footprint teams"):
        assert said in seen


@pytest.mark.clause("STK-10", "STK-11")
def test_an_eighth_footprint_and_a_third_team_are_refused(town: Town) -> None:
    with present.stopped_at(town.stage.now), pytest.raises(Refused) as eighth:
        organisation.add_place(council="stockport", slug="hale", kind="footprint", name="Hale", by="")
    assert "STK-10" in eighth.value.refusal.clauses
    with present.stopped_at(town.stage.now), pytest.raises(Refused) as third:
        organisation.add_team(
            council="stockport", slug="bredbury_c", kind="footprint_team", name="C", by="", place="bredbury"
        )
    assert "STK-11" in third.value.refusal.clauses


@pytest.mark.clause("STK-44")
def test_a_third_senior_and_a_second_leader_are_refused(town: Town) -> None:
    def appoint(person: str, role: str) -> None:
        with present.stopped_at(town.stage.now):
            organisation.appoint(council="stockport", person=person, role=role, by="", team="bredbury_a")

    with pytest.raises(Refused) as second:
        appoint("bredbury_worker", "footprint_leader")
    assert "STK-44" in second.value.refusal.clauses
    appoint("bredbury_worker", "senior_social_worker")
    with pytest.raises(Refused):
        appoint("bredbury_second_worker", "senior_social_worker")


@pytest.mark.clause("STK-44")
def test_a_team_with_no_leader_or_senior_is_shown_with_the_post(town: Town) -> None:
    from baton.casework.organisation import too_few

    with present.stopped_at(town.stage.now):
        leaders = models.Appointment.objects.get(person="bredbury_senior", role="senior_social_worker")
        organisation.end_appointment(appointment=leaders.id, by="")
    short = [reason for reason in too_few(councils.council("stockport")) if "Bredbury A" in reason.says]
    assert len(short) == 1
    assert "Senior social work practitioner" in short[0].says
    assert short[0].clauses == ("STK-13", "STK-44", "STK-45")


@pytest.mark.clause("STK-03", "STK-09")
def test_every_referral_says_under_which_version_it_came(town: Town) -> None:
    town.told(URGENT)
    case = models.Case.objects.get(ref=town.refs["Ava"])
    assert case.protocol_version == "1"
    assert councils.protocol("stockport").protocol.replaces


@pytest.mark.clause("STK-02", "STK-52", "STK-49")
def test_the_files_of_rotas_reviews_and_trays_are_there(town: Town) -> None:
    with present.stopped_at(town.stage.now):
        filing.open_files("stockport")
    abouts = (
        models.Case.objects.filter(council="stockport").exclude(about="case").values_list("about", flat=True)
    )
    assert sorted(set(abouts)) == ["council", "place", "team"]


def test_every_page_rule_has_a_test_that_names_its_clauses() -> None:
    protocol = councils.protocol("stockport")
    named = Path(__file__).read_text()
    binding = {clause.id for clause in protocol.clauses if clause.strength in ("must", "should")}
    wanted = {cite for page in protocol.pages for cite in page.cites} & binding
    assert not [cite for cite in sorted(wanted) if f'"{cite}"' not in named]
