"""Stories told from a common beginning stand apart: what one did or failed at is gone before the next."""

import pytest

from baton.operations import stories
from baton.protocol.schema import Story
from baton.records import models
from tests.scenarios import seen_pages
from tests.scenarios.beginnings import Beginnings, in_order

pytestmark = pytest.mark.django_db
CONTACT = {"contact": {"children": ["Ava"], "place": "bredbury", "at": "Mon 2 Mar 2026 09:00"}}
LOGGED = Story(story="A contact is logged", steps=(CONTACT,))
WRONG = Story(
    story="It is already elsewhere",
    steps=({"after": LOGGED.story}, {"time": "Tue 3 Mar 2026 09:00"}, {"see": {"holder": "nowhere"}}),
)
SECOND = Story(story="A second child", steps=({"after": LOGGED.story}, {"contact": {"children": ["Bea"]}}))
THIRD = Story(
    story="A third child", steps=({"after": SECOND.story}, {"contact": {"children": ["Cai"], "at": "09:30"}})
)
BOOK = stories.book((THIRD, WRONG, LOGGED, SECOND))


def children() -> set[str]:
    return set(models.Case.objects.filter(about="case").values_list("child__name", flat=True))


def test_each_story_begins_where_the_one_before_it_ended_and_with_nothing_of_another() -> None:
    with seen_pages.cast_of("stockport"):
        told = Beginnings("stockport", BOOK)
        with pytest.raises(stories.StoryFailed, match="step 3"):
            told.tell(WRONG)
        assert children() == {"Ava"}
        told.tell(THIRD)
        assert children() == {"Ava", "Bea", "Cai"}
        told.tell(SECOND)
        assert children() == {"Ava", "Bea"}
        with pytest.raises(stories.StoryFailed):
            told.tell(WRONG)
        told.tell(LOGGED)
        assert children() == {"Ava"}
        told.take_back()
        assert children() == set()


def test_they_are_told_in_an_order_in_which_every_step_is_played_once() -> None:
    assert [s.story for s in in_order(BOOK)] == [LOGGED.story, WRONG.story, SECOND.story, THIRD.story]
