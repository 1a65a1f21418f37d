"""What a column of a report may say, as an expression the database works out.

A source is a dotted word in a protocol: `child.number`, `contact.received`, `decision.outcome`,
`fact.level`, `duty.due`, or `record.field`. Example: `find(base, "child.age_at_contact")` is a Source whose
expressions are read with the row and whose `make` turns them into one value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from baton.casework import items
from baton.casework import working_time as wt
from baton.casework.view import View
from baton.protocol import askable
from baton.protocol.conditions import Is
from baton.protocol.schema import Fact
from baton.records import codec, filters, report_ages, report_holding
from baton.records.models import Case, DoneRow, FactRow
from baton.records.report_base import DONE_COLUMNS, Base, NoSuchSource, Source, decision, of_done
from baton.records.report_words import STATES, Words, answers, given, in_words, named, rules_named, values


def find(made: Base, name: str) -> Source:
    """The source a dotted word means. Raises NoSuchSource."""
    room, _, leaf = name.partition(".")
    if leaf == "days" and room in ("spell", "stay"):
        return Source(name, (F(made.start), F(made.end), F("dated")), partial(_lasted, made))
    if leaf in ("days", "hours") and room in ("act", "duty"):
        since = partial(_days if leaf == "days" else _hours, made.now)
        return Source(name, (F(made.start if room != "act" else "at"),), since)
    if not leaf:
        room, leaf = ("fact", name)
    finders = {
        "child": _child, "contact": _contact, "case": _case, "decision": _decided, "act": _decided,
        "duty": _duty, "spell": _spell, "fact": _fact, "next": _next, "days_since": _days_since, "days_after": _days_after, "planned": _planned,
        "held": _held, "stay": _held,
    }  # fmt: skip
    if room in finders:
        return finders[room](made, leaf)
    record = made.council.protocol.records.get(room)
    if record is None or leaf not in record.fields:
        raise NoSuchSource(f"'{name}' is not something a report can show.")
    row = record.fields[leaf]
    return Source(name, (_answer(made, room, leaf),), partial(given, row.kind), answers(made.council, row))


def _days(now: datetime, start: datetime | None) -> int | None:
    """Whole days since a row began."""
    return None if start is None else (wt.local(now).date() - wt.local(start).date()).days


def _lasted(made: Base, start: datetime, end: datetime | None, dated: datetime) -> int:
    """Whole days a spell or a stay lasted: until its end, or until the time it is dated by while it stands."""
    until = min(dated, made.now) if made.report.dated_by == "standing" else end or made.now
    return (wt.local(until).date() - wt.local(start).date()).days


def _held(made: Base, leaf: str) -> Source:
    room = "stay" if made.report.rows == "stays" else "held"
    found = getattr(report_holding, room)(made, leaf)
    if found is None:
        raise NoSuchSource(
            f"'{room}.{leaf}' is not kept: held.team or held.place; of rows that are stays, start, end and to."
        )
    return found  # type: ignore[no-any-return]


def _hours(now: datetime, start: datetime | None) -> int | None:
    """Whole hours since a row began."""
    return None if start is None else int((now - start).total_seconds() // 3600)


def _one(value: Any) -> Any:
    return value


def _child(made: Base, leaf: str) -> Source:
    way = made.of_case("child__")
    if leaf == "age_at_contact":
        exprs = (F(way + "born"), F(made.of_case("contact__received_at")), F(way + "age_at_contact"))
        return Source("child.age_at_contact", exprs, _age)
    if leaf == "age":
        return Source("child.age", (report_ages.age(made),), _one)
    if leaf not in ("number", "ref", "name", "born", "due", "place"):
        raise NoSuchSource(
            f"'child.{leaf}' is not kept: number, ref, name, born, due, place, age or age_at_contact."
        )
    return Source(
        f"child.{leaf}", (F(way + leaf),), _one, named(made.council.places) if leaf == "place" else {}
    )


def _age(born: Any, received: datetime | None, said: int | None) -> int | None:
    if born is None or received is None:
        return said
    return wt.age_on(born, wt.local(received).date()) if born <= wt.local(received).date() else None


def _contact(made: Base, leaf: str) -> Source:
    columns = {
        "ref": "ref", "received": "received_at", "recorded": "recorded_at", "source": "source",
        "reason": "reason", "consent": "consent", "danger": "immediate_danger", "by": "by",
    }  # fmt: skip
    way = made.of_case("contact__")
    if leaf in columns:
        words = named(made.council.people) if leaf == "by" else {}
        return Source(f"contact.{leaf}", (F(way + columns[leaf]),), _one, words)
    return Source(f"contact.{leaf}", (KeyTextTransform(leaf, way + "answers"),), _one)


def _case(made: Base, leaf: str) -> Source:
    columns = {
        "ref": ("ref", {}), "opened": ("opened_at", {}), "closed": ("closed_at", {}),
        "holder": ("holder_team", named(made.council.teams)), "worker": ("worker", named(made.council.people)),
        "place": ("holder_place", named(made.council.places)),
        "label": ("label", named(made.council.protocol.labels)),
    }  # fmt: skip
    if leaf in COUNTED:
        return Source(f"case.{leaf}", (F(made.of_case("state")),), partial(_counted, made, leaf))
    if leaf not in columns:
        raise NoSuchSource(f"'case.{leaf}' is not kept: one of {', '.join((*columns, *COUNTED))}.")
    column, words = columns[leaf]
    return Source(f"case.{leaf}", (F(made.of_case(column)),), _one, words)


COUNTED = ("moves_so_far", "workers_so_far")
"""What is counted of a case from its file, as conditions count it."""


def _counted(made: Base, name: str, state: str) -> int:
    return int(View(made.council, codec.file_of(state), made.now).value(name) or 0)


def _outcomes(made: Base) -> Words:
    moments = made.council.protocol.moments
    return {
        key: o.label or o.name for n in made.acts if n in moments for key, o in moments[n].outcomes.items()
    }


def _decided(made: Base, leaf: str) -> Source:
    """Of the decision itself; 'words' are the words it was written in before Baton, or else its outcome's name."""
    moments = made.council.protocol.moments
    words: Words = {
        "outcome": _outcomes(made), "words": _outcomes(made), "by": named(made.council.people),
        "name": named(moments), "act": named(moments), "role": named(made.council.protocol.roles),
    }.get(leaf, {})  # fmt: skip
    if leaf == "item":
        words = items.named(made.council)
    fills = {moments[name].fills for name in made.acts if name in moments} - {None}
    asked_by = (made.council.protocol.records[record or ""].fields.get(leaf) for record in fills)
    rows = [row for row in asked_by if row is not None]
    for row in rows:
        words = {**words, **answers(made.council, row)}
    kinds = {row.kind for row in rows}
    own = made.report.rows in ("decisions", "acts")
    if leaf == "reasons":
        return _reasons(own)
    if leaf == "passed_over":
        return _passed_over(made, own)
    asked = ("words", "outcome") if leaf == "words" else ({"name": "act"}.get(leaf, leaf),)
    exprs = tuple(of_done(column) if own else decision(made, column) for column in asked)
    make = partial(given, kinds.pop()) if len(kinds) == 1 and leaf not in DONE_COLUMNS else _first
    return Source(f"decision.{leaf}", exprs, make, words)


