"""Source: a protocol's files merged into one tree, which knows where each thing was written.

Example: `source.at(("routes", 3, "to"), "footprnt")` is the file, line and column of that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from baton.protocol.mistakes import Mistake
from baton.protocol.nodes import Node

Path_ = Sequence[str | int]
Place = tuple[str, int, int]


@dataclass(slots=True)
class Source:
    """The merged tree. `root` is a mapping of the top-level keys of all the files."""

    root: Node
    files: tuple[str, ...] = ()
    incomplete: bool = False
    """Some file could not be read, so that something missing may be in it."""

    def find(self, path: Path_) -> tuple[Node, bool]:
        """The node nearest to a path, and whether it is the path's own last step."""
        node, exact = self.root, True
        for step in path:
            inner = node.value
            exact = False
            if isinstance(inner, dict) and str(step) in inner:
                node, exact = inner[str(step)], True
            elif isinstance(inner, list) and isinstance(step, int) and step < len(inner):
                node, exact = inner[step], True
        return node, exact

    def at(self, path: Path_, text: str = "") -> Place:
        """Where a value stands; with `text`, where that word is within it (as a key or a value)."""
        node, _ = self.find(path)
        return _word_in(node, text) if text else (node.file, node.line, node.column)

    def key_at(self, path: Path_) -> Place:
        """Where the key of a path stands, or the thing it should have been in."""
        node, exact = self.find(path)
        if exact and node.key:
            return (node.file, *node.key)
        return (node.file, *(node.key or (node.line, node.column)))

    def mistake(self, path: Path_, wrong: str, right: str, *, text: str = "", key: bool = False) -> Mistake:
        """A mistake at a path."""
        return Mistake(*(self.key_at(path) if key else self.at(path, text)), wrong, right)


def _word_in(node: Node, text: str) -> Place:
    for inner in node.inside():
        if isinstance(inner.value, dict):
            for key, value in inner.value.items():
                if key == text and value.key:
                    return (value.file, *value.key)
        elif inner.value == text:
            return (inner.file, inner.line, inner.column)
    return (node.file, node.line, node.column)


@dataclass(slots=True)
class Merging:
    """Files as they are put together: rooms with the same name are joined, an id twice is a mistake."""

    lists: frozenset[str]
    single: frozenset[str]
    mistakes: list[Mistake] = field(default_factory=list)
    rooms: dict[str, Node] = field(default_factory=dict)

    def add(self, file: Node) -> None:
        """One file's rooms."""
        if not isinstance(file.value, dict):
            wrong = "The file should be a mapping of rooms to rules."
            right = "Begin with a key such as 'acts:' or 'routes:'."
            self.mistakes.append(Mistake(file.file, file.line, file.column, wrong, right))
            return
        for room, node in file.value.items():
            if node.value is None:
                continue
            if room not in self.rooms:
                self.rooms[room] = _copy(node)
            else:
                self._join(room, self.rooms[room], node)

    def _join(self, room: str, kept: Node, node: Node) -> None:
        if room in self.single:
            key = node.key or (node.line, node.column)
            wrong = f"'{room}' is given twice: also in {kept.file}, line {(kept.key or (kept.line,))[0]}."
            self.mistakes.append(Mistake(node.file, *key, wrong, "Keep it in one file."))
        elif isinstance(kept.value, dict) and isinstance(node.value, dict):
            for name, inner in node.value.items():
                if name in kept.value:
                    self._twice(room, name, kept.value[name], inner)
                else:
                    kept.value[name] = inner
        elif isinstance(kept.value, list) and isinstance(node.value, list):
            kept.value.extend(node.value)
        else:
            wrong = f"'{room}' has another shape in {kept.file}, line {kept.line}."
            right = (
                "Write it as a list of rules."
                if room in self.lists
                else "Write it as a mapping of ids to rules."
            )
            self.mistakes.append(Mistake(node.file, node.line, node.column, wrong, right))

    def _twice(self, room: str, name: str, first: Node, second: Node) -> None:
        line = first.key[0] if first.key else first.line
        wrong = f"'{name}' is declared twice in {room}: also in {first.file}, line {line}."
        place = second.key or (second.line, second.column)
        self.mistakes.append(Mistake(second.file, *place, wrong, "Keep one, or give one of them another id."))

    def finish(self) -> Node:
        """The merged tree, with ids that lists give twice reported."""
        for room in sorted(self.lists & set(self.rooms)):
            seen: dict[str, Node] = {}
            for node, word in _ids(self.rooms[room]):
                if word in seen:
                    self._twice(room, word, seen[word], node)
                seen.setdefault(word, node)
        first = next(iter(self.rooms.values()), None)
        return Node(first.file if first else "", 1, 1, dict(self.rooms))


def _ids(room: Node) -> Iterable[tuple[Node, str]]:
    for item in room.value if isinstance(room.value, list) else ():
        if isinstance(item.value, dict) and "id" in item.value and isinstance(item.value["id"].value, str):
            named = item.value["id"]
            yield Node(named.file, named.line, named.column, None), named.value  # type: ignore[misc]


def _copy(node: Node) -> Node:
    value = node.value
    inner: str | list[Node] | dict[str, Node] | None = value
    if isinstance(value, dict):
        inner = dict(value)
    elif isinstance(value, list):
        inner = list(value)
    return Node(node.file, node.line, node.column, inner, node.key)
