"""The made-up people of a demonstration, for the list of whose day to see. Nobody real is ever in it."""

from __future__ import annotations

from typing import Any

from baton.records.models import Person


def everybody() -> list[dict[str, Any]]:
    """Everybody who may be chosen, by council and name. One statement."""
    people = Person.objects.filter(is_demo=True, active=True).order_by("council__name", "name")
    return [dict(row) for row in people.values("id", "username", "name", "council_id", "council__name")]


def by_username(username: str) -> Person | None:
    """One of them; None for anybody else."""
    return Person.objects.filter(username=username, is_demo=True, active=True).first()
