"""The core and the database answer every condition alike: true, false and not known, of random files and conditions.

Each council's cases are walks of random acts, saved; each condition is asked of all of them by SQL and of each of
them by `truth`, at instants that are often the very end of something. What cannot be asked is refused, loudly.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.askable import STORED, unstored
from baton.records import filters
from baton.records import models as m
from tests.records import asked

CASES = {"asked": (60, 120), "small": (25, 80), "stockport": (25, 80), "portsmouth": (25, 80)}
"""How many cases of each council, and how many steps the longest of their walks has."""
ASKABLE = (c.Always, c.Is, c.Done, c.Answered, c.Complete, c.Number, c.Age, c.Since, c.Ever)
REFUSED = (c.At, c.Total, c.Same, c.SameAnswer, c.Related, c.Reached, c.Outside)
MADE_OF_OTHERS = (c.All, c.AnyOf, c.Not)


def often(times: int) -> settings:
    """So many examples, the same each time."""
    return settings(
        deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck), max_examples=times
    )  # fmt: skip


class Everybody:
    """Every case of a council, to be asked by both evaluators."""

    def __init__(self, name: str) -> None:
        self.council = asked.council_of(name)
        self.files = asked.saved(name, *CASES[name])
        self.instants = asked.instants(name, self.files, 12)
        self.views: dict[datetime, dict[str, View]] = {}
        self.seen: Counter[tuple[type, bool | None]] = Counter()

    def by_core(self, condition: c.Condition, now: datetime) -> dict[str, bool | None]:
        if now not in self.views:
            self.views[now] = {ref: View(self.council, file, now) for ref, file in self.files.items()}
        return {ref: truth(condition, view) for ref, view in self.views[now].items()}

    def agree(self, condition: c.Condition, now: datetime) -> None:
        core = self.by_core(condition, now)
        self.seen.update((type(condition), answer) for answer in core.values())
        made = filters.compiled(self.council, condition, now)
        rows = m.Case.objects.filter(council=self.council.id, about="case")
        true, false = (set(rows.filter(q).values_list("ref", flat=True)) for q in (made.true, made.false))
        assert not true & false
        assert {ref: ref in true if ref in true | false else None for ref in core} == core


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_sql_and_core_answer_alike(name: str) -> None:
    everybody = Everybody(name)
    protocol, nows = everybody.council.protocol, st.sampled_from(everybody.instants)

    def askable(condition: c.Condition) -> bool:
        return not any(unstored(condition, protocol))

    kinds = {kind: leaf.filter(askable) for kind, leaf in asked.leaves(protocol).items() if kind in ASKABLE}
    for leaf in kinds.values():
        often(45 if name == "asked" else 15)(given(leaf, nows)(everybody.agree))()
    often(220 if name == "asked" else 30)(
        given(asked.trees(st.one_of(*kinds.values())), nows)(everybody.agree)
    )()
    plain = list(filter(askable, asked.plainly(protocol)))
    for number, condition in enumerate(plain if name == "asked" else plain[::4]):
        everybody.agree(condition, everybody.instants[number % len(everybody.instants)])
    for condition, now in asked.edges(everybody.council, everybody.files):
        everybody.agree(condition, now)
    if name == "asked":
        for kind in (c.Is, c.Number, c.Age, c.Since, c.Ever, *MADE_OF_OTHERS):
            assert all(everybody.seen[kind, answer] > 50 for answer in (True, False, None)), kind
        for kind in (c.Done, c.Answered, c.Complete):
            assert all(everybody.seen[kind, answer] > 50 for answer in (True, False)), kind


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_asked_is_refused_and_all_else_is_made(name: str) -> None:
    """No condition ends in anything but SQL or a sentence that says what would be right."""
    council = asked.council_of(name)
    refused: set[type] = set()

    def is_made_or_refused(condition: c.Condition) -> None:
        wrong = next(unstored(condition, council.protocol), None)
        if wrong is None:
            filters.compiled(council, condition, asked.walks.BEGIN)
            return
        refused.add(type(condition))
        with pytest.raises(filters.CannotAsk) as said:
            filters.compiled(council, condition, asked.walks.BEGIN)
        assert str(said.value) == f"{wrong[1]} {wrong[2]}"

    for kind, leaf in asked.leaves(council.protocol).items():
        often(40)(given(leaf)(is_made_or_refused))()
        assert (kind in refused) >= (kind in REFUSED)
    often(50)(given(asked.trees(st.one_of(*asked.leaves(council.protocol).values())))(is_made_or_refused))()


def test_every_kind_of_condition_is_made_or_refused() -> None:
    assert {*get_args(c.Condition)} == {*ASKABLE, *REFUSED, *MADE_OF_OTHERS}
    assert {*filters.KINDS} == {*ASKABLE, *MADE_OF_OTHERS}
    assert {*filters.BUILT_IN} == {*STORED}
