"""Reading the procedure clause by clause, and the numbers, with the rows behind them and files to take away."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import Sits
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.journey
MOST = 12_000
"""Pixels, at a desk: a procedure of a hundred clauses can be looked over."""


def taken_away(who: Visitor, kind: str, to: Path) -> Path:
    """A file of the report."""
    with who.page.expect_download() as waiting:
        who.page.get_by_role("link", name=kind, exact=True).click()
    waiting.value.save_as(to / waiting.value.suggested_filename)
    return to / waiting.value.suggested_filename


def test_a_clause_is_one_row_that_opens_and_a_link_to_it_opens_it(sits_down: Sits) -> None:
    given.a_referral("Pro Tocoll")
    bea = sits_down("Bea Lyle").follows("Protocol").stands_at("Stockport: the procedure")
    clause = bea.page.locator("#STK-33")
    expect(clause).to_contain_text("alerts the footprint team lead within 1 hour")
    expect(clause.get_by_text("This quarter:")).to_be_hidden()
    assert bea.page.evaluate("document.documentElement.scrollHeight") < MOST
    clause.locator("summary").click()
    expect(clause.get_by_text("This quarter:")).to_be_visible()
    bea.opens("/").follows("STK-12", within=bea.line("Pro Tocoll", "Confirm safe receipt"))
    receipt = bea.page.locator("#STK-12")
    expect(receipt.get_by_text("This quarter:")).to_be_visible()
    expect(receipt).to_be_in_viewport()
    bea.checked()


def test_the_procedure_can_be_narrowed_to_what_is_binding(sits_down: Sits) -> None:
    bea = sits_down("Bea Lyle").opens("/protocol/stockport/")
    bea.picks("strength", "Must").presses("Apply")
    expect(bea.page.locator("#STK-33")).to_be_visible()
    expect(bea.page.locator("#STK-34")).to_have_count(0)


def test_a_report_is_a_table_with_the_rows_behind_it_and_files_of_the_same(
    sits_down: Sits, tmp_path: Path
) -> None:
    ref = given.a_referral("Rae Portman")[0]
    lorna = sits_down("Lorna Masters").follows("Reports").follows("Contacts received")
    lorna.reads(ref).follows("This week").reads(ref, "how they stand against")
    shown = lorna.page.locator("#rows ~ * tbody tr, #rows + * tbody tr").count()
    rows = list(csv.reader(taken_away(lorna, "CSV", tmp_path).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1 + shown
    assert any(given.contact_of(ref) in cell for row in rows for cell in row)
    assert zipfile.is_zipfile(taken_away(lorna, "XLSX", tmp_path))
    lorna.types(**{"from": "31 2 2026"}).presses("Show").is_refused("")
    expect(lorna.field("from")).to_have_value("31 2 2026")
