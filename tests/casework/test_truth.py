"""Three-valued answers, condition by condition, on a file of the small council."""

from datetime import date

import pytest

from baton.casework.truth import truth
from baton.protocol.conditions import ConditionError, parse
from tests.casework.small import FORM, Desk

TRUE, FALSE, UNKNOWN = {"holder": "door"}, {"holder": "crew"}, {"risk": "high"}
VALUES = {True: TRUE, False: FALSE, None: UNKNOWN}


def asked(desk: Desk, condition: object) -> bool | None:
    return truth(parse(condition), desk.view)


@pytest.mark.parametrize("left", [True, False, None])
@pytest.mark.parametrize("right", [True, False, None])
def test_all_any_and_not(left: bool | None, right: bool | None) -> None:
    desk, parts = Desk(), [VALUES[left], VALUES[right]]
    both = False if False in (left, right) else (None if None in (left, right) else True)
    either = True if True in (left, right) else (None if None in (left, right) else False)
    assert asked(desk, {"all": parts}) is both
    assert asked(desk, {"any": parts}) is either
    assert asked(desk, {"not": VALUES[left]}) is (None if left is None else not left)


def test_not_known_can_be_asked_for() -> None:
    desk = Desk()
    assert asked(desk, {"risk": "not_known"}) is True
    assert asked(desk, {"risk": ["low", "not_known"]}) is True
    desk.know("risk", "high")
    assert asked(desk, {"risk": "not_known"}) is False
    assert asked(desk, {"risk": ["low", "high"]}) is True
    desk.know("risk", "not_known", happened="08:00")
    assert asked(desk, {"risk": "high"}) is None


def test_what_was_done_is_never_unknown() -> None:
    desk = Desk()
    assert asked(desk, {"decide": "done"}) is False
    assert asked(desk, {"decide": "go"}) is False
    desk.do("decide", "dora", outcome="stay")
    assert asked(desk, {"decide": "done"}) is True
    assert asked(desk, {"decide": "go"}) is False
    assert asked(desk, {"decide": "not_done"}) is False


def test_answered_and_complete() -> None:
    desk = Desk()
    assert asked(desk, {"form.why": "answered"}) is False
    desk.do("fill_form", "dora", fields={"why": "A good reason"})
    assert asked(desk, {"form.why": "answered"}) is True
    assert asked(desk, {"form": "complete"}) is True
    desk.know("risk", "high")
    assert asked(desk, {"form": "complete"}) is False
    desk.do("fill_form", "dora", fields={"proof": "It was seen"})
    assert asked(desk, {"form": "complete"}) is True


def test_numbers_and_sets() -> None:
    desk = Desk()
    assert asked(desk, {"absences": {"at_least": 3}}) is None
    assert desk.know("absences", "3") is None
    assert asked(desk, {"absences": {"at_least": 3}}) is True
    assert asked(desk, {"absences": {"under": 3}}) is False
    assert asked(desk, {"agencies": {"at_least": 1}}) is None
    assert desk.know("agencies", "health|police") is None
    assert asked(desk, {"agencies": {"at_least": 2}}) is True
    assert asked(desk, {"agencies": "police"}) is True
    assert asked(desk, {"agencies": "school"}) is False
    assert asked(desk, {"open_climbs": {"under": 1}}) is True


@pytest.mark.parametrize(
    ("born", "answer"),
    [(date(2012, 3, 2), True), (date(2012, 3, 3), False), (None, None)],
)
def test_age_turns_on_the_birthday(born: date | None, answer: bool | None) -> None:
    assert asked(Desk(born=born), {"age": {"at_least": 14}}) is answer


