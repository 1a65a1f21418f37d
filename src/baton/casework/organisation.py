"""What a council's own people, teams and places must be: checked before a change to them is saved.

Example: `after_change(council)` of a council with one footprint too many is a Reason that cites the clause
with the number. Numbers come from the protocol (`places.count`, `places.teams`, `teams.posts`, roles that
are `never_vacant`); nothing here is about a child.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from baton.casework.council import Council
from baton.casework.events import Event
from baton.casework.refusals import Code, Reason
from baton.casework.who import role_words


@dataclass(frozen=True, slots=True)
class OrganisationChanged(Event):
    """People, teams, places, appointments or leave of the council changed. It folds into no file."""

    change: str
    """add_team, appoint, end_appointment ..."""
    subject: str
    values: Mapping[str, str] = field(default_factory=dict)


INSTALLATION = ""
"""Who acts when nobody is signed in: whoever runs the commands on the machine itself."""


def administers(council: Council, person: str, at: datetime) -> bool:
    """Whether this person may set up places, teams and people."""
    roles = {role.role for role in council.protocol.protocol.administers}
    return any(a.role in roles and a.holds(at) for a in council.by_person.get(person, ()))


def names_deputy(council: Council, person: str, role: str, team: str, place: str, at: datetime) -> bool:
    """Whether this person may name a deputy: who holds the role there, leads that place, or administers."""
    where = place or council.team(team).place
    return administers(council, person, at) or any(
        a.holds(at) and ((a.role == role and (a.team, a.place) == (team, place)) or a.place == where != "")
        for a in council.by_person.get(person, ())
        if not a.deputy
    )


def not_theirs(council: Council, by: str, at: datetime, allowed: bool = False) -> Iterator[Reason]:
    """Why somebody may not change the council's people, teams and places; nothing where they may."""
    if by == INSTALLATION or allowed or administers(council, by, at):
        return
    head = council.protocol.protocol
    names = role_words(council, head.administers) or "person who runs the installation"
    yield Reason(
        Code.NOT_YOURS, f"Only the {names} may change this.", "protocol", head.cites, f"Ask the {names}."
    )


def sets_rota(council: Council, person: str, rota: str, of: str, at: datetime) -> bool:
    """Whether this person may set up this rota: whoever the procedure names, of the place whose it is or that takes turns."""
    declared = council.protocol.rotas.get(rota)
    if declared is None:
        return False
    places = {of, *(council.places[of].links if of in council.places else ())} - {""}
    roles = {role.role for role in declared.set_by}
    return any(
        a.holds(at)
        and a.role in roles
        and (not places or a.place in places or (a.team and council.team(a.team).place in places))
        for a in council.by_person.get(person, ())
    )


def wrong_links(council: Council) -> Iterator[Reason]:
    """Places linked with more or fewer of another kind than the procedure says, or with what is not of that kind."""
    for place in council.places.values():
        kind = council.protocol.places.get(place.kind)
        if kind is None or kind.linked is None or not place.links:
            continue
        named = {p for p in place.links if p in council.places and council.places[p].kind == kind.linked.kind}
        if len(named) != len(place.links) or len(named) != kind.linked.each:
            other = council.protocol.places[kind.linked.kind]
            says = f"{place.name} is linked with exactly {kind.linked.each} {other.plural or other.name}."
            yield Reason(Code.BAD_VALUE, says, f"place:{place.kind}", kind.cites, says, "links")


def wrong_turns(council: Council, rota: str, of: str, members: tuple[str, ...]) -> Iterator[Reason]:
    """What is wrong with who takes turns: gaps (somebody left out), overlaps (somebody twice), or somebody else's."""
    declared = council.protocol.rotas.get(rota)
    if declared is None:
        yield Reason(Code.BAD_VALUE, f"'{rota}' is not a rota of the procedure.", "", (), "", "rota")
        return
    place = council.places.get(of)
    if declared.of is not None and (place is None or place.kind != declared.of):
        name = council.protocol.places[declared.of].name
        yield Reason(
            Code.BAD_VALUE, f"Say whose rota it is: a {name}.", f"rota:{rota}", declared.cites, "", "of"
        )
        return
    able = place.links if place else tuple(p.id for p in council.places.values() if p.kind == declared.among)
    if set(members) != set(able) or len(set(members)) != len(members):
        names = " and ".join(council.places[p].name for p in able if p in council.places)
        says = (
            f"Each of {names or 'those linked with it'} takes a turn, once: no gap, no overlap, nobody else."
        )
        yield Reason(Code.BAD_VALUE, says, f"rota:{rota}", declared.cites, says, "members")


