"""Scorecards of the tiny council: who came back and who only moved, spells that are one, wholes that are no sums, and periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from baton.protocol.schema import Fact, Report
from baton.records import models as m
from baton.services import contacts, councils, report_periods, reporting

pytestmark = pytest.mark.usefixtures("council")
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
BACK = {
    "rows": "stays",
    "held_by": "helping",
    "dated_by": "opened",
    "came_back": {"to": "helping", "within": "1 month"},
    "count": "child",
}
STAYS = {"rows": "stays", "held_by": "helping", "dated_by": "standing", "average": "stay.days"}


def child(name: str, again: str = "") -> m.Case:
    """A child with a case, and no team but those that a test gives."""
    known = m.Case.objects.get(ref=again).child.ref if again else ""
    said = contacts.ChildSaid(name=name, place="north", ref=known)
    case = m.Case.objects.get(
        ref=contacts.log_contact(council="tiny", children=[said], by="ann").case_refs[0]
    )
    m.InvolvementRow.objects.filter(case=case).delete()
    return case


def day(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(hour=12, tzinfo=UTC) if text else None


def stay(case: m.Case, team: str, start: str, end: str | None = None) -> None:
    """A team has a child from noon of one day until noon of another."""
    key = f"made up {m.InvolvementRow.objects.count()}"
    m.InvolvementRow.objects.create(
        case=case, council_id="tiny", key=key, team=team, kind="responsible", start=day(start), end=day(end)
    )


def spell(case: m.Case, value: str, start: str, end: str | None = None) -> None:
    """The plan of a child from one day to another."""
    key = f"made up {m.FactRow.objects.count()}"
    m.FactRow.objects.create(
        case=case,
        council_id="tiny",
        key=key,
        name="plan",
        value=value,
        start=day(start),
        end=day(end),
        recorded=day(start),
    )


@pytest.fixture
def card():
    """`card(line)` is {group: number} of a scorecard with that one line, for March 2026; `rows` its list."""

    def made(days=MARCH, **line: Any) -> dict[str, Any]:
        council = councils.council("tiny")
        said = {"name": "One", "says": "What it counts.", **line}
        council.protocol.reports["made_up"] = Report(
            name="Made up", says="Made up for a test.", groups="area", group="held.place", lines={"one": said},
            columns={"Child": "child.name", "From": "spell.start" if line["rows"] == "spells" else "held.team"},
        )  # fmt: skip
        result = reporting.run(council, "made_up", *days, measure="one")
        made.rows = [row.cells for row in result.rows]
        return {
            "whole" if g.whole else g.key: g.figures[0].value for g in result.groups if g.figures[0].value
        }

    yield made
    councils.council("tiny").protocol.reports.pop("made_up", None)


def test_a_move_from_one_of_their_teams_to_another_is_no_coming_back(card, clock) -> None:
    ida = child("Ida Bell")
    stay(ida, "helping_north", "2026-02-20", "2026-03-03")
    stay(ida, "helping_south", "2026-03-03")
    assert card(**BACK) == {}


def test_who_was_let_go_comes_back_within_the_time_and_not_after_it(card, clock) -> None:
    for number, left in enumerate(("2026-02-10", "2026-02-09")):
        case = child(f"Child {number}")
        stay(case, "helping_north", "2026-02-01", left)
        stay(case, "door", left, "2026-03-10")
        stay(case, "helping_south", "2026-03-10")
    assert card(**BACK) == {"south": 1, "whole": 1}
    assert [row[0] for row in card.rows] == ["Child 0"]


def test_a_new_case_beside_one_they_still_have_is_no_coming_back(card, clock) -> None:
    ben = child("Ben Cole")
    stay(ben, "helping_north", "2026-01-01", "2026-01-10")
    stay(ben, "helping_north", "2026-01-15")
    stay(child("Ben Cole", ben.ref), "helping_south", "2026-03-02")
    assert card(**BACK) == {}


def test_a_child_in_two_groups_is_one_child_in_the_whole(card, clock) -> None:
    cai = child("Cai Dow")
    stay(cai, "helping_north", "2026-03-02", "2026-03-10")
    stay(cai, "helping_south", "2026-03-10", "2026-03-20")
    line = {"rows": "stays", "held_by": "helping", "dated_by": "ended", "count": "child"}
    assert card(**line) == {"north": 1, "south": 1, "whole": 1}
    assert len(card.rows) == 1


def test_spells_that_follow_each_other_are_one_and_a_body_s_part_of_them_is_counted(card, clock) -> None:
    council = councils.council("tiny")
    council.protocol.facts["planned"] = Fact.model_validate({"is": {"plan": ["child_protection", "other"]}})
    dee = child("Dee Eve")
    stay(dee, "door", "2026-01-01", "2026-01-11")
    stay(dee, "helping_north", "2026-01-11", "2026-03-12")
    spell(dee, "none", "2026-01-01", "2026-01-06")
    spell(dee, "child_protection", "2026-01-06", "2026-02-01")
    spell(dee, "other", "2026-02-01", "2026-03-31")
    spell(dee, "none", "2026-03-31")
    line = {"rows": "spells", "dated_by": "ended", "average": "spell.days"}
    assert card(**line, facts={"planned": ["yes"]}, while_with="helping") == {"north": 60, "whole": 60}
    assert card.rows == [("Dee Eve", "11/01/2026")]
    assert (
        card(**line, facts={"planned": ["yes"]})["whole"] == 84
    )  # 6 January to 31 March, whoever had the child
    assert card(**line, facts={"plan": ["other"]})["whole"] == 58
    del council.protocol.facts["planned"]


def test_what_stands_is_counted_to_the_end_of_the_period_or_to_now(card, clock) -> None:
    stay(child("Eli Fox"), "helping_north", "2026-02-20")
    assert card((date(2026, 2, 1), date(2026, 2, 28)), **STAYS) == {"north": 8, "whole": 8}
    assert card(**STAYS) == {"north": 10, "whole": 10}  # it is 2 March


def test_what_facts_were_is_asked_and_not_what_they_are(card, clock) -> None:
    gus = child("Gus Hay")
    stay(gus, "helping_north", "2026-02-20")
    spell(gus, "child_protection", "2026-02-20", "2026-02-27")
    spell(gus, "none", "2026-02-27")
    line = {"rows": "stays", "held_by": "helping", "dated_by": "opened", "count": "child"}
    february = (date(2026, 2, 1), date(2026, 2, 28))
    assert card(february, **line, was={"plan": ["child_protection"]}) == {"north": 1, "whole": 1}
    assert card(february, **line, was={"plan": ["none", "not_known"]}) == {}


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ((2026, 1, 1), (2026, 1, 31), (2025, 12, 1), (2025, 12, 31)),
        ((2026, 3, 1), (2026, 3, 31), (2026, 2, 1), (2026, 2, 28)),
        ((2025, 4, 1), (2026, 3, 31), (2024, 4, 1), (2025, 3, 31)),
        ((2026, 1, 1), (2026, 3, 31), (2025, 10, 1), (2025, 12, 31)),
        ((2026, 1, 5), (2026, 1, 11), (2025, 12, 29), (2026, 1, 4)),
    ],
)
def test_months_are_compared_with_months_and_years_with_years(start, end, first, last) -> None:
    assert report_periods.before(date(*start), date(*end)) == (date(*first), date(*last))


def test_where_nobody_says_a_scorecard_is_of_the_last_whole_month() -> None:
    now = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # already April in England
    assert report_periods.chosen(None, None, now, monthly=True) == MARCH
    assert report_periods.chosen(None, None, now) == (date(2026, 4, 1) - timedelta(days=27), date(2026, 4, 1))
