"""People, teams, places, appointments and leave of a council: checked against its protocol, and journalled.

Who may is asked first (`casework.organisation.not_theirs`); INSTALLATION stands for the machine's own commands.
Each change raises the council's `organisation_version`, so that every process knows its copy is old, and is
an entry of the journal under the council's own file. Raises Refused with the clause that stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from baton.casework import organisation as rules
from baton.casework.council import Council
from baton.casework.refusals import Code, Reason, Refusal
from baton.protocol.mistakes import Mistakes
from baton.records import journal, models
from baton.services import councils, filing, present
from baton.services.refusing import Refused, saving

INSTALLATION = rules.INSTALLATION
Check = Callable[[Council], Iterable[Reason]]


@dataclass(frozen=True, slots=True)
class LoadedProtocol:
    """What came of reading one folder."""

    council: str
    version: str = ""
    mistakes: str = ""


def load_protocols() -> list[LoadedProtocol]:
    """A council's row for every folder of protocols, its name and version kept up to date."""
    folder = Path(settings.PROTOCOLS_DIR)
    found = (
        sorted(path.name for path in folder.iterdir() if any(path.glob("*.yaml"))) if folder.is_dir() else []
    )
    return [_load_protocol(council) for council in found]


def _load_protocol(council: str) -> LoadedProtocol:
    try:
        head = councils.protocol(council).protocol
    except Mistakes as mistakes:
        return LoadedProtocol(council, mistakes=str(mistakes))
    with saving("install"), transaction.atomic():
        new = not models.Council.objects.filter(id=council).exists()
        install(council, head.name, head.version, head.documents[0].id)
        if new:
            _name_places(council)
    return LoadedProtocol(council, head.version)


def _name_places(council: str) -> None:
    """The places that the written procedure names, once, when the council is new here."""
    for kind, row in councils.protocol(council).places.items():
        for slug, name in row.named.items():
            add_place(council=council, slug=slug, kind=kind, name=name, by=INSTALLATION)


def install(council: str, name: str, version: str, prefix: str) -> models.Council:
    """The row of a council. Its references begin with its first document's id, made different if taken."""
    with saving("install"), transaction.atomic():
        row = models.Council.objects.filter(id=council).first()
        if row is None:
            taken = set(
                models.Council.objects.filter(prefix__startswith=prefix).values_list("prefix", flat=True)
            )
            free = next(p for p in (prefix, *(f"{prefix}{n}" for n in range(2, 1000))) if p not in taken)
            return models.Council.objects.create(id=council, name=name, prefix=free, protocol_version=version)
        if (row.name, row.protocol_version) != (name, version):
            models.Council.objects.filter(id=council).update(name=name, protocol_version=version)
        return row


def mark_demonstration(council: str) -> None:
    """Everything of this council is made up: pages say so, and anybody may be anybody in it."""
    models.Council.objects.filter(id=council).update(demo=True)


def add_place(*, council: str, slug: str, kind: str, name: str, by: str, areas: Sequence[str] = ()) -> None:
    """A footprint or locality."""
    with _changing(council, "add_place", slug, by, {"kind": kind, "name": name}) as checked:
        models.Place.objects.create(council_id=council, slug=slug, kind=kind, name=name, areas=list(areas))
        checked(rules.too_many)


def link_place(*, council: str, slug: str, links: Sequence[str], by: str) -> None:
    """The places linked with this one, which take turns for it: refused unless they are as many as the procedure says."""
    with _changing(council, "link_place", slug, by, {"links": ", ".join(links)}) as checked:
        models.Place.objects.filter(council=council, slug=slug).update(links=list(links))
        checked(rules.wrong_links)


