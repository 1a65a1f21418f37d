"""A trace leads from each clause to its rules and its tests, and names what is not covered."""

from pathlib import Path

import pytest

from baton.protocol import loading, tracing
from tests.protocol.sampling import SAMPLES

TINY = loading.load(SAMPLES / "tiny")


def test_a_trace_has_exactly_these_keys() -> None:
    made = tracing.trace(TINY, {"TNY-01": ["tests/a.py::test_one"]}).as_json()
    assert list(made) == ["council", "documents", "clauses", "uncovered", "guidance_only"]
    first = made["clauses"][0]
    assert list(first) == ["id", "strength", "kind", "honoured_by", "tests"]
    assert first["tests"] == ["tests/a.py::test_one"]
    assert "route:to_family" in first["honoured_by"]
    assert "act:send.needs.decided" in first["honoured_by"]
    assert "clock:receipt" in made["clauses"][5]["honoured_by"]
    assert made["documents"][0]["id"] == "TNY"


def test_a_binding_clause_needs_a_rule_and_a_test() -> None:
    every = {clause.id: ["tests/a.py::test_one"] for clause in TINY.clauses}
    assert tracing.trace(TINY, every).uncovered == ()
    assert tracing.trace(TINY, {**every, "TNY-03": []}).uncovered == ("TNY-03",)
    assert tracing.trace(TINY, {**every, "TNY-02": [], "TNY-08": []}).uncovered == ()  # they bind nobody


def test_guidance_alone_counts_only_with_its_reason() -> None:
    every = {clause.id: ["tests/a.py::test_one"] for clause in TINY.clauses}
    assert tracing.trace(TINY, every).guidance_only == {"TNY-09": "Kindness cannot be a rule."}
    silent = TINY.model_copy(
        update={"guidance": tuple(g.model_copy(update={"why_no_rule": None}) for g in TINY.guidance)}
    )
    assert tracing.trace(silent, every).uncovered == ("TNY-09",)


def test_stories_and_marked_tests_are_found(tmp_path: Path) -> None:
    scenarios = tmp_path / "protocols" / "tiny" / "scenarios"
    scenarios.mkdir(parents=True)
    for file in (SAMPLES / "tiny").glob("*.yaml"):
        (scenarios.parent / file.name).write_text(file.read_text())
    (scenarios / "first.yaml").write_text((SAMPLES / "tiny" / "scenarios" / "first.yaml").read_text())
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(
        "import pytest\n"
        "pytestmark = pytest.mark.clause('TNY-09')\n"
        "@pytest.mark.clause('TNY-03', 'TNY-04')\ndef test_one(): ...\n"
        "class TestTwo:\n    @pytest.mark.clause('TNY-03')\n    def test_three(self): ...\n"
    )
    found = tracing.find_tests(tmp_path)
    assert found["TNY-06"] == ["protocols/tiny/scenarios/first.yaml::Receipt is late after two working hours"]
    assert found["TNY-03"] == [
        "protocols/tiny/scenarios/first.yaml::A child goes to the family team when the pack is sent",
        "tests/test_x.py::test_one",
        "tests/test_x.py::TestTwo::test_three",
    ]
    assert found["TNY-09"] == ["tests/test_x.py::test_one", "tests/test_x.py::TestTwo::test_three"]


def test_a_test_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text("@pytest.mark.clause('TNY-01'\n")
    assert tracing.find_tests(tmp_path) == {}


@pytest.mark.parametrize("council", ["tiny", "elsewhere"])
def test_every_rule_that_cites_is_in_the_trace(council: str) -> None:
    protocol = loading.load(SAMPLES / council)
    traced = {row.id: row.honoured_by for row in tracing.trace(protocol, {}).clauses}
    for path, rule in protocol.rules():
        assert all(path in traced[clause] for clause in rule.cites)
