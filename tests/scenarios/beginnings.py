"""Stories on a database, where what several of them begin with is played once.

    told = Beginnings("anytown", book)
    told.tell(book["A boy goes home"])      # plays 'A boy is in care', from which it goes on, and then itself
    told.tell(book["A boy stays"])          # takes back the going home alone, and goes on from 'A boy is in care'
    told.take_back()

Each story stands in a savepoint within that of the one it goes on from. Told in the order of `in_order`, every step
of a council's stories is played once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baton.operations import stage, stories
from baton.protocol.schema import Story
from baton.services import councils


@dataclass(frozen=True)
class Begun:
    """A story that has been told, and where it left the clock and the children."""

    story: Story
    savepoint: str
    now: datetime
    children: Mapping[str, str]


def in_order(book: Mapping[str, Story]) -> list[Story]:
    """The stories so that each comes right after one that it goes on from, or after others that do so too."""
    place = {title: number for number, title in enumerate(book)}
    return sorted(book.values(), key=lambda story: [place[s.story] for s in stories.line(story, book)])


class Beginnings:
    """The stories of a council that stand on its stage now, each gone on from the one before it."""

    def __init__(self, council: str, book: Mapping[str, Story]) -> None:
        self.council, self.book = council, book
        self._stage = stage.Services(council)
        self._standing: list[Begun] = []

    def tell(self, story: Story) -> None:
        """Tells a story, and of those that it goes on from whatever does not stand yet.

        Raises StoryFailed at the first step that is not so; what came before it goes on standing.
        """
        line = stories.line(story, self.book)
        shared = self._shared(line)
        self.take_back(shared)
        for number in range(shared, len(line)):
            self._go_on(line[number], number > 0)

    def take_back(self, standing: int = 0) -> None:
        """Leaves so many of the stories standing, from the first."""
        for begun in reversed(self._standing[standing:]):
            transaction.savepoint_rollback(begun.savepoint)
        del self._standing[standing:]
        councils.forget(self.council)

    def _shared(self, line: Iterable[Story]) -> int:
        shared = 0
        for begun, story in zip(self._standing, line, strict=False):
            if begun.story is not story:
                break
            shared += 1
        return shared

    def _go_on(self, story: Story, after: bool) -> None:
        before = self._standing[-1] if after else None
        self._stage.now = before.now if before else stage.FOUNDED
        telling = stories.Telling(
            self._stage, story, self.book, dict(before.children) if before else {}, begun=after
        )
        savepoint = transaction.savepoint()
        try:
            children = stories.go_on(telling, int(after))
        except BaseException:
            transaction.savepoint_rollback(savepoint)
            transaction.set_rollback(False)
            councils.forget(self.council)
            raise
        self._standing.append(Begun(story, savepoint, self._stage.now, children))
