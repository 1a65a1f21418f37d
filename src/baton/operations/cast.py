"""The cast of a council's stories: its places, teams, people and appointments.

Read from `protocols/<council>/scenarios/cast.yaml` where there is one:

    places: {bredbury: {kind: footprint, name: Bredbury}}      with `links: [...]` where places take turns
    rotas: [{rota: fortnight, of: set_1, start: "2026-03-02 09:00", members: [set_a, set_b]}]
    teams: {bredbury_a: {kind: footprint_team, place: bredbury, name: Bredbury A}}
    people: {bredbury_leader: {role: footprint_leader, team: bredbury_a, name: Bea Leader}}
    everyone_else: yes      a person for each role of each team and place that has nobody yet

Without one it is made from the procedure alone: its places by number, the first with as many teams as the
procedure allows, and one person for each role of each team. Everybody in it is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from baton.casework.council import Appointment, Council, LeafTeam, Person, Place, Turns
from baton.casework.working_time import parse_local
from baton.protocol.schema import Protocol

FILE = "cast.yaml"


def cast(protocol: Protocol, folder: Path) -> Council:
    """The council of the stories in a council's folder."""
    file = folder / "scenarios" / FILE
    if not file.exists():
        return everyone(protocol, *_bodies(protocol))
    said = YAML(typ="safe").load(file.read_text())
    places = {
        name: Place(name, row["kind"], row.get("name", name), links=tuple(row.get("links", ())))
        for name, row in said.get("places", {}).items()
    }
    teams = {
        name: LeafTeam(name, row["kind"], row.get("name", name), row.get("place", ""))
        for name, row in said["teams"].items()
    }
    people, appointments = _people(protocol, said.get("people", {}))
    if not said.get("everyone_else"):
        return Council(protocol, places, teams, people, tuple(appointments), _rotas(said))
    return replace(everyone(protocol, places, teams, people, appointments), rotas=_rotas(said))


def _rotas(said: Mapping[str, Any]) -> tuple[Turns, ...]:
    return tuple(
        Turns(row["rota"], row.get("of", ""), parse_local(row["start"]), tuple(row["members"]), number)
        for number, row in enumerate(said.get("rotas", ()), 1)
    )


def _people(protocol: Protocol, said: Mapping[str, Any]) -> tuple[dict[str, Person], list[Appointment]]:
    people, appointments = {}, []
    for name, row in said.items():
        role = protocol.roles[row["role"]]
        qualified = bool(row.get("qualified", role.qualified))
        people[name] = Person(
            name, row["name"], qualified, bool(row.get("active", True)), row.get("agency", "")
        )
        appointments.append(Appointment(name, row["role"], row.get("team", ""), row.get("place", "")))
    return people, appointments


def _bodies(protocol: Protocol) -> tuple[dict[str, Place], dict[str, LeafTeam]]:
    places = {
        f"{kind}_{number}": Place(f"{kind}_{number}", kind, f"{row.name.capitalize()} {number}")
        for kind, row in protocol.places.items()
        for number in range(1, (row.count or 2) + 1)
    }
    teams: dict[str, LeafTeam] = {}
    for kind, team in protocol.teams.items():
        if not team.one_for_each:
            teams[kind] = LeafTeam(kind, kind, team.name)
            continue
        most = (protocol.places[team.one_for_each].teams or (1, 1))[1]
        for place in (p for p in places.values() if p.kind == team.one_for_each):
            for letter in "ab"[: most if place.id.endswith("_1") else 1]:
                name = f"{kind}_{place.id.rpartition('_')[2]}{letter}"
                teams[name] = LeafTeam(name, kind, f"{team.name}, {place.name} {letter.upper()}", place.id)
    return places, teams


def everyone(
    protocol: Protocol, places: dict[str, Place], teams: dict[str, LeafTeam],
    people: Mapping[str, Person] | None = None, appointments: list[Appointment] | None = None,
) -> Council:  # fmt: skip
    """The same, with somebody in every role of every team and place that has nobody yet."""
    people, rows = dict(people or {}), list(appointments or [])
    taken = {(row.role, row.team or row.place) for row in rows}
    for role, declared in protocol.roles.items():
        if declared.team:
            bodies = protocol.bodies_of
            where = [t.id for t in teams.values() if declared.team in (*bodies.get(t.kind, (t.kind,)), t.id)]
        elif declared.place:
            where = [place.id for place in places.values() if place.kind == declared.place]
        else:
            where = [""]
        for of in where:
            if (role, of) not in taken:
                name = f"{of}_{role}" if of and of != role.partition("_")[0] else role
                people[name] = Person(name, name.replace("_", " ").title(), declared.qualified)
                rows.append(Appointment(name, role, of if of in teams else "", of if of in places else ""))
    return Council(protocol, places, teams, people, tuple(rows))
