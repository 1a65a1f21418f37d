"""Rows as CSV: as spreadsheets and other programs read it, with no cell that a spreadsheet would run.

A text that begins as a formula does gets an apostrophe in front; `plain` takes it off again, so that a
telephone number survives being written and read. Example: `csv_text(["ID"], [("=1+1",)])` is "ID\\r\\n'=1+1\\r\\n".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def safe(text: str) -> str:
    """The text as a cell that will be read and not run."""
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) or text.startswith(RUNS) else text


def plain(cell: str) -> str:
    """The text that a safe cell stands for."""
    return cell[1:] if cell.startswith("'") and safe(cell[1:]) == cell else cell


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A whole file: headings, then rows, each ended as RFC 4180 says."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow([safe(heading) for heading in headings])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return kept.getvalue()
