"""Where a child could go by the procedure, and why not elsewhere: each route from here, in plain words with its clause."""

from __future__ import annotations

from typing import Any

from baton.casework.file import File
from baton.casework.view import View
from baton.casework.ways import Standing, Way, leads_to, says, ways
from baton.web.asking import Desk

TAGS = {
    Standing.OPEN: ("Open", "done"), Standing.HELD: ("Held", "overdue"), Standing.DISPLACED: ("Displaced", "soon"),
    Standing.LACKS: ("Does not apply", "waiting"),
}  # fmt: skip


def rows(desk: Desk, file: File, related: tuple[View, ...]) -> list[dict[str, Any]]:
    """Every route from here, those open first."""
    return [_row(desk, way) for way in ways(View(desk.council, file, desk.now, related=related))]


def _row(desk: Desk, way: Way) -> dict[str, Any]:
    text, kind = TAGS[way.standing]
    protocol = desk.council.protocol
    return {
        "name": way.route.name, "clauses": (*way.route.cites, *(way.by.cites if way.by else ())), "tag": text, "kind": kind,
        "says": says(way, protocol), "to": desk.council.kind_name(leads_to(way, protocol)),
        "apart": way.standing is Standing.LACKS,
    }  # fmt: skip
