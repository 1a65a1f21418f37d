"""The journal: everything that happens, appended, chained and never changed.

All the entries of one saving are one link of the council's chain: hash = SHA-256(hash before + digest of
the entries). So the head moves in a single UPDATE, which is also the lock that puts savings in order; take
it last, after every row of a case. `broken` reads a whole journal in a stream and says where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby

from django.db import connection

from baton.casework import events as e
from baton.records import codec
from baton.records.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a file, ready to be appended."""

    council: str
    ref: str
    version: int
    event: e.Event
    by: str = ""


def append(entries: Sequence[Entry]) -> list[tuple[JournalEntry, e.Event]]:
    """Adds entries of one or several councils, in two statements. Call inside the saving's transaction."""
    by_council: dict[str, list[Entry]] = {}
    for entry in entries:
        by_council.setdefault(entry.council, []).append(entry)
    if not by_council:
        return []
    rows = {council: [(_row(entry), entry.event) for entry in mine] for council, mine in by_council.items()}
    heads = _advance({council: (len(mine), digest(row for row, _ in mine)) for council, mine in rows.items()})
    made: list[tuple[JournalEntry, e.Event]] = []
    for council, mine in rows.items():
        seq, prev, new = heads[council]
        for number, (row, _) in enumerate(mine, seq - len(mine) + 1):
            row.seq, row.prev, row.hash = number, prev, new
        made += mine
    JournalEntry.objects.bulk_create(row for row, _ in made)
    return made


def _row(entry: Entry) -> JournalEntry:
    return JournalEntry(
        council_id=entry.council, at=entry.event.at, ref=entry.ref, version=entry.version,
        kind=type(entry.event).__name__, body=codec.text_of(entry.event), by=entry.by,
    )  # fmt: skip


def digest(rows: Iterable[JournalEntry]) -> str:
    """What one link says, as SHA-256 in hexadecimal."""
    said = [[_time(r.at), r.ref, r.version, r.kind, r.body, r.by] for r in rows]
    return sha256(codec.canonical(said).encode()).hexdigest()


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _advance(links: Mapping[str, tuple[int, str]]) -> dict[str, tuple[int, str, str]]:
    """Moves each council's head; {council: (last number, hash before, hash after)}."""
    ids = sorted(links)
    count = " ".join("WHEN %s THEN %s" for _ in ids)
    says = " ".join("WHEN %s THEN %s" for _ in ids)
    among = ", ".join("%s" for _ in ids)
    joined = f"head_hash || CASE id {says} END"
    if connection.vendor == "postgresql":
        hashed = f"encode(sha256(convert_to({joined}, 'UTF8')), 'hex')"
        where = f"SELECT id FROM records_council WHERE id IN ({among}) ORDER BY id FOR NO KEY UPDATE"
    else:
        hashed, where = f"SHA256({joined})", among
    statement = (
        f"UPDATE records_council SET head_before = head_hash, head_hash = {hashed}, "
        f"head_seq = head_seq + CASE id {count} END WHERE id IN ({where}) "
        "RETURNING id, head_seq, head_before, head_hash"
    )
    digests = [part for council in ids for part in (council, links[council][1])]
    counts = [part for council in ids for part in (council, links[council][0])]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*digests, *counts, *ids])
        return {row[0]: (row[1], row[2], row[3]) for row in cursor.fetchall()}


def history(ref: str) -> Iterator[tuple[JournalEntry, e.Event]]:
    """Every entry of a file with its event, oldest first."""
    for row in JournalEntry.objects.filter(ref=ref).order_by("seq").iterator(chunk_size=2000):
        yield row, codec.event_of(row.kind, row.body)


def broken(council: str, head_seq: int, head_hash: str) -> Iterator[str]:
    """Every place where the chain of a council does not hold, as sentences; nothing when it is whole."""
    expected, last = "", 0
    entries = JournalEntry.objects.filter(council_id=council).order_by("seq").iterator(chunk_size=2000)
    for (prev, linked), group in groupby(entries, key=lambda row: (row.prev, row.hash)):
        rows = list(group)
        for number, row in enumerate(rows, last + 1):
            if row.seq != number:
                yield f"Entry {number} is not there: the next is {row.seq}."
                break
        if prev != expected:
            yield f"Entry {rows[0].seq} does not follow from the one before it."
        if sha256((prev + digest(rows)).encode()).hexdigest() != linked:
            yield f"Entry {rows[0].seq} does not say what it said when it was written."
        expected, last = linked, rows[-1].seq
    if (expected, last) != (head_hash, head_seq):
        yield f"The journal ends at entry {last}, and its head says {head_seq}."
