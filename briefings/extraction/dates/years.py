"""The years that times do not print: the times of an article in; the day of the news, and a year with its source for each time, out.

The day of the news is the publication time, else the first day of the opening paragraphs. Its own year comes from a full date close to
it that is no document's, else from the years of work spoken of: "tổng kết năm 2024, triển khai nhiệm vụ năm 2025" on a 16 December is
2024. Every other time takes the year that brings it closest to that day. History, targets and terms of office fix nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from briefings.extraction.dates.printed import Printed
from briefings.extraction.vocabulary import one_of, table
from briefings.model import Layout, Precision, Span

_WORDS = table("dates")
_BEFORE = 80  # characters before a time that say what it is


def _before(words: str, reach: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(_WORDS[words])}\s[^.;\n]{{0,{reach}}}$")


_OF_DOCUMENT = re.compile(rf"(?<!\w)(?:số|{one_of(_WORDS['documents'])})\s[^.;\n]{{0,40}}$")  # "Nghị quyết số 18-NQ/TW, ngày …"
_AHEAD = _before("ahead", 24)  # "trước ngày 30-11-2017"
_DEADLINE = _before("deadline", 8)  # "hoàn thành trước ngày 30/6"
_EITHER = _before("either", 8)  # "từ tháng 2/2015" may lie behind or ahead
_DONE = re.compile(rf"(?<!\w){one_of(_WORDS['done'])}(?!\w)[^.;\n]*$")  # "trước đó, vào tháng 7-2018"
_DONE_AFTER = re.compile(rf"[^.;\n]{{0,60}}?(?<!\w){one_of(_WORDS['done'])}(?!\w)")  # "ngày 27-6-2018, ông đã chuyển …"
_REVIEW = _before("review", 60)  # "tổng kết công tác năm 2024"
_PLAN = _before("plan", 60)  # "triển khai nhiệm vụ năm 2025"
_WORK = _before("work", 30)  # "thu ngân sách năm 2018"
_TO_COME = re.compile(rf"(?: [^ .;\n]+){{0,8}} {one_of(_WORDS['to_come'])}(?!\w)")  # "năm 2018 ngành sẽ tập trung …"
_FAR = re.compile(rf"(?<!\w){one_of(_WORDS['far'])}\s(?:[^.;,\n]{{0,30}}\s)?$")  # "đến năm 2030", "nhiệm kỳ 2020 - 2025"
_FUTURE = re.compile(rf"[^.\n]*?(?<!\w){one_of(_WORDS['future'])}(?!\w)")
_SOON = 30  # days after the paper's day in which a day without a year may still be told of as done: stamps are set anew
_FOUR_DIGITS = r"(?:19|20)\d\d"
_AUTUMN, _SPRING = 11, 3  # from November a plan is for the coming year; up to March a review is of the past one
_BUDGET = 9  # from September too where the year before is spoken of as well: "kinh tế - xã hội năm 2018, kế hoạch năm 2019"
_SCHOOL_YEAR = re.compile(rf"năm học {_FOUR_DIGITS} ?[-–] ?{_FOUR_DIGITS}(?!\d)")
_SCHOOL_BEGINS = 7
_CLOSE, _CLOSER = 120, 60  # days between two dates that fix each other's year; the fewer where it is open which comes first
_OLDEST = 1997  # no newspaper of Vietnam was read on line before: "tháng 10/1985" recalls another storm
_HEAD = 4  # paragraphs in which the day of the news is looked for
_MOST = 60  # times with a year that are weighed; an article has fewer
_ENOUGH = 2  # one year at the opening of some sentence fixes nothing


class _Kind(Enum):
    PAST = auto()
    AHEAD = auto()
    EITHER = auto()
    DOCUMENT = auto()


@dataclass(frozen=True, slots=True)
class _Known:
    """A time that prints its year, and what it says about the others."""

    span: Span
    first: date
    last: date
    kind: _Kind
    weight: int  # how much its year is the year of the news
    shift: int  # 1 for a review, -1 for a plan
    exact: bool  # a day or a month


@dataclass(frozen=True, slots=True)
class Now:
    """The day of the news, as far as the article tells it, and the passage that fixes its year."""

    day: date
    source: Span


def resolved(time: Printed, year: int) -> tuple[date, date] | None:
    """First and last day of a time in a year; None where the calendar has no such day."""
    try:
        return time.days(year)
    except ValueError:
        return None


def _kind(plain: str, time: Printed) -> _Kind:
    before = _text_before(plain, time)
    if _OF_DOCUMENT.search(before.rstrip("(") + " "):
        return _Kind.DOCUMENT
    if _DONE.search(before) or _DONE_AFTER.match(plain, time.span.end):
        return _Kind.PAST
    if _EITHER.search(before):
        return _Kind.EITHER
    return _Kind.AHEAD if _AHEAD.search(before) else _Kind.PAST


def _text_before(plain: str, time: Printed) -> str:
    return plain[max(0, time.span.start - _BEFORE) : time.span.start]


def _weight(plain: str, time: Printed, before: str, lead: int) -> int:
    if _FAR.search(before):
        return 0
    if time.span.start < lead:
        return 3
    opening = not before.strip() or before.rstrip(" ")[-1] in ".\n"
    named = _WORK.search(before) or plain.startswith(" này", time.span.end) or _TO_COME.match(plain, time.span.end)
    return _ENOUGH if named else int(opening)


def _shift(plain: str, time: Printed, before: str) -> int:
    planned, reviewed = _PLAN.search(before), _REVIEW.search(before)
    if planned and (not reviewed or planned.start() > reviewed.start()):
        return -1
    return 1 if reviewed else -int(bool(_TO_COME.match(plain, time.span.end)))


def _known(plain: str, printed: Sequence[Printed], layout: Layout) -> list[_Known]:
    lead = layout.lead.end if layout.lead else 0
    found = []
    for time in [time for time in printed if time.year][:_MOST]:
        before, days = _text_before(plain, time), resolved(time, time.year or 0)
        if days:
            weight = 0 if time.precision is Precision.DAY else _weight(plain, time, before, lead)
            exact = time.precision in (Precision.DAY, Precision.MONTH)
            kind = _Kind.EITHER if exact and weight >= _ENOUGH else _kind(plain, time)  # the month of a meeting's work is near it
            found.append(_Known(time.span, *days, kind, weight, _shift(plain, time, before), exact))
    return found


def _recent(known: Sequence[_Known]) -> list[_Known]:
    """Those not older than the last year but one that the article looks back to: news is no older than what it recalls."""
    latest = max((one.first.year for one in known if one.kind is not _Kind.AHEAD and (one.exact or one.weight)), default=0)
    return [one for one in known if one.first.year >= latest - 1]


def _gap(day: date, other: _Known) -> int:
    gap = (day - other.first).days
    if other.kind is _Kind.PAST and gap > 0:
        return max(0, (day - other.last).days)  # a month is over with its last day
    return abs(gap) if other.kind is _Kind.EITHER else -gap if other.kind is _Kind.AHEAD else gap


def _by_date(time: Printed, known: Sequence[_Known]) -> tuple[int, Span] | None:
    """The year from the closest day or month with a year: not before what lies behind, not after what lies ahead."""
    found = []
    for other in known:
        if not other.exact or other.kind is _Kind.DOCUMENT:
            continue
        for year in (other.first.year - 1, other.first.year, other.first.year + 1):
            days = resolved(time, year)
            if days and 0 <= _gap(days[0], other) <= (_CLOSER if other.kind is _Kind.EITHER else _CLOSE):
                found.append((_gap(days[0], other), other.span.start, year, other.span))
    best = min(found)[2:] if found else None
    return best if best and not _looks_far_ahead(time, best[0], known) else None


def _looks_far_ahead(time: Printed, year: int, known: Sequence[_Known]) -> bool:
    """Whether the year would put what the article recalls ("đến ngày 17/6/2016, …") long after the time: then it is another one."""
    days = resolved(time, year)
    recalled = (one for one in known if one.exact and one.kind in (_Kind.PAST, _Kind.EITHER))
    return days is not None and any((one.first - days[1]).days > _CLOSE for one in recalled)


def _by_years(time: Printed, known: Sequence[_Known]) -> tuple[int, Span] | None:
    """The year from the years spoken of: a review names the year that ends, a plan the one that begins."""
    days = resolved(time, 2000)  # a leap year has every day
    month = days[0].month if days else 0
    votes: Counter[int] = Counter()
    sources: dict[int, Span] = {}
    named = {other.first.year for other in known if other.weight and other.shift >= 0}
    for other in known:
        planned_from = _BUDGET if other.first.year - 1 in named else _AUTUMN
        moves = month >= planned_from if other.shift < 0 else month <= _SPRING
        year = other.first.year + (other.shift if moves else 0)
        votes[year] += other.weight
        sources.setdefault(year, other.span)
    best = max(votes, key=lambda year: (votes[year], year), default=0)  # news is no older than what it speaks of
    neighbour = best - 1 if month >= _AUTUMN else best + 1 if month <= _SPRING else best
    best = neighbour if votes[neighbour] >= _ENOUGH else best
    return (best, sources[best]) if votes[best] >= _ENOUGH else None


def _by_school_year(time: Printed, year: Span | None) -> tuple[int, Span] | None:
    """The year from the school year spoken of, which begins in late summer: "ngày 16/8" and "năm học 2023 - 2024" are of 2023."""
    days = resolved(time, 2000) if year else None
    if not (year and days):
        return None
    return int(year.text.split()[2][:4]) + (days[0].month < _SCHOOL_BEGINS), year


def _nearest(time: Printed, now: Now, *, ahead: bool) -> tuple[int, Span] | None:
    """The year that brings a time closest to the day of the news; a deadline not before it."""
    found = []
    for year in (now.day.year, now.day.year - 1, now.day.year + 1):
        days = resolved(time, year)
        if days and not (ahead and days[1] < now.day):
            found.append((max(0, (now.day - days[1]).days, (days[0] - now.day).days), abs(year - now.day.year), year))
    return (min(found)[2], now.source) if found else None


class Years:
    """Settles the years of one article's times."""

    def __init__(self, text: str, plain: str, printed: Sequence[Printed], layout: Layout) -> None:
        self._plain = plain
        school = _SCHOOL_YEAR.search(plain)
        self._school_year = Span.of(text, *school.span()) if school else None
        self._known = _recent(_known(plain, printed, layout))
        self._dated = layout.published is not None
        self.now = self._find_now(plain, printed, layout)

    def _find_now(self, plain: str, printed: Sequence[Printed], layout: Layout) -> Now | None:
        if layout.published:
            return Now(layout.published.at.date(), layout.published.span)
        head = layout.paragraphs[:_HEAD][-1].end if layout.paragraphs else 0
        for time in [time for time in printed if time.span.start < head][:_MOST]:
            if time.precision is not Precision.DAY or time.offset is not None or _kind(plain, time) in (_Kind.DOCUMENT, _Kind.AHEAD):
                continue
            fixed = (time.year, time.span) if time.year else self._settle(time)
            days = resolved(time, fixed[0]) if fixed else None
            return Now(days[0], fixed[1]) if fixed and days else None
        return None

    def _settle(self, time: Printed) -> tuple[int, Span] | None:
        found = _by_date(time, self._known) or _by_years(time, self._known) or _by_school_year(time, self._school_year)
        return found if found and found[0] >= _OLDEST else None

    def year_of(self, time: Printed) -> tuple[int, Span] | None:
        """The year of a time that prints none, and the passage that fixes it; None where nothing does."""
        if not self.now:
            return self._settle(time)
        before, kind = _text_before(self._plain, time), _kind(self._plain, time)
        found = _nearest(time, self.now, ahead=bool(_DEADLINE.search(before)) and kind is not _Kind.PAST)
        days = resolved(time, found[0]) if found and self._dated and kind is not _Kind.AHEAD else None
        if days and time.precision is Precision.DAY and (days[0] - self.now.day).days > _SOON and not self._is_told_ahead(time):
            return self._printed_elsewhere(time)  # what is told as done lies behind: the paper's day is not the day of the news
        return found

    def _is_told_ahead(self, time: Printed) -> bool:
        """Whether the sentence around the time speaks of what is to come."""
        start = max(self._plain.rfind(". ", 0, time.span.start), self._plain.rfind("\n", 0, time.span.start)) + 1
        return bool(_FUTURE.match(self._plain, start))

    def _printed_elsewhere(self, time: Printed) -> tuple[int, Span] | None:
        """The year of the same day where the article prints it: "Ngày 17/12, …" and "từ ngày 17/12/2013 đến …"."""
        return next(((one.first.year, one.span) for one in self._known if resolved(time, one.first.year) == (one.first, one.last)), None)
