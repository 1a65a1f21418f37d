"""Bodies within bodies, several front doors, people around a child, agreed dates, and what is done once for each."""

from datetime import date

import pytest

from baton.casework import commands as c
from baton.casework import who
from baton.casework.events import MessageSent
from baton.casework.file import DutyState
from baton.casework.truth import truth
from baton.casework.values import choosable
from baton.protocol.conditions import ConditionError, parse
from baton.protocol.schema import FieldRow
from tests.casework.islands import Desk, council
from tests.casework.small import at, codes


def asked(desk: Desk, condition: object) -> bool | None:
    return truth(parse(condition), desk.view)


def test_what_is_said_of_a_body_is_said_of_its_parts() -> None:
    desk = Desk().ashore()
    assert asked(desk, {"holder": "crew"}) is True
    assert asked(desk, {"holder": "shore_crew"}) is True
    assert asked(desk, {"holder": "boat"}) is False
    assert codes(desk.tried("hail", "bob", fields={"date": "2026-03-30"})) == ["not_yours"]


def test_of_an_answer_that_names_a_team_its_kind_may_be_asked() -> None:
    desk = Desk().ashore().hailed()
    desk.do("choose", "bob", "11:00", fields={"boat": "blue_1"})
    assert asked(desk, {"berth.boat": "boat"}) is True
    assert asked(desk, {"berth.boat": "crew"}) is True
    assert asked(desk, {"berth.boat": "hospital"}) is False
    assert asked(desk, {"berth.boat": "blue_1"}) is True


@pytest.mark.parametrize(
    ("within", "able"),
    [
        ("hospital", ("hospital",)),
        ("boat", ("blue_1", "blue_2")),
        ("blue_1", ("blue_1", "blue_2")),
        ("nobody.here", ()),
    ],
)
def test_a_question_within_a_team_may_be_answered_with_it_though_its_kind_has_the_same_name(
    within: str, able: tuple[str, ...]
) -> None:
    row = FieldRow(label="Which", kind="team", kinds=("crew",), within=within)
    found = choosable(Desk().ashore().view, row)
    assert set(able) <= set(found)
    assert all(council().team(team).kind in ("boat", "hospital") for team in found)


def test_with_a_front_door_that_serves_no_place_the_childs_home_says_who_is_linked() -> None:
    file = Desk(home="north").file
    assert who.scope(council(), file, "linked") == "linked:north"
    assert who.scope(council(), Desk().file, "linked") == "linked:"


@pytest.mark.parametrize(("by", "team"), [("wanda", "harbour"), ("lou", "lookout"), ("adm", "harbour")])
def test_who_logs_a_contact_opens_it_at_their_own_door(by: str, team: str) -> None:
    assert Desk(by).file.holder == team


def test_a_child_moves_on_the_date_both_have_agreed_and_not_before() -> None:
    desk = Desk().ashore()
    fields = {"to": "hospital", "date": "2026-03-05"}
    desk.do("meet", "nora", "10:00", fields=fields)
    desk.sweep("2026-03-06 09:00")
    assert desk.file.holder == "shore_north"
    desk.do("meet", "hugo", "2026-03-06 10:00", fields={**fields, "date": "2026-03-07"})
    assert desk.file.holder == "shore_north"
    desk.do("meet", "nora", "2026-03-06 11:00", fields={**fields, "date": "2026-03-07"})
    assert desk.file.holder == "shore_north"
    desk.sweep("2026-03-07 06:00")
    assert desk.file.holder == "hospital"
    assert desk.file.moves[-1].at == at("2026-03-07 00:00")


@pytest.mark.parametrize(("until", "short"), [("2026-03-16", False), ("2026-03-13", True)])
def test_notice_is_counted_in_whole_working_days(until: str, short: bool) -> None:
    refused = Desk().ashore().tried("hail", "nora", "16:00", fields={"date": until})
    assert ("reason_needed" in codes(refused)) is short


@pytest.mark.parametrize(
    ("landed", "back"), [("2025-03-02 23:00", True), ("2025-03-01 23:00", False), ("2025-03-03 07:00", True)]
)
def test_within_a_year_has_the_whole_of_its_last_day(landed: str, back: bool) -> None:
    desk, earlier = Desk(), Desk(ref="ISL-0")
    earlier.do("landing", "nora", happened=landed)
    desk.around = [("earlier", earlier)]
    assert asked(desk, {"back_soon": "yes"}) is back


def test_a_ceiling_names_what_it_is_measured_to() -> None:
    with pytest.raises(ConditionError):
        parse({"landing": {"within": "1 year"}})


def test_the_first_of_another_happening_is_counted_from_when_a_fact_came_to_be_so() -> None:
    desk = Desk().ashore()
    desk.do("review", "nora", "09:00")
    assert asked(desk, {"first_review": "done"}) is False
    desk.sweep("09:30")
    assert desk.know("status", "aboard") is None
    assert asked(desk, {"first_review": "done"}) is False
    desk.do("review", "nora", "2026-03-04 10:00")
    assert desk.file.holder == "blue_1"
    assert desk.file.moves[-1].route == "reviewed"
    assert codes(desk.tried("first_review", "nora")) == ["unknown"]


