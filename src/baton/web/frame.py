"""The frame of every page: who is signed in, where one can go, the demonstration's clock, what was just saved.

A context processor: what it gives is laid over what a page gives, so that no page says it again. An entry of
the navigation is shown when its page exists.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from baton.casework.working_time.wording import clock_words, words_for
from baton.records import tray_lists, worklists
from baton.services import present
from baton.web import unsent
from baton.web.asking import Desk, desk_of

NAVIGATION = (
    ("My work", "my_work"), ("Trays", "trays"), ("Contacts", "contacts"), ("Children", "children"),
    ("Meetings", "meetings"), ("Reports", "reports"), ("Protocol", "protocol"),
)  # fmt: skip
FOOTER = (
    ("Disputes and escalations", "disputes"),
    ("Teams", "teams"),
    ("Duty rotas", "rotas"),
    ("Who held a child", "children"),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What `layout.jinja` needs, whoever reads."""
    made: dict[str, Any] = {"notices": _notices(request)}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {**made, "demo": _demo(None)}
    desk = desk_of(request)
    head = desk.council.protocol.protocol
    return {
        **made, "demo": _demo(desk), "council": head.council, "cited": desk.council.protocol.cited, "nav": _navigation(request, desk),
        "typed_by": unsent.mark(desk.person),
        "person": {"name": user.name, "roles_text": desk.roles_text, "council_name": head.name},
        "footer_links": [{"text": text, "href": to} for text, name in FOOTER if (to := _address(name))],
    }  # fmt: skip


def _notices(request: HttpRequest) -> list[dict[str, str]]:
    return [{"text": str(message), "kind": message.level_tag} for message in messages.get_messages(request)]


def _navigation(request: HttpRequest, desk: Desk) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for text, name in NAVIGATION:
        to = _address(name)
        if to:
            here = request.path == to if to == "/" else request.path.startswith(to)
            made.append({"text": text, "href": to, "current": here})
    if made:
        made[0]["count"] = tray_lists.count_mine(desk.council, desk.person, desk.now)
    return made


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _demo(desk: Desk | None) -> dict[str, str] | None:
    if not settings.BATON_DEMO:
        return None
    now = desk.now if desk else present.now()
    due = worklists.next_deadline(desk.council.id, now) if desk else None
    return {"now_text": words_for(now), "next_text": clock_words(due) if due else ""}
