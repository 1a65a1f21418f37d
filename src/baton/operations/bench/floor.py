"""Requests, through the whole of Django in this process, and the floor beneath them: a view behind the same session,
sign-in and CSRF that sends the same statements and says nothing.

    asker = Asker(person)
    asker.ask("GET", "/trays/...")                  # the page
    asker.on_the_floor("GET")(sent)()               # the least that any page with these statements costs
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client, RequestFactory
from django.test.utils import override_settings

from baton.operations.bench.measuring import Sent, again
from baton.records.models import Person

TOKEN = "floor" * 6 + "ab"  # as long as Django's own secret
SIGNING_IN = ("django_session", "records_person")
"""The tables that the middleware of the floor asks by itself."""


class Asker:
    """Somebody signed in, as their browser sends requests."""

    def __init__(self, person: str) -> None:
        client = Client()
        client.force_login(Person.objects.get(id=person))
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.pages = WSGIHandler()

    def ask(self, method: str, path: str, said: Mapping[str, str] | None = None) -> None:
        """A request to a page. Raises AssertionError where it does not answer."""
        statuses: list[str] = []

        def start(status: str, *_: Any) -> Callable[[bytes], None]:
            statuses.append(status)
            return lambda written: None

        answer = self.pages(self._environ(method, path, said or {}), start)
        b"".join(answer)
        answer.close()
        assert statuses[0][:3] in ("200", "302"), f"{path}: {statuses[0]}"

    def on_the_floor(self, method: str) -> Callable[[Sent], Callable[[], None]]:
        """What makes of some statements a request that sends them and does nothing else."""

        def of(sent: Sent) -> Callable[[], None]:
            mine = [
                one
                for one in sent
                if not (one[0].startswith("SELECT") and any(t in one[0] for t in SIGNING_IN))
            ]
            floor = _floor(mine)

            def ask() -> None:
                answer = floor(WSGIRequest(self._environ(method, "/", {})))
                assert answer.status_code == 200
                b"".join(answer)

            return ask

        return of

    def _environ(self, method: str, path: str, said: Mapping[str, str]) -> dict[str, Any]:
        body = urlencode(said).encode()
        made = RequestFactory().generic(method, path, body, "application/x-www-form-urlencoded").environ
        return {
            **made, "HTTP_COOKIE": self.cookies, "HTTP_X_CSRFTOKEN": TOKEN, "SERVER_NAME": "localhost",
            "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)),
        }  # fmt: skip


def _floor(sent: Sent) -> Callable[[HttpRequest], HttpResponse]:
    """The three middlewares and the view, with no addresses to resolve."""

    def view(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(status=403)
        get_token(request)
        with transaction.atomic():
            again(sent)
        return HttpResponse("")

    def checked(request: HttpRequest) -> HttpResponse:
        return csrf.process_view(request, view, (), {}) or view(request)

    csrf = CsrfViewMiddleware(AuthenticationMiddleware(checked))
    return cast("Callable[[HttpRequest], HttpResponse]", SessionMiddleware(csrf))


@contextmanager
def in_process() -> Iterator[None]:
    """Pages can be made here: on the one connection, whose transaction is undone, and where no statics were collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield
    for signal in signals:
        signal.connect(close_old_connections)
