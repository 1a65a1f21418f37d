"""decide(council, file, command, now): the one question the rest of Baton asks of the core.

Example: `decide(council, file, Do("confirm_receipt", by="p12"), now)` is a tuple of events, or a Refusal
with every reason, its rule and its clauses. `offered` asks the same of every act, for pages and the API.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from baton.casework import climbing, dating, moving, owing, rewriting, saying, who
from baton.casework import events as e
from baton.casework import working_time as wt
from baton.casework.acting import do, impossible
from baton.casework.commands import (
    ChangeChild,
    Command,
    Depart,
    Do,
    Know,
    OpenCase,
    OpenFile,
    Relate,
    Remind,
    SettleCorrection,
    Sweep,
)
from baton.casework.council import Council
from baton.casework.evolve import replay
from baton.casework.file import Allocation, Child, DutyState, File, Involvement, Kin, Move
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.reminding import remind
from baton.casework.settling import Settling, settle
from baton.casework.view import View
from baton.protocol.built_in import EARLIER
from baton.protocol.schema import Fact

Decision = tuple[e.Event, ...] | Refusal


def decide(
    council: Council, file: File, command: Command, now: datetime, related: tuple[View, ...] = ()
) -> Decision:
    """What happens, or why nothing does. Never touches anything; the same question has the same answer."""
    at = View(council, file, now, related=related)
    match command:
        case Do():
            return do(council, file, command, now, related)
        case Sweep():
            return _sweep(at)
        case OpenCase():
            return _open_case(at, command)
        case OpenFile():
            opened = e.FileOpened(
                now, council.id, command.about, command.subject, command.kind, "",
                council.protocol.protocol.version, None, command.at,
            )  # fmt: skip
            return _follow(at, (opened,))
        case Know():
            return _know(at, command)
        case ChangeChild():
            return _change_child(at, command)
        case Relate():
            return _relate(at, command)
        case Depart():
            return _depart(at, command)
        case Remind():
            return remind(council, file, command, now)
        case SettleCorrection():
            settled = e.CorrectionSettled(now, command.number, command.by, command.why)
            return _follow(at, (settled,))


def _follow(at: View, made: tuple[e.Event, ...], by: str = "") -> Decision:
    """What has been decided of the file of a view, and everything that follows from it."""
    followed, _ = settle(replay(at.file, made), Settling(at.council, at.now, by=by, related=at.related))
    return (*made, *followed)


def _open_case(at: View, command: OpenCase) -> Decision:
    council, now = at.council, at.now
    reasons = []
    if command.at > now:
        says = f"The contact is dated {wt.words_for(command.at)}, which has not come yet."
        reasons.append(Reason(Code.BAD_TIME, says, "", (), "Give the time it was received.", "received"))
    elif far := dating.unlikely(wt.local(command.at).date(), now):
        reasons.append(Reason(Code.BAD_TIME, far, "", (), "Check the year.", "received"))
    wrong = _refuse_child(command.child, command.at)
    reasons += wrong.reasons if wrong else []
    reasons += _unlikely_days(command.child, now)
    if reasons:
        return Refusal("log_contact", tuple(reasons))
    intake = front_door(council, command, now)
    opened = e.FileOpened(
        now,
        council.id,
        "case",
        "",
        "",
        command.contact,
        council.protocol.protocol.version,
        command.child,
        command.at,
        command.stay,
    )
    held = e.TeamInvolved(
        now, Involvement(intake, "responsible", command.at, "A contact was received.", None, "intake")
    )
    mine = [a for a in council.by_person.get(command.by, ()) if a.team == intake and a.holds(now)]
    if mine and council.own_only(intake):  # whoever brings a child to such a team has the child there
        named = e.WorkerNamed(now, Allocation(command.by, intake, command.at))
        return _follow(at, (opened, held, named), command.by)
    return _follow(at, (opened, held), command.by)


def front_door(council: Council, command: OpenCase, now: datetime) -> str:
    """The team that opens the case: of the kind asked for, or whoever logs it works in, or else the first."""
    kinds = council.protocol.protocol.intake
    if command.team in kinds:
        return council.of_kind(command.team)[0].id
    mine = (a.team for a in council.by_person.get(command.by, ()) if a.team and a.holds(now))
    return next((team for team in mine if council.team_is(team, kinds)), council.of_kind(kinds[0])[0].id)


def _relate(at: View, command: Relate) -> Decision:
    """Linked by anybody who works with the child; what they are to one another is in the procedure's words."""
    council, file, now = at.council, at.file, at.now
    reasons = []
    if not who.works_with(council, file, command.by, now):
        says = "Only somebody who works with this child, or who may read every record, may link another case."
        reasons.append(Reason(Code.NOT_YOURS, says))
    people = council.protocol.people
    if command.relation not in people or command.relation in BY_THEMSELVES:
        named = ", ".join(row.name for name, row in people.items() if name not in BY_THEMSELVES)
        reasons.append(Reason(Code.BAD_VALUE, f"Say who they are: {named}.", "", (), "", "relation"))
    elif any(kin.ref == command.ref and kin.relation == command.relation for kin in file.kin):
        reasons.append(Reason(Code.ALREADY, "These two are linked already.", "", (), "", "ref"))
    elif not people[command.relation].many and any(kin.relation == command.relation for kin in file.kin):
        says = f"The {people[command.relation].name} is known already."
        reasons.append(Reason(Code.ALREADY, says, "", (), "", "relation"))
    if command.ref == file.ref:
        reasons.append(Reason(Code.BAD_VALUE, "This is the same case.", "", (), "", "ref"))
    if reasons:
        return Refusal("relate", tuple(reasons))
    known = e.KinKnown(now, Kin(command.ref, command.relation), command.by)
    return _follow(at, (known,), command.by)


