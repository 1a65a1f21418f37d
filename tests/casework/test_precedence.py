"""What displaces what, and from when: rules that wait, gaps that win over the nearest route, what time alone brings about."""

from dataclasses import replace
from pathlib import Path

from baton.casework.council import Council
from baton.casework.moving import displaced, due_routes, gap
from baton.casework.view import View
from baton.protocol import loading
from tests.casework.small import Desk, at, council

SMALL = (Path(__file__).parent / "small.yaml").read_text()


def desk_with(*changes: tuple[str, str]) -> Desk:
    """A desk whose procedure differs from the small one in these words; its child has been sent to Crew north."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        text = text.replace(old, new)
    read = loading.from_texts({"small.yaml": text})
    assert read.protocol is not None, "\n".join(map(str, read.mistakes))
    whole, desk = council(), Desk().sent()
    desk.council = Council(read.protocol, whole.places, whole.teams, whole.people, whole.appointments)
    return desk


ROUTE = "  - {id: hand_to_safe,"
WAITS = (
    "  - {id: waits, name: Waits, from: crew, to: ferry, when: {risk: high}, at: {consent: given}, "
    "over: [to_safe, to_court], because: Who is at high risk waits for consent., cites: [ONE-05]}\n"
)


def test_a_route_that_applies_displaces_before_its_own_moment() -> None:
    desk = desk_with((ROUTE, WAITS + ROUTE))
    desk.know("risk", "high")
    desk.do("conference", "cai", "10:00", outcome="plan")
    assert desk.file.holder == "north", "the displaced routes move nobody, and the other still waits"
    assert {(route.id, by.id) for route, by in displaced(desk.view)} >= {
        ("to_safe", "waits"),
        ("to_court", "waits"),
    }
    desk.do("consent", "cai", "11:00", outcome="given")
    assert (desk.file.holder, desk.file.moves[-1].route) == ("ferry", "waits")


def test_a_route_whose_facts_are_not_so_displaces_nothing() -> None:
    desk = desk_with((ROUTE, WAITS + ROUTE))
    desk.know("risk", "low")
    assert list(displaced(desk.view)) == []


def test_a_gap_may_win_over_the_nearest_route() -> None:
    gaps = "gaps:\n"
    silent = "  - {id: silent, at: crew, when: {risk: high}, decide: [head], over: [to_safe, to_court], says: Two rules meet., cites: [ONE-05]}\n"
    desk = desk_with((gaps, gaps + silent))
    desk.know("risk", "high")
    desk.do("conference", "cai", "10:00", outcome="plan")
    found = gap(desk.view)
    assert desk.file.holder == "north"
    assert found is not None
    assert found.id == "silent"
    assert ("to_safe", "silent") in {(route.id, by.id) for route, by in displaced(desk.view)}
    plain = desk_with((gaps, gaps + silent.replace("over: [to_safe, to_court], ", "")))
    plain.know("risk", "high")
    plain.do("conference", "cai", "10:00", outcome="plan")
    assert plain.file.holder == "court", "without 'over' the route goes first"


def test_what_time_alone_brings_about_moves_the_child_then() -> None:
    desk = desk_with(
        (
            "at: {conference: plan}, cites: [ONE-05]}",
            "at: {conference: {at_least: 1 month}}, cites: [ONE-05]}",
        )
    )
    desk.do("conference", "cai", "10:00", outcome="plan")
    desk.sweep("2026-04-01 09:00")
    assert desk.file.holder == "north"
    desk.sweep("2026-04-20 09:00")
    assert (desk.file.holder, desk.file.moves[-1].at) == ("safe", at("2026-04-02 10:00"))


def test_what_was_held_for_a_time_moves_when_that_time_has_passed() -> None:
    hold = "while: {begin_enquiry: done, end_enquiry: not_done}"
    desk = desk_with((hold, "while: {in_the_first_week: \"yes\"}"), (
        "  at_risk: {is: {risk: high}}\n",
        "  at_risk: {is: {risk: high}}\n  in_the_first_week: {is: {begin_enquiry: done, not: {begin_enquiry: {at_least: 7 days}}}}\n",
    ))  # fmt: skip
    desk.do("begin_enquiry", "cai", "10:00")
    desk.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
    assert desk.file.holder == "north"
    desk.sweep("2026-03-12 09:00")
    assert (desk.file.holder, desk.file.moves[-1].at) == ("safe", at("2026-03-09 10:00"))


FIRST = (
    "acts:\n  decide:\n",
    "  first_conference: {name: First conference, first_of: conference, within: {plan: [none, protection]}, lasts: stay}\nacts:\n  decide:\n",
)
STAYS = ("    kind: conference\n    lasts: move\n", "    kind: conference\n")


def test_the_first_of_another_starts_a_duty() -> None:
    desk = desk_with(FIRST, STAYS, ("from: {conference: each}", "from: first_conference"))
    desk.do("conference", "cai", "10:00", outcome="no_plan")
    assert [d.start for d in desk.file.duties if d.rule == "minutes"] == [at("10:00")]
    desk.do("conference", "cai", "11:00", outcome="no_plan")
    assert len([d for d in desk.file.duties if d.rule == "minutes"]) == 1


def test_a_second_conference_after_a_move_is_never_the_first() -> None:
    desk = desk_with(
        FIRST,
        STAYS,
        ("at: {conference: plan}, cites: [ONE-05]}", "at: {first_conference: done}, cites: [ONE-05]}"),
    )
    desk.know("way", "sea")
    desk.do("conference", "cai", "10:00", outcome="no_plan")
    assert desk.file.holder == "safe"
    desk.do("give_back", "sol", "11:00")
    assert desk.file.holder == "door"
    desk.file = desk.file.but(holder="north")
    desk.do("conference", "cai", "12:00", outcome="no_plan")
    assert desk.file.holder == "north"


def test_which_teams_have_had_the_child_is_known() -> None:
    desk = Desk().sent()
    view = View(desk.council, desk.file, desk.now)
    assert view.value("was_with") == "door|crew"
    assert due_routes(replace(view, now=desk.now)) == ()
