"""The twelve rules of meaning of the protocol language, each with tests of its own."""

from datetime import date

import pytest

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import DutyState, File
from baton.casework.moving import gap
from baton.casework.refusals import Refusal
from baton.protocol import loading
from baton.protocol.conditions import names_in, parse
from tests.casework.small import FORM, Desk, at, codes, protocol


def kinds(made: tuple[e.Event, ...]) -> list[str]:
    return [type(event).__name__ for event in made]


# ---- 1: a situation is facts, holder and open things; a label is for display


def test_no_condition_may_use_a_label() -> None:
    from baton.protocol.checking import check_read

    text = {"small.yaml": loading_text().replace("when: {holder: door}", "when: {waiting: done}", 1)}
    assert any("waiting" in str(mistake) for mistake in check_read(loading.from_texts(text)).mistakes)


def loading_text() -> str:
    from pathlib import Path

    return (Path(__file__).parent / "small.yaml").read_text()


# ---- 2: precedence


def test_the_first_moment_reached_moves_the_child() -> None:
    desk = Desk().sent()
    desk.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
    assert desk.file.holder == "safe"
    assert [move.route for move in desk.file.moves] == ["send_on", "to_safe"]


def test_over_displaces_the_other_route() -> None:
    desk = Desk().sent()
    desk.know("risk", "high")
    desk.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
    assert (desk.file.holder, desk.file.moves[-1].route) == ("court", "to_court")


def test_a_hold_beats_a_route_save_those_it_names() -> None:
    desk = Desk().sent()
    desk.do("begin_enquiry", "cai", "10:00")
    assert codes(desk.tried("give_back", "cai")) == ["held"]
    desk.do("conference", "cai", "10:30", outcome="plan")
    assert desk.file.holder == "north", "the world's doing is kept, and the child stays"
    desk.do("reroute", "dora", "10:40", team="south")
    assert desk.file.holder == "south"
    desk.do("end_enquiry", "cleo", "11:00")
    assert desk.file.holder == "safe", "what was held moves the child when the hold ends"
    assert desk.file.moves[-1].at == at("11:00")


def test_two_routes_by_one_act_are_chosen_between() -> None:
    desk = Desk().sent()
    refused = desk.tried("hand_on", "cai")
    assert codes(refused) == ["choose_route"]
    assert "Hand to Safe or Hand to the charity" in str(refused)
    desk.do("hand_on", "cai", route="hand_to_charity")
    assert desk.file.holder == "charity"


def test_where_nothing_applies_there_is_a_gap_and_somebody_decides() -> None:
    desk = Desk().sent()
    found = gap(desk.view)
    assert found is not None
    assert found.id == "at_crew"
    assert codes(desk.command(c.Depart("ferry", "cai", "There is nowhere else to go"))) == ["not_yours"]
    assert desk.command(c.Depart("ferry", "hal", "There is nowhere else to go")) is None
    assert desk.file.holder == "ferry"
    assert desk.file.moves[-1].departure


def test_a_departure_where_a_route_leads_is_for_those_the_route_names() -> None:
    desk = Desk().sent()
    assert codes(desk.command(c.Depart("door", "hal", "There is nowhere else to go"))) == ["not_yours"]
    assert desk.command(c.Depart("south", "hal", "The family moved there")) is None


# ---- 4 and 3 are in test_truth: three values, floors and ceilings


def test_the_sweep_sees_what_time_alone_changes() -> None:
    desk = Desk(born=date(2012, 3, 3)).sent()
    assert DutyState.LATE not in {duty.state for duty in desk.file.duties}
    made = desk.sweep("2026-03-03 09:10")
    assert {"DutyLate", "ClimbBegan", "MessageSent"} <= set(kinds(made))


# ---- 5: lifetimes


def test_an_old_receipt_never_satisfies_a_new_move() -> None:
    desk = Desk().sent()
    desk.do("confirm", "cai", "09:20")
    desk.do("give_back", "cai", "10:00")
    desk.do("decide", "dora", "10:05", outcome="go")
    desk.do("send", "dora", "10:10", fields=FORM, reasons={"agreed": "They cannot be asked"})
    receipts = [duty for duty in desk.file.duties if duty.rule == "receipt"]
    assert [(duty.state, duty.due) for duty in receipts] == [
        (DutyState.MET, at("10:10")),
        (DutyState.RUNNING, at("11:10")),
    ]


