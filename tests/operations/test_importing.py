"""Importing contacts from a council's own sheet: every row or none, each mistake at its line and column."""

import csv
import io
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from baton.casework import working_time as wt
from baton.records import models
from baton.records.models import Case, Child, Contact, DoneRow
from baton.services import councils, importing, organisation, reporting, verifying
from baton.services.importing import Imported

REAL = Path(__file__).parents[1] / "data" / "portsmouth-contacts-2016-09.csv"
HEADINGS = REAL.read_text().splitlines()[0]
GOOD = {
    "ID": "300001", "AGE AT CON": "9", "CONTACT DATE": "01/09/2016", "CON SOURCE": "C Police",
    "CON REASON": "C Concern For Welfare", "CON OUTCOME DATE": "02/09/2016", "CON OUTCOME": "C Tac HV Lead",
    "Locality": "North",
}  # fmt: skip


def sheet(*rows: dict[str, str]) -> bytes:
    """A file with these rows, each differing from a good one as said."""
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(GOOD))
    writer.writeheader()
    writer.writerows({**GOOD, **row} for row in rows)
    return written.getvalue().encode()


@pytest.fixture
def portsmouth(rows: Callable[[str], None]) -> None:
    rows("portsmouth")


def take(raw: bytes, **options: Any) -> Imported:
    return importing.import_contacts(council="portsmouth", raw=raw, file="sheet.csv", **options)


def told(raw: bytes, **options: Any) -> list[tuple[int, str, str]]:
    """What was wrong; and nothing was imported."""
    done = take(raw, **options)
    assert done.added == 0
    assert Contact.objects.count() == Case.objects.count() == Child.objects.count() == 0
    return [(bad.line, bad.column, bad.reason) for bad in done.bad]


def test_the_six_real_rows_go_in_and_out_before_any_organisation_has_been_imported(
    db: None, clock: datetime
) -> None:
    organisation.load_protocols()
    assert take(REAL.read_bytes()).added == 6
    made = reporting.run(
        councils.council("portsmouth"), "weekly-allocation", *reporting.period(date(2016, 9, 15), date(2016, 9, 27), clock)
    )  # fmt: skip
    headings, found = reporting.cells(made)
    written = [",".join(headings), *(",".join(row) for row in found)]
    assert written == REAL.read_text().splitlines()
    assert verifying.verify() == []


@pytest.mark.clause("PTM-101")
def test_two_spellings_are_one_locality(portsmouth: None) -> None:
    assert take(sheet({"Locality": "Centre"}, {"ID": "300002", "Locality": "central"})).added == 2
    assert set(Child.objects.values_list("place", flat=True)) == {"central"}
    assert models.Place.objects.filter(council="portsmouth").count() == 3


@pytest.mark.clause("PTP-085", "PTM-081")
def test_the_six_real_rows_become_six_contacts_decided_when_they_were(portsmouth: None) -> None:
    done = take(REAL.read_bytes())
    assert (done.rows, done.added, done.already, done.bad) == (6, 6, 0, ())
    case = Case.objects.select_related("contact", "child").get(child__number="204095")
    assert wt.local(case.contact.received_at).isoformat() == "2016-09-15T00:00:00+01:00"
    assert (case.child.name, case.child.born, case.child.age_at_contact) == ("", None, 16)
    assert (case.child.place, case.contact.source) == (
        "north",
        "C Health Services - Other Primary Health Services",
    )
    decided = DoneRow.objects.get(case=case)
    assert wt.local(decided.at).date() == date(2016, 9, 19)
    assert decided.fields == {"words": "C Tac Camhs Lead"}
    assert decided.transcribed == "sheet.csv row 4"
    assert not verifying.verify("portsmouth")


@pytest.mark.clause("PTP-094", "PTM-091")
def test_the_weekly_report_prints_the_six_rows_as_the_sheet_had_them(portsmouth: None) -> None:
    take(REAL.read_bytes())
    result = reporting.run(
        councils.council("portsmouth"), "weekly-allocation", date(2016, 9, 1), date(2016, 9, 30)
    )
    printed = [",".join(row.cells) for row in result.rows]
    assert printed == REAL.read_text().splitlines()[1:]


