"""Portsmouth's social care scorecard: a winter told step by step, and its numbers counted by hand beside it.

It goes over the end of December, the end of March and the night on which the clocks have changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from baton.protocol import loading
from baton.services import councils, reporting
from tests.scenarios import seen_pages
from tests.scenarios.winter import Winter, cited_lines

pytestmark = pytest.mark.django_db
Town = Winter
CARD = "social-care-scorecard"
NOVEMBER, DECEMBER = (date(2025, 11, 1), date(2025, 11, 30)), (date(2025, 12, 1), date(2025, 12, 31))
JANUARY, FEBRUARY = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))
MARCH, APRIL = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))
YEAR = (date(2025, 4, 1), date(2026, 3, 31))


def december(town: Winter) -> None:
    """Fay and Gil were closed a year before: Fay comes back on the last day of twelve months, Gil the day after."""
    town.stage.appoint({"who": "south_manager", "role": "locality_team_leader", "team": "csc_south"})
    town.comes("Mon 2 Dec 2024 09:00", "Fay, first")
    town.comes("Mon 2 Dec 2024 10:00", "Gil, first")
    town.closes("Tue 10 Dec 2024 12:00", "Fay, first")
    town.closes("Tue 10 Dec 2024 12:00", "Gil, first")
    town.comes("Mon 1 Dec 2025 09:00", "Ada")
    town.comes("Mon 1 Dec 2025 11:00", "Ben")
    town.named("Tue 2 Dec 2025 09:00", "Ada")
    town.named("Wed 3 Dec 2025 09:00", "Ben")
    town.comes("Thu 4 Dec 2025 09:00", "Cal", "south")
    town.named("Fri 5 Dec 2025 09:00", "Cal", "south")
    town.comes("Wed 10 Dec 2025 10:00", "Fay", again="Fay, first")
    town.learns("Wed 10 Dec 2025 12:00", "Ada", "north", "plan", "child_in_need")
    town.comes("Thu 11 Dec 2025 09:00", "Gil", again="Gil, first")
    town.named("Thu 11 Dec 2025 10:00", "Fay")
    town.learns("Fri 12 Dec 2025 12:00", "Cal", "south", "legal_status", "section_20")
    town.closes("Fri 19 Dec 2025 10:00", "Ben")
    town.comes("Wed 31 Dec 2025 23:30", "Dee", "south")


def spring(town: Winter) -> None:
    """Ada's plan changes, Ben comes back and is stepped down, Ivy is closed in the north and then in the south."""
    town.named("Thu 1 Jan 2026 09:00", "Dee", "south")
    town.named("Fri 2 Jan 2026 09:00", "Gil")
    town.learns("Mon 5 Jan 2026 12:00", "Ada", "north", "plan", "child_protection")
    town.named("Wed 7 Jan 2026 09:00", "Ada", worker="north_second_worker")
    town.learns("Wed 14 Jan 2026 12:00", "Cal", "south", "legal_status", "interim_care_order")
    town.comes("Mon 19 Jan 2026 09:00", "Ben again", again="Ben")
    town.named("Tue 20 Jan 2026 09:00", "Ben again")
    town.comes("Mon 2 Feb 2026 09:00", "Ivy")
    town.closes("Thu 5 Feb 2026 09:00", "Ivy")
    town.comes("Thu 12 Feb 2026 09:00", "Ivy again", "south", again="Ivy")
    steps_down(town, "Ben again")
    town.closes("Thu 26 Feb 2026 09:00", "Ivy again", "south")
    town.learns("Tue 31 Mar 2026 23:30", "Cal", "south", "legal_status", "none")
    town.closes("Wed 1 Apr 2026 00:30", "Fay")
    town.comes("Wed 8 Apr 2026 09:00", "Fay again", again="Fay")
    town.closes("Mon 20 Apr 2026 09:00", "Fay again")
    town.learns("Tue 21 Apr 2026 12:00", "Ada", "north", "plan", "child_in_need")
    town.at("Thu 30 Apr 2026 12:00")


