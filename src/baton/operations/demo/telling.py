"""Tells a demonstration: carries a plan out through services, with the clock standing at each step's time.

Everything goes through `log_contact`, `do_together` and the sweep, as it would by hand, in one transaction:
a demonstration is there whole or not at all. Clocks run out between steps as they would have done.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import Child, File
from baton.operations.demo.planning import Planned, PlannedChild, PlannedContact
from baton.operations.demo.storylines import (
    OTHERS,
    WEEKDAYS,
    ContactSaid,
    Demo,
    Routine,
    SaidShape,
    Step,
    TeamChosen,
    drawn,
)
from baton.protocol.schema import RoleOf
from baton.records import stores
from baton.services import acting, contacts, councils, filing, present, sweeping
from baton.services.refusing import Refused

GRID = timedelta(minutes=10)
"""How often clocks are looked at while history is told (a worker does it every few seconds)."""
BUSY = 6
"""How many times as likely a busy person is to be chosen."""
Happening = tuple[datetime, int, Callable[[], None]]


class NobodyThere(LookupError):
    """A step is for somebody in a role that nobody holds."""


@dataclass(slots=True)
class Told:
    """What came of it. `unlike` are steps that went otherwise than the file says."""

    contacts: int = 0
    children: int = 0
    acts: int = 0
    refused: int = 0
    unlike: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Telling:
    """One council's part: its plan, and what has come of it so far."""

    council: str
    demo: Demo
    busy: frozenset[str]
    """Person ids."""
    told: Told = field(default_factory=Told)

    def stories(self, planned: Sequence[Planned]) -> Iterator[Happening]:
        """Every contact and every step, each at its time."""
        for one in planned:
            story = Story(self, one)
            yield one.logged, 0, story.log
            for number, step in enumerate(one.steps):
                yield step.at, number + 1, lambda story=story, step=step.step: story.step(step)  # type: ignore[misc]

    def routines(self, seed: int, end: datetime) -> Iterator[Happening]:
        """What teams and places do day by day, and the opening of their files before it."""
        days = max((routine.days for routine in self.demo.routines), default=0)
        yield end - timedelta(days=days, hours=2), 0, lambda: _open_files(self.council)
        council = councils.council(self.council)
        for routine in self.demo.routines:
            for about, subject in _each(council, routine.each):
                random = Random(f"{seed}:{self.council}:{routine.do}:{subject}")
                yield from self._days(routine, filing.reference(self.council, about, subject), random, end)

    def _days(self, routine: Routine, ref: str, random: Random, end: datetime) -> Iterator[Happening]:
        hour, minute = (int(part) for part in routine.at.split(":"))
        for back in range(routine.days, -1, -1):
            day = wt.local(end - timedelta(days=back)).replace(hour=hour, minute=minute)
            at = wt.from_local(day.replace(tzinfo=None)) + timedelta(minutes=random.randint(0, 50))
            done = random.randint(1, 100) <= routine.share
            done = done and routine.weekday in (None, WEEKDAYS[day.weekday()])
            if done and end - timedelta(days=routine.days) < at <= end:
                item = (wt.local(at).date() + timedelta(days=routine.ahead)).isoformat()
                yield at, 0, lambda item=item: self._routine(routine, ref, item, random)  # type: ignore[misc]

    def _routine(self, routine: Routine, ref: str, item: str, random: Random) -> None:
        step = Step(do=routine.do, by=routine.by, item=SaidShape(text=item), fields=routine.fields)
        self.take([ref], step, random, routine.do)

    def take(self, refs: Sequence[str], step: Step, random: Random, says: str, other: str = "") -> bool:
        """Takes a step for these files, all or none; whether it was taken. `other` is the case that is linked."""
        loaded = stores.load(refs[0])
        chosen = Chosen(councils.council(loaded.council), loaded.file, present.now(), random, self.busy)
        try:
            _carry_out(refs, step, chosen, other)
        except (Refused, NobodyThere) as wrong:
            if step.refused:
                self.told.refused += 1
            else:
                self.told.unlike.append(f"{self.council}, {says}: {step.thing}: {wrong}")
            return step.refused
        self.told.acts += len(refs)
        if step.refused:
            self.told.unlike.append(f"{self.council}, {says}: {step.thing} was to be refused, and was not.")
        return not step.refused


