"""A condition as SQL finds the same cases as the core does: true, false and not known alike."""

from dataclasses import replace
from datetime import date

import pytest

from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.conditions import parse
from baton.records import filters, stores
from baton.records import models as m
from baton.services import acting, contacts, councils
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


def test_sql_and_core_answer_alike(many, clock):
    council, now = councils.council("tiny"), clock()
    rows = m.Case.objects.filter(about="case")
    views = {ref: View(council, stores.load(ref).file, now) for ref in rows.values_list("ref", flat=True)}
    for asked in ASKED:
        condition = parse(asked)
        made = filters.compiled(council, condition, now)
        answers = {ref: truth(condition, view) for ref, view in views.items()}
        for answer, where in ((True, made.true), (False, made.false)):
            found = set(rows.filter(where).values_list("ref", flat=True))
            assert found == {ref for ref in answers if answers[ref] is answer}, asked


def test_each_case_answers_by_its_own_file_and_not_by_what_another_knows(council, clock):
    """The same child, born as the second case has put right: the first still decides on what it was told."""
    (first,) = tiny.contact("Ida Bell").case_refs
    child = stores.load(first).file.child
    (second,) = contacts.log_contact(
        council="tiny", children=[{"ref": child.ref, "name": child.name}], by="ann"
    ).case_refs
    born = replace(child, born=date(2012, 3, 2))
    acting.change_child(case=second, child=born, by="ann", why="The birth certificate was seen")
    of_age = filters.cases(councils.council("tiny"), parse({"age": {"at_least": 14}}), clock())
    assert list(of_age.values_list("ref", flat=True)) == [second]


@pytest.mark.parametrize(
    "asked", [{"plan": {"total": "3 months", "is": "none"}}, {"siblings": {"any": {"urgent": "yes"}}}]
)
def test_what_cannot_be_asked_of_all_at_once_is_said(asked, council, clock):
    with pytest.raises(filters.CannotAsk, match=r"Ask for"):
        filters.cases(councils.council("tiny"), parse(asked), clock())
