"""Progress bars on a terminal, and nothing where there is none.

Example: `with progress.shown() as bar: step = bar("Importing", 200)`; then `step()` after each one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Bar = Callable[[str, int], Callable[[], None]]


@contextmanager
def shown() -> Iterator[Bar]:
    """A bar on standard error; a function that does nothing where that is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda _name, _steps: lambda: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as made:

        def bar(name: str, steps: int) -> Callable[[], None]:
            task = made.add_task(name, total=steps)
            return lambda: made.advance(task)

        yield bar