def _carry_out(refs: Sequence[str], step: Step, chosen: Chosen, other: str) -> None:
    """One step, through the service whose it is. Raises Refused, NobodyThere."""
    by, now = chosen.person(step.by), chosen.now
    if step.learns:
        since = now - drawn(step.ago, chosen.random) if step.ago else None
        for ref in refs:
            acting.know(case=ref, fact=step.learns, value=chosen.text(step.value), by=by, at=since)
    elif step.links:
        acting.relate(case=refs[0], ref=other, relation=step.links, by=by)
    elif step.departs:
        for ref in refs:
            acting.depart(case=ref, team=chosen.text(step.departs), by=by, why=step.why)
    else:
        _do(refs, step, chosen, by)


def _do(refs: Sequence[str], step: Step, chosen: Chosen, by: str) -> None:
    now, random = chosen.now, chosen.random
    words = {
        "act": step.do, "by": by, "outcome": chosen.text(step.outcome), "item": chosen.text(step.item),
        "fields": chosen.texts(step.fields), "reasons": chosen.texts(step.reasons), "danger": step.danger,
        "team": chosen.team(step.team),
    }  # fmt: skip
    if step.ahead:
        for ref in refs:
            acting.do(case=ref, planned=True, at=now + drawn(step.ahead, random), **words)  # type: ignore[arg-type]
    else:
        then = now - drawn(step.ago, random) if step.ago else None
        acting.do_together(cases=refs, at=then, **words)  # type: ignore[arg-type]


def _open_files(council: str) -> None:
    filing.open_files(council)


def _each(council: Council, kind: str) -> Iterable[tuple[str, str]]:
    if kind == "council":
        return [("council", council.id)]
    teams = [("team", team.id) for team in council.teams.values() if team.kind == kind]
    return teams or [("place", place.id) for place in council.places.values() if place.kind == kind]


class Story:
    """One contact while it is told: its cases once logged, and whether it still goes as planned."""

    def __init__(self, telling: Telling, planned: Planned) -> None:
        self.telling, self.planned, self.random = telling, planned, planned.random()
        self.refs: tuple[str, ...] = ()
        self.others: dict[str, str] = {}
        self.on = True

    def log(self) -> None:
        """The contact comes in."""
        planned, line = self.planned, self.planned.storyline
        self.refs = self._logged(
            by=self._chosen(planned.children[0]).person(line.by), received_at=planned.received, children=planned.children,
            said=planned.said, caller=planned.caller, consent=line.consent, immediate_danger=line.danger,
            answers=line.answers,
        )  # fmt: skip

    def _log_another(self, name: str, step: Step, one: PlannedContact) -> None:
        other = step.logs
        assert other is not None
        refs = self._logged(
            by=self._chosen(one.child).person(step.by), received_at=present.now(), children=[one.child], said=one.said,
            caller=one.caller, immediate_danger=other.danger, answers=other.answers,
        )  # fmt: skip
        self.others[name] = refs[0]

    def _logged(
        self, *, children: Sequence[PlannedChild], said: ContactSaid, **words: Any
    ) -> tuple[str, ...]:
        telling = self.telling
        story = said.story.replace("{child}", children[0].name.partition(" ")[0])
        logged = contacts.log_contact(
            council=telling.council, source=said.source, reason=said.reason, story=story,
            children=[_said(child) for child in children], **words,
        )  # fmt: skip
        telling.told.contacts += 1
        telling.told.children += len(logged.case_refs)
        return logged.case_refs

    def _chosen(self, child: PlannedChild) -> Chosen:
        """Whoever is chosen before there is a case: by the child's home, if anything."""
        council = councils.council(self.telling.council)
        home = Child("", place=contacts.place_of(council, child.address))
        file = File("", self.telling.council, child=home)
        return Chosen(council, file, present.now(), self.random, frozenset())

    def step(self, step: Step) -> None:
        """The next step, unless an earlier one went otherwise than planned."""
        if not self.on:
            return
        if step.logs:
            self._log_another(step.logs.name, step, self.planned.others[step.logs.name])
            return
        refs = self.refs[:1] if step.one_child else self.refs
        if step.for_:
            refs = self.refs[1:] if step.for_ == OTHERS else (self.others[step.for_],)
        other = self.others[step.with_] if step.with_ else ""
        self.on = not refs or self.telling.take(refs, step, self.random, self.planned.storyline.name, other)


