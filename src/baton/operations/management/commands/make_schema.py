"""`baton make-schema`: writes what is generated from the code: docs/protocol.schema.json and docs/openapi.json."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.http import HttpRequest
from django.urls import resolve

from baton.protocol import exporting


class Command(BaseCommand):
    """Writes each file that has changed and says so."""

    help = "Write the JSON Schema of protocol files for editors, and the description of the API."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a file."""
        docs = settings.ROOT / "docs"
        self._write(docs / "protocol.schema.json", exporting.text())
        self._write(docs / "openapi.json", _openapi_text())

    def _write(self, path: Path, text: str) -> None:
        same = path.exists() and path.read_text(encoding="utf-8") == text
        if not same:
            path.write_text(text, encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.ROOT)}: {'as it was' if same else 'written'}")


def _openapi_text() -> str:
    """What the API says of itself, asked at its own door."""
    plain = json.loads(resolve("/api/v1/openapi.json").func(HttpRequest()).content)
    return json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
