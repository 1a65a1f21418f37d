"""Askable: what may be asked of many cases at once, and what only of one case, or only of one being decided on.

A report asks its conditions of every case in the database; a label and a tray ask theirs of a case as it stands,
when nothing is being decided. `unstored(condition, protocol)` yields (word, wrong, right) for what a report cannot
ask, `undecided` for what no label or tray can: both are mistakes when a protocol is checked, and
`records.filters` refuses to make SQL of the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from baton.protocol import built_in
from baton.protocol import conditions as c
from baton.protocol.mistakes import Mistake, or_words
from baton.protocol.names import Names, Wrong
from baton.protocol.schema import Fact, Protocol
from baton.protocol.source import Path_, Source

ASK_STORED = "Ask for an act, an outcome, an answer, a fact that is entered, or an age."
ASK_STANDING = "Ask for what has been done or is known."
OF_ONE: dict[type, str] = {
    c.Total: "what a length of time adds up to",
    c.At: "what a fact was at another time",
    c.SameAnswer: "whether people gave the same answer",
    c.Reached: "whether a time that an answer names has come",
    c.Outside: "whether something came outside opening hours",
}
"""Questions whose answer takes the whole history of one case."""
DECIDING = ("danger", "outcome", "destination", "chosen_team")
"""Built-in names that mean something only while somebody does something; `worker.` and its fields too."""
STORED = (
    "holder", "allocated", "home", "unborn", "closed", "open_climbs", "moves_so_far", "workers_so_far",
)  # fmt: skip
"""The built-in names that the database has an answer to: a new one is refused until it is made in SQL too."""

Find = Callable[[c.Condition, Protocol], Iterator[Wrong]]


def unstored(condition: c.Condition, protocol: Protocol) -> Iterator[Wrong]:
    """Whatever in a condition a report cannot ask of the database."""
    return _through(condition, protocol, _not_stored, ())


def undecided(condition: c.Condition, protocol: Protocol) -> Iterator[Wrong]:
    """Whatever in a condition means nothing of a case as it stands."""
    return _through(condition, protocol, _not_standing, ())


def mistakes(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Every condition of a report, a label or a tray that cannot be asked where it stands."""
    names = Names(protocol)
    asked = [*_asked(protocol), *_by_facts(protocol)]
    for path, condition, find in asked:
        if condition is not None and not any(names.wrong_in(condition)):
            for word, wrong, right in find(condition, protocol):
                yield source.mistake(path, wrong, right, text=word)


def _asked(protocol: Protocol) -> Iterator[tuple[Path_, c.Condition | None, Find]]:
    for name, report in protocol.reports.items():
        yield ("reports", name, "where"), report.where, unstored
        for number, measure in report.measures.items():
            yield ("reports", name, "measures", number, "where"), measure.where, unstored
        for number, line in report.lines.items():
            yield ("reports", name, "lines", number, "where"), line.where, unstored
    for name, label in protocol.labels.items():
        yield ("labels", name, "when"), label.when, undecided
    for name, tray in protocol.trays.items():
        yield ("trays", name, "while"), tray.while_, undecided
    for at, page in enumerate(protocol.pages):
        yield ("pages", at, "when"), page.when, undecided


def _by_facts(protocol: Protocol) -> Iterator[tuple[Path_, c.Condition | None, Find]]:
    """The facts that reports are grouped or put in order by: a column may say what only one case can be asked."""
    for name, report in protocol.reports.items():
        for key in ("group", "order_by"):
            fact = (getattr(report, key) or "").removeprefix("fact.")
            if fact in protocol.facts:
                yield ("reports", name, key), c.Answered(fact), unstored


def _through(
    condition: c.Condition, protocol: Protocol, find: Find, within: tuple[str, ...]
) -> Iterator[Wrong]:
    """What is found in a condition, and in what the facts and records it names are worked out from."""
    for part in _parts(condition):
        yield from find(part, protocol)
        name = getattr(part, "name", "")
        for inner in _worked_out_from(part, protocol) if name not in within else ():
            for _, wrong, right in _through(inner, protocol, find, (*within, name)):
                yield name, f"'{name}' cannot be asked here. {wrong}", right


