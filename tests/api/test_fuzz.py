"""Nasty values in every place of every operation: never a 5xx, always a problem of the one shape, quickly.

BATON_FUZZ=5000 pytest tests/api/test_fuzz.py      runs longer
"""

import json
import os
import time
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baton.api.errors import CONTENT_TYPE
from baton.api.urls import openapi
from tests.api import world
from tests.api.world import Caller

MOST = int(os.environ.get("BATON_FUZZ", "200"))
SLOWEST = 5  # seconds, on a busy machine
TEXTS = [
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud83d", "\u202eevil", "\u200b", "\ufeff", "é", "e\u0301", "😀" * 50,
    "%00", "%s%n", "{0}{a.b}", "{{7*7}}", "${7*7}", "'; DROP TABLE records_case; --", "<script>alert(1)</script>",
    '=HYPERLINK("http://x")', "+44", "../../etc/passwd", "\r\nSet-Cookie: a=b", "x" * 201, "x" * 60_000, "null", "NaN",
    "9223372036854775808", "2147483648", "-1", "1e999", "2027-03-28T01:30", "2026-10-25 01:30", "2026-W47-6",
    "2026-02-30", "13/14/2026", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-11-22T09:00:00Z",
    "2026-11-22 09:00", "1900-01-01", "massh", "bredbury_a", "urgent_response", "urgent", "ola", "bea", "yes",
    "STK-000001", "STK-C-000001", "stockport.council", "recommend", "send_step_up", "allocate", "resend", "next",
    "1 hour", "999999 weeks", "٣ hours", "worker", "__class__", "__proto__",
]  # fmt: skip
NUMBERS = [0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308]
OTHERS = [None, True, False, [], {}, [[]], [None], {"": ""}, {"a": {"b": []}}, [{"x": 1}] * 30, ["yes", "no"]]
DEPTH = 60

nasty = st.sampled_from([*TEXTS, *NUMBERS, *OTHERS]) | st.text(max_size=20) | st.integers()
PLAUSIBLE: dict[str, Any] = {
    "children": st.lists(
        st.dictionaries(
            st.sampled_from(["name", "born", "due", "age", "number", "place", "address", "ref", "x"]),
            nasty,
            max_size=4,
        ),
        max_size=3,
    ),
    "fields": st.dictionaries(
        st.sampled_from(["path", "reason", "evidence", "worker", "strategy_discussion_required", "to", "x"]),
        nasty,
        max_size=4,
    ),
    "reasons": st.dictionaries(st.sampled_from(["footprint_of_home", "consent", "x"]), nasty, max_size=2),
    "outcome": st.sampled_from(["urgent_response", "more_help", "no_transfer", "email", ""]),
}
NAMES = [
    "children", "received", "source", "reason", "story", "caller", "consent", "immediate_danger", "answers", "facts",
    "outcome", "item", "at", "fields", "reasons", "danger", "team", "route", "planned", "advance", "to", "council",
    "person", "name", "due", "version",
]  # fmt: skip
HEADERS = [
    "Idempotency-Key",
    "If-Match",
    "Reading-Reason",
    "X-Forwarded-For",
    "Accept",
    "X-HTTP-Method-Override",
]
QUERY = ["due_before", "mine", "from", "to", "limit", "before", "after"]


@st.composite
def bodies(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(["object", "object", "object", "value", "bytes"]))
    if kind == "bytes":
        return draw(st.binary(max_size=30) | st.sampled_from([b"[" * DEPTH, b'{"a":' * 3000, b"1" * 5000]))
    if kind == "value":
        return draw(nasty)
    names = draw(st.lists(st.sampled_from(NAMES), max_size=5, unique=True))
    return {name: draw(PLAUSIBLE[name] | nasty if name in PLAUSIBLE else nasty) for name in names}


def operations() -> list[tuple[str, str]]:
    return [
        (method.upper(), path.removeprefix("/api/v1"))
        for path, ms in openapi()["paths"].items()
        for method in ms
    ]


@pytest.fixture
def talking(stockport: None, demo: None) -> tuple[Caller, str]:
    caller = world.caller("mel")
    case = world.contact(caller)["cases"][0]
    caller.act(case, "recommend", outcome="urgent_response")
    return caller, case


def address(draw: st.DrawFn, path: str, case: str) -> str:
    good = {
        "ref": case, "name": "send_step_up", "tray": "massh_screen:massh", "council": "stockport", "token": "999",
    }  # fmt: skip
    for name, value in good.items():
        if f"{{{name}}}" in path:
            said = draw(st.just(value) | st.sampled_from(TEXTS).map(lambda text: text[:300]))
            path = path.replace(f"{{{name}}}", quote(said.encode("utf-8", "surrogatepass"), safe=""))
    asked = draw(st.dictionaries(st.sampled_from(QUERY), st.sampled_from(TEXTS), max_size=2))
    pairs = [f"{name}={quote(text[:500].encode('utf-8', 'surrogatepass'))}" for name, text in asked.items()]
    return f"{path}?{'&'.join(pairs)}" if pairs else path


@settings(
    max_examples=MOST,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_no_request_is_a_surprise(talking: tuple[Caller, str], data: st.DataObject) -> None:
    caller, case = talking
    method, path = data.draw(st.sampled_from(operations()))
    where = data.draw(st.composite(address)(path, case))
    headers = data.draw(st.dictionaries(st.sampled_from(HEADERS), st.sampled_from(TEXTS), max_size=2))
    body = data.draw(bodies()) if method == "POST" else None
    sent = {name: text.encode("utf-8", "replace").decode("latin-1") for name, text in headers.items()}
    is_as_expected(caller, method, where, body, sent)


def is_as_expected(caller: Caller, method: str, where: str, body: Any, headers: dict[str, str]) -> None:
    started = time.monotonic()
    answer = caller.send(method, where, body, **headers)
    assert answer.status_code < 500, (method, where, body, answer.content)
    assert time.monotonic() - started < SLOWEST
    if answer.status_code >= 400:
        assert answer["Content-Type"] == CONTENT_TYPE, where
        said = json.loads(answer.content)
        assert said["status"] == answer.status_code
        assert said["detail"]
        assert all(reason["says"] and reason["code"] for reason in said["refusals"])


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_each_nasty_text_in_each_place_of_a_contact_and_of_an_act(
    talking: tuple[Caller, str], text: str
) -> None:
    caller, case = talking
    for name in ("name", "born", "due", "age", "number", "place", "address", "ref"):
        is_as_expected(caller, "POST", "/contacts", {"children": [{name: text}]}, {})
    for name in ("received", "source", "reason", "story", "consent"):
        is_as_expected(caller, "POST", "/contacts", {"children": [{"name": "Ada"}], name: text}, {})
    for inside in ("answers", "facts", "caller"):
        for said in ({text: "yes"}, {"path": text}, {"level": text}, {"name": text}):
            is_as_expected(caller, "POST", "/contacts", {"children": [{"name": "Ada"}], inside: said}, {})
    for name in ("outcome", "item", "at", "danger", "team", "route"):
        is_as_expected(caller, "POST", f"/cases/{case}/actions/send_step_up", {name: text}, {})
    for name in (*world.STEP_UP, text):
        said = {"fields": {**world.STEP_UP, name: text}, "reasons": {text: text}}
        is_as_expected(caller, "POST", f"/cases/{case}/actions/send_step_up", said, {})
