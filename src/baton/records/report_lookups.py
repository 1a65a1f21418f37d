"""When a spell began and was over: looked up beside each spell, as SQL that both databases read alike.

Written out, because the ORM cannot put one subquery inside another where both look at the same tables again. Every value
goes in as a parameter; only the names of our own tables are in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import DateTimeField, F, Func, TextField, Value

from baton.records.models import FactRow, InvolvementRow

FAR = datetime(9999, 1, 1, tzinfo=UTC)
SPELLS, STAYS = FactRow._meta.db_table, InvolvementRow._meta.db_table


class LookedUp(Func):
    """A time looked up by SQL whose question marks are these expressions, in their order."""

    def __init__(self, text: str, *parts: Any) -> None:
        super().__init__(*parts, output_field=DateTimeField())
        self.text = text

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **_more: Any) -> tuple[str, Any]:
        """The SQL with each part in its place."""
        said = ""
        given: tuple[Any, ...] = ()
        pieces = self.text.split("?")
        for piece, part in zip(pieces, self.source_expressions, strict=False):
            sql, params = compiler.compile(part)
            said += piece + sql
            given = (*given, *params)
        return f"({said}{pieces[-1]})", given


def _texts(words: Sequence[str]) -> tuple[str, list[Any]]:
    given = [Value(word, output_field=TextField()) for word in words or ("",)]
    return ", ".join("?" for _ in given), given


def first_start(counts: Sequence[str]) -> LookedUp:
    """When the first began of the spells that follow each other up to this one: when the last other one ended, or with the
    fact's first. An other one is of another value or, where values are given that count as one, of none of them."""
    marks, values = _texts(counts) if counts else ("?", [F("value")])
    text = (
        f'SELECT COALESCE((SELECT o."end" FROM {SPELLS} o WHERE o.case_id = ? AND o.name = ? AND o.start < ?'
        f" AND o.value NOT IN ({marks}) ORDER BY o.start DESC LIMIT 1),"
        f" (SELECT MIN(e.start) FROM {SPELLS} e WHERE e.case_id = ? AND e.name = ?))"
    )
    return LookedUp(text, F("case_id"), F("name"), F("start"), *values, F("case_id"), F("name"))


def came(teams: Sequence[str]) -> LookedUp:
    """When one of these teams first had the child in a spell that lasts from `first` to `stop`."""
    return _stay(teams, "MIN(s.start)", "")


def left(teams: Sequence[str]) -> LookedUp:
    """When the last of these teams that had the child in it no longer did; null while one does."""
    return _stay(teams, 's."end"', " ORDER BY s.start DESC LIMIT 1")


def _stay(teams: Sequence[str], what: str, order: str) -> LookedUp:
    marks, values = _texts(teams)
    text = (
        f"SELECT {what} FROM {STAYS} s WHERE s.kind = ? AND s.case_id = ? AND s.team IN ({marks})"
        f' AND s.start < COALESCE(?, ?) AND (s."end" IS NULL OR s."end" > ?){order}'
    )
    far = Value(FAR, output_field=DateTimeField())
    kind = Value("responsible", output_field=TextField())
    return LookedUp(text, kind, F("case_id"), *values, F("stop"), far, F("first"))
