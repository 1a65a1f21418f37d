"""Periods of reports: which days are meant, and which came before them.

Days are days in England. The period before one of whole months is as many months, so that a month is compared with a
month and a year with a year, whatever their days and whichever year they end in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from baton.casework import working_time as wt
from baton.records.report_rows import Within
from baton.services.report_result import day_words

SHORT = timedelta(days=27)
"""What a report covers where nobody says: the four weeks up to today."""
DAY = timedelta(days=1)


def chosen(start: date | None, end: date | None, now: datetime, monthly: bool = False) -> tuple[date, date]:
    """The days asked for. Where nobody says: the four weeks up to today, or the last whole month."""
    today = wt.local(now).date()
    if monthly and start is None and end is None:
        last = today.replace(day=1) - DAY
        return last.replace(day=1), last
    last = end or max(start or date.min, today)
    return start or (last.replace(day=1) if monthly else last - SHORT), last


def before(start: date, end: date) -> tuple[date, date]:
    """The period before: as many whole months, or as many days."""
    if start.day == 1 and (end + DAY).day == 1:
        months = 12 * (end.year - start.year) + end.month - start.month + 1
        year, month = divmod(12 * start.year + start.month - 1 - months, 12)
        return date(year, month + 1, 1), start - DAY
    return start - (end - start) - DAY, start - DAY


def in_words(start: date, end: date) -> str:
    """'February 2026' for a whole month, or 'Mon 2 Mar 2026 to Tue 3 Mar 2026'."""
    if start.day == 1 and end + DAY == (start.replace(day=28) + timedelta(days=4)).replace(day=1):
        return f"{start:%B %Y}"
    return f"{day_words(start)} to {day_words(end)}"


def within(start: date, end: date, measure: str = "", group: str | None = None, once: bool = False) -> Within:
    """The same as times, the second left out."""
    return Within(_midnight(start), _midnight(end + DAY), measure, group, once)


def _midnight(day: date) -> datetime:
    return wt.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - local, made aware here