def set_rota(
    *, council: str, rota: str, members: Sequence[str], start: datetime, by: str, of: str = ""
) -> models.RotaTurns:
    """Who takes turns on a rota, in which order, from `start` on. What has been fixed by an earlier edition stays."""
    now, values = present.now(), {"of": of, "members": ", ".join(members), "start": start.isoformat()}

    def allowed(before: Council) -> bool:
        return rules.sets_rota(before, by, rota, of, now)

    with _changing(council, "set_rota", rota, by, values, allowed) as checked:
        earlier = models.RotaTurns.objects.filter(council=council, rota=rota, of=of)
        if earlier.filter(start__gte=start).exists() or (earlier.exists() and start < now):
            says = (
                "A rota is changed from now on: give a start that has not come yet, after the last one given."
            )
            raise Refused(
                Refusal("set_rota", (Reason(Code.BAD_TIME, says, f"rota:{rota}", (), "", "start"),))
            )
        row = models.RotaTurns.objects.create(
            council_id=council, rota=rota, of=of, number=earlier.count() + 1, start=start, members=list(members),
            recorded_by=by, recorded_at=now,
        )  # fmt: skip
        checked(lambda after: rules.wrong_turns(after, rota, of, tuple(members)))
        return row


def change_areas(*, council: str, slug: str, areas: Sequence[str], by: str) -> None:
    """Which postcode districts are in a place; nothing changes where it is so already."""
    row = models.Place.objects.get(council=council, slug=slug)
    if list(row.areas) == list(areas):
        return
    values = {"areas": " ".join(areas)}
    with _changing(council, "change_areas", slug, by, values) as checked:
        models.Place.objects.filter(id=row.id).update(areas=list(areas))
        checked()


def add_team(*, council: str, slug: str, kind: str, name: str, by: str, place: str = "") -> None:
    """A team that can hold a child."""
    with _changing(council, "add_team", slug, by, {"kind": kind, "name": name, "place": place}) as checked:
        models.Team.objects.create(council_id=council, slug=slug, kind=kind, name=name, place=place)
        checked(lambda after: [*rules.too_many(after), *rules.twice(after, slug)])


def add_person(
    *, council: str, id: str, name: str, username: str, by: str, email: str = "", qualified: bool = False,
    agency: str = "", password: str | None = None, is_demo: bool = False,
) -> models.Person:  # fmt: skip
    """Somebody who signs in; without a password until they set one."""
    with _changing(council, "add_person", id, by, {"name": name}) as checked:
        person = models.Person(
            id=id, council_id=council, name=name, username=username, email=email, qualified=qualified, agency=agency,
            is_demo=is_demo,
        )  # fmt: skip
        person.set_password(password)
        person.save(force_insert=True)
        checked()
        return person


def change_email(*, person: str, email: str, by: str) -> None:
    """Where somebody is written to from now on; nothing changes where it is so already, or none is said."""
    row = models.Person.objects.get(id=person)
    if not email or row.email == email:
        return
    with _changing(row.council_id, "change_email", person, by, {}, lambda _: by == person) as checked:
        models.Person.objects.filter(id=person).update(email=email)
        checked()


def appoint(
    *, council: str, person: str, role: str, by: str, team: str = "", place: str = "",
    start: datetime | None = None, end: datetime | None = None, deputy: bool = False,
) -> models.Appointment:  # fmt: skip
    """A person in a role, of a team or place, from a time; a deputy is appointed the same way, until a time."""
    now = present.now()
    values = {"role": role, "team": team, "place": place, "deputy": "yes" if deputy else "no"}

    def allowed(before: Council) -> bool:
        return deputy and rules.names_deputy(before, by, role, team, place, now)

    with _changing(council, "appoint", person, by, values, allowed) as checked:
        row = models.Appointment.objects.create(
            council_id=council, person_id=person, role=role, team=team, place=place, start=start or now, end=end,
            deputy=deputy, recorded_by=by, recorded_at=now,
        )  # fmt: skip
        checked(
            lambda after: [
                *_declared(after, role, team, place),
                *_deputy(after, role, deputy),
                *rules.too_many(after),
            ]
        )
        return row


