"""`baton bench [TASK ...]`: measures in a database of its own, filled with a demonstration and then dropped.

Example: `baton bench decide intake --json`. Takes the database that DATABASE_URL names as the server to measure.
"""

import json
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from rich.console import Console
from rich.table import Table

from baton.operations import bench
from baton.operations.demo import loading
from baton.services import councils, organisation, present


class Command(BaseCommand):
    """Reads the arguments, fills, measures, prints."""

    help = "Measure."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to measure, on how much."""
        parser.add_argument("task", nargs="*", help=f"of {', '.join(bench.TASKS)}; all of them otherwise")
        parser.add_argument("--council", help="whose protocol; the first with a demonstration otherwise")
        parser.add_argument("--size", type=int, default=100, help="children in the database")
        parser.add_argument("--rounds", type=int, default=60)
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 where a task or a council is not known."""
        names = options["task"] or list(bench.TASKS)
        unknown = [name for name in names if name not in bench.TASKS]
        if unknown:
            raise CommandError(
                f"There is nothing called {unknown[0]}: choose among {', '.join(bench.TASKS)}."
            )
        with own_database():
            organisation.load_protocols()
            try:
                chosen = loading.files(
                    settings.ROOT / "demo", [options["council"]] if options["council"] else None
                )
            except councils.NoSuchCouncil as wrong:
                raise CommandError(str(wrong)) from None
            council = next(reversed(chosen))
            end = loading.present_of(present.now(), movable=False)
            loading.fill({council: chosen[council]}, size=options["size"], seed=1, end=end)
            measured = list(bench.measure(names, council, end, options["rounds"]))
        if options["json"]:
            rows = [{**asdict(one), "times_bare": one.times_bare} for one in measured]
            self.stdout.write(json.dumps({"database": connection.vendor, "measured": rows}))
        else:
            self._table(measured)

    def _table(self, measured: list[bench.Measured]) -> None:
        table = Table(title=f"Medians on {connection.vendor}")
        for heading in ("task", "what", "wall ms", "CPU ms", "statements", "bare ms", "times bare"):
            table.add_column(heading, justify="left" if heading in ("task", "what") else "right")
        for one in measured:
            bare = f"{one.bare_wall_ms:.4g}" if one.bare_wall_ms else ""
            table.add_row(
                one.name, one.of, f"{one.wall_ms:.3f}", f"{one.cpu_ms:.3f}", str(one.statements), bare,
                f"{one.times_bare}" if one.times_bare else "",
            )  # fmt: skip
        Console(file=self.stdout, width=140).print(table)  # type: ignore[arg-type]


@contextmanager
def own_database() -> Iterator[None]:
    """A database beside the one that is set, made now and dropped after."""
    named = connection.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        test = connection.settings_dict["TEST"]
        test["NAME"] = (
            str(Path(folder) / "bench.sqlite3")
            if connection.vendor == "sqlite"
            else f"baton_bench_{Path(folder).name[-6:]}"
        )
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(named, verbosity=0)
