"""Conditions: the finite questions a protocol may ask about a case.

What belongs here: the tree a condition is parsed into, and the parser. What does not: working out
whether one is true (`casework.truth`) or turning it into SQL (`records.filters`): the tree is the one
thing they share, so that a property test can hold them equal.

In a protocol file a condition is a mapping; several keys mean "all of these":

    when: {plan: child_protection, age: {under: 14}}
    when: {any: [{urgent: yes}, {consent_position: given}]}
    must: {confirm_receipt: done}

A name is a fact, an act, a moment or a record, or `record.field`. Answers are three-valued: true, false
or not known (`None`), and `not_known` can itself be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LENGTH = re.compile(
    r"^([1-9]\d{0,4} (minute|hour|working hour|week|month|year)|(0|[1-9]\d{0,4}) (calendar |working )?day)s?$"
)
"""A whole number and a unit. Only of days is there a nought: 'the same day'."""
NAME = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")


class ConditionError(ValueError):
    """A condition that cannot be read; the sentence says what would be right."""


@dataclass(frozen=True, slots=True)
class Always:
    """`otherwise`: true of every case."""


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is false; not known when the part is not known."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Is:
    """The value of a fact, an act's outcome or a record's field is one of these."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """An act was done, or a moment happened, within its lifetime."""

    name: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A record's field has been answered with something."""

    name: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Every required field of a record has been answered."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or how many members a set has: `at_least` is a floor, `under` an open ceiling."""

    name: str
    at_least: int | None
    under: int | None


@dataclass(frozen=True, slots=True)
class Age:
    """The child's age in whole years: `at_least` and `under`; an unborn child has none."""

    at_least: int | None
    under: int | None


@dataclass(frozen=True, slots=True)
class Since:
    """How long since something. A ceiling (`under`, or `within`, which has the whole of its last day) must name the
    event it is measured to. Measured to an event in days or more, whole days are counted. With `before`, only that it
    came first is asked."""

    name: str
    at_least: str | None
    under: str | None
    to: str | None
    within: str | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """The time that an answer names, or a happening is planned for, has come."""

    name: str


@dataclass(frozen=True, slots=True)
class Outside:
    """It came about while this calendar was closed: at night, on a day off, at closing time itself."""

    name: str
    calendar: str


@dataclass(frozen=True, slots=True)
class At:
    """The value a fact had at an age in years or at a moment."""

    name: str
    values: tuple[str, ...]
    age: int | None
    moment: str | None


@dataclass(frozen=True, slots=True)
class Ever:
    """The fact has at some time had one of these values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The time a fact has held one of these values adds up to at least a length, counted from an age."""

    name: str
    values: tuple[str, ...]
    at_least: str
    since_age: int | None


