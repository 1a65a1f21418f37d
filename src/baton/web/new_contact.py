"""New contact: is a child in immediate danger now? Then who is calling, which children, what has happened.

What is typed is kept as a draft in the session whenever the page is sent and not saved; it goes when the
contact is saved. Children who may be known already are shown beside the form and never stand in its way.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from baton.casework import who
from baton.casework.council import Council
from baton.casework.file import File, Involvement
from baton.protocol.schema import Fact
from baton.records import contact_lists
from baton.services import contacts as service
from baton.services.contacts import KeyUsedOtherwise
from baton.web import clocks, naming, unsent
from baton.web.asking import Desk, Refused, desk_of
from baton.web.contact_form import CHILD, ChildTyped, ContactForm
from baton.web.contacts import CONSENT
from baton.web.doors import SIGNED_IN, open_to

DRAFT = "contact_draft"
SOURCES = (
    "Police", "School", "Nursery or childminder", "Health visitor", "School nurse", "GP", "Hospital", "Midwife",
    "Mental health service", "Probation", "Housing", "Council service", "Voluntary organisation", "Parent or carer",
    "Another family member", "The child", "Neighbour or member of the public", "Nobody gave a name", "Somebody else",
)  # fmt: skip
AGENCIES = (
    "Police",
    "School or nursery",
    "Health visitor or school nurse",
    "GP",
    "Hospital",
    "Probation",
    "Housing",
    "Early help",
)


@open_to(SIGNED_IN, "GET", "POST", keeps_typed=True)
def new_contact(request: HttpRequest) -> HttpResponse:
    """The form; sending it saves, looks for known children, adds a child, or keeps a draft."""
    desk = desk_of(request)
    if request.method == "POST":
        return _sent(request, desk)
    kept = unsent.take(request)
    if kept is not None:
        back = ContactForm.of(kept, desk.now)
        request.session[DRAFT] = back.draft()
        return _page(request, desk, back, look=True, came_back=True)
    draft = request.session.get(DRAFT)
    if draft and request.GET.get("draft") == "throw_away":
        del request.session[DRAFT]
        return HttpResponseRedirect(reverse("new_contact"))
    if draft and request.GET.get("draft") == "go_on":
        return _page(request, desk, ContactForm.of(draft, desk.now), look=True)
    form = ContactForm(desk.now, {"danger": request.GET.get("danger", "")})
    return _page(request, desk, form, draft=bool(draft))


def _sent(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ContactForm.of(request.POST, desk.now)
    if request.POST.get("step") == "start":
        return _page(request, desk, form)
    if "add_child" in request.POST:
        more = {**form.sent, "children": str(len(form.children) + 1)}
        form = ContactForm(desk.now, more, form.agencies)
        request.session[DRAFT] = form.draft()
        return _page(request, desk, form, look=True)
    request.session[DRAFT] = form.draft()
    if "look" in request.POST:
        return _page(request, desk, form, look=True)
    if "keep" in request.POST:
        return _page(request, desk, form, look=True, kept=True)
    if form.wrong:
        return _page(request, desk, form, look=True, errors=form.wrong)
    return _save(request, desk, form)


def _save(request: HttpRequest, desk: Desk, form: ContactForm) -> HttpResponse:
    try:
        logged = service.log_contact(
            council=desk.council.id, by=desk.person, idempotency_key=f"page:{form.value('key')}" if form.value("key") else None,
            **form.said(),
        )  # fmt: skip
    except Refused as refused:
        names = {"children": "child-0-name", "born": "child-0-born"}
        wrong = [
            {"name": names.get(r.field, r.field or "child-0-number"), "text": r.says}
            for r in refused.refusal.reasons
        ]
        return _page(request, desk, form, look=True, errors=wrong)
    except KeyUsedOtherwise:
        again = {**form.sent, "key": uuid4().hex}
        says = "This form was saved before with something else on it. Look whether it is a second contact; if so, save it again."
        return _page(
            request,
            desk,
            ContactForm(desk.now, again, form.agencies),
            look=True,
            errors=[{"text": says, "name": "story"}],
        )
    request.session.pop(DRAFT, None)
    return HttpResponseRedirect(reverse("contact_saved", kwargs={"ref": logged.contact_ref}))


def _page(
    request: HttpRequest, desk: Desk, form: ContactForm, *, errors: list[dict[str, str]] | None = None,
    look: bool = False, draft: bool = False, kept: bool = False,
    came_back: bool = False,
) -> HttpResponse:  # fmt: skip
    said = {one["name"]: one["text"] for one in errors or ()}
    council = desk.council
    context: dict[str, Any] = {
        "errors": errors, "said": said, "form": form, "key": form.value("key") or uuid4().hex, "draft": draft, "kept": kept,
        "came_back": came_back,
        "council": council.id, "danger": form.value("danger"), "children": [_child(c, said, council) for c in form.children],
        "known": _known(desk, form) if look else [], "looked": look and bool(form.filled),
        "places": [{"value": "", "text": "Not known"}, *({"value": p.id, "text": p.name} for p in council.places.values() if p.active)],
        "sources": [{"value": "", "text": "Choose"}, *({"value": s, "text": s} for s in SOURCES)],
        "consents": [{"value": key, "text": words.capitalize()} for key, words in CONSENT.items()],
        "agencies": [{"value": a, "text": a} for a in AGENCIES], "questions": _questions(desk, form, said),
        "ring": _ring(desk), "in_danger": council.protocol.in_danger,
        "guidance": [g for g in council.protocol.guidance if "page:new_contact" in g.at],
        "intake": naming.team(council, council.of_kind(council.protocol.protocol.front_door)[0].id),
    }  # fmt: skip
    return render(request, "new_contact.jinja", context, status=422 if errors else 200)


def _child(child: ChildTyped, said: dict[str, str], council: Council) -> dict[str, Any]:
    """The child as typed; the place is filled in from the address where nobody chose one."""
    typed = {name: child.value(name) for name in CHILD}
    typed["place"] = typed["place"] or service.place_of(council, typed["address"])
    return {
        "n": child.number, **typed,
        "errors": {name: said.get(f"child-{child.number}-{name}", "") for name in CHILD},
    }  # fmt: skip


def _known(desk: Desk, form: ContactForm) -> list[dict[str, Any]]:
    """For each child on the form, the children known already who may be the same, each with why."""
    made = []
    for child in form.filled:
        rows = contact_lists.possibly_known(
            desk.council.id, key=child.key, number=child.value("number"), born=child.born
        )
        if rows:
            made.append({
                "n": child.number, "name": child.value("name") or f"Child {child.number + 1}", "ref": child.value("ref"),
                "matches": [_match(desk, child, row) for row in rows],
            })  # fmt: skip
    return made


def _match(desk: Desk, child: ChildTyped, row: dict[str, Any]) -> dict[str, Any]:
    why = [
        "the same number" if row["number"] and row["number"] == child.value("number") else "",
        "the same name" if row["search_key"] == child.key else "a name that is partly the same",
        "the same birth date" if child.born and row["born"] == child.born else "",
    ]
    if child.born and row["born"] and row["born"] != child.born:
        why.append("another birth date")
    holder = f"With {naming.team(desk.council, row['holder'])}" if row["holder"] else "No open case"
    worker = f", {naming.person(desk.council, row['worker'])}" if row["worker"] else ""
    return {
        "ref": row["ref"], "name": row["name"] or "Name not known", "number": row["number"],
        "born": f"born {row['born']:%-d %b %Y}" if row["born"] else "birth date not known",
        "why": ", ".join(part for part in why if part), "holder": holder + worker,
    }  # fmt: skip


def _questions(desk: Desk, form: ContactForm, said: dict[str, str]) -> list[dict[str, Any]]:
    """What this council asks of every contact: the facts of its procedure that are about a contact."""
    made = []
    for name, fact in desk.council.protocol.facts.items():
        if fact.about == "contact" and not fact.derived and _may_say(desk, fact):
            options = [
                {"value": v, "text": fact.words.get(v, v.replace("_", " ")).capitalize()}
                for v in fact.value_names()
            ]
            field = f"answer-{name}"
            made.append({
                "name": field, "label": fact.name or name.replace("_", " ").capitalize(), "value": form.value(field), "required": False,
                "type": "radios" if options else "text", "options": options, "error": said.get(field, ""), "inline": len(options) < 4,
            })  # fmt: skip
    return made


def _may_say(desk: Desk, fact: Fact) -> bool:
    return (
        not fact.set_by
        or who.may(desk.council, File("", desk.council.id), desk.person, fact.set_by, desk.now) is not None
    )


def _ring(desk: Desk) -> dict[str, Any]:
    """Whom to ring this minute: whoever answers for children nobody has been allocated to at the front door."""
    council = desk.council
    intake = council.of_kind(council.protocol.protocol.front_door)[0].id
    held = File("", council.id, involvements=(Involvement(intake, "responsible", desk.now, ""),))
    owner = who.accountable(council, held)
    people = [naming.person(council, p) for p in who.people_for(council, owner, desk.now)]
    return {
        "who": who.owner_words(council, owner),
        "people": people,
        "now": clocks.moment(desk.now, desk.now),
    }
