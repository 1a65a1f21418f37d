"""What an act asks, line by line: what is missing, what puts it right, who owes that and by when, and its clause.

The checklists of a transfer and of a closing are made of these lines. An act that would put something right is found
from what the need asks about, so that no act, need or fact is known here by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from baton.casework import who
from baton.casework.file import Done, File
from baton.casework.needing import needs_of
from baton.casework.refusals import Code
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Act, Always, FieldRow, Grade, Need
from baton.web import clocks, naming
from baton.web.addresses import act_form
from baton.web.asking import Desk
from baton.web.possible import Possible

Line = dict[str, Any]
GROUPS = ("missing", "order", "apart")
HARDEST = ("overdue", "soon", "info", "waiting", "done")
"""What blocks stands before what becomes a debt, and that before what is only asked."""


@dataclass(frozen=True)
class Checklist:
    """What some acts need of a file, as it stands to whoever reads."""

    desk: Desk
    view: View
    offered: Mapping[str, Possible]

    @property
    def file(self) -> File:
        """The file it is about."""
        return self.view.file

    def lines(self, acts: Mapping[str, Done | None]) -> dict[str, list[Line]]:
        """Grouped: missing, in order, not applicable. `acts` says of each how it was done, if it was."""
        groups: dict[str, list[Line]] = {name: [] for name in GROUPS}
        for name, done in acts.items():
            for rule, need in needs_of(self.desk.council, name):
                group, line = self._line(name, rule, need, done)
                groups[group].append({**line, "heading": self._heading(rule)})
        groups["missing"].sort(key=lambda line: HARDEST.index(line["kind"]))
        for found in groups.values():
            first = [
                "",
                *dict.fromkeys(line["heading"] for line in found),
            ]  # what has none stands under no other
            found.sort(key=lambda line: first.index(line["heading"]))
        return groups

    def _heading(self, rule: str) -> str:
        """What the needs said once over many acts are called together."""
        number = rule.removeprefix("always:").partition(".")[0]
        always: tuple[Always, ...] = self.desk.council.protocol.always
        return always[int(number) - 1].name if rule.startswith("always:") else ""

    def _line(self, name: str, rule: str, need: Need, done: Done | None) -> tuple[str, Line]:
        row = self._question(rule)
        text = row.label if row else need.satisfy or need.says
        line: Line = {
            "text": text,
            "clauses": need.cites,
            "href": "",
            "says": "In order",
            "kind": "done",
            "asked": bool(row),
        }
        if done is not None and (need.id in done.reasons or need.id in done.passed_over):
            why = done.reasons.get(need.id)
            says = f"Gone on without: {why}" if why else "Passed over"
            return "order", {**line, "text": need.says, "says": says, "kind": "info"}
        if need.if_ is not None and not truth(need.if_, self.view):
            words = {"text": text if row else need.says, "says": "Not applicable", "kind": "waiting"}
            return "apart", {**line, **words}
        if truth(need.need, self.view) or (done and rule.startswith("record:")):
            return "order", line
        debt = self._debt(name, need)
        if debt is not None:
            return ("missing", {**line, **debt}) if debt["kind"] != "done" else ("order", {**line, **debt})
        if done is not None:
            return "order", {**line, "text": need.says, "says": "Settled when it was done", "kind": "info"}
        words = {
            "text": text if row else need.says,
            **self._blocks(name, need),
            **self._owed(name, need, row),
        }
        return "missing", {**line, **words}

    def _question(self, rule: str) -> FieldRow | None:
        record, _, leaf = rule.removeprefix("record:").partition(".fields.")
        return self.desk.council.protocol.records[record].fields.get(leaf) if leaf else None

    def _debt(self, name: str, need: Need) -> Line | None:
        duty = next((d for d in reversed(self.file.duties) if d.rule == f"{name}!{need.id}"), None)
        if duty is None:
            return None
        if not duty.open:
            return {"says": "A debt that was put right", "kind": "done"}
        by = f" by {clocks.moment(self.desk.now, duty.due)}" if duty.due else ""
        href = act_form(self.file.ref, duty.act) if duty.act else ""
        owner = naming.owner(self.desk.council, duty.role, duty.of)
        return {"says": f"A debt of {owner}{by}", "kind": "soon", "href": href}

    def _blocks(self, name: str, need: Need) -> Line:
        """How hard it is needed, and where it is put right where nothing else is found."""
        council = self.desk.council
        fill = f"fill_{getattr(council.protocol.moments[name], 'fills', None)}"
        href = act_form(self.file.ref, fill if fill in self.offered else name) if name in self.offered else ""
        if need.grade is Grade.OWE:
            words = need.within if need.within != "not_stated" else need.look_again or "1 day"
            due, _ = council.due(self.desk.now, words, None)
            by = clocks.moment(self.desk.now, due)
            return {"says": f"Becomes a debt of {self._debtor(need)} by {by}", "kind": "soon", "href": href}
        if need.grade is Grade.ASK:
            return {"says": "Asked, does not block", "kind": "info", "href": href}
        if need.grade is Grade.REASON:
            by = who.role_words(council, need.reason_by)
            says = f"Blocks, unless {f'the {by} gives' if by else 'there is'} a reason"
            return {"says": says, "kind": "soon", "href": href}
        return {"says": "Blocks", "kind": "overdue", "href": href}

    def _debtor(self, need: Need) -> str:
        if need.owed_by is None or need.owed_by.role == "doer":
            return "whoever does it"
        return who.owner_words(self.desk.council, who.owner(self.desk.council, self.file, need.owed_by))

    def _owed(self, name: str, need: Need, row: FieldRow | None) -> Line:
        """What puts it right, who owes that, by when; and the way there, where the reader may."""
        act = None if row else self._mending(name, need.need)
        mends = act or name
        owner, when = self._owner(mends)
        label = naming.act_label(self.desk.council, mends)
        note = f"For {owner}{when or ', before this is done'}"
        made: Line = {"note": f"{'' if row else need.satisfy or ''} {note}.".strip()}
        offered = self.offered.get(mends)
        if act is not None:
            made["href"] = act_form(self.file.ref, act) if offered and offered.can else ""
            made["note"] = f"{made['note']} {'' if made['href'] else f'Done by: {label}.'}".strip()
        return made

    def _mending(self, name: str, asks: c.Condition, steps: int = 3) -> str | None:
        """The act that would put it right: of those it asks about that belong here, one that is owed or can be done now.
        Where something else stands in the way of each, or none belongs yet, what one of them waits for itself."""
        asked = list(dict.fromkeys(_asked(asks, self.view)))
        found = [one for one in asked if one in self.offered and one != name]
        belong = [
            one for one in found if self.offered[one].belongs and isinstance(self.offered[one].moment, Act)
        ]
        best = None
        if belong:
            owed = {duty.act for duty in self.file.duties if duty.open}
            undone = [one for one in belong if not self.view.live(one)] or belong
            best = min(undone, key=lambda one: (one not in owed, self._barred(one)))
            if best in owed or not self._barred(best):
                return best
        waits = [
            moment.when
            for one in found
            if isinstance(moment := self.offered[one].moment, Act) and moment.when
        ]
        further = [act for when in waits if steps and (act := self._mending(name, when, steps - 1))]
        return min((*filter(None, [best]), *further), key=self._barred, default=None)

    def _barred(self, act: str) -> bool:
        """Whether something besides who is reading stands in the way of it."""
        return any(reason.code is not Code.NOT_YOURS for reason in self.offered[act].stops)

    def _owner(self, act: str) -> tuple[str, str]:
        """Who owes an act, and by when where a duty says so."""
        council, file = self.desk.council, self.file
        duty = next((d for d in file.duties if d.open and d.act == act and not d.debt), None)
        if duty is not None:
            word = ", due since" if duty.due and duty.due <= self.desk.now else " by"
            due = f"{word} {clocks.moment(self.desk.now, duty.due)}" if duty.due else ""
            return naming.owner(council, duty.role, duty.of), due
        by = getattr(council.protocol.moments[act], "by", ())
        if not by or any(role.role == "worker" for role in by):
            owner = who.accountable(council, file)
        else:
            owner = who.owner(council, file, by[0], self.desk.person)
        return naming.owner(council, owner.role, owner.of), ""


def _asked(condition: c.Condition, view: View) -> Iterator[str]:
    """The acts and moments that a condition asks about where it is not so, through the facts that are worked out."""
    protocol, rules = view.council.protocol, view.council.rules
    if isinstance(condition, c.All | c.AnyOf):
        for part in condition.parts:
            if truth(part, view) is not True:
                yield from _asked(part, view)
        return
    if isinstance(condition, c.Not):
        yield from _asked(condition.part, view)
        return
    if isinstance(condition, c.Related) and condition.who in protocol.people:
        return  # what is missing with somebody else is put right in their own record
    for named in sorted(c.names_in(condition)):
        first = named.partition(".")[0]
        if first in protocol.moments:
            yield first
        elif first in protocol.records:
            yield from sorted(rules.filled_by.get(first, ()))
        elif first in protocol.facts:
            yield from _behind(first, view)


def _behind(fact: str, view: View) -> Iterator[str]:
    """What a fact that is worked out asks about, its lines in turn."""
    rule = view.council.protocol.facts[fact]
    for condition in (rule.is_, *(line.when for line in rule.first_of)):
        if condition is not None:
            yield from _asked(condition, view)
