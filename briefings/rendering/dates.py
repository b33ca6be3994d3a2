"""Dates as an office writes them: a day, a `When`, a period or an article's row in, "04/7/2024", "14–16/6/2024", "tháng 11/2018" out."""

from __future__ import annotations

from datetime import date, timedelta

from briefings.model import Precision, When
from briefings.periods import Period
from briefings.rendering.texts import Texts
from briefings.store.rows import ArticleRow

_LAST_PADDED_MONTH = 2  # Nghị định 30/2020/NĐ-CP, Phụ lục I: a zero before days under 10 and before months 1 and 2
_ROMAN = ("I", "II", "III", "IV")
_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


def day(at: date) -> str:
    """16/12/2024, 04/7/2024, 05/02/2024."""
    return f"{_day_and_month(at)}/{at.year}"


def _day_and_month(at: date) -> str:
    return f"{at.day:02d}/{at.month:02d}" if at.month <= _LAST_PADDED_MONTH else f"{at.day:02d}/{at.month}"


def _days(first: date, last: date) -> str:
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)}–{day(last)}"
    return f"{_day_and_month(first)}–{day(last)}" if first.month != last.month else f"{first.day:02d}–{day(last)}"


def _named(first: date, last: date, precision: Precision, texts: Texts) -> str:
    year = str(first.year)
    match precision:
        case Precision.MONTH:
            return texts.plain("when-month", month=str(first.month), year=year)
        case Precision.QUARTER:
            return texts.plain("when-quarter", quarter=_ROMAN[(first.month - 1) // 3], year=year)
        case Precision.HALF:
            return texts.plain("when-half", half="first" if first.month == 1 else "second", year=year)
        case Precision.YEAR:
            return texts.plain("when-year", year=year)
        case Precision.DAY:
            return _days(first, last)


def written(when: When, texts: Texts) -> str:
    """When something took place or is due, in our own words."""
    return _named(when.first, when.last, when.precision, texts)


def _spans(period: Period, months: int) -> bool:
    if period.first.day != 1 or (period.first.month - 1) % months or period.first.year != period.last.year:
        return False
    after = period.last + timedelta(days=1)
    return after.day == 1 and (after.year - period.first.year) * 12 + after.month - period.first.month == months


def period_named(period: Period, texts: Texts) -> str:
    """A period by its name where it has one ("quý IV/2024", "năm 2024"), else by its first and last day."""
    for precision, months in _MONTHS.items():
        if _spans(period, months):
            return _named(period.first, period.last, precision, texts)
    return _days(period.first, period.last)


def dated(row: ArticleRow, texts: Texts) -> str:
    """The day of an article in a list, marked where it is not the day of its event: "đăng ngày 13/01/2022"."""
    return texts.plain(f"day-{row.dated_by}", day=day(row.day))
