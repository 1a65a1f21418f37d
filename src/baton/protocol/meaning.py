"""Meaning: declarations that are each well formed and yet cannot be meant.

Facts set to values they do not have, choices without choices, routes that nothing can fire, displacements
that do not meet, acts that extend a duty with no time to extend it to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baton.protocol import built_in
from baton.protocol import conditions as c
from baton.protocol.mistakes import Mistake, nearest
from baton.protocol.names import Names, Wrong
from baton.protocol.schema import Act, Duty, Fact, FieldRow, Happening, Protocol
from baton.protocol.source import Source

DAYS = re.compile(r"^[1-9]\d* (day|calendar day|week)s?$")


def unmeant(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """Every such mistake."""
    names = Names(protocol)
    yield from _facts(protocol, source, names)
    yield from _records(protocol, source, names)
    yield from _moments(protocol, source, names)
    yield from _routes(protocol, source, names)
    yield from _whose_worker(protocol, source, names)
    yield from _sittings(protocol, source, names)
    yield from _picks(protocol, source)
    yield from _duties(protocol, source, names)
    yield from _letters(protocol, source)
    yield from _imports(protocol, source)
    yield from _places(protocol, source)
    yield from _labels(protocol, source, names)


def _labels(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    for name, label in protocol.labels.items():
        since = label.days_since
        if since and since != "point_of_transfer" and since not in protocol.moments:
            wrong = f"'{since}' is no act or happening to count days from."
            yield source.mistake(
                ("labels", name), wrong, nearest(since, protocol.moments, what="acts"), text=since
            )


def _facts(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    for name, fact in protocol.facts.items():
        for word in (*fact.words, *([fact.unknown_counts_as] if fact.unknown_counts_as else [])):
            for text, wrong, right in names.choice_wrong(word, _values(fact), f"'{name}'"):
                yield source.mistake(("facts", name), wrong, right, text=text)
        twins = [room for room in ("records", "happens", "acts") if name in getattr(protocol, room)]
        if twins or name in built_in.BUILT_IN:
            where = f"among {twins[0]}" if twins else "built in"
            yield source.mistake(
                ("facts", name), f"'{name}' is a fact and is also {where}.", "Rename one.", key=True
            )
    for name in {*protocol.acts} & {*protocol.happens}:
        wrong = f"'{name}' both happens and is an act."
        yield source.mistake(("acts", name), wrong, "Give the act or the happening another id.", key=True)


def _values(fact: Fact) -> tuple[str, ...]:
    return (*fact.value_names(), "not_known")


def _records(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    for name, record in protocol.records.items():
        yield from _lasts(record.lasts, ("records", name, "lasts"), source)
        if record.asks in protocol.facts and not protocol.facts[record.asks or ""].set_of:
            wrong = f"'{record.asks}' is not a set, so there is nobody to ask one by one."
            yield source.mistake(("records", name, "asks"), wrong, "Name a fact that has set_of.")
        for field, row in record.fields.items():
            for text, wrong, right in _row(field, row, names):
                yield source.mistake(("records", name, "fields", field), wrong, right, text=text)


def _places(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    for kind, row in protocol.places.items():
        if row.count is not None and len(row.named) > row.count:
            wrong = f"There are {row.count} {row.plural or row.name}, and {len(row.named)} are named."
            yield source.mistake(("places", kind, "named"), wrong, "Put the number or the names right.")


def _row(field: str, row: FieldRow, names: Names) -> Iterator[Wrong]:
    if row.kind in ("choice", "choices") and not row.choices:
        yield "", f"'{field}' is a choice with nothing to choose.", "Add 'choices: [one, two]'."
    elif row.choices and row.kind not in ("choice", "choices"):
        yield "choices", f"'{field}' has choices and is a {row.kind}.", "Add 'kind: choice' (or choices)."
    for word in row.words:
        yield from names.choice_wrong(word, row.choices, f"'{field}'")
    if (row.not_before or row.not_after) and row.kind not in ("date", "time", "day"):
        yield (
            "",
            f"'{field}' is a {row.kind}, and only a date or a time is before or after.",
            "Add 'kind: date'.",
        )
    yield from _limits(row, names)


def _limits(row: FieldRow | Act | Happening, names: Names) -> Iterator[Wrong]:
    for word in (*row.not_before, *row.not_after):
        yield from names.limit_wrong(word)


def _lasts(lasts: str, path: tuple[str, ...], source: Source) -> Iterator[Mistake]:
    if lasts not in built_in.LASTS and not c.LENGTH.match(lasts) and not lasts.startswith("setting:"):
        right = "Write move, stay, ever, or a length such as '3 months'."
        yield source.mistake(path, f"'{lasts}' is not how long a thing holds good.", right)


def _moments(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    rooms: dict[str, dict[str, Act] | dict[str, Happening]] = {
        "acts": protocol.acts,
        "happens": protocol.happens,
    }
    for room, moments in rooms.items():
        for name, moment in moments.items():
            path = (room, name)
            yield from _lasts(moment.lasts, (*path, "lasts"), source)
            for text, wrong, right in _sets(moment, moment.sets, tuple(moment.outcomes), names):
                yield source.mistake((*path, "sets"), wrong, right, text=text)
            for word, outcome in moment.outcomes.items():
                for text, wrong, right in _sets(moment, outcome.sets, (word,), names):
                    yield source.mistake((*path, "outcomes", word, "sets"), wrong, right, text=text)
            for text, wrong, right in _limits(moment, names):
                yield source.mistake(path, wrong, right, text=text)
            if isinstance(moment, Act):
                for text, wrong, right in _act_fields(moment, names):
                    yield source.mistake(path, wrong, right, text=text)


def _sets(
    moment: Act | Happening, sets: dict[str, str], outcomes: tuple[str, ...], names: Names
) -> Iterator[Wrong]:
    for name, value in sets.items():
        fact = names.protocol.facts.get(name)
        if fact is None:
            yield (
                name,
                f"There is no fact '{name}' to set.",
                nearest(name, names.protocol.facts, what="facts"),
            )
        elif fact.derived:
            yield name, f"'{name}' is worked out, never set.", "Set one of the facts it is worked out from."
        elif value.startswith("field:"):
            field = value.removeprefix("field:")
            fields = _fields(moment, names)
            if field not in fields:
                yield value, f"This does not ask a question '{field}'.", nearest(field, fields, what="fields")
        elif value.startswith("fact:"):
            yield from _copied(value, name, fact, names)
        elif not fact.number:
            for word in outcomes if value == "outcome" else value.split("|"):
                if value == "outcome" and (
                    not moment.outcomes[word].counts or name in moment.outcomes[word].sets
                ):
                    continue
                for _, wrong, right in names.choice_wrong(word, _values(fact), f"'{name}'"):
                    yield (word if value == "outcome" else value), wrong, right


def _copied(value: str, name: str, fact: Fact, names: Names) -> Iterator[Wrong]:
    """A fact set to what another was: the other is declared, and has no value that this one cannot take."""
    other = names.protocol.facts.get(value.removeprefix("fact:"))
    if other is None:
        yield (
            value,
            f"There is no fact '{value.removeprefix('fact:')}'.",
            nearest(value, names.protocol.facts, what="facts"),
        )
        return
    for word in other.value_names():
        for _, wrong, right in names.choice_wrong(word, _values(fact), f"'{name}'"):
            yield value, wrong, right


def _fields(moment: Act | Happening, names: Names) -> dict[str, FieldRow]:
    record = names.protocol.records.get(moment.fills or "")
    return record.fields if record else {}


def _act_fields(act: Act, names: Names) -> Iterator[Wrong]:
    fields = _fields(act, names)
    wanted = {act.allocates: "person"} if act.allocates else {}
    wanted |= {"until": "time", "why": ""} if act.extends else {}
    for field, kind in wanted.items():
        if field not in fields:
            what = "allocates" if field == act.allocates else "extends"
            right = f"Add it to the record the act fills{f', with kind: {kind}' if kind else ''}."
            yield what, f"'{what}' needs a question '{field}' that the act asks.", right
        elif kind and fields[field].kind != kind:
            yield "", f"The question '{field}' is a {fields[field].kind}.", f"Give it kind: {kind}."


def _routes(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    for number, route in enumerate(protocol.routes):
        path = ("routes", number)
        asked = {name.partition(".")[0] for name in c.names_in(route.at)}
        if not asked & {*protocol.moments, *(m.fills for m in protocol.moments.values() if m.fills)}:
            right = "Name the act or happening at which the child moves."
            yield source.mistake((*path, "at"), f"Nothing ever moves a child by '{route.id}'.", right)
        for other in route.over:
            met = protocol.route.get(other)
            shared = (
                met is None or "any" in (*route.from_, *met.from_) or _meet(protocol, route.from_, met.from_)
            )
            if not shared:
                wrong = f"'{route.id}' never meets '{other}': they start from different teams."
                yield source.mistake(
                    (*path, "over"), wrong, "Displace a route from the same team.", text=other
                )
        if route.id in route.over:
            wrong = f"'{route.id}' displaces itself."
            yield source.mistake((*path, "over"), wrong, "Name another route.", text=route.id)
        if bool(route.over) != bool(route.because):
            wrong = (
                "A displacement needs its reason."
                if route.over
                else "There is a reason and nothing is displaced."
            )
            right = (
                "Add 'because: ...' beside 'over'."
                if route.over
                else "Add 'over: [route]', or remove 'because'."
            )
            yield source.mistake((*path, "over" if route.over else "because"), wrong, right, key=True)


def _whose_worker(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    """A route's worker is named by a question that is answered with a person."""
    for number, route in enumerate(protocol.routes):
        row = names.field(route.worker_field) if route.worker_field else None
        if row is not None and row.kind != "person":
            wrong = f"'{route.worker_field}' is a {row.kind}, and a worker is a person."
            yield source.mistake(("routes", number, "worker_field"), wrong, "Give the field kind: person.")


