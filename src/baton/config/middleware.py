"""What holds for every response: signed-in pages are not stored, idle and old sessions end."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def not_stored(answer: Answer) -> Answer:
    """Marks every response to a signed-in person `no-store`: a shared computer keeps no page of a child."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.user.is_authenticated or request.headers.get("Authorization"):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def session_ends(answer: Answer) -> Answer:
    """Ends a session after its longest life; renews an active one at most once a minute.

    Renewing on each request would make each page view a write.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started", now)
            if now - started > settings.SESSION_LONGEST:
                logout(request)
            elif now - request.session.get("renewed", 0) >= 60:
                request.session["renewed"] = now
        return answer(request)

    return middleware
