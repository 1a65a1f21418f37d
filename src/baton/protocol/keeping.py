"""Keeping: what is written on a form that only some may read is not shown somewhere else to others.

`leaks(protocol, source)` yields every place that shows an answer of a record with `seen_by`: a form that carries it or
starts from it, a message that quotes it, a need that says it, a report with it in a column.
"""

from __future__ import annotations

from collections.abc import Iterator

from baton.protocol.mistakes import Mistake
from baton.protocol.references import walk
from baton.protocol.schema import Counted, FieldRow, Need, Protocol, Record, Report, Tell
from baton.protocol.source import Path_, Source

SHOWN = {(Record, "carries"), (FieldRow, "starts_as"), (Tell, "quotes"), (Need, "shows")}
RIGHT = "Leave it out, or let only the same roles see this."


def leaks(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Every answer that is kept to some roles and shown elsewhere."""
    closed = {name: record for name, record in protocol.records.items() if record.seen_by}
    if not closed:
        return
    for path, value, part, key in walk(protocol):
        if (type(part), key) in SHOWN:
            for word in value:
                of = closed.get(word.partition(".")[0])
                if of is not None and _showing(path, protocol) != of.seen_by:
                    yield source.mistake(path, _wrong(word, of), RIGHT, text=word)
    for name, report in protocol.reports.items():
        yield from _columns(protocol, source, ("reports", name, "columns"), (report, report), closed)
        for number, line in report.lines.items():
            own = ("reports", name, "lines", number, "columns")
            yield from _columns(protocol, source, own if line.columns else own[:-1], (report, line), closed)


def _showing(path: Path_, protocol: Protocol) -> object:
    """By whom that which shows it is seen, where it is a form."""
    record = protocol.records.get(str(path[1])) if path[0] == "records" else None
    return record.seen_by if record else None


def _columns(
    protocol: Protocol,
    source: Source,
    path: Path_,
    counted: tuple[Report, Counted],
    closed: dict[str, Record],
) -> Iterator[Mistake]:
    report, rows = counted
    fills = [protocol.moments[act].fills or "" for act in rows.acts if act in protocol.moments]
    for column in rows.columns or report.columns:
        room, _, field = column.of.partition(".")
        for name in fills if room in ("act", "decision") else [room]:
            of = closed.get(name)
            if of is not None and field in of.fields and not _only(report, of):
                yield source.mistake(path, _wrong(column.of, of), RIGHT, text=column.of)


def _only(report: Report, record: Record) -> bool:
    return bool(report.seen_by) and set(map(str, report.seen_by)) <= set(map(str, record.seen_by))


def _wrong(word: str, record: Record) -> str:
    return f"'{word}' is an answer of '{record.name}', which only some may see."
