"""What others did to a case while somebody had a form about it open.

Example: `changes(desk, file, 12)` is [{"who": "Sol Senior", "at": "today, 09:10", "what": "Enquiry"}].
"""

from __future__ import annotations

from baton.casework import events as e
from baton.casework.file import File
from baton.records import worklists
from baton.web import clocks, naming, sentences
from baton.web.asking import Desk

PASSING = (
    e.DutyWarned, e.DutyLate, e.DutyMissed, e.DutyOpened, e.ClimbBegan, e.ClimbRose, e.MessageSent, e.Reminded,
    e.DaysLaidAside, e.AttemptRefused,
)  # fmt: skip
"""What time passing writes down, and a reminder: nobody has to read it before saving what they have typed."""


def only_time_passed(ref: str, since: int) -> bool:
    """Whether since that version nothing has happened but that clocks ran on, or that somebody was reminded."""
    entries = worklists.chronology(ref)
    newer = [entry for entry in entries if entry.version > since]
    return len(newer) < len(entries) and all(isinstance(entry.event, PASSING) for entry in newer)


def changes(desk: Desk, file: File, since: int) -> list[dict[str, str]]:
    """Who did what since that version of the case, newest first."""
    return [
        {
            "who": naming.person(desk.council, entry.by), "at": clocks.moment(desk.now, entry.at),
            "what": sentences.tell(desk.council, file, entry.event).title,
        }
        for entry in worklists.chronology(file.ref)
        if entry.version > since
    ]  # fmt: skip
