"""Portsmouth's early help scorecards: a winter told step by step, and its numbers counted by hand beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from baton.services import councils, reporting
from tests.scenarios.winter import DANGER, Winter, cited_lines

pytestmark = pytest.mark.django_db
Town = Winter
CARD, CITY = "early-help-scorecard", "early-help-city-wide"
DECEMBER, JANUARY = (date(2025, 12, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 1, 31))
FEBRUARY, MARCH = (date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 1), date(2026, 3, 31))
LEADS = {"targeted_early_help": "Toby Pryor", "camhs": "Dr Lee of CAMHS", "education": "Ms Ray of the school"}


Said = dict[str, str]


def talks(day: str, lead: str, offer: str) -> tuple[tuple[str, str, Said], ...]:
    """What the hub does before it decides."""
    named = {
        "raises": "named",
        "raises_who": lead,
        "assessor": "named",
        "assessor_who": lead,
        "lead": "named",
        "lead_who": lead,
    }
    found = {"education": "Missed thirty days", "health": "Her mother is ill", "results_claim": "none"}
    return (
        ("review_information", "", {"offer": offer, "home_visiting": "no", "why": "Seen by the hub"}),
        ("check_troubled_families", "", {"headline_problems": "education|health", **found}),
        ("talk_with_professional", "", {"on": day, "with": "Ms Ray", "gist": "Who leads, and who visits", **named}),
        ("talk_with_family", "talked", {
            "why": "They asked to be rung", "on": day, "support": "A visit every week", "wanted": "named", "wanted_who": lead, "troubled_families": "yes",
        }),
    )  # fmt: skip


def helped(town: Winter, child: str, day: str, agency: str) -> None:
    """The hub decides on early help for a child whose contact has come in, and the agency leads it from then on."""
    lead, intensive = LEADS[agency], agency == "targeted_early_help"
    town.does(child, "senior", "first_review", "look_further", thinking="Early help may be right")
    town.does(child, "senior", "decide", "early_help_hub", danger=DANGER)
    for act, outcome, said in talks(day, lead, "yes" if intensive else "no"):
        town.does(child, "hub", act, outcome, **said)
    both = {
        "lead": lead, "lead_agency": agency, "lead_agreed": "agreed", "lead_agreed_on": day, "assessor": lead, "assessor_agreed": "agreed",
        "assessor_agreed_on": day, "who_took_part": "contacting_professional|family", "professional_on": day, "family_on": day,
    }  # fmt: skip
    if intensive:
        both |= {"who_took_part": f"{both['who_took_part']}|targeted_manager", "manager_on": day}
        town.does(
            child, "hub", "hub_decision", "intensive", priority="high", service="Family support", **both
        )
    else:
        both |= {"lead_job": "other_job", "already_works": "yes"}
        town.does(child, "hub", "hub_decision", "professional_outside", service="Help at home", **both)
    town.does(child, "senior", "endorse", "endorsed")
    if not intensive:
        town.does(child, "hub", "hand_to_professional")


@pytest.fixture(scope="module")
def winter(rows: None, django_db_blocker: Any) -> Iterator[Winter]:
    """Kit with targeted early help and then the school; Lou twice with CAMHS; Mo and Nia on one contact; Oz of the police."""
    with django_db_blocker.unblock():
        town = Winter()
        town.calls("Mon 1 Dec 2025 09:00", "Kit", reason="Missed school", born=date(2015, 12, 31))
        helped(town, "Kit", "2025-12-01", "targeted_early_help")
        town.calls(
            "Wed 3 Dec 2025 09:00", "Lou", place="central", source="Mental health service", reason="Low mood"
        )
        helped(town, "Lou", "2025-12-03", "camhs")
        town.at("Mon 8 Dec 2025 09:00")
        town.does("Kit", "hub", "attach_family")
        town.calls(
            "Wed 10 Dec 2025 09:00", "Mo", "Nia", place="south", reason="Missed school", born=date(2020, 3, 1)
        )
        helped(town, "Mo", "2025-12-10", "education")
        helped(town, "Nia", "2025-12-10", "education")
        town.calls("Mon 15 Dec 2025 09:00", "Oz", source="Police", reason="Out late")
        town.at("Mon 5 Jan 2026 09:00")
        town.does(
            "Kit",
            "hub",
            "assess_early_help",
            who="Toby Pryor",
            agency="targeted_early_help",
            completed_on="2025-12-30",
        )
        town.at("Mon 12 Jan 2026 09:00")
        for person, act in (("hub", "propose_lead"), ("senior", "change_lead")):
            town.does(
                "Kit",
                person,
                act,
                name="Ms Ray",
                lead_agency="education",
                agreed_on="2026-01-12",
                why="She goes to school again",
            )
        town.at("Fri 30 Jan 2026 09:00")
        town.does(
            "Lou", "hub", "end_early_help", "needs_met", why="Lou sleeps and eats again", family_told="yes"
        )
        town.calls(
            "Mon 9 Feb 2026 09:00", "Lou again", place="central", source="Mental health service", again="Lou"
        )
        helped(town, "Lou again", "2026-02-09", "camhs")
        town.at("Mon 2 Mar 2026 09:00")
        town.does("Kit", "hub", "record_claim", "phase_two", reference="PbR 2026/1", on="2026-02-27")
        town.at("Tue 31 Mar 2026 12:00")
        yield town


COUNTED = {
    DECEMBER: {
        "leads": {"targeted_early_help": 1, "camhs": 1, "education": 2, "whole": 4},  # Kit; Lou; Mo, Nia
        "assessments": {"targeted_early_help": 1, "whole": 1},  # Kit's, done on 30 December, written down in January
        "contacts": {"education": 2, "camhs": 1, "": 1, "whole": 4},  # Kit, Mo with Nia; Lou; Oz from the police
        "new_children": {"targeted_early_help": 1, "camhs": 1, "education": 2, "whole": 4},
        "troubled_families": {"targeted_early_help": 1, "whole": 1},  # Kit: the others are eligible and no more
    },
    JANUARY: {
        "leads": {"education": 3, "whole": 3},  # Mo, Nia, and Kit since the 12th
        "new_children": {"education": 1, "whole": 1},  # Kit, new to the school
        "troubled_families": {"education": 1, "whole": 1},  # Kit
        "ended": {"camhs": 1, "whole": 1},  # Lou
    },
    FEBRUARY: {
        "leads": {"education": 3, "camhs": 1, "whole": 4},  # Lou is back
        "contacts": {"camhs": 1, "whole": 1},
        "troubled_families": {"education": 1, "whole": 1},  # Kit, until the claim is known in March
        "claims": {"education": 1, "whole": 1},  # Kit's, made on 27 February
    },
    MARCH: {"leads": {"education": 3, "camhs": 1, "whole": 4}},  # Lou was with CAMHS before, and is not new
}  # fmt: skip


@pytest.mark.clause(
    "PTM-174", "PTM-175", "PTM-176", "PTM-177", "PTM-178", "PTM-179", "PTM-180", "PTM-181", "PTM-197"
)
@pytest.mark.parametrize("days", COUNTED, ids=lambda days: f"{days[0]:%b-%Y}")
def test_each_agencys_month_comes_to_what_is_counted_by_hand(winter: Winter, days: tuple[date, date]) -> None:
    assert winter.numbers(CARD, *days) == COUNTED[days]


def test_the_winter_has_something_for_every_line_that_a_clause_asks_for(winter: Winter) -> None:
    assert {line for lines in COUNTED.values() for line in lines} == cited_lines(CARD)


@pytest.mark.clause("PTM-174")
def test_every_agency_has_the_same_seven_measures_and_noughts_where_nothing_happened(winter: Winter) -> None:
    groups = {group.key: group for group in winter.card(CARD, *DECEMBER).groups if not group.whole}
    declared = councils.protocol("portsmouth").facts["lead_agency"].values
    assert set(groups) - {""} == set(declared) - {"social_care"}
    assert {len(group.figures) for group in groups.values()} == {7}
    assert [figure.value for figure in groups["barnardos"].figures] == [0] * 7


@pytest.mark.clause("PTM-175", "PTM-177", "PTM-178", "PTM-179", "PTM-180", "PTM-181")
def test_the_list_behind_each_number_is_as_long_as_it_says(winter: Winter) -> None:
    for days, lines in COUNTED.items():
        for line, groups in lines.items():
            for group, number in groups.items():
                assert len(winter.listed(CARD, days, line, None if group == "whole" else group)) == number
    assert winter.listed(CARD, JANUARY, "leads", "education") == ["Kit", "Mo", "Nia"]


@pytest.mark.clause("PTM-182", "PTM-183")
def test_the_same_measures_city_wide_by_locality_by_reason_and_by_age(winter: Winter) -> None:
    found = winter.numbers(CITY, *DECEMBER)
    assert found["leads"] == {"north": 1, "central": 1, "south": 2, "whole": 4}
    assert found["contacts"] == {"north": 2, "central": 1, "south": 1, "whole": 4}
    by_reason = winter.numbers(CITY, *DECEMBER, by="reason")
    assert by_reason["leads"] == {"Missed school": 3, "Low mood": 1, "whole": 4}
    assert by_reason["contacts"] == {"Missed school": 2, "Low mood": 1, "Out late": 1, "whole": 4}
    by_age = winter.numbers(CITY, *DECEMBER, by="age")
    assert by_age["leads"] == {
        "5": 2,
        "10": 1,
        "": 1,
        "whole": 4,
    }  # Mo, Nia are five; Kit is ten that day; Lou's birth date is not known
    assert by_age["new_children"]["5"] == 3  # Kit was nine on 1 December


@pytest.mark.clause("PTM-174", "PTM-182")
def test_who_may_open_them(winter: Winter) -> None:
    council, now = councils.council("portsmouth"), winter.stage.now
    for name, people in {
        CARD: ("hub", "teh_manager", "analyst"),
        CITY: ("teh_south_manager", "mat_manager", "north_manager"),
    }.items():
        for person in people:
            assert reporting.may_see(council, reporting.get(council, name), person, now), (name, person)
    assert not reporting.may_see(council, reporting.get(council, CARD), "iro", now)


@pytest.mark.clause("PTM-174", "PTM-175", "PTM-197")
def test_the_page_says_the_period_what_each_number_counts_and_its_clause(winter: Winter) -> None:
    page = winter.page("hub", f"/reports/{CARD}/?from=1+12+2025&to=31+12+2025")
    assert "From Mon 1 Dec 2025 to Wed 31 Dec 2025, both days included." in page
    assert "and how they stand against November 2025" in page
    assert (
        "Children the agency leads for At the end of Wed 31 Dec 2025. Children whose early help the agency led"
        in page
    )
    assert "New children December 2025." in page
    assert "Clauses PTM-178 , PTM-197" in page
    assert "Card of: All together Targeted early help" in page


@pytest.mark.clause("PTM-174")
def test_each_agencys_own_card_stands_beside_the_whole_city(winter: Winter) -> None:
    page = winter.page("hub", f"/reports/{CARD}/?from=1+12+2025&to=31+12+2025&of=education")
    assert "School, college or education service and how they stand" in page
    assert "What is counted School, college or education service Whole city" in page


@pytest.mark.clause("PTM-175")
def test_a_number_on_the_page_opens_its_list_and_the_list_can_be_taken_away(winter: Winter) -> None:
    address = f"/reports/{CARD}/?from=1+12+2025&to=31+12+2025&list=leads&group=education"
    page = winter.page("hub", address)
    assert "2 rows: Children the agency leads for, School, college or education service" in page
    assert f"Mo {winter.refs['Mo']}" in page
    assert "Kit" not in page.partition("2 rows:")[2]


@pytest.mark.clause("PTM-174", "PTM-197")
def test_a_file_has_a_row_a_number_with_its_period_and_what_it_counts(winter: Winter) -> None:
    with winter.now():
        answer = winter.browser("hub").get(f"/reports/{CARD}/?from=1+12+2025&to=31+12+2025&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    leads, contacts = rows[0], rows[2]
    assert (leads["Measure"], leads["CAMHS"], leads["Whole city"]) == (
        "Children the agency leads for",
        "1",
        "4",
    )
    assert (leads["Period"], leads["Clause"]) == ("At the end of Wed 31 Dec 2025", "PTM-175, PTM-197")
    assert (contacts["None of these"], contacts["Period"]) == ("1", "December 2025")
    assert contacts["What it counts"].startswith("Contacts received from the agency.")
