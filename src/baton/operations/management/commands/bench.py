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

from baton.operations.bench import crowd, tasks
from baton.operations.bench.measuring import Measured
from baton.operations.demo import loading
from baton.services import councils, organisation, present


class Command(BaseCommand):
    """Reads the arguments, fills, measures, prints."""

    help = "Measure."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to measure, on how much."""
        parser.add_argument("task", nargs="*", help=f"of {', '.join(tasks.TASKS)}; all of them otherwise")
        parser.add_argument("--council", help="whose protocol; the first with a demonstration otherwise")
        parser.add_argument("--size", type=int, default=100, help="children in the database")
        parser.add_argument(
            "--open", type=int, default=2000, help="open cases, made by repeating those of the children"
        )
        parser.add_argument("--rounds", type=int, default=60)
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 where a task or a council is not known."""
        names = options["task"] or list(tasks.TASKS)
        unknown = [name for name in names if name not in tasks.TASKS]
        if unknown:
            raise CommandError(
                f"There is nothing called {unknown[0]}: choose among {', '.join(tasks.TASKS)}."
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
            crowd.fill(council, options["open"], end)
            measured = list(tasks.measure(names, council, end, options["rounds"]))
        if options["json"]:
            rows = [
                {**asdict(one), "times_bare": one.times_bare, "times_floor": one.times_floor}
                for one in measured
            ]
            self.stdout.write(json.dumps({"database": connection.vendor, "measured": rows}))
        else:
            self._table(measured)

    def _table(self, measured: list[Measured]) -> None:
        """Processor time is this process's and the database's together; the ratios are of it."""
        table = Table(title=f"Medians on {connection.vendor}, in milliseconds")
        for heading in (
            "task",
            "what",
            "wall",
            "CPU",
            "of it database",
            "SQL",
            "bare",
            "floor",
            "x bare",
            "x floor",
        ):
            table.add_column(heading, justify="left" if heading in ("task", "what") else "right")
        for one in measured:
            floor = f"{one.floor.processor:.4g}" if one.floor else ""
            table.add_row(
                one.name, one.of, f"{one.cost.wall:.4g}", f"{one.cost.processor:.4g}", f"{one.cost.database:.3g}",
                str(one.statements), f"{one.bare.processor:.3g}", floor, f"{one.times_bare}",
                f"{one.times_floor}" if one.times_floor else "",
            )  # fmt: skip
        Console(file=self.stdout, width=150).print(table)  # type: ignore[arg-type]


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