def test_the_first_sending_starts_the_clock_and_sending_again_never_moves_it() -> None:
    desk = Desk().sent("09:10")
    desk.do("resend", "dora", "10:00")
    assert desk.duty("receipt").due == at("10:10")


def test_re_routing_is_one_move_and_no_clock_starts_again() -> None:
    desk = Desk().sent("09:10")
    desk.do("reroute", "dora", "10:00", team="south")
    receipt = desk.duty("receipt")
    assert (receipt.due, receipt.of, receipt.key) == (at("10:10"), "south", "receipt:1")
    assert [move.number for move in desk.file.moves] == [1, 1]


def test_naming_another_worker_resets_no_clock() -> None:
    desk = Desk().sent("09:10")
    desk.do("allocate", "cai", "10:00", fields={"worker": "wim"})
    desk.do("allocate", "cai", "11:00", fields={"worker": "wim"})
    assert len([d for d in desk.file.duties if d.rule == "named"]) == 1
    assert desk.duty("named").met_at == at("10:00")


@pytest.mark.parametrize(("when", "lasts"), [("2026-06-02 08:30", True), ("2026-06-02 08:31", False)])
def test_consent_lasts_its_length_and_no_longer(when: str, lasts: bool) -> None:
    desk = Desk()
    desk.do("consent", "dora", "08:30", outcome="given")
    desk.do("decide", "dora", "09:00", outcome="go")
    refused = desk.tried("send", "dora", when, fields=FORM)
    assert codes(refused) == ([] if lasts else ["reason_needed"])


def test_a_refused_consent_is_an_attempt() -> None:
    desk = Desk()
    desk.do("consent", "dora", "08:30", outcome="refused")
    desk.do("decide", "dora", "09:00", outcome="go")
    assert codes(desk.tried("send", "dora", fields=FORM)) == ["reason_needed"]


# ---- 6: happened and recorded


def test_done_in_time_and_recorded_after_the_rung_fired() -> None:
    desk = Desk().sent("09:10")
    desk.sweep("10:10")
    desk.do("confirm", "cai", "10:30", happened="10:05")
    receipt = desk.duty("receipt")
    assert (receipt.state, receipt.met_at, receipt.met_recorded) == (
        DutyState.RECORDED_LATE,
        at("10:05"),
        at("10:30"),
    )
    assert [climb.end for climb in desk.file.climbs] == [None], "the rung stands"


@pytest.mark.parametrize(
    ("happened", "state"),
    [("10:09", DutyState.MET), ("10:10", DutyState.MET), ("10:11", DutyState.MET_LATE)],
)
def test_the_boundary_of_an_hour(happened: str, state: DutyState) -> None:
    desk = Desk().sent("09:10")
    desk.do("confirm", "cai", happened)
    assert desk.duty("receipt").state is state


def test_late_recording_asks_for_a_correction_and_rewrites_no_move() -> None:
    desk = Desk().sent()
    desk.do("give_back", "cai", "12:00")
    moves = desk.file.moves
    made = desk.do("conference", "cai", "14:00", happened="11:00", outcome="plan")
    assert "CorrectionAsked" in kinds(made)
    assert desk.file.moves == moves
    number = desk.file.corrections[0]
    assert desk.command(c.SettleCorrection(number, "dora", "It stays as it is")) is None
    assert desk.file.corrections == ()


def test_a_fact_recorded_late_takes_its_place_among_the_spells() -> None:
    desk = Desk()
    desk.now = at("12:00")
    assert desk.know("risk", "low", happened="11:00") is None
    assert desk.know("risk", "high", happened="10:00") is None
    assert [(s.value, s.start, s.end) for s in desk.file.facts["risk"]] == [
        ("high", at("10:00"), at("11:00")),
        ("low", at("11:00"), None),
    ]


def test_nothing_happens_in_the_future_or_before_the_contact() -> None:
    desk = Desk()
    assert codes(desk.tried("decide", "dora", "09:00", happened="09:01", outcome="go")) == ["bad_time"]
    assert codes(desk.tried("decide", "dora", "09:00", happened="07:59", outcome="go")) == ["bad_time"]


# ---- 7: three closings


def test_closing_a_referral_ends_nothing_else() -> None:
    desk = Desk()
    desk.do("close_referral", "dora")
    assert desk.file.closed is None
    assert desk.file.holder == "door"


def test_a_team_ends_its_own_part_and_the_child_is_still_held() -> None:
    desk = Desk().sent()
    assert desk.file.joint == ("door",)
    desk.do("leave", "dora", "09:30")
    assert desk.file.holder == "north"
    assert [i.team for i in desk.file.involvements if i.kind == "joint" and i.end == at("09:30")] == ["door"]


