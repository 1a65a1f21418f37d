"""Doing an act, or recording what the world did: checked, then done, then everything that follows.

A moment of the world is never refused, short of bad input. An act is held against who may do it, where it
belongs, what it needs; a refusal lists all of that at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from baton.casework import climbing, closing, dating, moving, owing, rewriting, saying, values, who
from baton.casework import events as e
from baton.casework import working_time as wt
from baton.casework.commands import Do
from baton.casework.council import Council
from baton.casework.evolve import replay
from baton.casework.file import Allocation, Done, DutyState, File
from baton.casework.needing import Judged, judge
from baton.casework.refusals import Code, Reason, Refusal, in_order
from baton.casework.settling import Settling, settle
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Act, Moment, RoleOf, Tell


def do(
    council: Council, file: File, command: Do, now: datetime, related: tuple[View, ...]
) -> tuple[e.Event, ...] | Refusal:
    """The events of doing this now, or a refusal with every reason."""
    moment = council.protocol.moments.get(command.name)
    if moment is None or moment.of != file.about or command.name in council.rules.recorded_as:
        says = f"'{command.name}' is not something that can be done here."
        return Refusal(command.name, (Reason(Code.UNKNOWN, says),))
    slip = dating.unlikely_time(command, now)
    if slip is not None:
        return Refusal(command.name, (slip,))
    then = as_owed(View(council, file, now, related=related), command.name, command.by)
    before = View(council, then, now, related=related)
    role = who.may(council, then, command.by, _by(before, moment, command.name), now) or ""
    done, primary = _primary(before, command, moment, role)
    tentative = replay(then, primary)
    view = View(council, tentative, now, current=done, team=command.team, related=related)
    reasons = list(values.bad_input(before, command, moment))
    judged = Judged()
    if isinstance(moment, Act) and not command.transcribed:
        reasons += _not_allowed(before, tentative, command, moment, role)
        judged = judge(command, moment, view)
        reasons += judged.reasons
        cannot = tuple(_cannot_move(view, command)) if then is file else ()
        reasons += [one for one in cannot if not reasons or one.code is Code.HELD]
    if not command.transcribed:
        why = command.reasons.get(rewriting.WHY, "")
        reasons += rewriting.unexplained(before, primary, why, rewriting.WHY)
    reasons += impossible(view)
    if reasons:
        return Refusal(command.name, in_order(_with_rule(reason, command, moment) for reason in reasons))
    if judged.passed_over:
        done = replace(done, passed_over=judged.passed_over)
        primary = tuple(replace(p, done=done) if isinstance(p, e.ThingDone) else p for p in primary)
        view = view.deciding(done)
    return _carry_out(view, file, command, moment, primary, judged)


def as_owed(view: View, name: str, by: str) -> File:
    """The file an act is held against: as it stands or, where the act answers what is owed for an earlier move by
    somebody who may do it there, as it is seen in that move. A debt is answered so by whoever owes it, and nobody else."""
    rules, file = view.council.rules.of_earlier.get(name, frozenset()), view.file
    for duty in file.duties if rules else ():
        if duty.rule in rules and duty.open and duty.move < file.move:
            then = view.of_move(duty.move)
            if duty.debt and by not in who.people_for(view.council, who.Owner(duty.role, duty.of), view.now):
                continue
            allowed = _by(then, view.council.protocol.moments[name], name)
            if who.may(view.council, then.file, by, allowed, view.now):
                return then.file
    return file


def foreseen(
    council: Council, file: File, command: Do, now: datetime, related: tuple[View, ...] = ()
) -> View:
    """The case as it would be if this were done, whoever may do it: for what is asked before anybody decides."""
    before = View(council, file, now, related=related)
    done, primary = _primary(before, command, council.protocol.moments[command.name], "")
    return View(council, replay(file, primary), now, current=done, team=command.team, related=related)


def _by(view: View, moment: Moment, name: str) -> tuple[RoleOf, ...]:
    """Who may do it: those the act names, and those a permit lets while it lasts."""
    if not isinstance(moment, Act):
        return ()
    permits = view.council.rules.permits.get(name)
    if not permits:
        return moment.by
    return (*moment.by, *(role for permit in permits if truth(permit.while_, view) for role in permit.who))


def _primary(before: View, command: Do, moment: Moment, role: str) -> tuple[Done, tuple[e.Event, ...]]:
    file, now = before.file, before.now
    at = command.at or now
    begins = isinstance(moment, Act) and moment.begins_move and file.moved and not command.planned
    move = file.move + 1 if begins else file.move
    outcome = moment.outcomes.get(command.outcome)
    counts = outcome.counts if outcome else True
    done = Done(
        number=len(file.done) + 1, name=command.name, at=at, recorded=now, by=command.by, role=role,
        outcome=command.outcome, item=command.item, fields=dict(command.fields), reasons=dict(command.reasons),
        move=move, stay=file.stay, counts=counts, planned=command.planned, danger=command.danger,
        transcribed=command.transcribed,
    )  # fmt: skip
    made: list[e.Event] = [e.MoveBegan(now, move)] if begins else []
    made.append(e.ThingDone(now, done))
    if counts and not command.planned:
        made += _facts(moment, command, at, before)
    return done, tuple(made)


def _facts(moment: Moment, command: Do, at: datetime, before: View) -> Iterator[e.FactKnown]:
    outcome = moment.outcomes.get(command.outcome)
    sets = {**moment.sets, **outcome.sets} if outcome else moment.sets
    for name, value in sets.items():
        if value == "outcome":
            value = command.outcome
        elif value.startswith("fact:"):
            value = before.value(value.removeprefix("fact:")) or "not_known"
        elif value.startswith("field:"):
            value = str(command.fields.get(value.removeprefix("field:"), ""))
        if value:
            yield e.FactKnown(before.now, name, value, at)


def _not_allowed(at: View, tentative: File, command: Do, act: Act, role: str) -> Iterator[Reason]:
    council, file, now, rule = at.council, at.file, at.now, f"act:{command.name}"
    if file.closed and not act.any_child:
        yield Reason(Code.CLOSED, f"The case was closed on {wt.words_for(file.closed)}.", rule, act.cites)
    if not role:
        yield _not_yours(council, file, command, act, now)
    before = replace(at, current=tentative.done[-1], team=command.team)
    for other in act.not_by:
        others = before.live(other)
        if others and others[-1].by == command.by:
            name = council.protocol.moments[other].name.lower()
            says = f"You may not do this, because it was you who did: {name}. Somebody else must look at it."
            yield Reason(Code.NOT_YOU_AGAIN, says, rule, act.cites, "Ask a colleague in the same role.")
    if act.when is not None and not truth(act.when, before):
        says = act.when_says or f"'{act.name}' does not belong here as things stand."
        yield Reason(Code.NOT_HERE, says, rule, act.cites)
    if act.extends and _too_late_to_extend(council, file, act.extends):
        yield Reason(Code.NOT_HERE, "It is already late, and what is late is not put off.", rule, act.cites)
    earlier = _already(act, file, tentative, command)
    if earlier is not None:
        person = council.people.get(earlier.by)
        says = f"'{act.name}' was already done by {person.name if person else 'somebody'} on {wt.words_for(earlier.at)}."
        yield Reason(Code.ALREADY, says, rule, act.cites)


def _too_late_to_extend(council: Council, file: File, duty: str) -> bool:
    rule = council.protocol.duties.get(duty)
    states = [d.state for d in file.duties if d.rule == duty and d.open]
    return (
        rule is not None and rule.extend is not None and rule.extend.before_due and states == [DutyState.LATE]
    )


def _not_yours(council: Council, file: File, command: Do, act: Act, now: datetime) -> Reason:
    names = who.roles_here(council, file, act.by)
    asks = who.ask_for(council, file, act.by, now, command.by)
    deputy = any(
        role.role in council.protocol.roles and council.protocol.roles[role.role].deputies for role in act.by
    )
    extra = " or a deputy recorded for today" if deputy else ""
    says = f"Only the {names}{extra} may do this."
    return Reason(Code.NOT_YOURS, says, f"act:{command.name}", act.cites, asks)


def _with_rule(reason: Reason, command: Do, moment: Moment) -> Reason:
    """A reason always says which rule it rests on: where it has no clause of its own, that of what was to be done,
    and where that has none, why the council has such a rule."""
    if reason.clauses or reason.local:
        return reason
    rule, local = reason.rule or f"act:{command.name}", "" if moment.cites else moment.local or ""
    return replace(reason, rule=rule, clauses=moment.cites, local=local)


def _already(act: Act, file: File, tentative: File, command: Do) -> Done | None:
    if not act.once:
        return None
    for done in reversed(file.by_name.get(command.name, ())):
        if not done.counts or done.planned:
            continue
        same = {
            "move": done.move == tentative.move,
            "stay": done.stay == file.stay,
            "ever": True,
            "item": done.item == command.item and done.move == tentative.move,
        }[act.once]
        if same:
            return done
    return None


def _cannot_move(view: View, command: Do) -> Iterator[Reason]:
    """Where the act would move the child: a hold, a choice still to make, or no team to be found."""
    if view.file.about != "case":
        return
    due = [d for d in moving.due_routes(view) if d.cause.number == view.file.done[-1].number]
    chosen = [d for d in due if d.route.id == command.route] if len(due) > 1 else due
    if len(due) > 1 and not chosen:
        names = " or ".join(d.route.name for d in due)
        clauses = tuple(cite for d in due for cite in d.route.cites)
        yield Reason(
            Code.CHOOSE_ROUTE, f"Two routes apply: {names}.", "", clauses, "Choose one and say why.", "route"
        )
    for found in chosen:
        hold = moving.hold_on(view, found.route)
        if hold is not None:
            yield Reason(Code.HELD, hold.says, f"hold:{hold.id}", hold.cites)
        elif not moving.pick(view, found.route.to):
            says = "No team has been chosen, and none can be worked out from what is known."
            yield Reason(
                Code.NO_TEAM, says, f"route:{found.route.id}", found.route.cites, "Choose a team.", "team"
            )


def impossible(view: View) -> Iterator[Reason]:
    """Combinations that cannot be, refused wherever they would be entered."""
    for number, rule in enumerate(view.council.protocol.impossible, 1):
        if truth(rule.when, view):
            yield Reason(Code.IMPOSSIBLE, rule.says or "", f"impossible:{number}", rule.cites)


def _carry_out(
    view: View, before: File, command: Do, moment: Moment, primary: tuple[e.Event, ...], judged: Judged
) -> tuple[e.Event, ...]:
    council, now, done = view.council, view.now, view.current
    assert done is not None
    made = list(primary)
    made += [owing.debt(view, command.name, need, done) for need in judged.owed]
    if isinstance(moment, Act) and done.counts and not command.planned:
        made += _effects(view, before, command, moment, done)
    made += _corrections(view, before, done)
    settling = Settling(council, now, done, command.by, command.team, command.route, view.related)
    followed, after = settle(replay(before, made), settling)
    if isinstance(moment, Act) and moment.closes == "case":
        ended = tuple(closing.close(after, council, moment, done, now))
        last, after = settle(replay(after, ended), settling)
        followed = (*followed, *ended, *last)
    seen = after.in_move(done.move) if view.file.move < before.move else after
    told = View(council, seen, now, done, command.team, related=view.related)
    tells = _tells(told, command, moment) if done.counts and not command.planned else ()
    return (*made, *followed, *tells)


def _effects(view: View, before: File, command: Do, act: Act, done: Done) -> Iterator[e.Event]:
    council, now = view.council, view.now
    if act.allocates and done.fields.get(act.allocates):
        if before.worker:
            yield e.WorkerEnded(now, before.worker, done.at, "Another worker was named.")
        yield e.WorkerNamed(now, Allocation(done.fields[act.allocates], before.holder, done.at))
    elif act.ends_allocation and before.worker:
        yield e.WorkerEnded(now, before.worker, done.at, act.name)
    if act.opens:
        yield climbing.begin(view, act.opens, done.at, f"{command.name}#{done.number}", done.number)
    for duty in before.duties:
        if act.extends == duty.rule and duty.open:
            yield e.DutyExtended(
                now, duty.key, wt.parse_local(done.fields["until"]), command.by, done.fields["why"]
            )
        elif duty.rule in act.cancels and duty.open:
            yield e.DutyCancelled(now, duty.key, act.name)
    if act.closes == "involvement":
        mine = {a.team for a in council.by_person.get(command.by, ()) if a.holds(now)}
        for i in before.involvements:
            if i.kind != "responsible" and i.end is None and i.team in mine:
                yield e.TeamLeft(now, i.team, i.rule, done.at)


def _tells(view: View, command: Do, moment: Moment) -> Iterator[e.MessageSent]:
    """Who is told, once everything has followed: the holder is whoever holds the child by then."""
    council, now = view.council, view.now
    for tell in moment.tells if isinstance(moment, Act) else ():
        if tell.if_ is not None and not truth(tell.if_, view):
            continue
        about = _with_list(council, command.name, tell, saying.filled(tell.about, view), view.current)
        letter = tell.letter or ""
        for role in who.meant(council, view.file, tell.to):
            owner = who.owner(council, view.file, role, command.by)
            yield e.MessageSent(now, owner.role, owner.of, about, tell.cites, letter)
        if tell.to_field and (named := view.value(tell.to_field)):
            yield e.MessageSent(now, "person", named, about, tell.cites, letter)
        for outside in tell.also:
            yield e.MessageSent(now, "outside", outside, about, tell.cites, letter)


LONGEST = 600
"""Letters of a message's subject."""


def _with_list(council: Council, act: str, tell: Tell, about: str, done: Done | None) -> str:
    """What a message is about and, where it lists them, the needs that were passed over, as many as there is room for."""
    missing = council.rules.passed_over(act, done.passed_over) if tell.lists and done else ()
    said = about
    for number, one in enumerate(missing):
        more = f" And {len(missing) - number} more."
        if len(said) + len(one) + len(more) + 1 > LONGEST:
            return said + more
        said = f"{said} {one}"
    return said


def _corrections(view: View, before: File, done: Done) -> Iterator[e.Event]:
    """A thing recorded after a later move, which would have moved the child at the time, is never silent."""
    if not before.moves or done.at >= before.moves[-1].at or done.planned or not done.counts:
        return
    then = before.held_at(done.at)
    for route in view.council.protocol.routes:
        names = {name.partition(".")[0] for name in c.names_in(route.at)}
        if done.name in names and then and view.council.team_is(then, route.from_):
            why = f"'{view.council.protocol.moments[done.name].name}' was recorded after a later move had happened."
            yield e.CorrectionAsked(view.now, done.number, why)
            return
