"""A sample of `make mutants`: the whole of it takes rather longer with every council."""

import random

import pytest

from tests import mutants

SAMPLE = 12


@pytest.mark.parametrize("council", mutants.told())
def test_a_damaged_rule_fails_a_story(council: str) -> None:
    found = [mutant for mutant in mutants.mutants(council) if not mutants.known(mutant)]
    tried = random.Random(20260302).sample(found, SAMPLE)
    assert [str(mutant) for mutant in tried if not mutants.killed_by(mutant)] == []


@pytest.mark.parametrize("council", mutants.told())
def test_every_story_is_true_on_paper_too(council: str) -> None:
    protocol, told = mutants.read(council)
    assert not [story for story in told if mutants.fails(story, council, protocol)]


def test_the_known_survivors_are_still_there() -> None:
    for mutant in (m for council in mutants.told() for m in mutants.mutants(council)):
        if mutants.known(mutant):
            assert not mutants.killed_by(mutant), f"{mutant} is noticed now: take it out of KNOWN"
