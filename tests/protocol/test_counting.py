"""What a scorecard counts is checked: values that are never so, facts whose past is not kept, groups that are not there."""

import pytest

from tests.protocol.sampling import TINY, checked, place

CARD = """
facts:
  worried: {first_of: [{much: {urgent: yes}}, {little: otherwise}], cites: [TNY-07]}
  sent: {is: {send: done}, cites: [TNY-07]}
  rung: {is: {ring: done}, cites: [TNY-07]}
acts:
  ring: {name: Ring, by: [screener], lasts: ever, cites: [TNY-01]}
reports:
  plain: {name: Plain, says: No scorecard., rows: decisions, cites: [TNY-01]}
  card:
    name: Card
    says: A scorecard made up for a test.
    groups: locality
    lines:
      one: {name: One, says: What it counts., cites: [TNY-02], %s}
    cites: [TNY-01]
"""
SPELLS = "rows: spells, count: child, facts: {plan: [child_protection]}"
WRONG = {
    "a value that is never so": ("rows: acts, count: child, was: {plan: [chid_in_need]}", "chid_in_need", "'plan' is never 'chid_in_need'."),
    "a fact of more than one thing": ("rows: acts, count: child, was: {worried: [much]}", "worried", "'worried' is worked out from more than one thing"),
    "spells of what was done": ("rows: spells, count: child, facts: {sent: [yes]}", "sent", "'sent' is worked out from more than one thing"),
    "an act that holds good for a move alone": (
        "rows: acts, count: child, was: {sent: [yes]}", "sent", "'sent' is worked out from more than one thing",
    ),
    "a fact that is not there": ("rows: acts, count: child, was: {plann: [none]}", "plann", "There is no fact 'plann'."),
    "a body that is not there": (f"{SPELLS}, held_by: famly_team", "famly_team", "There is no team 'famly_team'."),
    "somebody who came back to nobody": ("rows: stays, count: child, came_back: {to: famly_team, within: 1 year}", "famly_team", "There is no team 'famly_team'."),
}  # fmt: skip
SHAPES = {
    "neither counts nor averages": "rows: acts",
    "counts and averages": "rows: stays, count: child, average: stay.days",
    "spells of two facts": "rows: spells, count: child, facts: {plan: [none], urgent: [yes]}",
    "where an act went": "rows: acts, count: child, went_to: closed",
    "acts that stood": "rows: acts, count: child, dated_by: standing",
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_line_that_would_count_nothing_is_a_mistake_at_its_place(kind: str) -> None:
    said, word, wrong = WRONG[kind]
    text = CARD % said
    (only,) = checked({**TINY, "zz.yaml": text}).mistakes
    assert (only.line, only.column) == place(text, said, word)
    assert only.wrong.startswith(wrong)


@pytest.mark.parametrize("kind", SHAPES)
def test_a_line_that_cannot_be_counted_is_a_mistake(kind: str) -> None:
    assert checked({**TINY, "zz.yaml": CARD % SHAPES[kind]}).mistakes


@pytest.mark.parametrize(
    "said", [SPELLS, "rows: acts, count: child, was: {rung: [yes], plan: [none, not_known]}"]
)
def test_a_line_of_what_is_kept_is_none(said: str) -> None:
    assert checked({**TINY, "zz.yaml": CARD % said}).mistakes == ()


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("groups: locality", "groups: localty", "There is no kind of place 'localty'."),
        ("groups: locality", "lines_of: plain", "'plain' is no scorecard with lines of its own."),
    ],
)
def test_the_groups_and_the_card_it_takes_lines_of_are_there(old: str, new: str, wrong: str) -> None:
    found = checked({**TINY, "zz.yaml": (CARD % SPELLS).replace(old, new)}).mistakes
    assert [mistake.wrong for mistake in found] == [wrong]
