"""What is known of a child: every fact that somebody may enter, as it stands, and saying that one is otherwise.

Facts that an act decides are entered by that act alone; those stand here too, without a form.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import who
from baton.casework.deciding import may_be_entered
from baton.casework.file import File
from baton.casework.view import View
from baton.services import acting
from baton.services.reading import Opened
from baton.web import clocks, naming
from baton.web.asking import Desk, Refused, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record
from baton.web.typed import Typed


@open_to(SIGNED_IN, "GET", "POST", keeps_typed=True)
def known(request: HttpRequest, ref: str) -> HttpResponse:
    """The list, and beside it the form of one fact once it is chosen (`?fact=`)."""
    desk, opened = desk_of(request), open_record(request, ref, "known")
    typed = Typed.of(request.POST if request.method == "POST" else request.GET, "", {})
    chosen = typed.value("fact") if typed.value("fact") in enterable(desk, opened.file) else ""
    errors: list[dict[str, Any]] = []
    if request.method == "POST" and _say(request, desk, opened, typed, errors):
        return redirect("known", ref=ref)
    return render(request, "known.jinja", {
        **frame_of(desk, opened.file, "known"), "ref": ref, "rows": rows(desk, opened), "worked_out": worked_out(desk, opened), "errors": errors,
        "chosen": form(desk, opened, typed, chosen, errors) if chosen else None,
        "may": who.works_with(desk.council, opened.file, desk.person, desk.now),
    }, status=422 if errors else 200)  # fmt: skip


def enterable(desk: Desk, file: File) -> list[str]:
    """The facts about this kind of file that anybody may enter at all."""
    facts = desk.council.protocol.facts
    about = ("case", "contact") if file.about == "case" else (file.about,)
    return [
        name for name, fact in facts.items() if fact.about in about and may_be_entered(desk.council, name)
    ]


def rows(desk: Desk, opened: Opened) -> list[dict[str, Any]]:
    """Each fact in words, those that are known first."""
    view = View(desk.council, opened.file, desk.now, related=opened.related)
    may = who.works_with(desk.council, opened.file, desk.person, desk.now)
    made = []
    for name in enterable(desk, opened.file):
        fact, value, spells = desk.council.protocol.facts[name], view.value(name), view.spells(name)
        by = bool(not fact.set_by or who.may(desk.council, opened.file, desk.person, fact.set_by, desk.now))
        made.append({
            "name": name, "text": naming.fact(desk.council, name), "clauses": fact.cites,
            "value": naming.value(desk.council, name, value) if value and value != "not_known" else "",
            "since": clocks.moment(desk.now, spells[-1].start) if spells else "", "may": may and by,
            "whose": "" if by else f"Only the {who.role_words(desk.council, fact.set_by)} may say this.",
        })  # fmt: skip
    return sorted(made, key=lambda row: not row["value"])


MET = {"yes": "met", "no": "not met"}


def worked_out(desk: Desk, opened: Opened) -> list[dict[str, Any]]:
    """Facts that rest on others, which the procedure wants shown one by one: the value, and each limb."""
    view = View(desk.council, opened.file, desk.now, related=opened.related)
    facts = desk.council.protocol.facts
    return [
        {
            "text": naming.fact(desk.council, name), "clauses": fact.cites,
            "value": naming.value(desk.council, name, view.value(name) or "not_known"),
            "limbs": [
                {"text": naming.fact(desk.council, limb), "value": MET.get(view.value(limb) or "", "not known")}
                for limb in fact.limbs
            ],
        }
        for name, fact in facts.items()
        if fact.limbs and fact.about == opened.file.about
    ]  # fmt: skip


def form(desk: Desk, opened: Opened, typed: Typed, name: str, errors: list[dict[str, Any]]) -> dict[str, Any]:
    """The form of one fact: its values in words, and since when."""
    fact = desk.council.protocol.facts[name]
    said = {one["name"]: one["text"] for one in errors}
    now = View(desk.council, opened.file, desk.now).value(name) or ""
    field: dict[str, Any] = {
        "name": "value", "label": naming.fact(desk.council, name), "error": said.get("value"), "required": True,
        "value": typed.value("value") or now,
    }  # fmt: skip
    if fact.number:
        field |= {"type": "text", "width": 5}
    elif fact.set_of:
        many = typed.many.get("value", ()) or tuple(now.split("|"))
        field |= {"type": "checkboxes", "value": list(many), "options": _options(desk, name)}
    else:
        field |= {
            "type": "radios",
            "options": [*_options(desk, name), {"value": "not_known", "text": "Not known"}],
        }
    at = {
        "name": "at", "label": "Since when?", "type": "datetime", "hint": "Leave this empty for now.",
        "value": typed.parts("at"), "required": False, "error": said.get("at"),
    }  # fmt: skip
    why = {
        "name": "why", "label": "Why the record was wrong", "type": "textarea", "rows": 2, "required": False,
        "hint": "Only where you change what it was at an earlier time than the record's newest entry.",
        "value": typed.value("why"), "error": said.get("why"),
    }  # fmt: skip
    return {
        "name": name,
        "field": field,
        "at": at,
        "why": why if fact.put_right_with_reason else None,
        "text": naming.fact(desk.council, name),
    }


def _options(desk: Desk, name: str) -> list[dict[str, str]]:
    values = desk.council.protocol.facts[name].value_names()
    return [
        {"value": value, "text": naming.value(desk.council, name, value).capitalize()} for value in values
    ]


def _say(
    request: HttpRequest, desk: Desk, opened: Opened, typed: Typed, errors: list[dict[str, Any]]
) -> bool:
    """Says it; or leaves everything that stands in the way in `errors`."""
    if not who.works_with(desk.council, opened.file, desk.person, desk.now):
        errors.append(
            {"name": "value", "text": "Only somebody who works with this child may say what is known."}
        )
    errors += [{"name": reason.field or "value", "text": reason.says} for reason in typed.wrong]
    fact, value = typed.value("fact"), "|".join(v for v in typed.many.get("value", ()) if v)
    if not value:
        errors.append({"name": "value", "text": f"Choose an answer for '{naming.fact(desk.council, fact)}'."})
    if errors:
        return False
    try:
        acting.know(
            case=opened.ref, fact=fact, value=value, by=desk.person, at=typed.at, why=typed.value("why")
        )
    except Refused as refused:
        errors += [{"name": r.field or "value", "text": r.says} for r in refused.refusal.reasons]
        return False
    messages.success(
        request, f"{naming.fact(desk.council, fact)}: {naming.value(desk.council, fact, value)}."
    )
    return True