BY_THEMSELVES = ("team", EARLIER)
"""People and files that nobody links: they follow from who holds the child and from the child's own record."""


def _refuse_child(child: Child, at: datetime) -> Refusal | None:
    on = wt.local(at).date()
    if child.born and child.born > on:
        says = "The contact is dated before the child was born. Give a due date instead, or correct the date."
        return Refusal("log_contact", (Reason(Code.BAD_TIME, says, "", (), "", "born"),))
    return None


def _unlikely_days(child: Child, now: datetime) -> list[Reason]:
    """A birth date or a due date that can only be a slip of the pen."""
    days = (("born", child.born), ("due", child.due))
    far = [(name, dating.unlikely(day, now)) for name, day in days if day is not None]
    return [Reason(Code.BAD_TIME, says, "", (), "Check the year.", name) for name, says in far if says]


def _change_child(at: View, command: ChangeChild) -> Decision:
    """Put right by anybody who works with the child, with a reason; the record keeps what it said before."""
    council, file, now = at.council, at.file, at.now
    child, before = command.child, file.child
    if before is None:
        return Refusal("change_child", (Reason(Code.UNKNOWN, "This file is not about a child."),))
    reasons = []
    if not who.works_with(council, file, command.by, now):
        holder = f": ask {council.team(file.holder).name}" if file.holder else ""
        says = f"Only somebody who works with this child, or who may read every record, may put this right{holder}."
        reasons.append(Reason(Code.NOT_YOURS, says))
    if child.born and child.born > wt.local(now).date():
        says = "The birth date has not come yet. Give a due date instead, or correct the date."
        reasons.append(Reason(Code.BAD_TIME, says, "", (), "", "born"))
    reasons += _unlikely_days(child, now)
    if child.born and child.due and child.due != before.due:
        reasons.append(
            Reason(Code.BAD_VALUE, "Give a birth date or a due date, not both.", "", (), "", "due")
        )
    if child.place not in ("", before.place, *(p.id for p in council.places.values() if p.active)):
        reasons.append(Reason(Code.BAD_VALUE, "Choose a place from the list.", "", (), "", "place"))
    if child == before:
        reasons.append(Reason(Code.ALREADY, "This is what the record says already.", "", (), "", "name"))
    if len(command.why.strip()) < 10:
        reasons.append(Reason(Code.REASON_NEEDED, "Say why, in a sentence.", "", (), "", "why"))
    if reasons:
        return Refusal("change_child", tuple(reasons))
    return _follow(at, (e.ChildChanged(now, child, command.why, before),), command.by)


