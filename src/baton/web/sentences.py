"""Every event as a sentence for people, with names in place of ids, and the kind by which a list is filtered.

    told = tell(council, file, event)      # Told('acts', 'Confirm safe receipt', 'Urgent...', ('STK-41',))

`file` is the file as it is now: it keeps every duty, so that 'a clock passed its end' can say which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from baton.casework import events as e
from baton.casework.council import Council
from baton.casework.file import Done, DutyState, File
from baton.casework.refusals import Code
from baton.casework.working_time.wording import words_for
from baton.web import clocks, naming
from baton.web.already import moved_before

KINDS = {
    "acts": "What was done", "responsibility": "Who held the child", "clocks": "Clocks and duties",
    "known": "What became known", "disputes": "Disputes and escalations", "messages": "Messages",
    "refused": "Attempts that were refused",
}  # fmt: skip


WHY: dict[str, str] = {
    Code.UNKNOWN: "there is no such act here", Code.NOT_YOURS: "it is for another role",
    Code.NOT_YOU_AGAIN: "the same person did what it judges", Code.NOT_HERE: "it did not belong where things stood",
    Code.ALREADY: "it had been done already", Code.CLOSED: "the case had ended",
    Code.MISSING: "something it needs was not there", Code.REASON_NEEDED: "a reason had to be given",
    Code.REASON_NOT_YOURS: "the reason has to be another role's", Code.BAD_VALUE: "an answer was not one of those there are",
    Code.BAD_TIME: "a time could not be", Code.NO_OUTCOME: "no outcome was chosen", Code.HELD: "the child is held where the child is",
    Code.CHOOSE_ROUTE: "two routes applied and none was chosen", Code.NO_TEAM: "no team was chosen",
    Code.NOT_COVERED: "the procedure does not cover it", Code.IMPOSSIBLE: "two things cannot both be so",
    Code.STALE: "somebody else had changed the case",
}  # fmt: skip
"""Why an attempt was refused, by its code; what decided it stands beside it in words."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as people read it."""

    kind: str
    title: str
    text: str = ""
    clauses: tuple[str, ...] = ()
    mark: str = ""


def tell(council: Council, file: File, event: e.Event) -> Told:
    """What an event says."""
    return _TELLERS[type(event)](council, file, event)


def _opened(council: Council, file: File, event: e.FileOpened) -> Told:
    what = "The case was opened" if event.about == "case" else "This file was opened"
    what += f": the {time}" if (time := naming.stay_words(event.stay)) else ""
    text = f"Contact {event.contact}, received {words_for(event.opened)}." if event.contact else ""
    return Told("responsibility", what, text)


def _done(council: Council, file: File, event: e.ThingDone) -> Told:
    done = event.done
    moment = council.protocol.moments.get(done.name)
    title = naming.act(council, done.name)
    if done.outcome:
        title += f": {naming.outcome(council, done.name, done.outcome)}"
    parts = [f"It is planned for {words_for(done.at)}." if done.planned else ""]
    if not done.planned and done.at != done.recorded:
        parts.append(f"It happened {words_for(done.at)}.")
    parts.append("It counts as an attempt, not as done." if not done.counts else "")
    parts.append(f"A child was said to be in danger: {done.danger}" if done.danger else "")
    parts += [f"Reason given: {why}" for why in done.reasons.values()]
    parts += _answers(council, done)
    passed = council.rules.passed_over(done.name, done.passed_over)
    parts += [f"Gone on without: {says}" for says in passed]
    parts.append(f"Transcribed from {done.transcribed}." if done.transcribed else "")
    moved = moved_before(council, file, done)
    if moved is not None:
        to, at = naming.team(council, moved.to), words_for(moved.at)
        parts.append(
            f"The child had moved to {to} already, {at}: nobody is moved by this, and no second move is counted."
        )
    mark = (
        "Planned" if done.planned else "In danger" if done.danger else "Already transferred" if moved else ""
    )
    return Told("acts", title, " ".join(p for p in parts if p), moment.cites if moment else (), mark)


def _answers(council: Council, done: Done) -> list[str]:
    """What was written on its form, question by question."""
    moment = council.protocol.moments.get(done.name)
    rows = council.protocol.records[moment.fills].fields if moment and moment.fills else {}
    said = (
        (row.label, naming.answer(council, row, str(done.fields[f])))
        for f, row in rows.items()
        if done.fields.get(f)
    )
    return [f"{label}{'' if label.endswith('?') else ':'} {answer.rstrip('.')}." for label, answer in said]


