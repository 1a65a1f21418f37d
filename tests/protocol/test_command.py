"""`baton protocol check|trace|show` answers people and programs, and its exit status says how it went."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.protocol.sampling import SAMPLES, TINY


def run(*words: str) -> tuple[int, str]:
    """The exit status and what was printed."""
    out = io.StringIO()
    try:
        call_command("protocol", *words, stdout=out, stderr=out)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A protocol with one mistake in it."""
    for name, text in TINY.items():
        (tmp_path / name).write_text(text.replace("to: safeguarding\n", "to: nowhere\n"))
    return str(tmp_path)


def test_check_of_a_good_protocol() -> None:
    status, said = run("check", str(SAMPLES / "tiny"))
    assert status == 0
    assert "tiny: " in said
    assert "0 mistakes, 1 warnings" in said


def test_check_of_a_broken_one_prints_the_place(broken: str) -> None:
    status, said = run("check", broken)
    assert status == 1
    assert "rules.yaml:52:9 mistake: There is no team or pick 'nowhere'." in said
    status, said = run("check", broken, "--json")
    assert status == 1
    assert json.loads(said)["mistakes"][0]["line"] == 52


def test_check_of_no_council() -> None:
    status, said = run("check", "nowhere")
    assert status == 1
    assert "There is no such folder." in said


def test_trace_fails_while_a_clause_is_uncovered(broken: str) -> None:
    status, said = run("trace", str(SAMPLES / "tiny"), "--json")
    made: dict[str, Any] = json.loads(said)
    assert status == 1
    assert made["uncovered"] == ["TNY-04", "TNY-05", "TNY-07", "TNY-09"]
    assert run("trace", broken)[0] == 1
    assert "Not covered by a rule and a test: TNY-04" in run("trace", str(SAMPLES / "tiny"))[1]


def test_show_by_clause_and_by_rule() -> None:
    status, said = run("show", str(SAMPLES / "tiny"), "TNY-04")
    assert status == 0
    assert "TNY-04 (must), 2" in said
    assert "route:to_safeguarding" in said
    status, said = run("show", str(SAMPLES / "tiny"), "clock:receipt", "--json")
    assert [row["rule"] for row in json.loads(said)] == ["clock:receipt"]
    assert run("show", str(SAMPLES / "tiny"), "nothing")[0] == 1
