"""Tokens of the reader's own: make another, end one. Everybody else's are the administration's."""

from django.http import HttpRequest
from ninja import Router, Status

from baton.api import errors, given, schema
from baton.api.access import reader_of
from baton.services import present, tokens

router = Router(tags=["tokens"])


@router.post("", response={201: given.TokenOut}, summary="Make a token for yourself")
def make(request: HttpRequest, said: schema.NewToken):
    """The token is shown now and never again."""
    reader = reader_of(request)
    made = tokens.issue(person=reader.person, name=said.name, by=reader.person, now=present.now())
    return Status(201, {"id": made.id, "token": made.text, "person": made.person})


@router.delete("/{int:token}", response={204: None}, summary="End one of your tokens")
def end(request: HttpRequest, token: int):
    """At once: the next request with it is not answered."""
    if token >= 2**63 or not tokens.revoke(token=token, by=reader_of(request).person, now=present.now()):
        raise errors.hidden()
    return Status(204, None)
