"""Measures what people wait for, in a database of its own: times, processor time and statements, beside bare SQL.

Example: `measure(["intake"], council="...", rounds=50)`. Times wander on a shared machine; the ratio to the bare
statements (the very ones the service sent, sent again and nothing else) and the number of statements do not.
Everything is measured inside a transaction that is undone, so that each round starts from the same rows.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from baton.casework.commands import Do
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.file import File
from baton.casework.refusals import Refusal
from baton.protocol import conditions as c
from baton.records import stores, worklists
from baton.records.models import Case
from baton.services import acting, contacts, councils, present, sweeping

Task = Callable[[], object]
Chain = Callable[[File, Do], list[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One task: medians of its rounds. `of` says how much one round did. For decisions the bare time is that of a
    plain chain of ifs, for everything else that of the statements alone."""

    name: str
    of: str
    rounds: int
    wall_ms: float
    cpu_ms: float
    statements: int
    bare_wall_ms: float | None = None

    @property
    def times_bare(self) -> float | None:
        """How many times the bare statements' own time."""
        return round(self.wall_ms / self.bare_wall_ms, 1) if self.bare_wall_ms else None


@dataclass(frozen=True, slots=True)
class Situation:
    """The rows to measure on: a council, its files, and something somebody can do."""

    council: Council
    files: tuple[File, ...]
    now: datetime

    def possible(self) -> tuple[File, Do]:
        """The first act that somebody may do now, with nothing more to say."""
        return next((f, do) for f, do, answer in self._asked() if not isinstance(answer, Refusal))

    def refused(self) -> tuple[File, Do]:
        """The act refused for the most reasons."""
        found = (
            (len(a.reasons), n, f, do) for n, (f, do, a) in enumerate(self._asked()) if isinstance(a, Refusal)
        )
        _, _, file, do = max(found, key=lambda row: (row[0], -row[1]))
        return file, do

    def _asked(self) -> Iterator[tuple[File, Do, object]]:
        people = [*{a.role: a.person for a in self.council.appointments}.values()]
        for file in self.files[:40]:
            for name, act in self.council.protocol.acts.items():
                for person in people if act.of == "case" else ():
                    do = Do(name, person)
                    yield file, do, decide(self.council, file, do, self.now)


def situation(council: str, now: datetime) -> Situation:
    """What there is to measure on."""
    refs = Case.objects.filter(council=council, about="case", closed_at__isnull=True).order_by("rank", "id")
    loaded = stores.load_many(refs.values_list("ref", flat=True)[:200])
    return Situation(councils.council(council), tuple(loaded[ref].file for ref in sorted(loaded)), now)


def measure(names: Sequence[str], council: str, now: datetime, rounds: int) -> Iterator[Measured]:
    """Each task in turn."""
    found = situation(council, now)
    with present.stopped_at(now):
        for name in names:
            yield from TASKS[name](found, rounds)


def _decide(found: Situation, rounds: int) -> Iterator[Measured]:
    for of, (file, do) in {"allowed": found.possible(), "refused": found.refused()}.items():

        def once(file: File = file, do: Do = do) -> None:
            for _ in range(100):
                decide(found.council, file, do, found.now)

        chain = _by_hand(found.council, do)

        def plain(file: File = file, do: Do = do, chain: Chain = chain) -> None:
            for _ in range(100):
                chain(file, do)

        (wall, cpu), (bare, _) = _medians(once, rounds), _medians(plain, rounds)
        yield Measured(
            "decide", f"one decision, {of}: {do.name}", rounds * 100, wall / 100, cpu / 100, 0, bare / 100
        )


