"""What an act needs, graded: the acts' own needs, the fields of the record it fills, and what is always so."""

from __future__ import annotations

from dataclasses import dataclass

from baton.casework import who
from baton.casework.commands import Do
from baton.casework.council import Council
from baton.casework.particulars import of_this_case
from baton.casework.refusals import Code, Reason
from baton.casework.rules import Needs
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Act, Grade, Moment, Need


@dataclass(frozen=True, slots=True)
class Judged:
    """The needs of an act, after looking: what refuses it, what is left owing, what was passed over."""

    reasons: tuple[Reason, ...] = ()
    owed: tuple[Need, ...] = ()
    passed_over: tuple[str, ...] = ()


def needs_of(council: Council, name: str) -> Needs:
    """Every need of an act with the path of its rule."""
    return council.rules.needs(name)


def judge(command: Do, act: Moment, view: View) -> Judged:
    """Hold every need against the case as it would be, and say all that is missing at once."""
    council, reasons, owed, passed = view.council, [], [], []
    endangered = (
        isinstance(act, Act) and act.protective and not act.closes and in_danger(command.danger, view)
    )
    for rule, need in council.rules.needs(command.name):
        if (need.if_ is not None and not truth(need.if_, view)) or truth(need.need, view):
            continue
        grade = need.grade
        if endangered and grade in (Grade.STOP, Grade.REASON) and council.protocol.in_danger:
            grade = Grade.OWE
        if grade is Grade.ASK:
            passed.append(need.id)
        elif grade is Grade.OWE:
            owed.append(need)
        elif grade is Grade.REASON and (given := command.reasons.get(need.id, "").strip()):
            reasons += _too_short(given, need, rule) or _whose_reason(command, need, rule, view)
        else:
            reasons.append(of_this_case(_missing(council, need, rule, grade), need, view))
    return Judged(tuple(reasons), tuple(owed), tuple(passed))


def in_danger(stated: str, view: View) -> bool:
    """Whether danger has been stated, or what the procedure counts as stating it is so."""
    rule = view.council.protocol.in_danger
    return bool(stated) or (rule is not None and rule.when is not None and truth(rule.when, view) is True)


def _missing(council: Council, need: Need, rule: str, grade: Grade) -> Reason:
    """What a need says when it is not met: the same every time, so it is put together once."""
    known, key = council.rules.missing, (id(need), grade)
    if key not in known:
        known[key] = _says(council, need, rule, grade)
    return known[key]


def _says(council: Council, need: Need, rule: str, grade: Grade) -> Reason:
    if grade is Grade.REASON:
        by = who.role_words(council, need.reason_by)
        whose = f" by the {by}" if by else ""
        satisfy = need.satisfy or f"Put it right, or have a reason recorded{whose}."
        return Reason(Code.REASON_NEEDED, need.says, rule, need.cites, satisfy, need.id)
    return Reason(Code.MISSING, need.says, rule, need.cites, need.satisfy or "", _field(need))


def _field(need: Need) -> str:
    if isinstance(need.need, c.Answered):
        return need.need.name.rpartition(".")[2]
    return need.id


def _too_short(given: str, need: Need, rule: str) -> list[Reason]:
    """A letter or a full stop is no reason: whoever reads it later has to learn something from it."""
    if len(given) >= need.least:
        return []
    says = f"{need.says} The reason given is too short: say at least {need.least} letters."
    return [Reason(Code.REASON_NEEDED, says, rule, need.cites, need.satisfy or "", need.id)]


def _whose_reason(command: Do, need: Need, rule: str, view: View) -> list[Reason]:
    if not need.reason_by or who.may(view.council, view.file, command.by, need.reason_by, view.now):
        return []
    role = who.role_words(view.council, need.reason_by)
    return [
        Reason(
            Code.REASON_NOT_YOURS,
            f"{need.says} Only the {role} may give the reason for going on.",
            rule,
            need.cites,
            f"Ask the {role}.",
            need.id,
        )
    ]
