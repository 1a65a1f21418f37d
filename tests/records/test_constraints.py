"""What the database refuses has a sentence, and what is appended cannot be changed."""

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from baton.records import constraints
from baton.records import models as m
from tests import tiny


def test_every_constraint_has_its_sentence():
    named = {c.name for model in apps.get_app_config("records").get_models() for c in model._meta.constraints}
    assert named == set(constraints.SENTENCES)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_journalentry SET body = '{}'",
        "DELETE FROM records_journalentry",
        "DELETE FROM records_readlog",
    ],
)
def test_the_journal_and_the_read_log_are_never_changed(statement, council, clock):
    refs = tiny.contact().case_refs
    m.ReadLog.objects.create(council_id="tiny", ref=refs[0], by="ann", at=clock(), relation="team")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_second_responsible_team_is_refused_in_plain_words(council, clock):
    (ref,) = tiny.contact().case_refs
    case = m.Case.objects.get(ref=ref)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        m.InvolvementRow.objects.create(
            case=case, council_id="tiny", key="9", team="x", kind="responsible", start=clock()
        )
    assert constraints.sentence(refused.value) == "Exactly one team is responsible for a child at a time."
