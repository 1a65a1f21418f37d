"""A contact comes in: it is logged once, and a case is opened for each child, held by the intake team.

Everything is saved together, under references counted on the council's own row. A key from the caller makes
saying it twice the same as saying it once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.deciding import decide, may_be_entered
from baton.casework.evolve import replay
from baton.casework.file import File
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.view import View
from baton.records import codec, models, stores
from baton.services import councils, present
from baton.services.known_children import ChildSaid, find_or_add, place_of
from baton.services.refusing import Refused, saving

__all__ = ["ChildSaid", "KeyUsedOtherwise", "Logged", "log_contact", "place_of"]


@dataclass(frozen=True, slots=True)
class Logged:
    """What the caller can be told."""

    contact_ref: str
    case_refs: tuple[str, ...]
    child_refs: tuple[str, ...] = ()
    again: bool = False
    """Whether this had been logged before, under the same key: nothing was changed now."""


class KeyUsedOtherwise(Exception):
    """The same idempotency key came with something else."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The council's row and the numbers reserved on it."""

    row: models.Council
    contact: str
    children: tuple[str, ...]
    cases: tuple[str, ...]


def log_contact(
    *, council: str, children: Sequence[ChildSaid | Mapping[str, Any]], by: str, received_at: datetime | None = None,
    source: str = "", reason: str = "", story: str = "", caller: Mapping[str, str] | None = None, consent: str = "",
    immediate_danger: bool = False, answers: Mapping[str, str] | None = None, idempotency_key: str | None = None,
    import_key: str | None = None, facts: Mapping[str, str] | None = None, team: str = "",
) -> Logged:  # fmt: skip
    """Logs a contact and opens a case for each child. `facts` are known of every child from when it came in; `team` is
    the kind of team that opens it, where the procedure has several front doors.

    Answers named as a fact of the protocol are known too. Raises Refused, NotSaved, KeyUsedOtherwise.
    """
    now = present.now()
    said = [one if isinstance(one, ChildSaid) else ChildSaid(**one) for one in children]
    contact = models.Contact(
        council_id=council, received_at=received_at or now, recorded_at=now, source=source, reason=reason,
        story=story, caller=dict(caller or {}), consent=consent, immediate_danger=immediate_danger,
        answers=dict(answers or {}), by=by, import_key=import_key,
    )  # fmt: skip
    _refuse_bad(contact, said, now)
    with saving("log_contact"), transaction.atomic():
        counted = _count(council, len(said))
        told = _body_hash(contact, said, facts or {}, team)
        earlier = _earlier(counted.row, idempotency_key, told)
        if earlier is not None:
            transaction.set_rollback(True)  # the numbers taken are given back
            return earlier
        logged = _log(counted, contact, said, dict(facts or {}), team, now)
        if idempotency_key:
            answer = {"contact": logged.contact_ref, "cases": logged.case_refs, "children": logged.child_refs}
            models.IdempotencyKey.objects.create(
                council_id=council,
                key=idempotency_key,
                body_hash=told,
                answer=answer,
                at=now,
            )
    return logged


def _refuse_bad(contact: models.Contact, said: Sequence[ChildSaid], now: datetime) -> None:
    reasons = []
    if not said:
        reasons.append(
            Reason(Code.MISSING, "Say which child or children this is about.", "", (), "", "children")
        )
    if contact.received_at > now:
        says = f"The contact is dated {wt.words_for(contact.received_at)}, which has not come yet."
        reasons.append(Reason(Code.BAD_TIME, says, "", (), "Give the time it was received.", "received"))
    refs = [one.ref for one in said if one.ref]
    if len(refs) != len(set(refs)):
        reasons.append(Reason(Code.BAD_VALUE, "The same child is named twice.", "", (), "", "children"))
    if reasons:
        raise Refused(Refusal("log_contact", tuple(reasons)))


def _refuse_unknown_places(council: Council, said: Sequence[ChildSaid]) -> None:
    known = {place.id: place.name for place in council.places.values() if place.active}
    reasons = tuple(
        Reason(
            Code.BAD_VALUE,
            f"There is no place '{one.place}' here.",
            "",
            (),
            f"Choose from: {', '.join(known)}.",
            "place",
        )
        for one in said
        if one.place and one.place not in known
    )
    if reasons:
        raise Refused(Refusal("log_contact", reasons))


