"""What can be done in a case now, by you; and doing it.

An act is possible when nothing stands in the way but what you give in the same request: an outcome, answers
to its questions, an item, a team, a reason. Those are `asks`; whatever else stands in the way is `refusals`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from baton.api import errors, given, schema, standing
from baton.api.access import etag, expected_version, reader_of
from baton.api.opening import Opened, as_told, may_act, opened
from baton.api.sentences import event_out
from baton.api.texts import Id, Ref
from baton.casework.council import Council
from baton.casework.refusals import Code, Reason, Refusal
from baton.protocol.schema import Act, FieldRow
from baton.services import acting
from baton.services.refusing import Refused, Stale

router = Router(tags=["actions"])
GIVEN = frozenset({Code.NO_OUTCOME, Code.CHOOSE_ROUTE, Code.NO_TEAM, Code.REASON_NEEDED})


@router.get("/{ref}/actions", response=given.Offers, summary="What can be done now")
def actions(request: HttpRequest, response: HttpResponse, ref: Ref):
    """Every act of this kind of file: possible for you now, or every reason why not, each with its clause."""
    reader = reader_of(request)
    found = opened(request, ref, reader, page="api actions")
    response["ETag"] = etag(found.file.version)
    acts = acting.offered_of(found.council, found.file, reader.person, found.related)
    rows = [_offer(found, name, refusal) for name, refusal in acts]
    return {"case": ref, "version": found.file.version, "at": found.now, "actions": rows}


@router.post("/{ref}/actions/{name}", response=given.ActDone, summary="Do it")
def act(request: HttpRequest, response: HttpResponse, ref: Ref, name: Id, said: schema.ActSaid):
    """Does an act, or records what happened, all or nothing; the answer says everything that followed.

    `If-Match` with a version makes sure that nobody saved since: 412 if somebody did.
    """
    reader, expected = reader_of(request), expected_version(request)
    council = may_act(ref, name, reader)
    try:
        saved = acting.do(case=ref, act=name, by=reader.person, expect_version=expected, **said.model_dump())
    except (Refused, Stale) as raised:
        told = as_told(request, ref, reader, raised)
        if isinstance(told, Stale):
            raise errors.stale(_changed(told, council), matched=expected is not None) from None
        raise told from None
    response["ETag"] = etag(saved.version)
    events = [event_out(council, event) for event in saved.events]
    return {"case": ref, "version": saved.version, "events": events}


@router.post("/{ref}/reminders", response=given.ActDone, summary="Remind whoever owes something")
def remind(request: HttpRequest, response: HttpResponse, ref: Ref, said: schema.ReminderSaid):
    """Sends whoever owes a clock a message from you. No clock changes. Refused where nothing is owed any more."""
    reader = reader_of(request)
    council = may_act(ref, "", reader)
    saved = acting.remind(case=ref, duty=said.clock, by=reader.person)
    response["ETag"] = etag(saved.version)
    events = [event_out(council, event) for event in saved.events]
    return {"case": ref, "version": saved.version, "events": events}


@router.post("/{ref}/family", response=given.ActDone, summary="Link another case with this one")
def relate(request: HttpRequest, response: HttpResponse, ref: Ref, said: schema.KinSaid):
    """Says what the person of another case is to this child; rules that ask about them see it from now on."""
    reader = reader_of(request)
    council = may_act(ref, "", reader)
    may_act(said.ref, "", reader)
    saved = acting.relate(case=ref, ref=said.ref, relation=said.relation, by=reader.person)
    response["ETag"] = etag(saved.version)
    events = [event_out(council, event) for event in saved.events]
    return {"case": ref, "version": saved.version, "events": events}


@router.post("/{ref}/facts", response=given.ActDone, summary="Say what is known")
def know(request: HttpRequest, response: HttpResponse, ref: Ref, said: schema.FactSaid):
    """Enters a fact, or corrects it, from a time on. What an act decides is entered by that act alone."""
    reader = reader_of(request)
    council = may_act(ref, "", reader)
    saved = acting.know(
        case=ref, fact=said.fact, value=said.value, by=reader.person, at=said.at, why=said.why
    )
    response["ETag"] = etag(saved.version)
    events = [event_out(council, event) for event in saved.events]
    return {"case": ref, "version": saved.version, "events": events}


def _changed(stale: Stale, council: Council) -> str:
    by = f" by {standing.person_name(council, stale.by)}" if stale.by else ""
    at = f" on {standing.due_words(stale.at)}" if stale.at else ""
    return f"Somebody saved this case first: it was changed{by}{at} and is at version {stale.actual} now."


def _offer(found: Opened, name: str, refusal: Refusal | None) -> dict[str, Any]:
    council = found.council
    moment = council.protocol.moments[name]
    reasons = refusal.reasons if refusal else ()
    rows = council.protocol.records[moment.fills].fields if moment.fills else {}
    asks = [reason for reason in reasons if _given(reason, rows)]
    stops = [reason for reason in reasons if reason not in asks]
    return {
        "name": name, "title": moment.name, "label": moment.label or moment.name, "possible": not stops,
        "outcomes": [standing.named(id_, one.name or one.label) for id_, one in moment.outcomes.items()],
        "fields": [_field(id_, row) for id_, row in rows.items()], "asks_item": moment.asks_item or "",
        "protective": isinstance(moment, Act) and moment.protective, "clauses": list(moment.cites),
        "asks": [errors.reason_out(reason) for reason in asks],
        "refusals": [errors.reason_out(reason) for reason in stops],
    }  # fmt: skip


def _given(reason: Reason, rows: dict[str, FieldRow]) -> bool:
    """Whether what is missing is given in the request itself."""
    return reason.code in GIVEN or (
        reason.code is Code.MISSING and (reason.field == "item" or reason.field in rows)
    )


def _field(id_: str, row: FieldRow) -> dict[str, Any]:
    return {
        "id": id_, "label": row.label, "kind": row.kind, "choices": list(row.choices), "required": row.required,
        "only_if": row.if_ is not None, "clauses": list(row.cites),
    }  # fmt: skip
