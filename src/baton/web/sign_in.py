"""Signing in and out; in a demonstration, a list of made-up people whose day can be seen."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from baton.casework import who
from baton.casework.council import Council
from baton.records import demo_people
from baton.services import councils, present
from baton.web.doors import ANYONE, DEMO, open_to

WRONG = "The user name or the password is not right."


@open_to(ANYONE, "GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """A user name and a password; in a demonstration the list of people as well."""
    after = local_address(request, request.GET.get("next", "") or request.POST.get("next", ""))
    context: dict[str, Any] = {"next": after, "username": request.POST.get("username", "")}
    if request.method == "POST":
        person = authenticate(
            request, username=context["username"], password=request.POST.get("password", "")
        )
        if person is not None:
            login(request, person)
            return redirect(after)
        context["errors"] = [{"text": WRONG, "name": "username"}]
        return render(request, "sign_in.jinja", {**context, "username_error": WRONG}, status=422)
    if settings.BATON_DEMO and "password" not in request.GET:
        context["groups"] = groups()
    return render(request, "sign_in.jinja", context)


@open_to(DEMO, "POST")
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Becomes one of the demonstration's people, and nobody else."""
    person = demo_people.by_username(request.POST.get("username", ""))
    if person is None:
        raise Http404
    login(request, person)
    return redirect(local_address(request, request.POST.get("next", "")))


@open_to(ANYONE, "POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("sign_in")


def local_address(request: HttpRequest, text: str, otherwise: str = "/") -> str:
    """An address of this site to go on to; never another site's."""
    fits = url_has_allowed_host_and_scheme(
        text, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return text if text.startswith("/") and fits else otherwise


def groups() -> list[dict[str, Any]]:
    """The made-up people by council and by the first of their roles, in the protocol's order of roles."""
    found = []
    for (council_id, name), people in groupby(
        demo_people.everybody(), lambda p: (p["council_id"], p["council__name"])
    ):
        council = councils.council(council_id)
        found.append({"council": name, "roles": _by_role(council, list(people))})
    return found


def _by_role(council: Council, people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    now = present.now()
    by_role: dict[str, list[dict[str, Any]]] = {}
    for person in people:
        held = [a for a in council.by_person.get(person["id"], ()) if a.holds(now)]
        role = held[0].role if held else ""
        note = who.owner_words(council, who.Owner(role, held[0].team or held[0].place)) if held else ""
        declared = council.protocol.roles.get(role)
        note = note.removeprefix(declared.name).removeprefix(", ") if declared else note
        by_role.setdefault(role, []).append(
            {"username": person["username"], "name": person["name"], "note": note}
        )
    order = [*council.protocol.roles, ""]
    ranked = sorted(by_role.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return [
        {"role": council.protocol.roles[r].name if r in council.protocol.roles else "Others", "people": p}
        for r, p in ranked
    ]
