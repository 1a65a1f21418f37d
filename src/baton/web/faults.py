"""What people see when a page cannot be shown: not there, not theirs, our mistake, not saved.

`not_saved` gives back everything that was typed. It reads nothing from the database, which may be what failed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.backends.utils import csrf_input_lazy
from django.template.loader import render_to_string

from baton.web.asking import NotSaved

OURS = {"csrfmiddlewaretoken", "version", "next", "case", "also", "check"}
"""What a form sends that nobody typed."""
RETRY_AFTER = "15"


class Pairs(list[tuple[str, str]]):
    """Names and values, a name as often as it was sent: for hidden fields that say the same again."""

    def items(self) -> Iterable[tuple[str, str]]:
        """As a dictionary has it, for the templates."""
        return self


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what is hidden and for what does not exist."""
    return render(request, "errors/404.jinja", status=404)


def not_allowed(
    request: HttpRequest, exception: Exception | None = None, reasons: Sequence[dict[str, Any]] = ()
) -> HttpResponse:
    """403, with the reasons if there are any."""
    return render(request, "errors/403.jinja", {"reasons": reasons}, status=403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """500; or 'not saved' where it was the records that could not be reached."""
    if isinstance(sys.exc_info()[1], OperationalError | NotSaved):
        return not_saved(request)
    return HttpResponse(render_to_string("errors/500.jinja", {}), status=500)


def not_saved(request: HttpRequest) -> HttpResponse:
    """503 with what was typed, ready to be sent again."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name) if value]
    typed = [{"label": _label(name), "value": value} for name, value in sent if name not in OURS]
    again = Pairs((name, value) for name, value in sent if name != "csrfmiddlewaretoken")
    context = {
        "csrf_input": csrf_input_lazy(request), "request": request, "kept": typed,
        "retry": {"action": request.get_full_path(), "fields": again} if request.method == "POST" else None,
    }  # fmt: skip
    response = HttpResponse(render_to_string("errors/503_not_saved.jinja", context), status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