DAY = "2026-02-16"
BEFORE_APPROVAL = (
    ("north_worker", "complete_assessment", "", {"completed_on": DAY, "needs": "Help with routines at home", "services": "needed"}),
    ("north_worker", "propose_step_down", "", {"to": "targeted", "level": "Moderate", "judged_on": DAY, "fits": "Weekly help meets what is left", "why": "The family keeps its routines"}),
    ("north_worker", "outline_support", "", {"support": "Weekly parenting help", "support_by": "Targeted early help"}),
    ("north_team_leader", "decide_step_down", "step_down", {"why": "The change has lasted three months"}),
    ("north_manager", "audit_record", "", {
        "processes": "yes", "documents": "yes", "assessment_done": DAY, "plan_done": DAY, "chronology_done": DAY, "genogram_done": DAY,
        "outline": "yes", "latest_entry": DAY, "current": "yes",
    }),
)  # fmt: skip
APPROVAL_AND_AFTER = (
    ("north_manager", "approve_step_down", "approved", {}),
    ("north_worker", "hold_handover", "", {"date": DAY, "attended": "outgoing_worker|incoming_worker|child|family|carers"}),
    ("north_worker", "hold_tac", "", {"date": DAY, "agencies": "School, health visitor"}),
    ("north_worker", "take_step_down_consent", "given", {"item": "Mother", "date": DAY, "form": "in_person"}),
    ("north_worker", "take_sharing_consent", "given", {"item": "Mother", "date": DAY, "form": "in_writing"}),
    ("north_worker", "ask_professional", "agrees", {"item": "School nurse", "date": DAY}),
    ("north_manager", "step_down", "", {}),
)  # fmt: skip


def steps_down(town: Winter, child: str) -> None:
    """A step-down on Mon 16 Feb 2026, with everything it needs."""
    for at, steps in (
        ("Mon 16 Feb 2026 09:00", BEFORE_APPROVAL),
        ("Mon 16 Feb 2026 10:00", APPROVAL_AND_AFTER),
    ):
        town.at(at)
        for by, act, outcome, said in steps:
            town.does(child, by, act, outcome, **said)


@pytest.fixture(scope="module")
def winter(rows: None, django_db_blocker: Any) -> Iterator[Winter]:
    """The winter, told once."""
    with django_db_blocker.unblock():
        town = Winter()
        december(town)
        spring(town)
        yield town


# ---- counted by hand, month by month: {line: {locality: number}}, all that is not nought

COUNTED = {
    DECEMBER: {
        "child_in_need": {"north": 3, "south": 1, "whole": 4},  # Ada, Fay, Gil; Dee, half an hour before midnight
        "looked_after": {"south": 1, "whole": 1},  # Cal
        "days_in_need_open": {"north": 21, "whole": 21},  # Ada, 10 to 31 December
        "days_looked_after_open": {"south": 19, "whole": 19},  # Cal, 12 to 31 December
        "assessments": {"north": 3, "south": 1, "whole": 4},  # Ada, Ben, Fay; Cal
        "closed": {"north": 1, "whole": 1},  # Ben
        "re_referred": {"north": 1, "whole": 1},  # Fay, twelve months to the day; Gil is a day too late
    },
    JANUARY: {
        "child_in_need": {"north": 3, "south": 1, "whole": 4},  # Ben, Fay, Gil; Dee
        "protection_plan": {"north": 1, "whole": 1},  # Ada
        "looked_after": {"south": 1, "whole": 1},  # Cal
        "days_in_need": {"north": 26, "whole": 26},  # Ada, 10 December to 5 January
        "days_protected_open": {"north": 26, "whole": 26},  # Ada, 5 to 31 January
        "days_looked_after_open": {"south": 50, "whole": 50},  # Cal, 12 December to 31 January, whatever the order
        "assessments": {"north": 2, "south": 1, "whole": 3},  # Gil, Ben again, and not Ada's second worker; Dee
        "re_referred": {"north": 1, "whole": 1},  # Ben
    },
    FEBRUARY: {
        "child_in_need": {"north": 2, "south": 1, "whole": 3},  # Fay, Gil; Dee
        "protection_plan": {"north": 1, "whole": 1},
        "looked_after": {"south": 1, "whole": 1},
        "days_protected_open": {"north": 54, "whole": 54},  # Ada, 5 January to 28 February
        "days_looked_after_open": {"south": 78, "whole": 78},  # Cal, 12 December to 28 February
        "closed": {"north": 1, "south": 1, "whole": 1},  # Ivy in each, and one child in the city
        "stepped_down": {"north": 1, "whole": 1},  # Ben
        "re_referred": {"south": 1, "whole": 1},  # Ivy
    },
    MARCH: {
        "child_in_need": {"north": 2, "south": 2, "whole": 4},  # Fay, Gil; Dee, Cal since half past eleven
        "protection_plan": {"north": 1, "whole": 1},
        "days_protected_open": {"north": 85, "whole": 85},  # Ada, 5 January to 31 March
        "days_looked_after": {"south": 109, "whole": 109},  # Cal, 12 December to 31 March
    },
    APRIL: {
        "child_in_need": {"north": 2, "south": 2, "whole": 4},  # Ada again, Gil; Dee, Cal
        "days_protected": {"north": 106, "whole": 106},  # Ada, 5 January to 21 April
        "days_in_need_open": {"north": 9, "whole": 9},  # Ada, from 21 to 30 April
        "closed": {"north": 1, "whole": 1},  # Fay, half an hour into April and on the 20th: one child
        "re_referred": {"north": 1, "whole": 1},  # Fay
    },
    NOVEMBER: {},
}  # fmt: skip


