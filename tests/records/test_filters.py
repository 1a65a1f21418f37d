"""A condition as SQL finds the same cases as the core does: true, false and not known alike."""

import pytest

from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.conditions import Age, Since, parse
from baton.records import filters, stores
from baton.records import models as m
from baton.services import acting, councils
from tests import tiny

ASKED = [
    {"urgent": "yes"}, {"urgent": "no"}, {"urgent": "not_known"}, {"not": {"urgent": "yes"}},
    {"send": "done"}, {"send": "not_done"}, {"recommend": "urgent"}, {"recommend": ["steady", "urgent"]},
    {"not": {"recommend": "urgent"}}, {"confirm": "done"}, {"holder": "helping"}, {"holder": "door"},
    {"allocated": "yes"}, {"closed": "yes"}, {"plan": {"ever": ["child_protection"]}},
    {"not": {"plan": {"ever": ["child_protection"]}}}, {"plan": "child_protection"}, {"naming.person": "wes"},
    {"not": {"naming.person": "wes"}}, {"naming.person": "answered"}, {"naming.person": "not_answered"},
    {"any": [{"urgent": "yes"}, {"plan": "none"}]}, {"all": [{"urgent": "no"}, {"not": {"plan": "none"}}]},
    {"not": {"any": [{"urgent": "yes"}, {"plan": "none"}]}}, {"urgent": "answered"},
]  # fmt: skip


@pytest.fixture
def many(council, clock):
    """Cases in every state the tiny procedure knows."""
    steps = [
        ("recommend", "ann", "urgent", {}), ("send", "ann", "", {}), ("confirm", "nia", "", {}),
        ("allocate", "nia", "", {"person": "wes"}), ("allocate", "nia", "", {"person": "win"}), ("finish", "nia", "", {}),
    ]  # fmt: skip
    for length in range(len(steps) + 1):
        (ref,) = tiny.contact(f"Child {length}").case_refs
        for act, by, outcome, fields in steps[:length]:
            clock.move(minutes=1)
            acting.do(case=ref, act=act, by=by, outcome=outcome, fields=fields)
    (ref,) = tiny.contact("Steady").case_refs
    acting.do(case=ref, act="recommend", by="ann", outcome="urgent")
    acting.do(case=ref, act="recommend", by="ann", outcome="steady")
    acting.know(case=ref, fact="plan", value="child_protection", by="ann", at=clock())
    clock.move(minutes=1)
    acting.know(case=ref, fact="plan", value="none", by="ann", at=clock())


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_sql_and_core_answer_alike(asked, many, clock):
    council, condition, now = councils.council("tiny"), parse(asked), clock()
    compiled = filters.compiled(council, condition, now)
    rows = m.Case.objects.filter(about="case")
    true = set(rows.filter(compiled.true).values_list("ref", flat=True))
    false = set(rows.filter(compiled.false).values_list("ref", flat=True))
    refs = rows.values_list("ref", flat=True)
    answers = {ref: truth(condition, View(council, stores.load(ref).file, now)) for ref in refs}
    assert true == {ref for ref, answer in answers.items() if answer is True}
    assert false == {ref for ref, answer in answers.items() if answer is False}


@pytest.mark.parametrize("condition", [Age(10, None), Since("send", "3 months", None, None)])
def test_what_cannot_be_asked_of_all_at_once_is_said(condition, council, clock):
    with pytest.raises(filters.CannotAsk):
        filters.compiled(councils.council("tiny"), condition, clock())
