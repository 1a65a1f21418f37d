"""Names one worker for all the children ticked in a tray: all of them, or none."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from baton.casework.needing import needs_of
from baton.casework.refusals import Code
from baton.services import acting, present
from baton.web import follows, tray_together
from baton.web.asking import Refused, Stale, desk_of, later
from baton.web.doors import SIGNED_IN, open_to
from baton.web.tray import named, show, stopped


@open_to(SIGNED_IN, "POST")
def tray_allocate(request: HttpRequest, key: str) -> HttpResponse:
    """The allocation; a refusal shows the tray again with every reason, and a box for each that may be given."""
    desk, chosen = desk_of(request), list(dict.fromkeys(request.POST.getlist("chosen")))
    named(desk, key)
    act, worker = request.POST.get("act", ""), request.POST.get("worker", "")
    rule = desk.council.protocol.acts.get(act)
    refs = [file.ref for file in tray_together.files_of(desk, chosen, key)]
    if len(refs) < len(chosen):
        return stopped(request, key, refs, tray_together.GONE, 409)
    if rule is None or not rule.allocates or not refs:
        return stopped(request, key, chosen, "Tick the children to allocate.")
    given = {name[2:]: request.POST.get(name, "").strip() for name in request.POST if name.startswith("r-")}
    reasons = {need: text for need, text in given.items() if text}
    try:
        saved = acting.do_together(
            cases=refs,
            act=act,
            by=desk.person,
            fields={rule.allocates: worker} if worker else {},
            reasons=reasons,
        )
    except (Refused, Stale) as refused:
        return _refused(request, key, refs, worker, refused)
    messages.success(request, follows.notice(later(request, present.now()), act, saved))
    return redirect("tray", key=key)


def _refused(
    request: HttpRequest, key: str, refs: list[str], worker: str, refused: Refused | Stale
) -> HttpResponse:
    if isinstance(refused, Stale):
        says = "Somebody changed one of these children while you were choosing. Look again, then allocate."
        return show(
            request,
            key,
            chosen=refs,
            more={"errors": [{"text": says, "name": "worker"}], "worker": worker},
            status=409,
        )
    desk, act = desk_of(request), refused.refusal.name
    asked = {r.field for r in refused.refusal.reasons if r.code is Code.REASON_NEEDED}
    needs = [need for _, need in needs_of(desk.council, act) if need.id in asked]
    because = [
        {"name": f"r-{n.id}", "label": f"{n.says} Why go on?", "type": "textarea", "rows": 2,
         "value": request.POST.get(f"r-{n.id}", ""), "clauses": n.cites} for n in needs
    ]  # fmt: skip
    errors = [
        {"text": reason.says, "name": f"r-{reason.field}" if reason.field in asked else "worker", "clauses": reason.clauses}
        for reason in refused.refusal.reasons
    ]  # fmt: skip
    return show(
        request, key, chosen=refs, more={"errors": errors, "because": because, "worker": worker}, status=422
    )
