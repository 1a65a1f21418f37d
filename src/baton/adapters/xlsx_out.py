"""Rows as an Excel workbook: every cell a text, so that none is ever run as a formula or followed as a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDEST = 60


def xlsx_bytes(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, its headings in bold and kept in view; whole numbers are numbers."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, OPTIONS)
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "text_wrap": True})
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(cell))
            if cell.isascii() and cell.isdigit() and len(cell) < 10 and (cell == "0" or cell[0] != "0"):
                sheet.write_number(number, column, int(cell))
            else:
                sheet.write_string(number, column, cell)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, WIDEST))
    book.close()
    return kept.getvalue()


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, some of them not."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "Report"