def _reasons(own: bool) -> Source:
    """The reasons for going on that were given with an act."""
    if not own:
        raise NoSuchSource("'reasons' are for reports whose rows are acts or decisions.")
    return Source("decision.reasons", (F("reasons"),), lambda given: "; ".join((given or {}).values()))


def _passed_over(made: Base, own: bool) -> Source:
    """What was asked before an act, and it went on without."""
    if not own:
        raise NoSuchSource("'passed_over' is for reports whose rows are acts or decisions.")
    said = made.council.rules.passed_over
    return Source(
        "decision.passed_over", (F("act"), F("passed_over")), lambda act, ids: " ".join(said(act, ids or ()))
    )


def _first(*values: Any) -> Any:
    return next((value for value in values if value not in (None, "")), None)


def _days_since(made: Base, name: str) -> Source:
    """How many days before the row's act, or before now, something was last done or the child last moved: from the
    row's file."""
    if name != "point_of_transfer" and name not in made.council.protocol.moments:
        raise NoSuchSource(f"'{name}' is no act or happening to count days from.")

    def counted(state: str, until: datetime | None = None) -> int | None:
        file, end = codec.file_of(state), until or made.now
        moved = [move.at for move in file.moves if move.at <= end]
        done = [d.at for d in file.by_name.get(name, ()) if d.counts and not d.planned and d.at <= end]
        start = (moved if name == "point_of_transfer" else done)[-1:]
        return (wt.local(end).date() - wt.local(start[0]).date()).days if start else None

    of_acts = made.report.rows in ("acts", "decisions") and bool(made.case)
    state = F(made.of_case("state"))
    return Source(f"days_since.{name}", (state, F("at")) if of_acts else (state,), counted)


def _days_after(made: Base, leaf: str) -> Source:
    """How many days after a date that was answered with it the row's act was done."""
    if made.report.rows not in ("acts", "decisions"):
        raise NoSuchSource(f"'days_after.{leaf}' is for reports whose rows are acts or decisions.")

    def counted(said: str | None, at: datetime) -> int | None:
        return (wt.local(at).date() - date.fromisoformat(said[:10])).days if said else None

    return Source(f"days_after.{leaf}", (of_done(leaf), F("at")), counted)


