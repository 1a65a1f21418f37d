"""Changing a case: load, ask the core, save everything or nothing, in one transaction.

    do(case="STK-000123", act="confirm_receipt", by="stk-amara-cole")   -> Saved
    do_together(cases=[...], act="allocate", by=...)                    -> one Saved a case, all or none

Raises Refused (the attempt is journalled, no table changes), Stale, NotSaved, NoSuchCase.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baton.casework import attempts, being_named, deciding
from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.council import Council
from baton.casework.evolve import replay
from baton.casework.file import Child, File
from baton.casework.refusals import Refusal
from baton.casework.view import View
from baton.records import journal, stores
from baton.services import around, councils, present
from baton.services.refusing import NoSuchCase, Refused, Stale, saving

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a command made of a case."""

    file: File
    events: tuple[e.Event, ...]
    version: int

    @property
    def ref(self) -> str:
        """The case's reference."""
        return self.file.ref


def do(
    *, case: str, act: str, by: str, outcome: str = "", item: str = "", at: datetime | None = None,
    fields: Words | None = None, reasons: Words | None = None, danger: str = "", team: str = "",
    route: str = "", planned: bool = False, expect_version: int | None = None, transcribed: str = "",
) -> Saved:  # fmt: skip
    """Does an act, or records what happened. `at` is when it happened (UTC; None for now)."""
    command = c.Do(
        act,
        by,
        at,
        outcome,
        item,
        dict(fields or {}),
        dict(reasons or {}),
        danger,
        team,
        route,
        planned,
        transcribed,
    )
    return carry_out([case], command, by=by, expect={case: expect_version})[0]


def do_together(
    *, cases: Sequence[str], act: str, by: str, outcome: str = "", item: str = "", at: datetime | None = None,
    fields: Words | None = None, reasons: Words | None = None, danger: str = "", team: str = "",
    route: str = "", expect_versions: Mapping[str, int | None] | None = None,
) -> tuple[Saved, ...]:  # fmt: skip
    """The same act for several cases (siblings), all or none: the first refusal refuses them all."""
    command = c.Do(act, by, at, outcome, item, dict(fields or {}), dict(reasons or {}), danger, team, route)
    return carry_out(cases, command, by=by, expect=expect_versions or {})


def know(*, case: str, fact: str, value: str, by: str, at: datetime | None = None, why: str = "") -> Saved:
    """A fact is known, or corrected, from a time; `why`, where the past is put right."""
    return carry_out([case], c.Know(fact, value, by, at, why), by=by)[0]


def change_child(*, case: str, child: Child, by: str, why: str, expect_version: int | None = None) -> Saved:
    """Who the child is, or where the child lives, is put right."""
    return carry_out([case], c.ChangeChild(child, by, why), by=by, expect={case: expect_version})[0]


def depart(
    *, case: str, team: str, by: str, why: str, route: str = "", expect_version: int | None = None
) -> Saved:
    """The child moves outside the routes, by somebody the procedure allows, with a reason."""
    return carry_out([case], c.Depart(team, by, why, route), by=by, expect={case: expect_version})[0]


def relate(*, case: str, ref: str, relation: str, by: str) -> Saved:
    """Another case of the same council is linked with this one: `relation` is what that person is to this child.

    Raises Refused, NoSuchCase."""
    other = stores.load(ref)
    if other.file.about != "case" or other.council.id != stores.load(case).council.id:
        raise NoSuchCase(ref)
    return carry_out([case], c.Relate(ref, relation, by), by=by)[0]


def settle_correction(*, case: str, number: int, by: str, why: str) -> Saved:
    """A person settles something that was recorded late."""
    return carry_out([case], c.SettleCorrection(number, by, why), by=by)[0]


def remind(*, case: str, duty: str, by: str) -> Saved:
    """Whoever owes something is sent a message by somebody who waits for it; no clock changes."""
    return carry_out([case], c.Remind(duty, by), by=by)[0]


def offered(case: str, by: str) -> list[tuple[str, Refusal | None]]:
    """Every act of this kind of file, with why it cannot be done now by this person (None where it can)."""
    loaded = stores.around([case])
    if case not in loaded:
        raise NoSuchCase(case)
    row = loaded[case]
    council = councils.council(row.council)
    return offered_of(council, row.file, by, around.related(council, row, loaded.values(), present.now()))


