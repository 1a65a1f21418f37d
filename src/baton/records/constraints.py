"""What the database refuses, in plain words: the name of each constraint and the sentence shown for it.

A test holds this list equal to the constraints of the tables.
"""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.db.models import UniqueConstraint

SENTENCES = {
    "place_once_a_council": "There is already a place with this id.",
    "team_once_a_council": "There is already a team with this id.",
    "appointment_ends_after_it_starts": "An appointment cannot end before it starts.",
    "leave_ends_after_it_starts": "Leave cannot end before it starts.",
    "child_number_once_a_council": "Another child already has this number.",
    "import_once": "This contact has already been imported.",
    "contact_recorded_after_received": "A contact cannot be recorded before it was received.",
    "case_closes_after_it_opens": "A case cannot be closed before it was opened.",
    "open_case_has_a_holder": "An open case always has a responsible team.",
    "one_file_a_subject": "There is already a file for this team or place.",
    "involvement_once": "This involvement has already been recorded.",
    "one_responsible_team": "Exactly one team is responsible for a child at a time.",
    "involvement_ends_after_it_starts": "An involvement cannot end before it starts.",
    "allocation_once": "This allocation has already been recorded.",
    "one_named_worker": "A child has one named worker at a time.",
    "move_once": "This move has already been recorded.",
    "duty_once": "This duty has already been recorded.",
    "climb_once": "This escalation or dispute has already been recorded.",
    "done_once": "This has already been recorded.",
    "fact_once": "This has already been recorded.",
    "kin_once": "These two cases are linked already.",
    "rota_edition_once": "Somebody else changed this rota at the same instant.",
    "one_rota_at_a_time": "There is already a rota from that time.",
    "journal_in_order": "Somebody else saved at the same instant.",
    "message_once": "This message has already been written.",
    "delivered_once": "This message has already been sent to this person.",
    "idempotency_once": "This request is being answered already.",
}


def sentence(error: IntegrityError) -> str:
    """What to tell a person about a refusal of the database; empty where it is not one of ours."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or _name(str(error))
    return SENTENCES.get(name, "")


def _name(said: str) -> str:
    """SQLite names a check, but of a unique constraint only the columns: 'failed: table.a, table.b'."""
    told = said.partition("failed: ")[2].removeprefix("index ").strip("'")
    return told if told in SENTENCES else _by_columns().get(told, "")


@cache
def _by_columns() -> dict[str, str]:
    found: dict[str, str] = {}
    for model in apps.get_app_config("records").get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                columns = [model._meta.get_field(name).column for name in constraint.fields]  # type: ignore[union-attr]
                found[", ".join(f"{model._meta.db_table}.{column}" for column in columns)] = constraint.name
    return found