@pytest.mark.clause(
    "PTM-185", "PTM-186", "PTM-187", "PTM-188", "PTM-189", "PTM-190", "PTM-191", "PTM-192", "PTM-193", "PTM-194", "PTM-195", "PTM-197"
)  # fmt: skip
@pytest.mark.parametrize("days", COUNTED, ids=lambda days: f"{days[0]:%b-%Y}")
def test_each_month_comes_to_what_is_counted_by_hand(winter: Winter, days: tuple[date, date]) -> None:
    assert winter.numbers(CARD, *days) == COUNTED[days]


def test_the_winter_has_something_for_every_line_that_a_clause_asks_for(winter: Winter) -> None:
    assert {line for lines in COUNTED.values() for line in lines} == cited_lines(CARD)


@pytest.mark.clause("PTM-193", "PTM-194", "PTM-197")
def test_over_a_year_each_child_is_one_however_often_they_came_and_went(winter: Winter) -> None:
    found = winter.numbers(CARD, *YEAR)
    assert found["closed"] == {"north": 2, "south": 1, "whole": 2}  # Ben, Ivy; Ivy: Fay only in April
    assert found["stepped_down"] == {"north": 1, "whole": 1}
    assert found["assessments"] == {"north": 4, "south": 2, "whole": 6}  # Ada, Ben, Fay, Gil; Cal, Dee
    assert found["re_referred"] == {"north": 2, "south": 1, "whole": 3}  # Fay, Ben; Ivy


@pytest.mark.clause("PTM-186", "PTM-188", "PTM-192", "PTM-193", "PTM-194", "PTM-195")
@pytest.mark.parametrize("days", COUNTED, ids=lambda days: f"{days[0]:%b-%Y}")
def test_every_number_of_children_is_as_long_as_its_list(winter: Winter, days: tuple[date, date]) -> None:
    for line, groups in winter.numbers(CARD, *days).items():
        if not line.startswith("days_"):
            for group, number in groups.items():
                assert len(winter.listed(CARD, days, line, None if group == "whole" else group)) == number


@pytest.mark.clause("PTM-193", "PTM-195", "PTM-189", "PTM-191")
def test_the_lists_name_the_children_and_the_days_that_were_used(winter: Winter) -> None:
    assert winter.listed(CARD, FEBRUARY, "closed") == ["Ivy"]
    assert winter.listed(CARD, FEBRUARY, "closed", "north") == ["Ivy"]
    (row,) = winter.card(CARD, *JANUARY, measure="days_in_need").rows
    assert row.cells[3:] == ("10/12/2025", "05/01/2026", "26")
    (row,) = winter.card(CARD, *MARCH, measure="days_looked_after").rows
    assert row.cells[3:] == ("12/12/2025", "31/03/2026", "109")
    (row,) = winter.card(CARD, *JANUARY, measure="re_referred").rows
    assert row.cells[3:] == ("19/12/2025", "19/01/2026")


