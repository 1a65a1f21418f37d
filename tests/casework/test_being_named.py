"""What may be asked of somebody who is being named as a worker, beside all who could be named instead."""

from dataclasses import replace
from datetime import date

from baton.casework import being_named
from baton.casework.commands import Do
from baton.casework.file import Done
from baton.casework.view import View
from baton.services import acting
from tests.casework.islands import Desk


def most_loaded(desk: Desk, sailor: str, **loads: int) -> str | None:
    """Whether `sailor` holds the most, when these people hold so many."""
    people = {
        **desk.council.people,
        **{p: replace(desk.council.people[p], caseload=n) for p, n in loads.items()},
    }
    naming = Done(99, "name_sailor", desk.now, desk.now, "nora", fields={"sailor": sailor})
    view = View(replace(desk.council, people=people), desk.file, desk.now, naming)
    return being_named.asked_of(view, "most_loaded")


def test_the_most_loaded_is_whom_nobody_exceeds_while_somebody_holds_fewer() -> None:
    desk = Desk().ashore()
    assert most_loaded(desk, "sam", sam=3, sue=1) == "yes"
    assert most_loaded(desk, "sue", sam=3, sue=1) == "no"


def test_whoever_works_elsewhere_is_not_compared_with() -> None:
    assert most_loaded(Desk().ashore(), "sam", sam=2, sue=1, hal=3) == "yes"


def test_where_all_hold_the_same_nobody_is_the_most_loaded() -> None:
    assert most_loaded(Desk().ashore(), "sam", sam=2, sue=2, hal=2) == "no"


def test_whoever_is_away_is_not_compared_with() -> None:
    desk = Desk().ashore()
    away = ((date(2026, 1, 1), date(2026, 12, 31)),)
    people = {
        p: replace(one, away=away) if p in ("sue", "hal") else one for p, one in desk.council.people.items()
    }
    desk.council = replace(desk.council, people=people)
    assert most_loaded(desk, "sam", sam=9) == "no"


def test_of_nobody_and_of_whoever_has_the_child_already_it_is_not_so() -> None:
    desk = Desk().ashore()
    assert most_loaded(desk, "") is None
    desk.do("name_sailor", "nora", "10:30", fields={"sailor": "sam"})
    assert most_loaded(desk, "sam", sam=9) == "no"


def test_everybody_who_could_be_named_is_asked_about_and_only_where_a_worker_is_named() -> None:
    council = Desk().council
    assert {"sam", "sue", "hal"} <= set(
        acting.named_in(council, Do("name_sailor", "nora", fields={"sailor": "sam"}))
    )
    assert acting.named_in(council, Do("set_sail", "nora", fields={"to": "blue_1"})) == ("blue_1",)
