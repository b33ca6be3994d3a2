"""Printed times, the years that are not printed, and what only looks like a time."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.dates import find_dates
from briefings.extraction.layout import read_layout
from briefings.model import Precision, When
from briefings.text import normalise

DAY, MONTH, QUARTER, HALF, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.HALF, Precision.YEAR


def _dates(body: str, *, title: str = "Tin về một cuộc họp của tỉnh", published: str | None = None) -> tuple[When, ...]:
    text = normalise("\n".join(filter(None, (title, published, body))))
    return find_dates(text, read_layout(text))


def _first(body: str, **about: str) -> When:
    return _dates(body, **about)[0]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("ngày 25/10/2017", date(2017, 10, 25)),
        ("Chiều 29-10-2018", date(2018, 10, 29)),
        ("25.10.2017", date(2017, 10, 25)),
        ("ngày 4 tháng 7 năm 2024", date(2024, 7, 4)),
        ("ngày 4 tháng 7, năm 2024", date(2024, 7, 4)),
        ("01/02/2020", date(2020, 2, 1)),
        ("thứ Hai, ngày 16/12/2024", date(2024, 12, 16)),
        ("sáng thứ Hai (16/12/2024)", date(2024, 12, 16)),
        ("hôm qua (20/8/2019)", date(2019, 8, 20)),
        ("ngày 19 – 4 – 2022", date(2022, 4, 19)),
        ("sáng nay 31/12/2018", date(2018, 12, 31)),
    ],
)
def test_a_full_date_is_its_day(printed: str, day: date) -> None:
    when = _first(f"Hội nghị diễn ra {printed}, tại nhà văn hóa.")

    assert (when.span.text, when.first, when.last, when.precision, when.year_from) == (printed, day, day, DAY, None)


@pytest.mark.parametrize(
    ("printed", "first", "last", "precision"),
    [
        ("tháng 11-2018", date(2018, 11, 1), date(2018, 11, 30), MONTH),
        ("tháng 11/2018", date(2018, 11, 1), date(2018, 11, 30), MONTH),
        ("tháng 2 năm 2024", date(2024, 2, 1), date(2024, 2, 29), MONTH),
        ("cuối tháng 6/2024", date(2024, 6, 21), date(2024, 6, 30), MONTH),
        ("quý III/2024", date(2024, 7, 1), date(2024, 9, 30), QUARTER),
        ("quý 4 năm 2025", date(2025, 10, 1), date(2025, 12, 31), QUARTER),
        ("6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31), HALF),
        ("sáu tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30), HALF),
        ("nửa đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30), HALF),
        ("9 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 9, 30), MONTH),
        ("năm 2025", date(2025, 1, 1), date(2025, 12, 31), YEAR),
        ("cuối năm 2025", date(2025, 10, 1), date(2025, 12, 31), QUARTER),
    ],
)
def test_a_period_has_its_first_and_last_day(printed: str, first: date, last: date, precision: Precision) -> None:
    when = _first(f"Kế hoạch của {printed} đã được giao.")

    assert (when.span.text, when.first, when.last, when.precision) == (printed, first, last, precision)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("ngày 14 đến 16/6/2024", date(2024, 6, 14), date(2024, 6, 16)),
        ("ngày 14 và 15-6-2024", date(2024, 6, 14), date(2024, 6, 15)),
        ("các ngày 14-16/6/2024", date(2024, 6, 14), date(2024, 6, 16)),
    ],
)
def test_days_in_a_row_are_one_time(printed: str, first: date, last: date) -> None:
    when = _first(f"Hội thi diễn ra {printed}.")

    assert (when.span.text, when.first, when.last) == (printed, first, last)


def test_a_span_over_two_months_is_two_days() -> None:
    assert [when.first for when in _dates("Đợt kiểm tra từ 28/6 đến 2/7/2024 tại các xã.")] == [date(2024, 6, 28), date(2024, 7, 2)]


@pytest.mark.parametrize(
    "body",
    [
        "Kết luận số 21 và Nghị quyết số 30/2020/NĐ-CP còn hiệu lực.",
        "Gọi 0912.345.678 hoặc 024 3825 1234 để được hỗ trợ.",
        "Có 1/3 số hộ và đến 1/3 diện tích được giao.",
        "Đội nhà thắng 3-1, cách biệt từ 2-3 bàn.",
        "Trạm trực 24/7, mở cửa lúc 7h30.",
        "Nhiệm kỳ 2021-2026, giai đoạn 2021 - 2025.",
        "Quốc lộ 14/7 và đường số 2-9 đang sửa.",
        "Hoàn thành 5/18 đề án; tăng 3,5 lần, từ 2-3 triệu đồng.",
        "Trong 6 tháng 7 lần kiểm tra, mỗi tháng 10 triệu.",
        "Lãi suất từ 4-5 phần trăm, vào 3-4 người.",
        "Ngày 31/2/2024 không có.",
    ],
)
def test_what_only_looks_like_a_time_is_none(body: str) -> None:
    assert _dates(body) == ()


@pytest.mark.parametrize(
    ("published", "printed", "day"),
    [
        ("11:01, 13/01/2022", "Sáng 13/1", date(2022, 1, 13)),
        ("11:01, 03/01/2022", "Ngày 28-12", date(2021, 12, 28)),
        ("11:01, 28/12/2021", "ngày 5/1", date(2022, 1, 5)),
        ("11:01, 13/01/2022", "Hôm qua", date(2022, 1, 12)),
        ("11:01, 13/01/2022", "Chiều nay", date(2022, 1, 13)),
        ("11:01, 13/01/2022", "sáng mai", date(2022, 1, 14)),
    ],
)
def test_the_publication_time_fixes_the_year(published: str, printed: str, day: date) -> None:
    when = _first(f"{printed}, UBND tỉnh họp phiên thường kỳ.", published=published)

    assert (when.first, when.year_from and when.year_from.text) == (day, published)


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("Ngày 17/12, UBND tỉnh ký quyết định.", []),
        ("Ngày 17/12, hội nghị sẽ diễn ra.", [date(2018, 12, 17)]),
        (
            "Ngày 17/12, UBND tỉnh ký quyết định. Chương trình kéo dài từ ngày 17/12/2013 đến ngày 03/3/2014.",
            [date(2013, 12, 17), date(2013, 12, 17), date(2014, 3, 3)],
        ),
    ],
)
def test_what_is_told_as_done_is_not_long_after_the_paper_s_day(body: str, days: list[date]) -> None:
    assert [when.first for when in _dates(body, published="08:00, 29/06/2018")] == days


@pytest.mark.parametrize(
    ("body", "day", "source"),
    [
        ("Sáng 16-12, Sở Nội vụ tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025.", date(2024, 12, 16), "năm 2024"),
        ("Sáng 10/1, Sở Nội vụ tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025.", date(2025, 1, 10), None),
        ("Chiều 20/12, huyện Hòa An triển khai nhiệm vụ năm 2025.", date(2024, 12, 20), "năm 2025"),
        ("Chiều 4/3, ngành họp trực tuyến. Trong tháng 2/2019, ngành đã bổ sung cán bộ.", date(2019, 3, 4), "tháng 2/2019"),
        ("Ngày 28/12, bộ có văn bản. Giá mới áp dụng từ ngày mai, 1/1/2019.", date(2018, 12, 28), "ngày mai, 1/1/2019"),
        ("Ngày 15/5, Chính phủ bàn về tình hình kinh tế năm 2016 và những tháng đầu năm 2017.", date(2017, 5, 15), "đầu năm 2017"),
        ("Ngày 2-2, Chính phủ họp. Mức tăng giá trong năm 2018 là 4%.", date(2018, 2, 2), "năm 2018"),
    ],
)
def test_what_stands_around_fixes_the_year(body: str, day: date, source: str | None) -> None:
    when = _first(body)

    assert when.first == day
    assert when.year_from is not None
    assert source in (None, when.year_from.text)


@pytest.mark.parametrize(
    "body",
    [
        "Sáng 20-8, hội nghị sơ kết 3 năm thực hiện chỉ thị diễn ra tại tỉnh.",
        "Sáng 20-8, tỉnh họp bàn mục tiêu đến năm 2030.",
        "Sáng 20-8, tỉnh công bố Nghị quyết số 18-NQ/TW, ngày 25/10/2017.",
        "Sáng 20-8, ông Lê Văn Tám, sinh năm 1960, nhận quyết định nghỉ hưu.",
        "Sáng 20-8, tỉnh nhìn lại nhiệm kỳ 2016-2021.",
        "Sáng 20-8, Thủ tướng thị sát dự án. Dự án được Thủ tướng chấp thuận chủ trương vào tháng 10/2024.",
        "Sáng 20-8, ban chỉ đạo họp. Năm 1985, bão mạnh đổ bộ. Năm 1985, tỉnh mất mùa.",
        "Sáng 20-8, toà tuyên án. Từ tháng 9/2015 đến ngày 17/12/2016, bị cáo đã làm giả hồ sơ.",
    ],
)
def test_where_nothing_fixes_the_year_the_day_is_left_out(body: str) -> None:
    assert all(when.first.day != 20 or when.first.month != 8 for when in _dates(body))


@pytest.mark.parametrize(
    ("clause", "day"),
    [
        ("Tỉnh yêu cầu hoàn thành trước 30/6.", date(2025, 6, 30)),
        ("Tỉnh yêu cầu báo cáo chậm nhất ngày 15-12.", date(2024, 12, 15)),
        ("Các xã đã hoàn thành trước 30/6.", date(2024, 6, 30)),
    ],
)
def test_a_deadline_is_not_over_when_it_is_set(clause: str, day: date) -> None:
    assert _dates(f"Sáng 4/7/2024, UBND tỉnh họp. {clause}")[-1].first == day


def test_a_date_in_the_furniture_is_no_date_of_the_article() -> None:
    assert _dates("Cuộc họp bàn nhiều việc.", title="Thứ Sáu, ngày 19 tháng 7 năm 2024\nTin về một cuộc họp của tỉnh") == ()


def test_the_spelling_of_tones_and_marks_changes_nothing() -> None:
    body = "Sáng 16-12, tại Hòa An, tỉnh tổng kết năm 2024; hoàn thành trước ngày 30/6."
    expected = [(when.first, when.span.start) for when in _dates(body)]

    assert [(when.first, when.span.start) for when in _dates(body.replace("òa", "oà"))] == expected
    assert [(when.first, when.span.start) for when in _dates(unicodedata.normalize("NFD", body))] == expected


PIECES = [
    "ngày ",
    "sáng ",
    "từ ",
    "đến ",
    "trước ",
    "tháng ",
    "năm ",
    "quý ",
    "6 tháng đầu năm ",
    "16",
    "/",
    "-",
    "12",
    "2024",
    "II",
    "(",
    ")",
    " ",
    ",",
    "\n",
]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_every_time_stands_where_it_says_and_does_not_end_before_it_begins(raw: str) -> None:
    text = normalise(raw)
    dates = find_dates(text, read_layout(text))

    assert all(text[when.span.start : when.span.end] == when.span.text and when.first <= when.last for when in dates)
    assert all(when.year_from is None or text[when.year_from.start : when.year_from.end] == when.year_from.text for when in dates)
    assert list(dates) == sorted(dates, key=lambda when: when.span)


@given(
    st.dates(date(2000, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["ngày {0.day}/{0.month}/{0.year}", "sáng {0:%d-%m-%Y}", "ngày {0.day} tháng {0.month} năm {0.year}"]),
)
def test_every_day_is_read_as_it_was_printed(day: date, form: str) -> None:
    when = _first(f"Cuộc họp diễn ra {form.format(day)}.")

    assert (when.first, when.last, when.precision) == (day, day, DAY)
