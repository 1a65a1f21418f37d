"""What was typed into a form whose session had ended: kept for a few minutes, until whoever it was is back.

    mark(person)               on the form: whose page it is, signed, for when the session has ended
    keep(request)              on a POST by nobody who is signed in, or who must first say why they look
    typed = take(request)      on the next GET of the same address: what was typed, once, or None

It is given to the person who typed it and to nobody else, who may sign in next on a shared computer. It is kept in the session on the server, never in an address; signing in carries the session on.
"""

from __future__ import annotations

import time

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from baton.services.reading import Opened
from baton.web.asking import NeedsReason
from baton.web.opening import open_record

KEPT = "unsent"
HOLDS_FOR = 10 * 60  # seconds
LONGEST = 200_000
"""In letters, the whole form: nobody who is not signed in fills the database with more."""
MARK = "typed_by"
NOT_KEPT = ("csrfmiddlewaretoken", "check", MARK)
_signer = Signer(salt="baton.web.unsent")


def mark(person: str) -> str:
    """What a form carries to say whose page it is; nobody makes one up."""
    return _signer.sign(person)


def _whose(request: HttpRequest) -> str:
    """Who typed: whoever is signed in, or whose page the form was; empty where that is not known."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    try:
        return _signer.unsign(request.POST.get(MARK, ""))
    except BadSignature:
        return ""


def keep(request: HttpRequest) -> None:
    """Keeps what was posted; only the last form, not what a page asks for by itself, and nothing of nobody's."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    asked_by_script = request.headers.get("X-Requested-With") == "fetch"
    person = _whose(request)
    if (
        person
        and typed
        and not asked_by_script
        and sum(len(v) for values in typed.values() for v in values) <= LONGEST
    ):
        request.session[KEPT] = {
            "path": request.path, "until": time.time() + HOLDS_FOR, "person": person, "typed": typed,
        }  # fmt: skip


def take(request: HttpRequest) -> QueryDict | None:
    """What this person's was kept for this address, which is then forgotten; what is too old, or another
    person's, is forgotten at any address."""
    kept = request.session.get(KEPT)
    if not kept:
        return None
    good = kept["until"] > time.time() and kept["person"] == str(request.user.pk)
    if good and kept["path"] != request.path:
        return None
    del request.session[KEPT]
    if not good:
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        typed.setlist(name, values)
    return typed


def opened(request: HttpRequest, ref: str, page: str) -> Opened:
    """The record for a form about it; where a reason has to be given first, what was posted waits for that."""
    try:
        return open_record(request, ref, page)
    except NeedsReason:
        if request.method == "POST":
            keep(request)
        raise