def _said(child: PlannedChild) -> contacts.ChildSaid:
    return contacts.ChildSaid(
        name=child.name, born=child.born, due=child.due, number=child.number, address=child.address,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a step leaves open, chosen as things stand in one file at one time."""

    council: Council
    file: File
    now: datetime
    random: Random
    busy: frozenset[str]

    def person(self, role: RoleOf, away: bool = False) -> str:
        """Somebody in the role who is here (or, if asked for, away)."""
        found = who.people_for(self.council, who.owner(self.council, self.file, role), self.now)
        if (
            not found and role.of is None
        ):  # before anybody is named for the child, as where each has only their own
            found = tuple(one.person for one in self.council.by_role.get(role.role, ()))
        here = [person for person in found if self._away(person) == away] or list(found)
        if not here:
            raise NobodyThere(f"Nobody is {role}.")
        return self.random.choices(here, [BUSY if person in self.busy else 1 for person in here])[0]

    def _away(self, person: str) -> bool:
        today = wt.local(self.now).date()
        return any(first <= today <= last for first, last in self.council.people[person].away)

    def text(self, said: SaidShape) -> str:
        """An answer."""
        if said.person is not None:
            return self.person(said.person, said.away)
        if said.time is not None:
            then = wt.local(self.now + drawn(said.time, self.random))
            return f"{then.day} {then:%b %Y %H:%M}"
        if said.day is not None:
            return self._day(said.day).isoformat()
        if said.again is not None:
            return who.scope(self.council, self.file, said.again) or ""
        if said.team is not None:
            return self._team(said.team, said.of)
        return self.random.choice(said.one_of) if said.one_of else said.text

    def _day(self, said: int | str) -> date:
        if isinstance(said, int):
            return wt.local(self.now).date() + timedelta(days=said)
        return wt.local(self.council.ends(self.now, said)).date()

    def _team(self, kind: str, of: str | None) -> str:
        """A team of a kind; `of` a team, a place or a kind, as roles are. Raises NobodyThere where there is none."""
        where = who.scope(self.council, self.file, of)
        teams = self.council.of_kind(kind)
        linked = where.removeprefix(who.LINKED) if where and where.startswith(who.LINKED) else ""
        near = self.council.places[linked].links if linked else ()
        fit = [
            team.id for team in teams
            if where is None or where in (team.id, team.place) or team.place in near or self.council.team_is(team.id, (where,))
        ]  # fmt: skip
        if not fit:
            raise NobodyThere(f"No {kind} is of {of}.")
        return self.random.choice(fit)

    def texts(self, said: Mapping[str, SaidShape]) -> dict[str, str]:
        """Answers by name."""
        made = {name: self.text(one) for name, one in said.items()}
        for name, one in said.items():
            if one.team_of:
                posts = self.council.by_person.get(made[one.team_of], ())
                made[name] = next((post.team for post in posts if post.team), "")
        return made

    def team(self, chosen: TeamChosen | None) -> str:
        """A team by name; empty where the step leaves it to the procedure."""
        if chosen is None:
            return ""
        teams = self.council.of_kind(chosen.kind)
        home = self.file.child.place if self.file.child else ""
        where = self.council.team(self.file.holder).place or home
        fit = [team.id for team in teams if (team.place != where) == chosen.elsewhere]
        return self.random.choice(fit or [team.id for team in teams])


def tell(happenings: Iterable[Happening], end: datetime, told: Callable[[], None] = lambda: None) -> None:
    """Everything in the order of time, with the sweep between, until the end."""
    waiting = [(at, order, number, act) for number, (at, order, act) in enumerate(happenings)]
    heapq.heapify(waiting)
    while waiting:
        at, _, _, act = heapq.heappop(waiting)
        if at > end:
            continue
        sweep_until(at)
        with present.stopped_at(at):
            act()
        told()
    sweep_until(end)


def sweep_until(moment: datetime) -> None:
    """Clocks that run out before a time, each looked at within ten minutes of it."""
    while (due := sweeping.next_look()) is not None and due < moment:
        at = min(moment, _next_on_grid(due))
        with present.stopped_at(at):
            sweeping.sweep_all(at, limit=500)


def _next_on_grid(at: datetime) -> datetime:
    past = timedelta(minutes=at.minute % 10, seconds=at.second, microseconds=at.microsecond)
    return at - past + GRID if past else at
