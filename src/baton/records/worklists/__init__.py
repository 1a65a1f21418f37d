"""Scoped reads: what a page or the API shows, as small frozen values, each in a fixed number of statements.

Every read starts from a council and, where it is somebody's own, from the reader. `now` is an argument.

    worklists.my_work(council, person, now)      worklists.tray(council, key, now)
    worklists.case_page(ref)                     worklists.climbs(council.id)
"""

from baton.records.worklists import agendas
from baton.records.worklists.finding import (
    ChildLine,
    ContactLine,
    contact,
    contacts,
    find_cases,
    find_children,
)
from baton.records.worklists.lines import CaseLine, DutyLine
from baton.records.worklists.meetings import MeetingLine, Meetings, meetings
from baton.records.worklists.mine import (
    MyWork,
    duties_due_before,
    my_work,
    next_deadline,
    owners_of,
    waiting_for_others,
)
from baton.records.worklists.one import (
    CasePage,
    Entry,
    Held,
    Message,
    case_page,
    chronology,
    held_over,
    who_held,
)
from baton.records.worklists.seeing import seen_by
from baton.records.worklists.shared import ClimbLine, RotaDay, climbs, held_under, owed_by_team, rota
from baton.records.worklists.trays import TrayName, TrayPage, TrayRow, tray, trays_for

__all__ = [
    "CaseLine", "CasePage", "ChildLine", "ClimbLine", "ContactLine", "DutyLine", "Entry", "Held", "MeetingLine", "Meetings", "Message", "MyWork",
    "RotaDay", "TrayName", "TrayPage", "TrayRow", "agendas", "case_page", "chronology", "climbs", "contact", "contacts",
    "duties_due_before", "find_cases", "find_children", "held_over", "held_under", "meetings", "my_work", "next_deadline", "owed_by_team",
    "owners_of", "rota", "seen_by", "tray", "trays_for", "waiting_for_others", "who_held",
]  # fmt: skip
