# ruff: noqa: N999 - named after its subcommand
"""`baton import contacts FILE --council X`, and `baton import organisation FILE --council X`.

Exits with 0 when everything was imported (or was there already), with 1 when a row or the file is wrong.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from baton.operations import organisation_loading, progress
from baton.operations.organisation_file import read
from baton.protocol.mistakes import Mistakes
from baton.services import councils, filing, importing, organisation, present
from baton.services.importing import Imported
from baton.services.refusing import Refused

MOST_SHOWN = 200


class Command(BaseCommand):
    """Reads the arguments, imports, and says what came of it, row by row where something is wrong."""

    help = "Import contacts, or a council's places, teams and people, from a file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from which file, for which council."""
        parser.add_argument("what", choices=["contacts", "organisation"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--council", required=True)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument(
            "--skip-bad", action="store_true", help="import the rows that are right all the same"
        )
        parser.add_argument("--encoding", default="utf-8", help="how the file is written: utf-8 or cp1252")
        parser.add_argument(
            "--by", help="who is recorded as having imported it; the installation itself otherwise"
        )
        parser.add_argument("--json", action="store_true", help="for programs")

    @present.of_this_database()
    def handle(self, *args: Any, **options: Any) -> None:
        """Imports; every mistake is told before it exits."""
        try:
            councils.row(options["council"])
            if options["what"] == "organisation":
                self._organisation(options)
            else:
                self._contacts(options)
        except (councils.NoSuchCouncil, importing.NoSuchImport, OSError) as wrong:
            raise CommandError(str(wrong)) from None

    def _organisation(self, options: dict[str, Any]) -> None:
        try:
            file = read(options["file"], councils.protocol(options["council"]))
            added = organisation_loading.load(file, by=organisation.INSTALLATION)
            filing.open_files(options["council"])
        except (Mistakes, Refused) as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(json.dumps(asdict(added)) if options["json"] else f"Added {added}.")

    def _contacts(self, options: dict[str, Any]) -> None:
        raw = options["file"].read_bytes()
        with progress.shown() as bar:
            steps: list[Any] = []

            def told(_done: int, every: int) -> None:
                if not steps:
                    steps.append(bar("Importing", every))
                steps[0]()

            done = importing.import_contacts(
                council=options["council"], raw=raw, file=options["file"].name, by=options["by"] or "import",
                dry_run=options["dry_run"], skip_bad=options["skip_bad"], encoding=options["encoding"], told=told,
            )  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(asdict(done), ensure_ascii=False))
        else:
            self._say(done, options["skip_bad"])
        if done.bad:
            sys.exit(1)

    def _say(self, done: Imported, skip_bad: bool) -> None:
        for bad in done.bad[:MOST_SHOWN]:
            self.stderr.write(str(bad))
        if len(done.bad) > MOST_SHOWN:
            self.stderr.write(f"... and {len(done.bad) - MOST_SHOWN} more (--json lists them all)")
        if done.bad and not skip_bad:
            self.stderr.write("Nothing was imported. Put these right, or import the rest with --skip-bad.")
            return
        would = "would be imported (dry run: nothing was changed)" if done.dry_run else "imported"
        self.stdout.write(
            f"{done.rows} rows: {done.added} {would}, {done.already} already there, {len(done.bad)} skipped."
        )
