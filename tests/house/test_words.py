"""Every word the house makes up is explained: refusal codes in the guide, events in a sentence."""

from __future__ import annotations

import dataclasses
import re

from baton.casework import events, evolve
from baton.casework.refusals import Code
from tests.house.tree import ROOT


def test_every_refusal_code_is_in_the_guide_and_no_other() -> None:
    told = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/guide/refusals.md").read_text(), re.MULTILINE)
    assert sorted(told) == sorted(code.value for code in Code)


def test_every_event_has_a_sentence_and_a_fold() -> None:
    kinds = {
        kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)
    } - {events.Event}
    assert set(events.SENTENCES) == kinds
    assert set(evolve._FOLDS) == kinds
    assert all(dataclasses.is_dataclass(kind) for kind in kinds)
