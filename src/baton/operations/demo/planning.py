"""Draws a demonstration from a seed: whom each contact is about, when it comes, when each step is taken.

The same file, size, seed and end always give the same plan; nothing here looks at a database or a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from baton.casework import working_time as wt
from baton.operations.demo import names
from baton.operations.demo.storylines import AnotherChild, ContactSaid, Demo, Step, Storyline, drawn
from baton.operations.organisation_file import OrganisationFile

OPENS, SHUTS, SATURDAY = 8, 19, 5
OUT_OF_HOURS = 12  # of a hundred contacts where a storyline says nothing


@dataclass(frozen=True, slots=True)
class PlannedChild:
    """A made-up child."""

    name: str
    number: str
    age: int
    born: date | None
    due: date | None
    address: str


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step and when it is taken."""

    at: datetime
    step: Step


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """A further contact in a story, about another child."""

    said: ContactSaid
    child: PlannedChild
    caller: dict[str, str]


@dataclass(frozen=True, slots=True)
class Planned:
    """One contact and what follows."""

    number: int
    storyline: Storyline
    said: ContactSaid
    received: datetime
    logged: datetime
    children: tuple[PlannedChild, ...]
    caller: dict[str, str]
    steps: tuple[PlannedStep, ...]
    seed: str
    others: dict[str, PlannedContact]
    """By what the story calls the child."""

    def random(self) -> Random:
        """What else is drawn while the story is told."""
        return Random(f"{self.seed}:told")


def plan(file: OrganisationFile, demo: Demo, *, size: int | None, seed: int, end: datetime) -> list[Planned]:
    """Stories with about `size` children in all (or as many as the file says), in the order their contacts come."""
    chosen = list(_chosen(demo, size or demo.children, Random(f"{seed}:{file.council}")))
    made = [_planned(file, demo, line, f"{seed}:{file.council}:{n}", n, end) for n, line in enumerate(chosen)]
    return sorted(made, key=lambda planned: (planned.logged, planned.number))


def _chosen(demo: Demo, size: int, random: Random) -> Iterator[Storyline]:
    """Each storyline as often as it must be, then by weight, until there are children enough."""
    must = [line for line in demo.storylines for _ in range(line.at_least)]
    random.shuffle(must)
    children = 0.0
    weights = [line.weight for line in demo.storylines]
    while children < size and (must or sum(weights)):
        line = must.pop() if must else random.choices(demo.storylines, weights)[0]
        children += sum(line.children) / 2
        yield line


def _planned(
    file: OrganisationFile, demo: Demo, line: Storyline, seed: str, number: int, end: datetime
) -> Planned:
    random = Random(seed)
    steps = [step for step in demo.steps(line) if random.randint(1, 100) <= step.share]
    delays = [drawn(step.after, random) for step in steps]
    writing = timedelta(minutes=random.randint(2, 14))
    took = sum(delays, writing)
    received = _received(line, demo, took, random, end)
    at = received + writing
    times = [at]
    for delay in delays:
        at += delay
        times.append(at)
    if demo.office_hours and line.hours == "usual":
        received, *times = (_in_office(at, end) for at in (received, *times))
    logged, *times = times
    said = random.choice(demo.contacts[line.contact])
    children = _children(file, line, number, random, end, received)
    caller = names.caller(random, said.source)
    told = tuple(map(PlannedStep, times, steps))
    others = _others(demo, told, children, number, random)
    return Planned(number, line, said, received, logged, children, caller, told, seed, others)


def _others(
    demo: Demo, steps: Sequence[PlannedStep], children: Sequence[PlannedChild], number: int, random: Random
) -> dict[str, PlannedContact]:
    """Those who come with contacts of their own, of the same family."""
    made = {}
    surname, address = children[0].name.partition(" ")[2], children[0].address
    for n, one in enumerate((step for step in steps if step.step.logs), len(children) + 1):
        other = one.step.logs
        assert other is not None
        said = random.choice(demo.contacts[other.contact])
        name = f"{random.choice(names.GIVEN)} {surname}"
        child = _child(name, f"9{number:04d}{n}", other, address, random, wt.local(one.at).date())
        made[other.name] = PlannedContact(said, child, names.caller(random, said.source))
    return made


def _received(line: Storyline, demo: Demo, took: timedelta, random: Random, end: datetime) -> datetime:
    if line.ends is not None:
        return end - drawn(line.ends, random) - took
    earliest, latest = end - timedelta(weeks=demo.weeks), end - took - timedelta(hours=2)
    minutes = max(0, int((latest - earliest) / timedelta(minutes=1)))
    at = earliest
    for _ in range(60):
        at = earliest + timedelta(minutes=random.randint(0, minutes))
        if _open(at) == (line.hours == "usual") or (
            line.hours == "usual" and random.randint(1, 100) <= OUT_OF_HOURS
        ):
            break
    return at


def _in_office(at: datetime, end: datetime) -> datetime:
    """A time of the same working day, or of the Friday before: what was earlier stays earlier. The last day is as it is."""
    local = wt.local(at).replace(tzinfo=None)
    if local.date() == wt.local(end).date():
        return at
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = (local - midnight) / timedelta(days=1)
    weekday = local.weekday()
    if weekday < SATURDAY:
        hour = OPENS + passed * (SHUTS - 2 - OPENS)
    else:
        midnight -= timedelta(days=weekday - SATURDAY + 1)
        hour = SHUTS - 2 + (weekday - SATURDAY + passed) / 2
    return wt.from_local(midnight + timedelta(minutes=round(hour * 60)))


def _open(at: datetime) -> bool:
    local = wt.local(at)
    return local.weekday() < SATURDAY and OPENS <= local.hour < SHUTS


def _children(
    file: OrganisationFile, line: Storyline, number: int, random: Random, end: datetime, received: datetime
) -> tuple[PlannedChild, ...]:
    many = random.randint(*line.children)
    surname = names.family(random)
    areas = _areas(file)
    address = names.address(random, random.choice(areas)) if line.home_known and areas else ""
    given = random.sample(names.GIVEN, many)
    today = wt.local(received).date()
    return tuple(_child(f"{name} {surname}", f"9{number:04d}{n}", line, address, random, today)
                 for n, name in enumerate(given, 1))  # fmt: skip


def _child(
    name: str, number: str, line: Storyline | AnotherChild, address: str, random: Random, today: date
) -> PlannedChild:
    if line.unborn:
        due = today + timedelta(days=random.randint(20, 150))
        return PlannedChild(f"Unborn {name.partition(' ')[2]}", number, 0, None, due, address)
    age = random.randint(*line.ages)
    born = today - timedelta(days=age * 365 + age // 4 + random.randint(2, 360))
    return PlannedChild(name, number, age, born, None, address)


def _areas(file: OrganisationFile) -> Sequence[str]:
    return [area for place in file.places.values() for area in place.areas]
