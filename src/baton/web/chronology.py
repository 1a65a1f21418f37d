"""The chronology of a case: every event with its sentence, by kind, and as it was known on a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import kept
from baton.casework import working_time as wt
from baton.casework.working_time.local_time import start_of
from baton.records import worklists
from baton.records.worklists import Entry
from baton.services.reading import Opened
from baton.web import clocks, naming, sentences
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

PAGE = 200


@open_to(SIGNED_IN, "GET")
def chronology(request: HttpRequest, ref: str) -> HttpResponse:
    """Newest first; `kind` narrows it, `known_on_...` shows what was known by the end of a day."""
    desk, opened = desk_of(request), open_record(request, ref, "chronology")
    before = request.GET.get("before", "")
    entries = worklists.chronology(ref, PAGE, int(before) if before.isdigit() else 0)
    parts = {part: request.GET.get(f"known_on_{part}", "") for part in ("day", "month", "year")}
    until, wrong = _known_on(parts)
    kinds = [kind for kind in request.GET.getlist("kind") if kind in sentences.KINDS]
    shown = [told for entry in entries if (told := _entry(desk, opened, entry, kinds, until))]
    context = {
        **frame_of(desk, opened, "chronology"), "entries": shown, "kinds": kinds, "parts": parts,
        "all_kinds": [{"value": kind, "text": text} for kind, text in sentences.KINDS.items()],
        "known_on": clocks.moment(desk.now, until) if until else "", "error": wrong,
        "older": entries[-1].seq if len(entries) == PAGE else "",
        "errors": [{"text": wrong, "name": "known_on"}] if wrong else [],
    }  # fmt: skip
    return render(request, "chronology.jinja", context, status=422 if wrong else 200)


def _known_on(parts: dict[str, str]) -> tuple[datetime | None, str]:
    text = " ".join(parts.values()).strip()
    if not text:
        return None, ""
    try:
        return start_of(wt.parse_date(text) + timedelta(days=1)), ""
    except ValueError as unread:
        return None, str(unread)


def _entry(
    desk: Desk, opened: Opened, entry: Entry, kinds: list[str], until: datetime | None
) -> dict[str, Any] | None:
    event = kept.event_as_read(desk.council, entry.event, desk.closed(opened.file))
    told = sentences.tell(desk.council, opened.file, event)
    if (kinds and told.kind not in kinds) or (until and entry.at >= until):
        return None
    return {
        "title": told.title, "text": told.text, "clauses": told.clauses, "by": naming.person(desk.council, entry.by),
        "at_text": clocks.words_for(entry.at), "at_iso": clocks.iso(entry.at), "tag": told.mark,
        "kind": {"Overdue": "overdue", "Met": "done", "In danger": "urgent"}.get(told.mark, "info"),
    }  # fmt: skip
