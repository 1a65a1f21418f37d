"""The file of a team does not grow for ever: days that have ended leave it a month later."""

import pytest

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import DutyState, File
from tests.casework import small


def swept(days):
    """The file of a team after a sweep at eight on each of these mornings, and its history."""
    file, history = File("team:north", "small"), []
    for day in days:
        now = small.at(f"{day} 08:00")
        opened = c.OpenFile("team:north", "team", "north", "crew", now)
        made = decide(small.council(), file, c.Sweep() if history else opened, now)
        file, history = replay(file, made), [*history, *made]
    return file, history


def mornings(*months):
    return [f"{month}-{day:02}" for month in months for day in range(1, 29)]


@pytest.fixture(scope="module")
def spring():
    return swept(mornings("2026-01", "2026-02", "2026-03", "2026-04"))


def test_days_of_the_month_before_last_are_gone_and_later_ones_are_not(spring):
    file, history = spring
    days = sorted(duty.item for duty in file.duties if duty.item)
    assert days[0] == "2026-03-01"
    assert days[-1] == "2026-05-01"
    assert [event.before for event in history if isinstance(event, e.DaysLaidAside)] == [
        "2026-02-01",
        "2026-03-01",
    ]


def test_no_day_is_opened_twice_for_being_gone(spring):
    keys = [event.duty.key for event in spring[1] if isinstance(event, e.DutyOpened)]
    assert len(keys) == len(set(keys)) == 28 + 31 + 30 + 31 + 1


def test_the_newest_day_stays_however_old_and_the_days_between_are_opened():
    file, history = swept(["2026-01-05", "2026-06-05"])
    opened = [event.duty.item for event in history if isinstance(event, e.DutyOpened) and event.duty.item]
    assert opened == sorted(set(opened))
    assert opened[0] == "2026-01-05"
    assert opened[-1] == "2026-06-08"
    assert replay(File("team:north", "small"), history) == file


def test_what_is_still_owed_is_never_laid_aside(spring):
    file, _ = spring
    owed = [duty.key for duty in file.duties if duty.state in (DutyState.RUNNING, DutyState.LATE)]
    year = small.at("2027-06-01 08:00")
    kept = {duty.key for duty in file.duties} - set(file.ended_days("2027-01-01"))
    assert set(owed) <= kept
    assert decide(small.council(), file, c.Sweep(), year)
