"""The bench measures each task beside its statements alone and, for a request, beside its floor; nothing it does stays."""

import pytest

from baton.operations.bench import crowd, tasks
from baton.records import models
from baton.services import present
from tests.services.conftest import clock
from tests.web import town
from tests.web.conftest import council

__all__ = ["clock", "council"]


@pytest.fixture
def told(council, clock):
    """A family sent to a team, and two more like them."""
    town.sent("Ada Bell", "Ben Bell")
    assert crowd.fill(town.COUNCIL, 6, clock()) == 4
    return clock()


def test_a_crowd_is_as_many_open_cases_as_asked_each_like_one_that_is_there(told) -> None:
    cases = models.Case.objects.filter(about="case", closed_at__isnull=True)
    assert cases.count() == 6
    assert cases.values("child").distinct().count() == 6
    assert cases.values("contact").distinct().count() == 5  # the two of the first family share theirs
    assert cases.filter(tray="footprint_duty:bredbury").count() == 6


@pytest.mark.parametrize("name", ["intake", "tray", "case", "act", "sweep"])
def test_each_task_is_measured_beside_less_and_nothing_stays(told, name: str) -> None:
    before = (
        models.JournalEntry.objects.count(),
        models.ReadLog.objects.count(),
        models.Contact.objects.count(),
    )
    (measured,) = tasks.measure([name], town.COUNCIL, present.now(), rounds=1)
    assert measured.statements >= 3
    assert measured.cost.cpu > 0
    assert measured.bare.wall > 0
    assert (measured.floor is not None) == (name in ("intake", "tray", "case"))
    after = (
        models.JournalEntry.objects.count(),
        models.ReadLog.objects.count(),
        models.Contact.objects.count(),
    )
    assert before == after


def test_a_decision_is_measured_beside_a_plain_chain_of_ifs(told) -> None:
    allowed, refused = tasks.measure(["decide"], town.COUNCIL, present.now(), rounds=3)
    assert allowed.times_bare > 1
    assert refused.times_bare > 1
