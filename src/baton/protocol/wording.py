"""Wording: conditions, roles, lengths and names of a protocol as a person reads them.

Example: `in_words(parse({"plan": "child_protection", "age": {"under": 14}}), protocol)` is "plan is child
protection and the child is under 14".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from baton.protocol import conditions as c
from baton.protocol.built_in import NOW, SAME_OF, TEAM_NAMES
from baton.protocol.names import Names
from baton.protocol.schema import FieldRow, Moment, Protocol, RoleOf

COUNTED_SINCE = re.compile(r"\{(hours|days) since ([a-z0-9_.]+)\}")
"""What a message may count: how many hours or days ago something was last done."""
SCOPES = {
    "holder": "the team that holds the child", "receiver": "the receiving team", "to": "the receiving team",
    "any_receiver": "any team of the receiving place", "giver": "the sending team",
    "linked": "the sets linked with it", "home": "the place where the child lives", "subject": "this team", "from": "the sending team",
}  # fmt: skip
BUILT_IN_ROLES = {
    "worker": "the child's worker",
    "last_worker": "the worker whom the sending team had named",
    "anyone": "anyone",
    "doer": "whoever did it",
}
BUILT_IN_WORDS = {
    ("allocated", "yes"): "the child has a named worker", ("allocated", "no"): "the child has no named worker",
    ("home", "known"): "it is known where the child lives", ("home", "not_known"): "it is not known where the child lives",
    ("destination", "home"): "the chosen team serves the place where the child lives",
    ("destination", "elsewhere"): "the chosen team does not serve the place where the child lives",
    ("danger", "stated"): "danger to the child is stated", ("danger", "not_stated"): "no danger to the child is stated",
    ("unborn", "yes"): "the child is not yet born", ("unborn", "no"): "the child is born",
    ("closed", "yes"): "the case is closed", ("closed", "no"): "the case is open",
    ("gone_on", "yes"): "the child has moved on since", ("gone_on", "no"): "the child has not moved on since",
    ("moved", "yes"): "the move has been made", ("moved", "no"): "the move has not been made yet",
    ("last_worker.active", "yes"): "the worker whom the sending team had works here still",
    ("last_worker.active", "no"): "the worker whom the sending team had has left",
    ("worker.qualified", "yes"): "the named worker is a qualified social worker",
    ("worker.active", "yes"): "the named worker works here now", ("worker.here", "yes"): "the named worker is here today",
    ("worker.in_team", "yes"): "the named worker is in this team",
    ("worker.in_place", "yes"): "the named worker is in a team of this place",
}  # fmt: skip
NUMBERS = {
    "teams_in_place": "the number of teams here", "open_climbs": "the number of disputes and escalations that are open",
    "moves_so_far": "the number of times the child has moved between teams", "workers_so_far": "the number of workers the child has had",
    "opened": "the opening of the case", "this_contact": "this contact", "born": "the child's birth", "point_of_transfer": "the point of transfer",
    "first_worker": "the naming of the first worker in this service",
    "was_with": "the teams that have had the child",
    "worker.caseload": "the number of children the named worker holds", "chosen_team": "the chosen team",
}  # fmt: skip


def in_words(condition: c.Condition, protocol: Protocol) -> str:
    """A condition as part of a sentence, such as 'the plan is child protection'."""
    return _Wording(protocol).say(condition)


def role_words(role: RoleOf, protocol: Protocol) -> str:
    """'the footprint team leader of the receiving team'."""
    if role.role == "doer" and role.of:
        return f"whoever did '{lowered(protocol.moments[role.of].name)}'"
    if role.role in BUILT_IN_ROLES:
        return BUILT_IN_ROLES[role.role]
    declared = protocol.roles.get(role.role)
    name = lowered(declared.name) if declared else plain(role.role)
    of = "" if role.of is None else f" of {_whose(role.of, protocol)}"
    return f"the {name}{of}"


def _whose(of: str, protocol: Protocol) -> str:
    if of in protocol.rotas:
        return f"whoever's turn it is on the {lowered(protocol.rotas[of].name)}"
    if "." in of:
        return f"the team named in {name_words(of, protocol)}"
    return SCOPES.get(of) or f"the {team_words(of, protocol)}"


def roles_words(roles: Iterable[RoleOf], protocol: Protocol, *, word: str = "or") -> str:
    """Several roles: 'the A, the B or the C'."""
    return joined((role_words(role, protocol) for role in roles), word)


def team_words(team: str, protocol: Protocol) -> str:
    """The name of a team, pick or 'any'."""
    if team in protocol.teams:
        return protocol.teams[team].name
    if team in protocol.picks:
        pick = protocol.picks[team]
        return (
            f"{team_words(pick.of, protocol)} ({pick.says.rstrip('.')})"
            if pick.says
            else team_words(pick.of, protocol)
        )
    return {"any": "any team", "giver": "the sending team"}.get(team) or plain(team)


def length_words(words: str, protocol: Protocol) -> str:
    """'10 working days', 'at once', or a setting with its value."""
    if words.startswith("setting:"):
        row = protocol.settings.get(words.removeprefix("setting:"))
        return f"{row.value} (set by the council)" if row else plain(words.removeprefix("setting:"))
    return {"at_once": "at once", "not_stated": "no stated time"}.get(words, words)


def value_words(name: str, value: str, protocol: Protocol) -> str:
    """What people read for a value of a fact, outcome or field."""
    if value == "not_known":
        return "not known"
    fact, moment, row = protocol.facts.get(name), protocol.moments.get(name), Names(protocol).field(name)
    if fact is not None:
        return fact.words.get(value, plain(value))
    if moment is not None:
        return f"'{moment.outcomes[value].name}'" if value in moment.outcomes else plain(value)
    if name in TEAM_NAMES:
        return team_words(value, protocol)
    if name == "outcome":
        named = (f"'{m.outcomes[value].name}'" for m in protocol.moments.values() if value in m.outcomes)
        return next(named, plain(value))
    return row.words.get(value, plain(value)) if row is not None else plain(value)


def name_words(name: str, protocol: Protocol) -> str:
    """What people read for a fact, act, moment, record or field."""
    row = Names(protocol).field(name) if "." in name else None
    first, _, rest = name.partition(".")
    if first in protocol.people and rest:
        return f"{name_words(rest, protocol)} of the {protocol.people[first].name}"
    if rest == "planned" and first in protocol.happens:
        return f"the date planned for '{protocol.happens[first].name}'"
    if name in protocol.rotas:
        return f"whose turn it is on the {lowered(protocol.rotas[name].name)}"
    if row is not None:
        return f"'{row.label.rstrip('?')}'"
    if name in NUMBERS:
        return NUMBERS[name]
    for room in (protocol.facts, protocol.moments, protocol.records):
        if name in room:
            found = getattr(room[name], "name", None)
            return f"'{found}'" if name in protocol.moments else lowered(found or plain(name))
    return plain(name)


def limits(row: FieldRow | Moment, protocol: Protocol) -> str:
    """'not before the day it is done': what a date may not be before or after; empty for none."""

    def named(names: Iterable[str], now: str) -> str:
        return joined((now if name == NOW else name_words(name, protocol) for name in names), "or")

    before, after = named(row.not_before, "the day this is done"), named(row.not_after, "today")
    said = (f"not before {before}" if before else "", f"not after {after}" if after else "")
    return " and ".join(part for part in said if part)


def plain(word: str) -> str:
    """An id as words."""
    return word.replace("_", " ").replace(".", ": ")


LONGEST_NAME = 4
"""Words: 'Practice Group Lead' keeps its capitals; a sentence that happens to hold a name does not."""


def lowered(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or is a name in capitals."""
    first, *more = text.split(" ")
    name = 0 < len(more) < LONGEST_NAME and any(word[:1].isupper() for word in more)
    return text if name or (len(first) > 1 and first.upper() == first) else text[:1].lower() + text[1:]


