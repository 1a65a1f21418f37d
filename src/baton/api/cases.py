"""A case: where it stands now. Files of teams, places and councils answer here too, by refs with a colon."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from ninja import Router

from baton.api import given, standing
from baton.api.access import etag, reader_of
from baton.api.opening import opened
from baton.api.texts import Ref
from baton.casework.view import View
from baton.records import known_children

router = Router(tags=["cases"])


@router.get("/{ref}", response=given.Case, summary="Where a case stands")
def case(request: HttpRequest, response: HttpResponse, ref: Ref):
    """Its state, responsible team, case holder, clocks and protocol version. `ETag` is its version.

    Reading is logged. Where you have no working relationship with the child, give a reason in the header
    `Reading-Reason`.
    """
    found = opened(request, ref, reader_of(request), page="api case")
    response["ETag"] = etag(found.file.version)
    others = known_children.other_cases([ref]) if found.file.child else []
    return {
        **standing.case_out(found.council, found.file, found.now, found.related),
        "other_cases": [asdict(one) for one in others],
        **standing.around_out(View(found.council, found.file, found.now, related=found.related)),
    }
