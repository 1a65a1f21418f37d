"""Ladders: escalations and disputes. Each rung is a duty; the child stays put while they are climbed.

A ladder starts with an act (`opens`) or a late duty, goes up on an outcome or on time, and ends in a
decision. Each (ladder, start, rung) exists once, whatever crashes and however many sweeps run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from baton.casework import events as e
from baton.casework import who
from baton.casework.council import Council
from baton.casework.file import Climb, Duty, DutyState, File
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Ladder, Rung


def begin(view: View, ladder: str, start: datetime, cause: str, after: int) -> e.ClimbBegan:
    """The first rung of a ladder. `after` is the number of the last thing done before it began."""
    rule = view.council.protocol.ladders[ladder]
    key = f"{ladder}^{cause}"
    return e.ClimbBegan(view.now, Climb(key, ladder, rule.kind, start, f"{cause}|{after}"))


def started_after(climb: Climb) -> int:
    """Only what is done after this number counts on the ladder."""
    return int(climb.cause.rpartition("|")[2] or 0)


def rung_of(council: Council, climb: Climb) -> Rung | None:
    """The rule of the rung a climb stands on."""
    ladder = council.protocol.ladders.get(climb.ladder)
    return ladder.rungs[climb.rung - 1] if ladder and climb.rung <= len(ladder.rungs) else None


def settle(view: View) -> Iterator[e.Event]:
    """Rungs that open, climbs that rise, and climbs that end, one step at a time."""
    for climb in view.file.climbs:
        if climb.end is not None:
            continue
        rule = view.council.protocol.ladders.get(climb.ladder)
        if rule is None:
            continue
        seen = view.of_move(_move_of(view.file, climb)) if rule.fixed_to else view
        mine = seen.since(started_after(climb))
        if truth(rule.ends, mine):
            yield from _end(seen, climb, rule, mine)
        else:
            yield from _stand(seen, climb, rule, mine)


def _move_of(file: File, climb: Climb) -> int:
    """The move a climb is about: the one that was in hand when it began."""
    return next((duty.move for duty in _duties(file, climb)), file.move)


def _end(view: View, climb: Climb, rule: Ladder, mine: View) -> Iterator[e.Event]:
    outcome = _outcome(rule.ends, mine)
    yield e.ClimbEnded(view.now, climb.key, outcome)
    for duty in _duties(view.file, climb):
        if duty.open and not met_by_now(mine, climb, rule, duty):
            yield e.DutyCancelled(view.now, duty.key, f"{rule.name} ended: {outcome}.")


def met_by_now(mine: View, climb: Climb, rule: Ladder, duty: Duty) -> bool:
    """Whether what the rung asked has been done, whoever did it."""
    must = must_of(rule, duty)
    return must is not None and truth(must, mine) is True


def must_of(rule: Ladder, duty: Duty) -> c.Condition | None:
    """What the duty of a rung (or of the whole ladder) must make true."""
    part = duty.rule.partition("/")[2]
    if part == "whole":
        return rule.ends
    number = int(part or 1)
    return rule.rungs[number - 1].must if number <= len(rule.rungs) else None


def _outcome(condition: c.Condition, mine: View) -> str:
    for part in c.parts_of(condition):
        if isinstance(part, c.Is | c.Done | c.SameAnswer) and truth(part, mine):
            value = mine.value(part.name)
            return (value if value and value != "done" else part.name).replace("_", " ")
    return "settled"


def _duties(file: File, climb: Climb) -> list[Duty]:
    return [d for d in file.duties if d.key.startswith(climb.key + "/")]


def _stand(view: View, climb: Climb, rule: Ladder, mine: View) -> Iterator[e.Event]:
    rung = rule.rungs[climb.rung - 1]
    known = {duty.key for duty in view.file.duties}
    keys = [f"{climb.key}/{climb.rung}.{number}" for number in range(len(rung.who))]
    if not any(key in known for key in keys):
        yield from _open_rung(view, climb, rung, keys)
    elif climb.rung < len(rule.rungs) and _rises(rung, mine, [d for d in view.file.duties if d.key in keys]):
        yield e.ClimbRose(view.now, climb.key, climb.rung + 1)
    if rule.whole and f"{climb.key}/whole" not in known:
        yield _whole(view, climb, rule)


def _rises(rung: Rung, mine: View, duties: list[Duty]) -> bool:
    if rung.up is not None and truth(rung.up, mine):
        return True
    return rung.up_on_time and any(duty.state is DutyState.LATE for duty in duties)


def _open_rung(view: View, climb: Climb, rung: Rung, keys: list[str]) -> Iterator[e.Event]:
    council = view.council
    start = _rung_start(view, climb)
    due, why = council.due(start, rung.within, rung.calendar, rung.look_again)
    for key, role in zip(keys, rung.who, strict=True):
        owner = who.owner(council, view.file, role)
        yield e.DutyOpened(
            view.now,
            Duty(
                key=key, rule=f"{climb.ladder}/{climb.rung}", title=rung.says, role=owner.role, of=owner.of,
                start=start, due=due, act=rung.act or "", move=view.file.move, safety=rung.safety, why=why,
                version=council.protocol.protocol.version, clauses=rung.cites,
            ),
        )  # fmt: skip
        yield e.MessageSent(view.now, owner.role, owner.of, rung.says, rung.cites)
    for role in rung.tell:
        owner = who.owner(council, view.file, role)
        yield e.MessageSent(view.now, owner.role, owner.of, rung.says, rung.cites)


def _rung_start(view: View, climb: Climb) -> datetime:
    """The first rung starts when the ladder did; later ones when the thing that raised it happened."""
    if climb.rung == 1:
        return climb.start
    below = [d for d in view.file.duties if d.rule == f"{climb.ladder}/{climb.rung - 1}" and d.due]
    raised = [d.at for d in view.file.done if d.number > started_after(climb)]
    late = [d.due for d in below if d.state is DutyState.LATE and d.due]
    return max([*raised[-1:], *late[:1]], default=view.now)


def _whole(view: View, climb: Climb, rule: Ladder) -> e.DutyOpened:
    council = view.council
    firsts = [d.at for d in view.file.done if d.name in rule.whole_from and d.move == view.file.move]
    start = firsts[0] if firsts else climb.start
    due, why = council.due(start, rule.whole or "at_once", None)
    owner = who.owner(council, view.file, rule.rungs[-1].who[0])
    duty = Duty(
        key=f"{climb.key}/whole", rule=f"{climb.ladder}/whole", title=f"{rule.name}: agreed action", role=owner.role,
        of=owner.of, start=start, due=due, why=why, move=view.file.move,
        version=council.protocol.protocol.version, clauses=rule.cites,
    )  # fmt: skip
    return e.DutyOpened(view.now, duty)
