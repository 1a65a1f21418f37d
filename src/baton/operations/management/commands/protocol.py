"""`baton protocol check|trace|show COUNCIL`: look at a council's protocol. Needs no database.

Example: `baton protocol check anytown`, `baton protocol show anytown STK-33`. Exits with 1 when there is
a mistake, or for `trace` an uncovered clause. COUNCIL is a folder's name or path; none means every council.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table
from rich.text import Text

from baton.protocol import explaining, loading, tracing
from baton.protocol.checking import Checked, check
from baton.protocol.mistakes import Mistake

MOST_WARNINGS = 20


class Command(BaseCommand):
    """Reads the arguments and prints; every answer comes from `baton.protocol`."""

    help = "Check, trace or show a council's protocol."
    requires_system_checks: list[str] = []  # a protocol is looked at without settings being right

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, of which council."""
        parser.add_argument("task", choices=["check", "trace", "show"])
        parser.add_argument(
            "council", nargs="?", help="the name or path of a folder; every council if left out"
        )
        parser.add_argument("what", nargs="?", help="for show: a clause or rule id; all rules if left out")
        parser.add_argument("--json", action="store_true", help="print JSON for another program")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does the task for each council; exits with 1 where it finds something wrong."""
        self.console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]
        self.json: bool = options["json"]
        task = {"check": self.check_one, "trace": self.trace_one, "show": self.show_one}[options["task"]]
        found = [task(folder, options["what"]) for folder in _folders(options["council"])]
        if self.json:
            printed = [made for _, made in found]
            self.stdout.write(
                json.dumps(printed[0] if len(printed) == 1 else printed, indent=2, ensure_ascii=False)
            )
        if not found or not all(right for right, _ in found):
            if not found:
                self.stderr.write("There are no protocols here.")
            sys.exit(1)

    def check_one(self, folder: Path, what: str | None) -> tuple[bool, object]:
        """Every mistake and warning, and one line that sums up."""
        checked = check(folder)
        if not self.json:
            self._say(checked)
            self._sum_up(folder, checked)
        made = {
            "council": folder.name,
            "mistakes": [mistake.as_json() for mistake in checked.mistakes],
            "warnings": [warning.as_json() for warning in checked.warnings],
        }
        return not checked.mistakes, made

    def trace_one(self, folder: Path, what: str | None) -> tuple[bool, object]:
        """Each clause with what honours it and what tests it."""
        checked = check(folder)
        if checked.mistakes or checked.protocol is None:
            self._say(checked)
            return False, {
                "council": folder.name,
                "mistakes": [mistake.as_json() for mistake in checked.mistakes],
            }
        traced = tracing.trace(checked.protocol, tracing.find_tests(settings.ROOT, folder))
        if not self.json:
            self._trace_table(traced)
        return not traced.uncovered, traced.as_json()

    def show_one(self, folder: Path, what: str | None) -> tuple[bool, object]:
        """The rules in plain English: of one clause, one rule, or all."""
        protocol = loading.read(folder).protocol
        if protocol is None:
            return self.check_one(folder, None)
        found = [(path, rule) for path, rule in protocol.rules() if _asked(path, rule.cites, what)]
        clause = protocol.clause.get(what or "")
        if not self.json and clause is not None:
            self.console.print(
                Text(f"{protocol.cited(clause.id)} ({clause.strength}), {clause.section}", style="bold")
            )
            self.console.print(Text(clause.does))
        made = []
        for path, rule in found:
            sentence = explaining.explain(protocol, path, rule)
            drafts = [cite for cite in rule.cites if cite in protocol.drafts]
            made.append({"rule": path, "says": sentence, "cites": list(rule.cites), "draft_clauses": drafts})
            if not self.json:
                self.console.print(
                    Text.assemble(
                        (path, "cyan"),
                        "  ",
                        sentence,
                        ("  " + " ".join(protocol.cited(cite) for cite in rule.cites), "dim"),
                    ),
                    soft_wrap=True,
                )
        if not made and not self.json:
            self.stderr.write(f"Nothing here is called or cites {what!r}.")
        return bool(made), made

    def _say(self, checked: Checked) -> None:
        rows: list[tuple[str, str, tuple[Mistake, ...]]] = [
            ("mistake", "red", checked.mistakes),
            ("warning", "yellow", checked.warnings),
        ]
        if self.json:
            return
        for word, colour, found in rows:
            for one in found if word == "mistake" else found[:MOST_WARNINGS]:
                place = f"{one.file}:{one.line}:{one.column}"
                self.console.print(
                    Text.assemble((place, "bold"), f" {word}: ", (one.wrong, colour), f" {one.right}"),
                    soft_wrap=True,
                )

        if len(checked.warnings) > MOST_WARNINGS:
            self.console.print(
                f"... and {len(checked.warnings) - MOST_WARNINGS} more warnings (--json lists them all)"
            )

    def _sum_up(self, folder: Path, checked: Checked) -> None:
        rules = sum(1 for _ in checked.protocol.rules()) if checked.protocol else 0
        clauses = len(checked.protocol.clauses) if checked.protocol else 0
        counted = f"{len(checked.mistakes)} mistakes, {len(checked.warnings)} warnings"
        self.console.print(Text(f"{folder.name}: {rules} rules, {clauses} clauses, {counted}", style="bold"))

    def _trace_table(self, traced: tracing.Trace) -> None:
        table = Table(title=f"{traced.council}: clauses, rules and tests")
        for heading in ("clause", "strength", "honoured by", "tests"):
            table.add_column(heading, overflow="fold")
        for row in traced.clauses:
            colour = "red" if row.id in traced.uncovered else ""
            table.add_row(
                Text(row.id, style=colour),
                row.strength,
                "\n".join(row.honoured_by),
                "\n".join(row.tests),
                end_section=True,
            )
        self.console.print(table)
        alone = ", ".join(traced.guidance_only) or "none"
        self.console.print(Text(f"By guidance alone: {alone}."))
        missing = ", ".join(traced.uncovered) or "none"
        self.console.print(
            Text(f"Not covered by a rule and a test: {missing}.", style="red" if traced.uncovered else "")
        )


def _asked(path: str, cites: tuple[str, ...], what: str | None) -> bool:
    return (
        not what
        or what in cites
        or path == what
        or path.partition(":")[2] == what
        or path.startswith(f"{what}.")
    )


def _folders(council: str | None) -> list[Path]:
    """The folders meant: one by name or path, or every council."""
    kept = Path(settings.PROTOCOLS_DIR)
    if council is None:
        return [kept / name for name in loading.councils(kept)]
    named = Path(council)
    return [named if named.is_dir() and "/" in council else kept / council]