def test_the_same_file_twice_adds_nothing(portsmouth: None) -> None:
    take(REAL.read_bytes())
    entries = models.JournalEntry.objects.count()
    again = take(REAL.read_bytes())
    assert (again.added, again.already) == (0, 6)
    assert models.JournalEntry.objects.count() == entries


def test_a_child_in_two_rows_is_one_child_with_two_contacts(portsmouth: None) -> None:
    take(sheet({}, {"CONTACT DATE": "02/09/2016"}))
    assert (Child.objects.count(), Contact.objects.count()) == (1, 2)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(portsmouth: None) -> None:
    done = take(REAL.read_bytes(), dry_run=True)
    assert (done.added, done.dry_run) == (6, True)
    assert Contact.objects.count() == Case.objects.count() == Child.objects.count() == 0


def test_good_rows_are_imported_beside_bad_ones_only_when_asked(portsmouth: None) -> None:
    raw = sheet({}, {"ID": "300002", "AGE AT CON": "old"})
    assert told(raw) == [(3, "AGE AT CON", "'old' is not an age. Write whole years, 0 to 25.")]
    done = take(raw, skip_bad=True)
    assert (done.added, len(done.bad)) == (1, 1)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ({"ID": " "}, "ID", "There is nothing here."),
        ({"AGE AT CON": "-1"}, "AGE AT CON", "'-1' is not an age. Write whole years, 0 to 25."),
        ({"AGE AT CON": "26"}, "AGE AT CON", "'26' is not an age. Write whole years, 0 to 25."),
        ({"AGE AT CON": "١٢"}, "AGE AT CON", "'١٢' is not an age. Write whole years, 0 to 25."),
        ({"CONTACT DATE": "13/14/2016"}, "CONTACT DATE", "'13/14/2016' is not a date here. Write it like 19/09/2016."),
        ({"CONTACT DATE": "2016-09-01"}, "CONTACT DATE", "'2016-09-01' is not a date here. Write it like 19/09/2016."),
        ({"CON OUTCOME DATE": "30/02/2017"}, "CON OUTCOME DATE",
         "'30/02/2017' is not a date here. Write it like 19/09/2016."),
        ({"CON OUTCOME DATE": "31/08/2016"}, "CON OUTCOME DATE",
         "The outcome (31/08/2016) is dated before the contact (01/09/2016)."),
        ({"CON OUTCOME DATE": "03/03/2026"}, "CON OUTCOME DATE", "03/03/2026 has not come yet."),
        ({"CON OUTCOME": "C Something Else"}, "CON OUTCOME", "'C Something Else' is not an outcome that is known."),
        ({"Locality": "Centrall"}, "Locality", "There is no place 'Centrall'. Did you mean 'Central'?"),
        ({"CON REASON": "a\u202eb"}, "CON REASON", "Remove the hidden character at position 2."),
        ({"CON SOURCE": "x" * 121}, "CON SOURCE", "This can be 120 letters; it is 121."),
    ],
)  # fmt: skip
def test_a_bad_value_is_told_at_its_line_and_column(
    portsmouth: None, row: dict[str, str], column: str, reason: str
) -> None:
    found = told(sheet({"ID": "300002"}, row))
    assert [(line, where) for line, where, _ in found] == [(3, column)]
    assert found[0][2].startswith(reason)


def test_every_mistake_of_every_row_is_told_at_once(portsmouth: None) -> None:
    found = told(sheet({"ID": "", "Locality": "Nowhere"}, {"AGE AT CON": "x"}))
    assert [(line, column) for line, column, _ in found] == [(2, "ID"), (2, "Locality"), (3, "AGE AT CON")]


