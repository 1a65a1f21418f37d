"""Duties: opened, met, cancelled and passed on, as what is true of the case changes.

One mechanism for clocks, debts, standing rules, recurring work and the rungs of ladders. A due time is
computed once, from what started it, and is never a counter: a missed sweep loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from baton.casework import events as e
from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import Done, Duty, DutyState, File
from baton.casework.needing import in_danger
from baton.casework.truth import truth, when
from baton.casework.view import View
from baton.casework.working_time.local_time import start_of
from baton.protocol import conditions as c
from baton.protocol.schema import Duty as DutyRule
from baton.protocol.schema import Need, Trigger


def opening(view: View, cause: datetime) -> Iterator[e.Event]:
    """Duties that become owed now, and who is told of them. `cause` is when the thing now being settled happened."""
    file = view.file
    rules = view.council.rules
    known = {duty.key for duty in file.duties}
    firsts = (name for name, of in rules.recorded_as.items() if of in file.by_name)
    happened = {
        "opened",
        *(["moved"] if file.moves else []),
        *file.by_name,
        *(move.route for move in file.moves),
        *firsts,
    }
    here = set(view.council.bodies(file.holder)) if file.holder else set()
    for name, rule in rules.duties_of(file.about, file.kind):
        if (file.closed and not rule.after_close) or happened.isdisjoint(rules.starters.get(name, happened)):
            continue
        if any(at.isdisjoint(here) for at in rules.owed_at[name]) or not rules.owed_after[name] <= happened:
            continue
        seen = _opened_for(rule, view)
        for key, start, item in _starts(name, rule, seen, cause):
            if key not in known and (rule.if_ is None or truth(rule.if_, seen.since(0, item))):
                known.add(key)
                yield e.DutyOpened(view.now, _open(name, rule, seen, key, start, item))
                for role in who.meant(view.council, seen.file, rule.tell):
                    told = who.owner(view.council, seen.file, role)
                    yield e.MessageSent(view.now, told.role, told.of, rule.says, rule.cites)


def seen_by(view: View, duty: Duty) -> View:
    """What a duty sees: the file as it is or, of one that is fixed to its move, that move."""
    return view.of_move(duty.move) if duty.rule in view.council.rules.fixed else view


def _opened_for(rule: DutyRule, view: View) -> View:
    """The move a duty is opened for: the one in hand or, where the rule says so, the last that was made."""
    last = view.file.last_move if rule.fixed_to == "last_move" else None
    return view if last is None else view.of_move(last.number)


def _starts(name: str, rule: DutyRule, view: View, cause: datetime) -> Iterator[tuple[str, datetime, str]]:
    """(key, start, item) for everything that should have started this duty."""
    if rule.every:
        yield from _periods(name, rule, view)
    elif rule.by_age:
        birthday, shown = before_age(rule, view.council, view.file)
        if shown and birthday and shown <= view.now and not truth(rule.must, view):
            yield f"{name}:age {rule.by_age}:{view.file.stay}", max(shown, view.file.opened or shown), ""
    elif rule.while_ is not None:
        mine = view.file.by_rule.get(name, ())
        here = mine if not rule.fixed_to else [d for d in mine if d.move == view.file.move]
        if not any(d.open for d in here) and truth(rule.while_, view) and not truth(rule.must, view):
            yield f"{name}~{len(mine) + 1}", cause, ""
    else:
        found = [(done, trigger) for trigger in rule.from_ for done in _triggered(trigger, view)]
        if rule.fixed_to:  # a move made by a route starts it for that move alone
            routes, move = {"moved", *view.council.protocol.route}, view.file.move
            found = [(done, t) for done, t in found if t.name not in routes or done.move == move]
        firsts = [done for done, trigger in found if trigger.which == "first"]
        if firsts:
            first = min(firsts, key=lambda d: d.number)
            yield f"{name}:{first.move}", _started(first, rule, view, cause), ""
        for done, trigger in found:
            if trigger.which != "first":
                yield f"{name}#{done.number}", _started(done, rule, view, cause), done.item


def before_age(rule: DutyRule, council: Council, file: File) -> tuple[datetime, datetime] | tuple[None, None]:
    """The birthday by which a duty is due, and from when it is shown; nothing where the birth date is not known."""
    born = file.child.born if file.child else None
    if born is None or rule.by_age is None:
        return None, None
    birthday = start_of(wt.birthday(born, rule.by_age))
    ahead = council.length(rule.ahead or "at_once")
    return birthday, wt.before(birthday, ahead, council.working) if ahead else birthday


def _triggered(trigger: Trigger, view: View) -> Iterator[Done]:
    """What has started a duty: a move by a route, where not each of them does, the last that was made alone, so that a child
    who comes the same way a second time is owed the same again."""
    if trigger.name == "opened" and view.file.opened:
        yield Done(0, "opened", view.file.opened, view.file.opened, move=1, stay=view.file.stay)
    if trigger.name == "moved" or trigger.name in view.council.protocol.route:
        made = view.file.moves[-1:] if trigger.which == "first" else view.file.moves
        for move in made:
            if trigger.name in ("moved", move.route):
                yield Done(
                    move.cause, trigger.name, move.at, move.recorded, move=move.number, stay=view.file.stay
                )
    first = trigger.name in view.council.rules.recorded_as
    for done in view.live(trigger.name) if first else view.file.by_name.get(trigger.name, ()):
        same_move = trigger.which != "first" or done.move == view.file.move
        planned = done.planned == (trigger.which == "planned")
        if done.counts and planned and same_move and done.stay == view.file.stay:
            yield done


def _started(trigger: Done, rule: DutyRule, view: View, cause: datetime) -> datetime:
    """From the trigger, or from whatever made `if` true afterwards: whichever came last."""
    moved = view.live(rule.moved_by) if rule.moved_by else ()
    if moved:
        return moved[-1].at
    counted = [at for name in rule.counts_from if (at := when(name, view)) is not None]
    if counted:
        return max(counted)
    newest = view.file.done[-1].number if view.file.done else 0
    return trigger.at if rule.if_ is None or trigger.number in (0, newest) else max(trigger.at, cause)


def _periods(name: str, rule: DutyRule, view: View) -> Iterator[tuple[str, datetime, str]]:
    opened = first_period(rule, view.file.opened or view.now)
    today = wt.local(view.now).date()
    ahead = view.council.length(rule.ahead) if rule.ahead else None
    if rule.every == "1 day":
        last = today + timedelta(days=int(ahead.amount) if ahead else 0)
        for day in _days_not_yet_opened(name, view, last):
            yield f"{name}@{day.isoformat()}", _midnight(day), day.isoformat()
        return
    start, number = opened, 0
    while True:
        end = view.council.ends(opened, _times(rule.every or "1 day", number + 1))
        if end > view.now:
            break
        start, number = end, number + 1
    yield f"{name}@{wt.local(start).date().isoformat()}", start, ""


def first_period(rule: DutyRule, opened: datetime) -> datetime:
    """When the first period begins: a week begins on its Monday, everything else with the file."""
    if "week" not in (rule.every or ""):
        return opened
    day = wt.local(opened).date()
    return start_of(day - timedelta(days=day.weekday()))


def _days_not_yet_opened(name: str, view: View, last: date) -> Iterator[date]:
    """Every day since the newest one opened: a missed sweep loses no day."""
    newest = max((d.item for d in view.file.by_rule.get(name, ())), default="")
    if newest:
        day = date.fromisoformat(newest) + timedelta(days=1)
    else:
        day = wt.local(view.file.opened or view.now).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _times(length: str, number: int) -> str:
    amount, _, unit = length.partition(" ")
    return f"{int(amount) * number} {unit}"


def counts_after(file: File, duty: Duty) -> int:
    """Only what is done after this number can meet the duty: an old receipt never satisfies a new one."""
    if duty.debt or "/" in duty.rule:
        return 0
    if "@" in duty.key and not duty.item:
        return number_at(file, duty.start)
    return int(duty.key.rpartition("#")[2]) if "#" in duty.key else 0


def number_at(file: File, start: datetime) -> int:
    """The number of the last thing that had happened before an instant."""
    return max((d.number for d in file.done if d.at < start), default=0)


def _midnight(day: date) -> datetime:
    return wt.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - a local wall time, made aware here


def _open(name: str, rule: DutyRule, view: View, key: str, start: datetime, item: str) -> Duty:
    due, why = _due(rule, view, start)
    ahead = view.council.length(rule.warn) if rule.warn and due else None
    warn = wt.before(due, ahead, view.council.calendars[rule.calendar or "always"]) if due and ahead else None
    owner = _owner(rule, view.since(0, item))
    return Duty(
        key=key, rule=name, title=rule.name, role=owner.role, of=owner.of, start=start, due=due, warn=warn,
        item=item, act=rule.act or "", move=view.file.move, safety=rule.safety, why=why,
        version=view.council.protocol.protocol.version, clauses=rule.cites,
    )  # fmt: skip


def _owner(rule: DutyRule, view: View) -> who.Owner:
    """The person an answer names, where the rule says which; else whoever the role means."""
    named = view.value(rule.who_field) if rule.who_field else None
    return who.Owner("person", named) if named else who.owner(view.council, view.file, rule.who)


def _due(rule: DutyRule, view: View, start: datetime) -> tuple[datetime | None, str]:
    dues: list[tuple[datetime, str]] = []
    if rule.within or rule.look_again:
        dues.append(view.council.due(start, rule.within or "not_stated", rule.calendar, rule.look_again))
    if rule.by_age:
        birthday, _ = before_age(rule, view.council, view.file)
        dues += [(birthday, f"before the birthday at {rule.by_age}")] if birthday else []
    if rule.by_field and (stated := view.value(rule.by_field)):
        dues.append((time_stated(stated), "the time that was set"))
    return min(dues, default=(None, ""))


def time_stated(said: str) -> datetime:
    """When something is due by an answer: the time it names, or the close of the day."""
    if len(said) == len("2026-03-02"):
        return start_of(date.fromisoformat(said) + timedelta(days=1))
    return wt.parse_local(said)


def debt(view: View, act: str, need: Need, done: Done) -> e.DutyOpened:
    """What an act went ahead without, as a debt of a named person with a clock."""
    council = view.council
    danger = council.protocol.in_danger
    role = need.owed_by or (danger.owed_by if danger and in_danger(done.danger, view) else None)
    owner = who.owner(council, view.file, role, done.by) if role else who.Owner("person", done.by)
    words = (
        need.within
        if need.within != "not_stated"
        else (need.look_again or (danger.within if danger else "1 day"))
    )
    due, why = council.due(done.at, words, None)
    duty = Duty(
        key=f"{act}!{need.id}#{done.number}", rule=f"{act}!{need.id}", title=need.satisfy or need.says,
        role=owner.role, of=owner.of, start=done.at, due=due, debt=True, move=view.file.move, why=why,
        version=council.protocol.protocol.version, clauses=need.cites, act=act_that_fills(view, act, need) or "",
    )  # fmt: skip
    return e.DutyOpened(view.now, duty)


def act_that_fills(view: View, act: str, need: Need) -> str | None:
    """The act that would put a missing answer right, for one click from My work."""
    if isinstance(need.need, c.Answered):
        record = need.need.name.partition(".")[0]
        name, by = f"fill_{record}", view.council.rules.filled_by.get(record, frozenset())
        return name if name in by else min(by - {act}, default=None)
    if isinstance(need.need, c.Done) and need.need.name in view.council.protocol.acts:
        return need.need.name
    return None


def settled(
    view: View, duty: Duty, must: c.Condition | None, cause: Done | None, after: int
) -> e.Event | None:
    """Whether an open duty is now met, or no longer applies, or has come undone."""
    rule = view.council.protocol.duties.get(duty.rule)
    narrowed = view.since(after, duty.item)
    if must is not None and (duty.open or duty.state is DutyState.MISSED) and truth(must, narrowed):
        met = _met(view, duty, must, narrowed, cause)
        return met if duty.open or met.state is DutyState.RECORDED_LATE else None
    undone = must is not None and duty.state in (DutyState.MET, DutyState.MET_LATE, DutyState.RECORDED_LATE)
    if undone and rule is not None and rule.every and not truth(must, narrowed):  # type: ignore[arg-type]
        return e.DutyReopened(view.now, duty.key, "What had met it no longer holds.")
    if duty.open and rule is not None:
        stopped = rule.while_ is not None and truth(rule.while_, view) is False
        lifted = rule.if_ is not None and truth(rule.if_, view.since(0, duty.item)) is False
        if stopped or lifted:
            return e.DutyCancelled(view.now, duty.key, "It no longer applies.")
    return None


def _met(view: View, duty: Duty, must: c.Condition, narrowed: View, cause: Done | None) -> e.DutyMet:
    names = {name.partition(".")[0] for name in c.names_in(must)}
    dones = [d for name in names for d in narrowed.live(name)]
    last = max(dones, key=lambda d: d.number, default=cause)
    when = last.at if last else view.now
    in_time = duty.due is None or when <= duty.due
    state = DutyState.MET if in_time else DutyState.MET_LATE
    if in_time and duty.state in (DutyState.LATE, DutyState.MISSED):
        state = DutyState.RECORDED_LATE
    return e.DutyMet(view.now, duty.key, state, when, last.by if last else "")


def dated_anew(view: View, duty: Duty) -> e.DutyExtended | None:
    """Whether an open duty is due at another time than it was: because the birth date was put right, or because the act
    that its rule names says another day to count from."""
    rule = view.council.protocol.duties.get(duty.rule)
    if rule is None or not duty.open:
        return None
    birthday, _ = before_age(rule, view.council, view.file)
    if birthday is not None and birthday != duty.due:
        return e.DutyExtended(view.now, duty.key, birthday, "", "The birth date was put right.")
    moved = view.live(rule.moved_by) if rule.moved_by else ()
    due, _ = _due(rule, view, moved[-1].at) if moved else (None, "")
    if due is None or due == duty.due:
        return None
    return e.DutyExtended(view.now, duty.key, due, moved[-1].by, moved[-1].fields.get("why", ""))


def passed_on(view: View, duty: Duty) -> e.DutyPassed | None:
    """Whether an open duty now belongs to somebody else, because the child moved."""
    rule = view.council.protocol.duties.get(duty.rule)
    if rule is None or not duty.open:
        return None
    named = view.since(0, duty.item).value(rule.who_field) if rule.who_field else None
    if rule.who_field and duty.role == "person" and named is None:
        return None  # whoever was named keeps it
    owner = who.Owner("person", named) if named else who.owner(view.council, view.file, rule.who)
    if (owner.role, owner.of) != (duty.role, duty.of) and owner.of:
        return e.DutyPassed(view.now, duty.key, owner.role, owner.of)
    return None
