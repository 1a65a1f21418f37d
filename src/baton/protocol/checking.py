"""Checking: everything that can be wrong with a council's protocol, in one call.

Example: `check(Path("protocols/anytown"))` gives mistakes (it cannot be used) and warnings (look again).
What is checked, by module: `nodes` and `shape` the text, `references` every id, role, name and value,
`meaning` declarations that cannot be meant, `askable` questions where they have no answer, `counting` what scorecards count,
`keeping` answers shown to more than may see them, `endings` ladders and separation of duties, `citing` clauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from baton.protocol import askable, citing, counting, endings, keeping, loading, meaning, references
from baton.protocol.mistakes import Mistake, Warning_
from baton.protocol.schema import Protocol
from baton.protocol.source import Source


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found, and the protocol where its shape is right."""

    mistakes: tuple[Mistake, ...]
    warnings: tuple[Warning_, ...]
    protocol: Protocol | None = None


def check(folder: Path | str) -> Checked:
    """Every mistake and warning in a folder, its stories with it. Never raises."""
    read = loading.read(folder)
    checked = check_read(read)
    told = tuple(_stories(Path(folder), checked.protocol))
    mistakes = tuple(sorted({*checked.mistakes, *told}))
    return Checked(mistakes, checked.warnings, checked.protocol)


def check_read(read: loading.Read) -> Checked:
    """The same for what has been read already, without its stories."""
    protocol = read.protocol
    if protocol is None:
        return Checked(read.mistakes, (), None)
    mistakes = tuple(sorted({*read.mistakes, *_checked(protocol, read.source)}))
    warnings = tuple(
        sorted({*citing.unhonoured(protocol, read.source), *citing.unused(protocol, read.source)})
    )
    return Checked(mistakes, warnings, protocol)


def _checked(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    yield from references.unresolved(protocol, source)
    yield from meaning.unmeant(protocol, source)
    yield from askable.mistakes(protocol, source)
    yield from counting.mistakes(protocol, source)
    yield from keeping.leaks(protocol, source)
    yield from endings.endless(protocol, source)
    yield from citing.uncited(protocol, source)


def _stories(folder: Path, protocol: Protocol | None) -> Iterator[Mistake]:
    for file in loading.story_files(folder) if folder.is_dir() else ():
        stories, mistakes = loading.read_stories(file)
        yield from mistakes
        told: dict[str, None] = {}
        for story in stories:
            if story.story in told:
                right = "Give each story of a file its own title."
                yield Mistake(
                    str(file), *_line(file, story.story), f"Two stories are called '{story.story}'.", right
                )
            told[story.story] = None
            for clause in story.shows if protocol else ():
                if protocol and clause not in protocol.clause:
                    right = references.clauses_near(clause, tuple(protocol.clause))
                    yield Mistake(str(file), *_line(file, clause), f"There is no clause {clause}.", right)


def _line(file: Path, word: str) -> tuple[int, int]:
    """Where a word last stands in a file."""
    found = (1, 1)
    for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
        if word in line:
            found = (number, line.index(word) + 1)
    return found
