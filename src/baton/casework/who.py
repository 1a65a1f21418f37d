"""Roles: who may do a thing, who owes a thing, and who answers for a child now.

`role of X` is always resolved against the file: X is the holder, giver, receiver (the holder after a
move), any_receiver (any team of the receiver's place), home, subject (of a team or place file), or a team
or kind by name. A deputy is an appointment like any other: rules never mention deputies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from baton.casework.council import Appointment, Council
from baton.casework.file import File
from baton.protocol import wording
from baton.protocol.schema import RoleOf

MOST_NAMED = 4
"""As many people are named to be asked; the role says who else."""
LINKED = "linked:"
"""Before a place's id: the places that are linked with it and take turns for it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owes something: a role of a team or place, or one person (role 'worker' or 'person')."""

    role: str
    of: str


def scope(council: Council, file: File, of: str | None) -> str | None:
    """The team, place or person id that X stands for; None where any will do, '' where there is none yet."""
    if of is None:
        return None
    answer = _STANDS_FOR.get(of)
    if answer is not None:
        return answer(file)
    if "." in of:
        return _answer(council, file, of)
    if of == "linked":
        return f"{LINKED}{council.team(_holder(file)).place or _STANDS_FOR['home'](file)}"
    if of in council.protocol.rotas:
        turn = file.turn(of)
        return turn.place if turn else ""
    return of


def _answer(council: Council, file: File, name: str) -> str:
    """The team or place that a question was last answered with: in this move, where answers last so long."""
    record, _, field = name.partition(".")
    moments, by = council.protocol.moments, council.rules.filled_by.get(record, frozenset({record}))
    for done in reversed(file.done):
        if done.name in by and done.fields.get(field) and not done.planned:
            lasts = moments[done.name].lasts
            if done.stay == file.stay and (lasts != "move" or done.move == file.move):
                return done.fields[field]
    return ""


def _holder(file: File) -> str:
    return file.holder or (file.subject if file.about == "team" else "")


def _receiver(file: File) -> str:
    return file.last_move.to if file.last_move else ""


_STANDS_FOR: Mapping[str, Callable[[File], str]] = {
    "holder": _holder,
    "receiver": _receiver,
    "any_receiver": lambda file: _receiver(file) or _holder(file),
    "to": _receiver,
    "from": lambda file: file.giver if file.moved else _holder(file),
    "giver": lambda file: file.giver,
    "home": lambda file: file.child.place if file.child else "",
    "subject": lambda file: file.subject,
}


def owner(council: Council, file: File, role: RoleOf, doer: str = "") -> Owner:
    """Who owes something that `role` must do, in this file now."""
    if role.role == "doer":
        return Owner("person", _doer_of(file, role.of) if role.of else doer)
    if role.role == "worker":
        if file.worker:
            return Owner("worker", file.worker)
        return accountable(council, file)
    if role.role == "last_worker":
        return Owner("person", file.last_worker) if file.last_worker else accountable(council, file)
    found = scope(council, file, role.of)
    declared = council.protocol.roles.get(role.role)
    if declared and not declared.team and not declared.place:
        return Owner(role.role, "")
    if found and declared and declared.place:
        found = place_of(council, found)
    if declared and declared.team and (one := _whose_own(council, file, found or declared.team)):
        return Owner("person", one)
    return Owner(role.role, found or "")


def own_to(council: Council, file: File, team: str) -> tuple[str, ...]:
    """Whose child this is in a team that is `own_only`, the one named last first: the worker whom the team had last, and
    whoever is named to be it."""
    kind = council.protocol.teams.get(council.team(team).kind)
    if kind is None or not kind.own_only or file.about != "case":
        return ()
    named = [(a.start, a.person) for a in file.allocations if a.team == team][-1:]
    for answer in kind.named_by:
        record, _, field = answer.partition(".")
        by = council.rules.filled_by.get(record, frozenset({record}))
        done = next((d for d in reversed(file.done) if d.name in by and not d.planned), None)
        if done is not None and done.fields.get(field):
            named.append((done.at, done.fields[field]))
    return tuple(dict.fromkeys(person for _, person in sorted(named, reverse=True)))


def _whose_own(council: Council, file: File, of: str) -> str:
    """Who alone a role of an `own_only` team, or of such teams, means for this child; empty where everybody is meant."""
    here = [i.team for i in file.involvements if i.end is None and council.own_only(i.team)]
    teams = [team for team in here if council.team_is(team, (of,)) or team == of]
    return next((one for team in teams for one in own_to(council, file, team)), "")


def _not_anothers(council: Council, file: File, appointment: Appointment) -> bool:
    """Whether nobody else of an `own_only` team is named for this child: where nobody is, any of them may act."""
    theirs = own_to(council, file, appointment.team)
    return not theirs or appointment.person in theirs


def is_own(council: Council, file: File, appointment: Appointment) -> bool:
    """Whether an appointment has to do with this child: where each has only their own, only whose child it is."""
    return not council.own_only(appointment.team) or appointment.person in own_to(
        council, file, appointment.team
    )


