"""The description of the API is kept in docs/openapi.json, so that a change of it is seen.

`make docs` (`baton make-schema`) writes it anew.
"""

import json

import pytest
from django.test import Client

from baton.api.urls import openapi
from tests.house.tree import ROOT

KEPT = ROOT / "docs" / "openapi.json"
PROMISED = [
    ("post", "/contacts"), ("get", "/contacts/{ref}"), ("get", "/cases/{ref}"), ("get", "/cases/{ref}/actions"),
    ("post", "/cases/{ref}/actions/{name}"), ("get", "/cases/{ref}/chronology"), ("get", "/trays"),
    ("get", "/trays/{tray}"), ("get", "/clocks"), ("get", "/reports/{name}"), ("get", "/protocols/{council}"),
    ("get", "/protocols/{council}/clauses"), ("post", "/demo/clock"), ("post", "/demo/token"), ("get", "/demo/people"),
]  # fmt: skip


def written() -> str:
    return json.dumps(json.loads(json.dumps(openapi())), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_kept_description_is_what_the_api_is() -> None:
    assert KEPT.read_text() == written(), "Write it anew with `make docs`."


@pytest.mark.django_db
def test_it_is_served_to_anybody() -> None:
    assert Client().get("/api/v1/openapi.json").json() == json.loads(KEPT.read_text())


@pytest.mark.parametrize(("method", "path"), PROMISED)
def test_every_promised_address_is_there(method: str, path: str) -> None:
    assert method in openapi()["paths"][f"/api/v1{path}"]


def test_every_operation_tells_its_problems_and_refuses_unknown_fields() -> None:
    made = openapi()
    for path, methods in made["paths"].items():
        for operation in methods.values():
            assert {422, 400, 401, 404, 503} <= set(operation["responses"]), path
            body = (
                operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            )
            if body:
                named = body["$ref"].rpartition("/")[2]
                assert made["components"]["schemas"][named]["additionalProperties"] is False, path
