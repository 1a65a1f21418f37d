"""Where a walk may begin other than at the front door: part of the way through a story its council tells.

A walk of twenty guesses from a first contact hardly ever reaches a conference or the end of a ladder; the
stories of a council know the way there.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from baton.casework.council import Council
from baton.casework.events import AttemptRefused, Event
from baton.casework.file import File
from baton.casework.view import View
from baton.operations import stories
from baton.operations.cast import cast
from baton.protocol import loading
from baton.protocol.schema import Story
from tests.casework import small
from tests.scenarios.on_paper import OnPaper

PROTOCOLS = Path(__file__).parents[2] / "protocols"
OF_EACH = 3
"""From how many places of one story walks may begin, so that they are told once and remembered."""


@dataclass(frozen=True)
class Beginning:
    """A file as far as a story took it, with everybody else on the stage as they were then."""

    council: Council
    file: File
    history: tuple[Event, ...]
    now: datetime
    stage: OnPaper

    def around(self, file: File, now: datetime) -> tuple[View, ...]:
        """The people and teams around the child, who themselves stand still from here on."""
        self.stage.now = now
        return self.stage.related(file)


@lru_cache
def council_of(name: str) -> Council:
    """A council with somebody in every role; 'small' is the made-up one with one of everything."""
    if name == "small":
        return small.council()
    protocol = loading.read(PROTOCOLS / name).protocol
    assert protocol is not None, f"{name} cannot be read"
    return cast(protocol, PROTOCOLS / name)


@lru_cache
def _told(council: str) -> tuple[Story, ...]:
    folder = PROTOCOLS / council
    return tuple(loading.stories(folder)) if folder.is_dir() else ()


def in_a_story(name: str, chance: random.Random) -> Beginning | None:
    """One of the files of one of the council's stories, some steps in; none, if it tells none."""
    told = _told(name)
    if not told:
        return None
    begun = _as_far_as(name, chance.randrange(len(told)), chance.randrange(OF_EACH))
    return chance.choice(begun) if begun else None


@lru_cache(maxsize=4096)
def _as_far_as(name: str, number: int, part: int) -> tuple[Beginning, ...]:
    told = _told(name)
    story, stage = told[number], OnPaper(council_of(name))
    steps = story.steps[: max(1, len(story.steps) * (part + 1) // OF_EACH)]
    stories.tell(story.model_copy(update={"steps": steps}), stage, stories.book(told))
    return tuple(
        Beginning(
            stage.council(),
            replace(file, version=0),
            tuple(event for event in stage.journal[ref] if not isinstance(event, AttemptRefused)),
            stage.now,
            stage,
        )
        for ref, file in stage.files.items()
    )
