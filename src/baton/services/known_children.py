"""Which children a contact is about: those the council knows already, and new ones for the rest.

A child is known by the reference that was picked, or by the council's own number where nothing else that was
said speaks against it. What the contact adds about a known child (a birth date, a new home) is kept; what the
record says already stands until somebody puts it right.

Example: a second contact about number 77 opens a further case of the same child: their second stay, if the
first case is closed by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from baton.casework.council import Council
from baton.casework.file import Child
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.working_time.wording import day_and_year
from baton.records import known_children, models
from baton.records.known_children import search_key
from baton.services.refusing import Refused

_DISTRICT = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(?:\d[A-Z]{2})?\b")


@dataclass(frozen=True, slots=True)
class ChildSaid:
    """A child as a caller describes them: a birth date, a due date or an age. `ref` of one already known."""

    name: str = ""
    born: date | None = None
    due: date | None = None
    age_at_contact: int | None = None
    number: str = ""
    place: str = ""
    address: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A child of the contact: the row, the child as the case will hold them, and which stay with us this is."""

    row: models.Child
    child: Child
    stay: int = 1


def place_of(council: Council, address: str) -> str:
    """The place an address falls in, by its postcode district; empty when it cannot be told."""
    districts = set(_DISTRICT.findall(address.upper()))
    return next((p.id for p in council.places.values() if p.active and districts & set(p.areas)), "")


def find_or_add(council: Council, refs: Sequence[str], said: Sequence[ChildSaid]) -> list[Found]:
    """The row of each child. `refs` are for those who are new. Raises Refused where what is said cannot be."""
    known = _known(council.id, said)
    matched = [known.get(one.ref) or known.get(f"number:{one.number}") for one in said]
    _refuse_what_contradicts(said, matched)
    stays = known_children.stays_ended([row.pk for row in matched if row])
    found, new = [], []
    for ref, one, row in zip(refs, said, matched, strict=True):
        if row is None:
            row = _new(council, ref, one)
            new.append(row)
        else:
            _take_in(council, row, one)
        child = Child(row.ref, row.name, row.born, row.due, one.age_at_contact, row.number, row.place)
        found.append(Found(row, child, stays.get(row.pk, 0) + 1))
    if new:
        models.Child.objects.bulk_create(new)
    return found


def _known(council: str, said: Sequence[ChildSaid]) -> dict[str, models.Child]:
    """The children who were picked or whose number is known, by reference and by number: one statement or none."""
    refs, numbers = [one.ref for one in said if one.ref], [one.number for one in said if one.number]
    if not refs and not numbers:
        return {}
    found = known_children.by_ref_or_number(council, refs, numbers)
    return {row.ref: row for row in found} | {f"number:{row.number}": row for row in found if row.number}


def _new(council: Council, ref: str, said: ChildSaid) -> models.Child:
    return models.Child(
        ref=ref, council_id=council.id, name=said.name, born=said.born, due=said.due, age_at_contact=said.age_at_contact,
        number=said.number, address=said.address, place=said.place or place_of(council, said.address),
        search_key=search_key(said.name),
    )  # fmt: skip


def _take_in(council: Council, row: models.Child, said: ChildSaid) -> None:
    """What the record lacked is added; where the child lives is as it was said now."""
    before = (row.name, row.born, row.due, row.number, row.place, row.address)
    row.name, row.number = row.name or said.name, row.number or said.number
    row.born = row.born or said.born
    row.due = row.due or (None if row.born else said.due)
    row.address = said.address or row.address
    row.place = said.place or place_of(council, said.address) or row.place
    if before != (row.name, row.born, row.due, row.number, row.place, row.address):
        row.search_key = search_key(row.name)
        row.save(update_fields=["name", "born", "due", "number", "place", "address", "search_key"])


def _refuse_what_contradicts(said: Sequence[ChildSaid], matched: Sequence[models.Child | None]) -> None:
    reasons = []
    for one, row in zip(said, matched, strict=True):
        if one.ref and (row is None or row.ref != one.ref):
            reasons.append(Reason(Code.BAD_VALUE, f"There is no child {one.ref}.", "", (), "", "children"))
        elif row is not None:
            reasons += _against(one, row)
    rows = [row.pk for row in matched if row]
    numbers = [one.number for one in said if one.number]
    if len(rows) != len(set(rows)) or len(numbers) != len(set(numbers)):
        reasons.append(Reason(Code.BAD_VALUE, "The same child is named twice.", "", (), "", "children"))
    if reasons:
        raise Refused(Refusal("log_contact", tuple(reasons)))


def _against(said: ChildSaid, row: models.Child) -> Iterator[Reason]:
    """Why the child who was picked, or who has this number, cannot be the child who is described."""
    if said.ref:
        if said.number and row.number and said.number != row.number:
            says = f"The child who was picked has the number {row.number}, not {said.number}."
            yield Reason(
                Code.BAD_VALUE, says, "", (), "Leave the number out, or do not pick the child.", "number"
            )
        if said.born and row.born and said.born != row.born:
            says = f"The child who was picked was born on {day_and_year(row.born)}, not on {day_and_year(said.born)}."
            needs = "Leave the birth date out and have it put right on the child's page, or do not pick the child."
            yield Reason(Code.BAD_VALUE, says, "", (), needs, "born")
        return
    other = said.born and row.born and said.born != row.born
    if other or not _may_be_one(said.name, row.name):
        what = "another birth date" if other else "another name"
        says = f"The number {said.number} is that of a child known already, with {what}."
        needs = "Correct the number or leave it out; or pick the child, if it is the same one."
        yield Reason(Code.BAD_VALUE, says, "", (), needs, "number")


def _may_be_one(said: str, known: str) -> bool:
    """Whether two names may be one child's: one is not known, or they share a word."""
    mine, theirs = set(search_key(said).split()), set(search_key(known).split())
    return not mine or not theirs or bool(mine & theirs)