@dataclass(frozen=True, slots=True)
class Same:
    """A live act or moment exists whose fields equal ours: {their field: our field}."""

    name: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SameAnswer:
    """One act done by each of these roles (`role` or `role of X`), with equal answers in these fields."""

    name: str
    roles: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A condition about the people around the child, or about what is done once for each of several (orders in force,
    agreements): `each` of them, or `any` of them."""

    who: str
    every: bool
    part: Condition


Condition = (
    Always | All | AnyOf | Not | Is | Done | Answered | Complete | Number | Age | Since | At | Ever
    | Total | Same | SameAnswer | Related | Reached | Outside
)  # fmt: skip

TESTS = "at_least, under, within, before, outside, since, at, ever, total, same, same_answer, each, any"
RIGHT = (
    "Write {name: value}, {name: [values]}, {name: done}, or {name: {test: ...}} with a test among " + TESTS
)


def parse(raw: object) -> Condition:
    """The condition a piece of YAML says. Raises ConditionError with what would be right."""
    if raw in ("otherwise", "always"):
        return Always()
    if not isinstance(raw, Mapping) or not raw:
        raise ConditionError(f"{raw!r} is not a condition. {RIGHT}")
    parts = tuple(_parse_one(str(key), value) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _parse_one(key: str, value: object) -> Condition:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ConditionError(f"'{key}' takes a list of conditions.")
        parts = tuple(parse(part) for part in value)
        return All(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(parse(value))
    if not NAME.match(key):
        raise ConditionError(f"{key!r} is not a name: use small letters, digits and underscores.")
    if isinstance(value, Mapping):
        return _parse_test(key, dict(value))
    if isinstance(value, list):
        return Is(key, tuple(str(item) for item in value))
    return _parse_word(key, str(value))


def _parse_word(key: str, value: str) -> Condition:
    words: dict[str, Condition] = {
        "done": Done(key),
        "not_done": Not(Done(key)),
        "answered": Answered(key),
        "not_answered": Not(Answered(key)),
        "complete": Complete(key),
        "reached": Reached(key),
    }
    return words.get(value) or Is(key, (value,))


def _parse_test(key: str, test: dict[str, object]) -> Condition:
    if key == "age":
        return Age(_whole(test.pop("at_least", None)), _whole(test.pop("under", None)))
    for word, build in _TESTS.items():
        if word in test:
            made = build(key, test)
            unread = set(test) - _KNOWN[word]
            if unread:
                raise ConditionError(
                    f"'{key}' has {sorted(unread)} beside '{word}', which means nothing there."
                )
            return made
    raise ConditionError(f"'{key}' has no test that is known. {RIGHT}")


def _amount(key: str, test: dict[str, object]) -> Condition:
    floor, ceiling, within = test.get("at_least"), test.get("under"), test.get("within")
    if any(_is_length(bound) for bound in (floor, ceiling, within)):
        to = test.get("to")
        if (ceiling or within) is not None and to is None:
            bound = f"under {ceiling}" if ceiling else f"within {within}"
            raise ConditionError(
                f"'{key}' has a ceiling ('{bound}') with no 'to': say which event it is measured to, "
                "or it would change while people wait."
            )
        return Since(key, _text(floor), _text(ceiling), _text(to), _text(within))
    return Number(key, _whole(floor), _whole(ceiling))


def _before(key: str, test: dict[str, object]) -> Condition:
    return Since(key, None, None, str(test["before"]), None, before=True)


def _outside(key: str, test: dict[str, object]) -> Condition:
    return Outside(key, str(test["outside"]))


def _since(key: str, test: dict[str, object]) -> Condition:
    raise ConditionError(f"'{key}': write {{{key}: {{at_least: 3 months}}}}, without 'since'.")


def _at(key: str, test: dict[str, object]) -> Condition:
    point = str(test["at"])
    age = _whole(point.removeprefix("age ")) if point.startswith("age ") else None
    return At(key, _values(test.get("is", "yes")), age, None if age is not None else point)


def _ever(key: str, test: dict[str, object]) -> Condition:
    return Ever(key, _values(test["ever"]))


def _total(key: str, test: dict[str, object]) -> Condition:
    length = test["total"]
    if not _is_length(length):
        raise ConditionError(f"'{key}': total takes a length such as '13 weeks'.")
    start = str(test.get("since", ""))
    age = _whole(start.removeprefix("age ")) if start.startswith("age ") else None
    return Total(key, _values(test.get("is", "yes")), str(length), age)


def _same(key: str, test: dict[str, object]) -> Condition:
    pairs = test["same"]
    if not isinstance(pairs, Mapping):
        raise ConditionError(f"'{key}': same takes {{their field: our field}}.")
    return Same(key, tuple((str(theirs), str(ours)) for theirs, ours in pairs.items()))


def _same_answer(key: str, test: dict[str, object]) -> Condition:
    return SameAnswer(key, _values(test["same_answer"]), _values(test.get("in", [])))


def _related(key: str, test: dict[str, object]) -> Condition:
    word = "each" if "each" in test else "any"
    return Related(key, word == "each", parse(test[word]))


_TESTS = {
    "same_answer": _same_answer, "same": _same, "total": _total, "ever": _ever, "at": _at,
    "each": _related, "any": _related, "at_least": _amount, "under": _amount, "within": _amount, "since": _since,
    "before": _before, "outside": _outside,
}  # fmt: skip
_KNOWN: dict[str, set[str]] = {
    "same_answer": {"same_answer", "in"}, "same": {"same"}, "total": {"total", "is", "since"},
    "ever": {"ever"}, "at": {"at", "is"}, "each": {"each"}, "any": {"any"}, "since": {"since"},
    "at_least": {"at_least", "under", "within", "to"}, "under": {"at_least", "under", "to"}, "within": {"within", "to"},
    "before": {"before"}, "outside": {"outside"},
}  # fmt: skip


def _values(raw: object) -> tuple[str, ...]:
    return tuple(str(item) for item in raw) if isinstance(raw, list) else (str(raw),)


def _is_length(raw: object) -> bool:
    return isinstance(raw, str) and bool(LENGTH.match(raw))


def _text(raw: object) -> str | None:
    return None if raw is None else str(raw)


def _whole(raw: object) -> int | None:
    if raw is None:
        return None
    try:
        return int(str(raw))
    except ValueError:
        raise ConditionError(f"{raw!r} should be a whole number, or a length such as '3 months'.") from None


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and every condition inside it, outermost first."""
    yield condition
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from parts_of(part)
    elif isinstance(condition, Not | Related):
        yield from parts_of(condition.part)


def apart_from(condition: Condition, name: str) -> Condition:
    """The same condition, but for those of its parts that ask about one name: 'not where the child is today'."""
    if isinstance(condition, All):
        return All(tuple(apart_from(part, name) for part in condition.parts))
    return Always() if name in names_in(condition) else condition


def names_in(condition: Condition) -> set[str]:
    """Every name a condition asks about, with the people it asks of as `who.name`."""
    found: set[str] = set()
    for part in parts_of(condition):
        if isinstance(part, Related):
            found.add(part.who)
        elif isinstance(part, Since):
            found.update(name for name in (part.name, part.to) if name)
        elif isinstance(part, At):
            found.update(name for name in (part.name, part.moment) if name)
        elif hasattr(part, "name"):
            found.add(part.name)
    return found
