"""A made-up Stockport and another council beside it, and a plain client of the API for any of its people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from baton.records import models as m
from baton.services import councils, tokens

START = datetime(2025, 1, 1, tzinfo=UTC)
COUNCIL, OTHER = "stockport", "portsmouth"
PLACES = ("bredbury", "cheadle")
PEOPLE = {
    "mel": ("massh_leader", "massh", ""),
    "sid": ("massh_senior", "massh", ""),
    "wyn": ("massh_worker", "massh", ""),
    "bea": ("footprint_leader", "bredbury_a", ""),
    "cal": ("footprint_leader", "cheadle_a", ""),
    "sue": ("senior_social_worker", "bredbury_a", ""),
    "ola": ("social_worker", "bredbury_a", ""),
    "col": ("social_worker", "cheadle_a", ""),
    "liz": ("service_leader", "", "bredbury"),
    "max": ("massh_service_leader", "", ""),
    "pru": ("protocol_owner", "", ""),
}
STEP_UP = {
    "path": "urgent",
    "reason": "A bruise that nobody can explain.",
    "evidence": "Seen by the school nurse.",
    "strategy_discussion_required": "yes",
}


def set_up() -> None:
    """The rows of both councils; `out` works for the other one."""
    _council(COUNCIL, "STK")
    _council(OTHER, "PRT")
    m.Team.objects.create(council_id=COUNCIL, slug="massh", kind="massh", name="Stockport MASSH")
    for place in PLACES:
        m.Place.objects.create(
            council_id=COUNCIL, slug=place, kind="footprint", name=place.title(), areas=["ZZ1"]
        )
        m.Team.objects.create(
            council_id=COUNCIL,
            slug=f"{place}_a",
            kind="footprint_team",
            name=f"{place.title()} A",
            place=place,
        )
    for person, (role, team, place) in PEOPLE.items():
        _person(COUNCIL, person)
        m.Appointment.objects.create(
            council_id=COUNCIL,
            person_id=person,
            role=role,
            team=team,
            place=place,
            start=START,
            recorded_at=START,
        )
    _person(OTHER, "out")
    councils.forget()


def _council(council: str, prefix: str) -> None:
    m.Council.objects.create(
        id=council,
        name=council.title(),
        prefix=prefix,
        protocol_version="1",
        organisation_version=1,
        demo=True,
    )


def _person(council: str, person: str) -> None:
    m.Person.objects.create(
        id=person, council_id=council, name=f"{person.title()} Example", username=person, is_demo=True,
        qualified=PEOPLE.get(person, ("",))[0].endswith("social_worker"),
    )  # fmt: skip


@dataclass
class Caller:
    """A program that plays one person, over HTTP."""

    token: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, None, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """`headers` by name, with _ for -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"/api/v1{path}", data, content_type="application/json", headers=sent
        )

    def act(self, case: str, name: str, **said: Any) -> HttpResponse:
        headers = {"If_Match": said.pop("if_match")} if "if_match" in said else {}
        return self.post(f"/cases/{case}/actions/{name}", said, **headers)


def caller(person: str) -> Caller:
    """Somebody with a token."""
    return Caller(tokens.issue(person=person, name="test", by="test", now=START).text)


CHILD = {"name": "Ada Example", "born": "2016-05-04", "place": "bredbury"}


def contact(by: Caller, **said: Any) -> dict[str, Any]:
    """A contact about one child, logged over the API."""
    response = by.post("/contacts", {"children": [CHILD], "source": "School", "story": "A bruise.", **said})
    assert response.status_code == 201, response.content
    return dict(response.json())
