"""Pages as somebody sees them after stories have been told: what clauses about what is shown are tested on."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client

from baton.operations import stage, stories
from baton.operations.cast import cast
from baton.protocol import loading
from baton.protocol.schema import Story
from baton.records import models
from baton.services import councils, present

PROTOCOLS = Path(__file__).parents[2] / "protocols"


@lru_cache
def book(council: str) -> Mapping[str, Story]:
    """A council's stories by their titles."""
    return stories.book(loading.stories(PROTOCOLS / council))


@contextmanager
def cast_of(council: str) -> Iterator[None]:
    """The rows of a council's cast, written once and taken back at the end."""
    with transaction.atomic():
        stage.set_up(cast(councils.protocol(council), PROTOCOLS / council))
        yield
        transaction.set_rollback(True)
    councils.forget()


class Town:
    """A stage, and its pages as somebody sees them."""

    council = ""

    def __init__(self) -> None:
        self.stage = stage.Services(self.council)
        self.refs: dict[str, str] = {}

    def told(self, *titles: str) -> "Town":
        """After these stories."""
        for title in titles:
            self.refs.update(stories.tell(book(self.council)[title], self.stage, book(self.council)))
        return self

    def play(self, *steps: dict[str, Any]) -> "Town":
        """After these steps, none of which names a child of another story."""
        story = Story(story="A few more steps", steps=steps)
        self.refs.update(stories.tell(story, self.stage, book(self.council)))
        return self

    def browser(self, person: str) -> Client:
        """Somebody signed in."""
        client = Client()
        client.force_login(models.Person.objects.get(id=person))
        return client

    def status(self, person: str, address: str) -> int:
        """Whether somebody is shown a page at once."""
        with present.stopped_at(self.stage.now):
            return self.browser(person).get(address.format(**self.refs)).status_code

    def page(self, person: str, address: str, whole: bool = False) -> str:
        """A page's words, as this person sees them now: of its main part, or of the whole."""
        with present.stopped_at(self.stage.now):
            answer = self.browser(person).get(address.format(**self.refs))
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return words(answer.content.decode(), whole)

    def post(self, person: str, address: str, said: Mapping[str, Any], status: int = 302) -> str:
        """What a page answers to a form sent by this person, in words."""
        with present.stopped_at(self.stage.now):
            answer = self.browser(person).post(address.format(**self.refs), said)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return words(answer.content.decode())


def words(page: str, whole: bool = False) -> str:
    """What is read on a page, its main part alone or the whole of it."""
    main = page if whole else page[page.find("<main") :]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())
