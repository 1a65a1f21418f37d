"""The JSON Schema kept for editors is current, whole, and named by every protocol file."""

import json
from pathlib import Path

import pytest

from baton.protocol import exporting, loading
from baton.protocol.schema import Protocol
from baton.protocol.shape import keys_of
from tests.protocol.sampling import SAMPLES

ROOT = Path(__file__).parents[2]
FILES = [*sorted((ROOT / "protocols").glob("*/*.yaml")), *sorted(SAMPLES.rglob("*.yaml"))]


def test_the_schema_kept_is_what_would_be_written_now() -> None:
    kept = (ROOT / "docs" / "protocol.schema.json").read_text()
    assert kept == exporting.text(), "run: make docs"


def test_the_schema_names_every_room_and_leads_nowhere_outside_itself() -> None:
    made = exporting.json_schema()
    assert made["$schema"].startswith("https://json-schema.org/")
    assert made["title"]
    assert set(made["$defs"]["Protocol"]["properties"]) == set(keys_of(Protocol))
    text = json.dumps(made)
    assert all(f'"#/$defs/{name}"' in text for name in made["$defs"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_protocol_file_names_its_schema(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("$schema=")[2]).resolve() == ROOT / "docs" / "protocol.schema.json"


@pytest.mark.parametrize("council", loading.councils(ROOT / "protocols"))
def test_every_council_has_no_mistakes(council: str) -> None:
    assert loading.load(ROOT / "protocols" / council).clauses
