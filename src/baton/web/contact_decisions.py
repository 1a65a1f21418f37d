"""What may be decided about a contact, worked out from the protocol: every outcome of every act that decides,
what each still needs, which clauses say so, and which clocks it would start.

Example: `choices(desk, file, offered)` is a list of Choice, none of them chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from baton.casework import events as e
from baton.casework.evolve import replay
from baton.casework.file import Done, File
from baton.casework.needing import needs_of
from baton.casework.refusals import Code, Refusal
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.deciding import deciding_acts
from baton.protocol.schema import Act, Duty, Grade, Need, Outcome
from baton.web import clocks, possible
from baton.web import letters as letters_of
from baton.web.asking import Desk

GRADES = {
    Grade.STOP: ("Needed", "overdue"),
    Grade.REASON: ("Needed, or a recorded reason", "soon"),
    Grade.OWE: ("Becomes a debt", "soon"),
    Grade.ASK: ("Worth asking", "info"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could be decided. `stops` is why it cannot be chosen by this reader now."""

    act: str
    outcome: str
    name: str
    means: str
    clauses: tuple[str, ...]
    stops: tuple[dict[str, Any], ...]
    needs: tuple[dict[str, Any], ...]
    starts: tuple[dict[str, Any], ...]
    letters: tuple[dict[str, str], ...]

    @property
    def key(self) -> str:
        """What the form sends."""
        return f"{self.act}.{self.outcome}"


def choices(
    desk: Desk, file: File, offered: Iterable[tuple[str, Refusal | None]], related: tuple[View, ...] = ()
) -> list[Choice]:
    """Every outcome of every deciding act that belongs to where the child is now. `related` is everybody around."""
    wanted = set(deciding_acts(desk.council.protocol))
    made: list[Choice] = []
    for one in possible.acts(desk.council, ((n, r) for n, r in offered if n in wanted)):
        if one.belongs and not _already(one) and isinstance(one.moment, Act):
            made += [
                _choice(desk, file, one, key, outcome, related) for key, outcome in _outcomes(one.moment)
            ]
    return made


def _already(one: possible.Possible) -> bool:
    """Whether it has been decided once and for all."""
    return any(reason.code is Code.ALREADY for reason in one.stops)


def _outcomes(act: Act) -> Iterator[tuple[str, Outcome]]:
    yield from (act.outcomes.items() or [("", Outcome(name=act.label or act.name, means=act.says or ""))])


def _choice(
    desk: Desk, file: File, one: possible.Possible, key: str, outcome: Outcome, related: tuple[View, ...]
) -> Choice:
    council, act = desk.council, one.moment
    assert isinstance(act, Act)
    after = replace(_if_done(desk, file, one.name, act, key), related=related)
    stops = tuple({**said, "text": said["says"]} for said in possible.told(one.stops))
    letters = tuple(
        letters_of.filled(council, t.letter, file, key)
        for t in act.tells
        if t.letter in council.protocol.letters
    )
    return Choice(
        one.name, key, outcome.label or outcome.name, outcome.means, act.cites, stops,
        tuple(_needs(desk, one.name, act, after)), tuple(_starts(desk, one.name, after)), letters,
    )  # fmt: skip


def _if_done(desk: Desk, file: File, name: str, act: Act, key: str) -> View:
    """The case as it would be seen had this been decided now, with nothing else filled in."""
    done = Done(
        len(file.done) + 1, name, desk.now, desk.now, desk.person, outcome=key, move=file.move, stay=file.stay
    )
    sets = {**act.sets, **(act.outcomes[key].sets if key in act.outcomes else {})}
    known = [
        e.FactKnown(desk.now, fact, key if value == "outcome" else value, desk.now)
        for fact, value in sets.items()
        if not value.startswith("field:")
    ]
    return View(desk.council, replay(file, (e.ThingDone(desk.now, done), *known)), desk.now, current=done)


def _needs(desk: Desk, name: str, act: Act, after: View) -> Iterator[dict[str, Any]]:
    for rule, need in needs_of(desk.council, name):
        if need.if_ is not None and not truth(need.if_, after):
            continue
        if truth(need.need, after):
            yield {
                "text": need.satisfy or need.says,
                "says": "In order",
                "kind": "done",
                "clauses": need.cites,
            }
        elif rule.startswith("record:"):
            yield {
                "text": _question(need),
                "says": "Asked on the form",
                "kind": "waiting",
                "clauses": need.cites,
            }
        else:
            says, kind = GRADES[need.grade]
            yield {"text": need.says, "says": says, "kind": kind, "clauses": need.cites}


def _question(need: Need) -> str:
    return (need.satisfy or need.says).removeprefix("Answer ").strip("'.") or need.says


def _starts(desk: Desk, name: str, after: View) -> Iterator[dict[str, Any]]:
    for rule in desk.council.protocol.duties.values():
        started = rule.of == "case" and any(trigger.name == name for trigger in rule.from_)
        if started and (rule.if_ is None or truth(rule.if_, after) is not False):
            yield {
                "name": rule.name,
                "text": _when(desk, rule),
                "who": _who(desk, rule),
                "clauses": rule.cites,
            }


def _when(desk: Desk, rule: Duty) -> str:
    if rule.within in (None, "not_stated"):
        if not rule.look_again:
            return "at a time that is set"
        due, _ = desk.council.due(desk.now, rule.look_again, rule.calendar)
        return f"no time is stated; looked at again {clocks.moment(desk.now, due)}"
    due, _ = desk.council.due(desk.now, rule.within or "at_once", rule.calendar)
    return (
        "at once"
        if due <= desk.now
        else f"within {_plain(desk, rule.within or '')}, by {clocks.moment(desk.now, due)}"
    )


def _plain(desk: Desk, length: str) -> str:
    if length.startswith("setting:"):
        return desk.council.protocol.settings[length.removeprefix("setting:")].value
    return length


def _who(desk: Desk, rule: Duty) -> str:
    role = desk.council.protocol.roles.get(rule.who.role)
    return role.name if role else rule.who.role.replace("_", " ")
