"""The times an article prints: its text and layout in; every date and period, in text order, with its first and last day, out.

Made for Vietnamese official prose, which general date libraries misread: "Kết luận số 21" is no 21st, "tháng 11-2018" no day,
"1/3 số hộ" no date, "2021-2026" a term of office. A day and a month count only after a word that says so ("ngày", "sáng", "trước").

A year that is not printed is settled by what fixes it, in this order: the publication time; a full date nearby that is no
document's; the years the article speaks of, where a meeting in winter reviews the year that ends and plans the one that begins.
`When.year_from` is that passage. Where nothing fixes the year the time is left out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.extraction.vocabulary import table
from briefings.model import Layout, Precision, Span, When
from briefings.text import canonical

_WORDS = table("dates")


def _any(words: Iterable[str]) -> str:
    ordered = sorted((canonical(word) for word in words), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


# --- the grammar, on canonical text ----------------------------------------------------------------------------------------------

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_SEP = r" ?[/.–-] ?"
_OF_YEAR = rf"(?:,? năm |{_SEP})"
_SAID = rf"(?:{_any(_WORDS['strong'])}[ ,]{{1,2}}\(?){{1,3}}"  # "chiều thứ hai, ngày ", "hôm qua ("
_WEAK = rf"(?:{_any(_WORDS['weak'])} |\()"  # "trước ", "từ "

_FORMS = {
    # "ngày 14 đến 16/6", "ngày 14 và 15-6-2024", "14-16/6"
    "days": rf"(?P<days_said>{_SAID})?(?P<days_day>{_DAY})(?: ?[-–] ?| đến (?:ngày )?| và (?:ngày )?|, ?)(?P<days_last>{_DAY})"
    rf"{_SEP}(?P<days_month>{_MONTH})(?:{_SEP}(?P<days_year>{_YEAR}))?",
    # "ngày 25/10/2017", "Chiều 29-10-2018", "13.1.2022"
    "full": rf"(?P<full_said>{_SAID})?(?P<full_day>{_DAY}){_SEP}(?P<full_month>{_MONTH}){_SEP}(?P<full_year>{_YEAR})",
    # "ngày 4 tháng 7 năm 2024", "ngày 4 tháng 7"
    "long": rf"(?P<long_said>{_SAID})?(?P<long_day>{_DAY}) tháng (?P<long_month>{_MONTH})(?:{_OF_YEAR}(?P<long_year>{_YEAR}))?",
    # "Sáng 16-12", "hôm qua (20/8)", "30/6"
    "short": rf"(?P<short_said>{_SAID})?(?P<short_day>{_DAY}){_SEP}(?P<short_month>{_MONTH})",
    # "cuối tháng 6", "tháng 11-2018", "tháng 7 năm 2024"
    "month": rf"(?:(?P<month_part>đầu|giữa|cuối) )?(?<!\d )tháng (?P<month_month>{_MONTH})(?:{_OF_YEAR}(?P<month_year>{_YEAR}))?",
    # "quý III/2024", "quý 4 năm 2025", "quý I"
    "quarter": rf"quý (?P<quarter_number>iii|ii|iv|i|[1-4])(?:{_OF_YEAR}(?P<quarter_year>{_YEAR}))?",
    # "6 tháng cuối năm 2024", "9 tháng đầu năm", "nửa đầu năm"
    "months": rf"(?:(?P<months_count>0?[369]|ba|sáu|chín) tháng|nửa) (?P<months_part>đầu|cuối) năm(?: (?P<months_year>{_YEAR}))?",
    # "cuối năm 2025", "năm 2025"
    "year": rf"(?:(?P<year_part>đầu|giữa|cuối) )?năm (?P<year_year>{_YEAR})(?! ?[-–] ?{_YEAR})",
    # "hôm nay", "chiều qua"
    "session": rf"(?P<session_word>{_any(_WORDS['sessions'])})",
}
_TIME = re.compile(
    rf"(?<![\w/.,-])(?P<weak>{_WEAK})?(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items())
    + r")(?![\w/])(?![-.,]\d)"
)
_UNIT = re.compile(rf"\s?(?:%|‰|{_any(_WORDS['units'])}(?!\w))")
_FRACTIONS = frozenset({(1, 2), (1, 3), (1, 4), (1, 5), (1, 10), (2, 3), (3, 4), (2, 5), (3, 5), (4, 5)})

_Days = Callable[[int], tuple[date, date]]  # the first and the last day, once the year is known; ValueError for a 30 February


@dataclass(frozen=True, slots=True)
class _Printed:
    """A time as printed; `year` is None where none is printed, `offset` the distance in days of "hôm qua" from the paper's day."""

    span: Span
    days: _Days
    precision: Precision
    year: int | None = None
    offset: int | None = None