def _count(council: str, children: int) -> _Counted:
    """Takes the next references, which also puts contacts of one council in order: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_council SET contacts_counted = contacts_counted + 1, "
            "children_counted = children_counted + %s, cases_counted = cases_counted + %s WHERE id = %s "
            "RETURNING prefix, organisation_version, contacts_counted, children_counted, cases_counted",
            [children, children, council],
        )
        found = cursor.fetchone()
    if found is None:
        raise councils.NoSuchCouncil(f"There is no council '{council}'.")
    prefix, version, contact, child, case = found
    row = models.Council(id=council, prefix=prefix, organisation_version=version)
    numbers = range(1 - children, 1)
    return _Counted(
        row, f"{prefix}-C-{contact:06d}", tuple(f"{prefix}-P-{child + n:06d}" for n in numbers),
        tuple(f"{prefix}-{case + n:06d}" for n in numbers),
    )  # fmt: skip


def _body_hash(
    contact: models.Contact, said: Sequence[ChildSaid], facts: Mapping[str, str], team: str
) -> str:
    """What was said in all, as one short text: whatever differs is another contact, and is never dropped."""
    whole: dict[str, Any] = {
        "children": [codec.encode(one) for one in said], "source": contact.source, "reason": contact.reason,
        "story": contact.story, "caller": contact.caller, "answers": contact.answers, "consent": contact.consent,
        "danger": contact.immediate_danger,
        "received": "" if contact.received_at == contact.recorded_at else contact.received_at.isoformat(),
    }  # fmt: skip
    whole |= {name: value for name, value in (("facts", dict(facts)), ("team", team)) if value}
    return sha256(codec.canonical(whole).encode()).hexdigest()


def _earlier(row: models.Council, key: str | None, told: str) -> Logged | None:
    """The answer given before under this key. The council's row is locked, so nobody else is answering it."""
    kept = models.IdempotencyKey.objects.filter(council=row.id, key=key).first() if key else None
    if kept is None:
        return None
    if kept.body_hash != told:
        raise KeyUsedOtherwise(f"The key '{key}' was used before for something else.")
    return Logged(kept.answer["contact"], tuple(kept.answer["cases"]), tuple(kept.answer["children"]), True)


def _log(
    counted: _Counted,
    contact: models.Contact,
    said: Sequence[ChildSaid],
    facts: dict[str, str],
    team: str,
    now: datetime,
) -> Logged:
    council = councils.council(counted.row)
    _refuse_unknown_places(council, said)
    contact.ref = counted.contact
    contact.save(force_insert=True)
    known = {n: v for n, v in {**contact.answers, **facts}.items() if may_be_entered(council, n)}
    opened: list[File] = []
    changes = []
    children = find_or_add(council, counted.children, said)
    for ref, one in zip(counted.cases, children, strict=True):
        command = c.OpenCase(ref, contact.ref, one.child, contact.by, contact.received_at, one.stay, team)
        change = _open(council, ref, command, known, opened, now)
        opened.append(change.after)
        changes.append(replace(change, contact_id=contact.pk, child_id=one.row.pk))
    stores.save(changes, now, contact.by)
    return Logged(contact.ref, counted.cases, tuple(one.row.ref for one in children))


def _open(
    council: Council,
    ref: str,
    command: c.OpenCase,
    known: Mapping[str, str],
    siblings: Sequence[File],
    now: datetime,
) -> stores.Change:
    """The events of opening a case, and of what is known of the child from the contact itself."""
    before = File(ref, council.id)
    related = tuple(View(council, file, now, relation="siblings") for file in siblings)
    todo: list[c.Command] = [command]
    todo += [c.Know(name, value, command.by, command.at) for name, value in known.items() if value]
    file = before
    made: list[e.Event] = []
    for one in todo:
        decision = decide(council, file, one, now, related)
        if isinstance(decision, Refusal):
            raise Refused(decision)
        file = replay(file, decision)
        made += decision
    return stores.Change(council, before, stores.next_version(before, file), tuple(made))
