"""Opening hours as a protocol writes them: `{"mon-thu": "08:30-17:00", "fri": "08:30-16:30"}` or `"always"`.

Days are single ('fri'), listed ('sat, sun') or a range within a week ('mon-thu'). Hours are one or more
stretches ('08:30-12:00, 13:00-17:00'), or 'all day'. 24:00 is the midnight that ends the day, so a night
team is `{"mon-sun": "00:00-08:30, 17:00-24:00"}`.
"""

import re
from collections.abc import Mapping
from datetime import time

Stretch = tuple[time, time]
Hours = dict[int, tuple[Stretch, ...]]

MIDNIGHT = time()
ALL_DAY: tuple[Stretch, ...] = ((MIDNIGHT, MIDNIGHT),)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STRETCH = re.compile(r"([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})")


def read_hours(words: Mapping[str, str] | str) -> Hours:
    """Weekday (Monday is 0) to its stretches. Raises ValueError saying what would be right."""
    if isinstance(words, str):
        if words != "always":
            raise ValueError(f"opening hours are 'always' or hours for each day, not '{words}'.")
        return dict.fromkeys(range(7), ALL_DAY)
    hours: Hours = {}
    for days, stretches in words.items():
        for weekday in _weekdays(days):
            if weekday in hours:
                raise ValueError(f"'{_DAYS[weekday]}' has hours twice, the second time in '{days}'.")
            hours[weekday] = _stretches(stretches)
    return hours


def _weekdays(text: str) -> list[int]:
    found: list[int] = []
    for part in text.lower().split(","):
        ends = [_weekday(name.strip(), text) for name in part.split("-")]
        if len(ends) > 2 or ends[0] > ends[-1]:
            raise ValueError(f"'{part.strip()}' is not a range of days within a week: write 'mon-fri'.")
        found += range(ends[0], ends[-1] + 1)
    return found


def _weekday(name: str, text: str) -> int:
    if name not in _DAYS:
        raise ValueError(f"'{name}' in '{text}' is not a day: use {', '.join(_DAYS)}, or a range 'mon-fri'.")
    return _DAYS.index(name)


def _stretches(text: str) -> tuple[Stretch, ...]:
    if text == "all day":
        return ALL_DAY
    return tuple(_stretch(part.strip()) for part in text.split(","))


def _stretch(text: str) -> Stretch:
    found = _STRETCH.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' is not opening hours: write '08:30-17:00', or 'all day'.")
    opens, closes = _clock(found[1], found[2], text), _clock(found[3], found[4], text)
    if opens == 24 * 60:
        raise ValueError(f"'{text}' opens at the end of the day: write the start of the next day instead.")
    return time(*divmod(opens, 60)), time(*divmod(closes % (24 * 60), 60))


def _clock(hour: str, minute: str, text: str) -> int:
    """Minutes after midnight, up to and including 24:00."""
    if int(minute) > 59 or int(hour) * 60 + int(minute) > 24 * 60:
        raise ValueError(f"{hour}:{minute} in '{text}' is not a time: use 00:00 to 24:00.")
    return int(hour) * 60 + int(minute)


def check_stretches(weekday: int, stretches: tuple[Stretch, ...]) -> None:
    """Raise ValueError unless each stretch ends after it starts, and in order without overlap."""
    minutes: list[float] = []
    for opens, closes in stretches:
        minutes += [_minute(opens), _minute(closes) or 24 * 60]
        if minutes[-2] >= minutes[-1]:
            raise ValueError(
                f"{_DAYS[weekday]} opens at {opens:%H:%M} but closes at {closes:%H:%M}: "
                "hours that pass midnight are written as two days."
            )
    if minutes != sorted(minutes):
        raise ValueError(f"the hours of {_DAYS[weekday]} overlap or are out of order: earliest first.")


def _minute(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60