def _month_days(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(match: re.Match[str], form: str) -> tuple[_Days, Precision]:
    first, month = int(match[f"{form}_day"]), int(match[f"{form}_month"])
    last = int(match["days_last"]) if form == "days" else first
    return lambda year: (date(year, month, first), date(year, month, last)), Precision.DAY


_THIRDS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31)}


def _month(match: re.Match[str], _form: str) -> tuple[_Days, Precision]:
    month = int(match["month_month"])
    first, last = _THIRDS.get(match["month_part"] or "", (1, 31))
    return lambda year: (date(year, month, first), date(year, month, min(last, monthrange(year, month)[1]))), Precision.MONTH


_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ba": 3, "sáu": 6, "chín": 9}


def _quarter(match: re.Match[str], _form: str) -> tuple[_Days, Precision]:
    number = _NUMERALS.get(match["quarter_number"]) or int(match["quarter_number"])
    return lambda year: _month_days(year, 3 * number - 2, 3 * number), Precision.QUARTER


_LENGTHS = {3: Precision.QUARTER, 6: Precision.HALF, 9: Precision.MONTH}


def _months(match: re.Match[str], _form: str) -> tuple[_Days, Precision]:
    word = match["months_count"] or "6"
    count = _NUMERALS.get(word) or int(word)
    first, last = (1, count) if match["months_part"] == "đầu" else (13 - count, 12)
    return lambda year: _month_days(year, first, last), _LENGTHS[count]


_PARTS = {"đầu": (1, 3, Precision.QUARTER), "giữa": (4, 9, Precision.HALF), "cuối": (10, 12, Precision.QUARTER)}


def _year(match: re.Match[str], _form: str) -> tuple[_Days, Precision]:
    first, last, precision = _PARTS.get(match["year_part"] or "", (1, 12, Precision.YEAR))
    return lambda year: _month_days(year, first, last), precision


_READERS: dict[str, Callable[[re.Match[str], str], tuple[_Days, Precision]]] = {
    **dict.fromkeys(("days", "full", "long", "short"), _day),
    "month": _month,
    "quarter": _quarter,
    "months": _months,
    "year": _year,
}


def _is_amount(plain: str, match: re.Match[str]) -> bool:
    """Whether a day and month that no strong word introduces may as well be an amount, a score or a fraction."""
    day, month, after = int(match["short_day"]), int(match["short_month"]), plain[match.end() : match.end() + 12]
    if not match["weak"] or (match["weak"] == "(" and not (after.startswith(")") and "/" in match[0])) or _UNIT.match(after):
        return True
    closed = not after.strip() or after.lstrip()[0] in ",.;:)–-"
    if "/" in match[0]:
        return (day, month) in _FRACTIONS and not closed
    return day < month and not closed


def _is_time(plain: str, match: re.Match[str], form: str) -> bool:
    if form == "short":
        return bool(match["short_said"]) or not _is_amount(plain, match)
    if form == "days":
        return bool(match["days_said"] or match["weak"] or match["days_year"]) and int(match["days_day"]) < int(match["days_last"])
    return form != "long" or bool(match["long_said"] or match["weak"] or match["long_year"])


def _read(text: str, plain: str, match: re.Match[str]) -> _Printed | None:
    form = next(name for name in _FORMS if match[name])
    if not _is_time(plain, match, form):
        return None
    start, end = match.span(form)
    if "(" in match[form] and plain.startswith(")", end):
        end += 1
    span = Span.of(text, start, end)
    if form == "session":
        return _Printed(span, _session, Precision.DAY, offset=_WORDS["sessions"][match[form]])
    days, precision = _READERS[form](match, form)
    year = match[f"{form}_year"] if form != "short" else None
    return _Printed(span, days, precision, int(year) if year else None)


def _session(year: int) -> tuple[date, date]:
    raise ValueError(year)


def _find(text: str, plain: str) -> list[_Printed]:
    return [printed for match in _TIME.finditer(plain) if (printed := _read(text, plain, match))]


# --- the year that is not printed ------------------------------------------------------------------------------------------------

