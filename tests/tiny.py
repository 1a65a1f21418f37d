"""The made-up council of `tests/protocols/tiny`, with its rows: for tests of records and services."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from baton.protocol import loading
from baton.protocol.schema import Protocol
from baton.records import models as m
from baton.services import contacts, councils

FOLDER = Path(__file__).parent / "protocols" / "tiny"
START = datetime(2025, 1, 1, tzinfo=UTC)
PEOPLE = {
    "ann": ("door_leader", "door", ""),
    "nia": ("helping_leader", "helping_north", ""),
    "sam": ("helping_leader", "helping_south", ""),
    "wes": ("social_worker", "helping_north", ""),
    "win": ("social_worker", "helping_north", ""),
    "hal": ("head", "", ""),
}


def protocol() -> Protocol:
    """The protocol, read from its files."""
    read = loading.read(FOLDER)
    assert read.protocol is not None, "\n".join(map(str, read.mistakes))
    return read.protocol


def set_up() -> None:
    """The council's rows."""
    m.Council.objects.create(
        id="tiny", name="Tiny", prefix="TNY", protocol_version="1", organisation_version=1
    )
    for slug, area in (("north", "ZZ1"), ("south", "ZZ2")):
        m.Place.objects.create(council_id="tiny", slug=slug, kind="area", name=slug.title(), areas=[area])
        name = f"Helping {slug}"
        m.Team.objects.create(
            council_id="tiny", slug=f"helping_{slug}", kind="helping", name=name, place=slug
        )
    m.Team.objects.create(council_id="tiny", slug="door", kind="door", name="Front door")
    for person, (role, team, place) in PEOPLE.items():
        m.Person.objects.create(
            id=person, council_id="tiny", name=person.title(), username=person, email=f"{person}@tiny.example",
            qualified=role == "social_worker",
        )  # fmt: skip
        m.Appointment.objects.create(
            council_id="tiny",
            person_id=person,
            role=role,
            team=team,
            place=place,
            start=START,
            recorded_at=START,
        )
    councils.forget()


def contact(*names: str, **said: object) -> contacts.Logged:
    """A contact about these children, who live in the north."""
    children = [{"name": name, "place": "north"} for name in names or ("Ida Bell",)]
    return contacts.log_contact(council="tiny", children=children, by="ann", **said)  # type: ignore[arg-type]
