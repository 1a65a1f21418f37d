"""Does an act that asks nothing for all the children ticked in a tray: all of them, or none."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from baton.services import acting, present
from baton.web import follows, naming, possible, tray_together
from baton.web.asking import Refused, Stale, desk_of, later
from baton.web.doors import SIGNED_IN, open_to
from baton.web.tray import named, show, stopped


@open_to(SIGNED_IN, "POST")
def tray_act(request: HttpRequest, key: str) -> HttpResponse:
    """The act for everybody ticked."""
    desk, act = desk_of(request), request.POST.get("act", "")
    named(desk, key)
    chosen = list(dict.fromkeys(request.POST.getlist("chosen")))
    files = tray_together.files_of(desk, chosen, key)
    refs = [file.ref for file in files]
    if len(refs) < len(chosen):
        return stopped(request, key, refs, tray_together.GONE, 409)
    if not files or not possible.is_plain(desk.council, act, files[0].holder):
        return stopped(request, key, refs, "Tick the children, then choose what to do.")
    try:
        saved = acting.do_together(cases=refs, act=act, by=desk.person)
    except Refused as refused:
        whom = next((naming.child(f.child) for f in files if f.ref == refused.ref), "")
        errors = [
            {"text": f"{whom}: {r.says}", "name": "rows", "clauses": r.clauses}
            for r in refused.refusal.reasons
        ]
        return show(request, key, chosen=refs, more={"errors": errors}, status=422)
    except Stale:
        return stopped(
            request, key, refs, "Somebody changed one of these children meanwhile. Look again.", 409
        )
    messages.success(request, follows.notice(later(request, present.now()), act, saved))
    return redirect("tray", key=key)
