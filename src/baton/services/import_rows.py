"""Reads a council's own sheet of contacts: each row checked, every mistake with its line, column and reason.

Example: `read(raw, "contacts.csv", mapping, council, now)` gives the rows that are right and the list of what
is wrong. Nothing here looks at the database, and nothing is guessed: a child has the number and the age that
the sheet gives, and no name or birth date is made up.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.protocol.mistakes import nearest
from baton.protocol.schema import ImportMap
from baton.records import codec

OLDEST = 25
MOST_BYTES = 50_000_000
LONGEST = {"child.number": 40, "contact.source": 120, "contact.reason": 300}
NEEDED = ("child.number", "contact.received", "decision.at", "decision.outcome")
SOURCES = (
    *NEEDED,
    "child.age_at_contact",
    "child.place",
    "contact.source",
    "contact.reason",
    "contact.story",
)
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
EXAMPLE = date(2016, 9, 19)


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong with a row, or (line 0) with the whole file."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "the file"
        return f"{where}{f', {self.column}' if self.column else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """One contact about one child, with its outcome."""

    number: int
    """The row's number, the headings apart."""
    line: int
    key: str
    child: str
    age: int | None
    place: str
    received: datetime
    source: str
    reason: str
    story: str
    decided: datetime
    outcome: str
    words: str


@dataclass(slots=True)
class Sheet:
    """What a file says."""

    rows: list[Row] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    counted: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """What every row is read with."""

    mapping: ImportMap
    council: Council
    now: datetime
    headings: tuple[str, ...]

    def heading(self, source: str) -> str:
        """The column that a value comes from."""
        return next((h for h, s in self.mapping.columns.items() if s == source), "")


def read(
    raw: bytes, mapping: ImportMap, council: Council, now: datetime, encoding: str = "utf-8-sig"
) -> Sheet:  # fmt: skip
    """Every row of a file."""
    sheet = Sheet()
    text = _text(raw, encoding, sheet)
    if text is None:
        return sheet
    lines = _lines(text, sheet)
    first = next(lines, None)
    if first is None:
        sheet.bad = sheet.bad or [Bad(0, "", "It is empty: there are no headings.")]
        return sheet
    headings = tuple(cell.strip() for cell in first[1])
    sheet.bad += _wrong_headings(headings, mapping)
    if sheet.bad:
        return sheet
    _rows(_Reading(mapping, council, now, headings), lines, sheet)
    if not sheet.counted and not sheet.bad:
        sheet.bad.append(Bad(0, "", "There are headings and no rows."))
    return sheet


def _text(raw: bytes, encoding: str, sheet: Sheet) -> str | None:
    if len(raw) > MOST_BYTES:
        sheet.bad.append(Bad(0, "", f"It is larger than {MOST_BYTES // 1_000_000} MB: split it."))
        return None
    try:
        return raw.decode(
            "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
        )
    except LookupError:
        sheet.bad.append(Bad(0, "", f"There is no encoding called '{encoding}'. Say utf-8 or cp1252."))
    except UnicodeDecodeError as error:
        line, before = raw.count(b"\n", 0, error.start) + 1, raw.rfind(b"\n", 0, error.start)
        says = "This is not UTF-8. Save the file as UTF-8 ('CSV UTF-8' in Excel), or say that it is cp1252."
        sheet.bad.append(Bad(line, f"letter {error.start - before}", says))
    return None


