"""Putting right who a child is or where the child lives: what the record says, what it should say, and why.

Example: `/cases/STK-000123/details/`. Anybody who works with the child may; the chronology keeps old and new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import who
from baton.casework.file import Child, File
from baton.casework.working_time.typed_times import parse_date
from baton.services import acting
from baton.services.reading import Opened
from baton.web import meanwhile, naming, unsent
from baton.web.asking import Desk, NoSuchCase, Refused, Stale, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.typed import CONTROL

LONGEST = {"name": 200, "born": 40, "due": 40, "number": 40, "place": 60, "why": 2_000}
"""Every question, and how many letters its answer may have."""
NOT_YOURS = "Only somebody who works with this child, or who may read every record, may put this right."


@dataclass(frozen=True)
class Details:
    """The form as it was typed, over what the record says."""

    child: Child
    sent: Mapping[str, str]

    @classmethod
    def recorded(cls, child: Child) -> Details:
        """What the record says, to be changed."""
        said = {
            "name": child.name,
            "born": _typed(child.born),
            "due": _typed(child.due),
            "number": child.number,
        }
        return cls(child, {**said, "place": child.place, "why": ""})

    @classmethod
    def of(cls, child: Child, query: Mapping[str, Any]) -> Details:
        """What came in a request."""
        return cls(child, {name: str(query.get(name, "")).strip().replace("\r\n", "\n") for name in LONGEST})

    @cached_property
    def wrong(self) -> list[dict[str, str]]:
        """What cannot be read at all, each at its field."""
        return [{"name": name, "text": text} for name, text in self._wrong()]

    def _wrong(self) -> Iterator[tuple[str, str]]:
        for name, most in LONGEST.items():
            text = self.sent[name]
            hidden = next((place for place, letter in enumerate(text, 1) if letter in CONTROL), 0)
            if hidden:
                yield name, f"Remove the hidden character at position {hidden}."
            elif len(text) > most:
                yield name, f"This can be {most:,} letters long; yours is {len(text):,}."
            elif name in ("born", "due") and _day(text)[1]:
                yield name, _day(text)[1]

    @property
    def put_right(self) -> Child:
        """The child as the record should have it."""
        said = self.sent
        return replace(
            self.child, name=said["name"], born=_day(said["born"])[0], due=_day(said["due"])[0],
            number=said["number"], place=said["place"],
        )  # fmt: skip


def may(desk: Desk, file: File) -> bool:
    """Whether the reader may put the child's details right."""
    return file.child is not None and who.works_with(desk.council, file, desk.person, desk.now)


@open_to(SIGNED_IN, "GET", "POST", keeps_typed=True)
def details(request: HttpRequest, ref: str) -> HttpResponse:
    """The form, or what it says put into the record."""
    opened = unsent.opened(request, ref, "details")
    file = opened.file
    if file.child is None:
        raise NoSuchCase(ref)
    if request.method == "POST":
        return _save(request, opened, Details.of(file.child, request.POST))
    kept = unsent.take(request)
    if kept is not None:
        return _page(
            request, opened, Details.of(file.child, kept), version=kept.get("version", ""), came_back=True
        )
    return _page(request, opened, Details.recorded(file.child))


def _save(request: HttpRequest, opened: Opened, form: Details) -> HttpResponse:
    desk, file, seen = desk_of(request), opened.file, request.POST.get("version", "")
    if form.wrong:
        return _page(request, opened, form, version=seen, errors=form.wrong)
    try:
        saved = acting.change_child(
            case=file.ref,
            child=form.put_right,
            by=desk.person,
            why=form.sent["why"],
            expect_version=version_of(seen),
        )
    except Refused as refused:
        errors = [{"name": r.field or "name", "text": r.says} for r in refused.refusal.reasons]
        return _page(request, opened, form, version=seen, errors=errors)
    except Stale as stale:
        changed = meanwhile.changes(desk, file, stale.expected)
        return _page(request, opened, form, changed=changed)
    messages.success(request, f"The details of {naming.child(saved.file.child)} were put right.")
    return redirect("case", ref=file.ref)


def version_of(text: str) -> int | None:
    """The version of the case that was on the screen."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _page(
    request: HttpRequest, opened: Opened, form: Details, *, version: str = "", errors: list[dict[str, str]] | None = None,
    changed: list[dict[str, str]] | None = None, came_back: bool = False,
) -> HttpResponse:  # fmt: skip
    desk, file = desk_of(request), opened.file
    said: dict[str, str] = {}
    for one in errors or ():
        said[one["name"]] = f"{said.get(one['name'], '')} {one['text']}".strip()
    places = [p for p in desk.council.places.values() if p.active or p.id == form.child.place]
    context = {
        **frame_of(desk, opened, "details"), "title": "Put the child's details right", "sent": form.sent, "said": said,
        "errors": errors, "changed": changed, "came_back": came_back, "version": version or file.version,
        "recorded": [{"key": k, "value": v} for k, v in naming.child_details(desk.council, form.child).items() if v],
        "places": [{"value": "", "text": "Not known"}, *({"value": p.id, "text": p.name} for p in places)],
        "not_yours": "" if may(desk, file) else NOT_YOURS,
    }  # fmt: skip
    return render(request, "details.jinja", context, status=422 if errors else 409 if changed else 200)


def _typed(day: date | None) -> str:
    return f"{day.day} {day.month} {day.year}" if day else ""


def _day(text: str) -> tuple[date | None, str]:
    try:
        return (parse_date(text), "") if text else (None, "")
    except ValueError as unread:
        return None, str(unread)
