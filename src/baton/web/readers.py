"""Who has looked at a child's record: when, at which page, by what right or for what reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.services import reading
from baton.web import clocks, naming
from baton.web.asking import desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

RIGHTS = {
    "worker": "the child's named worker", "team": "in a team that works with the child",
    "duty": "owes something for the child", "reads_all": "a role that may read every record",
    "same_child": "works with the same child in another case",
    "reason": "gave a reason",
}  # fmt: skip


@open_to(SIGNED_IN, "GET")
def readers(request: HttpRequest, ref: str) -> HttpResponse:
    """Newest first; looking here is itself looked at."""
    desk, opened = desk_of(request), open_record(request, ref, "readers")
    rows = [
        {
            "who": naming.person(desk.council, one.by), "at": clocks.words_for(one.at), "at_iso": clocks.iso(one.at),
            "right": RIGHTS.get(one.relation, one.relation.replace("_", " ")), "reason": one.reason,
            "page": one.page.replace("_", " "), "by_reason": one.relation == "reason",
        }
        for one in reading.readers(ref)
    ]  # fmt: skip
    return render(request, "readers.jinja", {**frame_of(desk, opened, "readers"), "rows": rows})
