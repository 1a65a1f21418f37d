"""Bad input: times that cannot be, answers that are not among the choices, people who do not exist.

These are refused for moments of the world too: nothing else about them is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from baton.casework import dating, who
from baton.casework import working_time as wt
from baton.casework.commands import Do
from baton.casework.council import Council
from baton.casework.file import File
from baton.casework.refusals import Code, Reason
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.schema import Act, Candidate, FieldRow, Moment, RoleOf


def bad_input(view: View, command: Do, moment: Moment) -> Iterator[Reason]:
    """Every value in the command that cannot be right."""
    council = view.council
    yield from _times(view.file, command, moment, view.now)
    yield from dating.moment_out_of_order(view, command, moment)
    yield from _outcome(view, command, moment)
    yield from _fields(view, command, moment)
    if moment.asks_item and not command.item:
        says = f"Say which {moment.asks_item} this is for."
        yield Reason(Code.MISSING, says, f"act:{command.name}", (), says, "item")
    lines = lines_of(council, moment.fills) if command.item and moment.fills else {}
    if lines and command.item not in lines:
        says = f"'{command.item}' is not one of: {', '.join(lines.values())}."
        yield Reason(Code.BAD_VALUE, says, f"record:{moment.fills}", (), "", "item")
    if command.team and (command.team not in council.teams or not council.teams[command.team].active):
        yield Reason(Code.BAD_VALUE, "Choose a team from the list.", "", (), "", "team")


def _times(file: File, command: Do, moment: Moment, now: datetime) -> Iterator[Reason]:
    at = command.at
    if at is None or command.planned:
        return
    if at > now:
        says = f"{wt.words_for(at)} has not come yet: give the time it happened."
        yield Reason(Code.BAD_TIME, says, "", (), "", "at")
    elif file.opened and isinstance(moment, Act) and at < file.opened and not command.transcribed:
        says = f"{wt.words_for(at)} is before the contact was received, {wt.words_for(file.opened)}."
        yield Reason(Code.BAD_TIME, says, "", (), "", "at")


def _outcome(view: View, command: Do, moment: Moment) -> Iterator[Reason]:
    rule = f"act:{command.name}"
    if command.planned or (not moment.outcomes and not command.outcome):
        return
    outcome = moment.outcomes.get(command.outcome)
    offered = ", ".join(o.label or o.name for o in moment.outcomes.values())
    if not command.outcome:
        yield Reason(Code.NO_OUTCOME, f"Choose what came of it: {offered}.", rule, (), "", "outcome")
    elif outcome is None:
        says = (
            f"is not one of: {offered}."
            if offered
            else "was given as what came of it, but here nothing is chosen."
        )
        yield Reason(Code.BAD_VALUE, f"'{command.outcome}' {says}", rule, (), "", "outcome")
    elif outcome.when is not None and not truth(outcome.when, view):
        says = f"'{outcome.label or outcome.name}' cannot be chosen as things stand."
        yield Reason(Code.BAD_VALUE, says, rule, (), "", "outcome")


def _fields(view: View, command: Do, moment: Moment) -> Iterator[Reason]:
    if not command.fields:
        return
    rows = view.council.protocol.records[moment.fills].fields if moment.fills else {}
    for name, value in command.fields.items():
        row = rows.get(name)
        if row is None:
            yield Reason(Code.BAD_VALUE, f"There is no question '{name}' here.", "", (), "", name)
        elif value and (
            says := _wrong(view, row, str(value)) or _misdated(view, command, moment, row, str(value))
        ):
            yield Reason(
                Code.BAD_VALUE,
                f"{row.label}: {says}",
                f"record:{moment.fills}.fields.{name}",
                row.cites,
                "",
                name,
            )


def _wrong(view: View, row: FieldRow, value: str) -> str:
    if row.kind == "choice" and value not in row.choices:
        return f"choose one of: {', '.join(row.words.get(c, c.replace('_', ' ')) for c in row.choices)}."
    if row.kind == "choices" and not set(value.split("|")) <= set(row.choices):
        return f"choose among: {', '.join(row.choices)}."
    if row.kind == "confirm" and value not in ("yes", "no"):
        return "answer yes or no."
    if row.kind in ("text", "line") and row.least and len(value.strip()) < row.least:
        return f"say a little more: at least {row.least} letters."
    if row.kind == "number" and not (value.isascii() and value.isdigit()):
        return "enter a whole number."
    if row.kind == "person":
        return _wrong_person(view.council, view.file, row, value, view.now)
    if row.kind in ("team", "place"):
        return "" if value in choosable(view, row) else f"choose a {row.kind} from the list."
    return _wrong_time(row, value)


def lines_of(council: Council, record: str) -> dict[str, str]:
    """The lines that a form may be filled in for, where they are those of another: {question: its label}."""
    of = council.protocol.records[record].lines_of
    rows = council.protocol.records[of].fields if of else {}
    return {name: row.label for name, row in rows.items() if row.kind == "choice"}


def choosable(view: View, row: FieldRow) -> tuple[str, ...]:
    """The teams or places that a question may be answered with: by name or, where they are proposed, as they are."""
    if row.among:
        return tuple(dict.fromkeys(team for one in row.among for team in proposed(view, row, one)))
    return _able(view, row, row.within)


def proposed(view: View, row: FieldRow, candidate: Candidate) -> tuple[str, ...]:
    """The teams that one of a question's rules proposes."""
    able = _able(view, row, candidate.within)
    if not candidate.siblings:
        return able
    theirs = {other.file.holder for other in view.around("siblings")}
    return tuple(team for team in able if team in theirs)


