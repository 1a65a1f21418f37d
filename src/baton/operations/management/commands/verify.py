"""`baton verify`: re-checks every promise on a live database; exits with 1 when one is broken."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from baton.services import present, verifying


class Command(BaseCommand):
    """Reads everything, changes nothing."""

    help = "Re-check every promise on a live database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which council, and for whom."""
        parser.add_argument("--council", default="", help="one council; all of them otherwise")
        parser.add_argument("--json", action="store_true", help="for programs")

    @present.of_this_database()
    def handle(self, *args: Any, **options: Any) -> None:
        """One line a breach."""
        breaches = verifying.verify(options["council"] or None)
        if options["json"]:
            self.stdout.write(json.dumps({"breaches": [asdict(breach) for breach in breaches]}))
        else:
            for breach in breaches:
                self.stdout.write(f"{breach.code}: {breach.ref or breach.council}: {breach.says}")
            self.stdout.write("Every promise is kept." if not breaches else f"{len(breaches)} breaches.")
        if breaches:
            raise SystemExit(1)
