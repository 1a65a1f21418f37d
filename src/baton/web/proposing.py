"""Choices that rules propose: teams each with the rule behind it, and the lines of a record, those not met first."""

from __future__ import annotations

from typing import Any

from baton.casework.values import lines_of, proposed
from baton.casework.view import View
from baton.protocol.schema import FieldRow
from baton.web import naming


def teams(view: View, row: FieldRow) -> list[dict[str, Any]]:
    """Each team once, with every rule that proposes it and its clauses."""
    why: dict[str, list[str]] = {}
    for one in row.among:
        for team in proposed(view, row, one):
            why.setdefault(team, []).append(f"{(one.says or '').rstrip('.')} ({', '.join(one.cites)})")
    return [
        {"value": team, "text": naming.body(view.council, team), "hint": f"{'; '.join(said)}."}
        for team, said in why.items()
    ]


def lines(view: View, form: str) -> list[dict[str, Any]]:
    """The lines a form may be filled in for, those that are not met first: in that move whose record it is."""
    of, labels = view.council.protocol.records[form].lines_of or "", lines_of(view.council, form)
    rows = view.council.protocol.records[of].fields
    short = [name for name in labels if view.value(f"{of}.{name}") == "not_met"]
    named = [*short, *(name for name in labels if name not in short)]
    return [
        {"value": n, "text": f"{rows[n].section}: {labels[n]}{' (marked as not met)' if n in short else ''}"}
        for n in named
    ]
