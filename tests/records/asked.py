"""Random files of a council, saved as they would be, and random conditions to ask of them.

`histories("asked", 60)` are cases whose life was a walk of random acts; `conditions(protocol)` is a strategy over
every kind of condition there is, about every name the protocol knows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st

from baton.casework import ageing
from baton.casework import commands as c
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import File
from baton.casework.refusals import Refusal
from baton.casework.working_time.local_time import start_of
from baton.operations.cast import cast
from baton.protocol import built_in, loading
from baton.protocol import conditions as q
from baton.protocol.names import Names
from baton.protocol.schema import FieldRow, Moment, Protocol
from baton.records import models as m
from baton.records import stores
from tests.casework import walks

HERE = Path(__file__).parent
LENGTHS = ("3 weeks", "1 month", "4 working days", "5 working hours", "2 days", "1 hour", "1 year")
TEXTS = ("", "seal|gull", "whale|seal|gull", "Seal", "a_b", "a%b", "Yes|no", "5")


@lru_cache
def council_of(name: str) -> Council:
    """The made-up council of `asked.yaml`, or one with a procedure of its own."""
    if name != "asked":
        return walks.council_of(name)
    read = loading.from_texts({"asked.yaml": (HERE / "asked.yaml").read_text()})
    assert read.protocol is not None, "\n".join(map(str, read.mistakes))
    return cast(read.protocol, HERE)


class History(walks.Walk):
    """A walk that says more in its answers, and leaves the promises to those that are about them."""

    def take(self, command: c.Command) -> None:
        answer = decide(self.council, self.file, command, self.now)
        if not isinstance(answer, Refusal):
            self.file, self.history = replay(self.file, answer), [*self.history, *answer]

    def _chosen(self) -> tuple[str, Moment]:
        everything = self.council.protocol.moments
        names = [name for name, moment in everything.items() if moment.of == "case"]
        name = next(
            (n for n in self.chance.sample(names, len(names)) if self._belongs(everything[n])), names[0]
        )
        return name, everything[name]

    def _some(self, words: tuple[str, ...]) -> str:
        return "|".join(self.chance.sample(sorted(words), self.chance.randint(1, len(words))))

    def _answer(self, row: FieldRow, sure: bool) -> str:
        if row.kind == "choices":
            return self._some(row.choices)
        return self.chance.choice(TEXTS) if row.kind == "line" else super()._answer(row, sure)

    def _know(self) -> c.Command | None:
        sets = [name for name, fact in self.council.protocol.facts.items() if fact.set_of]
        if sets and self.chance.random() < 0.4:
            name = self.chance.choice(sets)
            words = self._some(self.council.protocol.facts[name].set_of)
            return c.Know(name, words, self._anyone(), self._when())
        return super()._know()


def histories(name: str, many: int, steps: int) -> Iterator[History]:
    """So many walks, each of a case."""
    for number in range(many):
        made = History(council_of(name), random.Random(f"{name}/{number}"))
        made.begin()
        for _ in range(number * steps // many):
            made.step()
        if made.file.child is not None:
            yield made


def saved(name: str, many: int, steps: int) -> dict[str, File]:
    """The files of such walks, by reference, after they were saved at the end of each."""
    council = council_of(name)
    m.Council.objects.create(
        id=council.id, name=name, prefix="ASK", protocol_version="1", organisation_version=1
    )
    files = {}
    for number, made in enumerate(histories(name, many, steps)):
        file = made.file.but(ref=f"{name}-{number}", version=1)
        change = stores.Change(council, File(file.ref, council.id), file, tuple(made.history))
        stores.save([change], made.now)
        files[file.ref] = file
    return files


def edges(council: Council, files: dict[str, File]) -> Iterator[tuple[q.Condition, datetime]]:
    """Questions of time, each asked at the very end of the length they are about, a moment before and a moment after."""
    chance, tick = random.Random(council.id), timedelta(microseconds=1)
    for file in chance.sample(sorted(files.values(), key=lambda f: f.ref), min(6, len(files))):
        for years in (0, 14, 18):
            days = [*map(start_of, ageing.birthdays(file, years))]
            ages = (q.Age(years, None), q.Age(None, years))
            yield from ((age, now) for day in days for now in (day - tick, day) for age in ages)
    for name, moment in council.protocol.moments.items():
        done = [
            d for file in files.values() for d in file.by_name.get(name, ()) if d.counts and not d.planned
        ]
        for last in chance.sample(done, min(2, len(done))):
            if moment.lasts not in built_in.LASTS:
                end = council.ends(last.at, moment.lasts)
                yield from ((q.Done(name), now) for now in (end - tick, end, end + tick))
        for last in chance.sample(done, min(2, len(done))):
            length = chance.choice(LENGTHS)
            end = council.ends(last.at, length)
            yield from ((q.Since(name, length, None, None), now) for now in (end - tick, end, end + tick))


def instants(name: str, files: dict[str, File], many: int) -> list[datetime]:
    """Times to ask at: some at random, most at the very end of something, or a moment before or after."""
    council, chance = council_of(name), random.Random(name)
    dones = [done for file in files.values() for done in file.done]
    ends = [council.ends(done.at, length) for done in dones for length in LENGTHS]
    later = [chance.choice(ends) + timedelta(microseconds=chance.choice((-1, 0, 1))) for _ in range(many)]
    return [walks.BEGIN + timedelta(days=chance.randint(0, 400), minutes=7), *later]


def leaves(protocol: Protocol) -> dict[type, st.SearchStrategy[q.Condition]]:
    """A strategy for each kind of condition that has no condition inside it, and for what is asked of others."""
    names = Names(protocol)
    moments, records = st.sampled_from(sorted(protocol.moments)), sorted(protocol.records)
    entered = st.sampled_from(sorted(n for n, fact in protocol.facts.items() if not fact.derived))
    plain = [n for n, sort in names.known.items() if sort != "record"]
    counted = st.sampled_from(sorted(n for n in plain if names.is_number(n)))
    said = st.sampled_from(sorted(n for n in plain if not names.is_number(n) or names.values(n)))
    dated, few = entered | moments, st.none() | st.integers(0, 5)
    length, years = st.sampled_from(LENGTHS), st.none() | st.integers(0, 20)
    one_of_them = entered.flatmap(lambda name: st.tuples(st.just(name), words_of(names, name)))
    made: dict[type, st.SearchStrategy[q.Condition]] = {
        q.Always: st.just(q.Always()), q.Done: st.builds(q.Done, moments),
        q.Is: said.flatmap(lambda name: st.builds(q.Is, st.just(name), words_of(names, name))),
        q.Answered: st.builds(q.Answered, st.sampled_from(sorted(plain))), q.Number: st.builds(q.Number, counted | moments, few, few),
        q.Age: st.builds(q.Age, years, years),
        q.Since: st.builds(q.Since, dated, length, st.none(), st.none() | dated) | st.builds(q.Since, dated, st.none(), length, dated),
        q.Reached: st.builds(q.Reached, moments), q.Outside: st.builds(q.Outside, moments, st.sampled_from(sorted(protocol.calendars) or ["none"])),
        q.Ever: one_of_them.map(lambda pair: q.Ever(*pair)),
        q.At: one_of_them.flatmap(lambda pair: st.builds(q.At, *map(st.just, pair), st.just(10), st.none())),
        q.Total: one_of_them.flatmap(lambda pair: st.builds(q.Total, *map(st.just, pair), length, st.none())),
        q.Same: st.builds(q.Same, moments, st.just((("item", "item"),))), q.SameAnswer: st.builds(q.SameAnswer, moments, st.just(()), st.just(())),
        q.Related: st.builds(q.Related, st.sampled_from(sorted(protocol.people) or ["team"]), st.booleans(), st.builds(q.Done, moments)),
    }  # fmt: skip
    if records:
        made[q.Complete] = st.builds(q.Complete, st.sampled_from(records))
    return made


def plainly(protocol: Protocol) -> Iterator[q.Condition]:
    """Every name asked for each of its values by itself, and whether it has any, so that none is left to chance."""
    names = Names(protocol)
    for name, sort in names.known.items():
        if sort != "record" and (not names.is_number(name) or names.values(name)):
            yield from (q.Is(name, (word,)) for word in names.values(name) or TEXTS)
            yield q.Answered(name)


def words_of(names: Names, name: str) -> st.SearchStrategy[tuple[str, ...]]:
    """One or two values to ask a name for: those it can have, and not known."""
    known = names.values(name)
    some = TEXTS if known is None else known
    some = (*some, "done") if name in names.protocol.moments else some
    return st.lists(st.sampled_from([*some, "not_known"]), min_size=1, max_size=2, unique=True).map(tuple)


def trees(leaf: st.SearchStrategy[q.Condition]) -> st.SearchStrategy[q.Condition]:
    """Conditions made of others."""

    def grown(inner: st.SearchStrategy[q.Condition]) -> st.SearchStrategy[q.Condition]:
        some = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(q.Not, inner) | st.builds(q.All, some) | st.builds(q.AnyOf, some)

    return st.recursive(leaf, grown, max_leaves=4)


__all__ = ["council_of", "edges", "instants", "leaves", "plainly", "saved", "trees"]
