"""Tracing: from each clause to the rules that honour it and the tests that show it.

A must or should clause is covered when a rule, page or guidance cites it and a test is marked with its id.
Guidance alone counts only where it says why there is no rule. Tests are stories with `shows: [ids]` and
Python tests with `@pytest.mark.clause("STK-33")`.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from baton.protocol import citing, loading
from baton.protocol.schema import Document, Protocol


@dataclass(frozen=True, slots=True)
class Traced:
    """One clause, what honours it and what tests it."""

    id: str
    strength: str
    kind: str
    honoured_by: tuple[str, ...]
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """Every clause of a protocol traced."""

    council: str
    documents: tuple[Document, ...]
    clauses: tuple[Traced, ...]
    guidance_only: Mapping[str, str]
    """Clauses honoured by guidance alone, each with why there is no rule."""

    @cached_property
    def uncovered(self) -> tuple[str, ...]:
        """Binding clauses without a rule, page or reasoned guidance, or without a test."""
        return tuple(
            row.id
            for row in self.clauses
            if row.strength in citing.BINDING
            and (not row.honoured_by or not row.tests or self.guidance_only.get(row.id) == "")
        )

    def as_json(self) -> dict[str, Any]:
        """The trace for another program."""
        return {
            "council": self.council,
            "documents": [document.model_dump(mode="json") for document in self.documents],
            "clauses": [
                {
                    "id": row.id,
                    "strength": row.strength,
                    "kind": row.kind,
                    "honoured_by": list(row.honoured_by),
                    "tests": list(row.tests),
                }
                for row in self.clauses
            ],
            "uncovered": list(self.uncovered),
            "guidance_only": [
                {"id": clause, "why_no_rule": why} for clause, why in self.guidance_only.items()
            ],
        }


def trace(protocol: Protocol, tests: Mapping[str, Sequence[str]]) -> Trace:
    """Each clause of the protocol with its rules and, by clause id, the names of its tests."""
    paths = citing.honouring(protocol)
    rows = tuple(
        Traced(row.id, row.strength, row.kind, paths.get(row.id, ()), tuple(tests.get(row.id, ())))
        for row in protocol.clauses
    )
    alone = dict(sorted(citing.by_guidance(protocol).items()))
    return Trace(protocol.protocol.council, protocol.protocol.documents, rows, alone)


def find_tests(repo: Path, *councils: Path) -> Mapping[str, list[str]]:
    """The tests that show each clause, by clause id: the stories and the marked Python tests of a repository.

    `councils` are the folders whose stories count; every folder of `protocols/` if none is given.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    folders = councils or tuple(repo / "protocols" / name for name in loading.councils(repo / "protocols"))
    for folder in folders:
        for clause, name in _stories(repo, folder):
            found[clause][name] = None
    for path in sorted((repo / "tests").rglob("test_*.py")):
        for clause, name in _marked(path):
            found[clause][f"{_short(repo, path)}::{name}"] = None
    return {clause: list(names) for clause, names in sorted(found.items())}


def _short(repo: Path, path: Path) -> str:
    inside = path.resolve().is_relative_to(repo.resolve())
    return (path.resolve().relative_to(repo.resolve()) if inside else path).as_posix()


def _stories(repo: Path, folder: Path) -> Iterator[tuple[str, str]]:
    for file in loading.story_files(folder) if folder.is_dir() else ():
        told, _ = loading.read_stories(file)
        for story in told:
            for clause in story.shows:
                yield clause, f"{_short(repo, file)}::{story.story}"


def _marked(path: Path) -> Iterator[tuple[str, str]]:
    """(clause, test name) of every marked test in a file."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text) if "mark.clause" in text else None
    except (OSError, SyntaxError, ValueError):
        return
    if tree is not None:
        yield from _in(tree.body, "", _module_marks(tree))


def _module_marks(tree: ast.Module) -> tuple[str, ...]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets
        ):
            marks = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
            return tuple(clause for mark in marks for clause in _clauses(mark))
    return ()


def _in(body: Sequence[ast.stmt], within: str, inherited: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            marks = (*inherited, *(clause for mark in node.decorator_list for clause in _clauses(mark)))
            name = f"{within}{node.name}"
            if isinstance(node, ast.ClassDef):
                yield from _in(node.body, f"{name}::", marks)
            elif node.name.startswith("test"):
                yield from ((clause, name) for clause in marks)


def _clauses(mark: ast.expr) -> Iterator[str]:
    """The ids in `pytest.mark.clause("A-1", "A-2")`."""
    if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute) and mark.func.attr == "clause":
        for argument in mark.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
