"""Why a child goes where: each route from here, how it stands, and the sentence that says so."""

from baton.casework.ways import Standing, says, ways
from tests.casework.small import Desk, at


def found(desk: Desk) -> dict[str, tuple[Standing, str]]:
    return {way.route.id: (way.standing, says(way, desk.council.protocol)) for way in ways(desk.view)}


def test_a_route_that_lacks_something_says_what_and_what_is_not_known() -> None:
    desk = Desk().sent()
    standing, words = found(desk)["to_court"]
    assert standing is Standing.LACKS
    assert words == "Not known: the risk is high."
    desk.know("risk", "low")
    assert found(desk)["to_court"][1] == "Not so: the risk is high."


def test_a_route_that_is_displaced_says_by_which_and_why() -> None:
    desk = Desk().sent()
    assert found(desk)["to_safe"][0] is Standing.OPEN
    desk.know("risk", "high")
    standing, words = found(desk)["to_safe"]
    assert standing is Standing.DISPLACED
    assert words == "'To Court' comes before it, because a high risk goes to court."
    assert found(desk)["to_court"][0] is Standing.OPEN


def test_a_hold_keeps_all_but_those_it_names() -> None:
    desk = Desk().sent()
    desk.now = at("10:00")
    desk.do("begin_enquiry", "cai")
    assert found(desk)["to_safe"] == (Standing.HELD, "An enquiry is going on.")
    assert found(desk)["rerouting"][0] is Standing.OPEN


def test_a_closed_case_has_no_ways() -> None:
    desk = Desk()
    desk.do("write_letter", "dora")
    desk.do("finish", "dora")
    assert ways(desk.view) == ()
