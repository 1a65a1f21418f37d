"""What is owed for a move stays about that move: its owner, its act and what answers it, when the next has begun."""

from baton.casework.file import DutyState
from tests.casework.islands import Desk
from tests.casework.small import codes


def at_sea() -> Desk:
    """Gone from the north shore to a boat, which is about to send the child on."""
    desk = Desk().ashore().hailed()
    desk.do("board", "nora", "2026-03-03 10:00")
    desk.do(
        "hail", "bob", "2026-03-03 11:00", fields={"date": "2026-03-30"}, reasons={"notice": "It cannot wait"}
    )
    assert (desk.file.move, desk.file.moved) == (3, False)
    return desk


def owed(desk: Desk, name: str) -> list[tuple[int, str, DutyState]]:
    return [(duty.move, duty.of, duty.state) for duty in desk.file.by_rule.get(name, ())]


def test_it_is_still_the_senders_and_still_can_be_done() -> None:
    desk = at_sea()
    assert owed(desk, "hand_over") == [(2, "shore_north", DutyState.RUNNING)]
    assert codes(desk.tried("hand_papers", "nora")) == ["missing"]
    assert "not_yours" in codes(desk.tried("hand_papers", "bob"))
    desk.do("sort_papers", "nora", "2026-03-03 12:00")
    desk.do("hand_papers", "nora", "2026-03-03 12:10")
    assert [done.move for done in desk.file.done if done.name == "hand_papers"] == [2]
    assert owed(desk, "hand_over") == [(2, "shore_north", DutyState.MET)]


def test_what_is_done_for_it_answers_nothing_of_the_next() -> None:
    desk = at_sea()
    desk.do("sort_papers", "nora", "2026-03-03 12:00")
    assert desk.view.live("sort_papers") == ()
    assert len(desk.view.of_move(2).live("sort_papers")) == 1


def test_once_the_child_has_gone_on_it_has_no_point_and_the_next_sender_owes_their_own() -> None:
    desk = at_sea()
    desk.do("meet", "bob", "2026-03-03 12:00", fields={"to": "hospital", "date": "2026-03-03"})
    desk.do("meet", "hugo", "2026-03-03 12:10", fields={"to": "hospital", "date": "2026-03-03"})
    assert desk.file.holder == "hospital"
    assert owed(desk, "hand_over") == [
        (2, "shore_north", DutyState.CANCELLED),
        (3, desk.file.giver, DutyState.RUNNING),
    ]


def test_each_move_starts_it_once_by_whatever_route_and_it_keeps_its_owner() -> None:
    desk = at_sea()
    desk.do("meet", "bob", "2026-03-03 12:00", fields={"to": "hospital", "date": "2026-03-03"})
    desk.do("meet", "hugo", "2026-03-03 12:10", fields={"to": "hospital", "date": "2026-03-03"})
    assert [(move, of) for move, of, _ in owed(desk, "wave")] == [(2, "shore_north"), (3, desk.file.giver)]
    desk.do("wave", "nora", "2026-03-03 12:20")
    assert [state for _, _, state in owed(desk, "wave")] == [DutyState.MET, DutyState.RUNNING]


def test_whoever_is_told_is_somebody_and_not_everybody() -> None:
    """Nobody had chosen a boat: 'skipper of the boat chosen' is nobody, and is not every skipper there is."""
    desk = at_sea()
    desk.do("wave", "nora", "2026-03-03 12:20")
    told = [(event.to, event.of) for event in desk.made if type(event).__name__ == "MessageSent"]
    assert told == [("skipper", "blue_1")]


def doubted() -> Desk:
    """Aboard, and in doubt about why; then the next move has begun."""
    desk = Desk().ashore().hailed()
    desk.do("board", "nora", "2026-03-03 10:00")
    desk.do("doubt", "bob", "2026-03-03 10:30")
    desk.do(
        "hail", "bob", "2026-03-03 11:00", fields={"date": "2026-03-30"}, reasons={"notice": "It cannot wait"}
    )
    assert (desk.file.move, desk.file.moved) == (3, False)
    return desk


def test_a_debt_that_is_fixed_is_answered_by_whoever_owes_it_and_nobody_else() -> None:
    desk = doubted()
    assert owed(desk, "doubt!why") == [(2, "shore_north", DutyState.RUNNING)]
    desk.do("explain", "bob", "2026-03-03 12:00")  # of his own move
    assert owed(desk, "doubt!why") == [(2, "shore_north", DutyState.RUNNING)]
    desk.do("explain", "nora", "2026-03-03 12:10")
    assert [done.move for done in desk.file.done if done.name == "explain"] == [3, 2]
    assert owed(desk, "doubt!why") == [(2, "shore_north", DutyState.MET)]


def test_a_ladder_that_is_fixed_is_climbed_and_ended_for_the_move_it_began_in() -> None:
    desk = doubted()
    desk.sweep("2026-03-04 12:00")
    assert owed(desk, "doubt/1") == [(2, "shore_north", DutyState.LATE)]
    assert owed(desk, "doubt/2") == [
        (2, "shore_north", DutyState.RUNNING),
        (2, "blue_1", DutyState.RUNNING),
    ]
    desk.do("settle", "nora", "2026-03-04 12:10")
    assert [done.move for done in desk.file.done if done.name == "settle"] == [2]
    assert [climb.end is not None for climb in desk.file.climbs] == [True]


def test_another_act_that_ends_such_a_ladder_is_done_for_its_move_too() -> None:
    desk = doubted()
    desk.do("drop", "bob", "2026-03-03 12:00")
    assert [done.move for done in desk.file.done if done.name == "drop"] == [2]
    assert owed(desk, "doubt/1") == [(2, "shore_north", DutyState.CANCELLED)]
