"""What the last move went on without: what was owed for it has been done, and each thing that was passed over.

of_last_move(desk, file)    # [{name, by, at, at_iso, lines: [{says, lacks, clauses}]}], the newest first; [] for none
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baton.casework.file import Done, File
from baton.casework.needing import needs_of
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Need
from baton.web import clocks, naming
from baton.web.asking import Desk


def of_last_move(desk: Desk, file: File) -> list[dict[str, Any]]:
    """For whoever has the child now: a sign-off with what fell short, in the order of the rules (risk first)."""
    last = file.last_move
    if last is None or file.closed:
        return []
    view = View(desk.council, file.in_move(last.number), desk.now)
    acts = desk.council.rules.of_earlier
    found = {d.name: d for d in file.done if d.name in acts and d.move == last.number and d.passed_over}
    return [_act(desk, view, done) for done in reversed(found.values())]


def _act(desk: Desk, view: View, done: Done) -> dict[str, Any]:
    needs = {need.id: need for _, need in needs_of(desk.council, done.name) if need.id in done.passed_over}
    return {
        "name": naming.act(desk.council, done.name), "by": naming.person(desk.council, done.by),
        "at": clocks.words_for(done.at), "at_iso": clocks.iso(done.at),
        "lines": [
            {"says": need.says, "lacks": " ".join(_lacks(view, need)), "clauses": need.cites} for need in needs.values()
        ],
    }  # fmt: skip


def _lacks(view: View, need: Need) -> Iterator[str]:
    """What was said of it: the questions asked because of the answer that fell short."""
    for part in c.parts_of(need.need):
        record = (
            view.council.protocol.records.get(part.name.partition(".")[0]) if isinstance(part, c.Is) else None
        )
        for name, row in record.fields.items() if record else ():
            if record and not record.seen_by and row.if_ == part and isinstance(part, c.Is):
                yield view.value(f"{part.name.partition('.')[0]}.{name}") or ""
