"""`baton report weekly --council X --from 1/3/2026 --to 7/3/2026 --format csv`: prints a report, or writes a file."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from baton.adapters.csv_out import csv_text
from baton.adapters.xlsx_out import xlsx_bytes
from baton.casework import working_time as wt
from baton.records.filters import CannotAsk
from baton.records.report_base import NoSuchSource
from baton.services import councils, present, reporting
from baton.services.report_result import Result

FORMATS = ("csv", "html", "xlsx", "json")


class Command(BaseCommand):
    """Reads the arguments, works the report out, and writes it."""

    help = "Print a report for some days; both days count, and without days it is the four weeks up to today, or of a scorecard the last whole month."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which report of which council, for which days, as what."""
        parser.add_argument("name", help="the report's name in the council's procedure")
        parser.add_argument("--council", required=True)
        parser.add_argument("--from", dest="start", default="", help="the first day, such as 1/3/2026")
        parser.add_argument("--to", dest="end", default="", help="the last day")
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument(
            "--json", action="store_const", const="json", dest="format", help="the same as --format json"
        )
        parser.add_argument("--output", help="a file to write; the screen otherwise")

    @present.of_this_database()
    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the report; exits with 1 and a sentence where it cannot."""
        try:
            council = councils.council(options["council"])
            report = reporting.get(council, options["name"])
            start, end = reporting.period(_day(options["start"]), _day(options["end"]), present.now(), report)
            if start > end:
                raise CommandError("The report ends before it begins: put --from on or before --to.")
            result = reporting.run(council, options["name"], start, end)
        except (councils.NoSuchCouncil, reporting.NoSuchReport, NoSuchSource, CannotAsk, ValueError) as wrong:
            raise CommandError(str(wrong)) from None
        made = written(result, options["format"])
        if options["output"]:
            Path(options["output"]).write_bytes(made)
            self.stderr.write(f"{result.total} rows written to {options['output']}")
        elif options["format"] == "xlsx":
            sys.stdout.buffer.write(made)
        else:
            self.stdout.write(made.decode(), ending="")


def _day(text: str) -> date | None:
    return wt.parse_date(text) if text else None


def written(result: Result, form: str) -> bytes:
    """The report as a file of one of the formats."""
    headings, rows = reporting.cells(result)
    if form == "json":
        return (json.dumps(reporting.as_json(result), ensure_ascii=False, indent=1) + "\n").encode()
    if form == "xlsx":
        return xlsx_bytes(result.report.name, headings, rows)
    if form == "html":
        said = {
            "result": result,
            "headings": headings,
            "rows": rows,
            "definition": reporting.definition(result),
        }
        return render_to_string("report_alone.jinja", said).encode()
    return csv_text(headings, rows).encode()
