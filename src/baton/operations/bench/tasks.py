"""What is measured, each on the rows of a demonstration: a decision, a contact logged, an act, a tray, a case, a sweep.

Example: `measure(["intake"], council="...", now=now, rounds=50)`. Times wander on a shared machine; ratios taken side
by side and the number of statements do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from baton.casework.commands import Do
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.file import File
from baton.casework.refusals import Refusal
from baton.operations.bench.floor import Asker, in_process
from baton.operations.bench.measuring import Measured, beside, compared
from baton.protocol import conditions as c
from baton.records import stores, worklists
from baton.records.models import Case
from baton.services import acting, councils, present, reading, sweeping

Chain = Callable[[File, Do], list[str]]
SWEPT = 1000


@dataclass(frozen=True, slots=True)
class Situation:
    """The rows to measure on: a council, its files, and something somebody can do."""

    council: Council
    files: tuple[File, ...]
    now: datetime

    def possible(self) -> tuple[File, Do]:
        """The first act that somebody may do now, with nothing more to say."""
        return next((f, do) for f, do, answer in self._asked() if not isinstance(answer, Refusal))

    def refused(self) -> tuple[File, Do]:
        """The act refused for the most reasons."""
        found = (
            (len(a.reasons), n, f, do) for n, (f, do, a) in enumerate(self._asked()) if isinstance(a, Refusal)
        )
        _, _, file, do = max(found, key=lambda row: (row[0], -row[1]))
        return file, do

    def _asked(self) -> Iterator[tuple[File, Do, object]]:
        people = [*{a.role: a.person for a in self.council.appointments}.values()]
        for file in self.files[:40]:
            for name, act in self.council.protocol.acts.items():
                for person in people if act.of == "case" else ():
                    do = Do(name, person)
                    yield file, do, decide(self.council, file, do, self.now)


def situation(council: str, now: datetime) -> Situation:
    """What there is to measure on."""
    refs = Case.objects.filter(council=council, about="case", closed_at__isnull=True).order_by("rank", "id")
    loaded = stores.load_many(refs.values_list("ref", flat=True)[:200])
    return Situation(councils.council(council), tuple(loaded[ref].file for ref in sorted(loaded)), now)


def measure(names: Sequence[str], council: str, now: datetime, rounds: int) -> Iterator[Measured]:
    """Each task in turn."""
    found = situation(council, now)
    with present.stopped_at(now), in_process():
        for name in names:
            yield from TASKS[name](found, rounds)


def _decide(found: Situation, rounds: int) -> Iterator[Measured]:
    for of, (file, do) in {"allowed": found.possible(), "refused": found.refused()}.items():

        def once(file: File = file, do: Do = do) -> None:
            for _ in range(100):
                decide(found.council, file, do, found.now)

        chain = _by_hand(found.council, do)

        def plain(file: File = file, do: Do = do, chain: Chain = chain) -> None:
            for _ in range(100):
                chain(file, do)

        yield compared("decide", f"one decision, {of}: {do.name}", once, plain, max(3, rounds // 3), 100)


def _by_hand(council: Council, do: Do) -> Chain:
    """The same act as somebody would write it into a program: an `if` for who, for where, and for each of its needs.
    It knows one act of one council, cites nothing, and nothing follows from it."""
    act = council.protocol.acts[do.name]
    people = {a.person for role in act.by for a in council.by_role.get(role.role, ())}
    where = c.names_in(act.when) if act.when else set()
    needs = [(need.says, sorted(c.names_in(need.need))) for _, need in council.rules.needs(do.name)]

    def chain(file: File, do: Do) -> list[str]:
        known = {done.name: done for done in file.done}
        said = []
        if file.closed:
            said.append("The case was closed.")
        if do.by not in people:
            said.append("Only somebody else may do this.")
        if not all(name in known or name in file.facts for name in where):
            said.append("This does not belong here.")
        for says, names in needs:
            if not all(
                name.partition(".")[2] in do.fields or name in known or name in file.facts for name in names
            ):
                said.append(says)
        return said

    return chain


CONTACT = {
    "danger": "no", "story": "A worry. " * 40, "caller_name": "Ms Caller", "caller_phone": "01632 960100",
    "source": "School", "reason": "Attendance", "consent": "refused", "consent_why": "Mother said no",
    "told": "That we would ring", "children": "1", "child-0-name": "Piper Testbury", "child-0-born": "4 5 2018",
    "child-0-number": "BENCH-1", "child-0-address": "1 Demo Street", "save": "1",
}  # fmt: skip
"""Fifteen fields of the form of a contact."""


def _intake(found: Situation, rounds: int) -> Iterator[Measured]:
    asker = Asker(found.council.appointments[0].person)
    yield beside(
        "intake", "the form of a contact with one child", lambda: asker.ask("POST", "/contacts/new/", CONTACT),
        rounds, asker.on_the_floor("POST"),
    )  # fmt: skip


def _act(found: Situation, rounds: int) -> Iterator[Measured]:
    file, do = found.possible()
    yield beside(
        "act", f"one act: {do.name}", lambda: acting.do(case=file.ref, act=do.name, by=do.by), rounds
    )


def _tray(found: Situation, rounds: int) -> Iterator[Measured]:
    """The fullest tray that somebody may see, as its page."""
    seen = {
        name.key: (name, person)
        for person in found.council.by_person
        for name in worklists.trays_for(found.council, person, found.now)
    }
    name, person = max(seen.values(), key=lambda one: (one[0].waiting, one[0].key))
    asker = Asker(person)
    asker.ask("GET", f"/trays/{name.key}/")  # whoever owes the daily review has done it by this
    yield beside(
        "tray", f"the page of a tray, {name.waiting} waiting", lambda: asker.ask("GET", f"/trays/{name.key}/"),
        rounds, asker.on_the_floor("GET"),
    )  # fmt: skip


def _case(found: Situation, rounds: int) -> Iterator[Measured]:
    """The page of the case that most has been done in, read by somebody who works with the child."""
    file = max(found.files, key=lambda file: (len(file.done), file.ref))
    person = next(p for p in found.council.by_person if reading.relation_of(found.council, file, p))
    asker = Asker(person)
    yield beside(
        "case", f"the page of a case, {len(file.done)} acts", lambda: asker.ask("GET", f"/cases/{file.ref}/"),
        rounds, asker.on_the_floor("GET"),
    )  # fmt: skip


def _sweep(found: Situation, rounds: int) -> Iterator[Measured]:
    """Up to a thousand due files, in batches as the worker takes them."""
    dues = Case.objects.filter(next_at__isnull=False).order_by("next_at").values_list("next_at", flat=True)
    later = [*dues[:SWEPT], found.now + timedelta(hours=1)][-2]
    due, still = dues.filter(next_at__lte=later).count(), Case.objects.filter(closed_at__isnull=True).count()
    batches = range(-(-min(due, SWEPT) // 200))
    yield beside(
        "sweep", f"{min(due, SWEPT)} due of {still} open, in batches of 200",
        lambda: [sweeping.sweep(later) for _ in batches], max(3, rounds // 10),
    )  # fmt: skip


TASKS: dict[str, Callable[[Situation, int], Iterator[Measured]]] = {
    "decide": _decide, "intake": _intake, "act": _act, "tray": _tray, "case": _case, "sweep": _sweep,
}  # fmt: skip
