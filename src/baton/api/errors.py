"""What the API says when it does not do what was asked: one shape (RFC 9457), one table of statuses.

    {"type": "about:blank", "title": "Conflict", "status": 409, "code": "already_done",
     "detail": "'Confirm safe receipt' was already done by ...", "refusals": [{"code": ..., "says": ...}]}

    status  when
    404     any reason is `unknown`, and whenever the reader may not know that the record exists
    403     else, any reason is that it is not yours to do
    422     else, every reason is mended by giving a value or a better one
    409     else: the state of the case stands in the way, or somebody was first

`refusals` lists everything at once. The API's own codes, beside those of `casework.refusals`, are in `OWN`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse

from baton.casework.refusals import Code, Reason

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = 5
"""Seconds after which a client may try again when the database could not be reached."""

NOT_YOURS = frozenset({Code.NOT_YOURS, Code.NOT_YOU_AGAIN, Code.REASON_NOT_YOURS})
MENDED_BY_A_VALUE = frozenset(
    {
        *(Code.MISSING, Code.REASON_NEEDED, Code.BAD_VALUE, Code.BAD_TIME, Code.NO_OUTCOME),
        *(Code.CHOOSE_ROUTE, Code.NO_TEAM),
    }
)

OWN: dict[str, str] = {
    "bad_character": "A hidden character (NUL, a control or a direction mark) is in a text.",
    "bad_request": "The request could not be read: its body is not JSON, or a header has no meaning.",
    "body_too_large": "The request's body is larger than is taken.",
    "key_reused": "This Idempotency-Key was used before with another body.",
    "method_not_allowed": "The address is there, but not for this method.",
    "not_found": "Nothing is there, or nothing that you may know of. The two answers are the same.",
    "not_saved": "The database could not be reached, and nothing was saved.",
    "surprise": "Something went wrong that nobody foresaw. The reference leads to it in the log.",
    "token_needed": "The token is missing, wrong or ended.",
    "too_long": "A text or a list is longer than is taken.",
    "unknown_field": "There is no field of this name.",
}
"""Codes that only the API has, each with what it means."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A reason of the API's own: like the core's Reason, with a code from `OWN`."""

    code: str
    says: str
    field: str = ""
    needs: str = ""
    rule: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem(Exception):
    """An answer that is a problem. Raise it anywhere in this room."""

    status: int
    code: str
    detail: str
    refusals: tuple[Reason | Wrong, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    reference: str = ""


def status_of(reasons: Iterable[Reason]) -> int:
    """The one mapping from reasons to a status; see the table above."""
    codes = {reason.code for reason in reasons}
    if Code.UNKNOWN in codes:
        return HTTPStatus.NOT_FOUND
    if codes & NOT_YOURS:
        return HTTPStatus.FORBIDDEN
    if codes and codes <= MENDED_BY_A_VALUE:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT


def refused(reasons: tuple[Reason, ...]) -> Problem:
    """A refusal of the core: its first code names it, its detail says all of it."""
    said = " ".join(dict.fromkeys(reason.says for reason in reasons))
    code = reasons[0].code.value if reasons else Code.NOT_HERE.value
    return Problem(status_of(reasons), code, said or "This cannot be done now.", reasons)


def hidden() -> Problem:
    """What does not exist and what the reader may not know of: the same to the byte."""
    return Problem(HTTPStatus.NOT_FOUND, "not_found", "There is nothing here that you may see.")


def stale(says: str, *, matched: bool) -> Problem:
    """Somebody saved first: 412 where the client named a version (If-Match), else 409."""
    status = HTTPStatus.PRECONDITION_FAILED if matched else HTTPStatus.CONFLICT
    reason = Reason(Code.STALE, says, "", (), "Read the case again, and decide on what it says now.")
    return Problem(status, Code.STALE.value, says, (reason,))


def not_saved() -> Problem:
    """The database failed."""
    says = "Not saved: the database could not be reached. Nothing has changed; try again in a moment."
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "not_saved", says, (), {"Retry-After": str(RETRY_AFTER)})


def body(problem: Problem) -> dict[str, Any]:
    """The problem as JSON, empty parts left out."""
    made: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": int(problem.status),
        "detail": problem.detail,
        "code": problem.code,
        "refusals": [reason_out(reason) for reason in problem.refusals],
    }
    return {**made, "reference": problem.reference} if problem.reference else made


def reason_out(reason: Reason | Wrong) -> dict[str, Any]:
    """One reason as JSON; the same shape in a problem and in what cannot be done now."""
    return {
        "code": str(reason.code),
        "rule": reason.rule,
        "clauses": list(reason.clauses),
        "draft_clauses": [],
        "says": reason.says,
        "needs": reason.needs,
        "field": reason.field,
    }


def answer(problem: Problem) -> HttpResponse:
    """The response for a problem."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    return JsonResponse(body(problem), status=problem.status, content_type=CONTENT_TYPE, headers=headers)
