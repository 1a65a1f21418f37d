"""`load_protocols`: a council's row for every folder of protocols, and the files of its teams; part of `baton migrate`."""

from typing import Any

from django.core.management.base import BaseCommand

from baton.services import councils, filing, organisation


class Command(BaseCommand):
    """Reads the folders and says what was loaded."""

    help = "Load every protocol into the database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a council; exits with 1 if one cannot be read."""
        failed = 0
        for loaded in organisation.load_protocols():
            failed += bool(loaded.mistakes)
            if loaded.mistakes:
                self.stderr.write(f"{loaded.council}: not loaded\n{loaded.mistakes}")
                continue
            if councils.council(loaded.council).teams:
                filing.open_files(loaded.council)
            if options["verbosity"]:
                self.stdout.write(f"{loaded.council}: protocol {loaded.version}")
        if failed:
            raise SystemExit(1)