@pytest.mark.clause("PTM-185")
def test_each_locality_has_a_card_with_every_measure_and_one_may_be_read_by_itself(winter: Winter) -> None:
    groups = [group for group in winter.card(CARD, *NOVEMBER).groups if not group.whole]
    assert [group.name for group in groups] == ["Central", "North", "South"]
    assert len({tuple(figure.measure for figure in group.figures) for group in groups}) == 1
    page = winter.page("north_manager", f"/reports/{CARD}/?from=1+2+2026&to=28+2+2026&of=north")
    assert "What is counted North Whole city" in page
    assert "it counts only children whom a locality team has" in page.lower()


@pytest.mark.clause("PTM-189", "PTM-190", "PTM-191", "PTM-197")
def test_the_page_says_which_days_an_average_is_of_and_that_open_ones_stand_apart(winter: Winter) -> None:
    page = winter.page("north_manager", f"/reports/{CARD}/?from=1+1+2026&to=31+1+2026&list=days_in_need")
    assert (
        "Average time as a child in need January 2026. Of Child in Need plans that ended in the period"
        in page
    )
    assert "Plans that are still open are not in it. Clauses PTM-189 , PTM-197" in page
    assert "26 days : Average time as a child in need, North" in page
    assert (
        f"1 row: Average time as a child in need, Whole city Back to the numbers alone Social care scorecard: rows Child Case Team From To Days Record Ada {winter.refs['Ada']}"
        in page
    )
    assert "10/12/2025 05/01/2026 26" in page


@pytest.mark.clause("PTM-194")
def test_step_downs_are_as_many_as_were_reported_to_the_hub(winter: Winter) -> None:
    reported = reporting.run(councils.council("portsmouth"), "step-downs", *FEBRUARY, now=winter.stage.now)
    assert [row.ref for row in reported.rows] == [
        row.ref for row in winter.card(CARD, *FEBRUARY, measure="stepped_down").rows
    ]


@pytest.mark.clause("PTM-195", "PTM-197")
def test_the_look_back_stands_in_the_name_of_the_number_and_is_the_councils_to_set(
    winter: Winter, tmp_path: Path
) -> None:
    page = winter.page("north_manager", f"/reports/{CARD}/?from=1+12+2025&to=31+12+2025")
    assert "Re-referred within 12 months December 2025." in page
    folder = tmp_path / "portsmouth"
    shutil.copytree(seen_pages.PROTOCOLS / "portsmouth", folder)
    file = folder / "scorecard_social_care.yaml"
    file.write_text(
        file.read_text().replace("re_referral: {value: 12 months", "re_referral: {value: 6 months")
    )
    changed = loading.read(folder).protocol
    assert changed is not None
    line = changed.reports[CARD].lines["re_referred"]
    assert line.name == "Re-referred within 6 months"
    assert "no more than 6 months before" in line.says


@pytest.mark.clause("PTM-196")
def test_a_number_of_our_own_is_called_additional_and_replaces_none_that_is_listed(winter: Winter) -> None:
    page = winter.page("north_manager", f"/reports/{CARD}/")
    assert "Went on to another social care team Additional" in page
    assert page.count("Additional") == 1
    cited = [
        clause
        for line in councils.protocol("portsmouth").reports[CARD].lines.values()
        for clause in line.cites
    ]
    assert {f"PTM-{number}" for number in range(186, 196)} <= set(cited)


@pytest.mark.clause("PTM-184")
def test_the_city_wide_report_has_what_moves_between_early_help_and_social_care_in_the_same_months(
    winter: Winter,
) -> None:
    found = winter.numbers("early-help-city-wide", *FEBRUARY)
    assert found["stepped_down"] == {"north": 1, "whole": 1}  # Ben
    assert "social_care_allocations" not in found
    assert winter.numbers("early-help-city-wide", *JANUARY)["social_care_allocations"] == {
        "north": 2,
        "south": 1,
        "whole": 3,
    }


@pytest.mark.clause("PTM-173", "PTM-176")
def test_a_social_work_assessment_is_no_early_help_assessment(winter: Winter) -> None:
    assert "assessments" not in winter.numbers(
        "early-help-scorecard", *FEBRUARY
    )  # Ben's was completed that month
