"""A task and, in turn with it, what it is held against: its own statements sent again with nothing around them
(bare), and a view that does no more than sign somebody in and send them (floor).

Everything is measured inside a transaction that is undone, so that each round starts from the same rows.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

Task = Callable[[], object]
Sent = list[tuple[str, Any, bool]]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds on the wall, of this process, and of the database's process where it can be seen."""

    wall: float
    cpu: float
    database: float = 0.0

    @property
    def processor(self) -> float:
        """What it cost this machine, on either side of the connection."""
        return self.cpu + self.database

    def per(self, times: int) -> Cost:
        """The cost of one of so many."""
        return Cost(self.wall / times, self.cpu / times, self.database / times)


@dataclass(frozen=True, slots=True)
class Measured:
    """One task: medians of its rounds. `of` says how much one round did. For decisions `bare` is a plain chain of ifs,
    for everything else the statements alone; `floor` is of requests only."""

    name: str
    of: str
    rounds: int
    cost: Cost
    statements: int
    bare: Cost
    floor: Cost | None = None

    @property
    def times_bare(self) -> float:
        """How many times the bare statements' own processor time."""
        return round(self.cost.processor / max(self.bare.processor, 1e-6), 1)

    @property
    def times_floor(self) -> float | None:
        """How many times the floor's."""
        return round(self.cost.processor / self.floor.processor, 2) if self.floor else None


def beside(
    name: str, of: str, task: Task, rounds: int, floor: Callable[[Sent], Task] | None = None
) -> Measured:
    """A task, its statements alone and, for a request, its floor: each once a round, one after the other."""
    sent: Sent = []
    with undone(), connection.execute_wrapper(_Keeping(sent)):
        task()
    turns: list[Task] = [task, lambda: again(sent), *([floor(sent)] if floor else [])]
    costs: list[list[Cost]] = [[] for _ in turns]
    for _ in range(rounds):
        for turn, mine in zip(turns, costs, strict=True):
            with undone():
                mine.append(timed(turn))
    cost, bare, *rest = (middle(mine) for mine in costs)
    return Measured(name, of, rounds, cost, len(sent), bare, *rest)


def compared(name: str, of: str, task: Task, plain: Task, rounds: int, times: int) -> Measured:
    """A task that asks no database, done so many times a round, beside the plainest way to do it."""
    costs = [(timed(task), timed(plain)) for _ in range(rounds)]
    mine, bare = (middle(side).per(times) for side in zip(*costs, strict=True))
    return Measured(name, of, rounds * times, mine, 0, bare)


def again(sent: Sequence[tuple[str, Any, bool]]) -> None:
    """Sends statements and takes what they return; nothing else."""
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


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each part."""
    walls, cpus, databases = zip(*((c.wall, c.cpu, c.database) for c in costs), strict=True)
    return Cost(statistics.median(walls), statistics.median(cpus), statistics.median(databases))


def timed(task: Task) -> Cost:
    """What doing it once costs."""
    before, wall, cpu = _database(), time.perf_counter(), time.process_time()
    task()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Cost(wall * 1000, cpu * 1000, _database() - before)


def _database() -> float:
    """Milliseconds of processor time that PostgreSQL's process has had for us, where it runs on this machine."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    seen = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    try:
        return int(seen.read_text().split()[0]) / 1e6
    except (OSError, ValueError, IndexError):
        return 0.0


class _Keeping:
    """Keeps every statement that is sent, savepoints apart."""

    def __init__(self, sent: Sent) -> None:
        self.sent = sent

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql[:20]:
            self.sent.append((sql, params, many))
        return execute(sql, params, many, context)
