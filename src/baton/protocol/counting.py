"""Counting: what a report or a scorecard counts is kept, its values are known, and its groups are there to be shown.

Example: `was: {plan: [chid_in_need]}` would count nothing for ever, and is a mistake at its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from baton.protocol import conditions as c
from baton.protocol.mistakes import Mistake, nearest
from baton.protocol.schema import Counted, Fact, Protocol, Report
from baton.protocol.source import Path_, Source


def mistakes(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Every such mistake."""
    for name, report in protocol.reports.items():
        path: Path_ = ("reports", name)
        yield from _facts(protocol, source, path, report)
        for number, line in report.lines.items():
            yield from _facts(protocol, source, (*path, "lines", number), line)
        yield from _groups(protocol, source, path, report)


def _facts(protocol: Protocol, source: Source, path: Path_, counted: Counted) -> Iterator[Mistake]:
    for key, asked in (("facts", counted.facts), ("was", counted.was)):
        for name, values in asked.items():
            fact = protocol.facts.get(name)
            if fact is None:
                continue  # said by `references`
            if not _kept(protocol, fact, acts=key == "was"):
                wrong = f"'{name}' is worked out from more than one thing, so that what it was is not kept."
                yield source.mistake((*path, key), wrong, "Ask for what it is worked out from.", text=name)
            for value in values:
                known = (*fact.value_names(), *(("not_known",) if key == "was" else ()))
                if value not in known:
                    wrong = f"'{name}' is never '{value}'."
                    yield source.mistake(
                        (*path, key, name), wrong, nearest(value, known, what="values"), text=value
                    )


def _kept(protocol: Protocol, fact: Fact, acts: bool) -> bool:
    """Whether the database has what a fact was: it is entered, or is one other that is; or is whether an act was done."""
    if not fact.derived:
        return True
    if isinstance(fact.is_, c.Done):
        moment = protocol.moments.get(fact.is_.name)
        return acts and moment is not None and moment.lasts == "ever"
    other = protocol.facts.get(fact.is_.name) if isinstance(fact.is_, c.Is) else None
    return other is not None and not other.derived


def _groups(protocol: Protocol, source: Source, path: Path_, report: Report) -> Iterator[Mistake]:
    if isinstance(report.groups, str) and report.groups not in protocol.places:
        right = nearest(report.groups, protocol.places, what="kinds of place")
        yield source.mistake((*path, "groups"), f"There is no kind of place '{report.groups}'.", right)
    other = protocol.reports.get(report.lines_of or "")
    if other is not None and (other.rows or other.lines_of):
        wrong = f"'{report.lines_of}' is no scorecard with lines of its own."
        yield source.mistake((*path, "lines_of"), wrong, "Name one that says its 'lines'.")
