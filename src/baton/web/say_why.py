"""Asks why somebody who does not work with a child needs to open the record, and keeps what they say."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.services.reading import LEAST_REASON
from baton.web import opening
from baton.web.doors import SIGNED_IN, open_to
from baton.web.sign_in import local_address

PURPOSES = (
    "I am covering for a colleague", "There is a new concern about this child", "A brother or sister is on my caseload",
    "I was asked to review this case",
)  # fmt: skip


@open_to(SIGNED_IN, "GET", "POST")
def say_why(request: HttpRequest, ref: str) -> HttpResponse:
    """The reason, then the page that was asked for."""
    after = local_address(request, request.POST.get("next") or request.GET.get("next", ""), f"/cases/{ref}/")
    reason = " ".join(request.POST.get("reason", "").replace("\0", "").split())
    error = ""
    if request.method == "POST":
        error = unfit(reason)
        if not error:
            opening.remember(request, ref, reason)
            return redirect(after)
    context = {
        "title": "Say why you need to open this record", "ref": ref, "next": after, "reason": reason, "error": error,
        "errors": [{"text": error, "name": "reason"}] if error else [], "purposes": PURPOSES,
    }  # fmt: skip
    return render(request, "say_why.jinja", context, status=422 if error else 200)


def unfit(reason: str) -> str:
    """What is wrong with a reason; empty where it will do."""
    if len(reason) < LEAST_REASON:
        return f"Say a little more: at least {LEAST_REASON} letters. It is kept with the record and may be reviewed."
    words = reason.lower().split()
    if len(set(words)) < 3:
        return "Say it in words: what do you need to see, and what for?"
    return ""