@pytest.mark.parametrize(
    ("raw", "line", "column", "reason"),
    [
        (b"", 0, "", "It is empty: there are no headings."),
        (b"\n\n", 0, "", "It is empty: there are no headings."),
        (f"{HEADINGS}\r\n".encode(), 0, "", "There are headings and no rows."),
        (HEADINGS.replace("Locality", "Area").encode(), 1, "Locality", "There is no such column."),
        (HEADINGS.replace("Locality", "ID").encode(), 1, "Locality", "There is no such column."),
        (HEADINGS.replace(",", ";").encode(), 1, "", "The columns are not separated by commas."),
        (f"{HEADINGS}\n1,2,3\n".encode(), 2, "", "There are 3 values where there should be 8."),
        (f'{HEADINGS}\n1,"2,3\n'.encode(), 2, "", "This line cannot be read as CSV"),
        (sheet({"CON REASON": "Café"}).decode().encode("cp1252"), 2, "letter", "This is not UTF-8."),
        (b"\xff\xfeI\x00D\x00", 1, "letter 1", "This is not UTF-8."),
    ],
)
def test_a_bad_file_is_told_as_a_whole(
    portsmouth: None, raw: bytes, line: int, column: str, reason: str
) -> None:
    found = told(raw)
    assert found[0][0] == line
    assert found[0][1].startswith(column)
    assert found[0][2].startswith(reason)


def test_a_file_said_to_be_cp1252_is_read_so(portsmouth: None) -> None:
    raw = sheet({"CON REASON": "Café"}).decode().encode("cp1252")
    assert take(raw, encoding="cp1252").added == 1
    assert Contact.objects.get().reason == "Café"


def test_the_same_row_twice_in_a_file_is_a_mistake(portsmouth: None) -> None:
    assert told(sheet({}, {})) == [(3, "", "It is the same as line 2.")]


def test_a_byte_order_mark_and_blank_lines_do_no_harm(portsmouth: None) -> None:
    raw = b"\xef\xbb\xbf" + sheet({}).replace(b"\r\n", b"\r\n\r\n")
    assert take(raw).added == 1


def test_the_command_tells_and_exits(portsmouth: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import", "contacts", str(REAL), council="portsmouth")
    assert "6 rows: 6 imported, 0 already there" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no council 'atlantis'"):
        call_command("import", "contacts", str(REAL), council="atlantis")
    with pytest.raises(CommandError, match="does not say how to import"):
        call_command("import", "contacts", str(REAL), council="stockport")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import", "contacts", "no-such-file.csv", council="portsmouth")


def test_the_command_exits_with_1_when_a_row_is_bad(
    portsmouth: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(sheet({"Locality": "Nowhere"}))
    with pytest.raises(SystemExit) as ended:
        call_command("import", "contacts", str(path), council="portsmouth")
    assert ended.value.code == 1
    assert "line 2, Locality: There is no place 'Nowhere'." in capsys.readouterr().err


@pytest.mark.fault
@pytest.mark.slow
def test_an_import_killed_halfway_leaves_nothing(
    tmp_path: Path, prepared: Callable[[Path], dict[str, str]]
) -> None:
    """On a database of its own, in a process of its own, killed by force once it is writing."""
    environment = prepared(tmp_path)
    baton = [sys.executable, "-m", "baton.operations.cli"]
    organisation = Path(__file__).parents[2] / "demo" / "portsmouth.yaml"
    subprocess.run(
        [*baton, "import", "organisation", str(organisation), "--council", "portsmouth"],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    path = tmp_path / "many.csv"
    path.write_bytes(sheet(*({"ID": str(n)} for n in range(400000, 403000))))
    wal = tmp_path / "own.sqlite3-wal"
    running = subprocess.Popen(
        [*baton, "import", "contacts", str(path), "--council", "portsmouth"], env=environment
    )
    until = time.monotonic() + 30
    time.sleep(3)
    while running.poll() is None and time.monotonic() < until and not wal.exists():
        time.sleep(0.05)
    assert running.poll() is None, "it was done before it could be killed"
    running.send_signal(signal.SIGKILL)
    running.wait()
    counted = subprocess.run(
        [*baton, "export", "contacts", "--council", "portsmouth", "--format", "csv"],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert counted.stdout.count("\n") == 1
