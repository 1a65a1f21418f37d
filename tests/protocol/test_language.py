"""The reference of the language is true: each example in it is read and checked, and no primitive is missing."""

import re
from pathlib import Path

import pytest

from baton.protocol.schema import Protocol
from tests.protocol.sampling import TINY, checked

PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "language.md").read_text()
EXAMPLES = re.findall(r"^```yaml\n# example\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.partition(":")[0])
def test_an_example_has_no_mistakes(example: str) -> None:
    assert [str(mistake) for mistake in checked({**TINY, "example.yaml": example}).mistakes] == []


def test_there_is_an_example_of_every_primitive() -> None:
    shown = set(re.findall(r"^([a-z_]+):", "\n".join(EXAMPLES), flags=re.MULTILINE))
    said_elsewhere = {"protocol", "settings", "places", "people", "rotas", "imports"}
    assert set(Protocol.model_fields) - said_elsewhere <= shown


def test_there_are_twelve_rules_of_meaning() -> None:
    rules = PAGE.partition("## The twelve rules of meaning")[2].partition("\n## ")[0]
    assert re.findall(r"^(\d+)\.", rules, flags=re.MULTILINE) == [str(number) for number in range(1, 13)]


def test_every_yaml_block_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```yaml")


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("held: hold_panel", "held: decide_at_panel", "a meeting is the council's or the team's"),
        ("day: at_panel.day", "day: panel_request.asked", "is no date that 'decide_at_panel' asks for"),
        ("decide: decide_at_panel,", "decide: decide_at_pannel,", "There is no act or happening 'decide_at_pannel'"),
    ],
)  # fmt: skip
def test_a_meeting_that_takes_a_list_is_held_somewhere_and_decides_with_a_day(
    old: str, new: str, wrong: str
) -> None:
    example = next(text for text in EXAMPLES if "taken_at" in text)
    assert old in example
    found = checked({**TINY, "example.yaml": example.replace(old, new, 1)}).mistakes
    assert any(wrong in str(mistake) for mistake in found), [str(mistake) for mistake in found]
