"""Random histories: every act, plausible or not, at any time, and the promises asserted after every step.

    make walks ARGS="--walks 250000"                         every council, on every processor, out of the way
    python -m tests.casework.walks --council stockport --seed 7 --walks 1 --steps 20

It prints from which seed it walked, how often each thing was seen, and what was never seen at all.

A walk is a pure function of the council, its number and the number of steps: a failure names all three.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from multiprocessing import Pool

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.events import Event
from baton.casework.evolve import replay
from baton.casework.file import Child, File
from baton.casework.refusals import Refusal
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import loading
from baton.protocol.schema import Act, FieldRow, Moment, RoleOf
from tests.casework.beginnings import PROTOCOLS, Beginning, council_of, in_a_story
from tests.casework.promises import broken, replayed, restless

BEGIN = wt.parse_local("2026-03-02 08:00")
GUESSES = 8
LONGER = 8
"""Every eighth walk is three times as long, so that the far ends of ladders are reached."""


@lru_cache
def _names(council: str, about: str) -> list[str]:
    return [name for name, moment in council_of(council).protocol.moments.items() if moment.of == about]


def names_of(council: Council, about: str) -> list[str]:
    """What can be done of a kind of file at all."""
    return _names(council.id, about) or list(council.protocol.moments)


@dataclass
class Walk:
    """One history as it grows."""

    council: Council
    chance: random.Random
    now: datetime = BEGIN
    file: File = field(default_factory=lambda: File("", ""))
    history: list[Event] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    story: Beginning | None = None

    def begin(self) -> None:
        """Every other walk goes on from somewhere in a story; the others from the front door."""
        self.story = in_a_story(self.council.id, self.chance) if self.chance.random() < 0.5 else None
        if self.story is None:
            self._begin_at_the_door()
        else:
            self.council, self.file, self.now = self.story.council, self.story.file, self.story.now
            self.history = list(self.story.history)

    def around(self) -> tuple[View, ...]:
        """Who else there is on the stage."""
        return self.story.around(self.file, self.now) if self.story else ()

    def _begin_at_the_door(self) -> None:
        """A contact about a child, or the file of a team, a place or the council."""
        about = self.chance.choices(("case", "team", "place", "council"), (40, 2, 1, 1))[0]
        about = "council" if about == "place" and not self.council.places else about
        subjects = {"team": self.council.teams, "place": self.council.places}.get(
            about, {self.council.id: None}
        )
        if not subjects:  # a council with no places
            about, subjects = "council", {self.council.id: None}
        subject = self.chance.choice(sorted(subjects))
        self.file = File("WALK-1" if about == "case" else f"{about}:{subject}", self.council.id)
        if about == "case":
            child = self._child()
            self.take(
                c.OpenCase(
                    self.file.ref,
                    "C-1",
                    child,
                    self._anyone(),
                    self.now - timedelta(minutes=self.chance.choice((0, 5, 90))),
                    self.chance.choice((1, 1, 1, 2, 3)),
                )
            )
        else:
            kind = getattr(subjects[subject], "kind", "")
            self.take(c.OpenFile(self.file.ref, about, subject, kind, self.now))

    def _child(self) -> Child:
        place = self.chance.choice([*sorted(self.council.places), ""])
        born = self.chance.choice(
            (None, None, date(2008, 3, 3), date(2012, 2, 29), date(2024, 6, 1), date(2026, 3, 1))
        )
        expected = born is None and self.chance.random() < 0.4
        return Child(
            "P-1",
            "A Child",
            born,
            date(2026, 6, 1) if expected else None,
            None if born or expected else self.chance.choice((None, 0, 3, 13, 15, 17)),
            "",
            place,
        )

    def step(self) -> None:
        """Something happens, or is tried, or time passes."""
        doing = self.chance.choices(
            (self._act, self._time, self._know, self._home, self._depart, self._settle, self._remind),
            (69, 18, 4, 3, 3, 2, 1),
        )[0]
        command = doing()
        if command is not None:
            self.take(command)

    def take(self, command: c.Command) -> None:
        """Puts a command to the core and asserts everything that must then be so."""
        before = self.file
        around = self.around()
        answer = decide(self.council, before, command, self.now, around)
        if isinstance(answer, Refusal):
            self.seen.update(f"refused {reason.code.value}" for reason in answer.reasons)
            self.seen[f"tried {answer.name}"] += 1
            assert answer.reasons, "a refusal with no reason"
            assert all(reason.says for reason in answer.reasons), "a refusal that says nothing"
            if self.chance.random() < 0.1:
                assert decide(self.council, before, command, self.now, around) == answer, (
                    "the same question, another answer"
                )
            return
        self.file = replay(before, answer)
        self.history += answer
        self.seen.update(fired for event in answer for fired in _fired(event))
        self.seen[f"did {getattr(command, 'name', type(command).__name__)}"] += 1
        wrong = next(broken(self.council, before, self.file, answer, self.history, self.now), "")
        if isinstance(command, c.Sweep):
            wrong = wrong or next(restless(self.council, self.file, self.now, self.around()), "")
        assert not wrong, f"{wrong}\nafter {command}"

    def _time(self) -> c.Command:
        dues = sorted({d.due for d in self.file.duties if d.open and d.due and d.due > self.now})
        if dues and self.chance.random() < 0.6:
            self.now = max(self.now, dues[0] + timedelta(seconds=self.chance.choice((-1, 0, 1))))
        else:
            self.now += timedelta(minutes=self.chance.choice((1, 20, 61, 600, 1441, 5000, 50000)))
        return c.Sweep()

    def _act(self) -> c.Command:
        name, moment = self._chosen()
        by = self._somebody(moment)
        sure = self.chance.random() < 0.9
        return c.Do(
            name, by, self._when(), self._outcome(moment), self._item(moment), self._fields(moment, sure),
            self._reasons(moment, sure), "The child may be hurt now" if self.chance.random() < 0.06 else "",
            self.chance.choice([*sorted(self.council.teams), "nowhere"]) if self.chance.random() < 0.3 else "",
            self.chance.choice([*self.council.protocol.route, ""]) if self.chance.random() < 0.1 else "",
            not isinstance(moment, Act) and self.chance.random() < 0.2,
        )  # fmt: skip

    def _chosen(self) -> tuple[str, Moment]:
        """Often what is owed, or what belongs here if a few guesses find it; sometimes any act at all."""
        everything = self.council.protocol.moments
        owed = [duty.act for duty in self.file.duties if duty.open and duty.act]
        if owed and self.chance.random() < 0.35:
            name = self.chance.choice(owed)
            return name, everything[name]
        name = self.chance.choice(names_of(self.council, self.file.about))
        if self.chance.random() < 0.05:
            name = self.chance.choice(list(everything))
        for _ in range(GUESSES):
            if self._belongs(everything[name]):
                break
            name = self.chance.choice(names_of(self.council, self.file.about))
        return name, everything[name]

    def _belongs(self, moment: Moment) -> bool:
        if not isinstance(moment, Act):
            return True
        if moment.closes and self.chance.random() < 0.85:
            return False
        return moment.when is None or bool(truth(moment.when, View(self.council, self.file, self.now)))

    def _anyone(self) -> str:
        return self.chance.choice(list(self.council.people))

    def _somebody(self, moment: Moment) -> str:
        if isinstance(moment, Act) and self.chance.random() < 0.9:
            able = self._those_who_may(moment.by)
            if able:
                return self.chance.choice(able)
        return self._anyone()

    def _those_who_may(self, roles: Sequence[RoleOf]) -> list[str]:
        council = self.council
        found = [a.person for role in roles for a in council.by_role.get(role.role, ())]
        if any(role.role == "anyone" for role in roles):
            found = list(council.people)
        found += [self.file.worker] if self.file.worker else []
        return [p for p in dict.fromkeys(found) if who.may(council, self.file, p, roles, self.now)]

    def _when(self) -> datetime | None:
        if self.chance.random() < 0.88:
            return None
        return self.now + timedelta(minutes=self.chance.choice((-3, -50, -700, -3000, 5)))

    def _outcome(self, moment: Moment) -> str:
        if not moment.outcomes or self.chance.random() < 0.03:
            return self.chance.choice(("", "no_such_outcome")) if self.chance.random() < 0.1 else ""
        return self.chance.choice(list(moment.outcomes))

    def _item(self, moment: Moment) -> str:
        if not moment.asks_item or self.chance.random() < 0.05:
            return ""
        if moment.asks_item == "day":
            return (wt.local(self.now).date() + timedelta(days=self.chance.randint(-1, 5))).isoformat()
        return self.chance.choice(("first", "second", "third"))

    def _fields(self, moment: Moment, sure: bool) -> dict[str, str]:
        rows = self.council.protocol.records[moment.fills].fields if moment.fills else {}
        share = 0.97 if sure else 0.6
        return {name: self._answer(row, sure) for name, row in rows.items() if self.chance.random() < share}

    def _answer(self, row: FieldRow, sure: bool) -> str:
        if not sure and self.chance.random() < 0.2:
            return self.chance.choice(("", "x", "no_such_thing", "2026-02-30"))
        if row.kind in ("choice", "choices"):
            return self.chance.choice(row.choices)
        if row.kind == "person":
            return self.chance.choice(self._those_who_may(row.role) or list(self.council.people))
        day = wt.local(self.now).date() + timedelta(days=self.chance.randint(-2, 20))
        return {
            "confirm": self.chance.choice(("yes", "yes", "no")), "number": str(self.chance.randint(0, 9)),
            "team": self.chance.choice(sorted(self.council.teams) or ["none"]), "time": f"{day.isoformat()} 12:00",
            "date": day.isoformat(), "day": day.isoformat(),
        }.get(row.kind, "What was seen, and by whom")  # fmt: skip

    def _reasons(self, moment: Moment, sure: bool) -> dict[str, str]:
        needs = moment.needs if isinstance(moment, Act) else ()
        return {
            need.id: "For a reason that was written down"
            for need in needs
            if sure and self.chance.random() < 0.7
        }

    def _know(self) -> c.Command | None:
        facts = [(name, fact) for name, fact in self.council.protocol.facts.items() if not fact.derived]
        if not facts or self.file.about != "case":
            return None
        name, fact = self.chance.choice(facts)
        value = "3" if fact.number else self.chance.choice([*fact.value_names(), "not_known", "nonsense"])
        return c.Know(name, value, self._anyone(), self._when())

    def _home(self) -> c.Command | None:
        if self.file.child is None:
            return None
        place = self.chance.choice([*sorted(self.council.places), ""])
        return c.ChangeChild(replace(self.file.child, place=place), self._anyone(), "The family has moved")

    def _depart(self) -> c.Command | None:
        if self.file.about != "case":
            return None
        why = self.chance.choice(("no", "Because of what happened last night"))
        return c.Depart(self.chance.choice([*sorted(self.council.teams), "nowhere"]), self._anyone(), why)

    def _remind(self) -> c.Command | None:
        if not self.file.duties:
            return None
        return c.Remind(self.chance.choice(self.file.duties).key, self._anyone())

    def _settle(self) -> c.Command | None:
        if not self.file.corrections:
            return None
        return c.SettleCorrection(self.file.corrections[0], self._anyone(), "The later move stands")


def _fired(event: Event) -> Iterator[str]:
    """What an event shows to have been reached: its kind, and the route, duty or ladder it comes from."""
    yield f"event {type(event).__name__}"
    match event:
        case e.ResponsibilityMoved():
            yield (
                f"departure {event.move.route or 'outside'}"
                if event.move.departure
                else f"route {event.move.route}"
            )
        case e.DutyOpened():
            yield f"duty {event.duty.rule}"
        case e.ClimbBegan():
            yield f"ladder {event.climb.ladder}"


class PromiseBroken(AssertionError):
    """A promise did not hold; says how to walk there again."""


def walk(council: str, number: int, steps: int) -> Counter[str]:
    """One walk, and what was seen on it. Raises PromiseBroken."""
    made = Walk(council_of(council), random.Random(f"{council}/{number}"))
    try:
        made.begin()
        for _ in range(steps if number % LONGER else 3 * steps):
            made.step()
        wrong = next(replayed(made.file, made.history), "")
        assert not wrong, wrong
    except Exception as wrong:
        again = (
            f"python -m tests.casework.walks --council {council} --seed {number} --walks 1 --steps {steps}"
        )
        raise PromiseBroken(f"{type(wrong).__name__}: {wrong}\nagain: {again}") from wrong
    return made.seen


def walks(council: str, first: int, many: int, steps: int) -> Counter[str]:
    """Many walks, one after another."""
    seen: Counter[str] = Counter()
    for number in range(first, first + many):
        seen += walk(council, number, steps)
    return seen


def _batch(given: tuple[str, int, int, int]) -> tuple[str, Counter[str]]:
    return given[0], walks(*given)


def batches(councils: list[str], first: int, many: int, steps: int) -> Iterator[tuple[str, int, int, int]]:
    """The work in pieces of a hundred walks, the councils in turn."""
    for start in range(first, first + many, 100):
        for council in councils:
            yield council, start, min(100, first + many - start), steps


def not_covered(council: str, seen: Counter[str]) -> list[str]:
    """Acts never done, routes never taken, duties and ladders never begun in all these walks."""
    protocol = council_of(council).protocol
    everything = {
        "did": list(protocol.moments), "route": list(protocol.route), "duty": list(protocol.duties), "ladder": list(protocol.ladders),
    }  # fmt: skip
    return [
        f"{kind} {name}" for kind, names in everything.items() for name in names if not seen[f"{kind} {name}"]
    ]


def share(council: str, seen: Counter[str]) -> str:
    """How much of a council's procedure was reached."""
    protocol = council_of(council).protocol
    every = {
        "did": protocol.moments,
        "route": protocol.route,
        "duty": protocol.duties,
        "ladder": protocol.ladders,
    }
    words = {"did": "acts", "route": "routes", "duty": "duties", "ladder": "ladders"}
    return ", ".join(
        f"{sum(bool(seen[f'{kind} {name}']) for name in names)} of {len(names)} {words[kind]}"
        for kind, names in every.items()
    )


