"""Rotas: the first notice fixes whose turn it is, to the minute, and nothing moves it but what both agree."""

from dataclasses import replace

import pytest

from baton.casework import organisation, turns
from baton.casework.events import MessageSent, TurnFixed
from tests.casework.islands import Desk, council
from tests.casework.small import at, codes


@pytest.mark.parametrize(
    ("when", "place"),
    [
        ("2026-03-02 09:00", "blue"),
        ("2026-03-16 08:59", "blue"),
        ("2026-03-16 09:00", "green"),
        ("2026-03-30 08:59", "green"),  # the clocks have gone forward on the 29th
        ("2026-03-30 09:00", "blue"),
        ("2026-10-26 08:59", "blue"),  # and back on the 25th of October
        ("2026-10-26 09:00", "green"),
    ],
)
def test_turns_change_at_the_same_minute_by_the_clock_on_the_wall(when: str, place: str) -> None:
    found = turns.whose(council(), "fortnight", "north", at(when))
    assert found is not None
    assert found[0] == place


def test_before_the_first_edition_it_is_nobodys_turn() -> None:
    assert turns.whose(council(), "fortnight", "north", at("2026-03-02 08:59")) is None


def test_the_first_notice_fixes_it_and_a_second_moves_nothing() -> None:
    desk = Desk().ashore().hailed("10:00")
    assert any(isinstance(event, TurnFixed) for event in desk.made)
    desk.do("hail", "nora", "2026-03-17 10:00", fields={"date": "2026-04-20"})
    assert not any(isinstance(event, TurnFixed) for event in desk.made)
    assert desk.file.turn("fortnight").place == "blue"
    assert "edition 1" in desk.file.turn("fortnight").why


def test_a_later_edition_moves_nothing_that_was_fixed_and_governs_what_comes_after() -> None:
    desk = Desk().ashore().hailed("10:00")
    desk.with_rota("2026-03-03 09:00", "green", "blue")
    desk.sweep("2026-03-04 09:00")
    assert desk.file.turn("fortnight").place == "blue"
    assert turns.whose(desk.council, "fortnight", "north", at("2026-03-04 09:00"))[0] == "green"


def test_the_linked_fleets_are_told_and_nobody_else() -> None:
    desk = Desk().ashore().hailed("10:00")
    told = [event.of for event in desk.made if isinstance(event, MessageSent)]
    assert told == ["linked:north"]


def test_only_the_fleet_whose_turn_it_is_chooses_and_only_among_its_own() -> None:
    desk = Desk().ashore().hailed("10:00")
    assert codes(desk.tried("choose", "gus", fields={"boat": "green_1"})) == ["bad_value", "not_yours"]
    assert codes(desk.tried("choose", "bob", fields={"boat": "green_1"})) == ["bad_value"]
    desk.do("choose", "bob", fields={"boat": "blue_2"})
    desk.do("board", "nora")
    assert desk.file.holder == "blue_2"


def test_where_nobody_has_chosen_the_first_boat_of_the_turn_takes_the_child() -> None:
    desk = Desk().ashore().hailed("10:00")
    desk.do("board", "nora")
    assert desk.file.holder == "blue_1"


def test_another_fleet_takes_the_turn_only_when_both_skippers_say_so() -> None:
    desk = Desk().ashore().hailed("10:00")
    desk.do("swap", "bob", fields={"fleet": "green"})
    assert desk.file.turn("fortnight").place == "blue"
    desk.do("swap", "ria", fields={"fleet": "green"})
    assert desk.file.turn("fortnight").place == "blue"
    desk.do("swap", "gus", fields={"fleet": "green"})
    assert desk.file.turn("fortnight").place == "green"
    desk.sweep("2026-03-20 09:00")
    assert desk.file.turn("fortnight").place == "green"


def test_a_new_move_has_a_turn_of_its_own() -> None:
    desk = Desk().ashore().hailed("10:00")
    desk.do("board", "nora")
    assert desk.file.turn("fortnight").place == "blue"
    desk.do("hail", "bob", "2026-03-20 10:00", fields={"date": "2026-04-20"})
    assert desk.file.turn("fortnight") is None  # a boat is of no shore, so nobody takes turns for it


@pytest.mark.parametrize(
    ("members", "wrong"),
    [(("blue",), True), (("blue", "blue"), True), (("blue", "red"), True), (("green", "blue"), False)],
)
def test_a_rota_has_no_gap_no_overlap_and_nobody_else(members: tuple[str, ...], wrong: bool) -> None:
    assert bool(list(organisation.wrong_turns(council(), "fortnight", "north", members))) is wrong


@pytest.mark.parametrize(
    ("links", "wrong"), [((), False), (("blue",), True), (("blue", "green", "red"), True)]
)
def test_a_shore_is_linked_with_exactly_two_fleets(links: tuple[str, ...], wrong: bool) -> None:
    north = replace(council().places["north"], links=links)
    changed = replace(council(), places={**council().places, "north": north})
    assert bool(list(organisation.wrong_links(changed))) is wrong


@pytest.mark.parametrize(
    ("by", "may"), [("nora", True), ("bob", True), ("gus", True), ("ria", False), ("sam", False)]
)
def test_who_may_set_a_rota(by: str, may: bool) -> None:
    assert organisation.sets_rota(council(), by, "fortnight", "north", at("10:00")) is may


def test_where_the_holder_has_no_shore_the_childs_home_says_whose_turn_it_is() -> None:
    for home, place in (("south", "red"), ("blue", None), ("", None)):
        desk = Desk(home=home)
        desk.do("take_call", "wanda", "10:00")
        turn = desk.file.turn("fortnight")
        assert (turn.place if turn else None) == place


def test_only_a_fleet_linked_with_the_holders_shore_may_be_named() -> None:
    desk = Desk().ashore().hailed("10:00")
    assert codes(desk.tried("swap", "bob", fields={"fleet": "red"})) == ["bad_value"]
    desk.do("swap", "bob", fields={"fleet": "green"})


def test_a_duty_is_due_by_the_close_of_the_day_that_was_named() -> None:
    desk = Desk().ashore().hailed("10:00", until="2026-03-30")
    (duty,) = [d for d in desk.file.duties if d.rule == "wait"]
    assert duty.due == at("2026-03-31 00:00")


def test_how_often_a_thing_has_been_done_is_counted() -> None:
    desk = Desk().ashore()
    for number, hour in enumerate(("10:00", "11:00", "12:00"), 1):
        desk.do("take_call", "wanda", hour)
        assert any(d.rule == "thrice" for d in desk.file.duties) is (number == 3)