def _able(view: View, row: FieldRow, within: str | None) -> tuple[str, ...]:
    council = view.council
    scope = (who.scope(council, view.file, within) or "") if within else ""
    if row.kind == "place":
        at = scope if scope in council.places else council.team(scope).place if scope in council.teams else ""
        links = council.places[at].links if at in council.places else None
        places = sorted((p for p in council.places.values() if p.active), key=lambda p: p.name)
        named = [p.id for p in places if not row.kinds or p.kind in row.kinds]
        return tuple(p for p in named if links is None or p in links)
    if within and not scope:
        return ()
    place = who.place_of(council, scope) if scope else ""
    kinds = (scope,) if scope in council.protocol.teams and not place else ()
    serving = who.linked_places(council, scope) if scope.startswith(who.LINKED) else (place,) if place else ()
    if scope and not kinds and not serving:
        return ()
    teams = sorted((t for t in council.teams.values() if t.active), key=lambda t: t.name)
    return tuple(
        t.id
        for t in teams
        if (not row.kinds or council.team_is(t.id, row.kinds))
        and (not kinds or council.team_is(t.id, kinds))
        and (not serving or t.place in serving)
    )


def _wrong_time(row: FieldRow, value: str) -> str:
    try:
        if row.kind == "time":
            wt.parse_local(value)
        elif row.kind in ("date", "day"):
            date.fromisoformat(value)
    except ValueError as wrong:
        return str(wrong) if row.kind == "time" else "use day, month and year, for example 21 11 2026."
    return ""


def _misdated(view: View, command: Do, moment: Moment, row: FieldRow, value: str) -> str:
    dated = row.kind in ("date", "day", "time")
    return dating.answer_out_of_order(view, command, moment, row, value) if dated else ""


def _wrong_person(council: Council, file: File, row: FieldRow, value: str, now: datetime) -> str:
    person = council.people.get(value)
    if person is None:
        return "name a person, not a team or a duty desk."
    if not person.active:
        return f"{person.name} no longer works here."
    if row.role and not who.may(council, file, value, row.role, now, own=False):
        return f"{person.name} is not a {who.role_words(council, row.role)} here."
    barred = who.may(council, file, value, row.not_role, now, own=False)
    if barred:
        return f"{person.name} is the {who.role_words(council, (RoleOf(role=barred),))} here: name somebody else."
    return ""
