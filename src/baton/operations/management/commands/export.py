"""`baton export cases|contacts|journal --council X --format csv|json`: to standard output, or to a file.

JSON is one object a line, so that a council's whole journal needs no memory.
"""

import csv
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from baton.services import councils, exporting, present


class Command(BaseCommand):
    """Writes every row as it is read."""

    help = "Write a council's cases, contacts or journal."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, of which council, how, and where to."""
        parser.add_argument("name", choices=sorted(exporting.EXPORTS))
        parser.add_argument("--council", required=True)
        parser.add_argument("--format", choices=["csv", "json"], default="csv")
        parser.add_argument("--out", type=Path, help="a file; standard output otherwise")

    @present.of_this_database()
    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 when there is no such council or the file cannot be written."""
        out: Path | None = options["out"]
        try:
            councils.row(options["council"])
            rows = exporting.rows(options["name"], options["council"])
            with out.open("w", encoding="utf-8", newline="") if out else nullcontext(sys.stdout) as file:
                (_write_csv if options["format"] == "csv" else _write_json)(file, rows)
        except BrokenPipeError:  # whoever was reading has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (councils.NoSuchCouncil, OSError) as wrong:
            raise CommandError(str(wrong)) from None


def _write_csv(file: TextIO, rows: Iterator[exporting.Row]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    for row in rows:
        writer.writerow([exporting.for_csv(value) for value in row])


def _write_json(file: TextIO, rows: Iterator[exporting.Row]) -> None:
    headings = next(rows)
    for row in rows:
        file.write(exporting.json_line(headings, row) + "\n")