def _know(at: View, command: Know) -> Decision:
    council, file, now = at.council, at.file, at.now
    fact, since = council.protocol.facts.get(command.fact), command.at or now
    reasons = []
    if fact is None or not may_be_entered(council, command.fact):
        reasons.append(Reason(Code.BAD_VALUE, f"'{command.fact}' is not something that can be entered."))
    elif not _is_value(fact, command.value):
        words = ", ".join(fact.value_names())
        reasons.append(
            Reason(Code.BAD_VALUE, f"{fact.name or command.fact}: choose one of {words}.", "", fact.cites)
        )
    if fact is not None and fact.set_by and not who.may(council, file, command.by, fact.set_by, now):
        says = f"Only the {who.roles_here(council, file, fact.set_by)} may say this."
        asks = who.ask_for(council, file, fact.set_by, now, command.by)
        reasons.append(Reason(Code.NOT_YOURS, says, f"fact:{command.fact}", fact.cites, asks))
    if since > now:
        says, cites = "That time has not come yet.", fact.cites if fact else ()
        reasons.append(Reason(Code.BAD_TIME, says, f"fact:{command.fact}", cites, "", "at"))
    elif far := dating.unlikely(since.date(), now):
        cites = fact.cites if fact else ()
        reasons.append(Reason(Code.BAD_TIME, far, f"fact:{command.fact}", cites, "Check the year.", "at"))
    known = e.FactKnown(now, command.fact, command.value, since, command.why)
    reasons += [] if reasons else rewriting.unexplained(at, (known,), command.why, "why")
    reasons += [] if reasons else impossible(replace(at, file=replay(file, (known,))))
    if reasons:
        return Refusal(command.fact, tuple(reasons))
    return _follow(at, (known,), command.by)


def may_be_entered(council: Council, name: str) -> bool:
    """A fact that an act sets is entered by that act alone, unless the procedure says who else may."""
    fact = council.protocol.facts.get(name)
    if fact is None or fact.derived:
        return False
    acts = council.protocol.acts.values()
    set_by_act = any(name in act.sets or any(name in o.sets for o in act.outcomes.values()) for act in acts)
    return bool(fact.set_by) or not set_by_act


def _is_value(fact: Fact, value: str) -> bool:
    if fact.number:
        return value.isdigit() or value == "not_known"
    allowed = {*fact.value_names(), "not_known"}
    return set(value.split("|") if fact.set_of else [value]) <= allowed


def _depart(at: View, command: Depart) -> Decision:
    """Outside the routes: by whoever their rule lets depart from it; where no route leads there, a gap's decider."""
    council, file, now = at.council, at.file, at.now
    view = replace(at, team=command.team)
    routes = moving.routes_between(council, file.holder, command.team)
    gap = moving.gap(view)
    roles, clauses = moving.outside(view, command.team)
    reasons = [
        Reason(Code.HELD, hold.says, f"hold:{hold.id}", hold.cites)
        for hold in moving.holds(view)
        if not hold.depart or not who.may(council, file, command.by, hold.depart, now)
    ]
    if not who.may(council, file, command.by, roles, now):
        names = who.roles_here(council, file, roles)
        says = f"Only the {names} may decide this." if names else "Nobody may go outside this rule."
        asks = who.ask_for(council, file, roles, now, command.by) if names else ""
        reasons.append(Reason(Code.NOT_YOURS, says, "", clauses, asks))
    if len(command.why.strip()) < 10:
        reasons.append(Reason(Code.REASON_NEEDED, "Say why, in a sentence.", "", clauses, "", "why"))
    if command.team not in council.teams or not council.teams[command.team].active:
        reasons.append(Reason(Code.BAD_VALUE, "Choose a team from the list.", "", (), "", "team"))
    elif command.team == file.holder:
        reasons.append(Reason(Code.BAD_VALUE, "The child is with this team already.", "", (), "", "team"))
    if reasons or not file.holder:
        return Refusal("depart", tuple(reasons) or (Reason(Code.CLOSED, "The case is closed."),))
    number = file.done[-1].number if file.done else 0
    move = Move(
        file.move, command.route or (routes[0].id if routes else gap.id if gap else ""), file.holder, command.team, now, now,
        command.by, command.why, True, number,
    )  # fmt: skip
    made: list[e.Event] = [e.MoveBegan(now, file.move + 1)] if file.moved else []
    made.append(e.ResponsibilityMoved(now, move))
    if file.worker:
        made.append(e.WorkerEnded(now, file.worker, now, "Responsibility moved to another team."))
    return _follow(at, tuple(made), command.by)


