"""What may be asked of the move last made: whether it was made, from where, when, and who was left behind."""

from dataclasses import replace

import pytest

from baton.casework import commands as c
from baton.casework.truth import truth
from baton.protocol.conditions import parse
from tests.casework.islands import Desk
from tests.casework.small import at, codes


def asked(desk: Desk, condition: object) -> bool | None:
    return truth(parse(condition), desk.view)


def test_a_move_is_made_when_the_child_has_moved_and_another_is_begun_by_the_next_notice() -> None:
    desk = Desk()
    assert asked(desk, {"moved": "no"}) is True
    desk.ashore()
    assert asked(desk, {"moved": "yes", "giver": "harbour"}) is True
    desk.hailed()
    assert asked(desk, {"moved": "no"}) is True
    desk.do("board", "nora", "2026-03-03 10:00")
    assert asked(desk, {"moved": "yes", "giver": "shore_crew"}) is True
    assert asked(desk, {"giver": "crew"}) is True
    assert asked(desk, {"ashore_again": "yes"}) is True


def test_coming_from_the_front_door_is_no_move_between_teams() -> None:
    desk = Desk().ashore()
    assert asked(desk, {"moves_so_far": {"at_least": 1}}) is False
    desk.hailed().do("board", "nora", "2026-03-03 10:00")
    assert asked(desk, {"moves_so_far": {"at_least": 1, "under": 2}}) is True


def test_going_back_to_the_front_door_is_none_either() -> None:
    desk = Desk().ashore()
    assert desk.command(c.Depart("harbour", "adm", "It should have begun there")) is None
    assert desk.file.holder == "harbour"
    assert asked(desk, {"moves_so_far": {"at_least": 1}}) is False


@pytest.mark.parametrize(("moved", "in_time"), [("2026-03-13 23:00", False), ("2026-03-16 00:01", True)])
def test_a_notice_is_measured_to_the_point_of_transfer(moved: str, in_time: bool) -> None:
    desk = Desk().ashore().hailed()
    assert asked(desk, {"in_time": "yes"}) is False
    desk.do("board", "nora", moved)
    assert asked(desk, {"in_time": "yes"}) is in_time


def test_a_worker_is_stood_down_and_the_team_answers_for_the_child() -> None:
    desk = Desk().ashore()
    desk.do("name_sailor", "nora", "09:00", fields={"sailor": "sam"})
    desk.do("stand_down", "nora", "10:00")
    assert asked(desk, {"allocated": "no"}) is True
    assert desk.file.allocations[-1].end == at("10:00")


def test_it_is_known_whether_the_worker_left_behind_still_works_here() -> None:
    desk = Desk().ashore()
    desk.do("name_sailor", "nora", "09:00", fields={"sailor": "sam"})
    assert asked(desk, {"deserted": "yes"}) is None
    desk.hailed().do("board", "nora", "2026-03-03 10:00")
    assert asked(desk, {"deserted": "yes"}) is False
    gone = replace(desk.council.people["sam"], active=False)
    desk.council = replace(desk.council, people={**desk.council.people, "sam": gone})
    assert asked(desk, {"deserted": "yes"}) is True


def test_whoever_did_the_other_thing_is_told_apart() -> None:
    desk = Desk().ashore().hailed()
    desk.do("ask_log", "nora", "2026-03-02 11:00", item="first")
    assert codes(desk.tried("seal", "nora", item="first")) == ["missing"]
    assert codes(desk.tried("seal", "nora", item="second")) == []
    desk.do("board", "nora", "2026-03-03 10:00")
    assert codes(desk.tried("seal", "bob", item="first")) == []


def test_a_duty_due_on_a_day_has_the_whole_of_it() -> None:
    desk = Desk().ashore()
    desk.do("set_sail", "nora", "10:00", fields={"to": "boat", "date": "2026-03-05"})
    assert next(d.due for d in desk.file.duties if d.rule == "sail") == at("2026-03-06 00:00")


def test_a_date_that_cannot_be_read_is_refused_and_breaks_nothing() -> None:
    assert "bad_value" in codes(Desk().ashore().tried("hail", "nora", fields={"date": "soon"}))
