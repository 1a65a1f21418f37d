"""A council's protocol in force, and its clauses with the rules that honour each."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from baton.api import given
from baton.api.access import own_council, reader_of
from baton.api.texts import Id
from baton.protocol import citing
from baton.protocol.schema import Act, Duty, Protocol, Route
from baton.services import councils

router = Router(tags=["protocols"])


@router.get("/{council}", response=given.ProtocolOut, summary="A protocol in force")
def protocol(request: HttpRequest, council: Id):
    """Its version, documents, teams, acts, routes and duties, each with its clauses."""
    own_council(reader_of(request), council)
    rules = councils.protocol(council)
    head = rules.protocol
    return {
        "council": head.council, "name": head.name, "version": head.version,
        "in_force_from": head.in_force_from, "intake": head.front_door,
        "documents": [document.model_dump(mode="json") for document in head.documents],
        "teams": [{"id": id_, "name": team.name} for id_, team in rules.teams.items()],
        "roles": [{"id": id_, "name": role.name} for id_, role in rules.roles.items()],
        "acts": [_act(id_, act) for id_, act in rules.acts.items()],
        "routes": [_route(route) for route in rules.routes],
        "duties": [_duty(id_, duty) for id_, duty in rules.duties.items()],
        "settings": {id_: row.model_dump(mode="json") for id_, row in rules.settings.items()},
    }  # fmt: skip


@router.get("/{council}/clauses", response=list[given.ClauseOut], summary="The clauses of a protocol")
def clauses(request: HttpRequest, council: Id):
    """What the written procedure says, in our words; how each is read; and the rules that honour it."""
    own_council(reader_of(request), council)
    rules = councils.protocol(council)
    honoured = citing.honouring(rules)
    return [_clause(rules, clause.id, honoured.get(clause.id, ())) for clause in rules.clauses]


def _clause(rules: Protocol, id_: str, paths: tuple[str, ...]) -> dict[str, Any]:
    clause = rules.clause[id_]
    said = clause.model_dump(
        mode="json",
        include={"id", "document", "section", "kind", "strength", "does", "when", "shown_by", "reading"},
    )
    return {**said, "rules": list(paths)}


def _act(id_: str, act: Act) -> dict[str, Any]:
    return {
        "id": id_, "name": act.name, "of": act.of, "by": [str(role) for role in act.by],
        "outcomes": list(act.outcomes), "fills": act.fills, "clauses": list(act.cites),
    }  # fmt: skip


def _route(route: Route) -> dict[str, Any]:
    return {
        "id": route.id, "name": route.name, "from": list(route.from_), "to": str(route.to),
        "clauses": list(route.cites),
    }  # fmt: skip


def _duty(id_: str, duty: Duty) -> dict[str, Any]:
    return {
        "id": id_, "name": duty.name, "of": duty.of, "who": str(duty.who), "within": duty.within,
        "says": duty.says, "clauses": list(duty.cites),
    }  # fmt: skip
