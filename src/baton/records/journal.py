"""The journal: everything that happens, appended, chained and never changed.

All the entries of one saving are one link of the council's chain: hash = SHA-256(hash before + digest of
the entries). So the head moves in a single UPDATE, which is also the lock that puts savings in order; take
it last, after every row of a case. `broken` reads a whole journal in a stream and says where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Model

from baton.casework import events as e
from baton.records import codec, upserting
from baton.records.models import JournalEntry, Outbox

Said = tuple[datetime, str, int, str, str, str]
_SAID = ("at", "ref", "version", "kind", "body", "by")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a file, ready to be appended."""

    council: str
    ref: str
    version: int
    event: e.Event
    by: str = ""


def append(entries: Iterable[Entry]) -> None:
    """Adds entries of one or several councils, with the messages among them: each is put in the outbox under its
    entry's number. Call inside the saving's transaction. One statement on PostgreSQL, two or three on SQLite."""
    by_council: dict[str, list[tuple[Entry, Said]]] = {}
    for entry in entries:
        by_council.setdefault(entry.council, []).append((entry, _said(entry)))
    if not by_council:
        return
    links = {council: (len(mine), digest(said for _, said in mine)) for council, mine in by_council.items()}
    rows, messages = [], []
    for council, mine in by_council.items():
        for back, (entry, said) in zip(range(len(mine) - 1, -1, -1), mine, strict=True):
            place = {"council_id": council, "back": back}
            rows.append({**place, **dict(zip(_SAID, said, strict=True))})
            if isinstance(entry.event, e.MessageSent):
                messages.append({**place, **_message(entry.ref, entry.event)})
    head, after = (
        _advancing(links),
        [upserting.Statement(_entering(JournalEntry), (upserting.text_of(rows),))],
    )
    if messages:
        after.append(upserting.Statement(_entering(Outbox), (upserting.text_of(messages),)))
    upserting.send([head, *after], first="head")


def _said(entry: Entry) -> Said:
    """What an entry says, as it is hashed."""
    event = entry.event
    return event.at, entry.ref, entry.version, type(event).__name__, codec.text_of(event), entry.by


def _message(ref: str, event: e.MessageSent) -> dict[str, Any]:
    return {
        "ref": ref, "role": event.to, "of": event.of, "subject": event.about, "letter": event.letter,
        "clauses": event.clauses, "created": event.at, "due": event.at, "sent_at": None, "attempts": 0,
        "failed": "",
    }  # fmt: skip


def digest(entries: Iterable[Said]) -> str:
    """What one link says, as SHA-256 in hexadecimal."""
    return sha256(codec.canonical([[_time(at), *rest] for at, *rest in entries]).encode()).hexdigest()


def said_of(row: JournalEntry) -> Said:
    """The same of an entry that is stored."""
    return row.at, row.ref, row.version, row.kind, row.body, row.by


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _advancing(links: Mapping[str, tuple[int, str]]) -> upserting.Statement:
    """Moves the head of each council by (how many entries, what they say)."""
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
    return upserting.Statement(statement, (*digests, *counts, *ids))


@cache
def _entering(model: type[Model]) -> str:
    """Adds rows under the numbers that the head of their council has just been moved over. PostgreSQL sees the new
    head as what the statement before returned (see `upserting.send`), SQLite in the table itself."""
    quoted, columns = connection.ops.quote_name, upserting.columns_of(model)
    of_head = {
        "council_id": "head.id", "seq": "head.head_seq - r.back", "prev": "head.head_before", "hash": "head.head_hash",
    }  # fmt: skip
    told = (("council_id", "text"), ("back", "bigint"), *(c for c in columns if c[0] not in of_head))
    listed = ", ".join(quoted(name) for name, _ in columns)
    taken = ", ".join(of_head.get(name, f"r.{quoted(name)}") for name, _ in columns)
    heads = "head" if connection.vendor == "postgresql" else "records_council AS head"
    return (
        f"INSERT INTO {quoted(model._meta.db_table)} ({listed}) SELECT {taken} FROM {upserting.source(told)} "
        f"JOIN {heads} ON head.id = r.council_id ORDER BY head.id, r.back DESC"
    )


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
        if sha256((prev + digest(map(said_of, rows))).encode()).hexdigest() != linked:
            yield f"Entry {rows[0].seq} does not say what it said when it was written."
        expected, last = linked, rows[-1].seq
    if (expected, last) != (head_hash, head_seq):
        yield f"The journal ends at entry {last}, and its head says {head_seq}."
