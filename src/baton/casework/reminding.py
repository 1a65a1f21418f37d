"""Reminding whoever owes something: a message to them, kept in the journal. It changes no clock.

    decide(council, file, Remind("receipt:1", by="mia"), now)   # Reminded, MessageSent; or a refusal

By anybody who may look at the record, who did something for the child and waits for what follows, or whom the
procedure tells when it is late. Never said to have been done where nobody would read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from baton.casework import events as e
from baton.casework import who
from baton.casework.commands import Remind
from baton.casework.council import Council
from baton.casework.file import Duty, File
from baton.casework.refusals import Code, Reason, Refusal
from baton.casework.relating import relation


def remind(council: Council, file: File, command: Remind, now: datetime) -> tuple[e.Event, ...] | Refusal:
    """The reminder, or every reason against it."""
    duty = file.duty(command.key)
    if not _concerned(council, file, duty, command.by, now):
        says = "You are not working with this child, so you cannot remind anybody about it."
        return Refusal("remind", (Reason(Code.NOT_YOURS, says),))
    reasons = tuple(_against(council, duty, command.by, now))
    if reasons or duty is None:
        return Refusal("remind", reasons)
    about = f"Reminder from {council.people[command.by].name}: {duty.title}"
    return (
        e.Reminded(now, duty.key, command.by),
        e.MessageSent(now, duty.role, duty.of, about, duty.clauses),
    )


def _concerned(council: Council, file: File, duty: Duty | None, by: str, now: datetime) -> bool:
    person = council.people.get(by)
    if person is None or not person.active:
        return False
    if relation(council, file, by, now) or any(done.by == by for done in file.done):
        return True
    rule = council.protocol.duties.get(duty.rule) if duty else None
    return rule is not None and who.may(council, file, by, rule.late.tell, now) is not None


def _against(council: Council, duty: Duty | None, by: str, now: datetime) -> Iterator[Reason]:
    if duty is None or not duty.open or duty.start > now:
        title = f"'{duty.title}' is not owed now" if duty else "Nothing of that name is owed here"
        yield Reason(
            Code.NOT_HERE, f"{title}, so there is nobody to remind.", "", duty.clauses if duty else ()
        )
        return
    owner = who.Owner(duty.role, duty.of)
    people = who.people_for(council, owner, now)
    if people == (by,):
        yield Reason(Code.NOT_HERE, f"'{duty.title}' is yours to do.", "", duty.clauses)
    elif not people:
        says = f"Nobody is {who.owner_words(council, owner)} now, so nobody would read it."
        yield Reason(
            Code.NOT_HERE, says, "", duty.clauses, "Have a deputy named, or ring the service leader."
        )
