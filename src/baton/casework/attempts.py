"""What is kept of an attempt that was refused: who tried what, for which rules it was refused, and the reason given with it.

    tried(refusal, command, now)     # AttemptRefused(..., grounds=("Capacity is no reason to hold a child back.",))

Only what decided it is kept in words: forty lines of a form that nobody has marked are forty times the same.
"""

from __future__ import annotations

from datetime import datetime

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.refusals import Refusal

MOST = 3
"""So many grounds are kept in words; the codes say how many there were."""


def tried(refusal: Refusal, command: c.Command, by: str, now: datetime) -> e.AttemptRefused:
    """The event by which the attempt is kept."""
    decisive = [reason for reason in refusal.reasons if not reason.form][:MOST]
    return e.AttemptRefused(
        now,
        refusal.name,
        by,
        tuple(reason.code.value for reason in refusal.reasons),
        tuple(reason.says for reason in decisive),
        tuple(dict.fromkeys(clause for reason in decisive for clause in reason.clauses)),
        command.why if isinstance(command, c.Depart) else "",
    )
