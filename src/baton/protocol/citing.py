"""Citing: every rule that carries behaviour cites a clause, and every must or should clause is honoured.

A rule that the council has though no clause asks for it says why in `local: ...`, and is shown as local.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from baton.protocol.mistakes import Mistake, Warning_
from baton.protocol.schema import (
    Act,
    Always,
    Duty,
    Gap,
    Guidance,
    Hold,
    Join,
    Ladder,
    Need,
    Permit,
    Protocol,
    Route,
    Rule,
    Rung,
)
from baton.protocol.source import Path_, Source

BINDING = ("must", "should")
CARRY = (Act, Need, Route, Hold, Join, Gap, Duty, Ladder, Permit)
NAMED = {Act: "act", Need: "need", Route: "route", Hold: "hold", Join: "join", Gap: "gap", Duty: "duty",
         Ladder: "ladder", Permit: "permit", Rung: "rung", Always: "rule"}  # fmt: skip


def uncited(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Every rule with behaviour, no clause and no `local`."""
    for path, rule in _carrying(protocol):
        if not rule.cites and not rule.local:
            what = NAMED[type(rule)]
            right = "Add 'cites: [clause ids]', or 'local: why the council has it'."
            yield source.mistake(path, f"This {what} cites no clause.", right, key=True)


def _carrying(protocol: Protocol) -> Iterator[tuple[Path_, Rule]]:
    for room in ("acts", "duties", "ladders"):
        for name, rule in getattr(protocol, room).items():
            yield (room, name), rule
            for number, need in enumerate(getattr(rule, "needs", ())):
                yield (room, name, "needs", number), need
            for number, rung in enumerate(getattr(rule, "rungs", ())):
                if not rule.cites and not rule.local:
                    yield (room, name, "rungs", number), rung
    for room in ("routes", "holds", "joins", "gaps", "permits"):
        for number, rule in enumerate(getattr(protocol, room)):
            yield (room, number), rule
    for number, always in enumerate(protocol.always):
        for place, need in enumerate(always.needs):
            if not always.cites and not always.local:
                yield ("always", number, "needs", place), need


def honouring(protocol: Protocol) -> Mapping[str, tuple[str, ...]]:
    """The paths of the rules, pages and guidance that cite each clause."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path, rule in protocol.rules():
        for clause in rule.cites:
            found[clause][path] = None
    return {clause: tuple(paths) for clause, paths in found.items()}


def by_guidance(protocol: Protocol) -> Mapping[str, str]:
    """Clauses honoured by guidance alone, with why there is no rule (empty where nobody has said)."""
    reasons: dict[str, str] = {}
    for guidance in protocol.guidance:
        for clause in guidance.cites:
            reasons[clause] = reasons.get(clause) or guidance.why_no_rule or ""
    paths = honouring(protocol)
    return {
        clause: why
        for clause, why in reasons.items()
        if all(path.startswith("guidance:") for path in paths.get(clause, ()))
    }


def unhonoured(protocol: Protocol, source: Source) -> Iterator[Warning_]:
    """Binding clauses that nothing cites, or that guidance alone cites without saying why."""
    paths, alone = honouring(protocol), by_guidance(protocol)
    for number, clause in enumerate(protocol.clauses):
        if clause.strength not in BINDING:
            continue
        place = source.at(("clauses", number, "id"))
        if clause.id not in paths:
            wrong = f"{clause.id} ({clause.strength}) is honoured by no rule, page or guidance."
            yield Warning_(*place, wrong, "Cite it where it is honoured.")
        elif alone.get(clause.id) == "":
            wrong = f"{clause.id} ({clause.strength}) is honoured by guidance alone."
            yield Warning_(*place, wrong, "Say why in 'why_no_rule', or add a rule.")


def unused(protocol: Protocol, source: Source) -> Iterator[Warning_]:
    """Things that may be meant, and are worth a look."""
    effects = {effect for act in protocol.acts.values() for effect in act.effects} | {"ending"}
    for number, always in enumerate(protocol.always):
        for word in always.on:
            if word not in effects:
                place = source.at(("always", number, "on"), word)
                yield Warning_(
                    *place, f"No act has the effect '{word}'.", "Add 'effects' to an act, or remove it."
                )
    for name, ladder in protocol.ladders.items():
        for number, rung in enumerate(ladder.rungs[:-1]):
            if rung.up is None and not rung.up_on_time:
                place = source.at(("ladders", name, "rungs", number))
                yield Warning_(
                    *place, f"Rung {number + 1} of '{name}' never goes up.", "Add 'up' or 'up_on_time'."
                )
    for name, pick in protocol.picks.items():
        if not (pick.steps[-1].team or pick.steps[-1].rota):
            place = source.key_at(("picks", name))
            wrong = f"'{name}' may find no team: the act is then refused until one is chosen."
            yield Warning_(*place, wrong, "End with a team or a rota if it should never be.")


__all__ = ["BINDING", "Guidance", "by_guidance", "honouring", "uncited", "unhonoured", "unused"]