def test_the_case_ends_with_what_is_owed_and_what_outlives_it() -> None:
    desk = Desk().sent()
    desk.do("allocate", "cai", fields={"worker": "wim"})
    refused = desk.tried("finish", "cai")
    assert refused is not None
    assert refused.clauses == ("ONE-07",)
    desk.do("write_letter", "cai")
    desk.do("finish", "cai", "11:00")
    assert (desk.file.closed, desk.file.holder, desk.file.worker) == (at("11:00"), "", "")
    assert {duty.rule for duty in desk.file.duties if duty.open} == {"letter"}
    assert desk.duty("receipt").state is DutyState.CANCELLED
    assert desk.duty("receipt").why
    assert codes(desk.tried("confirm", "cai")) == ["closed", "not_here"]
    desk.do("send_letter", "hal")
    assert desk.duty("letter").state is DutyState.MET


def test_what_is_always_asked_of_an_ending() -> None:
    desk = Desk().sent()
    desk.sweep("10:10")
    desk.do("write_letter", "cai")
    refused = desk.tried("finish", "cai")
    assert refused is not None
    assert "Something is still open." in str(refused)
    desk.do("escalate", "dora")
    desk.do("finish", "cai")


# ---- 8: reasons, debts, prompts, danger


def test_the_four_grades_of_a_need() -> None:
    desk = Desk()
    desk.do("decide", "dora", outcome="stay")
    desk.know("risk", "high")
    refused = desk.tried("send", "dora")
    assert refused is not None
    assert [(reason.code.value, reason.field) for reason in refused.reasons] == [
        ("reason_needed", "agreed"),
        ("missing", "not_hopeless"),
        ("missing", "why"),
        ("missing", "proof"),
    ]
    assert refused.clauses == ("ONE-03", "ONE-01", "ONE-02")
    desk.do("decide", "dora", outcome="go")
    desk.do("send", "dora", "09:10", fields=FORM, reasons={"agreed": "They cannot be asked"})
    assert desk.file.done[-1].passed_over == ("asked",)
    assert dict(desk.file.done[-1].reasons) == {"agreed": "They cannot be asked"}


def test_a_debt_has_an_owner_and_a_clock_and_is_met() -> None:
    desk = Desk().sent("09:10")
    debt = desk.duty("send!risk_known")
    assert (debt.role, debt.of, debt.due, debt.debt) == ("person", "dora", at("11:10"), True)
    desk.know("risk", "low")
    assert desk.duty("send!risk_known").state is DutyState.MET


def test_in_danger_a_protective_act_goes_and_what_is_missing_is_owed() -> None:
    desk = Desk()
    desk.do("decide", "dora", outcome="go")
    desk.do("send", "dora", "09:10", danger="He is at the door")
    assert desk.file.holder == "north"
    owed = {duty.rule for duty in desk.file.duties if duty.debt}
    assert owed == {"send!agreed", "send!risk_known", "send!why"}


def test_danger_widens_nobody_and_closes_nothing() -> None:
    desk = Desk()
    desk.do("decide", "dora", outcome="go")
    assert codes(desk.tried("send", "cai", danger="He is at the door")) == ["not_yours"]
    assert "missing" in codes(desk.tried("finish", "dora", danger="He is at the door"))


def test_separation_of_duties() -> None:
    desk = Desk().sent()
    desk.do("write_up", "sol")
    assert codes(desk.tried("sign_off", "sol")) == ["not_you_again"]
    desk.do("sign_off", "sue")


# ---- 9: a refused attempt changes nothing


def test_a_refused_attempt_changes_nothing_and_says_everything() -> None:
    desk = Desk()
    before = desk.file
    answer = decide(desk.council, before, c.Do("send", "cai"), desk.now)
    assert isinstance(answer, Refusal)
    assert {"not_yours", "missing", "reason_needed"} <= {reason.code.value for reason in answer.reasons}
    assert desk.file is before
    assert decide(desk.council, before, c.Do("send", "cai"), desk.now) == answer


def test_the_world_is_never_refused() -> None:
    desk = Desk()
    desk.do("conference", "wes", outcome="deferred")
    assert desk.file.done[-1].counts is False
    assert codes(desk.tried("conference", "wes", happened="2026-04-01 10:00", outcome="plan")) == ["bad_time"]
    desk.do("conference", "wes", happened="2026-04-01 10:00", outcome="plan", planned=True)
    assert desk.file.facts.get("plan") is None, "nothing counts until it counts"


