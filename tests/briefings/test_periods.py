"""Periods as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.periods import find_period
from briefings.text import fold

TODAY = date(2024, 12, 22)


def found(text: str, *, ahead: bool = False, today: date = TODAY) -> str | None:
    result = find_period(fold(text), today, ahead=ahead)
    return f"{result.period.first}…{result.period.last}" if result else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16/12/2024", "2024-12-16…2024-12-16"),
        ("16-12-2024", "2024-12-16…2024-12-16"),
        ("16.12.2024", "2024-12-16…2024-12-16"),
        ("2024-12-16", "2024-12-16…2024-12-16"),
        ("ngày 16 tháng 12 năm 2024", "2024-12-16…2024-12-16"),
        ("16/12", "2024-12-16…2024-12-16"),
        ("31/12", "2023-12-31…2023-12-31"),
        ("tháng 11-2018", "2018-11-01…2018-11-30"),
        ("11/2018", "2018-11-01…2018-11-30"),
        ("tháng 2 năm 2024", "2024-02-01…2024-02-29"),
        ("tháng 12", "2024-12-01…2024-12-31"),
        ("quý 3/2024", "2024-07-01…2024-09-30"),
        ("quý IV năm 2023", "2023-10-01…2023-12-31"),
        ("q1 2024", "2024-01-01…2024-03-31"),
        ("6 tháng đầu năm 2024", "2024-01-01…2024-06-30"),
        ("6 tháng cuối năm", "2024-07-01…2024-12-31"),
        ("năm 2024", "2024-01-01…2024-12-31"),
        ("2020-2024", "2020-01-01…2024-12-31"),
        ("từ 1/6/2024 đến 30/6/2024", "2024-06-01…2024-06-30"),
        ("từ năm 2020 đến hết năm 2022", "2020-01-01…2022-12-31"),
        ("hôm nay", "2024-12-22…2024-12-22"),
        ("hôm qua", "2024-12-21…2024-12-21"),
        ("tuần này", "2024-12-16…2024-12-22"),
        ("tuần trước", "2024-12-09…2024-12-15"),
        ("tháng này", "2024-12-01…2024-12-31"),
        ("tháng trước", "2024-11-01…2024-11-30"),
        ("quý này", "2024-10-01…2024-12-31"),
        ("năm ngoái", "2023-01-01…2023-12-31"),
        ("last month", "2024-11-01…2024-11-30"),
        ("31/4/2024", None),
        ("tháng 13", None),
        ("quý 5", None),
        ("18-NQ/TW", None),
        ("12024", None),
        ("tinh gọn", None),
    ],
)
def test_a_period_is_the_days_that_it_names(text: str, expected: str | None) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "behind", "before"),
    [
        ("tháng 1", "2024-01-01…2024-01-31", "2025-01-01…2025-01-31"),
        ("20/12", "2024-12-20…2024-12-20", "2025-12-20…2025-12-20"),
        ("22/12", "2024-12-22…2024-12-22", "2024-12-22…2024-12-22"),
        ("quý 4", "2024-10-01…2024-12-31", "2024-10-01…2024-12-31"),
    ],
)
def test_a_period_without_a_year_is_the_nearest(text: str, behind: str, before: str) -> None:
    assert found(text) == behind
    assert found(text, ahead=True) == before


def test_a_leap_day_without_a_year_is_none_in_another_year() -> None:
    assert found("29/2", today=date(2023, 3, 1)) is None
    assert found("29/2", today=date(2024, 3, 1)) == "2024-02-29…2024-02-29"


def test_a_period_is_found_where_it_stands() -> None:
    text = "Tô Lâm từ tháng 6/2024 đến tháng 9/2024 bộ máy"
    result = find_period(fold(text), TODAY)
    assert result is not None
    assert text[result.start : result.end] == "từ tháng 6/2024 đến tháng 9/2024"


@given(text=st.from_regex(r"(?:[0-9]{1,4}|[-/. ]|thang|quy|nam|den|tu|ngay){0,12}", fullmatch=True), today=st.dates(), ahead=st.booleans())
def test_a_period_never_ends_before_it_begins(text: str, today: date, ahead: bool) -> None:
    result = find_period(text, today, ahead=ahead)
    assert result is None or result.period.first <= result.period.last