def _meet(protocol: Protocol, ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether a team can be both: the same kind, or a kind of the same body."""
    kinds = (
        {kind for body in bodies for kind in protocol.kinds_in.get(body, (body,))}
        for bodies in (ones, others)
    )
    return bool(set.intersection(*kinds))


def _picks(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    for name, pick in protocol.picks.items():
        number = len(pick.steps) - 1
        if not _total(protocol, name):
            right = "End with a team or a rota. (A step chosen_by is enough where only acts use the pick: they are refused without a team.)"
            yield source.mistake(
                ("picks", name, "steps", number), f"A pick must always succeed: '{name}' may not.", right
            )
    for name, rota in protocol.rotas.items():
        if not DAYS.match(rota.turn):
            right = "Write whole days or weeks: '14 days'."
            yield source.mistake(
                ("rotas", name, "turn"), f"'{rota.turn}' is not the length of a turn.", right
            )
        links = protocol.places[rota.of].linked if rota.of in protocol.places else None
        if rota.of is not None and (links is None or links.kind != rota.among):
            wrong = f"'{rota.of}' is not linked with '{rota.among}', so nobody takes turns for it."
            yield source.mistake(
                ("rotas", name, "of"), wrong, f"Add 'linked: {{kind: {rota.among}, each: 2}}' there."
            )


def _total(protocol: Protocol, name: str) -> bool:
    """Whether a pick always fixes a team, or is used by acts alone, which are refused until one is chosen."""
    pick = protocol.picks[name]
    if (pick.steps[-1].team or pick.steps[-1].rota) and pick.steps[-1].if_ is None:
        return True
    asked = {word.partition(".")[0] for r in protocol.routes if r.to == name for word in c.names_in(r.at)}
    by_acts = not asked & set(protocol.happens)
    return by_acts and any((step.chosen_by or step.field) and step.if_ is None for step in pick.steps)


def _times_named(duty: Duty) -> Iterator[tuple[str, str, str]]:
    """The answers by which a duty is due, or from which it counts."""
    if duty.by_field:
        yield duty.by_field, "by_field", "is due by"
    yield from ((said, "counts_from", "counts from") for said in duty.counts_from if "." in said)


def _duties(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    for name, duty in protocol.duties.items():
        for said, word, does in _times_named(duty):
            row = names.field(said)
            if row is not None and row.kind not in ("date", "time"):
                wrong = f"'{said}' is a {row.kind}, and a duty {does} a date or time."
                right = "Give the field kind: date or kind: time."
                yield source.mistake(("duties", name, word), wrong, right)
        if duty.by_age and duty.of != "case":
            right = "Leave out 'by_age', or 'of'."
            yield source.mistake(("duties", name, "by_age"), f"A {duty.of} has no birthday.", right)
        if duty.every and not c.LENGTH.match(duty.every):
            right = "Write a length: '1 week'."
            yield source.mistake(("duties", name, "every"), f"'{duty.every}' does not come round.", right)
        known = {"team": tuple(protocol.teams), "place": tuple(protocol.places)}.get(duty.of)
        if known is not None and duty.team is not None and duty.team not in known:
            right = nearest(duty.team, known, what=f"{duty.of}s")
            yield source.mistake(
                ("duties", name, "team"), f"'{duty.team}' is not a kind of {duty.of}.", right
            )


def _sittings(protocol: Protocol, source: Source, names: Names) -> Iterator[Mistake]:
    """A meeting that takes a list is held in the council's or the team's own file, and decides by a question with a day."""
    for name, tray in protocol.trays.items():
        if tray.taken_at is None:
            continue
        path, moments = ("trays", name, "taken_at"), protocol.moments
        held, decide = moments.get(tray.taken_at.held), moments.get(tray.taken_at.decide)
        if held is not None and held.of not in ("council", "team"):
            wrong = f"'{tray.taken_at.held}' is of a {held.of}, and a meeting is the council's or the team's."
            yield source.mistake((*path, "held"), wrong, "Give the act of: council.")
        record, row = tray.taken_at.day.partition(".")[0], names.field(tray.taken_at.day)
        if row is not None and (row.kind not in ("date", "day") or decide is None or decide.fills != record):
            wrong = f"'{tray.taken_at.day}' is no date that '{tray.taken_at.decide}' asks for."
            yield source.mistake((*path, "day"), wrong, "Name the date in the form of that act.")


def _letters(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    """A letter that says {outcome} says it in words of its own: an act's words are for those who work with it."""
    for name, letter in protocol.letters.items():
        senders = [act for act in protocol.acts.values() if any(tell.letter == name for tell in act.tells)]
        come = dict.fromkeys(word for act in senders for word, one in act.outcomes.items() if one.counts)
        for word in letter.outcomes:
            if word not in come:
                right = nearest(word, come, what="outcomes")
                wrong = f"No act that sends this letter has an outcome '{word}'."
                yield source.mistake(("letters", name, "outcomes", word), wrong, right, key=True)
        said = "{outcome}" in letter.subject + letter.body
        missing = [word for word in come if word not in letter.outcomes]
        if said and missing:
            wrong = f"This letter says {{outcome}} and has no words for {' and '.join(missing)}."
            right = "Add 'outcomes: {outcome: words for whoever gets it}', one for each."
            yield source.mistake(("letters", name), wrong, right, key=True)


def _imports(protocol: Protocol, source: Source) -> Iterator[Mistake]:
    for name, row in protocol.imports.items():
        act = protocol.acts.get(row.act)
        record = protocol.records.get(act.fills or "") if act else None
        if row.words_to and row.words_to not in (record.fields if record else {}):
            right = nearest(row.words_to, record.fields if record else (), what="fields")
            wrong = f"'{row.act}' does not ask a question '{row.words_to}'."
            yield source.mistake(("imports", name, "words_to"), wrong, right)
        for word in dict.fromkeys([*row.outcomes.values(), *([row.otherwise] if row.otherwise else [])]):
            if act is not None and word not in act.outcomes:
                right = nearest(word, act.outcomes, what="outcomes")
                wrong = f"'{row.act}' has no outcome '{word}'."
                yield source.mistake(("imports", name), wrong, right, text=word)
