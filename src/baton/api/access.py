"""Who is asking: a program with a token, speaking for one person of one council.

Every operation starts from the `Reader` here. A record of another council does not exist for them, and the
answer is the same to the byte as for one that is nowhere.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from baton.api import errors
from baton.services import present, tokens


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asks, from which council, and with which token."""

    person: str
    name: str
    council: str
    token: int


class Token(HttpBearer):
    """`Authorization: Bearer baton_...`; issued by `baton token` or by the administration's page."""

    def authenticate(self, request: HttpRequest, token: str) -> Reader | None:
        """The reader, or None for a token that is wrong or ended."""
        found = tokens.bearer(token, present.now())
        return Reader(found.person, found.name, found.council, found.token) if found else None


def reader_of(request: HttpRequest) -> Reader:
    """The reader that `Token` found."""
    return cast(Reader, cast(Any, request).auth)


def only_in_a_demonstration() -> None:
    """Outside one the demonstration's addresses are not there."""
    if not settings.BATON_DEMO:
        raise errors.hidden()


def own_council(reader: Reader, council: str) -> None:
    """Hidden, unless it is the reader's."""
    if council != reader.council:
        raise errors.hidden()


def expected_version(request: HttpRequest) -> int | None:
    """The version in If-Match: what the client saw. None where it names none, or takes any (`*`)."""
    said = request.headers.get("If-Match", "").strip()
    if said in ("", "*"):
        return None
    digits = said.removeprefix("W/").strip('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise HttpError(400, 'If-Match takes one version as it was given in ETag, for example "7".')
    return int(digits)


def etag(version: int) -> str:
    """A version as an ETag."""
    return f'"{version}"'
