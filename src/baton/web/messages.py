"""The messages of a case: who was or will be told what. A message names no child: it carries the reference."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework.file import File
from baton.records import message_lists
from baton.records.message_lists import MessageLine
from baton.web import clocks, letters, naming
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record


@open_to(SIGNED_IN, "GET")
def messages(request: HttpRequest, ref: str) -> HttpResponse:
    """Newest first, with those that could not be delivered above."""
    desk, opened = desk_of(request), open_record(request, ref, "messages")
    file = opened.file
    rows = [_row(desk, file, one) for one in message_lists.of_case(ref)]
    context = {**frame_of(desk, opened, "messages"), "rows": sorted(rows, key=lambda row: not row["failed"])}
    return render(request, "messages.jinja", context)


def _row(desk: Desk, file: File, one: MessageLine) -> dict[str, Any]:
    whom = one.of.replace("_", " ") if one.role == "outside" else naming.owner(desk.council, one.role, one.of)
    return {
        "whom": whom[:1].upper() + whom[1:], "about": one.subject, "clauses": one.clauses, "failed": bool(one.failed),
        "by": _by(desk, file, one), "made": clocks.words_for(one.created), "made_iso": clocks.iso(one.created),
        "state": _state(desk, one),
        "quotes": _quoted(desk, file, one),
        "letter": letters.sent_with(desk.council, one.letter, file, one.created) if one.letter in desk.council.protocol.letters else None,
        "kind": "overdue" if one.failed else "done" if one.delivered else "waiting",
    }  # fmt: skip


def _by(desk: Desk, file: File, one: MessageLine) -> str:
    """By whose act it was written, and as what; nobody's, where time passing wrote it."""
    done = next((d for d in reversed(file.done) if d.recorded == one.created), None)
    if done is None or not done.by:
        return ""
    role = desk.council.protocol.roles.get(done.role)
    return naming.person(desk.council, done.by) + (f", {role.name}" if role else "")


def _quoted(desk: Desk, file: File, one: MessageLine) -> list[dict[str, str]]:
    """The answers that a message quotes, as they stood when it was written: read here, and in no e-mail."""
    protocol = desk.council.protocol
    tells = [t for act in protocol.acts.values() for t in act.tells if t.quotes and t.about == one.subject]
    made = []
    for name in dict.fromkeys(name for tell in tells for name in tell.quotes):
        record, _, field = name.partition(".")
        row, fills = protocol.records[record].fields[field], desk.council.rules.filled_by.get(record, ())
        said = [d for d in file.done if d.name in fills and d.recorded <= one.created and d.fields.get(field)]
        if said:
            made.append(
                {"key": row.label, "value": naming.answer(desk.council, row, str(said[-1].fields[field]))}
            )
    return made


def _state(desk: Desk, one: MessageLine) -> str:
    if one.failed == "NoAddress":
        return "Not delivered: nobody it is for has an e-mail address here; it is tried again"
    if one.failed:
        return "Not delivered; it is tried again"
    if one.sent is None:
        return "Waiting to be sent"
    when = clocks.moment(desk.now, one.sent)
    return (
        f"Sent {when}" if one.delivered else f"Written {when}; for somebody outside, so it is yours to send"
    )
