"""A transfer as steps: what was done, what is next and by whom, what waits for what; and its checklist.

Everything is built from the route: the acts its conditions name, what those acts need, and the duties they
start. No route, act or duty is known here by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from baton.casework import moving, who
from baton.casework.file import Done, Duty, DutyState, File, Move
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.phrasing import in_words
from baton.protocol.schema import Duty as DutyRule
from baton.protocol.schema import Route
from baton.web import beside, clocks, naming, possible
from baton.web.addresses import act_form
from baton.web.asking import Desk
from baton.web.outstanding import Checklist

Step = dict[str, Any]
FEW_LINES = 2
"""As many reasons can be read beside a step."""


@dataclass(frozen=True)
class Transfer:
    """One move by one route: made already (`move`), or being prepared."""

    desk: Desk
    file: File
    route: Route
    offered: Mapping[str, possible.Possible]
    move: Move | None = None
    related: tuple[View, ...] = ()

    @cached_property
    def view(self) -> View:
        """The case as conditions see it now."""
        return View(self.desk.council, self.file, self.desk.now, related=self.related)

    @cached_property
    def origin(self) -> str:
        """The team the child goes from."""
        return naming.team(self.desk.council, self.move.origin if self.move else self.file.holder)

    @cached_property
    def to(self) -> str:
        """The team the child goes to, or what kind of team while none is fixed."""
        council = self.desk.council
        if self.move:
            return naming.team(council, self.move.to)
        team = moving.pick(self.view, self.route.to)
        pick = council.protocol.picks.get(self.route.to)
        return naming.team(council, team) if team else council.kind_name(pick.of if pick else self.route.to)

    @property
    def title(self) -> str:
        """'From MASSH to Bredbury A, by Step up to the footprint team'."""
        way = f"From {self.origin} to {self.to}"
        return way if self.route.name.startswith("From ") else f"{way}: {self.route.name}"

    @property
    def sentence(self) -> str:
        """Who holds the child, and when that changes."""
        council, file = self.desk.council, self.file
        if self.move:
            when = clocks.moment(self.desk.now, self.move.at)
            return f"Responsibility moved from {self.origin} to {self.to}, {when}. {self.holds}"
        if not file.holder:
            return "The case is closed: nobody holds the child under this procedure."
        hold = moving.hold_on(self.view, self.route)
        stays = f" It cannot move now: {hold.says}" if hold else ""
        when = in_words(self.route.at, council.protocol)
        return f"{self.holds} It moves to {self.to} once {when}.{stays}"

    @property
    def holds(self) -> str:
        """Who is responsible for the child, in a sentence."""
        file, council = self.file, self.desk.council
        if not file.holder:
            return "The case is closed."
        if file.worker:
            return f"Responsibility is with {naming.team(council, file.holder)} ({naming.person(council, file.worker)})."
        owner = who.owner_words(council, who.accountable(council, file))
        return f"Responsibility is with {naming.team(council, file.holder)}. Nobody is named yet: {owner} answers for the child."

    def steps(self) -> list[Step]:
        """Every step in order: what decides, what prepares, what moves the child, and what each of those starts."""
        moved_by = self._acts(self.route.at)
        deciding = [name for name in self._acts(self.route.decided) if name not in moved_by]
        shown, via = {*deciding, *moved_by}, set[str]()
        made: list[Step] = []
        for name in deciding:
            made.append(self._act_step(name))
            made += self._duty_steps((name,), {*shown})
        for name in self._preparing(shown):
            made.append(self._act_step(name))
            shown.add(name)
            made += self._prepared(name, shown, via)
        made += [self._act_step(name) for name in moved_by if not self.move or self._done(name)]
        made.append(self._move_step())
        made += self._duty_steps((*moved_by, self.route.id, "moved"), set())
        return [step for step in made if step]

    def _preparing(self, shown: set[str]) -> list[str]:
        """What else begins a move and has been done in this one, or is owed now: a notice, a request for a date."""
        moments = self.desk.council.protocol.moments
        owed = {duty.act for duty in self.file.duties if duty.open and not self.move}
        names = [
            name for name, one in moments.items() if getattr(one, "begins_move", False) and name not in shown
        ]
        done = {name: found for name in names if (found := self._done(name)) is not None}
        return [
            *sorted(done, key=lambda name: done[name].number),
            *(n for n in names if n in owed and n not in done),
        ]

    def _prepared(self, name: str, shown: set[str], via: set[str]) -> Iterator[Step]:
        """What an act of preparing asks for, and what that asks for in turn.

        `via` has the acts that such a duty asked for. Two people may owe one act: each of two duties that are owed is a
        step, but what nobody owes yet is said once.
        """
        owed = {duty.rule for duty in self.file.duties}
        for rule_id, rule in self._started_by((name,), shown):
            again = rule.act in via
            if again and rule_id not in owed:
                continue
            step = self._duty_step(rule_id, rule, (name,))
            yield step
            if step and rule.act and not again:
                via.add(rule.act)
                yield from self._prepared(rule.act, shown, via)

    def _acts(self, condition: c.Condition | None) -> list[str]:
        """The acts and moments a condition asks about, in the protocol's order."""
        if condition is None:
            return []
        asked = {name.partition(".")[0] for name in c.names_in(condition)}
        return [name for name in self.desk.council.protocol.moments if name in asked]

    def _act_step(self, name: str) -> Step:
        moment = self.desk.council.protocol.moments[name]
        done = self._done(name)
        step: Step = {"title": moment.name, "clauses": moment.cites, "state": "later", "key": name}
        if done is not None:
            outcome = naming.outcome(self.desk.council, name, done.outcome) if done.outcome else ""
            views = beside.views(self.desk, self.file, name, done.stay)
            said = [f"{one['name']}: {one['by']}, {one['at']}: {one['text']}" for one in views]
            notes = [outcome, self._after(name, done), *said]
            return {**step, "state": "done", "who": self._maker(done), "when": clocks.moment(self.desk.now, done.at),
                    "note": ". ".join(note.rstrip(".") for note in notes if note)}  # fmt: skip
        owed = next((d for d in self.file.duties if d.open and d.act == name and not d.debt), None)
        return {
            **step,
            "clock": clocks.of_duty(self.desk.now, owed) if owed else None,
            **self._to_do(name),
        }

    def _maker(self, done: Done) -> str:
        """Who did it, and as what."""
        role = self.desk.council.protocol.roles.get(done.role)
        return f"{naming.person(self.desk.council, done.by)}{f', {role.name}' if role else ''}"

    def _after(self, name: str, done: Done) -> str:
        """How long after the decision the child was sent: '9 minutes after MASSH recommendation'."""
        if name not in self._acts(self.route.at):
            return ""
        decided = [d for d in map(self._done, self._acts(self.route.decided)) if d and d is not done]
        if not decided:
            return ""
        last = decided[-1]
        return f"{clocks.between(last.at, done.at)} after '{naming.act(self.desk.council, last.name)}'"

    def _done(self, name: str) -> Done | None:
        number = self.move.number if self.move else self.file.move
        found = [
            d for d in self.file.done if d.name == name and d.counts and not d.planned and d.move == number
        ]
        return found[-1] if found else None

    def _to_do(self, name: str) -> Step:
        """How an act stands that has not been done: a button, or what it waits for."""
        found = self.offered.get(name)
        if found is None:
            return {
                "state": "later",
                "waits_for": "something that happens outside Baton, and is then recorded",
            }
        href = act_form(self.file.ref, name)
        label = found.moment.label or found.moment.name
        if found.can:
            return {"state": "now", "action": {"text": label, "href": href}}
        first = found.stops[0].says
        if found.belongs:
            return {"state": "now", "note": _stopped(found)}
        return {"state": "later", "waits_for": f"this: {first[:1].lower()}{first[1:]}"}

    def _move_step(self) -> Step:
        step: Step = {"title": "Responsibility moves", "clauses": self.route.cites, "key": "move"}
        if self.move:
            by = naming.person(self.desk.council, self.move.by) if self.move.by else ""
            note = (
                f"Outside the route: {self.move.why}" if self.move.departure else f"{self.to} is responsible."
            )
            return {
                **step,
                "state": "done",
                "who": by,
                "when": clocks.moment(self.desk.now, self.move.at),
                "note": note,
            }
        return {
            **step,
            "state": "later",
            "waits_for": f"this: {in_words(self.route.at, self.desk.council.protocol)}",
        }

    def _duty_steps(self, triggers: tuple[str, ...], shown: set[str]) -> Iterator[Step]:
        """What these acts make somebody owe, save what is itself a step of the route."""
        for name, rule in self._started_by(triggers, shown):
            yield self._duty_step(name, rule, triggers)

    def _started_by(self, triggers: tuple[str, ...], shown: set[str]) -> list[tuple[str, DutyRule]]:
        """The duties that start when these have been done; not those of a date that is only planned."""
        return [
            (name, rule)
            for name, rule in self.desk.council.protocol.duties.items()
            if rule.of == "case"
            and rule.act not in shown
            and (
                any(t.name in triggers and t.which != "planned" for t in rule.from_)
                or (self.move and self.route.id in triggers and rule.while_ and rule.fixed_to == "last_move")
            )
        ]

    def _duty_step(self, name: str, rule: DutyRule, triggers: tuple[str, ...]) -> Step:
        number = self.move.number if self.move else self.file.move
        found = [d for d in self.file.duties if d.rule == name and d.move == number]
        step: Step = {"title": rule.name, "clauses": rule.cites, "key": name}
        if not found:
            if self.move or (
                rule.if_ is not None and truth(c.apart_from(rule.if_, "holder"), self.view) is False
            ):
                return {}
            moments = self.desk.council.protocol.moments
            words = [
                f"'{moments[t.name].name}'" for t in rule.from_ if t.name in triggers and t.name in moments
            ]
            return {**step, "state": "later", "waits_for": f"{' or '.join(words) or 'the move'}. {rule.says}"}
        duty = found[-1]
        if not duty.open:
            return {**step, **self._ended(duty)}
        clock = clocks.of_duty(self.desk.now, duty)
        owner = naming.owner(self.desk.council, duty.role, duty.of)
        todo = self._to_do(duty.act) if duty.act else {"state": "now"}
        note = " ".join(part for part in (f"Owed by {owner}.", todo.get("note", "")) if part)
        return {**step, **todo, "state": "now", "waits_for": "", "note": note, "clock": clock}

    def _ended(self, duty: Duty) -> Step:
        council, now = self.desk.council, self.desk.now
        if duty.state is DutyState.CANCELLED:
            return {"state": "done", "note": f"No longer needed. {duty.why}"}
        words = {
            DutyState.MET: "In time.",
            DutyState.MET_LATE: clocks.how_late(duty),
            DutyState.RECORDED_LATE: "In time, and recorded late"
            + (f", {clocks.moment(now, duty.met_recorded)}." if duty.met_recorded else "."),
        }
        when = clocks.moment(now, duty.met_at) if duty.met_at else ""
        answers = f"{naming.owner(council, duty.role, duty.of)} answers for it."
        answers += naming.gone_without(council, self._done(duty.act) if duty.act else None)
        return {
            "state": "done",
            "who": naming.person(council, duty.met_by) if duty.met_by else "",
            "when": when,
            "note": f"{words.get(duty.state, '')} {answers}".strip(),
        }

    def checklist(self) -> dict[str, list[dict[str, Any]]]:
        """What the acts of this route need, grouped: missing, in order, not applicable."""
        acts = [*self._acts(self.route.decided), *self._acts(self.route.at)]
        list_ = Checklist(self.desk, self.view, self.offered)
        return list_.lines({name: self._done(name) for name in acts})


