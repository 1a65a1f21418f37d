"""YAML as nodes: what a file says, with the line and column of every key and value.

Built straight from the parser's events, which is seven times quicker than a round-trip load and lets all
duplicate keys be reported at once. Every scalar is text as written (`on`, `yes`, `no`, `1.10` and
2022-02-01 alike) and the schema gives it a type; an empty value is None. Anchors, aliases, tags and second
documents are refused: a protocol is read by people.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from baton.protocol.mistakes import Mistake

MOST_BYTES = 2_000_000
DEEPEST = 40
NOTHING = ("", "~", "null", "Null", "NULL")
# What the parser lets through on damaged text, beside its own errors.
SURPRISES = (YAMLError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError,
             NotImplementedError)  # fmt: skip


@dataclass(slots=True)
class Node:
    """A value and where it stands; `key` is where its key stands, in a mapping."""

    file: str
    line: int
    column: int
    value: str | list[Node] | dict[str, Node] | None
    key: tuple[int, int] | None = None

    def data(self) -> Any:
        """The value as plain data."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return self.value

    def inside(self) -> Iterator[Node]:
        """This node and every node within it."""
        yield self
        if isinstance(self.value, dict | list):
            for node in self.value.values() if isinstance(self.value, dict) else self.value:
                yield from node.inside()


def read(path: Path, mistakes: list[Mistake], *, name: str = "") -> Node | None:
    """The file as nodes, or None when it cannot be read; what is wrong is added to `mistakes`."""
    name = name or str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            wrong = f"The file is larger than {MOST_BYTES // 1_000_000} MB."
            mistakes.append(Mistake(name, 1, 1, wrong, "Split a protocol into a few short files by topic."))
            return None
        raw = path.read_bytes()
    except OSError as error:
        wrong = f"The file cannot be read: {error.strerror or error}."
        mistakes.append(Mistake(name, 1, 1, wrong, "Give a file that exists and may be read."))
        return None
    return parse(raw, name, mistakes)


def parse(raw: bytes, name: str, mistakes: list[Mistake]) -> Node | None:
    """The bytes of a file as nodes. Never raises."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        mistakes.append(Mistake(name, line, column, "The file is not UTF-8 here.", "Save it as UTF-8."))
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Builder(name, mistakes).build(text)
    except SURPRISES as error:
        mistakes.append(_syntax(error, name, text))
        return None


def _syntax(error: Exception, name: str, text: str) -> Mistake:
    if isinstance(error, ReaderError):
        before = text[: max(error.position or 0, 0)]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Mistake(name, line, column, "A character here cannot be printed.", "Delete it.")
    if not isinstance(error, MarkedYAMLError):
        return Mistake(name, 1, 1, "This is not YAML.", "Look for a stray symbol such as % @ ` or {.")
    mark = error.problem_mark or error.context_mark
    problem = str(error.problem or error.context or "this is not YAML")
    right = "Check the indentation, the colons and the closing of quotes and brackets."
    if "\\t" in problem:
        problem, right = "a tab is used for indentation", "Indent with spaces."
    elif "mapping values are not allowed" in problem:
        right = "Put quotes round a text that has ': ' in it."
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Mistake(name, line, column, f"This is not YAML: {problem}.", right)


class _Builder:
    """Puts nodes together from events, without recursion."""

    def __init__(self, name: str, mistakes: list[Mistake]) -> None:
        self.name = name
        self.mistakes = mistakes
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.keys: list[tuple[str, tuple[int, int]] | None] = []
        self.stopped = False

    def build(self, text: str) -> Node | None:
        documents = 0
        for event in YAML(typ="safe", pure=True).parse(text):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._say(
                        event, "A second document begins here.", "Keep one document to a file: remove '---'."
                    )
                    break
            self._take(event)
            if self.stopped:
                return None
        if self.root is None or (self.root.value is None and not self.mistakes):
            self.mistakes.append(
                Mistake(self.name, 1, 1, "The file is empty.", "Write something in it or delete it.")
            )
            return None
        return self.root

    def _say(self, event: Any, wrong: str, right: str) -> None:
        mark = event.start_mark
        self.mistakes.append(Mistake(self.name, mark.line + 1, mark.column + 1, wrong, right))

    def _take(self, event: Any) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            right = "Write it out in both places, or give it a name of its own as a fact or pick."
            self._say(event, "Anchors (&) and aliases (*) are not used in a protocol.", right)
            self.stopped = self.stopped or isinstance(event, AliasEvent)
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            self.stack.pop()
            self.keys.pop()
            return
        if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            return
        if event.ctag is not None:
            self._say(
                event, f"Tags such as {str(event.ctag)!r} are not used in a protocol.", "Remove the tag."
            )
        node = self._node(event)
        if not self._is_key(event):
            self._add(node)
        if isinstance(node.value, dict | list) and not self.stopped:
            self._open(node, event)

    def _node(self, event: Any) -> Node:
        value: str | list[Node] | dict[str, Node] | None
        if isinstance(event, MappingStartEvent):
            value = {}
        elif isinstance(event, SequenceStartEvent):
            value = []
        else:
            value = None if event.implicit[0] and event.value in NOTHING else str(event.value)
        return Node(self.name, event.start_mark.line + 1, event.start_mark.column + 1, value)

    def _open(self, node: Node, event: Any) -> None:
        self.stack.append(node)
        self.keys.append(None)
        if len(self.stack) > DEEPEST:
            self._say(
                event, f"This is nested more than {DEEPEST} deep.", "Give inner conditions a name, as facts."
            )
            self.stopped = True

    def _is_key(self, event: Any) -> bool:
        """Whether the event is the key of a mapping: then it is kept until its value comes."""
        if not self.stack or not isinstance(self.stack[-1].value, dict) or self.keys[-1] is not None:
            return False
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if not isinstance(event, ScalarEvent):
            self._say(
                event, "A key is a single word or text.", "Write 'key: value'; check for a stray bracket."
            )
            self.stopped = True
        self.keys[-1] = (str(getattr(event, "value", "")), place)
        return True

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        holder = self.stack[-1].value
        if isinstance(holder, list):
            holder.append(node)
        elif isinstance(holder, dict):
            kept = self.keys[-1]
            assert kept is not None
            key, node.key = kept
            self.keys[-1] = None
            if key in holder:
                first = holder[key]
                line = first.key[0] if first.key else first.line
                right = f"Keep one: it is already given on line {line}."
                self.mistakes.append(Mistake(self.name, *node.key, f"'{key}' is given twice here.", right))
            else:
                holder[key] = node
