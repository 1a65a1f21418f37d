"""A stage with no database: the same stories, straight through `decide` and `evolve`, in milliseconds.

The stories themselves are run through services on each database (`test_stories`); this one is for damaging
rules on purpose, where every story is run again for every rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from baton.casework import attempts, organisation
from baton.casework import commands as c
from baton.casework.council import Appointment, Council, Turns
from baton.casework.deciding import decide
from baton.casework.events import Event
from baton.casework.evolve import replay
from baton.casework.file import Child, File
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.trays import tray_of
from baton.casework.view import View
from baton.casework.working_time.local_time import start_of


class OnPaper:
    """One council's files in memory."""

    def __init__(self, council: Council) -> None:
        self.now = start_of(date(2020, 1, 1))
        self._council = council
        self.files: dict[str, File] = {}
        self.journal: dict[str, list[Event]] = {}
        self.contacts = 0

    def council(self) -> Council:
        return self._council

    def move_to(self, now: datetime) -> None:
        assert now >= self.now, f"the clock cannot go back from {self.now} to {now}"
        self.now = now
        for ref in self.files:
            self._carry(ref, c.Sweep())

    def _carry(self, ref: str, command: c.Command, around: bool = True) -> Refusal | None:
        file = self.files[ref]
        answer = decide(self._loaded(), file, command, self.now, self.related(file))
        if isinstance(answer, Refusal):
            self.journal[ref].append(attempts.tried(answer, command, getattr(command, "by", ""), self.now))
            return answer
        self.journal[ref] += answer
        self.files[ref] = replace(replay(file, answer), version=file.version + (1 if answer else 0))
        if around and answer and self.files[ref].about == "case":
            self._look_around(ref)
        return None

    def _loaded(self) -> Council:
        """The council with each person's caseload, as services would have it."""
        loads: dict[str, int] = {}
        for file in self.files.values():
            loads[file.worker] = loads.get(file.worker, 0) + 1
        named = {p: n for p, n in loads.items() if p in self._council.people}
        people = {
            **self._council.people,
            **{p: replace(self._council.people[p], caseload=n) for p, n in named.items()},
        }
        return replace(self._council, people=people) if named else self._council

    def related(self, file: File) -> tuple[View, ...]:
        """Everybody around the child of a file, and the teams' own files."""
        made = [
            View(self._council, other, self.now, relation=relation)
            for other in self.files.values()
            if other.ref != file.ref
            for relation in self._relations(file, other)
        ]
        teams = [other for other in self.files.values() if other.about == "team"]
        return (*made, *(View(self._council, team, self.now, relation="team") for team in teams))

    def _relations(self, file: File, other: File) -> set[str]:
        """What another file is to this one."""
        people = self._council.protocol.people
        found = {kin.relation for kin in file.kin if kin.ref == other.ref}
        for kin in other.kin:
            if kin.ref == file.ref:
                found.add("siblings" if kin.relation == "siblings" else people[kin.relation].back or "")
        if other.contact and other.contact == file.contact:
            found.add("siblings")
        same = other.child and file.child and other.child.ref == file.child.ref
        if same and other.opened and file.opened and other.opened < file.opened:
            found.add("earlier")
        return found - {""}

    def _look_around(self, ref: str) -> None:
        """Where the rules ask about people, those around a changed child are looked at again, as the worker would."""
        if self._council.rules.asks_people - {"team"}:
            for other in list(self.files.values()):
                if other.ref != ref and other.about == "case" and self._relations(self.files[ref], other):
                    self._carry(other.ref, c.Sweep(), around=False)

    def relate(self, ref: str, other: str, relation: str, by: str) -> Refusal | None:
        refused = self._carry(ref, c.Relate(other, relation, by))
        if refused is None and self._council.rules.asks_people - {"team"}:
            self._carry(ref, c.Sweep())
        return refused

    def set_rota(self, row: Mapping[str, Any]) -> Refusal | None:
        rota, of, members = row["rota"], row.get("of", ""), tuple(row["members"])
        number = sum(r.rota == rota and r.of == of for r in self._council.rotas) + 1
        rows = (*self._council.rotas, Turns(rota, of, row["start"], members, number))
        reasons = [] if organisation.sets_rota(self._council, row["by"], rota, of, self.now) else [
            Reason(Code.NOT_YOURS, "Only the people the procedure names may change this.")
        ]  # fmt: skip
        reasons += organisation.wrong_turns(self._council, rota, of, members)
        if row["start"] < self.now:
            reasons.append(Reason(Code.BAD_TIME, "A rota is changed from now on.", "", (), "", "start"))
        if reasons:
            return Refusal("set_rota", tuple(reasons))
        self._council = replace(self._council, rotas=rows)
        return None

    def log_contact(
        self, children: Sequence[Mapping[str, Any]], by: str, received: datetime, facts: Mapping[str, str]
    ) -> Sequence[str] | Refusal:
        self.contacts += 1
        refs = []
        for said in children:
            ref = f"CASE-{len(self.files) + 1}"
            self.files[ref], self.journal[ref] = File(ref, self._council.id, contact=f"C-{self.contacts}"), []
            child = self.files[said["again"]].child if said.get("again") else child_said(ref, said)
            assert child is not None
            refused = self._carry(ref, c.OpenCase(ref, f"C-{self.contacts}", child, by, received))
            for fact, value in facts.items():
                refused = refused or self._carry(ref, c.Know(fact, str(value), by, received))
            if refused is not None:
                return refused
            refs.append(ref)
        return refs

    def open_file(self, about: str, subject: str) -> str:
        ref = f"{about}:{subject}"
        if ref not in self.files:
            self.files[ref], self.journal[ref] = File(ref, self._council.id), []
            self._carry(
                ref, c.OpenFile(ref, about, subject, *kind_and_start(self._council, about, subject, self.now))
            )
            self._carry(ref, c.Sweep())
        return ref

    def do(self, refs: Sequence[str], words: Mapping[str, Any]) -> Refusal | None:
        given = {"name" if key == "act" else key: value for key, value in words.items()}
        kept = {ref: (self.files[ref], list(self.journal[ref])) for ref in refs}
        for ref in refs:
            refused = self._carry(ref, c.Do(**given))
            if refused is not None:
                tried = self.journal[ref][-1]
                for one, (file, entries) in kept.items():
                    self.files[one], self.journal[one] = file, entries
                self.journal[ref].append(tried)
                return refused
        return None

    def depart(self, ref: str, team: str, by: str, why: str) -> Refusal | None:
        return self._carry(ref, c.Depart(team, by, why))

    def move_home(self, ref: str, place: str, by: str, why: str) -> Refusal | None:
        child = self.files[ref].child
        assert child is not None
        return self._carry(ref, c.ChangeChild(replace(child, place=place), by, why))

    def learn(
        self, ref: str, fact: str, value: str, by: str, at: datetime | None = None, why: str = ""
    ) -> Refusal | None:
        return self._carry(ref, c.Know(fact, value, by, at, why))

    def appoint(self, row: Mapping[str, Any]) -> None:
        self._council = changed(self._council, row)

    def file(self, ref: str) -> File:
        return self.files[ref]

    def around(self, ref: str) -> tuple[View, ...]:
        return self.related(self.files[ref])

    def events(self, ref: str) -> Sequence[Event]:
        return self.journal[ref]

    def tray(self, ref: str) -> str:
        return tray_of(View(self._council, self.files[ref], self.now))


