"""The stage of stories on a database: every step through the services that pages and the API use.

stage.set_up(cast)                                     # its rows, once
tell(story, stage.Services("anytown"), book)         # and roll back what it did
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from baton.casework.council import Council
from baton.casework.events import Event
from baton.casework.file import Child, File
from baton.casework.refusals import Refusal
from baton.casework.view import View
from baton.records import journal, models, stores
from baton.services import acting, around, contacts, councils, filing, organisation, present, sweeping
from baton.services.refusing import Refused

FOUNDED = datetime(2020, 1, 1, tzinfo=UTC)


def set_up(cast: Council) -> None:
    """The rows of a cast: its council, places, teams, people and appointments, through services."""
    head = cast.protocol.protocol
    with present.stopped_at(FOUNDED):
        organisation.install(cast.id, head.name, head.version, head.documents[0].id)
        for place in cast.places.values():
            organisation.add_place(
                council=cast.id, slug=place.id, kind=place.kind, name=place.name, by="", areas=place.areas
            )
        for place in cast.places.values():
            if place.links:
                organisation.link_place(council=cast.id, slug=place.id, links=place.links, by="")
        for turns in cast.rotas:
            organisation.set_rota(
                council=cast.id, rota=turns.rota, members=turns.members, start=turns.start, by="", of=turns.of
            )
        for team in cast.teams.values():
            organisation.add_team(
                council=cast.id, slug=team.id, kind=team.kind, name=team.name, by="", place=team.place
            )
        for person in cast.people.values():
            organisation.add_person(
                council=cast.id, id=person.id, name=person.name, username=f"{cast.id}-{person.id}", by="",
                qualified=person.qualified, agency=person.agency,
            )  # fmt: skip
        for row in cast.appointments:
            organisation.appoint(
                council=cast.id, person=row.person, role=row.role, by="", team=row.team, place=row.place
            )


class Services:
    """One council on the current database. Roll back what a story did before the next is told."""

    def __init__(self, council: str) -> None:
        self.now = FOUNDED
        self.id = council
        councils.forget(council)

    def council(self) -> Council:
        return councils.council(self.id)

    def move_to(self, now: datetime) -> None:
        if now < self.now:
            raise ValueError(f"the clock cannot go back from {self.now} to {now}")
        self.now = now
        with present.stopped_at(now):
            sweeping.sweep_all()

    def log_contact(
        self, children: Sequence[Mapping[str, Any]], by: str, received: datetime, facts: Mapping[str, str]
    ) -> Sequence[str] | Refusal:
        said = [
            contacts.ChildSaid(
                name=str(child.get("name", "")), born=_day(child.get("born")), due=_day(child.get("expected")),
                age_at_contact=_age(child.get("age")), place=str(child.get("place", "")), ref=self._known(child.get("again")),
            )
            for child in children
        ]  # fmt: skip
        with present.stopped_at(self.now):
            try:
                return contacts.log_contact(
                    council=self.id, children=said, by=by, received_at=received, facts=facts
                ).case_refs
            except Refused as refused:
                return refused.refusal

    def _known(self, case: str | None) -> str:
        """The child of an earlier case, who is known."""
        child = self.file(case).child if case else None
        return child.ref if child else ""

    def relate(self, ref: str, other: str, relation: str, by: str) -> Refusal | None:
        with present.stopped_at(self.now):
            try:
                acting.relate(case=ref, ref=other, relation=relation, by=by)
            except Refused as refused:
                return refused.refusal
        return None

    def set_rota(self, row: Mapping[str, Any]) -> Refusal | None:
        with present.stopped_at(self.now):
            try:
                organisation.set_rota(
                    council=self.id, rota=row["rota"], of=row.get("of", ""), members=row["members"],
                    start=row["start"], by=row.get("by", ""),
                )  # fmt: skip
            except Refused as refused:
                return refused.refusal
        return None

    def open_file(self, about: str, subject: str) -> str:
        ref = filing.reference(self.id, about, subject)
        if not models.Case.objects.filter(ref=ref).exists():
            with present.stopped_at(self.now):
                filing.open_files(self.id)
                sweeping.sweep_all()
        return ref

    def do(self, refs: Sequence[str], words: Mapping[str, Any]) -> Refusal | None:
        given = dict(words)
        with present.stopped_at(self.now):
            try:
                if len(refs) == 1:
                    acting.do(case=refs[0], **given)
                else:
                    apart = ("planned", "transcribed")
                    acting.do_together(cases=refs, **{k: v for k, v in given.items() if k not in apart})
            except Refused as refused:
                return refused.refusal
        return None

    def depart(self, ref: str, team: str, by: str, why: str) -> Refusal | None:
        with present.stopped_at(self.now):
            try:
                acting.depart(case=ref, team=team, by=by, why=why)
            except Refused as refused:
                return refused.refusal
        return None

    def move_home(self, ref: str, place: str, by: str, why: str) -> Refusal | None:
        child = self.file(ref).child
        if child is None:
            raise ValueError("only a child has a home")
        there = Child(child.ref, child.name, child.born, child.due, child.age_at_contact, child.number, place)
        with present.stopped_at(self.now):
            try:
                acting.change_child(case=ref, child=there, by=by, why=why)
            except Refused as refused:
                return refused.refusal
        return None

    def learn(
        self, ref: str, fact: str, value: str, by: str, at: datetime | None = None, why: str = ""
    ) -> Refusal | None:
        with present.stopped_at(self.now):
            try:
                acting.know(case=ref, fact=fact, value=value, by=by, at=at, why=why)
            except Refused as refused:
                return refused.refusal
        return None

    def appoint(self, row: Mapping[str, Any]) -> None:
        person = str(row["who"])
        with present.stopped_at(self.now):
            if "away" in row:
                days = [date.fromisoformat(str(day)) for day in row["away"]]
                organisation.record_leave(person=person, first=days[0], last=days[-1], by="")
            elif "leaves" in row:
                organisation.deactivate(person=person, by="")
            elif "ends" in row:
                mine = models.Appointment.objects.filter(person=person, end__isnull=True)
                organisation.end_appointment(appointment=mine.latest("id").id, by="", at=row["ends"])
            else:
                organisation.appoint(
                    council=self.id, person=person, role=row["role"], by="", team=row.get("team", ""),
                    place=row.get("place", ""), start=row.get("from", FOUNDED), end=row.get("until"),
                    deputy=bool(row.get("deputy")),
                )  # fmt: skip

    def file(self, ref: str) -> File:
        return stores.load(ref).file

    def around(self, ref: str) -> tuple[View, ...]:
        found = stores.around([ref])
        return around.related(self.council(), found[ref], found.values(), self.now)

    def events(self, ref: str) -> Sequence[Event]:
        return [event for _, event in journal.history(ref)]

    def tray(self, ref: str) -> str:
        return str(models.Case.objects.values_list("tray", flat=True).get(ref=ref))


def _day(said: Any) -> date | None:
    return date.fromisoformat(str(said)) if said else None


def _age(said: object) -> int | None:
    return int(str(said)) if said else None
