"""Keeps each protocol, read and checked, in a file: the next process has it in milliseconds.

The name of the file is a digest of the protocol's own files and of the code that reads them, so a change of
either is read anew. Where the folder cannot be written, everything works as before, only slower.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pydantic

import baton.protocol
from baton.protocol.loading import load
from baton.protocol.schema import Protocol

CODE = Path(baton.protocol.__file__).parent


def loaded(folder: Path, kept_in: Path) -> Protocol:
    """The protocol in a folder, from what was kept if nothing has changed. Raises Mistakes."""
    kept = kept_in / f"{folder.name}-{_digest(folder)}.pickle"
    with suppress(OSError, pickle.PickleError, EOFError, AttributeError, ImportError, ValueError):
        found = pickle.loads(kept.read_bytes())  # written by this installation, into its own folder
        if isinstance(found, Protocol):
            return found
    protocol = load(folder)
    with suppress(OSError):
        _keep(kept, pickle.dumps(protocol))
    return protocol


def _digest(folder: Path) -> str:
    made = hashlib.sha256(f"{sys.version} {pydantic.VERSION} {folder.resolve()}".encode())
    for path in sorted(folder.glob("*.y*ml")):
        made.update(f"\0{path.name}\0".encode())
        made.update(path.read_bytes())
    for name, size, changed in sorted(_code(CODE)):
        made.update(f"\0{name} {size} {changed}".encode())
    return made.hexdigest()[:40]


def _code(folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in folder.rglob("*.py"):
        found = path.stat()
        yield path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns


def _keep(kept: Path, raw: bytes) -> None:
    """Whole or not at all, for its owner alone; what was kept of the same protocol before goes."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=kept.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
    os.replace(made, kept)
    for older in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*.pickle"):
        if older != kept:
            older.unlink(missing_ok=True)