def main() -> int:
    """Walks as many times as asked and prints what was covered; fails at the first broken promise."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--council", action="append", help="one or more; every council, if none is named")
    words.add_argument("--walks", type=int, default=10_000, help="in all, shared out among the councils")
    words.add_argument("--steps", type=int, default=20)
    words.add_argument("--seed", type=int, default=0, help="the number of the first walk")
    words.add_argument("--processes", type=int, default=os.cpu_count() or 2)
    given = words.parse_args()
    councils = given.council or ["small", *loading.councils(PROTOCOLS)]
    start = time.monotonic()
    each, broke = -(-given.walks // len(councils)), ""
    last = given.seed + each - 1
    print(f"walks {given.seed} to {last} of {', '.join(councils)}", flush=True)
    for council in councils:  # read once, before anybody edits it
        council_of(council)
    by_council = {council: Counter[str]() for council in councils}
    with Pool(given.processes) as pool:
        try:
            for council, one in pool.imap_unordered(_batch, batches(councils, given.seed, each, given.steps)):
                by_council[council] += one
        except PromiseBroken as wrong:
            broke = str(wrong)
    for council, seen in by_council.items():
        for what, times in sorted(seen.items()):
            print(f"{council:<12}{times:>9}  {what}")
    for council, seen in by_council.items():
        print(f"{council}: {share(council, seen)}")
        print(f"{council}: never seen: {', '.join(not_covered(council, seen)) or 'nothing'}")
    took = time.monotonic() - start
    if broke:
        print(f"A promise was broken after {took:.0f} s.\n{broke}")
        return 1
    many = each * len(councils)
    print(f"{many} walks of {given.steps} steps from seed {given.seed}, no promise broken, in {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
