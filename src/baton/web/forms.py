"""The forms of a case: who wrote what and when. What is added later is dated and stands beside the first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.web.asking import desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record
from baton.web.sheets import form_of


@open_to(SIGNED_IN, "GET")
def forms(request: HttpRequest, ref: str) -> HttpResponse:
    """Every record that has an answer, in the protocol's order, and those that could still be written on."""
    desk, opened = desk_of(request), open_record(request, ref, "forms")
    file = opened.file
    records = [form_of(desk, file, name, record) for name, record in desk.council.protocol.records.items()]
    context = {
        **frame_of(desk, opened, "forms"), "written": [one for one in records if one["sheets"]],
        "empty": [one for one in records if not one["sheets"] and one["add"]],
    }  # fmt: skip
    return render(request, "forms.jinja", context)
