"""Wording: the names, roles, values and lengths of a protocol as a person reads them.

Example: `role_words(parse("team_leader of holder"), protocol)` is "the team leader of the team that holds the
child". Whole conditions are said in `phrasing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from baton.protocol.built_in import NOW, TEAM_NAMES
from baton.protocol.names import Names
from baton.protocol.schema import FieldRow, Moment, Protocol, RoleOf

COUNTED_SINCE = re.compile(r"\{(hours|days) since ([a-z0-9_.]+)\}")
"""What a message may count: how many hours or days ago something was last done."""
SCOPES = {
    "holder": "the team that holds the child", "receiver": "the receiving team", "to": "the receiving team",
    "any_receiver": "any team of the receiving place", "giver": "the sending team", "home": "the place where the child lives", "subject": "this team", "from": "the sending team",
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
    ("worker.most_loaded", "yes"): "of those who could be named the worker holds the most children",
    ("worker.most_loaded", "no"): "somebody else who could be named holds as many children as the worker, or more",
}  # fmt: skip
NUMBERS = {
    "teams_in_place": "the number of teams here", "open_climbs": "the number of disputes and escalations that are open",
    "moves_so_far": "the number of times the child has moved between teams", "workers_so_far": "the number of workers the child has had",
    "opened": "the opening of the case", "this_contact": "this contact", "born": "the child's birth", "point_of_transfer": "the point of transfer",
    "first_worker": "the naming of the first worker in this service", "item": "the day it is for",
    "was_with": "the teams that have had the child",
    "worker.caseload": "the number of children the named worker holds", "chosen_team": "the chosen team",
}  # fmt: skip


def role_words(role: RoleOf, protocol: Protocol) -> str:
    """'the footprint team leader of the receiving team'."""
    if role.role == "doer" and role.of:
        return f"whoever did '{lowered(protocol.moments[role.of].name)}'"
    if role.role in BUILT_IN_ROLES:
        return BUILT_IN_ROLES[role.role]
    of = "" if role.of is None else f" of {whose(role.of, protocol)}"
    return f"{_post(role, protocol)}{of}"


def _post(role: RoleOf, protocol: Protocol) -> str:
    declared = protocol.roles.get(role.role)
    return f"the {lowered(declared.name) if declared else plain(role.role)}"


def whose(of: str, protocol: Protocol) -> str:
    """What X is in `role of X`: 'the team that holds the child'."""
    if of in protocol.rotas:
        return f"whoever's turn it is on the {lowered(protocol.rotas[of].name)}"
    if "." in of:
        return f"the team named in {name_words(of, protocol)}"
    if of == "linked":
        kinds = {kind.linked.kind for kind in protocol.places.values() if kind.linked}
        places = joined((protocol.places[kind].plural or plain(kind) for kind in sorted(kinds)), "or")
        return f"the {places or 'places'} linked with the team that holds the child"
    return SCOPES.get(of) or _with_article(team_words(of, protocol))


def _with_article(name: str) -> str:
    return name if name.startswith(("another ", "any ", "the ")) else f"the {name}"


def roles_words(roles: Iterable[RoleOf], protocol: Protocol, *, word: str = "or") -> str:
    """Several roles: 'the A, the B or the C'; those of one team together: 'the A or the B of the sending team'."""
    together: dict[str, list[str]] = {}
    for role in roles:
        built_in = role.role in BUILT_IN_ROLES
        of = "" if role.of is None or built_in else f" of {whose(role.of, protocol)}"
        said = BUILT_IN_ROLES[role.role] if built_in else _post(role, protocol)
        together.setdefault(of, []).append(said)
    if len(together) == 1:
        return "".join(f"{joined(said, word)}{of}" for of, said in together.items())
    alone = list(together.get("", ()))
    return joined([*alone, *(f"{joined(said, word)}{of}" for of, said in together.items() if of)], word)


def team_words(team: str, protocol: Protocol) -> str:
    """The name of a team, pick or 'any'."""
    if team in protocol.teams:
        name = protocol.teams[team].name
        return lowered(name) if name.startswith(("Another ", "Any ")) else name
    if team in protocol.picks:
        pick = protocol.picks[team]
        return (
            f"{team_words(pick.of, protocol)} ({lowered(pick.says).rstrip('.')})"
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


OPENERS = frozenset("a an the no not for in at on with to by under of from".split())
"""A text that begins with one of these is no name, however it goes on: 'For the Transition Team'."""
LONGEST_NAME = 4
"""Words: 'Practice Group Lead' keeps its capitals; a sentence that happens to hold a name does not."""


def lowered(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or is a name in capitals."""
    first, *more = text.split(" ")
    begins = first.lower() in OPENERS
    name = not begins and 0 < len(more) < LONGEST_NAME and any(word[:1].isupper() for word in more)
    return (
        text
        if name or (len(first) > 1 and first.upper() == first and not begins)
        else text[:1].lower() + text[1:]
    )


def joined(parts: Iterable[str], word: str) -> str:
    """'a, b and c'."""
    said = list(dict.fromkeys(parts))
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {word} {said[-1]}" if said else ""
