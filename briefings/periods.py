"""Periods as people type them: folded text and today's date in, the days from first to last out.

    "thang 11-2018" → 2018-11-01…2018-11-30      "6 thang cuoi nam 2024" → 2024-07-01…2024-12-31      "2020-2024" → 2020-01-01…2024-12-31

For arguments of commands, which are short. The dates that articles print are read in `briefings.extraction.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period and where it stands, as half-open offsets."""

    start: int
    end: int
    period: Period


def _months(year: int, first: int, last: int) -> Period:
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), after - timedelta(days=1))


def _day(match: re.Match[str], year: int) -> Period:
    day = date(year, int(match["month"]), int(match["day"]))
    return Period(day, day)


def _month(match: re.Match[str], year: int) -> Period:
    return _months(year, int(match["month"]), int(match["month"]))


def _quarter(match: re.Match[str], year: int) -> Period:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"]) or int(match["quarter"])
    return _months(year, 3 * number - 2, 3 * number)


def _half(match: re.Match[str], year: int) -> Period:
    return _months(year, 1, 6) if match["half"] in ("dau", "first") else _months(year, 7, 12)


def _year(_: re.Match[str], year: int) -> Period:
    return _months(year, 1, 12)


def _years(match: re.Match[str], year: int) -> Period:
    return Period(date(int(match["since"]), 1, 1), date(max(year, int(match["since"])), 12, 31))


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:(?:\s?[-/.]\s?|\s+(?:nam\s+|cua\s+nam\s+)?){_YEAR})?"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], int], Period]], ...] = (
    (rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)", _day),  # 2024-12-16
    (rf"(?:ngay\s+)?(?P<day>\d{{1,2}})\s+thang\s+(?P<month>\d{{1,2}}){_OF_YEAR}", _day),  # ngày 16 tháng 12 năm 2024
    (rf"(?:nam\s+)?(?P<since>(?:19|20)\d\d)\s?[-–]\s?{_YEAR}", _years),  # 2020-2024
    (rf"(?:thang\s+)?(?P<month>\d{{1,2}})\s?[-/.]\s?{_YEAR}", _month),  # tháng 11-2018, 11/2018
    (rf"(?:ngay\s+)?(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})(?:[-/.]{_YEAR})?", _day),  # 16/12/2024, 16/12
    (rf"(?:quy|quarter|q)\s?(?P<quarter>[1-4]|iv|i{{1,3}}){_OF_YEAR}", _quarter),  # quý 3/2024, quý III, q3 2024
    (rf"(?:6|sau)\s+thang\s+(?P<half>dau|cuoi)(?:\s+nam)?{_OF_YEAR}", _half),  # 6 tháng đầu năm 2024
    (rf"(?:thang|month)\s+(?P<month>\d{{1,2}}){_OF_YEAR}", _month),  # tháng 11, tháng 11 năm 2018
    (rf"(?:nam\s+|year\s+)?{_YEAR}", _year),  # năm 2024, 2024
)
_READERS = tuple((re.compile(rf"(?<![\w/.-]){form}(?![\w/]|[-.]\d)"), read) for form, read in _FORMS)


def _week(today: date) -> Period:
    monday = today - timedelta(days=today.weekday())
    return Period(monday, monday + timedelta(days=6))


def _days_ago(today: date, days: int) -> Period:
    return Period(today - timedelta(days=days), today - timedelta(days=days))


def _month_of(today: date) -> Period:
    return _months(today.year, today.month, today.month)


def _quarter_of(today: date) -> Period:
    first = (today.month - 1) // 3 * 3 + 1
    return _months(today.year, first, first + 2)


_RELATIVE: dict[str, Callable[[date], Period]] = {
    "hom nay|today": lambda today: _days_ago(today, 0),
    "hom qua|yesterday": lambda today: _days_ago(today, 1),
    "tuan nay|this week": _week,
    "tuan truoc|last week": lambda today: _week(today - timedelta(days=7)),
    "thang nay|this month": _month_of,
    "thang truoc|last month": lambda today: _month_of(today.replace(day=1) - timedelta(days=1)),
    "quy nay|this quarter": _quarter_of,
    "nam nay|this year": lambda today: _months(today.year, 1, 12),
    "nam truoc|nam ngoai|last year": lambda today: _months(today.year - 1, 1, 12),
}
_RELATIVES = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)"), period) for words, period in _RELATIVE.items())
_BETWEEN = re.compile(r"\s*(?:[-–]|\bden(?:\s+het)?\b|\bto\b)\s*")
_FROM = re.compile(r"(?<!\w)(?:tu|from)\s+$")


def _in_year(match: re.Match[str], read: Callable[[re.Match[str], int], Period], today: date, *, ahead: bool) -> Period | None:
    """The period in its printed year, else in the nearest: the last that has begun or, `ahead`, the next that has not ended."""
    try:
        if match["year"]:
            return read(match, int(match["year"]))
        here = read(match, today.year)
        away = 1 if ahead and here.last < today else -1 if not ahead and here.first > today else 0
        return read(match, today.year + away) if away else here
    except ValueError:  # there is no 31 April, and no month 13: then it is no date
        return None


def _candidates(folded: str, today: date, start: int, *, ahead: bool) -> Iterator[FoundPeriod]:
    for pattern, read in _READERS:
        for match in pattern.finditer(folded, start):
            period = _in_year(match, read, today, ahead=ahead)
            if period:
                yield FoundPeriod(match.start(), match.end(), period)
    for pattern, relative in _RELATIVES:
        yield from (FoundPeriod(match.start(), match.end(), relative(today)) for match in pattern.finditer(folded, start))


def _first(folded: str, today: date, start: int, *, ahead: bool) -> FoundPeriod | None:
    found = _candidates(folded, today, start, ahead=ahead)
    return min(found, key=lambda item: (item.start, -item.end), default=None)


def find_period(folded: str, today: date, *, start: int = 0, ahead: bool = False) -> FoundPeriod | None:
    """The first period named in `folded` (see `briefings.text.fold`) from `start` on; "tu … den …" and "2020-2024" are one.

    A day, month, quarter or half without its year is the nearest one that has begun by `today`; `ahead`: that has not ended.
    """
    found = _first(folded, today, start, ahead=ahead)
    if not found:
        return None
    opening = _FROM.search(folded, start, found.start)
    first = opening.start() if opening else found.start
    between = _BETWEEN.match(folded, found.end)
    until = _first(folded, today, between.end(), ahead=ahead) if between else None
    if between and until and until.start == between.end() and until.period.last >= found.period.first:
        return FoundPeriod(first, until.end, Period(found.period.first, until.period.last))
    return FoundPeriod(first, found.end, found.period)
