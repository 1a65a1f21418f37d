"""What stands beside a form: prompts that may be passed over, answers carried from other forms, others' views.

    prompts(desk, file, typed)         # what the procedure asks first, each with the act that does it
    carried(desk, file, "step_up")     # the consent written on the enquiry, for whoever reads the step-up
    views(desk, file, "recommend")     # what was answered to those whose view was asked

Nothing here knows an act or a form by name.
"""

from __future__ import annotations

from typing import Any

from baton.casework import acting as core
from baton.casework import kept
from baton.casework.file import Done, File
from baton.casework.needing import needs_of
from baton.casework.particulars import added
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import Grade, Need
from baton.web import clocks, naming
from baton.web.addresses import act_form
from baton.web.asking import Desk
from baton.web.typed import Typed


def prompts(desk: Desk, file: File, typed: Typed, related: tuple[View, ...] = ()) -> list[dict[str, Any]]:
    """What is asked before this act as it stands filled in, and has not been done; it may be passed over. That nothing
    is known to be wrong is no reason to ask."""
    asked = _asked(desk, typed.act)
    if not asked:
        return []
    view = core.foreseen(desk.council, file, typed.command(desk.person), desk.now, related)
    return [
        {"text": added(need.says, need, view), "clauses": need.cites, "acts": _acts(desk, file, need)}
        for need in asked
        if (need.if_ is None or truth(need.if_, view)) and _is_asked(need, truth(need.need, view))
    ]


def _is_asked(need: Need, answer: bool | None) -> bool:
    return answer is False or (answer is None and not isinstance(need.need, c.Not))


def _asked(desk: Desk, act: str) -> list[Need]:
    return [need for _, need in needs_of(desk.council, act) if need.grade is Grade.ASK]


def _acts(desk: Desk, file: File, need: Need) -> list[dict[str, str]]:
    """The acts that would do what is asked."""
    moments = desk.council.protocol.moments
    names = dict.fromkeys(name.partition(".")[0] for name in sorted(c.names_in(need.need)))
    return [
        {"text": naming.act_label(desk.council, name), "href": act_form(file.ref, name)}
        for name in names
        if name in moments and moments[name].of == file.about
    ]


def carried(desk: Desk, file: File, record: str, before: int = 0) -> list[dict[str, str]]:
    """The answers that a form carries from others, as they stood before one thing done (by default, now)."""
    form = desk.council.protocol.records.get(record)
    made = []
    for name in form.carries if form else ():
        other, _, field = name.partition(".")
        if not field:
            made.append(_when_done(desk, file, name, before))
            continue
        done = _last(desk, file, other, field, before)
        row = desk.council.protocol.records[other].fields[field]
        if done is not None:
            by = f"{naming.person(desk.council, done.by)}, {clocks.moment(desk.now, done.recorded)}"
            given = naming.answer(desk.council, row, str(done.fields[field]))
            made.append({"key": row.label, "value": f"{given} ({by})", "given": given})
        elif field == form.carries[0].partition(".")[2]:  # type: ignore[union-attr]
            made.append({"key": row.label, "value": "not recorded yet"})
    return made


def _when_done(desk: Desk, file: File, name: str, before: int) -> dict[str, str]:
    """An act or happening that a form carries: when it was last done before the form was written."""
    done = next(
        (
            d
            for d in reversed(file.by_name.get(name, ()))
            if (not before or d.number < before) and not d.planned and d.counts
        ),
        None,
    )
    said = (
        "not done"
        if done is None
        else f"{clocks.words_for(done.at)} ({naming.person(desk.council, done.by)})"
    )
    return {"key": naming.act(desk.council, name), "value": said}


def _last(desk: Desk, file: File, record: str, field: str, before: int) -> Done | None:
    moments = desk.council.protocol.moments
    return next(
        (
            d for d in reversed(file.done)
            if (not before or d.number < before) and not d.planned and d.fields.get(field)
            and d.name in moments and moments[d.name].fills == record
        ),
        None,
    )  # fmt: skip


def views(desk: Desk, file: File, act: str, stay: int = 0) -> list[dict[str, str]]:
    """What was answered in this stay by those whose view an act asks for first."""
    if not _asked(desk, act):
        return []
    protocol, made, closed = desk.council.protocol, [], desk.closed(file)
    for done in file.done:
        moment = protocol.moments.get(done.name)
        record = protocol.records.get(moment.fills) if moment and moment.fills else None
        if (
            record is None
            or kept.record_of(desk.council, done) in closed
            or record.kind != "reply"
            or done.planned
            or done.stay != (stay or file.stay)
        ):
            continue
        for field, row in record.fields.items():
            if done.fields.get(field):
                made.append({
                    "by": naming.person(desk.council, done.by), "at": clocks.moment(desk.now, done.at),
                    "text": naming.answer(desk.council, row, str(done.fields[field])), "name": record.name,
                })  # fmt: skip
    return made
