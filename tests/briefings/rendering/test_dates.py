"""Dates are written as an office writes them."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model import Precision, Span, When
from briefings.periods import Period
from briefings.rendering.dates import dated, day, period_named, written
from briefings.rendering.texts import texts
from briefings.store.rows import ArticleRow, DatedBy


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (date(2024, 12, 16), "16/12/2024"),
        (date(2024, 7, 4), "04/7/2024"),
        (date(2024, 2, 5), "05/02/2024"),
        (date(2017, 10, 25), "25/10/2017"),
    ],
)
def test_small_days_and_the_first_two_months_get_a_zero(at: date, expected: str) -> None:
    assert day(at) == expected


@pytest.mark.parametrize(
    ("first", "last", "precision", "vi", "en"),
    [
        (date(2024, 12, 16), date(2024, 12, 16), Precision.DAY, "16/12/2024", "16/12/2024"),
        (date(2024, 6, 14), date(2024, 6, 16), Precision.DAY, "14–16/6/2024", "14–16/6/2024"),
        (date(2024, 6, 30), date(2024, 7, 2), Precision.DAY, "30/6–02/7/2024", "30/6–02/7/2024"),
        (date(2024, 12, 30), date(2025, 1, 2), Precision.DAY, "30/12/2024–02/01/2025", "30/12/2024–02/01/2025"),
        (date(2018, 11, 1), date(2018, 11, 30), Precision.MONTH, "tháng 11/2018", "11/2018"),
        (date(2024, 7, 1), date(2024, 9, 30), Precision.QUARTER, "quý III/2024", "quarter III/2024"),
        (date(2024, 1, 1), date(2024, 6, 30), Precision.HALF, "6 tháng đầu năm 2024", "first half of 2024"),
        (date(2024, 7, 1), date(2024, 12, 31), Precision.HALF, "6 tháng cuối năm 2024", "second half of 2024"),
        (date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR, "năm 2025", "2025"),
    ],
)
def test_a_time_is_written_by_its_precision(first: date, last: date, precision: Precision, vi: str, en: str) -> None:
    when = When(Span(0, 0, ""), first, last, precision)
    assert (written(when, texts("vi")), written(when, texts("en"))) == (vi, en)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        (date(2024, 10, 1), date(2024, 12, 31), "quý IV/2024"),
        (date(2024, 7, 1), date(2024, 12, 31), "6 tháng cuối năm 2024"),
        (date(2024, 2, 1), date(2024, 2, 29), "tháng 2/2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "01–28/02/2024"),
        (date(2024, 4, 1), date(2024, 9, 30), "01/4–30/9/2024"),
        (date(2023, 1, 1), date(2024, 12, 31), "01/01/2023–31/12/2024"),
        (date(2024, 12, 16), date(2024, 12, 16), "16/12/2024"),
    ],
)
def test_a_period_goes_by_its_name_where_it_has_one(first: date, last: date, expected: str) -> None:
    assert period_named(Period(first, last), texts("vi")) == expected


@pytest.mark.parametrize(
    ("by", "expected"),
    [(DatedBy.EVENT, "13/01/2022"), (DatedBy.PUBLISHED, "đăng ngày 13/01/2022"), (DatedBy.LOADED, "nạp ngày 13/01/2022")],
)
def test_a_day_that_is_not_the_events_is_marked(by: DatedBy, expected: str) -> None:
    assert dated(ArticleRow(1, "Tin", date(2022, 1, 13), by, None), texts("vi")) == expected