def _by_hand(council: Council, do: Do) -> Chain:
    """The same act as somebody would write it into a program: an `if` for who, for where, and for each of its needs.
    It knows one act of one council, cites nothing, and nothing follows from it."""
    act = council.protocol.acts[do.name]
    people = {a.person for role in act.by for a in council.by_role.get(role.role, ())}
    where = c.names_in(act.when) if act.when else set()
    needs = [(need.says, sorted(c.names_in(need.need))) for _, need in council.rules.needs(do.name)]

    def chain(file: File, do: Do) -> list[str]:
        known = {done.name: done for done in file.done}
        said = []
        if file.closed:
            said.append("The case was closed.")
        if do.by not in people:
            said.append("Only somebody else may do this.")
        if not all(name in known or name in file.facts for name in where):
            said.append("This does not belong here.")
        for says, names in needs:
            if not all(
                name.partition(".")[2] in do.fields or name in known or name in file.facts for name in names
            ):
                said.append(says)
        return said

    return chain


def _intake(found: Situation, rounds: int) -> Iterator[Measured]:
    child = {"name": "Piper Testbury", "address": "1 Demo Street", "number": "BENCH-1"}
    by = found.council.appointments[0].person

    def once() -> None:
        contacts.log_contact(
            council=found.council.id, by=by, source="School", reason="Attendance", story="A worry. " * 40,
            caller={"name": "Ms Caller", "agency": "School", "telephone": "01632 960100"}, children=[child],
        )  # fmt: skip

    yield _beside("intake", "one contact with one child", once, rounds)


def _act(found: Situation, rounds: int) -> Iterator[Measured]:
    file, do = found.possible()
    yield _beside(
        "act", f"one act: {do.name}", lambda: acting.do(case=file.ref, act=do.name, by=do.by), rounds
    )


def _tray(found: Situation, rounds: int) -> Iterator[Measured]:
    held = Case.objects.filter(council=found.council.id, closed_at__isnull=True).exclude(tray="")
    counted: dict[str, int] = {}
    for key in held.values_list("tray", flat=True):
        counted[key] = counted.get(key, 0) + 1
    key = max(sorted(counted), key=counted.__getitem__)
    of = f"a page of at most 50, {counted[key]} waiting"
    yield _beside("tray", of, lambda: worklists.tray(found.council.id, key, found.now), rounds)


def _sweep(found: Situation, rounds: int) -> Iterator[Measured]:
    later = found.now + timedelta(days=1)
    due = Case.objects.filter(next_at__lte=later).count()
    yield _beside(
        "sweep", f"one batch of {min(due, 200)} files", lambda: sweeping.sweep(later), max(3, rounds // 10)
    )


TASKS: dict[str, Callable[[Situation, int], Iterator[Measured]]] = {
    "decide": _decide, "intake": _intake, "act": _act, "tray": _tray, "sweep": _sweep,
}  # fmt: skip


def _beside(name: str, of: str, task: Task, rounds: int) -> Measured:
    """A task and, in turn with it, the statements it sent."""
    sent: list[tuple[str, Any, bool]] = []
    with undone(), connection.execute_wrapper(_Keeping(sent)):
        task()
    walls, cpus, bares = [], [], []
    for _ in range(rounds):
        with undone():
            wall, cpu = _timed(task)
        with undone():
            bare, _ = _timed(lambda: _again(sent))
        walls.append(wall)
        cpus.append(cpu)
        bares.append(bare)
    middle = statistics.median
    return Measured(name, of, rounds, middle(walls), middle(cpus), len(sent), middle(bares))


class _Keeping:
    """Keeps every statement that is sent, savepoints apart."""

    def __init__(self, sent: list[tuple[str, Any, bool]]) -> None:
        self.sent = sent

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql[:20]:
            self.sent.append((sql, params, many))
        return execute(sql, params, many, context)


def _again(sent: Sequence[tuple[str, Any, bool]]) -> None:
    with connection.cursor() as cursor:
        for sql, params, many in sent:
            (cursor.executemany if many else cursor.execute)(sql, params)
            if cursor.description:
                cursor.fetchall()


@contextmanager
def undone() -> Iterator[None]:
    """Nothing done inside stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _medians(task: Task, rounds: int) -> tuple[float, float]:
    timed = [_timed(task) for _ in range(max(3, rounds // 10))]
    return statistics.median(wall for wall, _ in timed), statistics.median(cpu for _, cpu in timed)


def _timed(task: Task) -> tuple[float, float]:
    """Milliseconds on the wall and of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    task()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
