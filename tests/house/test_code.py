"""The ceilings and names of the code: sizes, docstrings, words that say nothing."""

import ast
import re

import pytest

from tests.house.tree import ROOT, name_of, python_files

CEILINGS = {"src": 400, "tests": 600, "bench": 600}
LONGEST_FUNCTION = 50
SAY_NOTHING = re.compile(r"(^|_)(helpers?|utils?|utilities|common|misc|managers?)(_|$)")
TOPS = sorted(CEILINGS)


@pytest.mark.parametrize("top", TOPS)
def test_no_module_is_over_its_ceiling(top: str) -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in python_files(top)}
    assert {name: lines for name, lines in lengths.items() if lines > CEILINGS[top]} == {}


@pytest.mark.parametrize("top", TOPS)
def test_no_function_is_over_its_ceiling(top: str) -> None:
    over = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in python_files(top)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert over == []


@pytest.mark.parametrize("top", TOPS)
def test_no_module_or_folder_has_a_name_that_says_nothing(top: str) -> None:
    found = {
        name_of(path)
        for path in python_files(top)
        if any(
            SAY_NOTHING.search(part) for part in (*path.relative_to(path.anchor).parts[:-1][-4:], path.stem)
        )
    }
    assert found == set()


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        name_of(path) for path in python_files("src") if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_no_council_is_named_in_the_code() -> None:
    """A procedure is data: whatever Python knows a council by name, a fifth council cannot have."""
    councils = [folder.name for folder in (ROOT / "protocols").iterdir() if folder.is_dir()]
    found = [
        f"{name_of(path)}: {council}"
        for path in python_files("src")
        for council in councils
        if re.search(rf"\b{council}\b", path.read_text(), re.IGNORECASE)
    ]
    assert found == []