def test_a_mother_is_asked_of_in_the_sweep_and_in_an_act() -> None:
    desk, mother = Desk().ashore(), Desk(born=date(2008, 1, 1), ref="ISL-9").ashore()
    mother.do("name_sailor", "nora", fields={"sailor": "sam"})
    desk.around = [("mother", mother)]
    assert codes(desk.tried("name_sailor", "nora", fields={"sailor": "sam"})) == ["missing"]
    desk.do("name_sailor", "nora", fields={"sailor": "sue"})
    desk.sweep("09:00")
    assert not [d for d in desk.file.duties if d.rule == "mothers"]
    mother.know("status", "aboard")
    desk.sweep("10:00")
    assert desk.duty("mothers").open


def test_two_cases_are_linked_by_somebody_who_works_with_the_child() -> None:
    desk = Desk().ashore()
    assert codes(desk.command(c.Relate("ISL-9", "mother", "ria"))) == ["not_yours"]
    assert codes(desk.command(c.Relate("ISL-9", "aunt", "nora"))) == ["bad_value"]
    assert codes(desk.command(c.Relate("ISL-1", "mother", "nora"))) == ["bad_value"]
    assert desk.command(c.Relate("ISL-9", "mother", "nora")) is None
    assert codes(desk.command(c.Relate("ISL-8", "mother", "nora"))) == ["already_done"]
    assert [(kin.ref, kin.relation) for kin in desk.file.kin] == [("ISL-9", "mother")]


def test_with_a_brother_or_a_reason() -> None:
    desk, brother = Desk().ashore().hailed("10:00"), Desk(ref="ISL-2").ashore().hailed("10:00")
    brother.do("choose", "bob", fields={"boat": "blue_2"})
    brother.do("board", "nora")
    desk.around = [("siblings", brother)]
    assert codes(desk.tried("choose", "bob", fields={"boat": "blue_1"})) == ["reason_needed"]
    assert desk.tried("choose", "bob", fields={"boat": "blue_2"}) is None


def test_each_thing_that_something_is_done_once_for() -> None:
    desk = Desk().ashore()
    assert asked(desk, {"fill_cargo": {"each": {"cargo.sealed": "yes"}}}) is True
    desk.do("fill_cargo", "nora", item="tea", fields={"sealed": "yes"})
    desk.do("fill_cargo", "nora", item="rum", fields={"sealed": "no"})
    assert asked(desk, {"fill_cargo": {"each": {"cargo.sealed": "yes"}}}) is False
    assert asked(desk, {"fill_cargo": {"any": {"cargo.sealed": "no"}}}) is True
    desk.do("fill_cargo", "nora", item="rum", fields={"sealed": "yes"})
    assert asked(desk, {"fill_cargo": {"each": {"cargo.sealed": "yes"}}}) is True


def test_what_filling_in_a_record_needs() -> None:
    desk = Desk().ashore()
    desk.do("fill_cargo", "nora", item="tea", fields={"sealed": "not_applicable"})
    desk.know("status", "aboard")
    refused = desk.tried("fill_cargo", "nora", item="tea", fields={"sealed": "not_applicable"})
    assert [reason.rule for reason in refused.reasons] == ["record:cargo.needs.not_while_aboard"]


def test_somebody_is_told_as_soon_as_it_is_owed() -> None:
    desk = Desk().ashore()
    desk.know("status", "aboard")
    told = [event for event in desk.made if isinstance(event, MessageSent)]
    assert [(event.to, event.about) for event in told] == [("admiral", "Somebody watches at once.")]


def test_the_worker_the_sender_had_owes_and_whoever_is_named_takes_it_over() -> None:
    desk = Desk().ashore()
    desk.do("name_sailor", "nora", fields={"sailor": "sam"})
    desk.do("hail", "nora", "10:00", fields={"date": "2026-03-30"})
    desk.do("board", "nora")
    desk.do("ask_log", "bob", "11:00", item="one")
    assert (desk.duty("log").role, desk.duty("log").of) == ("person", "sam")
    desk.do("name_writer", "bob", fields={"who": "sue"})
    assert (desk.duty("log").role, desk.duty("log").of) == ("person", "sue")
    assert codes(desk.tried("write_log", "hal", item="one")) == ["not_yours"]
    desk.do("write_log", "sam", item="one")
    assert desk.duty("log").state is DutyState.MET


def test_every_open_item_has_a_clock_of_its_own() -> None:
    desk = Desk().ashore()
    desk.do("name_sailor", "nora", fields={"sailor": "sam"})
    desk.do("hail", "nora", "10:00", fields={"date": "2026-03-30"})
    desk.do("board", "nora")
    desk.do("ask_log", "bob", "11:00", item="one")
    desk.do("ask_log", "bob", "2026-03-03 11:00", item="two")
    dues = [duty.due for duty in desk.file.duties if duty.rule == "log"]
    assert dues == [at("2026-03-16 11:00"), at("2026-03-17 11:00")]
    desk.do("write_log", "sam", item="two")
    assert [duty.open for duty in desk.file.duties if duty.rule == "log"] == [True, False]
