"""Who may use a page: every address names it, and a house test tries everybody else.

    @open_to(SIGNED_IN, "GET")
    def my_work(request: HttpRequest) -> HttpResponse: ...

`ANYONE`: no sign-in. `SIGNED_IN`: a person of a council, who sees that council alone: what an address names
in another council is not there (404). `DEMO`: only in a demonstration; elsewhere the address does not exist.
What goes wrong on the way (not there, not saved) is answered here too, once for all pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from baton.web import faults, unsent
from baton.web.asking import NeedsReason, NoSuchCase, NotSaved

ANYONE, SIGNED_IN, DEMO = "anyone", "signed in", "demonstration"
WHO = (ANYONE, SIGNED_IN, DEMO)
View = Callable[..., HttpResponse]


def open_to(who: str, *methods: str, keeps_typed: bool = False) -> Callable[[View], View]:
    """Marks a page with who may use it and how; without methods it is read only.

    `keeps_typed`: what is posted when the session has ended is there again after signing in.
    """
    assert who in WHO, f"{who!r} is not one of {WHO}"
    allowed = [*(methods or ("GET",)), "HEAD"]

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if who == DEMO and not settings.BATON_DEMO:
                raise Http404
            if who == SIGNED_IN and not request.user.is_authenticated:
                if keeps_typed and request.method == "POST":
                    unsent.keep(request)
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            return _answer(view, request, *args, **kwargs)

        guarded = require_http_methods(allowed)(guarded)
        guarded.open_to = who  # type: ignore[attr-defined]
        return guarded

    return mark


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NoSuchCase as missing:
        raise Http404 from missing
    except NeedsReason:
        return redirect(
            f"{reverse('say_why', kwargs={'ref': kwargs['ref']})}?{urlencode({'next': request.get_full_path()})}"
        )
    except (NotSaved, OperationalError):
        return faults.not_saved(request)
