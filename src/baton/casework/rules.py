"""What is worked out from a protocol once: the needs of every act, the moments a route waits for, and the like.

Example: `council.rules.needs("send")` is every need of an act with the path of its rule. What belongs here is
looked up in every decision and follows from the protocol alone: anything that depends on a file is a `View`'s.
Made anew in every decision, the needs alone took 30 of the 60 microseconds of a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from baton.casework.refusals import Reason
from baton.protocol import conditions as c
from baton.protocol.schema import Act, Duty, Moment, Need, Part, Permit, Protocol, Tray

Needs = tuple[tuple[str, Need], ...]


KEPT = 16
"""Of so many protocols what was worked out is kept. A council that changes (a caseload, a rota) has the same protocol."""
_kept: dict[int, Rules] = {}


def rules_of(protocol: Protocol) -> Rules:
    """What a protocol says, by what is asked of it; worked out once for each protocol."""
    found = _kept.get(id(protocol))
    if found is None:
        if len(_kept) >= KEPT:
            _kept.clear()
        found = _kept[id(protocol)] = Rules(
            protocol
        )  # which holds the protocol, so that its id stays its own
    return found


class Rules:
    """The rules of one protocol, by what they are asked for."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.missing: dict[tuple[int, str, str], Reason] = {}
        self._needs: dict[str, Needs] = {}
        self._owed: dict[tuple[str, str], tuple[tuple[str, Duty], ...]] = {}

    def needs(self, name: str) -> Needs:
        """Every need of an act or moment, with the path of its rule."""
        found = self._needs.get(name)
        if found is None:
            moment = self.protocol.moments.get(name)
            found = self._needs[name] = tuple(_needs(self.protocol, name, moment)) if moment else ()
        return found

    def passed_over(self, name: str, needs: tuple[str, ...]) -> tuple[str, ...]:
        """What the needs of an act say that were passed over, in the order in which they are written."""
        return tuple(dict.fromkeys(need.says for _, need in self.needs(name) if need.id in needs))

    def duties_of(self, about: str, kind: str) -> tuple[tuple[str, Duty], ...]:
        """The duties that can be owed of such a file: (name, rule), in the order they are written."""
        found = self._owed.get((about, kind))
        if found is None:
            rows = self.protocol.duties.items()
            found = self._owed[about, kind] = tuple(
                (name, rule) for name, rule in rows if rule.of == about and rule.team in (None, kind)
            )
        return found

    @cached_property
    def trays(self) -> tuple[tuple[str, Tray], ...]:
        """The trays, those that another team works from before those of whoever has the child."""
        return tuple(sorted(self.protocol.trays.items(), key=lambda row: not row[1].from_))

    @cached_property
    def starters(self) -> Mapping[str, frozenset[str]]:
        """What may start each duty that starts `from` something."""
        return {
            name: frozenset(trigger.name for trigger in rule.from_)
            for name, rule in self.protocol.duties.items()
            if not rule.every and not rule.by_age and rule.while_ is None
        }

    @cached_property
    def owed_at(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Teams and bodies, of each of which a child's holder must be or be part of one for a duty to be owed at all.

        Asked before the conditions themselves, of which it spares most: a duty of another team's.
        """
        return {
            name: tuple(
                frozenset(part.values)
                for part in _conjuncts(rule)
                if isinstance(part, c.Is) and part.name == "holder" and "not_known" not in part.values
            )
            for name, rule in self.protocol.duties.items()
        }

    @cached_property
    def owed_after(self) -> Mapping[str, frozenset[str]]:
        """What must all have happened in a file for each duty to be owed at all, as `owed_at`."""
        return {
            name: frozenset(
                part.name
                for part in _conjuncts(rule)
                if isinstance(part, c.Done | c.Is)
                and part.name in self.protocol.moments
                and not (isinstance(part, c.Is) and "not_known" in part.values)
            )
            for name, rule in self.protocol.duties.items()
        }

    @cached_property
    def fills(self) -> Mapping[str, str]:
        """Which record each moment fills."""
        return {name: moment.fills for name, moment in self.protocol.moments.items() if moment.fills}

    @cached_property
    def filled_by(self) -> Mapping[str, frozenset[str]]:
        """The moments that fill each record."""
        made: dict[str, set[str]] = {}
        for name, record in self.fills.items():
            made.setdefault(record, set()).add(name)
        return {record: frozenset(names) for record, names in made.items()}

    @cached_property
    def taken_over_by(self) -> Mapping[str, str]:
        """The question of each record that names who takes the child at the moment of a move."""
        fields = (route.worker_field for route in self.protocol.routes if route.worker_field)
        return {record: field for record, _, field in (name.partition(".") for name in fields)}

    @cached_property
    def undoing(self) -> Mapping[str, tuple[str, ...]]:
        """The moments after which others no longer count, with those others."""
        return {name: moment.undoes for name, moment in self.protocol.moments.items() if moment.undoes}

    @cached_property
    def fixed(self) -> Mapping[str, tuple[str, ...]]:
        """What stays about the move it was opened for (duties, rungs of ladders, debts), with the acts that answer it."""
        made = {
            name: (*((rule.act,) if rule.act else ()), *rule.helped_by)
            for name, rule in self.protocol.duties.items()
            if rule.fixed_to
        }
        for name, ladder in self.protocol.ladders.items():
            rungs = [(str(number), rung.act) for number, rung in enumerate(ladder.rungs, 1)]
            for part, act in (*rungs, ("whole", None)) if ladder.fixed_to else ():
                made[f"{name}/{part}"] = (*((act,) if act else ()), *ladder.helped_by)
        for name in self.protocol.moments:
            made |= {f"{name}!{need.id}": need.helped_by for _, need in self.needs(name) if need.fixed_to}
        return made

    @cached_property
    def of_earlier(self) -> Mapping[str, frozenset[str]]:
        """The acts that may be done for an earlier move, with what is fixed to it for which they may."""
        made: dict[str, set[str]] = {}
        for name, acts in self.fixed.items():
            for act in acts:
                made.setdefault(act, set()).add(name)
        return {act: frozenset(names) for act, names in made.items()}

    @cached_property
    def permits(self) -> Mapping[str, tuple[Permit, ...]]:
        """The permits that may let somebody do an act."""
        acts = {name for permit in self.protocol.permits for name in permit.may}
        return {name: tuple(p for p in self.protocol.permits if name in p.may) for name in acts}

    @cached_property
    def movers(self) -> Mapping[str, tuple[str, ...]]:
        """The moments at which each route may move a child."""
        return {
            route.id: tuple(
                sorted(
                    moment
                    for name in moments_in(route.at)
                    for moment in (
                        self.filled_by.get(name, frozenset()) if name in self.protocol.records else {name}
                    )
                )
            )
            for route in self.protocol.routes
        }

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The acts that decide whether a child moves: they begin a move, or answer what a route or its moment asks."""
        parts = [
            part for route in self.protocol.routes for part in (route.at, route.when) if part is not None
        ]
        found = {name for name, act in self.protocol.acts.items() if act.begins_move}
        while parts:
            new = {name for part in parts for name in moments_in(part)} - found
            found |= new
            parts = [
                part
                for name in new
                if name in self.protocol.facts
                for part in _in_part(self.protocol.facts[name])
            ]
        fillers = (self.filled_by.get(name, frozenset({name})) for name in found)
        return frozenset(name for names in fillers for name in names if name in self.protocol.acts)

    @cached_property
    def recorded_as(self) -> Mapping[str, str]:
        """Under which name the first of another happening is recorded."""
        return {name: row.first_of for name, row in self.protocol.happens.items() if row.first_of}

    @cached_property
    def asks_people(self) -> frozenset[str]:
        """Whom the rules that act by themselves ask about: what they say may change without this child's file."""
        return frozenset(
            part.who
            for part in self_acting(self.protocol)
            if isinstance(part, c.Related) and part.who in self.protocol.people
        )

    @cached_property
    def passing(self) -> Mapping[str, frozenset[str]]:
        """For each route, the others that are no move of their own (see `moving.spent`)."""
        same = {route.id for route in self.protocol.routes if route.same_move}
        return {route.id: frozenset(same - {route.id}) for route in self.protocol.routes}


def _conjuncts(rule: Duty) -> Iterator[c.Condition]:
    """What must hold, all of it, for a duty to be opened; nothing of one that is fixed to a move, which sees another file."""
    parts = [] if rule.fixed_to else [part for part in (rule.if_, rule.while_) if part is not None]
    while parts:
        part = parts.pop()
        if isinstance(part, c.All):
            parts += part.parts
        else:
            yield part


def moments_in(condition: c.Condition) -> tuple[str, ...]:
    """The names a condition asks about, those of a record's fields by their record, each once."""
    return tuple(sorted({name.partition(".")[0] for name in c.names_in(condition)}))


def self_acting(protocol: Protocol) -> Iterator[c.Condition]:
    """Every condition of the rules that act by themselves: not of reports, nor of what an act needs."""
    rooms = (
        protocol.duties,
        protocol.ladders,
        protocol.facts,
        protocol.labels,
        protocol.trays,
        protocol.rotas,
    )
    named: list[object] = [rule for room in rooms for rule in room.values()]
    for rule in (*named, *protocol.routes, *protocol.joins, *protocol.holds):
        yield from _in_part(rule)


def _in_part(part: object) -> Iterator[c.Condition]:
    if isinstance(part, c.Condition):
        yield from c.parts_of(part)
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            yield from _in_part(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _in_part(one)


def _needs(protocol: Protocol, name: str, moment: Moment) -> Iterator[tuple[str, Need]]:
    if isinstance(moment, Act):
        for need in moment.needs:
            yield f"act:{name}.needs.{need.id}", need
    if moment.fills and not name.startswith("fill_"):
        yield from _of_record(protocol, moment.fills)
    for need in protocol.records[moment.fills].needs if moment.fills and isinstance(moment, Act) else ():
        yield f"record:{moment.fills}.needs.{need.id}", need
    if isinstance(moment, Act):
        effects = {*moment.effects, *(("ending",) if moment.closes else ())}
        for number, always in enumerate(protocol.always, 1):
            if effects & set(always.on):
                for need in always.needs:
                    yield f"always:{number}.needs.{need.id}", need


def _of_record(protocol: Protocol, record: str) -> Iterator[tuple[str, Need]]:
    for field, row in protocol.records[record].fields.items():
        if row.required:
            yield (
                f"record:{record}.fields.{field}",
                Need(
                    id=field,
                    need=c.Answered(f"{record}.{field}"),
                    if_=row.if_,
                    says=row.says or f"'{row.label}' has not been answered.",
                    satisfy=f"Answer '{row.label}'.",
                    cites=row.cites,
                ),
            )
