"""What cannot be asked where it stands is a mistake of the protocol, at its line and column, with what would be right."""

import pytest

from baton.protocol.checking import Checked
from tests.protocol.sampling import TINY, checked, place

FACTS = """
facts:
  disputed: {begins: {send: done}, ends: {receive: done}, cites: [TNY-07]}
  worried: {first_of: [{much: {disputed: yes}}, {little: {urgent: yes}}], cites: [TNY-07]}
"""
REPORT = FACTS + "reports:\n  made: {name: Made, says: It is made., rows: decisions, cites: [TNY-01], %s}\n"
LABEL = FACTS + "labels:\n  made: {name: Made, when: {%s}, cites: [TNY-01]}\n"
TRAY = FACTS + "trays:\n  made: {name: Made, team: safeguarding, while: {%s}, cites: [TNY-01]}\n"
STORED, STANDING = "Ask for an act, an outcome, an answer, a fact", "Ask for what has been done or is known."
# what a report asks, the word it is reported at, what is wrong, what would be right
OF_REPORTS = {
    "a total": ("plan: {total: 13 weeks, is: none}", "plan", "A report cannot ask what a length of time adds up to", STORED),
    "another time": ("plan: {at: age 16, is: none}", "plan", "A report cannot ask what a fact was at another time", STORED),
    "the same answer": ("send: {same_answer: [director, group_lead]}", "send", "A report cannot ask whether people gave", STORED),
    "between two": ("send: {under: 3 months, to: hearing}", "send", "A report cannot measure from 'send' to 'hearing'", "Measure to now, without 'to': {send: {at_least: 3 months}}."),
    "a latch": ("disputed: yes", "disputed", "'disputed' begins and ends by different things", "Ask for what it begins by"),
    "made of a latch": ("not: {worried: much}", "worried", "'worried' cannot be asked here. 'disputed' begins and ends", "Ask for what it begins"),
    "others": ("any: [{siblings: {any: {urgent: yes}}}]", "siblings", "This is asked of one case by itself", STANDING),
    "what is being done": ("send: {same: {item: item}}", "send", "'send' is compared here with what is being done", STANDING),
    "danger": ("danger: stated", "danger", "'danger' is known only while somebody is doing something.", STANDING),
    "the worker named": ("worker.qualified: yes", "worker.qualified", "'worker.qualified' is known only while", STANDING),
    "teams of a place": ("teams_in_place: {at_least: 2}", "teams_in_place", "'teams_in_place' is not kept beside each case", "Of the names built in, ask for 'holder', 'allocated',"),
    "a record": ("pack: answered", "pack", "A record has no value of its own: 'pack'.", "Ask for one of its fields"),
}  # fmt: skip


def said(text: str) -> Checked:
    return checked({**TINY, "zz.yaml": text})


def is_reported(text: str, within: str, word: str, wrong: str, right: str) -> None:
    (only,) = said(text).mistakes
    assert (only.file, only.line, only.column) == ("zz.yaml", *place(text, within, word))
    assert only.wrong.startswith(wrong)
    assert only.right.startswith(right)


@pytest.mark.parametrize("kind", OF_REPORTS)
def test_a_report_asks_only_what_the_database_can_answer(kind: str) -> None:
    asked, word, wrong, right = OF_REPORTS[kind]
    whole = REPORT % f"where: {{{asked}}}"
    is_reported(whole, f"where: {{{asked}}}", word, wrong, right)
    measured = REPORT % f"measures: {{many: {{name: Many, count: child, where: {{{asked}}}}}}}"
    is_reported(measured, f"where: {{{asked}}}", word, wrong, right)


@pytest.mark.parametrize("key", ["group", "order_by"])
def test_rows_are_put_together_by_what_the_database_can_answer(key: str) -> None:
    text = REPORT % f"{key}: fact.worried"
    is_reported(
        text, f"{key}: fact.worried", "fact", "'worried' cannot be asked here.", "Ask for what it begins"
    )
    assert said(REPORT % "columns: {Worried: fact.worried}").mistakes == ()


@pytest.mark.parametrize("room", [LABEL, TRAY], ids=["label", "tray"])
@pytest.mark.parametrize("kind", ["others", "what is being done", "danger", "the worker named"])
def test_a_label_and_a_tray_ask_only_of_a_case_as_it_stands(room: str, kind: str) -> None:
    asked, word, wrong, right = OF_REPORTS[kind]
    is_reported(room % asked, f"{{{asked}}}", word, wrong, right)


@pytest.mark.parametrize("room", [LABEL, TRAY], ids=["label", "tray"])
@pytest.mark.parametrize("kind", ["a total", "another time", "between two", "a latch", "teams of a place"])
def test_what_only_a_report_cannot_ask_is_no_mistake_of_theirs(room: str, kind: str) -> None:
    assert said(room % OF_REPORTS[kind][0]).mistakes == ()


def test_what_means_nothing_at_all_is_said_once() -> None:
    assert [m.wrong for m in said(REPORT % "where: {no_such: yes}").mistakes] == [
        "There is no fact, act, moment or record 'no_such'."
    ]
