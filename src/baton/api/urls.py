"""The addresses of the API, and the API itself: every resource under its name."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI

from baton.api import (
    actions,
    cases,
    chronology,
    clocks,
    contacts,
    demo,
    edges,
    errors,
    given,
    protocols,
    reports,
    tokens,
    trays,
)
from baton.api.access import Token

DESCRIPTION = (
    "Baton runs a council's written procedure: who is responsible for a child, what they must do, and by when. "
    "Times are given in UTC. Every refusal is a problem (RFC 9457) that lists everything that stands in the way."
)
PROBLEMS = {
    400: "The request could not be read.",
    401: "The token is missing, wrong or ended.",
    403: "It is not yours to do or to read.",
    404: "Nothing is there that you may see.",
    405: "Not by this method.",
    409: "The state of the case stands in the way, or somebody was first.",
    412: "The case has changed since the version in If-Match.",
    413: "The body is too large.",
    422: "Something is missing, or is not a value that can be taken.",
    503: "Not saved; try again.",
}

api = NinjaAPI(
    title="Baton", version="1", description=DESCRIPTION, auth=Token(), docs_url=None, urls_namespace="api",
)  # fmt: skip
edges.connect(api)
for prefix, resource in (
    ("/contacts", contacts), ("/cases", cases), ("/cases", actions), ("/cases", chronology), ("/trays", trays),
    ("/clocks", clocks), ("/reports", reports), ("/protocols", protocols), ("/tokens", tokens), ("/demo", demo),
):  # fmt: skip
    api.add_router(prefix, resource.router)


def openapi() -> dict[str, Any]:
    """The description of the whole API, with the problems that every operation may answer."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    made["components"]["schemas"].update(_problem_schemas())
    for methods in made["paths"].values():
        for operation in methods.values():
            for status, says in PROBLEMS.items():
                operation["responses"].setdefault(status, {"description": says, "content": CONTENT})
    return made


CONTENT = {errors.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _problem_schemas() -> dict[str, Any]:
    problem = given.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**problem.pop("$defs"), "Problem": problem}


def _patterns() -> list[URLPattern]:
    patterns, _, _ = api.urls
    kept = [p for p in patterns if isinstance(p, URLPattern) and p.name not in ("api-root", "openapi-json")]
    for pattern in kept:
        pattern.callback = edges.at_the_door(pattern.callback)
    return kept


def openapi_json(request: HttpRequest) -> JsonResponse:
    """What the API is, for programs: the same as docs/openapi.json."""
    return JsonResponse(openapi())


urlpatterns = [
    path("openapi.json", edges.at_the_door(openapi_json), name="openapi"),
    *_patterns(),
    re_path(r"", edges.nothing_here),
]
