"""Which acts decide what becomes of a contact: those done while the front door holds the child that have
outcomes, or close the case. Lists of contacts and reports of decisions both ask.

Example: `deciding_acts(protocol)` is ('advise', 'recommend', 'close_enquiry').
"""

from __future__ import annotations

from baton.protocol import conditions as c
from baton.protocol.schema import Protocol


def deciding_acts(protocol: Protocol) -> tuple[str, ...]:
    """Their names, in the protocol's order."""
    doors = protocol.protocol.intake
    return tuple(
        name
        for name, act in protocol.acts.items()
        if act.of == "case" and (act.outcomes or act.closes == "case") and act.when and _at(act.when, doors)
    )


def _at(condition: c.Condition, doors: tuple[str, ...]) -> bool:
    asked = (p for p in c.parts_of(condition) if isinstance(p, c.Is) and p.name == "holder")
    return any(door in part.values for part in asked for door in doors)
