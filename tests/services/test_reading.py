"""A record is read by those who work with the child, or with a reason; every reading is kept."""

import pytest

from baton.records import models as m
from baton.services import acting, reading
from baton.services.refusing import NeedsReason, NoSuchCase
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture
def ref():
    (ref,) = tiny.contact("Ida Bell").case_refs
    acting.do(case=ref, act="recommend", by="ann", outcome="urgent")
    acting.do(case=ref, act="send", by="ann")
    return ref


@pytest.mark.parametrize(
    ("by", "relation"), [("nia", "team"), ("wes", "team"), ("ann", "reads_all"), ("hal", "reads_all")]
)
def test_a_working_relationship_opens_it(by, relation, ref):
    assert reading.open_case(ref, by).relation == relation
    assert m.ReadLog.objects.get(ref=ref).by == by


def test_the_named_worker_opens_it(ref):
    acting.do(case=ref, act="allocate", by="nia", fields={"person": "wes"})
    assert reading.open_case(ref, "wes").relation == "worker"


def test_anybody_else_needs_a_reason_of_some_length(ref):
    for reason in ("", "just looking"):
        with pytest.raises(NeedsReason):
            reading.open_case(ref, "sam", reason)
    assert reading.open_case(ref, "sam", "I am covering duty for the north tonight").relation == "reason"
    assert m.ReadLog.objects.get().reason


def test_somebody_of_another_council_is_told_nothing(ref):
    with pytest.raises(NoSuchCase):
        reading.open_case(ref, "a-stranger", "a reason that is quite long enough")
