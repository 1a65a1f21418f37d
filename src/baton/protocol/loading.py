"""Loading: a council's folder of YAML files as one `Protocol`, or every mistake at once.

Example:

    protocol = loading.load(Path("protocols/anytown"))     # raises Mistakes
    read = loading.read(Path("protocols/anytown"))         # shape only: read.protocol, read.mistakes

The folder holds any number of `*.yaml` files whose top-level keys are those of `schema.Protocol`; they are
merged. `scenarios/*.yaml` hold lists of stories. Files are kept in memory by the hash of what they say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, Field, ValidationError

from baton.protocol import nodes, saying
from baton.protocol.mistakes import Mistake, Mistakes
from baton.protocol.schema import Part, Protocol, Story
from baton.protocol.shape import mistakes_of
from baton.protocol.source import Merging, Source

MOST_FILES = 200
MOST_KEPT = 64
CAST = "cast.yaml"
"""Who plays the stories of a council: no story itself (`operations.cast` reads it)."""
LISTS = frozenset(
    name for name, info in Protocol.model_fields.items() if get_origin(info.annotation) is tuple
)
"""Rooms that are lists of rules; the others are mappings of ids to rules."""
SINGLE = frozenset({"protocol", "in_danger"})


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a folder gave: the protocol where its shape is right, its mistakes, and where all stands."""

    protocol: Protocol | None
    mistakes: tuple[Mistake, ...]
    source: Source


_kept: dict[str, Read] = {}
M = TypeVar("M", bound=BaseModel)


def load(folder: Path | str) -> Protocol:
    """The protocol in a folder, every reference of it checked. Raises Mistakes."""
    from baton.protocol.checking import check

    checked = check(folder)
    if checked.mistakes or checked.protocol is None:
        raise Mistakes(checked.mistakes)
    return checked.protocol


def read(folder: Path | str) -> Read:
    """The protocol in a folder as far as its shape goes: references are not looked at. Never raises."""
    folder = Path(folder)
    if not folder.is_dir():
        wrong = "There is no such folder."
        right = f"Councils here: {', '.join(councils(folder.parent)) or 'none'}."
        return Read(
            None, (Mistake(str(folder), 1, 1, wrong, right),), Source(nodes.Node(str(folder), 1, 1, {}))
        )
    paths = sorted(folder.glob("*.yaml"))
    mistakes = [
        Mistake(str(path), 1, 1, "This file is not read.", f"Name it {path.stem}.yaml.")
        for path in sorted(folder.glob("*.yml"))
    ]
    if not paths:
        mistakes.append(
            Mistake(str(folder), 1, 1, "There are no .yaml files here.", "Begin with council.yaml.")
        )
    if len(paths) > MOST_FILES:
        mistakes.append(
            Mistake(str(folder), 1, 1, f"More than {MOST_FILES} files.", "Put rules together by topic.")
        )
    key = _fingerprint(paths[:MOST_FILES])
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = _build(folder, paths[:MOST_FILES])
    kept = _kept[key]
    return Read(kept.protocol, (*sorted(mistakes), *kept.mistakes), kept.source)


def councils(folder: Path | str) -> tuple[str, ...]:
    """The names of the folders that hold a protocol."""
    folder = Path(folder)
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.yaml"))))


def from_texts(texts: Mapping[str, str | bytes]) -> Read:
    """A protocol from texts by file name: for tests, and for a change that is not saved yet."""
    merging, names, unread = Merging(LISTS, SINGLE), [], False
    for name, text in texts.items():
        raw = text if isinstance(text, bytes) else text.encode("utf-8", errors="replace")
        node = nodes.parse(raw, name, merging.mistakes)
        unread = unread or node is None
        names.append(name)
        if node is not None:
            merging.add(node)
    return _shaped(merging, tuple(names), unread)


def _fingerprint(paths: list[Path]) -> str:
    made = hashlib.sha256()
    for path in paths:
        try:
            raw = path.read_bytes() if path.stat().st_size <= nodes.MOST_BYTES else b"too large"
        except OSError as error:
            raw = str(error).encode()
        made.update(f"{path}\0{len(raw)}\0".encode())
        made.update(raw)
    return made.hexdigest()


def _build(folder: Path, paths: list[Path]) -> Read:
    merging, unread = Merging(LISTS, SINGLE), False
    for path in paths:
        node = nodes.read(path, merging.mistakes)
        unread = unread or node is None
        if node is not None:
            merging.add(node)
    return _shaped(merging, tuple(str(path) for path in paths) or (str(folder),), unread)


def _shaped(merging: Merging, files: tuple[str, ...], unread: bool) -> Read:
    root = merging.finish()
    root.file = root.file or (files[0] if files else "")
    source = Source(root, files, incomplete=unread)
    merging.mistakes += saying.put_in(root)
    protocol, found = _validated(Protocol, root.data(), source)
    mistakes = tuple(sorted({*merging.mistakes, *found}))
    return Read(None if mistakes else protocol, mistakes, source)


def _validated(model: type[M], data: Any, source: Source) -> tuple[M | None, list[Mistake]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, list(mistakes_of(error, model, source))
    except RecursionError:
        wrong, right = "Something here is nested too deeply.", "Give inner conditions a name, as facts."
        return None, [source.mistake((), wrong, right)]


class Stories(Part):
    """A file of stories."""

    stories: tuple[Story, ...] = Field(min_length=1)


def stories(path: Path | str) -> tuple[Story, ...]:
    """The stories of a file, of a council's folder, or of its scenarios folder. Raises Mistakes."""
    found: list[Story] = []
    mistakes: list[Mistake] = []
    for file in story_files(path):
        told, wrong = read_stories(file)
        found += told
        mistakes += wrong
    if mistakes:
        raise Mistakes(mistakes)
    return tuple(found)


def story_files(path: Path | str) -> tuple[Path, ...]:
    """The story files of a council's folder, its scenarios folder, or the one file."""
    path = Path(path)
    if not path.is_dir():
        return (path,)
    folder = path / "scenarios" if (path / "scenarios").is_dir() else path
    if folder.name != "scenarios":
        return ()
    return tuple(sorted(file for file in folder.glob("*.yaml") if file.name != CAST))


def read_stories(file: Path) -> tuple[tuple[Story, ...], list[Mistake]]:
    """The stories of one file and what is wrong with it. Never raises."""
    mistakes: list[Mistake] = []
    node = nodes.read(file, mistakes)
    if node is None:
        return (), mistakes
    source = Source(nodes.Node(node.file, 1, 1, {"stories": node}), (node.file,))
    made, wrong = _validated(Stories, source.root.data(), source)
    return (made.stories if made else ()), [*mistakes, *wrong]
