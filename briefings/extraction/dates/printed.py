"""The grammar of printed times: canonical text in; each time as printed, with its year if it prints one, out.

Each form is a named piece with decoded examples. A day and a month alone count only after a word that says so ("ngày", "sáng",
"trước"): "1/3 số hộ" is a share, "từ 2-3 triệu" an amount, "7-3" a score.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Precision, Span
from briefings.text import places, standing

_WORDS = table("dates")


# --- the grammar, on canonical text ----------------------------------------------------------------------------------------------

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:19|20)\d\d"
_SEP = r" ?[/.–-] ?"
_OF_YEAR = rf"(?:,? năm |{_SEP})"
_SAID = rf"(?:{one_of(_WORDS['strong'])}[ ,]{{1,2}}\(?){{1,3}}"  # "chiều thứ hai, ngày ", "hôm qua ("
_WEAK = rf"(?:{one_of(_WORDS['weak'])} |\()"  # "trước ", "từ "

_FORMS = {
    # "ngày 14 đến 16/6", "ngày 14 và 15-6-2024", "14-16/6"
    "days": rf"(?P<days_said>{_SAID})?(?P<days_day>{_DAY})(?: ?[-–] ?| đến (?:ngày )?| và (?:ngày )?|, ?)(?P<days_last>{_DAY})"
    rf"{_SEP}(?P<days_month>{_MONTH})(?:{_SEP}(?P<days_year>{_YEAR}))?",
    # "ngày 25/10/2017", "Chiều 29-10-2018", "13.1.2022"
    "full": rf"(?P<full_said>{_SAID})?(?P<full_day>{_DAY}){_SEP}(?P<full_month>{_MONTH}){_SEP}(?P<full_year>{_YEAR})",
    # in words: "ngày 4 tháng 7 năm 2024", "ngày 4 tháng 7"
    "long": rf"(?P<long_said>{_SAID})?(?P<long_day>{_DAY}) tháng (?P<long_month>{_MONTH})(?:{_OF_YEAR}(?P<long_year>{_YEAR}))?",
    # no year: "Sáng 16-12", "hôm qua (20/8)", "trước 30/6"
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
    "session": rf"(?P<session_word>{one_of(_WORDS['sessions'])})",
}
_PARTED, _COUNTS = ("đầu", "giữa", "cuối", "tháng", "quý", "nửa", "năm"), ("ba", "sáu", "chín")
_OPENERS = one_of((*_WORDS["strong"], *_WORDS["sessions"], *(f"{word} " for word in _PARTED), *(f"{count} tháng" for count in _COUNTS)))
_AHEAD = rf"(?=(?:{_WEAK})?(?:\d|{_OPENERS}))"  # what every form begins with, looked at before any is tried
_LISTED = (*_WORDS["strong"], *_WORDS["sessions"], *_WORDS["weak"], *_PARTED, *_COUNTS)
_LEADS = frozenset(phrase.split()[0] for phrase in _LISTED)  # the words that open one, found before any form is tried
_TIME = re.compile(
    rf"(?<![\w/.,-]){_AHEAD}(?P<weak>{_WEAK})?(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items())
    + r")(?![\w/])(?![-.,]\d)"
)
_DIGITS = frozenset("0123456789")
_UNIT = re.compile(rf"\s?(?:%|‰|{one_of(_WORDS['units'])}(?!\w))")
_FRACTIONS = frozenset({(1, 2), (1, 3), (1, 4), (1, 5), (1, 10), (2, 3), (3, 4), (2, 5), (3, 5), (4, 5)})

Days = Callable[[int], tuple[date, date]]  # the first and the last day, once the year is known; ValueError for a 30 February


@dataclass(frozen=True, slots=True)
class Printed:
    """A time as printed; `year` is None where none is printed, `offset` the distance in days of "hôm qua" from the paper's day."""

    span: Span
    days: Days
    precision: Precision
    year: int | None = None
    offset: int | None = None


def _month_days(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(match: re.Match[str], form: str) -> tuple[Days, Precision]:
    first, month = int(match[f"{form}_day"]), int(match[f"{form}_month"])
    last = int(match["days_last"]) if form == "days" else first
    return lambda year: (date(year, month, first), date(year, month, last)), Precision.DAY


_THIRDS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 31)}


def _month(match: re.Match[str], _form: str) -> tuple[Days, Precision]:
    month = int(match["month_month"])
    first, last = _THIRDS.get(match["month_part"] or "", (1, 31))
    return lambda year: (date(year, month, first), date(year, month, min(last, monthrange(year, month)[1]))), Precision.MONTH


_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ba": 3, "sáu": 6, "chín": 9}


def _quarter(match: re.Match[str], _form: str) -> tuple[Days, Precision]:
    number = _NUMERALS.get(match["quarter_number"]) or int(match["quarter_number"])
    return lambda year: _month_days(year, 3 * number - 2, 3 * number), Precision.QUARTER


_LENGTHS = {3: Precision.QUARTER, 6: Precision.HALF, 9: Precision.MONTH}


def _months(match: re.Match[str], _form: str) -> tuple[Days, Precision]:
    word = match["months_count"] or "6"
    count = _NUMERALS.get(word) or int(word)
    first, last = (1, count) if match["months_part"] == "đầu" else (13 - count, 12)
    return lambda year: _month_days(year, first, last), _LENGTHS[count]


_PARTS = {"đầu": (1, 3, Precision.QUARTER), "giữa": (4, 9, Precision.HALF), "cuối": (10, 12, Precision.QUARTER)}


def _year(match: re.Match[str], _form: str) -> tuple[Days, Precision]:
    first, last, precision = _PARTS.get(match["year_part"] or "", (1, 12, Precision.YEAR))
    return lambda year: _month_days(year, first, last), precision


_READERS: dict[str, Callable[[re.Match[str], str], tuple[Days, Precision]]] = {
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


def _read(text: str, plain: str, match: re.Match[str]) -> Printed | None:
    form = next(name for name in _FORMS if match[name])
    if not _is_time(plain, match, form):
        return None
    start, end = match.span(form)
    if "(" in match[form] and plain.startswith(")", end):
        end += 1
    span = Span.of(text, start, end)
    if form == "session":
        return Printed(span, _session, Precision.DAY, offset=_WORDS["sessions"][match[form]])
    days, precision = _READERS[form](match, form)
    year = match[f"{form}_year"] if form != "short" else None
    return Printed(span, days, precision, int(year) if year else None)


def _session(year: int) -> tuple[date, date]:
    raise ValueError(year)


def _times(plain: str) -> Iterator[re.Match[str]]:
    end = 0
    for start in standing(plain, {word for word in places(plain) if word in _LEADS or word[0] in _DIGITS}):
        if start >= end and (match := (plain[start - 1 : start] == "(" and _TIME.match(plain, start - 1)) or _TIME.match(plain, start)):
            yield match
            end = match.end()


def find_printed(text: str, plain: str) -> list[Printed]:
    """Every time in `text`, in text order; `plain` is its canonical form."""
    return [printed for match in _times(plain) if (printed := _read(text, plain, match))]