def _lines(text: str, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """(the line a row begins on, its cells), empty lines left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        sheet.bad.append(
            Bad(begins, "", f"This line cannot be read as CSV: {error}. Look for a stray quotation mark.")
        )


def _wrong_headings(headings: tuple[str, ...], mapping: ImportMap) -> Iterator[Bad]:
    if len(headings) == 1 and len(mapping.columns) > 1 and re.search(r"[;\t|]", headings[0]):
        yield Bad(1, "", "The columns are not separated by commas. Save the file as comma separated (CSV).")
        return
    for heading in mapping.columns:
        if heading not in headings:
            yield Bad(1, heading, f"There is no such column. {nearest(heading, headings, what='columns')}")
    for number, heading in enumerate(headings):
        if heading not in mapping.columns:
            name = heading or f"column {number + 1}"
            yield Bad(
                1, name, f"This column is not expected. {nearest(heading, mapping.columns, what='expected')}"
            )
        elif heading in headings[:number]:
            yield Bad(1, heading, "This column is there twice.")


def _rows(reading: _Reading, lines: Iterator[tuple[int, list[str]]], sheet: Sheet) -> None:
    seen: dict[str, int] = {}
    for number, (line, cells) in enumerate(lines, 1):
        sheet.counted += 1
        if len(cells) != len(reading.headings):
            says = f"There are {len(cells)} values where there should be {len(reading.headings)}."
            sheet.bad.append(Bad(line, "", f"{says} Put a value that has a comma in it in quotation marks."))
            continue
        bad, row = _row(reading, number, line, dict(zip(reading.headings, cells, strict=True)))
        if row is not None and row.key in seen:
            bad = [Bad(line, "", f"It is the same as line {seen[row.key]}.")]
        if bad or row is None:
            sheet.bad += bad
        else:
            seen[row.key] = line
            sheet.rows.append(row)


def _row(reading: _Reading, number: int, line: int, cells: Mapping[str, str]) -> tuple[list[Bad], Row | None]:
    bad: list[Bad] = []
    said = {source: " ".join(cells[h].split()) for h, source in reading.mapping.columns.items()}
    for heading, value in cells.items():
        bad += (Bad(line, heading, says) for says in _wrong_text(reading.mapping.columns[heading], value))
    received = _date(reading, line, "contact.received", said, bad)
    decided = _date(reading, line, "decision.at", said, bad)
    if received and decided and decided < received:
        says = (
            f"The outcome ({said['decision.at']}) is dated before the contact ({said['contact.received']})."
        )
        bad.append(Bad(line, reading.heading("decision.at"), says))
    age = _age(reading, line, said, bad)
    place = _place(reading, line, said, bad)
    outcome = _outcome(reading, line, said, bad)
    if bad or received is None or decided is None:
        return bad, None
    return [], Row(
        number, line, _key(reading.council.id, said), said["child.number"], age, place, received,
        said.get("contact.source", ""), said.get("contact.reason", ""), said.get("contact.story", ""), decided,
        outcome, said["decision.outcome"],
    )  # fmt: skip


def _wrong_text(source: str, value: str) -> Iterator[str]:
    if source in NEEDED and not value.strip():
        yield "There is nothing here."
    for position, character in enumerate(value, 1):
        if unicodedata.category(character) in HIDDEN and character not in "\t\n\r":
            yield f"Remove the hidden character at position {position}."
            return
    most = LONGEST.get(source)
    if most and len(value) > most:
        yield f"This can be {most} letters; it is {len(value)}."


def _date(
    reading: _Reading, line: int, source: str, said: Mapping[str, str], bad: list[Bad]
) -> datetime | None:
    """Local midnight of a day; a day without a time says no more than that."""
    words, form, heading = said.get(source, ""), reading.mapping.dates, reading.heading(source)
    if not words:
        return None
    try:
        at = wt.from_local(datetime.strptime(words, form))  # noqa: DTZ007 - made aware here
    except ValueError:
        like = EXAMPLE.strftime(form)
        bad.append(Bad(line, heading, f"'{words}' is not a date here. Write it like {like}."))
        return None
    if at > reading.now:
        bad.append(Bad(line, heading, f"{words} has not come yet."))
        return None
    return at


def _age(reading: _Reading, line: int, said: Mapping[str, str], bad: list[Bad]) -> int | None:
    words = said.get("child.age_at_contact", "")
    if not words:
        return None
    if not words.isascii() or not words.isdigit() or int(words[:4]) > OLDEST:
        says = f"'{words}' is not an age. Write whole years, 0 to {OLDEST}."
        bad.append(Bad(line, reading.heading("child.age_at_contact"), says))
        return None
    return int(words)


def _place(reading: _Reading, line: int, said: Mapping[str, str], bad: list[Bad]) -> str:
    words = said.get("child.place", "")
    known = {place.name.casefold(): place for place in reading.council.places.values() if place.active}
    spelt = {other.casefold(): place for other, place in reading.mapping.places.items()}
    here = reading.council.places
    found = known.get(words.casefold()) or here.get(spelt.get(words.casefold(), ""))
    if words and found is None:
        right = nearest(words, [place.name for place in known.values()], what="places")
        if not known:
            right = "No places have been set up yet: import the council's organisation first."
        bad.append(Bad(line, reading.heading("child.place"), f"There is no place '{words}'. {right}"))
    return found.id if found else ""


def _outcome(reading: _Reading, line: int, said: Mapping[str, str], bad: list[Bad]) -> str:
    words, mapping = said.get("decision.outcome", ""), reading.mapping
    known = {" ".join(text.split()).casefold(): value for text, value in mapping.outcomes.items()}
    found = known.get(words.casefold()) or mapping.otherwise
    if words and not found:
        right = nearest(words, mapping.outcomes, what="outcomes")
        bad.append(Bad(line, mapping.outcome_from, f"'{words}' is not an outcome that is known. {right}"))
    return found or ""


def _key(council: str, said: Mapping[str, str]) -> str:
    """The same row of the same council has the same key, in whichever file it comes."""
    return sha256(codec.canonical([council, dict(said)]).encode()).hexdigest()
