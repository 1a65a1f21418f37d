"""Portsmouth's scorecards: a winter told step by step, and every number of them counted by hand beside it.

The months are December 2025 to April 2026, over the year's end and over the end of March, when the clocks change.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from baton.services import councils, reporting
from tests.scenarios import seen_pages

pytestmark = pytest.mark.django_db


class Town(seen_pages.Town):
    """Portsmouth's stage, and its pages as somebody sees them."""

    council = "portsmouth"


DANGER = "A child is being hurt now"
LEADERS = {"north": "north_service_leader", "south": "south_service_leader"}
WORKERS = {"north": "north_worker", "south": "south_worker"}


def comes(child: str | dict[str, str], place: str, at: str) -> list[dict[str, Any]]:
    """A child comes to a locality team for an assessment."""
    name = child if isinstance(child, str) else child["name"]
    return [
        {"contact": {"children": [child], "place": place, "at": at}},
        {"by": "senior", "do": "decide", "for": name, "outcome": "s17_assessment", "danger": DANGER},
    ]


def named(child: str, place: str, at: str) -> list[dict[str, Any]]:
    """The locality's leader names a child's worker."""
    return [{"at": at, "by": LEADERS[place], "do": "allocate", "for": child, "with": {"worker": WORKERS[place]}}]


def learns(child: str, place: str, at: str, fact: str, value: str) -> list[dict[str, Any]]:
    """A worker writes down what a child's plan or legal status now is."""
    return [{"time": at}, {"learns": {"for": child, "by": WORKERS[place], "fact": fact, "value": value}}]


def closes(child: str, at: str) -> list[dict[str, Any]]:
    return [{"at": at, "by": "hub", "do": "earlier_decision", "for": child, "outcome": "lead_professional"}]


WINTER = [
    *comes("Ada", "north", "Mon 1 Dec 2025 09:00"),
    *comes("Ben", "north", "Mon 1 Dec 2025 11:00"),
    *named("Ada", "north", "Tue 2 Dec 2025 09:00"),
    *named("Ben", "north", "Wed 3 Dec 2025 09:00"),
    *comes("Cal", "south", "Thu 4 Dec 2025 09:00"),
    *named("Cal", "south", "Fri 5 Dec 2025 09:00"),
    *learns("Ada", "north", "Wed 10 Dec 2025 12:00", "plan", "child_in_need"),
    *learns("Cal", "south", "Fri 12 Dec 2025 12:00", "legal_status", "section_20"),
    *closes("Ben", "Fri 19 Dec 2025 10:00"),
    *comes("Dee", "south", "Wed 31 Dec 2025 23:30"),
    *named("Dee", "south", "Thu 1 Jan 2026 09:00"),
    *learns("Ada", "north", "Mon 5 Jan 2026 12:00", "plan", "child_protection"),
    *learns("Cal", "south", "Wed 14 Jan 2026 12:00", "legal_status", "interim_care_order"),
    *comes({"name": "Ben again", "again": "Ben"}, "north", "Mon 19 Jan 2026 09:00"),
    *named("Ben again", "north", "Tue 20 Jan 2026 09:00"),
    *learns("Cal", "south", "Tue 31 Mar 2026 23:30", "legal_status", "none"),
    *closes("Ben again", "Wed 1 Apr 2026 00:30"),
    {"time": "Thu 30 Apr 2026 12:00"},
]


def numbers(town: Town, name: str, start: date, end: date, **more: Any) -> dict[str, dict[str, Any]]:
    """{group: {line: number}} of a scorecard, the whole as 'whole'."""
    result = reporting.run(councils.council("portsmouth"), name, start, end, now=town.stage.now, **more)
    return {
        "whole" if group.whole else group.key: {figure.measure: figure.value for figure in group.figures}
        for group in result.groups
    }


def test_explore(rows: None) -> None:
    town = Town().play(*WINTER)
    for a, b in ((date(2025, 12, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))):
        print(a)
        for group, found in numbers(town, "social-care-scorecard", a, b).items():
            print("  ", group, found)
    print(town.page("north_service_leader", "/reports/social-care-scorecard/?from=1+12+2025&to=31+12+2025"))
    assert 0
