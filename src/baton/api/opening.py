"""Opening a record for a reader: the one place where the API meets the rules of who may read what.

Another council's record is hidden. One's own council's, without a working relationship, asks for a reason in
the header `Reading-Reason`. Each opening is logged by the service.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest

from baton.api import errors
from baton.api.access import Reader
from baton.api.texts import LINE, no_hidden
from baton.casework.council import Council
from baton.casework.file import File
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.view import View
from baton.protocol.schema import Act
from baton.records import stores, worklists
from baton.records.worklists import ContactLine
from baton.services import councils, present, reading
from baton.services.refusing import NeedsReason, Refused, Stale

HEADER = "Reading-Reason"


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that may be read, the council to read it with, and the instant it was opened at."""

    file: File
    council: Council
    now: datetime
    related: tuple[View, ...] = ()


def opened(request: HttpRequest, ref: str, reader: Reader, page: str) -> Opened:
    """The record. Raises NoSuchCase (hidden) or NeedsReason."""
    found = reading.open_case(ref, reader.person, reason_said(request), page)
    return Opened(found.file, found.council, present.now(), found.related)


def opened_contact(request: HttpRequest, ref: str, reader: Reader) -> ContactLine:
    """A contact, by the right to read any one of its cases. Hidden, NeedsReason."""
    found = worklists.contact(ref)
    if found is None or found.council != reader.council or not found.cases:
        raise errors.hidden()
    for number, case in enumerate(found.cases, 1):
        try:
            reading.open_case(case.ref, reader.person, reason_said(request), "api contact")
            break
        except NeedsReason:
            if number == len(found.cases):
                raise
    return found


def reason_said(request: HttpRequest) -> str:
    """The reason for reading, as the client gave it."""
    said = request.headers.get(HEADER, "")
    return no_hidden(said.encode("latin-1", "replace").decode("utf-8", "replace"))[:LINE]


def as_told(
    request: HttpRequest, ref: str, reader: Reader, raised: Refused | Stale
) -> Refused | Stale | NeedsReason:
    """What may be said of why an act was not done: to somebody without a working relationship only that it is not
    theirs, for every other reason tells how the child's case stands. A reason for reading is logged, and tells all."""
    try:
        reading.open_case(ref, reader.person, reason_said(request), "api refusal")
        return raised
    except NeedsReason as needed:
        theirs = raised.refusal.reasons if isinstance(raised, Refused) else ()
        kept = tuple(reason for reason in theirs if reason.code in errors.NOT_YOURS)
        if not kept or not isinstance(raised, Refused):
            return needed
        return Refused(replace(raised.refusal, reasons=kept), raised.ref)


def may_act(ref: str, name: str, reader: Reader) -> Council:
    """Hidden, where the record is another council's. Who may do an act is the core's own question; what the
    world did can be recorded by those who may read the record."""
    loaded = stores.load(ref)
    if loaded.council.id != reader.council:
        raise errors.hidden()
    council = councils.council(loaded.council)
    moment = council.protocol.moments.get(name)
    if (
        moment
        and not isinstance(moment, Act)
        and not reading.relation_of(council, loaded.file, reader.person)
    ):
        says = "You are not working with this child, so you cannot record what happened."
        needs = (
            "Ask somebody of the team that holds the child to record it: a reason for reading is not enough."
        )
        raise Refused(Refusal(name, (Reason(Code.NOT_YOURS, says, f"act:{name}", moment.cites, needs),)), ref)
    return council
