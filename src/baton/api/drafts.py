"""Beside every list of clauses that the API gives: which of them are of a document that is still a draft.

    {"clauses": ["ABC-01"], "draft_clauses": ["ABC-01"], ...}

Done once for every answer, at the door; a council whose documents are all issued or confirmed has its answers as they are.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from baton.services import councils


def marked(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer with its drafts named, for a reader whose council has any."""
    reader = getattr(request, "auth", None)
    kind = response.headers.get("Content-Type", "")
    if reader is None or not isinstance(response, HttpResponse) or "json" not in kind or not response.content:
        return response
    drafts = councils.protocol(reader.council).drafts
    if drafts:
        said = name_in(json.loads(response.content), drafts)
        response.content = json.dumps(said, cls=DjangoJSONEncoder).encode()
    return response


def name_in(said: Any, drafts: frozenset[str]) -> Any:
    """The same, with `draft_clauses` beside each `clauses`, and `draft` of a clause itself."""
    if isinstance(said, list):
        return [name_in(one, drafts) for one in said]
    if not isinstance(said, dict):
        return said
    made = {key: name_in(value, drafts) for key, value in said.items()}
    if isinstance(said.get("clauses"), list):
        made["draft_clauses"] = [clause for clause in said["clauses"] if clause in drafts]
    if "shown_by" in said:
        made["draft"] = said.get("id") in drafts
    return made