def _known(council: Council, file: File, event: e.FactKnown) -> Told:
    name, value = naming.fact(council, event.name), naming.value(council, event.name, event.value)
    return Told(
        "known", f"{name}: {value}",
        " ".join(part for part in (f"Since {words_for(event.start)}." if event.start != event.at else "", event.why) if part),
    )  # fmt: skip


def _child(council: Council, file: File, event: e.ChildChanged) -> Told:
    now = naming.child_details(council, event.child)
    before = naming.child_details(council, event.before) if event.before else now
    changes = [
        f"{what}: {now[what] or 'not known'}, until then {before[what] or 'not known'}."
        for what in now
        if now[what] != before[what]
    ]
    return Told("known", "The child's details were put right", " ".join([*changes, event.why]))


def _began(council: Council, file: File, event: e.MoveBegan) -> Told:
    return Told("responsibility", "A move began to be prepared")


def _moved(council: Council, file: File, event: e.ResponsibilityMoved) -> Told:
    move = event.move
    route = council.protocol.route.get(move.route)
    title = (
        f"Responsibility moved from {naming.team(council, move.origin)} to {naming.team(council, move.to)}"
    )
    home = away_from_home(council, file, move.to)
    text = f"At {words_for(move.at)}. {move.why} {home}".rstrip()
    mark = "Departure" if move.departure else "Responsibility moved"
    return Told("responsibility", title, text, route.cites if route else (), mark)


def away_from_home(council: Council, file: File, team: str) -> str:
    """'The child lives in Bredbury.', where the team serves another place."""
    home, there = file.child.place if file.child else "", council.team(team).place if team else ""
    lives = home and there and home != there and home in council.places
    return f"The child lives in {council.places[home].name}." if lives else ""


def _involved(council: Council, file: File, event: e.TeamInvolved) -> Told:
    team, kind = naming.team(council, event.involvement.team), event.involvement.kind
    what = "became responsible" if kind == "responsible" else "joined"
    return Told("responsibility", f"{team} {what}", event.involvement.why)


def _left(council: Council, file: File, event: e.TeamLeft) -> Told:
    return Told(
        "responsibility", f"{naming.team(council, event.team)} stopped working with the child jointly"
    )


def _worker(council: Council, file: File, event: e.WorkerNamed) -> Told:
    named = event.allocation
    return Told("responsibility", f"{naming.person(council, named.person)} became the named worker")


def _worker_ended(council: Council, file: File, event: e.WorkerEnded) -> Told:
    name = naming.person(council, event.person)
    return Told("responsibility", f"{name} stopped being the named worker", event.why)


def _duty_opened(council: Council, file: File, event: e.DutyOpened) -> Told:
    duty = event.duty
    owner = naming.owner(council, duty.role, duty.of)
    due = f", by {words_for(duty.due)}" if duty.due else ""
    return Told("clocks", f"Owed: {duty.title}", f"{owner}{due}.", duty.clauses, "Debt" if duty.debt else "")


def _about_duty(says: str, mark: str = "", kind: str = "clocks") -> Callable[[Council, File, Any], Told]:
    def told(council: Council, file: File, event: Any) -> Told:
        duty = file.duty(event.key)
        title = duty.title if duty else "A duty"
        text = getattr(event, "why", "")
        if isinstance(event, e.DutyExtended):
            text = f"To {words_for(event.due)}. {event.why}"
        if isinstance(event, e.DutyPassed):
            text = naming.owner(council, event.role, event.of)
        return Told(kind, says.format(title=title), text, duty.clauses if duty else (), mark)

    return told


def _met(council: Council, file: File, event: e.DutyMet) -> Told:
    duty = file.duty(event.key)
    words = {DutyState.MET: ("Met in time", "Met"), DutyState.MET_LATE: ("Met late", "Met late")}
    says, mark = words.get(event.state, ("Met in time, recorded late", "Recorded late"))
    title = duty.title if duty else "a duty"
    late = clocks.late_by(duty) if duty and event.state is DutyState.MET_LATE else ""
    if duty and duty.at_once:
        after = f", {late} after it was asked" if late else ""
        return Told("clocks", f"Done: {title}", f"At {words_for(event.met_at)}{after}.", duty.clauses, "Met")
    text = f"At {words_for(event.met_at)}{f', late by {late}' if late else ''}."
    return Told("clocks", f"{says}: {title}", text, duty.clauses if duty else (), mark)


def _late(council: Council, file: File, event: e.DutyLate) -> Told:
    duty = file.duty(event.key)
    if duty and duty.at_once:  # the minute it was asked, its time was up: that is no lateness of anybody's
        return Told("clocks", f"Asked to be done at once: {duty.title}", "", duty.clauses)
    return _about_duty("Overdue: {title}", "Overdue")(council, file, event)