@pytest.mark.parametrize(
    ("said", "on", "fourteen", "under_eighteen"),
    [
        (15, "2026-03-02 10:00", True, True),
        (13, "2026-03-02 10:00", False, True),  # the day it was said: thirteen
        (13, "2026-03-03 00:00", None, True),  # the first day on which it may be fourteen
        (13, "2027-03-01 23:59", None, True),
        (13, "2027-03-02 00:00", True, True),
        (17, "2026-03-03 00:00", True, None),
        (18, "2026-03-02 10:00", True, False),
        (14, "2046-03-02 10:00", True, False),
        (200, "2026-03-02 10:00", None, None),
    ],
)
def test_a_stated_age_is_a_year_of_birthdays(
    said: int, on: str, fourteen: bool | None, under_eighteen: bool | None
) -> None:
    """Said at the contact of 2 March 2026: not known only where it truly lies between."""
    desk = Desk(age=said)
    desk.sweep(on)
    assert asked(desk, {"age": {"at_least": 14}}) is fourteen
    assert asked(desk, {"age": {"under": 18}}) is under_eighteen


def test_a_stated_age_says_how_long_ago_the_birth_was() -> None:
    desk = Desk(age=13)
    assert asked(desk, {"born": {"at_least": "156 months"}}) is True
    assert asked(desk, {"born": {"at_least": "167 months"}}) is None
    assert asked(desk, {"born": {"at_least": "169 months"}}) is False
    assert asked(Desk(age=13, due=date(2026, 6, 1)), {"age": {"at_least": 0}}) is False, "not yet born"


def test_a_leap_day_birthday() -> None:
    desk = Desk(born=date(2012, 2, 29))
    desk.sweep("2030-02-28 12:00")
    assert asked(desk, {"age": {"at_least": 18}}) is False
    desk.sweep("2030-03-01 00:00")
    assert asked(desk, {"age": {"at_least": 18}}) is True


def test_a_floor_is_measured_to_now_and_a_ceiling_to_an_event() -> None:
    desk = Desk()
    floor = {"decide": {"at_least": "3 months"}}
    assert asked(desk, floor) is None
    desk.do("decide", "dora", "09:00", outcome="go")
    desk.sweep("2026-06-02 08:59")
    assert asked(desk, floor) is False
    desk.sweep("2026-06-02 09:00")
    assert asked(desk, floor) is True
    ceiling = {"decide": {"under": "3 months", "to": "consent"}}
    assert asked(desk, ceiling) is None
    desk.do("consent", "dora", "2026-06-02 10:00", happened="2026-06-01 09:00", outcome="given")
    assert asked(desk, ceiling) is True
    desk.sweep("2026-07-30 12:00")
    assert asked(desk, ceiling) is True, "people waiting do not change it"


def test_of_two_in_one_minute_that_came_first_which_was_recorded_first() -> None:
    desk, first, then = (
        Desk(),
        {"ask_police": {"before": "conference"}},
        {"conference": {"before": "ask_police"}},
    )
    assert (asked(desk, first), asked(desk, then)) == (None, None)
    desk.do("ask_police", "dora", "10:00:40")
    desk.do("conference", "cai", "10:00:50", happened="10:00", outcome="plan")
    assert (asked(desk, first), asked(desk, then)) == (True, False), "the minute is what people give"
    assert asked(desk, {"ask_police": {"before": "ask_police"}}) is False
    assert asked(desk, {"conference": {"before": "plan"}}) is False, "what an act sets comes with it"


def test_what_is_recorded_later_may_have_come_first() -> None:
    desk = Desk()
    desk.do("conference", "cai", "10:00:50", happened="10:00", outcome="plan")
    desk.do("ask_police", "dora", "10:01:10", happened="09:58")
    assert asked(desk, {"ask_police": {"before": "conference"}}) is True
    assert asked(desk, {"ask_police": {"before": "plan"}}) is True