def _planned(made: Base, name: str) -> Source:
    """When something that is still to happen is planned for: from the row's file."""
    if name not in made.council.protocol.moments:
        raise NoSuchSource(f"'{name}' is no happening that could be planned.")

    def found(state: str) -> datetime | None:
        return View(made.council, codec.file_of(state), made.now).planned(name)

    return Source(f"planned.{name}", (F(made.of_case("state")),), found)


def _answer(made: Base, record: str, leaf: str) -> Subquery[Any]:
    """The newest answer to a field of a record, from whatever filled it in."""
    acts = [name for name, moment in made.council.protocol.moments.items() if moment.fills == record]
    rows = DoneRow.objects.filter(case=OuterRef(made.case_id), act__in=acts, fields__has_key=leaf)
    return Subquery(
        rows.order_by("-number").annotate(said=KeyTextTransform(leaf, "fields")).values("said")[:1]
    )


def _duty(made: Base, leaf: str) -> Source:
    if made.report.rows != "duties":
        raise NoSuchSource(f"'duty.{leaf}' is for reports whose rows are duties.")
    columns = {
        "name": "rule", "rule": "rule", "title": "title", "start": "start", "due": "due", "state": "state",
        "met": "met_at", "by": "met_by", "owner": "owner_role", "of": "owner_of", "item": "item",
    }  # fmt: skip
    if leaf not in columns:
        raise NoSuchSource(f"'duty.{leaf}' is not kept: one of {', '.join(columns)}.")
    council = made.council
    words: dict[str, Words] = {
        "name": rules_named(council), "rule": rules_named(council), "by": named(council.people), "state": STATES,
        "owner": named(council.protocol.roles), "item": items.named(council), "of": {**named(council.teams), **named(council.people)},
    }  # fmt: skip
    return Source(f"duty.{leaf}", (F(columns[leaf]),), _one, words.get(leaf, {}))


def _spell(made: Base, leaf: str) -> Source:
    facts = made.council.protocol.facts
    words: Words = {}
    if leaf == "name":
        words = {name: fact.name or name for name, fact in facts.items()}
    if made.report.rows != "spells" or leaf not in ("name", "value", "start", "end"):
        raise NoSuchSource(f"'spell.{leaf}' is not kept: name, value, start or end, of rows that are spells.")
    if leaf == "value":
        words = {value: text for fact in facts.values() for value, text in fact.words.items()}
        return Source("spell.value", (F("value"), F("name")), partial(_value_of, facts), words)
    column = {"start": made.start, "end": made.end}.get(leaf, leaf)
    return Source(f"spell.{leaf}", (F(column),), _one, words)


def _value_of(facts: Mapping[str, Fact], value: str, name: str) -> str:
    """The value of a spell in the words of its own fact: another may use the same word for something else."""
    fact = facts.get(name)
    return in_words(value, values(fact)) if fact else value


def _fact(made: Base, name: str) -> Source:
    """What was known when the row is dated, or is now; one that is worked out is worked out as things stand now, by the
    database if it can be: otherwise from each row's file, and then rows cannot be grouped or put in order by it."""
    fact = made.council.protocol.facts.get(name)
    if fact is None:
        raise NoSuchSource(f"'{name}' is not a fact of this procedure.")
    words = values(fact)
    if fact.derived and not any(askable.unstored(Is(name, ()), made.council.protocol)):
        asked = filters.value(name, filters.Asking(made.council, made.now))
        case = Case.objects.filter(pk=OuterRef(made.case_id)).annotate(said=asked)
        return Source(f"fact.{name}", (Subquery(case.values("said")[:1]),), _one, words)
    if fact.derived:

        def worked_out(state: str) -> str | None:
            return View(made.council, codec.file_of(state), made.now).value(name)

        return Source(f"fact.{name}", (F(made.of_case("state")),), worked_out, words)
    known = FactRow.objects.filter(case=OuterRef(made.case_id), name=name)
    by = made.now if made.report.dated_by == "now" else OuterRef("dated")
    known = known.filter(Q(start__lte=by) | Q(start=OuterRef(made.of_case("opened_at"))))
    newest = known.order_by("-start", "-id").values("value")[:1]
    return Source(f"fact.{name}", (Subquery(newest),), _one, words)


def _next(made: Base, leaf: str) -> Source:
    """What came first of the report's `then`: when, what, and how many days later."""
    from baton.records import report_following as following

    if not made.report.then or leaf not in ("at", "name", "days"):
        raise NoSuchSource(f"'next.{leaf}' is not kept: at, name or days, of a report that says 'then'.")

    def make(dated: datetime, *came: Any) -> Any:
        found = following.first(*came)
        if found is None:
            return None
        days = following.days_between(dated, found.at)
        return {"at": found.at, "name": found.name, "days": days}[leaf]

    words = (
        {**named(made.council.protocol.moments), following.NEW_CASE: "A new contact"}
        if leaf == "name"
        else {}
    )
    return Source(f"next.{leaf}", following.dated_first(made), make, words)