def _climb(says: str) -> Callable[[Council, File, Any], Told]:
    def told(council: Council, file: File, event: Any) -> Told:
        climb = event.climb if isinstance(event, e.ClimbBegan) else None
        climb = climb or next((c for c in file.climbs if c.key == event.key), None)
        ladder = council.protocol.ladders.get(climb.ladder) if climb else None
        name = ladder.name if ladder else "A dispute or escalation"
        more = {"rung": getattr(event, "rung", ""), "outcome": getattr(event, "outcome", "")}
        return Told("disputes", says.format(name=name, **more), "", ladder.cites if ladder else ())

    return told


def _message(council: Council, file: File, event: e.MessageSent) -> Told:
    whom = event.of.replace("_", " ") if event.to == "outside" else naming.owner(council, event.to, event.of)
    return Told("messages", f"{whom[:1].upper()}{whom[1:]} was told", event.about, event.clauses)


def _reminder(council: Council, file: File, event: e.Reminded) -> Told:
    duty = file.duty(event.key)
    title, clauses = (duty.title, duty.clauses) if duty else ("a duty", ())
    return Told(
        "messages", f"Reminded: {title}", f"By {naming.person(council, event.by)}.", clauses, "Reminder"
    )


def _correction(council: Council, file: File, event: e.CorrectionAsked) -> Told:
    return Told("responsibility", "A correction needs settling", event.why, (), "Correction")


def _settled(council: Council, file: File, event: e.CorrectionSettled) -> Told:
    return Told("responsibility", "A correction was settled", event.why)


def _refused(council: Council, file: File, event: e.AttemptRefused) -> Told:
    why = [
        f"{WHY.get(code, code.replace('_', ' '))}{f' ({n} times)' if n > 1 else ''}"
        for code, n in Counter(event.codes).items()
    ]
    said = [
        f"Because {'; '.join(why)}.",
        *event.grounds,
        f"The reason given: {event.why}" if event.why else "",
    ]
    title = f"{naming.act(council, event.name)} was tried and refused"
    return Told("refused", title, " ".join(one for one in said if one), event.clauses)


def _laid_aside(council: Council, file: File, event: e.DaysLaidAside) -> Told:
    return Told("clocks", f"Days before {event.before} that have ended were laid aside", "They are kept.")


def _closed(council: Council, file: File, event: e.FileClosed) -> Told:
    return Told("responsibility", "The case was closed", event.why, (), "Closed")


def _turn(council: Council, file: File, event: e.TurnFixed) -> Told:
    rota, turn = council.protocol.rotas.get(event.turn.rota), event.turn
    place = council.places.get(turn.place)
    says = f"{rota.name if rota else turn.rota}: {place.name if place else turn.place} takes this child"
    return Told("responsibility", says, f"By {words_for(turn.at)}. {turn.why}", rota.cites if rota else ())


def _kin(council: Council, file: File, event: e.KinKnown) -> Told:
    person = council.protocol.people.get(event.kin.relation)
    name = person.name if person else event.kin.relation
    return Told(
        "known", f"The case {event.kin.ref} was linked: {name}", f"By {naming.person(council, event.by)}."
    )


_TELLERS: dict[type[e.Event], Callable[[Council, File, Any], Told]] = {
    e.FileOpened: _opened, e.ThingDone: _done, e.FactKnown: _known, e.ChildChanged: _child, e.MoveBegan: _began,
    e.ResponsibilityMoved: _moved, e.TeamInvolved: _involved, e.TeamLeft: _left, e.WorkerNamed: _worker,
    e.WorkerEnded: _worker_ended, e.DutyOpened: _duty_opened, e.DutyWarned: _about_duty("Nearly due: {title}", "Warning"),
    e.DutyLate: _late, e.DutyMet: _met,
    e.DutyMissed: _about_duty("The day went by without it: {title}"),
    e.DaysLaidAside: _laid_aside,
    e.DutyReopened: _about_duty("Owed again: {title}"), e.DutyExtended: _about_duty("The due time was moved: {title}"),
    e.DutyCancelled: _about_duty("No longer owed: {title}"), e.DutyPassed: _about_duty("Passed on: {title}"),
    e.ClimbBegan: _climb("{name} began"), e.ClimbRose: _climb("{name} went up to rung {rung}"),
    e.ClimbEnded: _climb("{name} ended: {outcome}"), e.MessageSent: _message, e.Reminded: _reminder, e.TurnFixed: _turn, e.KinKnown: _kin, e.CorrectionAsked: _correction,
    e.CorrectionSettled: _settled, e.AttemptRefused: _refused, e.FileClosed: _closed,
}  # fmt: skip
