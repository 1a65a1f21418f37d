"""What the documents promise: decisions in order and short, links that lead somewhere, settings told."""

import ast
import re
from urllib.parse import unquote

from tests.house.tree import ROOT, kept_files, name_of, python_files

LONGEST_DECISION = 40
READERS = {"text", "flag", "number", "words"}
# Read by the tests' own runner and by tools, not by Baton.
EDGE = {"src/baton/config/environment.py"}


def test_decisions_are_numbered_without_gaps_and_short() -> None:
    decisions = sorted(path for path in kept_files() if path.parent == ROOT / "docs" / "decisions")
    numbers = [path.name[:4] for path in decisions]
    assert numbers == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    lengths = {path.name: len(path.read_text().splitlines()) for path in decisions}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_DECISION} == {}


def test_every_link_in_a_document_leads_somewhere() -> None:
    broken = []
    for path in kept_files():
        if path.suffix != ".md":
            continue
        prose = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            place = unquote(target.partition("#")[0])
            elsewhere = not place or "://" in place or place.startswith("mailto:")
            if not elsewhere and not (path.parent / place).exists():
                broken.append(f"{name_of(path)} -> {target}")
    assert broken == []


def test_the_table_of_settings_names_exactly_what_is_read_from_the_environment() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/operating/settings.md").read_text(), re.MULTILINE))
    assert told == _read_from_the_environment()


def test_only_one_module_reads_the_environment() -> None:
    reading = re.compile(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv")
    found = {name_of(path) for path in python_files("src") if reading.search(path.read_text())}
    assert found <= EDGE


def _read_from_the_environment() -> set[str]:
    return {
        ast.literal_eval(node.args[0])
        for path in python_files("src")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _is_a_reader(node.func)
    }


def _is_a_reader(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr in READERS
        and isinstance(function.value, ast.Name)
        and function.value.id == "environment"
    )
