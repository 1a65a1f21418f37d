"""What a condition sees: the names of a protocol, answered from one file at one instant.

`View.value(name)` is a text or None for not known. `after` hides what was done before a certain number,
so that an old receipt never satisfies a new duty; `item` narrows to one day, agency or person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import Done, File, Spell
from baton.protocol.built_in import BUILT_IN as BUILT_IN  # what `_built_in` answers, for those who ask here
from baton.protocol.built_in import WORKER_FIELDS as WORKER_FIELDS
from baton.protocol.conditions import Is
from baton.protocol.schema import Fact, Happening

PLANNED = "planned"
"""`icpc.planned` is when a happening is planned for."""


@dataclass(frozen=True)
class View:
    """One file, at one instant, under one council's protocol."""

    council: Council
    file: File
    now: datetime
    current: Done | None = None
    """The act being decided, if any: its outcome and fields are seen as if done."""
    team: str = ""
    """The team chosen in the command."""
    after: int = 0
    item: str = ""
    related: tuple[View, ...] = ()
    relation: str = ""
    asker: View | None = None
    """Of one of the people around a child: the view of the child that asks."""
    # What has been answered already: the file does not change under a view, so no name is looked up twice.
    _values: dict[str, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    _live: dict[str, tuple[Done, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _narrowed: dict[tuple[int, str], View] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def since(self, after: int, item: str = "") -> View:
        """The same view, blind to what was done up to a number, and narrowed to an item."""
        if after == self.after and item == self.item:
            return self
        found = self._narrowed.get((after, item))
        if found is None:
            found = self._narrowed[after, item] = View(
                self.council,
                self.file,
                self.now,
                self.current,
                self.team,
                after,
                item,
                self.related,
                self.relation,
                self.asker,
            )
        return found

    def of_move(self, number: int) -> View:
        """The same view of the file as it is seen in an earlier move: of what is owed for that one still."""
        then = self.file.in_move(number)
        return self if then is self.file else replace(self, file=then)

    def deciding(self, current: Done) -> View:
        """The same view while something is being decided."""
        return View(
            self.council,
            self.file,
            self.now,
            current,
            self.team,
            self.after,
            self.item,
            self.related,
            self.relation,
        )

    def asked_by(self, asker: View) -> View:
        """The same view, asked by the view of the child they are around."""
        return replace(self, asker=asker)

    def items(self, name: str) -> tuple[View, ...]:
        """One view for each thing that something is done once for: an order in force, an agreement."""
        return tuple(self.since(self.after, item) for item in dict.fromkeys(d.item for d in self.live(name)))

    def around(self, who: str) -> tuple[View, ...]:
        """Those around the child; for 'team', the file of the team that now holds the child, as it stands today."""
        found = (other for other in self.related if other.relation == who)
        if who != "team":
            return tuple(found)
        today = wt.local(self.now).date().isoformat()
        return tuple(other.since(0, today) for other in found if other.file.subject == self.file.holder)

    @cached_property
    def undone(self) -> frozenset[int]:
        """Numbers of things that a later act has undone."""
        by_name, undoing = self.file.by_name, self.council.rules.undoing
        gone: set[int] = set()
        for name in undoing.keys() & by_name.keys():
            undoes = undoing[name]
            for later in by_name[name]:
                if later.counts:
                    before = (d for undone in undoes for d in by_name.get(undone, ()))
                    gone.update(d.number for d in before if d.number < later.number and d.item == later.item)
        return frozenset(gone)

    def live(self, name: str) -> tuple[Done, ...]:
        """Everything done under this name that still holds good, oldest first."""
        found = self._live.get(name)
        if found is None:
            found = self._live[name] = self._still_good(name)
        return found

    def _still_good(self, name: str) -> tuple[Done, ...]:
        moment, done = self.council.protocol.moments.get(name), self.file.by_name.get(name)
        if isinstance(moment, Happening) and moment.first_of:
            return self._first(moment)
        if moment is None or done is None:
            return ()
        return tuple(
            d
            for d in done
            if d.counts
            and not d.planned
            and d.number > self.after
            and d.number not in self.undone
            and (not self.item or not moment.asks_item or d.item == self.item)
            and self._lasts(d, moment.lasts)
        )

    def _first(self, moment: Happening) -> tuple[Done, ...]:
        """The first of another happening since a fact last came to have one of some values."""
        assert isinstance(moment.within, Is)
        start = self.held_since(moment.within.name, moment.within.values)
        if start is None:
            return ()
        found = (d for d in self.since(0, self.item).live(moment.first_of or "") if d.at >= start)
        first = sorted(found, key=lambda d: (d.at, d.number))[:1]
        return tuple(d for d in first if d.number > self.after)

    def held_since(self, name: str, values: tuple[str, ...]) -> datetime | None:
        """From when a fact has had one of these values without a break; None where it has none of them now."""
        start = None
        for spell in reversed(self.spells(name)):
            if spell.start > self.now:
                continue
            if spell.value not in values or (start is not None and spell.end != start):
                break
            if start is None and spell.end is not None and spell.end <= self.now:
                break
            start = spell.start
        return start

    def _lasts(self, done: Done, lasts: str) -> bool:
        if lasts == "move":
            return done.move == self.file.move
        if lasts == "stay":
            return done.stay == self.file.stay
        if lasts == "ever":
            return True
        return self.now <= self.council.ends(done.at, lasts)

    def value(self, name: str) -> str | None:
        """The value of a fact, outcome, record field or built-in name now; None for not known."""
        try:
            return self._values[name]
        except KeyError:
            found = self._values[name] = self._value(name)
            return found

    def _value(self, name: str) -> str | None:
        if "." in name and name not in _BUILT_IN:
            return self._field(name)
        fact = self.council.protocol.facts.get(name)
        if fact is not None:
            return self._fact(name, fact)
        if name in self.council.protocol.moments:
            found = self.live(name)
            return (found[-1].outcome or "done") if found else None
        return self._built_in(name)

    def members(self, name: str) -> tuple[str, ...]:
        """The members of a set fact or of a field that takes several choices."""
        found = self.value(name)
        return tuple(part for part in (found or "").split("|") if part)

    def _field(self, name: str) -> str | None:
        record, _, field = name.partition(".")
        if record == "worker":
            from baton.casework.being_named import asked_of

            return asked_of(self, field)
        if field == PLANNED and record in self.council.protocol.happens:
            planned = self.planned(record)
            return wt.local(planned).isoformat(timespec="minutes") if planned else None
        if record in self.council.protocol.moments:
            found = self.live(record)
            return found[-1].fields.get(field) or None if found else None
        answers = (d.fields[field] for d in reversed(self._filling(record)) if d.fields.get(field))
        return next(answers, None)

    def planned(self, name: str) -> datetime | None:
        """When a happening is now planned for: the date recorded last, of those since it last happened."""
        found = [
            d for d in self.file.by_name.get(name, ()) if d.stay == self.file.stay and d.number > self.after
        ]
        return found[-1].at if found and found[-1].planned else None

    def _filling(self, record: str) -> list[Done]:
        """What answers a record now. An act answers its own questions: only a form that can be filled in by
        itself was there before it, and what no longer holds good answers nothing."""
        rule, moments = self.council.protocol.records.get(record), self.council.protocol.moments
        by = self.council.rules.filled_by.get(record, frozenset())
        if self.current and self.current.name in by and not (rule and rule.filled_by):
            return [self.current]
        if by.isdisjoint(self.file.by_name):
            return []
        return [
            d
            for d in self.file.done
            if d.name in by
            and not d.planned
            and (not self.item or not moments[d.name].asks_item or d.item == self.item)
            and self._lasts(d, moments[d.name].lasts)
        ]

    def _fact(self, name: str, fact: Fact) -> str | None:
        from baton.casework.truth import truth

        if fact.is_ is not None:
            held = truth(fact.is_, self)
            return fact.unknown_counts_as if held is None else ("yes" if held else "no")
        for choice in fact.first_of:
            if truth(choice.when, self):
                return choice.value
        if fact.first_of:
            return fact.unknown_counts_as
        if fact.begins is not None:
            return self._latched(fact)
        return self.at(name, self.now) or fact.unknown_counts_as

    def _latched(self, fact: Fact) -> str:
        """Begun at some time in the file's history and not ended since, whatever else has changed."""
        from baton.casework.truth import truth

        held = False
        for instant in sorted(_instants(self.file)):
            then = replace(self, file=_as_of(self.file, instant), now=instant)
            held ^= bool(truth(fact.ends if held else fact.begins, then))  # type: ignore[arg-type]
        held ^= bool(truth(fact.ends if held else fact.begins, self))  # type: ignore[arg-type]
        return "yes" if held else "no"

    def at(self, name: str, when: datetime) -> str | None:
        """The value a fact had at an instant."""
        for spell in reversed(self.file.facts.get(name, ())):
            if spell.start <= when and (spell.end is None or when < spell.end):
                return None if spell.value == "not_known" else spell.value
        return None

    def spells(self, name: str) -> tuple[Spell, ...]:
        """The spells of a fact, oldest first."""
        return self.file.facts.get(name, ())

    def _built_in(self, name: str) -> str | None:
        if name in self.council.protocol.rotas:
            turn = self.file.turn(name)
            return turn.place if turn else None
        answer = _BUILT_IN.get(name)
        return answer(self) if answer else None


def _instants(file: File) -> set[datetime]:
    """Every instant at which something was recorded."""
    spells = (spell for spells in file.facts.values() for spell in spells)
    return {done.recorded for done in file.done} | {spell.recorded for spell in spells}


def _as_of(file: File, instant: datetime) -> File:
    """The file as it was known at an instant."""
    known = {name: [s for s in spells if s.recorded <= instant] for name, spells in file.facts.items()}
    facts = {
        name: tuple(
            replace(s, end=after)
            for s, after in zip(spells, [*(n.start for n in spells[1:]), None], strict=True)
        )
        for name, spells in known.items()
        if spells
    }
    return file.but(done=tuple(d for d in file.done if d.recorded <= instant), facts=facts)


def _bodies(view: View, team: str) -> str | None:
    return "|".join(view.council.bodies(team)) if team else None


def _moves_so_far(view: View) -> str:
    """Moves between working teams: coming from the front door or from outside, or back to the front door, is none."""
    teams = view.council.protocol.teams

    def works(team: str, outside: bool) -> bool:
        kind = teams.get(view.council.team(team).kind)
        return kind is None or not (kind.kind == "intake" or (outside and kind.outside))

    return str(sum(works(m.origin, True) and works(m.to, False) for m in view.file.moves))


def _last_worker_active(view: View) -> str | None:
    person = view.council.people.get(view.file.last_worker)
    return ("yes" if person.active else "no") if person else None


def _was_with(view: View) -> str | None:
    """Every kind of team that has been responsible for the child, and every body those are part of."""
    council = view.council
    kinds = (council.team(i.team).kind for i in view.file.involvements if i.kind == "responsible")
    bodies = (body for kind in kinds for body in council.protocol.bodies_of.get(kind, (kind,)))
    return "|".join(dict.fromkeys(bodies)) or None


def _home(view: View) -> str:
    return view.file.child.place if view.file.child else ""


def _destination(view: View) -> str | None:
    home, chosen = _home(view), view.council.teams.get(view.team)
    return None if not home else "elsewhere" if chosen and chosen.place != home else "home"


def _teams_in_place(view: View) -> str | None:
    held = view.council.team(view.file.holder)
    place = held.place or _home(view)
    return str(len(view.council.teams_at(place, held.kind))) if place else None


def _unborn(view: View) -> str | None:
    return ("yes" if view.file.child.unborn else "no") if view.file.child else None


_BUILT_IN: Mapping[str, Callable[[View], str | None]] = {
    "holder": lambda view: _bodies(view, view.file.holder),
    "giver": lambda view: _bodies(view, view.file.giver),
    "moved": lambda view: "yes" if view.file.moved else "no",
    "last_worker.active": _last_worker_active,
    "gone_on": lambda view: "yes" if view.file.gone_on else "no",
    "allocated": lambda view: "yes" if view.file.worker else "no",
    "home": lambda view: "known" if _home(view) else "not_known",
    "destination": _destination,
    "chosen_team": lambda view: view.team or None,
    "teams_in_place": _teams_in_place,
    "outcome": lambda view: view.current.outcome if view.current else None,
    "danger": lambda view: "stated" if view.current and view.current.danger else "not_stated",
    "unborn": _unborn,
    "closed": lambda view: "yes" if view.file.closed else "no",
    "moves_so_far": _moves_so_far,
    "was_with": _was_with,
    "workers_so_far": lambda view: str(len(view.file.allocations)),
    "open_climbs": lambda view: str(sum(1 for climb in view.file.climbs if climb.end is None)),
}


def latest_of(dones: Iterable[Done]) -> Done | None:
    """The one recorded last."""
    return max(dones, key=lambda d: d.number, default=None)
