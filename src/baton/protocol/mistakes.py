"""Mistakes: what is wrong in a protocol, where, and what would be right.

Example: `Mistakes` is raised with all of them at once; `str(mistake)` is one line a person can click on:

    protocols/anytown/routes.yaml:12:9: There is no team 'footprnt'. Did you mean 'footprint'?
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass

MOST_LISTED = 12


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that is wrong. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.wrong} {self.right}".rstrip()

    def as_json(self) -> dict[str, str | int]:
        """The same for another program."""
        return asdict(self)


class Warning_(Mistake):  # noqa: N801 - `Warning` is Python's own
    """Something that may be meant, and is worth a look: it does not stop a protocol being used."""

    __slots__ = ()


class Mistakes(Exception):
    """Every mistake found in a protocol, in order of file and line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def nearest(word: str, known: Iterable[str], *, what: str = "") -> str:
    """'Did you mean ...?' and the list of what is known: the `right` of an unknown name."""
    names = sorted(dict.fromkeys(known))
    if not names:
        return f"This protocol declares no {what or 'such names'}."
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    asked = f"Did you mean {or_words(close)}? " if close else ""
    shown = names[:MOST_LISTED]
    more = f" and {len(names) - MOST_LISTED} more" if len(names) > MOST_LISTED else ""
    return f"{asked}{(what or 'Known').capitalize()}: {', '.join(shown)}{more}."


def or_words(words: Iterable[str]) -> str:
    """'a', 'b' or 'c', quoted."""
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}" if quoted else ""
