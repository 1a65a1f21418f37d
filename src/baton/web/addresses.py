"""Addresses that several pages make: the form of an act, of one item if need be.

Example: `act_form("anytown.team.bredbury_a", "name_s47_lead", item="2026-03-02", next="/rotas/")`.
"""

from __future__ import annotations

from urllib.parse import urlencode


def act_form(ref: str, act: str, **filled: str) -> str:
    """The form of an act of a case, with what is known filled in."""
    query = urlencode({name: value for name, value in filled.items() if value})
    return f"/cases/{ref}/do/{act}/{'?' if query else ''}{query}"
