"""Shape: what pydantic found wrong, as mistakes at their line and column, in words.

The one place that knows pydantic's error types. Anything it has no words for keeps pydantic's own.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from baton.protocol.mistakes import Mistake, nearest
from baton.protocol.source import Source

ONE_OF = re.compile(r"^\^\(([a-z_|]+)\)\$$")
PATTERNS = {
    r"^[a-z][a-z0-9_]*$": "Use small letters, digits and underscores, beginning with a letter.",
    r"^[A-Z]{2,6}-\d{2,4}$": "Write a clause id, such as STK-12.",
    r"^[A-Z]{2,6}$": "Write two to six capital letters, such as STK.",
}
SHAPES = {
    "tuple_type": "Write a list: [one, two], or a line for each beginning with '-'.",
    "dict_type": "Write a mapping: {id: ...}, or a line 'id: ...' for each.",
    "model_type": "Write a mapping of its keys.",
    "model_attributes_type": "Write a mapping of its keys.",
    "string_type": "Write a text.",
    "bool_parsing": "Write yes or no.",
    "bool_type": "Write yes or no.",
    "int_parsing": "Write a whole number.",
    "int_type": "Write a whole number.",
    "date_type": "Write a date: 2026-11-21.",
}


def mistakes_of(error: ValidationError, model: type[BaseModel], source: Source) -> Iterator[Mistake]:
    """Each error at the place in the files where it was written."""
    for details in error.errors(include_url=False):
        path = details["loc"]
        if source.incomplete and details["type"] == "missing" and len(path) == 1:
            continue
        yield _one(details, path, model, source)


def _one(
    details: ErrorDetails, path: tuple[int | str, ...], model: type[BaseModel], source: Source
) -> Mistake:
    kind, name = details["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        within = owner_of(model, path[:-1])
        keys = keys_of(within) if within else []
        return source.mistake(
            path, f"There is no key '{name}' here.", nearest(name, keys, what="keys"), key=True
        )
    if kind == "missing":
        owner = owner_of(model, path[:-1])
        right = f"Add '{name}: ...' {_described(owner, name)}".rstrip(" ") + "."
        return source.mistake(path, f"'{name}' is missing.", right, key=True)
    if path and path[-1] == "[key]":
        path, text = path[:-1], str(details["input"])
        return source.mistake(
            path, f"'{text}' is not an id.", PATTERNS[r"^[a-z][a-z0-9_]*$"], text=text, key=True
        )
    wrong, right = _words(details, name)
    return source.mistake(path, wrong, right)


def _words(details: ErrorDetails, name: str) -> tuple[str, str]:
    kind, value, context = details["type"], _short(details["input"]), details.get("ctx", {})
    wrong = f"{value} will not do for '{name}'."
    if kind in ("value_error", "assertion_error"):
        inner = context.get("error")
        if isinstance(inner, ValidationError):
            return _words(inner.errors(include_url=False)[0], str(inner.errors()[0]["loc"][-1]))
        said = details["msg"].removeprefix("Value error, ").removeprefix("Assertion failed, ")
        return f"{value} cannot be read here." if len(value) > 2 else wrong, said
    if kind == "string_pattern_mismatch":
        return wrong, _pattern(str(context.get("pattern", "")), str(details["input"]))
    if kind == "enum":
        known = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return wrong, nearest(str(details["input"]), known, what="one of")
    if kind in ("too_short", "string_too_short", "too_long", "string_too_long"):
        return wrong, f"{details['msg'].replace('String', 'The text').replace('Tuple', 'The list')}."
    if kind.startswith("date"):
        return wrong, SHAPES["date_type"]
    return wrong, SHAPES.get(kind, f"{details['msg']}.")


def _pattern(pattern: str, value: str) -> str:
    choices = ONE_OF.match(pattern)
    if choices:
        return nearest(value, choices[1].split("|"), what="one of")
    if "working hour" in pattern:
        return (
            "Write a length: '2 working hours', '10 working days', 'at_once', 'not_stated' or 'setting:name'."
        )
    return PATTERNS.get(pattern, f"It should match {pattern}")


def _short(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 70 else text[:67] + "..."


def _described(owner: type[BaseModel] | None, name: str) -> str:
    for field, info in owner.model_fields.items() if owner else ():
        if (info.alias or field) == name and info.annotation is not None:
            title = getattr(info.annotation, "__name__", "")
            return {"str": "(a text)", "tuple": "(a list)", "dict": "(a mapping)"}.get(title, "")
    return ""


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys a model takes, as written in a file."""
    return [info.alias or name for name, info in model.model_fields.items()]


def owner_of(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that a path leads to, as far as it can be followed."""
    annotation: Any = model
    for step in path:
        annotation = _step(annotation, step)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _step(annotation: Any, step: int | str) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if step in (info.alias, name):
                return _plain(info.annotation)
        return None
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is tuple or origin is list:
        return _plain(inside[0])
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _plain(inside[1])
    return None


def _plain(annotation: Any) -> Any:
    """The annotation without Annotated and None."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in (Union, types.UnionType):
            inside = [part for part in get_args(annotation) if part is not type(None)]
            if len(inside) != 1:
                return annotation
            annotation = inside[0]
        else:
            return annotation


def is_word(annotation: Any) -> bool:
    """Whether an annotation is one of our closed lists of words."""
    return isinstance(annotation, type) and issubclass(annotation, Enum)