def _doer_of(file: File, act: str) -> str:
    """Whoever last did an act of this case."""
    done = file.latest(act)
    return done.by if done is not None else ""


def meant(council: Council, file: File, roles: Iterable[RoleOf]) -> tuple[RoleOf, ...]:
    """Those of these roles that stand for somebody yet: `lead of choice.team` is nobody's until that is answered, and
    is not every lead there is; nor, beside others, is a role that the team it is asked of cannot have."""
    named = tuple(role for role in roles if role.of is None or scope(council, file, role.of) != "")
    return tuple(role for role in named if _can_be(council, file, role)) or named


def _can_be(council: Council, file: File, role: RoleOf) -> bool:
    """Whether there can be such a role there: `manager of holder` is nobody while a team of another kind has the child."""
    declared, found = council.protocol.roles.get(role.role), scope(council, file, role.of) or ""
    if declared is None or not declared.team or found not in council.teams:
        return True
    return council.team_is(found, (declared.team,))


def place_of(council: Council, scoped: str) -> str:
    """The place a team serves, or the place itself."""
    return scoped if scoped in council.places else council.team(scoped).place


def linked_places(council: Council, scoped: str) -> tuple[str, ...]:
    """The places that a place is linked with, from `linked:` and its id."""
    found = council.places.get(scoped.removeprefix(LINKED))
    return tuple(found.links) if found else ()


def accountable(council: Council, file: File) -> Owner:
    """Who answers for the child at this instant: the worker, or the role named for unallocated work."""
    if file.worker:
        return Owner("worker", file.worker)
    team = council.team(file.holder)
    kind = council.protocol.teams.get(team.kind)
    if kind is None or kind.unallocated is None:
        return Owner("", file.holder)
    role = kind.unallocated
    return owner(council, file, RoleOf(role=role.role, of=role.of or "holder"))


def answers_to(council: Council, appointment: Appointment, owner: Owner) -> bool:
    """Whether an appointment is the owner's: the same role, of the same team or place. What no one person of an
    `own_only` team was named for is not everybody's there."""
    if appointment.role != owner.role or council.own_only(appointment.team):
        return False
    return not owner.of or owner.of in owned_as(council, appointment)


def owned_as(council: Council, appointment: Appointment) -> tuple[str, ...]:
    """What the role of an appointment may be said to be of: its team, the team's place and kinds, or its place."""
    if not appointment.team:
        return (appointment.place,)
    team = council.team(appointment.team)
    kinds = council.protocol.bodies_of.get(team.kind, (team.kind,))
    linked = (f"{LINKED}{p.id}" for p in council.places.values() if team.place and team.place in p.links)
    return (team.id, *kinds, *([team.place] if team.place else []), appointment.place, *linked)


def people_for(council: Council, owner: Owner, at: datetime) -> tuple[str, ...]:
    """The people an owner means at an instant: those appointed, or the one person."""
    if owner.role in ("worker", "person"):
        return (owner.of,) if owner.of else ()
    return tuple(
        dict.fromkeys(
            a.person
            for a in council.by_role.get(owner.role, ())
            if a.holds(at) and answers_to(council, a, owner) and _active(council, a.person)
        )
    )


def _active(council: Council, person: str) -> bool:
    found = council.people.get(person)
    return found is not None and found.active


def may(
    council: Council, file: File, person: str, roles: Iterable[RoleOf], at: datetime, *, own: bool = True
) -> str | None:
    """The role under which this person may act, or None. Not `own`: whether they hold such a role at all, as somebody
    does who is only now being named for a child."""
    if not _active(council, person):
        return None
    mine = [a for a in council.by_person.get(person, ()) if a.holds(at)]
    for role in roles:
        if role.role == "anyone" and mine:
            return mine[0].role
        if role.role == "worker" and person == file.worker:
            return "worker"
        if role.role == "last_worker" and person == file.last_worker:
            return "last_worker"
        if role.role == "doer" and role.of and person == _doer_of(file, role.of):
            return "doer"
        if any(_fits(council, file, a, role) and (not own or _not_anothers(council, file, a)) for a in mine):
            return role.role
    return None


def _fits(council: Council, file: File, appointment: Appointment, role: RoleOf) -> bool:
    if appointment.role != role.role:
        return False
    found = scope(council, file, role.of)
    if found is None:
        return True
    if not found:
        return False
    if found in (appointment.team, appointment.place):
        return True
    if found.startswith(LINKED):
        return found in owned_as(council, appointment)
    if appointment.team and council.team_is(appointment.team, (found,)):
        return True
    place = place_of(council, found)
    if not place:
        return False
    if appointment.place:
        return appointment.place == place
    whole_place = found in council.places or role.of == "any_receiver"
    return whole_place and council.team(appointment.team).place == place


