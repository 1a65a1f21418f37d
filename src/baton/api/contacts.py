"""Contacts: logging one, and reading one back.

`Idempotency-Key` makes saying it twice the same as saying it once: the same key with the same body has the
same answer; with another body it is refused (`key_reused`).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from baton.api import errors, given, schema
from baton.api.access import Reader, reader_of
from baton.api.opening import opened_contact
from baton.api.texts import Ref, no_hidden
from baton.casework.refusals import Code, Reason
from baton.services import contacts, councils
from baton.services.contacts import KeyUsedOtherwise, Logged

router = Router(tags=["contacts"])
LONGEST_KEY = 200


@router.post("", response={201: given.ContactMade}, summary="Log a contact")
def log(request: HttpRequest, response: HttpResponse, said: schema.NewContact):
    """Opens a case for each child, held by the intake team from when it was received."""
    key, reader = _key(request), reader_of(request)
    _left_to_acts(reader, said)
    _in_force(reader, said.procedure)
    try:
        logged = _log(reader, said, key)
    except KeyUsedOtherwise:
        says = "This Idempotency-Key was used before with another body. Use a new key for a new contact."
        reason = Reason(Code.BAD_VALUE, says, "", (), "Use a new key.", "Idempotency-Key")
        raise errors.Problem(422, "key_reused", says, (reason,)) from None
    response["Location"] = f"/api/v1/contacts/{logged.contact_ref}"
    made = {"ref": logged.contact_ref, "cases": list(logged.case_refs), "children": list(logged.child_refs)}
    return Status(201, made)


@router.get("/{ref}", response=given.ContactOut, summary="A contact as it was logged")
def contact(request: HttpRequest, ref: Ref):
    """Its story is a child's record: reading it is logged, and may need a reason in `Reading-Reason`."""
    row = opened_contact(request, ref, reader_of(request))
    return {
        "ref": row.ref, "received": row.received, "recorded": row.recorded, "source": row.source,
        "reason": row.reason, "story": row.story, "caller": _texts(row.caller), "consent": row.consent,
        "immediate_danger": row.immediate_danger, "answers": _texts(row.answers), "by": row.by,
        "cases": [case.ref for case in row.cases],
    }  # fmt: skip


def _key(request: HttpRequest) -> str | None:
    key = no_hidden(request.headers.get("Idempotency-Key", "").strip())
    if len(key) > LONGEST_KEY:
        says = f"An Idempotency-Key can be {LONGEST_KEY} letters long."
        raise errors.Problem(400, "bad_request", says)
    return key or None


def _left_to_acts(reader: Reader, said: schema.NewContact) -> None:
    """Refuses facts that an act decides (who recommended it, and why, would be nowhere)."""
    moments = councils.protocol(reader.council).moments.values()
    decided = {name for one in moments for name in one.sets}
    decided |= {name for one in moments for outcome in one.outcomes.values() for name in outcome.sets}
    reasons = tuple(
        Reason(
            Code.BAD_VALUE, f"'{name}' is decided by an act, not by a contact.", "", (), "", f"{where}.{name}"
        )
        for where, names in (("facts", said.facts), ("answers", said.answers))
        for name in sorted(decided & names.keys())
    )
    if reasons:
        raise errors.refused(reasons)


def _in_force(reader: Reader, said: str) -> None:
    """Refuses a procedure that is not in force, and names the one that is."""
    head = councils.protocol(reader.council).protocol
    names = {head.version, *(one for document in head.documents for one in (document.id, document.title))}
    if not said or said.casefold() in {name.casefold() for name in names}:
        return
    title = " and ".join(document.title for document in head.documents)
    was = (
        "has been replaced"
        if said.casefold() in {one.casefold() for one in head.replaces}
        else "is not in force here"
    )
    says = f"'{said}' {was}. What is in force is {title}, version {head.version}."
    raise errors.refused((Reason(Code.BAD_VALUE, says, "", head.cites, says, "procedure"),))


def _log(reader: Reader, said: schema.NewContact, key: str | None) -> Logged:
    children = [
        contacts.ChildSaid(one.name, one.born, one.due, one.age, one.number, one.place, one.address, one.ref)
        for one in said.children
    ]
    return contacts.log_contact(
        council=reader.council, by=reader.person, children=children, received_at=said.received, source=said.source,
        reason=said.reason, story=said.story, caller=_said_by(said.caller), consent=said.consent,
        immediate_danger=said.immediate_danger, answers=said.answers, facts=said.facts, idempotency_key=key,
    )  # fmt: skip


def _said_by(caller: schema.Caller) -> dict[str, str]:
    return {name: value for name, value in caller.model_dump().items() if value}


def _texts(kept: dict[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in kept.items()}