def _declared(council: Council, role: str, team: str, place: str) -> Iterable[Reason]:
    if role not in council.protocol.roles:
        yield Reason(Code.BAD_VALUE, f"'{role}' is not a role of the procedure.", "", (), "", "role")
    if team and team not in council.teams:
        yield Reason(Code.BAD_VALUE, "Choose a team from the list.", "", (), "", "team")
    if place and place not in council.places:
        yield Reason(Code.BAD_VALUE, "Choose a place from the list.", "", (), "", "place")


def _deputy(council: Council, role: str, deputy: bool) -> Iterable[Reason]:
    declared = council.protocol.roles.get(role)
    if deputy and declared is not None and not declared.deputies:
        yield Reason(
            Code.BAD_VALUE, f"A {declared.name} has no deputies.", f"role:{role}", declared.cites, "", "role"
        )


def end_appointment(*, appointment: int, by: str, at: datetime | None = None) -> None:
    """The appointment ends; refused where it would leave a role vacant that never may be."""
    row = models.Appointment.objects.get(id=appointment)
    when = at or present.now()
    values = {"role": row.role, "team": row.team, "place": row.place}

    def allowed(before: Council) -> bool:
        return row.deputy and rules.names_deputy(before, by, row.role, row.team, row.place, present.now())

    with _changing(row.council_id, "end_appointment", row.person_id, by, values, allowed) as checked:
        models.Appointment.objects.filter(id=row.id).update(end=when)
        checked(lambda after: rules.left_vacant(after, row.role, row.team, row.place, when))


def record_leave(*, person: str, first: date, last: date, by: str) -> None:
    """Days away, both ends included."""
    row = models.Person.objects.get(id=person)
    values = {"first": first.isoformat(), "last": last.isoformat()}
    with _changing(row.council_id, "record_leave", person, by, values, lambda _: by == person) as checked:
        models.Leave.objects.create(
            person_id=person, first=first, last=last, recorded_by=by, recorded_at=present.now()
        )
        checked()


def deactivate(*, person: str, by: str) -> None:
    """The person no longer works here: refused while they hold open cases or a role that is never vacant."""
    row = models.Person.objects.get(id=person)
    now = present.now()
    with _changing(row.council_id, "deactivate", person, by, {}) as checked:
        models.Person.objects.filter(id=person).update(active=False)
        models.Appointment.objects.filter(person=person, end__isnull=True).update(end=now)
        held = models.Case.objects.filter(
            council=row.council_id, worker=person, closed_at__isnull=True
        ).count()

        def leaves(after: Council) -> Iterable[Reason]:
            if held:
                says = (
                    f"{row.name} is the named worker of {held} open cases: name somebody else for each first."
                )
                yield Reason(Code.HELD, says, "", (), says, "person")
            for post in after.by_person.get(person, ()):
                yield from rules.left_vacant(after, post.role, post.team, post.place, now)

        checked(leaves)


@contextmanager
def _changing(
    council: str,
    change: str,
    subject: str,
    by: str,
    values: dict[str, str],
    allowed: Callable[[Council], bool] = lambda _: False,
) -> Iterator[Callable[..., None]]:
    """One change: saved with its journal entry and a new version, or not at all if a check refuses it."""
    if by != INSTALLATION:
        before = councils.council(council)
        barred = tuple(rules.not_theirs(before, by, present.now(), allowed(before)))
        if barred:
            raise Refused(Refusal(change, barred))

    def checked(check: Check | None = None) -> None:
        models.Council.objects.filter(id=council).update(organisation_version=F("organisation_version") + 1)
        reasons = tuple(check(councils.built(council))) if check else ()
        if reasons:
            raise Refused(Refusal(change, reasons))
        changed = rules.OrganisationChanged(present.now(), change, subject, values)
        journal.append([journal.Entry(council, filing.reference(council, "council"), 0, changed, by)])

    with saving(change), transaction.atomic():
        yield checked
