"""Spans of time for charts: a period in; the months, quarters or years that it is cut into, whichever a phone has room for, out. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from briefings.periods import Period

MOST_STEPS = 16  # columns of a chart on a phone
_LENGTHS = (1, 3, 12, 60)  # months
_A_YEAR = 12


def cut(period: Period) -> tuple[Period, ...]:
    """The whole months, quarters, years or five years that cover `period`, the shortest of which there are no more than `MOST_STEPS`."""
    first, last = _month(period.first), _month(period.last)
    for length in _LENGTHS:
        begin = first - first % length
        if (last - begin) // length < MOST_STEPS or length == _LENGTHS[-1]:
            return tuple(_span(at, length) for at in range(begin, last + 1, length))[-MOST_STEPS:]
    raise AssertionError("the longest step covers everything")


def last_year(days: Period) -> Period:
    """The twelve months that end with the last of these days."""
    return Period(_first(_month(days.last) - _A_YEAR + 1), days.last)


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * _A_YEAR + day.month - 1


def _first(month: int) -> date:
    return date(month // _A_YEAR, month % _A_YEAR + 1, 1)


def _span(month: int, length: int) -> Period:
    return Period(_first(month), _first(month + length) - timedelta(days=1))