def _stopped(found: possible.Possible) -> str:
    """Why it cannot be done yet; where that is much, the first of it, for the checklist has every line."""
    lines = possible.told(found.stops)
    if len(lines) <= FEW_LINES:
        return possible.in_words(found.stops)
    return f"{possible.in_words(found.stops[:1])} And {len(lines) - 1} more: the checklist has each of them."


def transfers(
    desk: Desk, file: File, offered: Mapping[str, possible.Possible], related: tuple[View, ...] = ()
) -> list[Transfer]:
    """The move being prepared first (by each route that could apply), then those made, the newest first."""
    rules = desk.council.protocol
    view = View(desk.council, file, desk.now, related=related)
    made = [
        Transfer(desk, file, rules.route[m.route], offered, m, related)
        for m in reversed(file.moves)
        if m.route in rules.route
    ]
    routes = [
        r
        for r in rules.routes
        if file.holder and not file.closed and desk.council.team_is(file.holder, r.from_)
    ]
    ranked = sorted(routes, key=lambda r: _likely(r, view))
    coming = [Transfer(desk, file, r, offered, None, related) for r in ranked]
    started = file.moves and not file.moved
    return [*coming, *made] if not made or started else [*made, *coming]


def _likely(route: Route, view: View) -> int:
    answer = truth(route.when, view) if route.when is not None else None
    return {True: 0, None: 1, False: 2}[answer]
