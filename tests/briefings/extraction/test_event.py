"""The meeting or act an article reports, its day and its place. All articles are invented."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.dates import find_dates
from briefings.extraction.event import find_event
from briefings.extraction.layout import read_layout
from briefings.model import Event
from briefings.text import normalise

TITLE = "Đẩy mạnh cải cách hành chính trong toàn tỉnh"


def _event(*paragraphs: str, title: str = TITLE) -> Event:
    text = normalise("\n".join((title, *paragraphs)))
    layout = read_layout(text)
    return find_event(text, layout, find_dates(text, layout))


def _day(*paragraphs: str, title: str = TITLE) -> date | None:
    when = _event(*paragraphs, title=title).when
    return when.first if when else None


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Sáng 16-12-2024, Sở Nội vụ tổ chức hội nghị tổng kết công tác năm.", date(2024, 12, 16)),
        ("Sáng 16-12, Sở Nội vụ tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025.", date(2024, 12, 16)),
        ("(HNO) - Chiều 4/7/2024, tại Hà Nội, ban tổ chức hội nghị sơ kết công tác 6 tháng đầu năm.", date(2024, 7, 4)),
        ("Thứ trưởng nhấn mạnh như vậy tại hội nghị trực tuyến toàn ngành sáng 25-11-2017 tại Hà Nội.", date(2017, 11, 25)),
        ("Văn phòng Chính phủ đã có công văn số 3764/VPCP-KTTH ngày 28/12/2018 về giá xăng dầu.", date(2018, 12, 28)),
        ("Thủ tướng vừa ký ban hành Chỉ thị số 12/CT-TTg ngày 3/5/2023 về an toàn giao thông.", date(2023, 5, 3)),
        ("Ngày 2/2/2018, Chính phủ họp phiên thường kỳ, bàn việc thực hiện Nghị quyết số 01/NQ-CP ngày 1/1/2018.", date(2018, 2, 2)),
        ("Tổng cục trưởng ghi nhận nỗ lực của trường trong chuyến thăm vào chiều ngày 31/5/2023.", date(2023, 5, 31)),
        ("Chi bộ 2 tổ chức Đại hội Đảng viên lần thứ XI vào ngày 10/08/2022 tại hội trường.", date(2022, 8, 10)),
        ("Hội nghị diễn ra ngày 5/6/2024 yêu cầu các xã báo cáo trước ngày 30/6/2024.", date(2024, 6, 5)),
    ],
)
def test_the_day_of_the_event_stands_in_the_opening(lead: str, day: date) -> None:
    assert _day(lead, "Các đại biểu đã thảo luận nhiều nội dung.") == day


@pytest.mark.parametrize(
    "lead",
    [
        "Thời gian qua, Sở Nội vụ có nhiều nỗ lực trong công tác tham mưu, góp phần nâng cao chất lượng đội ngũ cán bộ.",
        "Sở thực hiện nghiêm Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương.",
        "Các xã phải hoàn thành việc rà soát trước ngày 30/6/2024.",
        "Giá mới sẽ áp dụng từ ngày 1/1/2019 trên cả nước.",
        "Thủ tướng vừa có công điện về ứng phó mưa lũ.",
        "Hội nghị Trung ương dự kiến khai mạc vào ngày 2/10/2024.",
        "Khai mạc phiên họp Chính phủ thường kỳ tháng 11-2018, Thủ tướng nêu ba việc.",
        "Sáng 20-8, hội nghị sơ kết 3 năm thực hiện chỉ thị diễn ra tại Hà Nội.",
    ],
)
def test_where_no_day_is_printed_or_fixed_there_is_none(lead: str) -> None:
    assert _day(lead) is None


def test_no_other_day_takes_the_place_of_one_whose_year_is_not_fixed() -> None:
    lead = "Sáng 20-8, hội nghị sơ kết công tác diễn ra tại tỉnh."

    assert _day(lead, "Trước đó, đường này khởi công ngày 5/2/2011.") is None


def test_a_later_day_in_the_body_is_not_the_day_of_the_event() -> None:
    assert _day("Chiều 4/7/2024, tỉnh tổ chức hội nghị sơ kết.", "Đợt kiểm tra bắt đầu sáng 8/7/2024 tại các xã.") == date(2024, 7, 4)


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (
            "Sáng 16/12/2024, Sở Nội vụ tổ chức Hội nghị tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025.",
            "Hội nghị tổng kết công tác năm 2024, triển khai nhiệm vụ năm 2025",
        ),
        (
            "Sáng 16/12/2024, hội nghị trực tuyến toàn quốc về tổng kết công tác tổ chức được tổ chức.",
            "hội nghị trực tuyến toàn quốc về tổng kết công tác tổ chức",
        ),
        (
            'Sáng 16/12/2024, hội nghị sơ kết 3 năm thực hiện chỉ thị về "Học tập, làm theo" diễn ra tại Hà Nội.',
            'hội nghị sơ kết 3 năm thực hiện chỉ thị về "Học tập, làm theo"',
        ),
        ("Bộ trưởng vừa ký ban hành Thông tư số 12/2024/TT-BYT về khám bệnh.", "ký ban hành Thông tư số 12/2024/TT-BYT về khám bệnh"),
        ("Thủ tướng vừa có công điện về ứng phó mưa lũ.", "công điện về ứng phó mưa lũ"),
    ],
)
def test_the_event_is_named_as_printed(lead: str, name: str) -> None:
    found = _event(lead).name

    assert found is not None
    assert found.text == name


@pytest.mark.parametrize("lead", ["Công tác chuẩn bị đại hội đảng bộ các cấp được làm kỹ.", "Sở có nhiều đổi mới trong năm qua."])
def test_a_meeting_only_spoken_of_is_no_event(lead: str) -> None:
    assert _event(lead) == Event()


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("Chiều 4/7/2024, tại Hà Nội, ban tổ chức hội nghị sơ kết công tác nửa năm.", "Hà Nội"),
        ("Chiều 4/7/2024, tại TP. Hồ Chí Minh, bộ tổ chức hội nghị sơ kết công tác nửa năm.", "TP. Hồ Chí Minh"),
        ("Chiều 4/7/2024, tại Trụ sở Chính phủ, Thủ tướng chủ trì phiên họp về giải ngân.", "Trụ sở Chính phủ"),
        ("Chiều 4/7/2024, ban tổ chức hội nghị sơ kết tại điểm cầu Hà Nội và các tỉnh.", None),
        ("Chiều 4/7/2024, phát biểu tại hội nghị sơ kết công tác nửa năm, Bộ trưởng nêu ba việc.", None),
    ],
)
def test_the_place_is_where_the_event_is_said_to_be(lead: str, place: str | None) -> None:
    found = _event(lead).place

    assert (found.text if found else None) == place


def test_the_spelling_of_tones_and_marks_changes_nothing() -> None:
    lead = "Sáng 16/12/2024, tại Hòa Bình, Ủy ban tổ chức hội nghị bàn về khóa đào tạo cán bộ."
    expected = _event(lead)

    assert expected.place is not None
    assert _event(unicodedata.normalize("NFD", lead), title=unicodedata.normalize("NFD", TITLE)) == expected
    respelt = _event(lead.replace("òa", "oà").replace("Ủy", "Uỷ").replace("óa", "oá"), title=TITLE.replace("Đ", "Ð"))
    assert respelt.when == expected.when
    assert respelt.place is not None
    assert respelt.place.start == expected.place.start


PIECES = [
    "Sáng 16-12",
    ", ",
    "hội nghị tổng kết năm 2024",
    " tại Hà Nội",
    " ký ban hành ",
    "Chỉ thị số 5",
    " ngày 3/4/2024",
    "“",
    "”",
    ". ",
    "\n",
    " được tổ chức",
]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=25).map("".join)))
def test_every_passage_stands_where_it_says(raw: str) -> None:
    text = normalise(raw)
    layout = read_layout(text)
    event = find_event(text, layout, find_dates(text, layout))
    spans = [span for span in (event.name, event.place, event.when.span if event.when else None) if span]

    assert all(text[span.start : span.end] == span.text for span in spans)
