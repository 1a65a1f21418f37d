"""What the API says when something goes wrong: one shape, never a stack trace, never what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, InterfaceError, OperationalError

from baton.api import errors
from baton.casework.refusals import Code
from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]
SHAPE = {"type", "title", "status", "detail", "code", "refusals"}
SECRET = "12-canary-road"


def is_a_problem(response: Any, status: int) -> bool:
    said = response.json()
    assert (response.status_code, said["status"]) == (status, status), response.content
    assert response["Content-Type"] == errors.CONTENT_TYPE
    assert set(said) - {"reference"} == SHAPE
    return True


@pytest.mark.parametrize("raised", [OperationalError, InterfaceError, DataError])
@pytest.mark.parametrize("where", ["baton.services.acting.do", "baton.services.tokens.bearer"])
def test_a_database_in_trouble_is_503_not_saved(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, raised: type[Exception], where: str
) -> None:
    case = world.contact(calls("sid"))["cases"][0]

    def fail(*_: Any, **__: Any) -> None:
        raise raised(f"Failing row contains ({SECRET})")

    monkeypatch.setattr(where, fail)
    answer = calls("sid").act(case, "recommend", outcome="more_help")
    assert is_a_problem(answer, 503)
    assert answer.json()["detail"].startswith("Not saved")
    assert int(answer["Retry-After"]) > 0
    assert SECRET.encode() not in answer.content


def test_a_surprise_has_a_reference_and_no_trace(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEBUG = True
    caller = calls("sid")

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("baton.services.contacts.log_contact", fail)
    answer = caller.post("/contacts", {"children": [world.CHILD]})
    assert is_a_problem(answer, 500)
    assert answer.json()["reference"] in answer.json()["detail"]
    assert SECRET.encode() not in answer.content
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"[" * 100_000, b'{"children": 1e999}', b"1" * 5000],
)
def test_a_body_that_cannot_be_read(calls: Calls, body: bytes) -> None:
    answer = calls("sid").post("/contacts", body)
    assert is_a_problem(answer, answer.status_code)
    assert answer.status_code in (400, 422)


def test_a_body_that_is_too_large(calls: Calls) -> None:
    answer = calls("sid").post("/contacts", b'{"story": "' + b"x" * 3_000_000 + b'"}')
    assert is_a_problem(answer, 413)


def test_another_method_and_another_address(calls: Calls) -> None:
    answer = calls("sid").send("PUT", "/contacts")
    assert is_a_problem(answer, 405)
    assert answer["Allow"] == "POST"
    assert is_a_problem(calls("sid").get("/nothing/here"), 404)
    assert is_a_problem(calls("sid").get("/"), 404)


@pytest.mark.parametrize(
    "ref", ["%00", "x" * 101, "a%0ab", "%ed%a0%80", "..", "STK-000001'--", "%F0%9F%99%88"]
)
@pytest.mark.parametrize(
    "path", ["/cases/{}", "/contacts/{}", "/cases/{}/actions", "/cases/{}/chronology", "/trays/{}"]
)
def test_a_reference_that_is_none_is_hidden(calls: Calls, path: str, ref: str) -> None:
    assert is_a_problem(calls("sid").get(path.format(ref)), 404)


def test_a_hidden_character_in_a_header_is_400(calls: Calls) -> None:
    answer = calls("sid").post("/contacts", {"children": [world.CHILD]}, Idempotency_Key="a\x00b")
    assert is_a_problem(answer, 400)
    assert is_a_problem(
        calls("sid").post("/contacts", {"children": [world.CHILD]}, Idempotency_Key="k" * 201), 400
    )


def test_what_was_typed_does_not_come_back(calls: Calls) -> None:
    answer = calls("sid").post(
        "/contacts", {"children": [{"name": SECRET, "age": SECRET}], "received": SECRET}
    )
    assert is_a_problem(answer, 422)
    assert SECRET.encode() not in answer.content


def test_every_code_is_in_the_guide() -> None:
    from tests.house.tree import ROOT

    guide = (ROOT / "docs/guide/api.md").read_text()
    assert [code for code in errors.OWN if f"`{code}`" not in guide] == []
    mapped = {*errors.NOT_YOURS, *errors.MENDED_BY_A_VALUE, Code.UNKNOWN}
    assert [code.value for code in mapped if f"`{code.value}`" not in guide] == []