def _parts(condition: c.Condition) -> Iterator[c.Condition]:
    """The condition and those inside it, but for what is asked of other people."""
    yield condition
    if isinstance(condition, c.All | c.AnyOf):
        for part in condition.parts:
            yield from _parts(part)
    elif isinstance(condition, c.Not):
        yield from _parts(condition.part)


def _worked_out_from(part: c.Condition, protocol: Protocol) -> Iterator[c.Condition]:
    name = getattr(part, "name", "")
    if isinstance(part, c.Complete) and name in protocol.records:
        fields = protocol.records[name].fields.values()
        yield from (row.if_ for row in fields if row.required and row.if_ is not None)
    fact = protocol.facts.get(name)
    if fact is not None:
        yield from _conditions_of(fact)


def _conditions_of(fact: Fact) -> Iterator[c.Condition]:
    found = (fact.is_, *(choice.when for choice in fact.first_of), fact.begins, fact.ends)
    yield from (condition for condition in found if condition is not None)


def _not_standing(part: c.Condition, protocol: Protocol) -> Iterator[Wrong]:
    name = getattr(part, "name", "")
    if isinstance(part, c.Related) and part.who in protocol.people:
        wrong = f"This is asked of one case by itself, with nobody around the child: not of '{part.who}'."
        yield part.who, wrong, ASK_STANDING
    elif isinstance(part, c.Same):
        wrong = f"'{name}' is compared here with what is being done, and nothing is."
        yield name, wrong, ASK_STANDING
    elif name in DECIDING or name.startswith("worker."):
        yield name, f"'{name}' is known only while somebody is doing something.", ASK_STANDING


def _not_stored(part: c.Condition, protocol: Protocol) -> Iterator[Wrong]:
    yield from _not_standing(part, protocol)
    name = getattr(part, "name", "")
    fact = protocol.facts.get(name)
    if isinstance(part, c.Related) and part.who not in protocol.people:
        wrong = f"A report cannot ask of each '{part.who}' of every case at once."
        yield part.who, wrong, ASK_STORED
    elif type(part) in OF_ONE:
        yield name, f"A report cannot ask {OF_ONE[type(part)]} of every case at once.", ASK_STORED
    elif isinstance(part, c.Since) and part.to is not None:
        wrong = f"A report cannot measure from '{name}' to '{part.to}' in every case at once."
        yield (
            name,
            wrong,
            ASK_STORED
            if part.before
            else f"Measure to now, without 'to': {{{name}: {{at_least: {part.at_least or part.under}}}}}.",
        )
    elif isinstance(part, c.Since) and name not in protocol.moments and fact is None:
        yield name, f"A report cannot measure from '{name}' in every case at once.", ASK_STORED
    elif name in protocol.rotas or name in built_in.TIMES or name.endswith(".planned"):
        yield name, f"A report cannot ask '{name}' of every case at once.", ASK_STORED
    elif getattr(protocol.happens.get(name), "first_of", None):
        yield (
            name,
            f"'{name}' is the first of another, which only one case can be asked.",
            "Ask for the other.",
        )
    elif fact is not None and fact.begins is not None:
        wrong = f"'{name}' begins and ends by different things: a report cannot ask it of every case at once."
        yield name, wrong, "Ask for what it begins by, or ends by."
    elif isinstance(part, c.Is) and (row := Names(protocol).field(name)) is not None and row.kind == "team":
        wrong = f"'{name}' names a team, and a report cannot ask of which kind it is."
        yield name, wrong, "Ask for 'holder', or whether it is answered."
    elif name in built_in.BUILT_IN and name not in (*STORED, *DECIDING):
        wrong = f"'{name}' is not kept beside each case, so that a report cannot ask it."
        yield name, wrong, f"Of the names built in, ask for {or_words(STORED)}."
    elif name in protocol.records and not isinstance(part, c.Complete):
        yield (
            name,
            f"A record has no value of its own: '{name}'.",
            f"Ask for one of its fields, or for '{name}: complete'.",
        )
