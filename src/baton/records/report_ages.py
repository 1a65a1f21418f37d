"""How old a child was at the time of a report's row, worked out by the database: in whole years, or in bands of a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case as Choose
from django.db.models import F, IntegerField, TextField, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import GreaterThanOrEqual

from baton.casework.working_time.local_time import LONDON
from baton.records.report_base import Base
from baton.records.report_words import Words

PART = 10_000
"""A day as a number, 20260302: the whole years between two are what is left of their difference above its last four digits."""


def age(made: Base) -> Any:
    """Whole years from the birth date to the row's time; of a child whose birth date is not known, as was said then."""
    born = made.of_case("child__born")
    day_born = ExtractYear(born) * PART + ExtractMonth(born) * 100 + ExtractDay(born)
    day = (
        ExtractYear("dated", tzinfo=LONDON) * PART
        + ExtractMonth("dated", tzinfo=LONDON) * 100
        + ExtractDay("dated", tzinfo=LONDON)
    )
    years = (day - day_born) / Value(PART)
    return Coalesce(years, F(made.of_case("child__age_at_contact")), output_field=IntegerField())


def band(value: Any, bands: Sequence[int]) -> Any:
    """Which band a number is in, by where the band begins."""
    cases = [
        When(GreaterThanOrEqual(value, start), then=Value(str(start)))
        for start in sorted(bands, reverse=True)
    ]
    return Choose(*cases, default=Value(None), output_field=TextField())


def bands_named(bands: Sequence[int]) -> Words:
    """What each band is called: '1 to 4', '16 and over'."""
    ends = [*(start - 1 for start in sorted(bands)[1:]), None]
    return {
        str(start): f"{start} and over"
        if end is None
        else str(start)
        if start == end
        else f"{start} to {end}"
        for start, end in zip(sorted(bands), ends, strict=True)
    }
