"""Names: what a condition, a role or a length may refer to in one protocol, and what is wrong with it.

Example: `Names(protocol).wrong_in(condition)` yields (word, wrong, right) for `{plan: child_protecton}`.
Every name has a *sort*: fact, moment, record, field, built-in; what may be asked of it follows from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from baton.protocol import built_in
from baton.protocol import conditions as c
from baton.protocol.mistakes import nearest, or_words
from baton.protocol.schema import FieldRow, Protocol, RoleOf

Wrong = tuple[str, str, str]
"""The word to point at, what is wrong, and what would be right."""
CLOSED_KINDS = {"choice", "choices", "confirm"}
UNKNOWN = "not_known"


@dataclass(frozen=True)
class Names:
    """Every name that one protocol declares."""

    protocol: Protocol

    @cached_property
    def known(self) -> dict[str, str]:
        """Every name a condition may use, with its sort."""
        p = self.protocol
        sorts = dict.fromkeys(built_in.BUILT_IN, "built-in")
        sorts |= {f"worker.{field}": "built-in" for field in built_in.WORKER_FIELDS}
        sorts |= dict.fromkeys(built_in.TIMES, "time")
        sorts |= dict.fromkeys(p.rotas, "rota")
        sorts |= {f"{name}.planned": "time" for name in p.happens}
        sorts |= dict.fromkeys(p.records, "record")
        sorts |= dict.fromkeys(p.moments, "moment")
        sorts |= dict.fromkeys(p.facts, "fact")
        for record, row in p.records.items():
            sorts |= {f"{record}.{field}": "field" for field in row.fields}
        for name, moment in p.moments.items():
            if moment.fills in p.records:
                sorts |= {f"{name}.{field}": "field" for field in p.records[moment.fills].fields}
        return sorts

    def field(self, name: str) -> FieldRow | None:
        """The field that `record.field` or `moment.field` means."""
        first, _, field = name.partition(".")
        moment = self.protocol.moments.get(first)
        record = self.protocol.records.get(moment.fills if moment and moment.fills else first)
        return record.fields.get(field) if record else None

    def values(self, name: str) -> tuple[str, ...] | None:
        """The values a name can take, or None where any text will do."""
        p = self.protocol
        if name in p.facts:
            return p.facts[name].value_names()
        if name in p.moments:
            return tuple(p.moments[name].outcomes)
        if name in built_in.TEAM_NAMES:
            return tuple(p.teams)
        if name == "outcome":
            return tuple(dict.fromkeys(word for moment in p.moments.values() for word in moment.outcomes))
        row = self.field(name)
        if row is not None:
            if row.kind == "confirm":
                return ("yes", "no")
            return row.choices if row.kind in CLOSED_KINDS else None
        return built_in.BUILT_IN_VALUES.get(name)

    def is_number(self, name: str) -> bool:
        """Whether a name is counted: a number, or a set whose members are counted."""
        fact, row = self.protocol.facts.get(name), self.field(name)
        return (
            name in built_in.BUILT_IN_NUMBERS
            or (fact is not None and (fact.number or bool(fact.set_of)))
            or (row is not None and row.kind == "number")
        )

    # ------------------------------------------------------------ conditions
    def wrong_in(self, condition: c.Condition) -> Iterator[Wrong]:
        """Everything wrong in a condition and the conditions inside it."""
        for part in c.parts_of(condition):
            found = self._unknown(part)
            yield from found
            if not found:
                yield from self._misused(part)

    def _unknown(self, part: c.Condition) -> list[Wrong]:
        if isinstance(part, c.Related):
            moment = self.protocol.moments.get(part.who)
            if part.who in self.protocol.people or (moment is not None and moment.asks_item):
                return []
            return [
                (
                    part.who,
                    f"There are no people '{part.who}'.",
                    nearest(part.who, self.protocol.people, what="people"),
                )
            ]
        names = c.names_in(part) if isinstance(part, c.Since | c.At) else {getattr(part, "name", "")} - {""}
        return [(name, *self._no_such(name)) for name in sorted(names) if name not in self.known]

    def _no_such(self, name: str) -> tuple[str, str]:
        first, dot, field = name.partition(".")
        if dot and (first in self.protocol.records or first in self.protocol.moments):
            fields = [known.partition(".")[2] for known in self.known if known.startswith(first + ".")]
            return f"'{first}' has no field '{field}'.", nearest(field, fields, what="fields")
        if name in self.protocol.labels:
            right = "A label is for display: ask for the facts it is derived from."
            return f"'{name}' is a label, and no condition may use one.", right
        known = [word for word in self.known if ("." in word) == bool(dot)]
        return f"There is no fact, act, moment or record '{name}'.", nearest(name, known, what="names")

    def _misused(self, part: c.Condition) -> Iterator[Wrong]:
        if isinstance(part, c.Is | c.Ever | c.Total):
            yield from self._values_wrong(part.name, part.values)
        elif isinstance(part, c.At):
            yield from self._values_wrong(part.name, part.values)
            yield from self._not_dated(part.moment)
        elif isinstance(part, c.Done | c.Same | c.SameAnswer):
            yield from self._not_a_moment(part)
        elif isinstance(part, c.Complete):
            yield from self._not_a_record(part)
        elif isinstance(part, c.Number):
            if not self.is_number(part.name) and self.known[part.name] != "moment":
                yield (
                    part.name,
                    f"'{part.name}' is not counted.",
                    "Ask at_least or under of a number, a set, an age, or something that is done.",
                )
        elif isinstance(part, c.Since):
            yield from self._not_dated(part.name)
            yield from self._not_dated(part.to)
        elif isinstance(part, c.Reached | c.Outside):
            yield from self._not_dated(part.name)
        if isinstance(part, c.Outside) and part.calendar not in self.protocol.calendars:
            right = nearest(part.calendar, self.protocol.calendars, what="calendars")
            yield part.calendar, f"There is no calendar '{part.calendar}'.", right
        if isinstance(part, c.Ever | c.Total | c.At):
            fact = self.protocol.facts.get(part.name)
            if fact is None or fact.derived:
                yield (
                    part.name,
                    f"'{part.name}' keeps no history.",
                    "Ask this of a fact that is entered, with 'spells: yes'.",
                )

    def _values_wrong(self, name: str, values: tuple[str, ...]) -> Iterator[Wrong]:
        if self.known[name] == "record":
            right = f"Ask for one of its fields, such as {name}.{next(iter(self.protocol.records[name].fields), 'field')}, or for '{name}: complete'."
            yield name, f"A record has no value of its own: '{name}'.", right
            return
        if self.known[name] == "moment" and not self.values(name):
            yield name, f"'{name}' has no outcomes.", f"Write {name}: done, or declare its outcomes."
            return
        if self.is_number(name) and not self.values(name):
            yield name, f"'{name}' is a number.", f"Write {name}: {{at_least: ...}} or {{under: ...}}."
            return
        known = self.values(name)
        extra = ("done",) if self.known[name] == "moment" else (UNKNOWN,)
        for value in values:
            if known is not None and value not in (*known, *extra):
                yield (
                    value,
                    f"'{value}' is not a value of '{name}'.",
                    nearest(value, (*known, *extra), what="values"),
                )

    def _not_a_moment(self, part: c.Done | c.Same | c.SameAnswer) -> Iterator[Wrong]:
        sort = self.known[part.name]
        if isinstance(part, c.Same) and (part.name in built_in.SAME_OF or part.name in self.protocol.rotas):
            return
        if sort != "moment":
            record = f" Or fill_{part.name}: done." if f"fill_{part.name}" in self.known else ""
            yield (
                part.name,
                f"'{part.name}' is a {sort}, and only acts and happenings are done.",
                f"Name an act or a happening.{record}",
            )
            return
        if isinstance(part, c.SameAnswer):
            for role in part.roles:
                word, _, of = role.partition(" of ")
                yield from self.role_wrong(RoleOf(role=word, of=of or None))
        asked = part.fields if isinstance(part, c.SameAnswer) else ()
        asked = tuple(their for their, _ in part.pairs) if isinstance(part, c.Same) else asked
        for field in asked:
            if field not in built_in.SAME_WORDS and f"{part.name}.{field}" not in self.known:
                yield field, *self._no_such(f"{part.name}.{field}")
        ours = tuple(our for _, our in part.pairs if "." in our) if isinstance(part, c.Same) else ()
        for our in ours:
            if our not in self.known:
                yield our, *self._no_such(our)

    def _not_a_record(self, part: c.Complete) -> Iterator[Wrong]:
        if part.name in self.protocol.records:
            return
        right = f"Only a record is complete. If 'complete' is an outcome, write {part.name}: [complete]."
        yield part.name, f"'{part.name}' is a {self.known[part.name]}.", right

    def _not_dated(self, name: str | None) -> Iterator[Wrong]:
        if name is None:
            return
        fact, row = self.protocol.facts.get(name), self.field(name)
        if self.known.get(name) in ("moment", "time") or (fact is not None and not fact.derived):
            return
        if row is not None and row.kind in ("date", "time", "day"):
            return
        yield (
            name,
            f"'{name}' has no time of its own.",
            "Measure from an act, a happening or a fact that is entered.",
        )

    def limit_wrong(self, name: str) -> Iterator[Wrong]:
        """What is wrong with what a date may not be before or after."""
        people, _, theirs = name.partition(".")
        if name == built_in.NOW:
            return
        if people in self.protocol.people and theirs in self.known:
            yield from self._not_dated(theirs)
        elif name not in self.known:
            yield name, *self._no_such(name)
        else:
            yield from self._not_dated(name)

    # ------------------------------------------------------------ roles and lengths
    def role_wrong(self, role: RoleOf) -> Iterator[Wrong]:
        """What is wrong with `role of X`."""
        roles, text = (*self.protocol.roles, *built_in.BUILT_IN_ROLES), str(role)
        if role.role not in roles:
            yield text, f"There is no role '{role.role}'.", nearest(role.role, roles, what="roles")
        answers = (name for name, sort in self.known.items() if sort == "field" and self._is_body(name))
        named = (place for kind in self.protocol.places.values() for place in kind.named)
        scopes = (*built_in.ROLE_SCOPES, *self.protocol.teams, *self.protocol.rotas, *named, *answers)
        if role.role == "doer":
            scopes = tuple(self.protocol.moments)
        if role.of is not None and role.of not in scopes:
            yield (
                text,
                f"'{role.of}' is not something a role can be of.",
                nearest(role.of, scopes, what="a role is of"),
            )

    def _is_body(self, name: str) -> bool:
        """Whether a question is answered with a team or a place, or with kinds of team."""
        row = self.field(name)
        if row is None:
            return False
        return row.kind in ("team", "place") or (
            row.kind == "choice" and set(row.choices) <= {*self.protocol.teams, *self.protocol.places}
        )

    def length_wrong(self, words: str) -> Iterator[Wrong]:
        """What is wrong with a length that names a setting."""
        name = words.removeprefix("setting:")
        if words.startswith("setting:") and name not in self.protocol.settings:
            yield (
                words,
                f"There is no setting '{name}'.",
                nearest(name, self.protocol.settings, what="settings"),
            )
        elif words.startswith("setting:") and not c.LENGTH.match(self.protocol.settings[name].value):
            value = self.protocol.settings[name].value
            yield (
                words,
                f"The setting '{name}' is {value!r}, which is not a length.",
                "Give it a length: '10 working days'.",
            )

    def choice_wrong(self, value: str, known: Iterable[str], what: str) -> Iterator[Wrong]:
        """A value that should be one of a fact's or field's."""
        listed = tuple(known)
        if value not in listed:
            yield (
                value,
                f"'{value}' is not a value of {what}.",
                f"One of: {or_words(listed) or 'it has none'}.",
            )