def _sweep(at: View) -> Decision:
    made: list[e.Event] = []
    council, file, now = at.council, at.file, at.now
    for again in range(20):
        step = tuple(_passing(council, file, now))
        if again and not step:
            break  # it has settled already at this instant
        file = replay(file, step)
        followed, file = settle(file, Settling(council, now, related=at.related))
        if not step and not followed:
            break
        made += [*step, *followed]
    return tuple(made)


def _passing(council: Council, file: File, now: datetime) -> Iterator[e.Event]:
    yield from _laid_aside(file, now)
    today = wt.local(now).date().isoformat()
    for duty in file.duties:
        if duty.state is DutyState.LATE and "@" in duty.key and "" < duty.item < today:
            yield e.DutyMissed(now, duty.key)
        if duty.state is not DutyState.RUNNING:
            continue
        if duty.due is not None and duty.due <= now:
            yield e.DutyLate(now, duty.key)
            yield from _late(council, file, duty.key, now)
        elif duty.warn is not None and duty.warn <= now and not duty.warned:
            yield e.DutyWarned(now, duty.key)
            yield e.MessageSent(now, duty.role, duty.of, f"Due soon: {duty.title}", duty.clauses)


def _laid_aside(file: File, now: datetime) -> Iterator[e.DaysLaidAside]:
    """Days of the month before last, once they have ended: kept, a daily duty made the file 390 kB in three years."""
    if file.about == "case":
        return
    last_month = wt.local(now).date().replace(day=1) - timedelta(days=1)
    before = last_month.replace(day=1).isoformat()
    if file.ended_days(before):
        yield e.DaysLaidAside(now, before)


def _late(council: Council, file: File, key: str, now: datetime) -> Iterator[e.Event]:
    duty = file.duty(key)
    assert duty is not None
    assert duty.due is not None
    rule = council.protocol.duties.get(duty.rule)
    if rule is not None:
        then = file.in_move(duty.move) if rule.fixed_to else file
        for role in who.meant(council, then, rule.late.tell):
            owner = who.owner(council, then, role)
            says = saying.filled(rule.late.says or f"Overdue: {rule.name}", View(council, then, now))
            yield e.MessageSent(now, owner.role, owner.of, says, rule.cites)
        if rule.late.ladder:
            view = View(council, file, now)
            yield climbing.begin(view, rule.late.ladder, duty.due, duty.key, owing.number_at(file, duty.due))
    elif duty.rule.endswith("/whole"):
        ladder = council.protocol.ladders.get(duty.rule.partition("/")[0])
        for role in ladder.rungs[-1].who if ladder else ():
            owner = who.owner(council, file, role)
            yield e.MessageSent(now, owner.role, owner.of, f"Overdue: {duty.title}", duty.clauses)


def offered(
    council: Council, file: File, by: str, now: datetime, related: tuple[View, ...] = ()
) -> Iterator[tuple[str, Refusal | None]]:
    """Every act of this kind of file, with why it cannot be done now by this person (None where it can).
    The first of another happening is never recorded by itself."""
    for name, act in council.protocol.moments.items():
        if act.of == file.about and act.shown and name not in council.rules.recorded_as:
            answer = decide(council, file, Do(name, by), now, related)
            yield name, answer if isinstance(answer, Refusal) else None
