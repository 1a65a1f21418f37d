"""The one refusal family.

    Refusal
     └─ reasons: Reason(code, rule, clauses, says, needs, field)

A refusal lists everything that is missing at once, what decides the matter first: that the case is closed, whose it
is, whether it belongs here; then what can be put right, and last the lines of another form. The sentence in a reason is the same one the disabled
button, the API and the journal show. The HTTP status is chosen only at the edges.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Every reason's code; each is documented in `docs/guide/refusals.md`."""

    UNKNOWN = "unknown"
    NOT_YOURS = "not_yours"
    NOT_YOU_AGAIN = "not_you_again"
    NOT_HERE = "not_here"
    ALREADY = "already_done"
    CLOSED = "closed"
    MISSING = "missing"
    REASON_NEEDED = "reason_needed"
    REASON_NOT_YOURS = "reason_not_yours"
    BAD_VALUE = "bad_value"
    BAD_TIME = "bad_time"
    NO_OUTCOME = "no_outcome"
    HELD = "held"
    CHOOSE_ROUTE = "choose_route"
    NO_TEAM = "no_team"
    NOT_COVERED = "not_covered"
    IMPOSSIBLE = "impossible"
    STALE = "changed_since"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands in the way, which rule says so, and what would satisfy it."""

    code: Code
    says: str
    rule: str = ""
    clauses: tuple[str, ...] = ()
    needs: str = ""
    field: str = ""
    form: str = ""
    """The name of another form on which it is put right, such as a checklist: its lines are shown together."""
    local: str = ""
    """Where no clause says so: why the council has such a rule of its own."""


_DECISIVE = (
    Code.UNKNOWN, Code.CLOSED, Code.NOT_YOURS, Code.NOT_YOU_AGAIN, Code.NOT_HERE, Code.ALREADY, Code.HELD,
    Code.IMPOSSIBLE, Code.NOT_COVERED, Code.REASON_NOT_YOURS, Code.BAD_TIME, Code.BAD_VALUE, Code.CHOOSE_ROUTE,
    Code.NO_TEAM, Code.NO_OUTCOME,
)  # fmt: skip
_RANK = {code: rank for rank, code in enumerate(_DECISIVE)}


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons, what decides the matter first and the lines of other forms last; otherwise as they were found."""
    return tuple(sorted(reasons, key=lambda reason: (bool(reason.form), _RANK.get(reason.code, len(_RANK)))))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing changed; here is everything that is missing."""

    name: str
    reasons: tuple[Reason, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause cited, once each."""
        return tuple(dict.fromkeys(clause for reason in self.reasons for clause in reason.clauses))

    def __str__(self) -> str:
        return " ".join(reason.says for reason in self.reasons)
