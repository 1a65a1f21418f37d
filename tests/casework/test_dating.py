"""Dates held against what they may not be before or after, and against sense; and what the checker says of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baton.casework import commands as c
from baton.casework.file import Child
from baton.casework.refusals import Refusal
from baton.protocol import loading
from baton.protocol.checking import check_read
from baton.protocol.explaining import explain
from tests.casework import small
from tests.casework.small import Desk, codes

TEXT = (Path(small.__file__).parent / "small.yaml").read_text()
FIELD, ACT = "by: {label: By when, kind: time}", "vote: {name: Vote, "


def read(field: str, happening: str = "lasts: move\n    outcomes:\n      plan") -> loading.Read:
    text = TEXT.replace(FIELD, field).replace("lasts: move\n    outcomes:\n      plan", happening)
    return loading.from_texts({"small.yaml": text})


def desk(field: str, happening: str = "lasts: move\n    outcomes:\n      plan") -> Desk:
    made, found = Desk(), read(field, happening)
    assert found.protocol is not None, found.mistakes
    made.council = replace(made.council, protocol=found.protocol)
    return made


def says(refused: Refusal | None) -> str:
    return "; ".join(reason.says for reason in refused.reasons) if refused else ""


def vote(at_desk: Desk, by: str, when: str = "2026-03-04 12:00", happened: str = "") -> str:
    return says(at_desk.tried("vote", "cai", when, happened, fields={"what": "go", "by": by}))


@pytest.mark.parametrize(
    ("limit", "said", "why"),
    [
        ("not_after: now", "2026-03-04", ""),
        ("not_after: now", "2026-03-05", "By when: 5 March 2026 has not come yet. Give the day it happened."),
        ("not_before: now", "2026-03-04", ""),
        ("not_before: now", "2026-03-03", "3 March 2026 is before the day this is done, 4 March 2026."),
        ("not_before: opened", "2026-03-02", ""),
        ("not_before: opened", "2026-03-01", "1 March 2026 is before the opening of the case, 2 March 2026."),
        ("not_before: born", "2020-01-01", ""),  # no birth date: nothing is asked
        ("not_after: conference.planned", "2026-04-01", "1 April 2026 is after the date planned for 'Conference', 20 March 2026."),
        ("not_before: [opened, conference]", "2026-03-02", ""),  # the conference has not been held
    ],
)  # fmt: skip
def test_a_date_and_what_it_may_not_cross(limit: str, said: str, why: str) -> None:
    at_desk = desk(f"by: {{label: By when, kind: date, {limit}}}")
    at_desk.do("conference", "cai", "09:00", happened="2026-03-20 10:00", planned=True, outcome="")
    found = vote(at_desk, said)
    assert found == why if not why else why in found


def test_the_day_it_is_done_is_the_day_it_happened() -> None:
    """Written down on Wednesday of Monday: from Monday on is not before it."""
    at_desk = desk("by: {label: By when, kind: date, not_before: now}")
    assert vote(at_desk, "2026-03-02", happened="2026-03-02 09:00") == ""


def test_times_are_held_to_the_minute_and_answers_to_answers_of_the_same_form() -> None:
    at_desk = desk(
        "begun: {label: Begun, kind: time}\n      by: {label: By when, kind: time, not_before: answer.begun}"
    )
    fields = {"what": "go", "begun": "2026-03-02 09:00", "by": "2026-03-02 08:59"}
    refused = at_desk.tried("vote", "cai", "12:00", fields=fields)
    assert says(refused) == (
        "By when: Mon 2 Mar 2026, 08:59 is before 'Begun', Mon 2 Mar 2026, 09:00. Give that day or a later one."
    )
    assert at_desk.tried("vote", "cai", fields={**fields, "by": "2026-03-02 09:00"}) is None
    later = {"what": "go", "by": "2026-03-02 08:00"}
    assert "before 'Begun'" in says(at_desk.tried("vote", "cai", fields=later)), "as it was answered before"


@pytest.mark.parametrize("year", ["0001", "1899", "2300", "9999"])
def test_a_slip_of_the_pen_is_refused_everywhere(year: str) -> None:
    assert "Check the year" in vote(desk("by: {label: By when, kind: date}"), f"{year}-12-31")
    at_desk = Desk()
    assert codes(
        at_desk.command(
            c.ChangeChild(Child("P-1", due=date(int(year), 12, 31)), "dora", "As the hospital says")
        )
    ) == ["bad_time"]
    assert at_desk.file.child == Child("P-1", place="north")


def test_the_past_of_a_happening() -> None:
    at_desk = desk(FIELD, "lasts: move\n    not_before: opened\n    outcomes:\n      plan")
    early = at_desk.tried("conference", "cai", "09:00", "2026-03-01 10:00", outcome="plan")
    assert says(early) == (
        "Conference: Sun 1 Mar 2026, 10:00 is before the opening of the case, Mon 2 Mar 2026, 08:00. "
        "Give that day or a later one."
    )
    assert "Check the year" in says(
        at_desk.tried("conference", "cai", "09:00", "1902-03-01 10:00", outcome="plan")
    )
    assert at_desk.tried("conference", "cai", "09:00", "08:30", outcome="plan") is None


def test_it_is_explained_and_checked() -> None:
    found = read("by: {label: By when, kind: date, not_before: now, not_after: conference.planned}").protocol
    assert found is not None
    row = found.records["answer"].fields["by"]
    assert explain(found, "record:answer.fields.by", row).endswith(
        "not before the day this is done and not after the date planned for 'Conference'."
    )
    wrong = {
        "by: {label: By when, kind: date, not_before: tomorrow}": "There is no fact, act, moment or record 'tomorrow'.",
        "by: {label: By when, kind: text, not_after: now}": "'by' is a text, and only a date or a time is before or after.",
        "by: {label: By when, kind: date, not_after: answer.what}": "'answer.what' has no time of its own.",
    }
    for field, what in wrong.items():
        made = read(field)
        assert what in " ".join(map(str, check_read(made).mistakes)), field