def test_the_journal_replayed_is_the_file() -> None:
    desk = Desk().sent()
    desk.sweep("10:10")
    desk.do("reroute", "dora", team="south")
    assert replay(File("SML-1", "small"), desk.history) == desk.file


# ---- 10 and 12: otherwise, and words


def test_otherwise_is_true_of_everything_and_asks_of_nothing() -> None:
    assert names_in(parse("otherwise")) == set()


def test_words_of_yaml_stay_words() -> None:
    read = loading.from_texts({"a.yaml": "facts: {told: {values: [yes, no, on]}}"})
    assert "boolean" not in " ".join(map(str, read.mistakes)).lower()


# ---- 11: two documents


def test_two_documents_in_order() -> None:
    one, two = protocol().protocol.documents
    assert (one.yields_to, two.yields_to) == (None, "ONE")
    assert {protocol().clause[cite].document for cite in ("ONE-01", "TWO-01")} == {"ONE", "TWO"}


# ---- duties and ladders besides


def test_a_ladder_begins_once_however_often_the_sweep_runs() -> None:
    desk = Desk().sent("09:10")
    for when in ("10:10", "10:11", "12:00", "2026-03-04 09:00"):
        desk.sweep(when)
    assert [climb.key for climb in desk.file.climbs] == ["unconfirmed^receipt:1"]
    assert desk.file.climbs[0].start == at("10:10")


def test_a_duty_of_each_moment_and_a_standing_one() -> None:
    desk = Desk().sent()
    desk.know("risk", "high")
    assert desk.duty("visits").state is DutyState.RUNNING
    desk.know("risk", "low", happened="09:10")
    desk.now = at("12:00")
    desk.do("conference", "cai", "2026-03-02 12:00", outcome="no_plan")
    desk.do("conference", "cai", "2026-03-05 12:00", outcome="no_plan")
    assert [duty.due for duty in desk.file.duties if duty.rule == "minutes"] == [
        at("2026-03-09 12:00"),
        at("2026-03-12 12:00"),
    ]


def test_a_day_of_a_rota_is_owed_met_and_owed_again() -> None:
    desk = Desk()
    desk.file, desk.history = File("team:north", "small"), []
    assert desk.command(c.OpenFile("team:north", "team", "north", "crew", desk.now)) is None
    assert {duty.item for duty in desk.file.duties} == {
        "2026-03-02",
        "2026-03-03",
        "2026-03-04",
        "2026-03-05",
    }
    desk.do("name_lead", "cai", item="2026-03-03")
    states = {duty.item: duty.state for duty in desk.file.duties}
    assert (states["2026-03-03"], states["2026-03-04"]) == (DutyState.MET, DutyState.RUNNING)
    desk.do("lead_ill", "wim", item="2026-03-03")
    assert {d.item: d.state for d in desk.file.duties}["2026-03-03"] is DutyState.RUNNING


def test_an_extension_keeps_the_first_due_time() -> None:
    desk = Desk().sent("09:10")
    desk.do("put_off", "hal", "10:00", fields={"until": "2026-03-05 12:00", "why": "The worker is ill"})
    named = desk.duty("named")
    assert (named.due, named.first_due) == (at("2026-03-05 12:00"), at("2026-03-03 09:10"))
    assert named.why == "The worker is ill"


def test_what_is_already_late_is_not_put_off() -> None:
    desk = Desk().sent("09:10")
    desk.sweep("2026-03-03 09:10")
    refused = desk.tried("put_off", "hal", fields={"until": "2026-03-05 12:00", "why": "The worker is ill"})
    assert refused is not None
    assert "already late" in str(refused)


def test_a_permit_lets_somebody_else_do_it() -> None:
    assert codes(Desk().tried("write_letter", "wim")) == ["not_yours"]
    Desk().sent().do("write_letter", "wim")


def test_what_cannot_be_is_refused_wherever_it_is_entered() -> None:
    desk = Desk().sent()
    desk.do("conference", "cai", outcome="plan")
    assert codes(desk.know("risk", "low")) == ["impossible"]
    assert codes(desk.know("plan", "protection")) == []
    assert codes(desk.know("at_risk", "yes")) == ["bad_value"]


def test_a_fact_that_an_act_sets_is_entered_by_that_act_alone() -> None:
    desk = Desk().sent()
    assert desk.view.value("way") == "sea"
    assert codes(desk.know("way", "land")) == ["bad_value"]
