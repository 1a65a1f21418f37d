"""Imports contacts that were decided before Baton, from a council's own sheet: all of them or none.

Example: `import_contacts(council="somewhere", raw=path.read_bytes(), file="sheet.csv")`. Each row is one
contact with one child, logged and then given its outcome as transcribed from that row. A row that is there
already is passed over, so the same file twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import transaction

from baton.protocol.mistakes import nearest
from baton.protocol.schema import ImportMap
from baton.records import models
from baton.services import acting, contacts, councils, present
from baton.services.contacts import ChildSaid
from baton.services.import_rows import SOURCES, Bad, Row, read
from baton.services.refusing import Refused

BATCH = 500
Told = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""


class NoSuchImport(LookupError):
    """The council's protocol does not say how such a file is to be read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. Where `bad` is not empty and bad rows are not skipped, nothing was imported."""

    rows: int = 0
    added: int = 0
    already: int = 0
    bad: tuple[Bad, ...] = ()
    dry_run: bool = False
    cases: tuple[str, ...] = field(default=(), repr=False)


class _Undo(Exception):
    """Nothing of this import is to stay."""


def mapping_of(council: str, name: str = "contacts") -> ImportMap:
    """How the council's file is to be read. Raises NoSuchImport, NoSuchCouncil."""
    known = councils.protocol(council).imports
    if name not in known:
        right = nearest(name, known, what="imports")
        raise NoSuchImport(f"The procedure of '{council}' does not say how to import '{name}'. {right}")
    odd = [source for source in known[name].columns.values() if source not in SOURCES]
    if odd:
        raise NoSuchImport(f"Nothing is kept as '{odd[0]}'. {nearest(odd[0], SOURCES, what='kept')}")
    return known[name]


def import_contacts(
    *, council: str, raw: bytes, file: str, by: str = "import", dry_run: bool = False, skip_bad: bool = False,
    encoding: str = "utf-8", name: str = "contacts", told: Told = lambda _done, _all: None,
) -> Imported:  # fmt: skip
    """Every row of the file, in one transaction. Raises NoSuchImport, NotSaved."""
    mapping = mapping_of(council, name)
    sheet = read(raw, mapping, councils.council(council), present.now(), encoding)
    if not sheet.rows or (sheet.bad and not skip_bad):
        return Imported(sheet.counted, bad=tuple(sheet.bad), dry_run=dry_run)
    there = _there(council, [row.key for row in sheet.rows])
    new = [row for row in sheet.rows if row.key not in there]
    bad, cases = list(sheet.bad), list[str]()
    with suppress(_Undo), transaction.atomic():
        for number, row in enumerate(new, 1):
            try:
                cases.append(_take(council, mapping, row, file, by))
            except Refused as refused:
                bad.append(Bad(row.line, "", str(refused)))
            told(number, len(new))
        if dry_run or (bad and not skip_bad):
            raise _Undo
    added = 0 if bad and not skip_bad else len(cases)
    bad.sort(key=lambda one: one.line)
    kept = () if dry_run else tuple(cases[:added])
    return Imported(sheet.counted, added, len(sheet.rows) - len(new), tuple(bad), dry_run, kept)


def _there(council: str, keys: Sequence[str]) -> set[str]:
    """Keys of rows that were imported before."""
    found: set[str] = set()
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        there = models.Contact.objects.filter(council=council, import_key__in=some)
        found |= {key for key in there.values_list("import_key", flat=True) if key}
    return found


def _take(council: str, mapping: ImportMap, row: Row, file: str, by: str) -> str:
    """One row: the contact, then its outcome; both or neither."""
    from_row = f"{file} row {row.number}"
    with transaction.atomic():
        known = (
            models.Child.objects.filter(council=council, number=row.child)
            .values_list("ref", flat=True)
            .first()
        )
        child = ChildSaid(number=row.child, age_at_contact=row.age, place=row.place, ref=known or "")
        logged = contacts.log_contact(
            council=council, by=by, received_at=row.received, source=row.source, reason=row.reason, story=row.story,
            children=[child], import_key=row.key,
        )  # fmt: skip
        fields = {mapping.words_to: row.words} if mapping.words_to else {}
        acting.do(
            case=logged.case_refs[0], act=mapping.act, by=by, outcome=row.outcome, at=row.decided, fields=fields,
            transcribed=from_row,
        )  # fmt: skip
    return logged.case_refs[0]