def test_something_just_before_a_move_came_before_it() -> None:
    desk = Desk()
    desk.do("ask_police", "dora", "09:10:00")
    desk.sent("09:10:20")
    assert asked(desk, {"ask_police": {"before": "point_of_transfer"}}) is True
    desk.do("resend", "dora", "09:10:40")
    assert asked(desk, {"point_of_transfer": {"before": "resend"}}) is True
    assert asked(desk, {"resend": {"before": "point_of_transfer"}}) is False


def test_a_ceiling_without_an_event_is_a_mistake() -> None:
    with pytest.raises(ConditionError, match="ceiling"):
        parse({"decide": {"under": "3 months"}})


def test_over_time_at_ever_and_total() -> None:
    desk = Desk(born=date(2010, 3, 1)).sent()
    assert asked(desk, {"plan": {"ever": "protection"}}) is None
    desk.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
    desk.do("conference", "sol", "2026-05-03 10:00", outcome="no_plan")
    assert asked(desk, {"plan": "protection"}) is False
    assert asked(desk, {"plan": {"ever": "protection"}}) is True
    assert asked(desk, {"plan": {"at": "age 16", "is": "protection"}}) is None
    assert asked(desk, {"plan": {"at": "decide", "is": "protection"}}) is None
    assert asked(desk, {"plan": {"total": "60 days", "is": "protection"}}) is True
    assert asked(desk, {"plan": {"total": "62 days", "is": "protection"}}) is False


def test_what_was_so_at_an_age_is_asked_of_the_day_here_in_summer_too() -> None:
    desk = Desk(born=date(2010, 8, 1)).sent()
    desk.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
    at_sixteen = {"plan": {"at": "age 16", "is": "protection"}}
    desk.sweep("2026-07-31 23:59")
    assert asked(desk, at_sixteen) is False
    desk.sweep("2026-08-01 00:00")
    assert asked(desk, at_sixteen) is True


def test_derived_facts_and_latches() -> None:
    desk = Desk().sent()
    assert desk.view.value("at_risk") is None
    assert desk.view.value("surely_at_risk") == "yes"
    assert desk.view.value("watched") == "no"
    desk.know("risk", "high")
    assert (desk.view.value("at_risk"), desk.view.value("stage")) == ("yes", "grey")
    desk.do("conference", "cai", "2026-03-03 10:00", outcome="plan")
    assert (desk.view.value("stage"), desk.view.value("watched")) == ("grave", "yes")
    desk.do("conference", "sol", "2026-05-03 10:00", outcome="no_plan")
    assert desk.view.value("watched") == "yes", "what ends it is not the opposite of what began it"
    desk.do("write_up", "sol")
    desk.do("sign_off", "sue")
    assert desk.view.value("watched") == "no"


def test_the_same_answer_from_two_people() -> None:
    desk, both = Desk(), {"vote": {"same_answer": ["crew_lead", "safe_lead"], "in": ["what"]}}
    desk.do("vote", "cai", fields={"what": "go"})
    assert asked(desk, both) is False
    desk.do("vote", "sol", fields={"what": "stay"})
    assert asked(desk, both) is False
    desk.do("vote", "sol", fields={"what": "go"})
    assert asked(desk, both) is True
    desk.do("vote", "cai", fields={"what": "stay"})
    assert asked(desk, both) is False, "the latest answer of each counts"


def test_an_act_answers_its_own_questions() -> None:
    desk = Desk().sent()
    desk.do("allocate", "cai", fields={"worker": "wim"})
    refused = desk.tried("allocate", "cai")
    assert refused is not None
    assert "has not been answered" in str(refused)


def test_a_form_of_an_earlier_move_answers_nothing_now() -> None:
    desk = Desk().sent()
    desk.do("give_back", "cai", "10:00")
    desk.do("decide", "dora", "10:05", outcome="go")
    refused = desk.tried("send", "dora", reasons={"agreed": "They cannot be asked"})
    assert refused is not None
    assert [reason.field for reason in refused.reasons] == ["why"]
    desk.do("send", "dora", fields=FORM, reasons={"agreed": "They cannot be asked"})
