"""The times an article prints: its text and layout in; every date and period, in text order, with its first and last day, out.

Made for Vietnamese official prose, which general date libraries misread: "Kết luận số 21" is no 21st, "tháng 11-2018" no day,
"2021-2026" a term of office. `printed` reads what stands there, `years` settles the years that do not; where nothing fixes the
year the time is left out, and where something does `When.year_from` is that passage.
"""

from __future__ import annotations

from datetime import timedelta

from briefings.extraction.dates.printed import Printed, find_printed
from briefings.extraction.dates.years import Years, resolved
from briefings.model import Layout, When
from briefings.text import canonical, outside

__all__ = ["find_dates"]


def _session(time: Printed, offset: int, layout: Layout) -> When | None:
    """ "hôm qua" counted from the day of publication, where that is printed."""
    if not layout.published:
        return None
    day = layout.published.at.date() + timedelta(days=offset)
    return When(time.span, day, day, time.precision, layout.published.span)


def _when(time: Printed, layout: Layout, years: Years) -> When | None:
    if time.offset is not None:
        return _session(time, time.offset, layout)
    year, source = (time.year, None) if time.year else years.year_of(time) or (None, None)
    days = resolved(time, year) if year else None
    return When(time.span, *days, time.precision, source) if days else None


def find_dates(text: str, layout: Layout) -> tuple[When, ...]:
    """All times in `text` (normalised), in text order, furniture and the publication time left out."""
    plain = canonical(text)
    told = outside((*layout.junk, *((layout.published.span,) if layout.published else ())))
    printed = [time for time in find_printed(text, plain) if told(time.span)]
    years = Years(text, plain, printed, layout)
    return tuple(when for time in printed if (when := _when(time, layout, years)))