# A date after these belongs to the document, not to the news: "Nghị quyết số 18-NQ/TW, ngày 25/10/2017".
_OF_DOCUMENT = re.compile(
    r"(?:số|luật|pháp lệnh|hiến pháp|chỉ thị|nghị quyết|nghị định|thông tư|kết luận|quy định|quyết định|hướng dẫn|thông báo|công văn|công điện)\s[^.;]{0,40}$"
)
# A year after these is a target, a term or a statute's: "đến năm 2030", "so với năm 2015", "Luật Tố cáo năm 2018".
_FAR_YEAR = re.compile(r"(?:đến|từ|so với|tầm nhìn|trước|sau|cùng kỳ|kể từ|giai đoạn|nhiệm kỳ|khoá|luật[^.;,]{0,30}|nghị định[^.;,]{0,30}|pháp lệnh[^.;,]{0,30}) $")
_WINTER = 9  # from October on a meeting speaks of the coming year too; up to March of the past one
_SPRING = 4


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A passage that fixes a year: the days it names, and how much it counts."""

    span: Span
    first: date
    last: date
    weight: int


def _evidence(plain: str, printed: Sequence[_Printed], layout: Layout) -> Iterator[_Evidence]:
    head = layout.lead.end if layout.lead else 0
    for time in printed:
        before = plain[max(0, time.span.start - 48) : time.span.start].replace("\n", ".").rstrip(",( ") + " "
        barred = _OF_DOCUMENT if time.precision is Precision.DAY else _FAR_YEAR
        if time.year and not barred.search(before) and (days := _resolved(time, time.year)):
            yield _Evidence(time.span, *days, weight=3 if time.span.start < head else 1)


def _resolved(time: _Printed, year: int) -> tuple[date, date] | None:
    try:
        return time.days(year)
    except ValueError:
        return None


def _distance(days: tuple[date, date], evidence: _Evidence) -> int:
    return max(0, (evidence.first - days[1]).days, (days[0] - evidence.last).days)


def _nearest_year(time: _Printed, to: _Evidence) -> int | None:
    """Of the years around the evidence the one that brings the time closest to it: 28/12 beside 1/1/2019 is in 2018."""
    years = (to.first.year, to.first.year - 1, to.first.year + 1)
    found = [(_distance(days, to), place, year) for place, year in enumerate(years) if (days := _resolved(time, year))]
    return min(found)[2] if found else None


def _voted_year(time: _Printed, votes: Counter[int]) -> int:
    """The year the article speaks of most. Of two that follow each other, autumn belongs to the first and winter's end to the second."""
    most = max(votes, key=lambda year: (votes[year], year))
    month = time.days(most)[0].month
    neighbour = most - 1 if month > _WINTER else most + 1
    seasonal = month > _WINTER or month < _SPRING
    return neighbour if seasonal and 2 * votes[neighbour] >= votes[most] else most


@dataclass(frozen=True, slots=True)
class _Fixed:
    """What fixes the years of one article: the publication time, days and months with their year, and years by how often they stand."""

    published: _Evidence | None
    near: tuple[_Evidence, ...]
    votes: Counter[int]
    named: dict[int, Span]

    def year_of(self, time: _Printed) -> tuple[int, Span] | None:
        if self.published:
            year = _nearest_year(time, self.published)
            return (year, self.published.span) if year else None
        if self.near:
            closest = min(self.near, key=lambda evidence: abs(evidence.span.start - time.span.start))
            year = _nearest_year(time, closest)
            return (year, closest.span) if year else None
        if not self.votes:
            return None
        year = _voted_year(time, self.votes)
        return year, self.named[year]


_MODERN = 2000  # older years are history, not the year of the news


def _fixed(plain: str, printed: Sequence[_Printed], layout: Layout) -> _Fixed:
    evidence = [found for found in _evidence(plain, printed, layout) if found.first.year >= _MODERN]
    votes: Counter[int] = Counter()
    named: dict[int, Span] = {}
    for found in evidence:
        votes[found.first.year] += found.weight
        named.setdefault(found.first.year, found.span)
    top = max(votes, key=lambda year: (votes[year], year), default=0)
    near = tuple(found for found in evidence if (found.last - found.first).days <= 31 and abs(found.first.year - top) <= 1)
    stamp = layout.published
    day = stamp.at.date() if stamp else None
    published = _Evidence(stamp.span, day, day, 0) if stamp and day else None
    return _Fixed(published, near, votes, named)


def _when(time: _Printed, fixed: _Fixed) -> When | None:
    if time.offset is not None:
        if not fixed.published:
            return None
        day = fixed.published.first + timedelta(days=time.offset)
        return When(time.span, day, day, time.precision, fixed.published.span)
    year, source = (time.year, None) if time.year else fixed.year_of(time) or (None, None)
    days = _resolved(time, year) if year else None
    return When(time.span, *days, time.precision, source) if days and days[0] <= days[1] else None


def find_dates(text: str, layout: Layout) -> tuple[When, ...]:
    """All times in `text` (normalised), in text order, furniture and the publication time left out."""
    plain = canonical(text)
    printed = [time for time in _find(text, plain) if not any(junk.holds(time.span) for junk in layout.junk)]
    if layout.published:
        printed = [time for time in printed if not layout.published.span.holds(time.span)]
    fixed = _fixed(plain, printed, layout)
    return tuple(when for time in printed if (when := _when(time, fixed)))
