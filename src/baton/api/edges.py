"""Where everything that was raised becomes an answer: one handler a kind, and the last resort for surprises.

No answer holds a stack trace, SQL, or what was typed. A surprise is logged under a reference that the answer
gives; a database that cannot be reached is 503 with `Retry-After`, for nothing was saved.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

import django.db
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic_core import PydanticCustomError

from baton.api import drafts, errors
from baton.api.errors import Problem, Wrong, answer
from baton.casework.refusals import Code, Reason
from baton.services.councils import NoSuchCouncil
from baton.services.refusing import NeedsReason, NoSuchCase, NotSaved, Refused, Stale

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]

SAID: Mapping[str, tuple[str, str]] = {
    "missing": (Code.MISSING, "This is needed."),
    "extra_forbidden": ("unknown_field", "There is no field of this name here."),
    "string_too_long": ("too_long", "This can be {max_length} letters long."),
    "too_long": ("too_long", "There can be {max_length} of these at most."),
    "too_short": (Code.MISSING, "Give at least {min_length}."),
    "string_too_short": (Code.MISSING, "This is needed."),
    "string_type": (Code.BAD_VALUE, "Give this as text."),
    "string_unicode": ("bad_character", "Remove the character that is only half a character."),
    "int_parsing_size": (Code.BAD_VALUE, "That number is too large."),
    "less_than_equal": (Code.BAD_VALUE, "Give a number up to {le}."),
    "greater_than_equal": (Code.BAD_VALUE, "Give a number from {ge}."),
    "bool_parsing": (Code.BAD_VALUE, "Give true or false."),
    "bool_type": (Code.BAD_VALUE, "Give true or false."),
    "dict_type": (Code.BAD_VALUE, "Give names and answers, as an object."),
    "list_type": (Code.BAD_VALUE, "Give a list."),
}  # fmt: skip
"""What pydantic finds wrong, in our words; anything else is 'Give a value of the right kind.'"""


def connect(api: NinjaAPI) -> None:
    """Gives the API its handlers."""
    for kind, problem in HANDLERS.items():
        api.add_exception_handler(kind, _handler(problem))


def _handler(problem: Callable[[Any], Problem]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda request, raised: answer(problem(raised))


def at_the_door(view: View) -> View:
    """Around every address: what no operation saw (another method, an unreadable request) is a problem too."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Exception as raised:  # noqa: BLE001 - the last resort: never a stack trace
            return drafts.marked(request, answer(of(raised)))
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            says = f"This address does not take {str(request.method)[:10]}."
            allow = {"Allow": response.headers.get("Allow", "")}
            return answer(Problem(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", says, (), allow))
        return drafts.marked(request, response)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


def nothing_here(request: HttpRequest, **_: Any) -> HttpResponse:
    """Every address that is not one."""
    return answer(errors.hidden())


def of(raised: Exception) -> Problem:
    """The problem for anything that was raised."""
    found = next((HANDLERS[kind] for kind in type(raised).__mro__ if kind in HANDLERS), surprise)
    return found(raised)


def surprise(raised: Exception) -> Problem:
    """What nobody foresaw."""
    reference = secrets.token_hex(6)
    log.error("A surprise in the API, %s", reference, exc_info=raised)
    says = f"Something went wrong. Nothing was saved. Tell support the reference {reference}."
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "surprise", says, (), {}, reference)


def _database(raised: Exception) -> Problem:
    log.error("The database failed", exc_info=raised)
    return errors.not_saved()


def _needs_reason(raised: NeedsReason) -> Problem:
    reason = Reason(
        Code.REASON_NEEDED, raised.says, "", (), "Send the header 'Reading-Reason'.", "Reading-Reason"
    )
    return Problem(HTTPStatus.FORBIDDEN, Code.REASON_NEEDED.value, raised.says, (reason,))


def _unauthenticated(_: AuthenticationError) -> Problem:
    says = "Send a token that has not ended, as 'Authorization: Bearer ...'."
    return Problem(HTTPStatus.UNAUTHORIZED, "token_needed", says, (), {"WWW-Authenticate": "Bearer"})


def _http(raised: HttpError) -> Problem:
    if isinstance(raised.__cause__, RequestDataTooBig):
        return _too_big(raised.__cause__)
    unread = raised.message.startswith("Cannot parse request body")
    says = "The body could not be read as JSON." if unread else raised.message
    return Problem(raised.status_code, "bad_request", says)


def _too_big(_: BaseException) -> Problem:
    says = "The body is larger than is taken. Send less at once."
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large", says)


def _suspicious(_: SuspiciousOperation) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "bad_request", "The request could not be read.")


def _stray(raised: PydanticCustomError) -> Problem:
    """A header with something hidden in it."""
    return Problem(HTTPStatus.BAD_REQUEST, raised.type, raised.message())


def _invalid(raised: ValidationError) -> Problem:
    reasons = tuple(_reason(error) for error in raised.errors[:100])
    in_the_address = all(error["loc"][:1] == ("path",) for error in raised.errors)
    if in_the_address:
        return errors.hidden()
    said = " ".join(dict.fromkeys(f"{r.field}: {r.says}" if r.field else r.says for r in reasons[:10]))
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(reasons[0].code), said, reasons)


def _reason(error: Mapping[str, Any]) -> Wrong:
    code, says = SAID.get(error["type"], (Code.BAD_VALUE, "Give a value of the right kind."))
    if error["type"] in ("bad_character", "bad_time"):
        code, says = error["type"], str(error["msg"])
    context = {key: value for key, value in (error.get("ctx") or {}).items() if isinstance(value, int)}
    field = ".".join(_printable(part) for part in error["loc"][2 if error["loc"][:1] == ("body",) else 1 :])
    return Wrong(code, says.format(**context) if context else says, field)


def _printable(part: Any) -> str:
    """A part of a field's place; what a client made up is cut and cleaned, for it comes back in the answer."""
    return "".join(letter for letter in str(part) if letter.isprintable())[:60]


HANDLERS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda raised: raised,
    Refused: lambda raised: errors.refused(raised.refusal.reasons),
    NoSuchCase: lambda _: errors.hidden(),
    NoSuchCouncil: lambda _: errors.hidden(),
    NeedsReason: _needs_reason,
    Stale: lambda raised: errors.stale("Somebody saved this case first.", matched=False),
    NotSaved: lambda _: errors.not_saved(),
    django.db.Error: _database,
    Http404: lambda _: errors.hidden(),
    AuthenticationError: _unauthenticated,
    HttpError: _http,
    ValidationError: _invalid,
    RequestDataTooBig: _too_big,
    SuspiciousOperation: _suspicious,
    PydanticCustomError: _stray,
    Exception: surprise,
}