def joined(parts: Iterable[str], word: str) -> str:
    """'a, b and c'."""
    said = list(dict.fromkeys(parts))
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {word} {said[-1]}" if said else ""


class _Wording:
    """Says conditions of one protocol."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol

    def name(self, name: str) -> str:
        return name_words(name, self.protocol)

    def say(self, part: c.Condition) -> str:
        """The words of one condition."""
        if isinstance(part, c.All | c.AnyOf):
            return self._several(part)
        if isinstance(part, c.Not):
            return self._not(part.part)
        if isinstance(part, c.Always):
            return "always"
        if isinstance(part, c.Is):
            return self._is(part)
        if isinstance(part, c.Done):
            return (
                f"{self.name(part.name)} has been done"
                if part.name not in self.protocol.happens
                else f"{self.name(part.name)} has happened"
            )
        if isinstance(part, c.Answered):
            return f"{self.name(part.name)} has been answered"
        if isinstance(part, c.Complete):
            return f"the {self.name(part.name)} is complete"
        if isinstance(part, c.Number | c.Age):
            return self._amount(part)
        return self._over_time(part)

    def _several(self, part: c.All | c.AnyOf) -> str:
        said = [self.say(inner) for inner in part.parts]
        if isinstance(part, c.All):
            return joined(said, "and")
        return ("either " if len(said) > 1 and any(" and " in one for one in said) else "") + joined(
            said, "or"
        )

    def _not(self, part: c.Condition) -> str:
        if isinstance(part, c.Always):
            return "never"
        if isinstance(part, c.Done):
            return f"{self.say(part).removesuffix(' done').removesuffix(' happened').removesuffix(' been')} not {'happened' if part.name in self.protocol.happens else 'been done'}"
        if isinstance(part, c.Answered):
            return f"{self.name(part.name)} has not been answered"
        if isinstance(part, c.Is) and (part.name, *part.values) not in BUILT_IN_WORDS:
            return f"{self._subject(part.name)} is not {self._values(part.name, part.values)}"
        return f"it is not so that {self.say(part)}"

    def _is(self, part: c.Is) -> str:
        fixed = BUILT_IN_WORDS.get((part.name, part.values[0])) if len(part.values) == 1 else None
        if fixed:
            return fixed
        fact = self.protocol.facts.get(part.name)
        if fact is not None and part.values in (("yes",), ("no",)) and not fact.words:
            return f"{'' if part.values == ('yes',) else 'not '}{lowered(fact.name or plain(part.name))}"
        if part.name in TEAM_NAMES:
            verb = {"holder": "is with", "giver": "came from"}.get(part.name, "is or was with")
            return f"the child {verb} {self._values(part.name, part.values)}"
        return f"{self._subject(part.name)} is {self._values(part.name, part.values)}"

    def _subject(self, name: str) -> str:
        if name in self.protocol.moments:
            return f"the outcome of {self.name(name)}"
        row = Names(self.protocol).field(name)
        if row is not None:
            return f"the answer to {self.name(name)}"
        return {"outcome": "the outcome", "holder": "the holder"}.get(name) or self._the(name)

    def _the(self, name: str) -> str:
        said = self.name(name)
        return said if said.startswith(("'", "the ")) else f"the {said}"

    def _values(self, name: str, values: tuple[str, ...]) -> str:
        return joined((value_words(name, value, self.protocol) for value in values), "or")

    def _amount(self, part: c.Number | c.Age) -> str:
        subject = "the child" if isinstance(part, c.Age) else self._the(part.name)
        verb = "is"
        floor = f"{verb} at least {part.at_least}" if part.at_least is not None else ""
        ceiling = f"{'' if floor else verb + ' '}under {part.under}" if part.under is not None else ""
        if not isinstance(part, c.Age) and part.name in self.protocol.moments:
            subject = f"how often {self.name(part.name)} has {'happened' if part.name in self.protocol.happens else 'been done'}"
        return f"{subject} {joined([one for one in (floor, ceiling) if one], 'and')}"

    def _over_time(self, part: c.Condition) -> str:
        p = self.protocol
        if isinstance(part, c.Since):
            words = [f"at least {length_words(part.at_least, p)}"] if part.at_least else []
            words += [f"under {length_words(part.under, p)}"] if part.under else []
            words += [f"not more than {length_words(part.within, p)}"] if part.within else []
            until = f" before {self.name(part.to)}" if part.to else " ago"
            return f"{self._the(part.name)} was {joined(words, 'and')}{until}"
        if isinstance(part, c.At):
            point = (
                f"when the child turned {part.age}"
                if part.age is not None
                else f"at {self.name(part.moment or '')}"
            )
            return f"{self._the(part.name)} was {self._values(part.name, part.values)} {point}"
        if isinstance(part, c.Ever):
            return f"{self._the(part.name)} has at some time been {self._values(part.name, part.values)}"
        if isinstance(part, c.Total):
            since = f" since the child turned {part.since_age}" if part.since_age is not None else ""
            length = length_words(part.at_least, p)
            return f"{self._the(part.name)} has been {self._values(part.name, part.values)} for at least {length} in all{since}"
        if isinstance(part, c.SameAnswer):
            each = (role.partition(" of ") for role in part.roles)
            roles = roles_words((RoleOf(role=word, of=of or None) for word, _, of in each), p, word="and")
            return f"{roles} have each given the same answer in {self.name(part.name)}"
        if isinstance(part, c.Same) and part.name in SAME_OF:
            theirs = joined((f"their {theirs}" for theirs, _ in part.pairs), "and")
            ours = all(our == "holder" for _, our in part.pairs)
            return f"{theirs} is the one {'this child is with' if ours else 'named here'}"
        if isinstance(part, c.Same) and part.name in p.rotas:
            return f"the one named here is of the {p.places[p.rotas[part.name].among].name} whose turn it is"
        if isinstance(part, c.Same):
            pairs = joined((plain(theirs) for theirs, _ in part.pairs), "and")
            return f"{self.name(part.name)} exists for the same {pairs}"
        if isinstance(part, c.Related):
            people = p.people[part.who].name if part.who in p.people else f"{self.name(part.who)} recorded"
            return f"for {'each' if part.every else 'any'} of the {people}, {self.say(part.part)}"
        if isinstance(part, c.Reached):
            return f"{self._the(part.name)} has come"
        return "this holds"
