"""What was typed into a form whose session had ended: kept for a few minutes, until whoever it was is back.

    keep(request)              on a POST by nobody who is signed in, or who must first say why they look
    typed = take(request)      on the next GET of the same address: what was typed, once, or None

It is kept in the session on the server, never in an address; signing in carries the session on.
"""

from __future__ import annotations

import time

from django.http import HttpRequest, QueryDict

from baton.services.reading import Opened
from baton.web.asking import NeedsReason
from baton.web.opening import open_record

KEPT = "unsent"
HOLDS_FOR = 10 * 60  # seconds
LONGEST = 200_000
"""In letters, the whole form: nobody who is not signed in fills the database with more."""
NOT_KEPT = ("csrfmiddlewaretoken", "check")


def keep(request: HttpRequest) -> None:
    """Keeps what was posted; only the last form, and not what a page asks for by itself."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    asked_by_script = request.headers.get("X-Requested-With") == "fetch"
    if typed and not asked_by_script and sum(len(v) for values in typed.values() for v in values) <= LONGEST:
        request.session[KEPT] = {"path": request.path, "until": time.time() + HOLDS_FOR, "typed": typed}


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address, which is then forgotten; what is too old is forgotten anywhere."""
    kept = request.session.get(KEPT)
    if not kept or (kept["path"] != request.path and kept["until"] > time.time()):
        return None
    del request.session[KEPT]
    if kept["until"] <= time.time():
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
