"""Files and events as JSON and back: one rule for every frozen dataclass, worked out from its type hints.

`encode` leaves out fields that have their default; `decode` refuses what it does not know. Times are ISO in
UTC, so that the same file is always the same text. Converters are made once a class.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from baton.casework import events as e
from baton.casework.file import File
from baton.casework.organisation import OrganisationChanged

T = TypeVar("T")
Convert = Callable[[Any], Any]


class Unreadable(ValueError):
    """Stored JSON that does not fit the class it should."""


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
EVENTS: dict[str, type[e.Event]] = {kind.__name__: kind for kind in (*e.SENTENCES, OrganisationChanged)}


def text_of(value: object) -> str:
    """Canonical JSON of a dataclass: keys in order, no spaces."""
    return canonical(encode(value))


def canonical(raw: object) -> str:
    """The one way JSON is written where it is hashed or compared."""
    return _CANONICAL.encode(raw)


def file_of(text: str) -> File:
    """A file from its stored text."""
    return decode(File, json.loads(text))


def event_of(kind: str, text: str) -> e.Event:
    """An event from a journal entry. Raises Unreadable."""
    if kind not in EVENTS:
        raise Unreadable(f"There is no event called {kind}.")
    return decode(EVENTS[kind], json.loads(text))


def encode(value: object) -> Any:
    """The JSON of a dataclass."""
    return _encoder(type(value))(value)  # type: ignore[arg-type]


def decode(kind: type[T], raw: Any) -> T:
    """A dataclass from JSON, which is used up. Raises Unreadable for an unknown or missing field."""
    made: T = _decoder(kind)(raw)  # type: ignore[arg-type]
    return made


@cache
def _encoder(kind: type) -> Convert:
    hints = get_type_hints(kind)
    rows = [(f.name, _writer(hints[f.name]), _default(f)) for f in sorted(fields(kind), key=lambda f: f.name)]
    values = attrgetter(
        *(name for name, _, _ in rows), "__class__"
    )  # two names at least, so that it gives a tuple

    def write(value: Any) -> dict[str, Any]:
        return {
            name: convert(held) if convert is not None and held is not None else held
            for (name, convert, default), held in zip(rows, values(value), strict=False)
            if held is not default and held != default
        }

    return write


@cache
def _decoder(kind: type) -> Convert:
    hints = get_type_hints(kind)
    readers = [(f.name, convert) for f in fields(kind) if (convert := _reader(hints[f.name])) is not None]
    needed = [f.name for f in fields(kind) if _default(f) is MISSING]

    def read(raw: Any) -> Any:
        try:
            for name, convert in readers:
                held = raw.get(name)
                if held is not None:
                    raw[name] = convert(held)
            return kind(**raw)
        except (TypeError, AttributeError) as wrong:
            missing = [name for name in needed if not isinstance(raw, dict) or name not in raw]
            raise Unreadable(f"{kind.__name__}: {wrong}; missing {missing}") from None

    return read


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return MISSING


def _inner(hint: Any) -> Any:
    """X of `X | None`, and of NewType and aliases; anything else unchanged."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def _writer(hint: Any) -> Convert | None:
    """How to write a value of this type; None where JSON holds it as it is."""
    hint = _inner(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        part = _writer(args[0])
        return list if part is None else partial(_list, part)
    if origin in (dict, Mapping, types.MappingProxyType) or hint is Mapping:
        part = _writer(args[1]) if args else None
        return dict if part is None else partial(_dict, part)
    if hint is datetime:
        return _time_text
    if hint is date:
        return date.isoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    return _encoder(hint) if is_dataclass(hint) else None  # type: ignore[arg-type]


def _reader(hint: Any) -> Convert | None:
    hint = _inner(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        part = _reader(args[0])
        return tuple if part is None else partial(_tuple, part)
    if origin in (dict, Mapping) or hint is Mapping:
        part = _reader(args[1]) if args else None
        return dict if part is None else partial(_dict, part)
    if hint is datetime:
        return _time_of
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _decoder(hint) if is_dataclass(hint) else None  # type: ignore[arg-type]


def _list(part: Convert, value: Any) -> list[Any]:
    return [part(one) for one in value]


def _tuple(part: Convert, value: Any) -> tuple[Any, ...]:
    return tuple([part(one) for one in value])


def _dict(part: Convert, value: Any) -> dict[str, Any]:
    return {key: part(one) for key, one in value.items()}


def _time_text(value: datetime) -> str:
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()


def _time_of(raw: str) -> datetime:
    at = datetime.fromisoformat(raw)
    return at if at.tzinfo is UTC else at.astimezone(UTC)
