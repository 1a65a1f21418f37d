"""Saying a condition as part of a sentence, made from its data and never written beside it.

Example: `in_words(parse({"plan": "child_protection", "age": {"under": 14}}), protocol)` is "the plan is child
protection and the child is under 14".

What a council calls its facts decides how they are said. A name that is a sentence of its own ('an enquiry is
open') is said as it stands; a thing ('an order that has not been discharged') is there; a quality ('urgent') is;
and what asks ('Which authority is responsible') is quoted. A value that says everything ('no plan', 'an order is in
force') is said without the name of its fact before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from baton.protocol import conditions as c
from baton.protocol.built_in import SAME_OF, TEAM_NAMES
from baton.protocol.names import Names
from baton.protocol.schema import Fact, Protocol, RoleOf
from baton.protocol.wording import (
    BUILT_IN_WORDS,
    joined,
    length_words,
    lowered,
    name_words,
    plain,
    roles_words,
    value_words,
)

VERBS = frozenset(
    "is are was were has have had does do did can may must goes lives stays applies wants exists holds".split()
)
RELATIVES = frozenset("that who whom whose which where".split())
ASKING = ("what", "which", "where", "when", "who", "whose", "whether", "how", "why")
BEFORE_A_VALUE = ("under", "in", "at", "on", "with", "of", "for", "looked", "an", "a")
PEOPLE = frozenset("baby child person parent mother father leaver".split())
"""Of a thing that is one of these it is said that this is one, not that there is one."""
FLIPPED = {"yes": "no", "no": "yes", "stated": "not_stated", "not_stated": "stated", "home": "elsewhere", "elsewhere": "home"}  # fmt: skip
OTHERS_CHILD = re.compile(r"\bthe child\b")


def in_words(condition: c.Condition, protocol: Protocol) -> str:
    """A condition as part of a sentence, such as 'the plan is child protection'."""
    return _Saying(protocol).say(condition)


def is_sentence(text: str) -> bool:
    """Whether a name says something by itself: it has a verb, and not only in a clause that hangs on a noun."""
    words = [word.strip(",") for word in text.lower().split()]
    if not words or words[0] in ASKING:
        return False
    verb = next((n for n, word in enumerate(words) if word in VERBS), None)
    hangs = next((n for n, word in enumerate(words) if word in RELATIVES), None)
    return verb is not None and (hangs is None or verb < hangs)


class _Saying:
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
            verb = "happened" if part.name in self.protocol.happens else "been done"
            return f"{self.name(part.name)} has {verb}"
        if isinstance(part, c.Answered):
            return self._answered(part.name, True)
        if isinstance(part, c.Complete):
            return f"the {self.name(part.name)} is complete"
        if isinstance(part, c.Number | c.Age):
            return self._amount(part)
        if isinstance(part, c.Related):
            return self._related(part)
        if isinstance(part, c.Same | c.SameAnswer):
            return self._same(part)
        return self._over_time(part)

    # ---- several together

    def _several(self, part: c.All | c.AnyOf) -> str:
        said = [
            f"({words})" if self._mixed(inner) else words
            for inner in part.parts
            for words in [self.say(inner)]
        ]
        if isinstance(part, c.All):
            if any(_many(inner, c.AnyOf) for inner in part.parts):
                return f"{', '.join(said[:-1])}, and {said[-1]}" if len(said) > 1 else said[0]
            return joined(said, "and")
        if len(said) == 1:
            return said[0]
        if any(_many(inner, c.All) for inner in part.parts):
            return f"either {', '.join(said[:-1])}, or {said[-1]}"
        return f"either {joined(said, 'or')}"

    def _mixed(self, part: c.Condition) -> bool:
        """Whether it says several things of one fact, so that it has to be kept together among others."""
        if not isinstance(part, c.Is) or len(part.values) < 2 or part.name in TEAM_NAMES:
            return False
        fact = self.protocol.facts.get(part.name)
        yes_or_no = fact is not None and not fact.words and "not_known" in part.values
        return yes_or_no or any(self._whole(part.name, fact, value) for value in part.values)

    def _not(self, part: c.Condition) -> str:
        if isinstance(part, c.Always):
            return "never"
        if isinstance(part, c.Not):
            return self.say(part.part)
        if isinstance(part, c.Done):
            verb = "happened" if part.name in self.protocol.happens else "been done"
            return f"{self.name(part.name)} has not {verb}"
        if isinstance(part, c.Answered):
            return self._answered(part.name, False)
        if isinstance(part, c.Complete):
            return f"the {self.name(part.name)} is not complete"
        if isinstance(part, c.Reached):
            return f"{self._the(part.name)} has not come yet"
        if isinstance(part, c.Is):
            return self._is_not(part)
        if isinstance(part, c.Related) and not part.every:
            return self._related(part, none=True)
        if isinstance(part, c.SameAnswer):
            return self._same(part).replace(" have each given", " have not each given", 1)
        if isinstance(part, c.Same) and part.name not in (*SAME_OF, *self.protocol.rotas):
            return f"there is no {self._same(part).removeprefix('there is ')}"
        return f"it is not so that {self.say(part)}"

    def _answered(self, name: str, yes: bool) -> str:
        first, _, rest = name.partition(".")
        if name in self.protocol.rotas:
            return f"it has {'' if yes else 'not '}been fixed {self.name(name)}"
        if rest == "planned" and first in self.protocol.happens:
            return f"{'a' if yes else 'no'} date is planned for '{self.protocol.happens[first].name}'"
        return f"{self.name(name)} has {'' if yes else 'not '}been answered"

    # ---- what a name is

    def _is(self, part: c.Is) -> str:
        fixed = BUILT_IN_WORDS.get((part.name, part.values[0])) if len(part.values) == 1 else None
        if fixed:
            return fixed
        fact = self.protocol.facts.get(part.name)
        if fact is not None and not fact.words and {*part.values} <= {"yes", "no", "not_known"}:
            return self._yes_or_no(part.name, fact, part.values)
        if part.name in TEAM_NAMES:
            verb = {"holder": "is with", "giver": "came from"}.get(part.name, "is or was with")
            return f"the child {verb} {self._values(part.name, part.values)}"
        whole = [said for value in part.values if (said := self._whole(part.name, fact, value))]
        rest = tuple(value for value in part.values if not self._whole(part.name, fact, value))
        if rest == ("not_known",) and whole:
            return f"{joined(whole, 'or')}, or that is not known"
        if rest:
            whole.append(f"{self._subject(part.name)} is {self._values(part.name, rest)}")
        return joined(whole, "or")

    def _is_not(self, part: c.Is) -> str:
        other = FLIPPED.get(part.values[0]) if len(part.values) == 1 else None
        if other and (part.name, other) in BUILT_IN_WORDS:
            return BUILT_IN_WORDS[part.name, other]
        fact = self.protocol.facts.get(part.name)
        if fact is not None and not fact.words and part.values in (("yes",), ("no",)):
            return self._yes_or_no(part.name, fact, (FLIPPED[part.values[0]],))
        if part.name in TEAM_NAMES:
            verb = {"holder": "is not with", "giver": "did not come from"}
            said = verb.get(part.name, "has never been with")
            return f"the child {said} {self._values(part.name, part.values)}"
        fixed = len(part.values) == 1 and (part.name, part.values[0]) in BUILT_IN_WORDS
        if fixed or any(self._whole(part.name, fact, value) for value in part.values):
            return f"it is not so that {self._is(part)}"
        values = self._values(part.name, part.values, "nor")
        neither = "not" if len(part.values) == 1 else "neither"
        return f"{self._subject(part.name)} is {neither} {values}"

    def _yes_or_no(self, name: str, fact: Fact, values: tuple[str, ...]) -> str:
        known = [value for value in values if value != "not_known"]
        if not known:
            return f"it is not known whether {self._fact_is(name, fact, True)}"
        if len(known) > 1:
            return "always" if len(values) > len(known) else f"'{fact.name or plain(name)}' is known"
        said = self._fact_is(name, fact, known == ["yes"])
        return said if len(values) == 1 else f"{said}, or that is not known"

    def _fact_is(self, name: str, fact: Fact, yes: bool) -> str:
        """A fact that is yes or no, by what its name is: a sentence, a thing, a question or a quality."""
        text = lowered(fact.name or plain(name))
        first, _, rest = text.partition(" ")
        if first.lower() in ASKING:
            return f"'{fact.name}' is {'yes' if yes else 'no'}"
        if is_sentence(text):
            return text if yes else _denied(text)
        if first in ("a", "an"):
            is_ = _there_is(text)
            no = f"not {text}" if is_ == "this is" else f"no {rest}"
            return f"{is_} {text if yes else no}"
        if not yes and (" and " in text or " or " in text):
            return f"'{fact.name}' is no"
        return text if yes else f"not {text}"

    def _whole(self, name: str, fact: Fact | None, value: str) -> str:
        """A value that says everything without the name of its fact; empty where it does not."""
        if fact is None or value == "not_known":
            return ""
        words = fact.words.get(value, plain(value))
        text = lowered(words)
        if is_sentence(text) or text.startswith(("not ", "no longer ")):
            return text
        if text.startswith("no "):
            return f"there {'are' if text.endswith('s') and not text.endswith('ss') else 'is'} {text}"
        named = lowered(fact.name or plain(name)).lower()
        said = text.lower()
        if said in (named, f"in {named}", f"a {named}", f"an {named}") or (" " in named and named in said):
            return f"{_there_is(text)} {text}" if text.startswith(("a ", "an ")) else text
        return ""

    def _subject(self, name: str) -> str:
        if name in self.protocol.moments:
            return f"the outcome of {self.name(name)}"
        row = Names(self.protocol).field(name)
        if row is not None:
            return f"the answer to {self.name(name)}"
        return {"outcome": "the outcome", "holder": "the holder"}.get(name) or self._the(name)

    def _the(self, name: str) -> str:
        said = self.name(name)
        first = said.split(" ")[0].lower()
        if name in self.protocol.facts and (first in (*ASKING, "a", "an") or is_sentence(said)):
            return f"'{self.protocol.facts[name].name or plain(name)}'"
        return said if said.startswith(("'", "the ", "this ")) else f"the {said}"

    def _values(self, name: str, values: tuple[str, ...], word: str = "or") -> str:
        said = [value_words(name, value, self.protocol) for value in values]
        quoted = Names(self.protocol).field(name) is not None
        if name in self.protocol.facts:
            alone = (w for v, w in zip(values, said, strict=True) if v != "not_known")
            runs_on = any(
                w.split(" ")[0].lower() in BEFORE_A_VALUE or " or " in w or ", " in w for w in alone
            )
            quoted = runs_on or self._the(name).startswith("'")
        if quoted:
            said = [
                w if v in ("yes", "no", "not_known") else f"'{w}'" for v, w in zip(values, said, strict=True)
            ]
        return joined(said, word)

    # ---- numbers and times

    def _amount(self, part: c.Number | c.Age) -> str:
        if not isinstance(part, c.Age) and part.name in self.protocol.moments:
            return self._how_often(part)
        if isinstance(part, c.Age):
            subject = "the child"
        else:
            fact = self.protocol.facts.get(part.name)
            several = fact is not None and fact.set_of
            subject = f"the number of {self.name(part.name)}" if several else self._the(part.name)
        floor = f"is at least {part.at_least}" if part.at_least is not None else ""
        ceiling = f"{'' if floor else 'is '}under {part.under}" if part.under is not None else ""
        return f"{subject} {joined([one for one in (floor, ceiling) if one], 'and')}"

    def _how_often(self, part: c.Number) -> str:
        verb = "happened" if part.name in self.protocol.happens else "been done"
        if part.under == 1:
            return f"{self.name(part.name)} has not {verb}"
        floor = f"at least {_times(part.at_least)}" if part.at_least is not None else ""
        ceiling = f"at most {_times(part.under - 1)}" if part.under is not None else ""
        return f"{self.name(part.name)} has {verb} {joined([one for one in (floor, ceiling) if one], 'and')}"

    def _over_time(self, part: c.Condition) -> str:
        p = self.protocol
        if isinstance(part, c.Since):
            return self._since(part)
        if isinstance(part, c.At):
            at = f"at {self.name(part.moment or '')}"
            point = f"when the child turned {part.age}" if part.age is not None else at
            return f"{self._the(part.name)} was {self._values(part.name, part.values)} {point}"
        if isinstance(part, c.Ever):
            return f"{self._the(part.name)} has at some time been {self._values(part.name, part.values)}"
        if isinstance(part, c.Total):
            since = f" since the child turned {part.since_age}" if part.since_age is not None else ""
            length = length_words(part.at_least, p)
            return f"{self._the(part.name)} has been {self._values(part.name, part.values)} for at least {length} in all{since}"
        if isinstance(part, c.Reached):
            return f"{self._the(part.name)} has come"
        if isinstance(part, c.Outside):
            says = (self.protocol.calendars[part.calendar].says or part.calendar.replace("_", " ")).rstrip(
                "."
            )
            return f"{self._came(part.name)} outside {says[:1].lower()}{says[1:]}"
        return "this holds"

    def _since(self, part: c.Since) -> str:
        p = self.protocol
        if part.before:
            return f"{self._came(part.name)} before {self._came(part.to or '').removesuffix(' was')}"
        if part.within and part.within.startswith("0 "):
            day = f"on the same day as {self._came(part.to).removesuffix(' was')}" if part.to else "today"
            return f"{self._came(part.name)} {day}"
        words = [f"at least {length_words(part.at_least, p)}"] if part.at_least else []
        words += [f"under {length_words(part.under, p)}"] if part.under else []
        words += [f"not more than {length_words(part.within, p)}"] if part.within else []
        until = f"before {self._came(part.to).removesuffix(' was')}" if part.to else "ago"
        return f"{self._came(part.name)} {joined(words, 'and')} {until}"

    def _came(self, name: str) -> str:
        """What came about, with its verb: 'the child was born', 'the legal status became what it is', ''Send' was'."""
        if name == "born":
            return "the child was born"
        if name in self.protocol.facts:
            return f"{self._the(name)} became what it is"
        return f"{self._the(name)} was"

    # ---- other people, and the same thing said twice

    def _related(self, part: c.Related, *, none: bool = False) -> str:
        people = self.protocol.people.get(part.who)
        if people is None:
            what = self.name(part.who)
            whom = f"no recorded {what}" if none else f"{'every' if part.every else 'any'} recorded {what}"
        elif not people.many and not part.every:
            name = lowered(people.name).removeprefix("the ")
            whom, part = f"the {name}", replace(part, part=c.Not(part.part)) if none else part
        else:
            each = "each" if part.every else "none" if none else "at least one"
            whom = f"{each} of the {lowered(people.name)}"
        said = OTHERS_CHILD.sub("that child", self.say(part.part)) if people else self.say(part.part)
        several = isinstance(part.part, c.All | c.AnyOf) and len(part.part.parts) > 1
        return f"for {whom} ({said})" if several else f"for {whom}, {said}"

    def _same(self, part: c.Same | c.SameAnswer) -> str:
        if isinstance(part, c.SameAnswer):
            each = (role.partition(" of ") for role in part.roles)
            held = (RoleOf(role=word, of=of or None) for word, _, of in each)
            return f"{roles_words(held, self.protocol, word='and')} have each given the same answer in {self.name(part.name)}"
        if part.name in SAME_OF:
            ours = all(our == "holder" for _, our in part.pairs)
            which = "this child is with" if ours else "named here"
            return f"{joined((f'their {theirs}' for theirs, _ in part.pairs), 'and')} is the one {which}"
        if part.name in self.protocol.rotas:
            among = self.protocol.places[self.protocol.rotas[part.name].among].name
            return f"the one named here is of the {among} whose turn it is"
        pairs = joined((plain(theirs) for theirs, _ in part.pairs), "and")
        written = joined((self.name(our) for _, our in part.pairs if "." in our), "and")
        return f"there is {self.name(part.name)} for the same {pairs}{f' as in {written}' if written else ''}"


def _many(part: c.Condition, kind: type[c.All] | type[c.AnyOf]) -> bool:
    return isinstance(part, kind) and len(part.parts) > 1


def _there_is(text: str) -> str:
    """'this is' before a person ('a care leaver'), 'there is' before a thing."""
    return "this is" if PEOPLE & set(text.split(" ")[1:3]) else "there is"


def _denied(text: str) -> str:
    """'the notice is short' as 'the notice is not short'; what begins otherwise is denied as a whole."""
    first, _, rest = text.partition(" ")
    if first in ("the", "it", "its") and " and " not in text:
        words = rest.split(" ")
        for n, word in enumerate(words):
            if word in ("is", "are", "has", "have", "was", "were", "must", "may", "can"):
                return " ".join([first, *words[: n + 1], "not", *words[n + 1 :]])
    return f"it is not so that {text}"


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


__all__ = ["in_words", "is_sentence"]
