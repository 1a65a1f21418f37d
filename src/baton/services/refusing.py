"""What a service raises when it does not do what was asked. The HTTP status is chosen only at the edges.

Refused      the procedure stands in the way: a Refusal with every reason and its clauses
Stale        somebody else saved first
NotSaved     the database would not take it: nothing was changed, try again
NoSuchCase   there is no such case
NeedsReason  a record may be read only with a reason
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, OperationalError

from baton.casework.refusals import Code, Reason, Refusal
from baton.records import constraints
from baton.records.stores import NoSuchCase, Stale

__all__ = ["NeedsReason", "NoSuchCase", "NotSaved", "Refused", "Stale", "saving"]


class Refused(Exception):
    """Refused by the procedure. `ref` is the case it was refused for; empty where there is none yet."""

    def __init__(self, refusal: Refusal, ref: str = "") -> None:
        super().__init__(str(refusal))
        self.refusal, self.ref = refusal, ref


class NotSaved(Exception):
    """Nothing was saved: the database was busy or full."""

    def __init__(self, says: str = "This was not saved. Nothing has changed; please try again.") -> None:
        super().__init__(says)
        self.says = says


class NeedsReason(Exception):
    """Only with a recorded reason may this person read this record."""

    def __init__(self, says: str, given: bool = False) -> None:
        super().__init__(says)
        self.says = says
        self.given = given
        """Whether a reason was given, and will not do."""


@contextmanager
def saving(name: str) -> Iterator[None]:
    """Turns what a database says into what a person can act on; put it outside the transaction."""
    try:
        yield
    except IntegrityError as error:
        says = constraints.sentence(error)
        if not says:
            raise
        raise Refused(Refusal(name, (Reason(Code.IMPOSSIBLE, says),))) from error
    except OperationalError as error:
        raise NotSaved() from error
