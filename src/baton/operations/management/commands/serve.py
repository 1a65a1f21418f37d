"""`baton serve`: the pages and the API, with `--with-worker` the background work too."""

import sys
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from baton.operations import serving


class Command(BaseCommand):
    """Reads the arguments and serves."""

    help = "Serve the pages and the API."
    requires_system_checks: list[str] = []  # the tests run them; a start must be quick

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, with how much, and what to do first."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=1, help="web processes (one a core)")
        parser.add_argument("--threads", type=int, default=4, help="requests at once in each process")
        parser.add_argument("--with-worker", action="store_true", help="run a worker beside it")
        parser.add_argument("--end-with", type=int, help=SUPPRESS)
        parser.add_argument("--prepare", action="store_true", help="migrate, and fill an empty demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepares if asked, then serves until stopped; exits with the server's status."""
        serving.end_with(options["end_with"])
        host, port = options["host"], options["port"]
        if options["prepare"]:
            call_command("migrate", verbosity=0)
            if settings.BATON_DEMO:
                call_command("demo", if_empty=True)
        where = {"host": host, "port": port, "processes": options["processes"], "threads": options["threads"]}
        if options["with_worker"]:
            sys.exit(serving.watch_over([f"--{name}={value}" for name, value in where.items()]))
        serving.collect_static()
        self.stdout.write(f"Baton answers on http://{host}:{port}")
        self.stdout.flush()
        serving.serve(**where)
