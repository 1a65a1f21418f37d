"""Working time: how long, when a council is open, when a thing is due and why, ages, and times in words.

The rules of time limits, and nothing about children or protocols. All arithmetic is in UTC; the wall clock
in England comes in only at the edges. Nothing here asks what time it is.

    office = Calendar.from_words("office", {"mon-thu": "08:30-17:00", "fri": "08:30-16:30"})
    reply = due(parse_local("2 Apr 2026 16:45"), parse_length("1 working day"), office)
    words(reply)   # '1 working day from Thu 2 Apr 2026 16:45 is Tue 7 Apr 2026 16:45, because Sat 4 and
                   # Sun 5 are not working days, Fri 3 Apr is Good Friday, and Mon 6 Apr is Easter Monday'
    time_left(now, reply.at)                                             # '3 days left'
    before(conference, parse_length("10 working days"), office)          # the latest day for the notice

Where to look: `lengths` (units), `calendars` (open hours, working days; `hours_in_words`,
`bank_holidays`), `deadlines` (the counting), `reasons` (the why), `local_time` (the clock changes),
`typed_times` (what people type), `wording` (what they read), `ages`.
"""

from .ages import age_on, birthday, born_by, in_age
from .bank_holidays import Holidays
from .calendars import (
    Calendar,
    OutsideCalendar,
    always_open,
    is_open,
    is_working_day,
    next_opening,
    next_working_day,
)
from .deadlines import Due, before, due, due_at, elapsed_at_least, words
from .lengths import Length, Unit, parse_length
from .local_time import AmbiguousTime, NoSuchTime, from_local, local
from .typed_times import UnreadableTime, parse_date, parse_local
from .wording import time_left, words_for

__all__ = [
    "AmbiguousTime",
    "Calendar",
    "Due",
    "Holidays",
    "Length",
    "NoSuchTime",
    "OutsideCalendar",
    "Unit",
    "UnreadableTime",
    "age_on",
    "always_open",
    "before",
    "birthday",
    "born_by",
    "due",
    "due_at",
    "elapsed_at_least",
    "from_local",
    "in_age",
    "is_open",
    "is_working_day",
    "local",
    "next_opening",
    "next_working_day",
    "parse_date",
    "parse_length",
    "parse_local",
    "time_left",
    "words",
    "words_for",
]
