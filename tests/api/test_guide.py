"""Every example of docs/guide/api.md, run in order: what the guide shows is part of what is answered."""

import json
import re
from typing import Any

import pytest

from tests.api.world import Caller
from tests.house.tree import ROOT

GUIDE = (ROOT / "docs/guide/api.md").read_text()
EXAMPLE = re.compile(r"```http\n(.*?)```(?:\s*```json\n(.*?)```)?", re.DOTALL)
HEADER = re.compile(r"^([A-Z][\w-]+): (.*)$", re.MULTILINE)
FIRST = re.compile(r"(GET|POST) (\S+)(?: as (\w+))?\Z")


def holds(answer: Any, shown: Any) -> bool:
    """What is shown is in the answer; a list shows some of its items."""
    if isinstance(shown, dict):
        return all(name in answer and holds(answer[name], value) for name, value in shown.items())
    if isinstance(shown, list) and shown and isinstance(shown[0], dict):
        return all(any(holds(one, wanted) for one in answer) for wanted in shown)
    return bool(answer == shown)


def test_what_a_guide_shows_may_be_wrong() -> None:
    assert holds({"a": [{"b": 1}, {"b": 2, "c": 3}]}, {"a": [{"b": 2}]})
    assert not holds({"a": [{"b": 1}]}, {"a": [{"b": 2}]})
    assert not holds({}, {"a": None})


@pytest.mark.usefixtures("demo", "stockport")
def test_every_example_is_true() -> None:
    examples = EXAMPLE.findall(GUIDE)
    assert len(examples) >= 10
    callers = {"": Caller("")}
    for asked, shown in examples:
        first, *rest = asked.strip().split("\n")
        found = FIRST.match(first)
        assert found, first
        method, path, person = found[1], found[2], found[3] or ""
        if person not in callers:
            callers[person] = Caller(callers[""].post("/demo/token", {"person": person}).json()["token"])
        headers = dict(HEADER.findall("\n".join(rest)))
        body = HEADER.sub("", "\n".join(rest)).strip()
        answer = callers[person].send(method, path, json.loads(body) if body else None, **headers)
        status, _, said = shown.strip().partition(" ") if shown[:1].isdigit() else ("200", "", shown)
        assert answer.status_code == int(status), (first, answer.content)
        assert holds(answer.json(), json.loads(said or "{}")), (first, answer.json())
