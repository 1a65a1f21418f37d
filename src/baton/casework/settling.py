"""Settle a file: after anything happens, follow every rule to rest.

In this order, again and again until nothing more follows: the child moves; teams join or leave; duties are
met, cancelled, passed on and opened; ladders are climbed. The same for a command and for the sweep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from baton.casework import climbing, moving, owing
from baton.casework import events as e
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.evolve import replay
from baton.casework.file import Done, Duty, File
from baton.casework.turns import fixing
from baton.casework.view import View
from baton.protocol import conditions as c

MOST_STEPS = 60


class NeverSettles(RuntimeError):
    """The rules of a protocol chase one another: a mistake in the protocol that `check` should have found."""


@dataclass(frozen=True, slots=True)
class Settling:
    """What settling is done with: the council, the instant, and what has just happened."""

    council: Council
    now: datetime
    cause: Done | None = None
    by: str = ""
    team: str = ""
    route: str = ""
    related: tuple[View, ...] = ()

    def view(self, file: File) -> View:
        """The file as these rules see it."""
        return View(self.council, file, self.now, team=self.team, related=self.related)

    @property
    def when(self) -> datetime:
        """When the thing now being settled happened."""
        return self.cause.at if self.cause else self.now


def settle(file: File, settling: Settling) -> tuple[tuple[e.Event, ...], File]:
    """Everything that follows, and the file after it. Raises NeverSettles."""
    made: list[e.Event] = []
    for _ in range(MOST_STEPS):
        step = _step(file, settling)
        if not step:
            return tuple(made), file
        made += step
        file = replay(file, step)
    raise NeverSettles(f"{file.ref}: the rules still disagree after {MOST_STEPS} steps.")


def _step(file: File, settling: Settling) -> Sequence[e.Event]:
    view = settling.view(file)
    if file.about == "case":
        turns = tuple(fixing(view)) if view.council.protocol.rotas else ()
        if turns:
            return turns
        moved = _moves(view, settling)
        if moved:
            return moved
        joined = moving.join_events(view, settling.now)
        if joined:
            return joined
    return (
        _duties(view, settling) or tuple(owing.opening(view, settling.when)) or tuple(climbing.settle(view))
    )


def _moves(view: View, settling: Settling) -> tuple[e.Event, ...]:
    due = chosen_route(view, settling.route)
    if due is None:
        return ()
    moved = moving.move_events(due, view, settling.now, settling.by)
    if (
        any(isinstance(event, e.CorrectionAsked) for event in moved)
        and due.cause.number in view.file.corrections
    ):
        return ()
    return moved


def chosen_route(view: View, route: str) -> moving.Due | None:
    """The route due at the first moment reached, of those not held; where two are, the one chosen, if any."""
    due = [d for d in moving.due_routes(view) if moving.hold_on(view, d.route) is None]
    first = min((d.cause.number for d in due), default=0)
    due = [d for d in due if d.cause.number == first]
    if len(due) > 1:
        due = [d for d in due if d.route.id == route]
    return due[0] if len(due) == 1 else None


def _duties(view: View, settling: Settling) -> tuple[e.Event, ...]:
    made: list[e.Event] = []
    today = wt.local(settling.now).date().isoformat()
    item = settling.cause.item if settling.cause else ""
    for duty in view.file.duties:
        if not duty.open and not _may_turn(duty, today, item):
            continue
        must, after = must_of(view, duty.rule, duty.key)
        mine = owing.seen_by(view, duty)
        event = owing.settled(
            mine, duty, must, settling.cause, max(after, owing.counts_after(view.file, duty))
        )
        event = event or owing.passed_on(mine, duty) or owing.dated_anew(view, duty)
        if event is not None:
            made.append(event)
    return tuple(made)


def _may_turn(duty: Duty, today: str, item: str) -> bool:
    """Of what has ended, only a day still to come, or the day just spoken of, may be owed or met again."""
    return "@" in duty.key and (duty.item >= today or duty.item == item != "")


def must_of(view: View, rule: str, key: str) -> tuple[c.Condition | None, int]:
    """What a duty must make true, and the number after which it counts, from whichever rule opened it."""
    protocol = view.council.protocol
    if rule in protocol.duties:
        return protocol.duties[rule].must, 0
    if "!" in rule:
        act, _, need = rule.partition("!")
        found = {n.id: n.need for _, n in view.council.rules.needs(act)}
        return found.get(need), 0
    climb = next((x for x in view.file.climbs if key.startswith(x.key + "/")), None)
    ladder = protocol.ladders.get(climb.ladder) if climb else None
    if climb is None or ladder is None:
        return None, 0
    duty = view.file.duty(key)
    return (climbing.must_of(ladder, duty) if duty else None), climbing.started_after(climb)
