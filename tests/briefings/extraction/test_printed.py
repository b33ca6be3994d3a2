"""Times as they are printed, one by one: where each begins and ends, its days in a year, and what is an amount instead."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from briefings.extraction.dates.printed import Printed, find_printed
from briefings.model import Precision, Span
from briefings.text import canonical

LEAP = 2024
DAY, MONTH, QUARTER, HALF, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR


def found(text: str) -> list[Printed]:
    return find_printed(text, canonical(text))


def read(text: str) -> list[str]:
    return [time.span.text for time in found(text)]


@pytest.mark.parametrize("share", ["1/2", "1/3", "1/4", "1/5", "1/10", "2/3", "3/4", "2/5", "3/5", "4/5"])
def test_a_share_is_a_day_only_where_the_words_end_with_it(share: str) -> None:
    assert read(f"đến {share} diện tích") == []
    assert read(f"đến {share}, tỉnh họp") == [share]


@pytest.mark.parametrize("day", ["1/1", "1/6", "2/2", "2/4", "2/6", "3/6", "4/6", "5/5", "0/3", "30/11", "5/3"])
def test_what_is_no_share_is_a_day_after_a_word_of_time(day: str) -> None:
    assert read(f"đến {day} diện tích") == ([day] if day != "0/3" else [])


@pytest.mark.parametrize(
    ("printed", "times"),
    [
        ("từ 2-3 nghề", []),  # a range counts up
        ("từ 3-2 nghề", ["3-2"]),
        ("từ 3-3 nghề", ["3-3"]),
        ("từ 2-3, tỉnh họp", ["2-3"]),
        ("từ 2-3 , tỉnh họp", ["2-3"]),
        ("từ 2-3", ["2-3"]),
        ("từ 2-3 ", ["2-3"]),
        ("từ 30/6%", []),
        ("từ 30-6 người", []),
        ("từ 30-6 nghề", ["30-6"]),
        ("30-6 nghề", []),  # no word of time
        ("30/6, nghề", []),
        ("(20/8) tỉnh họp", ["20/8"]),
        ("(20-8) tỉnh họp", []),  # a score
        ("(20/8 nghề) tỉnh họp", []),
        ("ngày 2-3 nghề", ["ngày 2-3"]),
        ("sáng 2-3 nghề", ["sáng 2-3"]),
        ("hôm qua (20/8), tỉnh họp", ["hôm qua (20/8)"]),
        ("hôm qua (20/8 tỉnh họp", ["hôm qua (20/8"]),
        ("hôm qua (20/8 ) tỉnh họp", ["hôm qua (20/8"]),
        ("ngày 20/8) tỉnh họp", ["ngày 20/8"]),
        ("14-16/6 nghề", []),
        ("14-16/6/2024 nghề", ["14-16/6/2024"]),
        ("từ 14-16/6 nghề", ["14-16/6"]),
        ("ngày 14, 16/6 nghề", ["ngày 14, 16/6"]),
        ("ngày 16 đến 14/6 nghề", []),
        ("ngày 14 đến 14/6 nghề", []),
        ("4 tháng 7 nghề", []),
        ("ngày 4 tháng 7 nghề", ["ngày 4 tháng 7"]),
        ("trước 4 tháng 7 nghề", ["4 tháng 7"]),
        ("4 tháng 7 năm 2024 nghề", ["4 tháng 7 năm 2024"]),
        ("7-2 và 8/2 nghề", ["8/2"]),
        ("ngày 7/2 ngày 8/2 nghề", ["ngày 7/2", "ngày 8/2"]),
        ("nghỉ hôm qua, họp hôm nay", ["hôm qua", "hôm nay"]),
    ],
)
def test_a_day_without_a_year_is_told_from_an_amount(printed: str, times: list[str]) -> None:
    assert read(printed) == times
    assert read(f"Tỉnh có {printed}") == times


@pytest.mark.parametrize(
    ("printed", "first", "last", "precision"),
    [
        ("ngày 5/6", (6, 5), (6, 5), DAY),
        ("ngày 14 đến 16/6", (6, 14), (6, 16), DAY),
        ("ngày 4 tháng 7", (7, 4), (7, 4), DAY),
        ("tháng 2", (2, 1), (2, 29), MONTH),
        ("tháng 6", (6, 1), (6, 30), MONTH),
        ("đầu tháng 2", (2, 1), (2, 10), MONTH),
        ("giữa tháng 2", (2, 11), (2, 20), MONTH),
        ("cuối tháng 2", (2, 21), (2, 29), MONTH),
        ("cuối tháng 12", (12, 21), (12, 31), MONTH),
        ("quý I", (1, 1), (3, 31), QUARTER),
        ("quý II", (4, 1), (6, 30), QUARTER),
        ("quý III", (7, 1), (9, 30), QUARTER),
        ("quý IV", (10, 1), (12, 31), QUARTER),
        ("quý 1", (1, 1), (3, 31), QUARTER),
        ("quý 2", (4, 1), (6, 30), QUARTER),
        ("quý 3", (7, 1), (9, 30), QUARTER),
        ("quý 4", (10, 1), (12, 31), QUARTER),
        ("3 tháng đầu năm", (1, 1), (3, 31), QUARTER),
        ("03 tháng cuối năm", (10, 1), (12, 31), QUARTER),
        ("ba tháng đầu năm", (1, 1), (3, 31), QUARTER),
        ("sáu tháng cuối năm", (7, 1), (12, 31), HALF),
        ("chín tháng đầu năm", (1, 1), (9, 30), MONTH),
        ("9 tháng cuối năm", (4, 1), (12, 31), MONTH),
        ("nửa đầu năm", (1, 1), (6, 30), HALF),
        ("nửa cuối năm", (7, 1), (12, 31), HALF),
        ("năm 2024", (1, 1), (12, 31), YEAR),
        ("đầu năm 2024", (1, 1), (3, 31), QUARTER),
        ("giữa năm 2024", (4, 1), (9, 30), HALF),
        ("cuối năm 2024", (10, 1), (12, 31), QUARTER),
    ],
)
def test_a_time_has_its_days_in_a_year(printed: str, first: tuple[int, int], last: tuple[int, int], precision: Precision) -> None:
    (time,) = found(f"Tỉnh xong {printed}.")
    assert (time.span.text, time.precision, time.offset) == (printed, precision, None)
    assert time.days(LEAP) == (date(LEAP, *first), date(LEAP, *last))


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("ngày 5/6", None),
        ("ngày 5/6/2023", 2023),
        ("ngày 14-16/6", None),
        ("ngày 14-16/6/2023", 2023),
        ("tháng 6", None),
        ("tháng 6-2023", 2023),
        ("quý I/2023", 2023),
        ("nửa đầu năm 2023", 2023),
        ("năm 2023", 2023),
    ],
)
def test_a_time_has_the_year_that_it_prints(printed: str, year: int | None) -> None:
    assert [(time.span.text, time.year) for time in found(f"Tỉnh họp {printed}.")] == [(printed, year)]


def test_a_month_ends_as_its_year_has_it() -> None:
    (time,) = found("Họp trong tháng 2.")
    assert [time.days(year)[1].day for year in (2023, 2024)] == [28, 29]


@pytest.mark.parametrize(("word", "offset"), [("hôm nay", 0), ("Chiều nay", 0), ("hôm qua", -1), ("sáng mai", 1)])
def test_a_word_for_a_day_is_so_many_days_from_the_paper_s(word: str, offset: int) -> None:
    (time,) = found(f"Họp {word}.")
    assert (time.span.text, time.precision, time.offset, time.year) == (word, DAY, offset, None)
    with pytest.raises(ValueError, match="2024"):
        time.days(LEAP)


def test_a_time_once_read_does_not_change() -> None:
    (time,) = found("Họp hôm nay.")
    with pytest.raises(FrozenInstanceError):
        time.span = Span(0, 0, "")  # type: ignore[misc]  # that is the point