def child_said(ref: str, said: Mapping[str, Any]) -> Child:
    """A child as a story says one."""
    born, due = said.get("born"), said.get("expected")
    return Child(
        ref, str(said.get("name", "")), date.fromisoformat(str(born)) if born else None,
        date.fromisoformat(str(due)) if due else None, int(said["age"]) if said.get("age") else None, "", str(said.get("place", "")),
    )  # fmt: skip


def kind_and_start(council: Council, about: str, subject: str, now: datetime) -> tuple[str, datetime]:
    """Which kind of team or place a file is of, and when it begins: a council's when its procedure does."""
    if about == "team":
        return council.teams[subject].kind, now
    if about == "place":
        return council.places[subject].kind, now
    start = council.protocol.protocol.in_force_from
    return "", start_of(start)


def changed(council: Council, row: Mapping[str, Any]) -> Council:
    """The council after an appointment, its end, a departure or leave that a story tells."""
    person = str(row["who"])
    if "away" in row:
        days = tuple(date.fromisoformat(str(day)) for day in row["away"])
        gone = replace(council.people[person], away=((days[0], days[-1]),))
        return replace(council, people={**council.people, person: gone})
    if "ends" in row:
        rows = [
            replace(a, end=row["ends"]) if a.person == person and a.end is None else a
            for a in council.appointments
        ]
        return replace(council, appointments=tuple(rows))
    if row.get("leaves"):
        return replace(
            council, people={**council.people, person: replace(council.people[person], active=False)}
        )
    made = Appointment(
        person, row["role"], row.get("team", ""), row.get("place", ""), row.get("from"), row.get("until"),
        bool(row.get("deputy")),
    )  # fmt: skip
    return replace(council, appointments=(*council.appointments, made))
