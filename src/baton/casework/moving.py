"""Routes, holds, joins and gaps: whether the child moves now, where to, and what keeps the child here.

A route moves the child when the last of `decided`, `when` and `at` is true, once for each moment,
effective at the time the last of them happened. Holds beat routes except those they name; a route or a gap
that applies displaces the routes in its `over`, whether or not its own moment has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from baton.casework import events as e
from baton.casework import turns, who
from baton.casework.council import Council
from baton.casework.file import Allocation, Done, Involvement, Move
from baton.casework.reaching import came_true
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.schema import Gap, Hold, PickStep, RoleOf, Route


@dataclass(frozen=True, slots=True)
class Due:
    """A route whose last condition has come true, and when."""

    route: Route
    at: datetime
    cause: Done


def due_routes(view: View) -> tuple[Due, ...]:
    """The routes by which the child moves now, those displaced by `over` left out."""
    if not view.file.holder or view.file.closed:
        return ()
    routes, _ = view.council.leaving(view.file.holder)
    found = [due for route in routes if (due := _due(route, view))]
    gone = {route.id for route, _ in displaced(view)} if found else set()
    return tuple(due for due in found if due.route.id not in gone)


def displaced(view: View) -> Iterator[tuple[Route, Route | Gap]]:
    """The routes from here that do not apply now, each with the route or gap that displaces it."""
    council, holder = view.council, view.file.holder
    routes, _ = council.leaving(holder) if holder else ((), ())
    rules: list[Route | Gap] = [route for route in routes if route.over]
    rules += [g for g in council.protocol.gaps if g.over and (not g.at or council.team_is(holder, g.at))]
    for rule in rules if holder else ():
        if _due(rule, view) if isinstance(rule, Route) and rule.when is None else _applies(rule, view):
            yield from ((route, rule) for route in routes if route.id in rule.over)


def _applies(rule: Route | Gap, view: View) -> bool:
    return rule.when is not None and truth(rule.when, view) is True


def _due(route: Route, view: View) -> Due | None:
    cause = _cause(route, view)
    if cause is None or not truth(route.at, view):
        return None
    if route.when is not None and not truth(route.when, view):
        return None
    if route.decided is not None and not truth(route.decided, view):
        return None
    return Due(route, _last_of(route, view, cause), cause)


def spent(route: Route, view: View) -> int:
    """The number of the last thing that moved the child: it, and all before it, move nobody again.

    Re-routing is no new move: what happened before it still moves the child by every other route.
    """
    passing = view.council.rules.passing[route.id]
    return max((m.cause for m in view.file.moves if m.departure or m.route not in passing), default=0)


def _cause(route: Route, view: View) -> Done | None:
    recorded = view.council.rules.recorded_as
    names = [n for n in view.council.rules.movers[route.id] if recorded.get(n, n) in view.file.by_name]
    if not names:
        return None
    fresh = view.since(spent(route, view))
    dones = [d for name in names for d in fresh.live(name)]
    return max(dones, key=lambda d: d.number, default=None)


def _last_of(route: Route, view: View, cause: Done) -> datetime:
    """When the last of its conditions came true; of one that had to wait, when what held the child ended."""
    conditions = [route.when, route.decided]
    if cause.recorded < view.now:
        _, here = view.council.leaving(view.file.holder)
        conditions += [hold.while_ for hold in here if route.id not in hold.except_]
    times = [at for condition in conditions if condition is not None for at in came_true(condition, view)]
    return max([cause.at, *came_true(route.at, view, only_time=True), *times])


def hold_on(view: View, route: Route) -> Hold | None:
    """The hold that keeps the child here against this route, if any."""
    return next((hold for hold in holds(view) if route.id not in hold.except_), None)


def holds(view: View) -> Iterator[Hold]:
    """Every hold in force where the child is."""
    _, here = view.council.leaving(view.file.holder) if view.file.holder else ((), ())
    for hold in here:
        if truth(hold.while_, view):
            yield hold


def gap(view: View) -> Gap | None:
    """What is said, and who decides, where no route and no hold applies."""
    if not view.file.holder or due_routes(view) or any(holds(view)):
        return None
    for found in view.council.protocol.gaps:
        if (not found.at or view.council.team_is(view.file.holder, found.at)) and truth(found.when, view):
            return found
    return None


def routes_between(council: Council, origin: str, to: str) -> tuple[Route, ...]:
    """The routes that lead from one team to another: whoever goes outside them departs from these."""
    picks = council.protocol.picks
    return tuple(
        route
        for route in council.protocol.routes
        if origin and council.team_is(origin, route.from_)
        and council.team_is(to, (picks[route.to].of if route.to in picks else route.to,))
    )  # fmt: skip


def outside(view: View, to: str) -> tuple[tuple[RoleOf, ...], tuple[str, ...]]:
    """Who may decide to go to a team outside the routes, and by which clauses.

    Where routes lead there, those whom the routes let depart from them; elsewhere, who decides in the gap.
    """
    routes = routes_between(view.council, view.file.holder, to)
    if routes:
        roles = tuple(role for route in routes for role in route.depart)
        return roles, tuple(dict.fromkeys(clause for route in routes for clause in route.cites))
    found = gap(view)
    return (found.decide, found.cites) if found else ((), ())


def pick(view: View, name: str, at: datetime | None = None) -> str:
    """The leaf team a route leads to, at this moment or another; empty when no step of the pick succeeds."""
    council = view.council
    chosen = council.protocol.picks.get(name)
    if chosen is None:
        return council.of_kind(name)[0].id
    for step in chosen.steps:
        if step.if_ is None or truth(step.if_, view):
            team = _step(step, chosen.of, view, at or view.now)
            if team and (council.team_is(team, (chosen.of,)) or step.team):
                return team
    return ""


def _step(step: PickStep, kind: str, view: View, at: datetime) -> str:
    council, file = view.council, view.file
    home = file.child.place if file.child else ""
    if step.chosen_by:
        return view.team if view.team in council.teams and council.teams[view.team].active else ""
    if step.home or step.same_place:
        teams = council.teams_at(home if step.home else council.team(file.holder).place, kind)
        return teams[0].id if teams else ""
    if step.previous_worker:
        return previous_worker(view, kind, at)[1]
    if step.previous_team:
        past = [i.team for i in file.involvements if i.kind == "responsible" and i.end is not None]
        return next((t for t in reversed(past) if council.team_is(t, (kind,))), "")
    if step.siblings_team:
        theirs = [s.file.holder for s in view.around("siblings") if s.file.holder]
        return next((t for t in theirs if council.team_is(t, (kind,))), "")
    if step.field:
        return view.value(step.field) or ""
    if step.rota:
        place = turns.taking(view, step.rota, at)
        serving = council.teams_at(place, kind) if place else ()
        return serving[0].id if serving else ""
    return council.of_kind(step.team)[0].id if step.team else ""


def move_events(due: Due, view: View, now: datetime, by: str) -> tuple[e.Event, ...]:
    """The change of responsibility by a route; nothing when no team can be found."""
    file = view.file
    to = pick(view, due.route.to, due.at)
    if not to or (to == file.holder and not due.route.same_move):
        return ()
    if file.moves and due.at < file.moves[-1].at:
        why = f"{due.route.name} was recorded after a later move had happened."
        return (e.CorrectionAsked(now, due.cause.number, why),)
    opened = file.involvements[0].start if file.involvements else due.at
    at = max(due.at, opened)
    fresh = file.moved and not due.route.same_move
    number = file.move + 1 if fresh else file.move
    move = Move(
        number,
        due.route.id,
        file.holder,
        to,
        at,
        now,
        by or due.cause.by,
        due.route.name,
        cause=due.cause.number,
    )
    made: list[e.Event] = [e.MoveBegan(now, number)] if fresh else []
    made += turns.at_the_move(view, _rotas_of(view, due.route), number, to, due.at)
    made.append(e.ResponsibilityMoved(now, move))
    if file.worker:
        made.append(e.WorkerEnded(now, file.worker, at, "Responsibility moved to another team."))
    if due.route.previous_worker:
        person, serves = previous_worker(view, view.council.team(to).kind, at)
        if person and serves == to:
            made.append(e.WorkerNamed(now, Allocation(person, to, at)))
    named = (view.value(due.route.worker_field) if due.route.worker_field else None) or ""
    taking = view.council.people.get(named)
    if taking is not None and taking.active:
        made.append(e.WorkerNamed(now, Allocation(named, to, at)))
    return tuple(made)


def previous_worker(view: View, kind: str, at: datetime) -> tuple[str, str]:
    """The last worker whom a team of this kind had named, and the team of this kind where they work at a moment:
    the same team where they still do, or else another; nobody where they have left."""
    council = view.council
    past = (a for a in reversed(view.file.allocations) if council.team_is(a.team, (kind,)))
    last = next(past, None)
    person = council.people.get(last.person) if last else None
    if last is None or person is None or not person.active:
        return "", ""
    mine = council.by_person.get(last.person, ())
    teams = [a.team for a in mine if a.team and a.holds(at) and council.team_is(a.team, (kind,))]
    return (last.person, last.team if last.team in teams else teams[0]) if teams else ("", "")


def _rotas_of(view: View, route: Route) -> tuple[str, ...]:
    """The rotas by which a route finds its team where nothing else has."""
    picked = view.council.protocol.picks.get(route.to)
    return tuple(step.rota for step in picked.steps if step.rota) if picked else ()


def join_events(view: View, now: datetime) -> tuple[e.Event, ...]:
    """Teams that start or stop working jointly because a `while` has become true or false."""
    file, council = view.file, view.council
    made: list[e.Event] = []
    joined = [i for i in file.involvements if i.end is None and i.rule]
    for join in council.protocol.joins:
        here = (
            bool(file.holder) and not file.closed and (not join.at or council.team_is(file.holder, join.at))
        )
        wanted = here and truth(join.while_, view) is True
        running = [i for i in joined if i.rule == join.id]
        if wanted and not running:
            found = who.scope(council, file, join.team) or join.team
            team = found if found in council.teams else pick(view, found)
            if team and team != file.holder:
                made.append(e.TeamInvolved(now, Involvement(team, "joint", now, join.as_, None, join.id)))
        elif running and not wanted:
            made += [e.TeamLeft(now, i.team, join.id, now) for i in running]
    return tuple(made)
