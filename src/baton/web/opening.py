"""Opening a record from a page: every opening is logged, and without a relationship a reason is asked for.

A reason given once counts for that record for four hours; each opening under it is logged with it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from baton.services import reading
from baton.services.reading import Opened
from baton.web.asking import desk_of

HOLDS_FOR = timedelta(hours=4)
KEPT = "reasons_to_read"


def open_record(request: HttpRequest, ref: str, page: str) -> Opened:
    """The record, logged as opened at this page. Raises NeedsReason, NoSuchCase."""
    return reading.open_case(ref, desk_of(request).person, remembered(request, ref), page)


def remember(request: HttpRequest, ref: str, reason: str) -> None:
    """Keeps a reason for as long as it counts."""
    kept = dict(request.session.get(KEPT, {}))
    kept[ref] = {"reason": reason, "until": (desk_of(request).now + HOLDS_FOR).isoformat()}
    request.session[KEPT] = kept


def remembered(request: HttpRequest, ref: str) -> str:
    """The reason given for this record, while it still counts."""
    kept = request.session.get(KEPT, {}).get(ref)
    if kept and datetime.fromisoformat(kept["until"]) > desk_of(request).now:
        return str(kept["reason"])
    return ""
