"""Endings and people: every ladder ends in a decision, and every act can be done by somebody.

A ladder without end, a rung nobody may stand on, a lateness that starts its own ladder again, an act whose
only doer is barred from it by separation of duties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baton.protocol import conditions as c
from baton.protocol.mistakes import Mistake
from baton.protocol.schema import Act, Ladder, Protocol, RoleOf
from baton.protocol.source import Source


def endless(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Every such mistake."""
    for name, ladder in protocol.ladders.items():
        yield from _last_rung(protocol, source, name, ladder)
        yield from _nobody(protocol, source, name, ladder)
    yield from _circles(protocol, source)
    yield from _alone(protocol, source)


def _last_rung(protocol: Protocol, source: Source, name: str, ladder: Ladder) -> Iterator[Mistake]:
    number, last = len(ladder.rungs) - 1, ladder.rungs[-1]
    path = ("ladders", name, "rungs", number)
    asked = c.names_in(last.must) | ({last.act} if last.act else set())
    ending = {word.partition(".")[0] for word in c.names_in(ladder.ends)}
    if not ({word.partition(".")[0] for word in asked} & ending):
        wrong = f"A ladder without end: the last rung of '{name}' asks for nothing that ends it."
        right = f"Let its 'must' be part of 'ends' ({', '.join(sorted(ending)) or 'which names nothing'})."
        yield source.mistake(path, wrong, right)
    if last.up is not None or last.up_on_time:
        wrong = f"A ladder without end: the last rung of '{name}' goes up to nothing."
        yield source.mistake(path, wrong, "Remove 'up' there, or add the rung it goes up to.", text="up")
    if not any(word in protocol.moments for word in ending) and not _facts_end(protocol, ending):
        wrong = f"A ladder without end: nothing anybody does brings about what ends '{name}'."
        yield source.mistake(("ladders", name, "ends"), wrong, "Let it end on the outcome of an act.")


def _facts_end(protocol: Protocol, names: set[str]) -> bool:
    """Whether a fact or record that some moment sets or fills is among the names."""
    moved = {fact for moment in protocol.moments.values() for fact in moment.sets}
    moved |= {f for moment in protocol.moments.values() for row in moment.outcomes.values() for f in row.sets}
    moved |= {moment.fills for moment in protocol.moments.values() if moment.fills}
    derived = {name for name, fact in protocol.facts.items() if fact.derived or fact.set_by}
    return bool(names & (moved | derived | {"holder", "closed"}))


def _nobody(protocol: Protocol, source: Source, name: str, ladder: Ladder) -> Iterator[Mistake]:
    for number, rung in enumerate(ladder.rungs):
        if all(_unheld(protocol, role) for role in rung.who):
            wrong = f"A rung nobody may stand on: no team has a post for {', '.join(str(role) for role in rung.who)}."
            yield source.mistake(
                ("ladders", name, "rungs", number, "who"), wrong, "Name a role that somebody holds."
            )


def _unheld(protocol: Protocol, role: RoleOf) -> bool:
    return _most(protocol, role) == 0


def _most(protocol: Protocol, role: RoleOf) -> int | None:
    """The most people who may hold a role at once, or None where there is no ceiling."""
    declared = protocol.roles.get(role.role)
    team = protocol.teams.get(declared.team) if declared and declared.team else None
    post = team.posts.get(role.role) if team else None
    if declared is None or team is None or post is None or post.most is None:
        return None
    many = team.one_for_each is not None and role.of is None
    return None if post.most and (many or declared.deputies) else post.most


def _circles(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Ladders that start one another for ever: by an act on a rung that opens a ladder, or by lateness."""
    leads: dict[str, set[str]] = {}
    for name, ladder in protocol.ladders.items():
        for rung in ladder.rungs:
            act = protocol.acts.get(rung.act or "")
            if act is not None and act.opens:
                leads.setdefault(name, set()).add(act.opens)
            if rung.act:
                late = (
                    d.late.ladder
                    for d in protocol.duties.values()
                    if any(t.name == rung.act for t in d.from_)
                )
                leads.setdefault(name, set()).update(ladder for ladder in late if ladder)
    for name in protocol.ladders:
        if name in _reached(leads, name):
            wrong = f"'{name}' leads back to itself: it would be climbed for ever."
            yield source.mistake(("ladders", name), wrong, "Let its last rung decide.", key=True)


def _reached(leads: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = list(leads.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += leads.get(name, ())
    return found


def _alone(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    for name, act in protocol.acts.items():
        for other in act.not_by:
            before = protocol.acts.get(other)
            if before is not None and _only_one(protocol, act, before):
                role = str(act.by[0])
                wrong = f"Nobody could do '{name}': '{role}' is one post, and is who does '{other}'."
                right = "Let another role do one of them, or let the role have deputies."
                yield source.mistake(("acts", name, "not_by"), wrong, right, text=other)


def _only_one(protocol: Protocol, act: Act, before: Act) -> bool:
    mine, theirs = set(map(str, act.by)), set(map(str, before.by))
    return len(mine) == 1 and mine == theirs and _most(protocol, act.by[0]) == 1