def offered_of(
    council: Council, file: File, by: str, related: tuple[View, ...] = ()
) -> list[tuple[str, Refusal | None]]:
    """The same for a file that has been loaded already: no statement is sent."""
    return list(deciding.offered(council, file, by, present.now(), related))


def carry_out(
    cases: Sequence[str], command: c.Command, *, by: str, expect: Mapping[str, int | None] | None = None,
    now: datetime | None = None,
) -> tuple[Saved, ...]:  # fmt: skip
    """Any command to one or several cases, in one transaction and a constant number of statements."""
    now = now or present.now()
    try:
        with saving(_name(command)), transaction.atomic():
            loaded = _load(cases, expect or {})
            changes = _decide(loaded, cases, command, now)
            stores.save([change for change in changes if change.events], now, by)
    except Refused as refused:
        if refused.ref:
            note_attempt(refused, command, by, now)
        raise
    return tuple(Saved(change.after, change.events, change.after.version) for change in changes)


def _load(cases: Sequence[str], expect: Mapping[str, int | None]) -> dict[str, stores.Loaded]:
    loaded = stores.around(cases, lock=True)
    for ref in cases:
        if ref not in loaded:
            raise NoSuchCase(ref)
        seen, row = expect.get(ref), loaded[ref]
        if seen is not None and seen != row.file.version:
            raise Stale(ref, seen, row.file.version, row.changed_by, row.changed_at)
        if row.council.id != loaded[cases[0]].council.id:
            raise ValueError("The cases of one command belong to one council.")
    return loaded


def _decide(
    loaded: Mapping[str, stores.Loaded], cases: Sequence[str], command: c.Command, now: datetime
) -> list[stores.Change]:
    """What is to be saved of each case; what all of them need is asked for once. Raises Refused."""
    council = councils.council(loaded[cases[0]].council)
    council = councils.with_caseloads(council, named_in(council, command))
    teams: dict[str, File] = {}
    if "team" in council.protocol.people:
        teams = stores.files_of_teams(
            council.id, _that_may_hold(council, command, [loaded[r].file for r in cases])
        )
    changes = []
    for ref in cases:
        row = loaded[ref]
        related = around.related(council, row, loaded.values(), now, teams)
        decision = deciding.decide(council, row.file, command, now, related)
        if isinstance(decision, Refusal):
            raise Refused(decision, ref)
        changes.append(change_of(council, row.file, decision, row))
    return changes


def change_of(
    council: Council, before: File, decided: tuple[e.Event, ...], row: stores.Loaded | None = None
) -> stores.Change:
    """What is to be saved when these events follow."""
    after = stores.next_version(before, replay(before, decided)) if decided else before
    if row is None:
        return stores.Change(council, before, after, decided)
    return stores.Change(council, before, after, decided, row.id, row.contact_id, row.child_id)


def _that_may_hold(council: Council, command: c.Command, files: Iterable[File]) -> set[str]:
    """The teams that hold these children now, or would once the command is done."""
    chosen = getattr(command, "team", "")
    homes = {team.id for file in files if file.child for team in council.teams_at(file.child.place)}
    return {*(file.holder for file in files), *([chosen] if chosen else homes)}


def named_in(council: Council, command: c.Command) -> tuple[str, ...]:
    """Whose caseload a command may be asked about: whoever its fields say and, where it names a worker, everybody who
    holds the role of one."""
    if not isinstance(command, c.Do):
        return ()
    row = being_named.question(council, command.name)
    could = (a.person for role in (row.role if row else ()) for a in council.by_role.get(role.role, ()))
    return (*command.fields.values(), *could)


def note_attempt(refused: Refused, command: c.Command, by: str, now: datetime) -> None:
    """Keeps a refused attempt in the journal, in a transaction of its own; nothing else changes."""
    with saving(refused.refusal.name), transaction.atomic():
        row = stores.load(refused.ref)
        tried = attempts.tried(refused.refusal, command, by, now)
        journal.append([journal.Entry(row.council.id, row.ref, row.file.version, tried, by)])


def _name(command: c.Command) -> str:
    return command.name if isinstance(command, c.Do) else type(command).__name__
