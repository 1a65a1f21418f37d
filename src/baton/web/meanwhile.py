"""What others did to a case while somebody had a form about it open.

Example: `changes(desk, file, 12)` is [{"who": "Sol Senior", "at": "today, 09:10", "what": "Enquiry"}].
"""

from __future__ import annotations

from baton.casework.file import File
from baton.records import worklists
from baton.web import clocks, naming, sentences
from baton.web.asking import Desk


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
