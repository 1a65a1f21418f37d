"""`baton demo`: fills empty councils with made-up children, staff and ten weeks of history."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from baton.casework import working_time as wt
from baton.operations import progress
from baton.operations.demo import loading
from baton.protocol.mistakes import Mistakes
from baton.services import councils, present


class Command(BaseCommand):
    """Reads the arguments, fills, and says how to sign in."""

    help = "Fill an empty database with made-up children and staff."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which councils, how many children, drawn from which seed."""
        parser.add_argument(
            "--council", action="append", help="one council (may be given again); all otherwise"
        )
        parser.add_argument(
            "--size", type=int, help="about how many children a council; each file says, otherwise"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed tells the same stories")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are contacts already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Fills; exits with 1 when a council is not empty or its file is wrong."""
        started = time.monotonic()
        try:
            chosen = loading.files(settings.ROOT / "demo", options["council"])
            full = [name for name in chosen if councils.row(name).contacts_counted]
        except (Mistakes, councils.NoSuchCouncil) as wrong:
            raise CommandError(str(wrong)) from None
        if full and options["if_empty"]:
            return
        if full:
            raise CommandError(
                f"There are contacts already in {', '.join(full)}: a demonstration begins empty."
            )
        if not chosen:
            raise CommandError("There is no file of a council in demo/.")
        self.stdout.write(f"Making up children and staff for {', '.join(chosen)} ...")
        with progress.shown() as bar:
            filled = loading.fill(chosen, size=options["size"], seed=options["seed"], progress=bar)
        self._say(filled, time.monotonic() - started)

    def _say(self, filled: list[loading.Filled], seconds: float) -> None:
        for one in filled:
            told = one.told
            self.stdout.write(
                f"{one.name}: {told.children} children in {told.contacts} contacts, {told.acts} acts, "
                f"{told.refused} refused attempts; {one.added}"
            )
            for unlike in told.unlike:
                self.stderr.write(f"not as planned: {unlike}")
        self.stdout.write(f"It is {wt.words_for(present.now())} ({seconds:.0f} seconds).")
        if settings.BATON_DEMO:
            self.stdout.write("To sign in, open /sign-in and choose whose day to see: no password is needed.")
        else:
            self.stdout.write(
                "Nobody can sign in or move the clock unless Baton is started with BATON_DEMO=1."
            )
