"""Everything that happened in a case, in order, each with its sentence."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from baton.api import given, standing
from baton.api.access import etag, reader_of
from baton.api.opening import opened
from baton.api.sentences import event_out
from baton.api.texts import Ref
from baton.casework import kept
from baton.records import worklists

router = Router(tags=["chronology"])
MOST = 1000


@router.get("/{ref}/chronology", response=given.Chronology, summary="Everything that happened")
def chronology(
    request: HttpRequest,
    response: HttpResponse,
    ref: Ref,
    before: Annotated[int, Query(ge=0, le=2**31, description="Only entries before this number.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
):
    """The latest entries, oldest first. Where `more` is true, ask again with `before` the first number."""
    found = opened(request, ref, reader_of(request), page="api chronology")
    response["ETag"] = etag(found.file.version)
    council = found.council
    closed = kept.closed_to(council, found.file, reader_of(request).person, found.now)
    entries = worklists.chronology(ref, limit + 1, before)
    rows = [
        {
            **event_out(council, kept.event_as_read(council, one.event, closed), found.file),
            "number": one.seq,
            "by": one.by,
            "version": one.version,
            "by_name": standing.person_name(council, one.by) if one.by else "",
        }
        for one in reversed(entries[:limit])
    ]
    return {"case": ref, "version": found.file.version, "entries": rows, "more": len(entries) > limit}