def works_with(council: Council, file: File, person: str, at: datetime) -> bool:
    """Whether somebody is the worker, is of a team that is involved or of its place, or reads every record."""
    if not _active(council, person):
        return False
    if person == file.worker:
        return True
    mine = [a for a in council.by_person.get(person, ()) if a.holds(at)]
    reads_all = {name for name, role in council.protocol.roles.items() if role.reads_all}
    return in_a_team(council, file, mine) or any(a.role in reads_all for a in mine)


def in_a_team(council: Council, file: File, mine: Iterable[Appointment]) -> bool:
    """Whether any of somebody's appointments is of a team that works with the child, or of the place it serves."""
    teams = {i.team for i in file.involvements if i.end is None}
    places = {council.team(team).place for team in teams} - {""}
    return any(
        (a.team in teams and is_own(council, file, a)) or (a.place and a.place in places) for a in mine
    )


_BUILT_IN_WORDS = {"last_worker": "worker the sending team had", "doer": "person who did it"}


def role_words(council: Council, roles: Iterable[RoleOf]) -> str:
    """The names of roles as a person reads them: 'the MASSH team leader or a senior practitioner'."""
    declared = council.protocol.roles
    names = [declared[r.role].name if r.role in declared else _built_in_words(council, r) for r in roles]
    return " or ".join(dict.fromkeys(names))


def _built_in_words(council: Council, role: RoleOf) -> str:
    moment = council.protocol.moments.get(role.of or "")
    if role.role == "doer" and moment is not None:
        return f"person who did '{moment.name[0].lower()}{moment.name[1:]}'"
    return _BUILT_IN_WORDS.get(role.role) or role.role.replace("_", " ")


def roles_here(council: Council, file: File, roles: Iterable[RoleOf]) -> str:
    """The same with the team or place that each stands for in this file: 'team leader of Bredbury A'. Those of one
    team are said together; where nobody can say yet which team it is, what it waits for is said instead. Roles that
    this team has not are left out where it has another of them."""
    together: dict[str, list[RoleOf]] = {}
    roles = tuple(dict.fromkeys(roles))
    for role in [role for role in roles if _has(council, file, role)] or roles:
        together.setdefault(_whose(council, file, role), []).append(role)
    return " or ".join(f"{role_words(council, same)}{whose}" for whose, same in together.items())


def _has(council: Council, file: File, role: RoleOf) -> bool:
    """Whether a role can be held in the team that it stands for here: a front door has no leader of another team."""
    declared, found = council.protocol.roles.get(role.role), scope(council, file, role.of)
    if not declared or not declared.team or not found or found not in council.teams:
        return True
    return council.team_is(found, (declared.team,))


def _whose(council: Council, file: File, role: RoleOf) -> str:
    declared = council.protocol.roles.get(role.role)
    if not _has(council, file, role):
        return f" of {wording.whose(role.of or '', council.protocol)}"
    if role.of is None or declared is None or not (declared.team or declared.place):
        return ""
    found = scope(council, file, role.of)
    if not found:
        return f" of {wording.whose(role.of, council.protocol)} (not known yet)"
    if found.startswith(LINKED):
        return f" of a team linked with {_name_of(council, found.removeprefix(LINKED))}"
    if found in council.protocol.teams and len(council.of_kind(found)) > 1:
        return f" of any {council.kind_name(found)}"
    if declared.place or role.of == "any_receiver":
        found = place_of(council, found) or found
    return f" of {_name_of(council, found)}"


def _name_of(council: Council, of: str) -> str:
    if of in council.places:
        return council.places[of].name
    teams = council.of_kind(of) if of in council.protocol.teams else ()
    return teams[0].name if teams else council.team(of).name


def people_here(
    council: Council, file: File, roles: Iterable[RoleOf], at: datetime, doer: str = ""
) -> list[str]:
    """Who may do what these roles may, by name, each once; a council's whole staff is not listed."""
    found = [
        p
        for role in meant(council, file, roles)
        for p in people_for(council, owner(council, file, role, doer), at)
    ]
    return [council.people[p].name for p in dict.fromkeys(found) if p in council.people]


def ask_for(council: Council, file: File, roles: Iterable[RoleOf], at: datetime, doer: str = "") -> str:
    """Whom to ask instead, by name; that nobody holds the post, where that is so."""
    people = people_here(council, file, roles, at, doer)
    return f"Ask {', '.join(people[:MOST_NAMED])}." if people else "Nobody holds this post now."


def owner_words(council: Council, owner: Owner) -> str:
    """An owner as a person reads it: 'Footprint team leader, Bredbury A'."""
    if owner.role in ("worker", "person"):
        person = council.people.get(owner.of)
        return person.name if person else "nobody"
    if not owner.role:  # nobody is named for what such a team has not allocated: the team itself answers
        return council.team(owner.of).name if owner.of else "nobody"
    role = council.protocol.roles.get(owner.role)
    name = role.name if role else owner.role.replace("_", " ")
    if owner.of.startswith(LINKED):
        return f"{name}, linked with {council.places[owner.of.removeprefix(LINKED)].name}"
    if owner.of in council.places:
        return f"{name}, {council.places[owner.of].name}"
    return f"{name}, {council.team(owner.of).name}" if owner.of else name