def too_many(council: Council) -> Iterator[Reason]:
    """Everything there is more of than the procedure allows."""
    yield from _places(council)
    yield from _teams(council)
    yield from _posts(council)


def _places(council: Council) -> Iterator[Reason]:
    for name, kind in council.protocol.places.items():
        have = [p for p in council.places.values() if p.kind == name and p.active]
        if kind.count is not None and len(have) > kind.count:
            says = f"There are to be {kind.count} {kind.plural or kind.name}; this would make {len(have)}."
            yield Reason(Code.BAD_VALUE, says, f"place:{name}", kind.cites, "", "place")
        if kind.teams is not None:
            most = kind.teams[1]
            for place in have:
                if len(council.teams_at(place.id)) > most:
                    says = f"{place.name} may have at most {most} teams."
                    yield Reason(Code.BAD_VALUE, says, f"place:{name}", kind.cites, "", "place")


def _teams(council: Council) -> Iterator[Reason]:
    for team in council.teams.values():
        kind = council.protocol.teams.get(team.kind)
        if kind is None:
            says = f"'{team.kind}' is not a kind of team in the procedure."
            yield Reason(Code.BAD_VALUE, says, "", (), "", "kind")
        elif kind.one_for_each and council.places.get(team.place) is None:
            says = f"{team.name} needs its {kind.one_for_each.replace('_', ' ')}."
            yield Reason(Code.BAD_VALUE, says, f"team:{team.kind}", kind.cites, "", "place")


def twice(council: Council, slug: str) -> Iterator[Reason]:
    """A second team by a name that is only another name of one that is there: one body is one team."""
    team = council.teams[slug]
    for name, kind in council.protocol.teams.items():
        there = [t for t in council.teams.values() if t.kind == name and t.place == team.place and t.active]
        there = [t for t in there if t.id != slug]
        if there and team.name.casefold() in {also.casefold() for also in kind.also_called}:
            says = f"'{team.name}' is another name of {kind.name}, and {there[0].name} is there already."
            yield Reason(Code.BAD_VALUE, says, f"team:{name}", kind.cites, "", "name")


def _posts(council: Council) -> Iterator[Reason]:
    for team in council.teams.values():
        kind = council.protocol.teams.get(team.kind)
        for role, post in (kind.posts if kind and team.active else {}).items():
            have = _in_post(council, role, team.id)
            if post.most is not None and len(have) > post.most:
                name = council.protocol.roles[role].name if role in council.protocol.roles else role
                says = f"{team.name} may have at most {post.most} of {name}; this would make {len(have)}."
                yield Reason(
                    Code.BAD_VALUE, says, f"team:{team.kind}", kind.cites if kind else (), "", "role"
                )


def _in_post(council: Council, role: str, team: str) -> set[str]:
    """Those appointed without an end, deputies apart."""
    return {
        a.person
        for a in council.by_role.get(role, ())
        if a.team == team and a.end is None and not a.deputy and council.people[a.person].active
    }


def left_vacant(council: Council, role: str, team: str, place: str, at: datetime) -> Iterator[Reason]:
    """Whether a role that may never be vacant has nobody once a change is made."""
    declared = council.protocol.roles.get(role)
    if declared is None or not declared.never_vacant:
        return
    left = [
        a
        for a in council.by_role.get(role, ())
        if (a.team, a.place) == (team, place) and a.holds(at) and council.people[a.person].active
    ]
    if not left:
        says = f"{declared.name} is never vacant: appoint somebody else first."
        yield Reason(Code.BAD_VALUE, says, f"role:{role}", declared.cites, says, "role")


def too_few(council: Council) -> Iterator[Reason]:
    """Posts with fewer people than the procedure asks: shown, and never a bar to a change."""
    for team in council.teams.values():
        kind = council.protocol.teams.get(team.kind)
        for role, post in (kind.posts if kind and team.active else {}).items():
            have = len(_in_post(council, role, team.id))
            if have < post.fewest:
                name = council.protocol.roles[role].name if role in council.protocol.roles else role
                says = f"{team.name} has {have} of {name}; the procedure asks for {post.fewest}."
                yield Reason(Code.MISSING, says, f"team:{team.kind}", kind.cites if kind else ())
