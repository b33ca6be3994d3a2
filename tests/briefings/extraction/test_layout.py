"""What each line of a page is. The pages are invented after the habits of Vietnamese papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.layout import read_layout
from briefings.model import Layout
from briefings.text import normalise

TITLE = "Hội nghị triển khai công tác cải cách hành chính tỉnh An Hòa"
LEAD = "Sáng 12-3, UBND tỉnh An Hòa tổ chức hội nghị triển khai công tác cải cách hành chính. Đồng chí Lê Văn Tám chủ trì."
STORY = "Hội nghị đã nghe báo cáo kết quả năm qua và thảo luận các giải pháp cho thời gian tới, nhất là việc giải quyết hồ sơ trực tuyến."
MORE = "Phát biểu tại hội nghị, đồng chí Lê Văn Tám đề nghị các sở, ngành khẩn trương hoàn thành kế hoạch, công khai kết quả hằng tháng."


def _page(*lines: str) -> Layout:
    return read_layout(normalise("\n".join(lines)))


def _title(*lines: str) -> str | None:
    title = _page(*lines).title
    return title.text if title else None


@pytest.mark.parametrize(
    "furniture",
    [
        "Thứ Sáu, Tháng Bảy 19, 2024",
        "Thứ sáu, ngày 19 tháng 7 năm 2024",
        "* Email: toasoan@anhoa.vn *Tòa soạn: 0912345678 - 0987654321",
        "spot_img",
        "Trang chủ > Thời sự > Chính trị",
        "CHÍNH TRỊ",
        "|",
        "Chia sẻ",
    ],
)
def test_the_furniture_above_the_headline_is_junk(furniture: str) -> None:
    layout = _page(furniture, "", TITLE, LEAD, STORY)

    assert layout.title is not None
    assert layout.title.text == TITLE
    assert [line.text for line in layout.junk] == [furniture]
    assert layout.published is None


@pytest.mark.parametrize(
    "title", [TITLE, "‘Không để dân chờ’", "Khai mạc kỳ họp thứ ba HĐND tỉnh khóa X", "Họp báo về kỳ thi tốt nghiệp..."]
)
def test_the_first_line_of_the_story_is_the_headline(title: str) -> None:
    assert _title(title, LEAD, STORY) == title


def test_a_short_kicker_stands_above_the_headline() -> None:
    assert _title("Tin hoạt động Sở", TITLE, LEAD, STORY) == TITLE


def test_a_text_that_opens_with_a_paragraph_has_no_headline() -> None:
    layout = _page(LEAD * 2, STORY)

    assert layout.title is None
    assert layout.lead is not None


@pytest.mark.parametrize(
    ("line", "at", "has_time"),
    [
        ("11:01, 13/01/2022", "2022-01-13 11:01", True),
        ("Thứ năm, 13/01/2022 | 11:01 (GMT+7)", "2022-01-13 11:01", True),
        ("Thứ Tư, 08/04/2015, 08:11 [GMT+7]", "2015-04-08 08:11", True),
        ("(Ngày đăng: 16/12/2024)", "2024-12-16 00:00", False),
        ("Cập nhật lúc: 18:00 |22/05/2022", "2022-05-22 18:00", True),
        ("2024-07-04T15:30:00+07:00", "2024-07-04 15:30", True),
        ("2024-07-04T15:30:00Z", "2024-07-04 15:30", True),
        ("05-06-24 13:37", "2024-06-05 13:37", True),
        ("Thứ Bảy, ngày 6 tháng 7 năm 2024, 9 giờ 05", "2024-07-06 09:05", True),
        ("01/02/2023 3:15 PM", "2023-02-01 15:15", True),
    ],
)
def test_a_line_of_date_and_hour_under_the_headline_is_the_publication_time(line: str, at: str, has_time: bool) -> None:
    layout = _page(TITLE, line, LEAD, STORY)

    assert layout.published is not None
    assert (f"{layout.published.at:%Y-%m-%d %H:%M}", layout.published.has_time) == (at, has_time)
    assert layout.junk == ()
    assert layout.lead is not None
    assert layout.lead.text == LEAD


def test_a_date_with_an_hour_above_the_headline_counts_where_none_stands_below() -> None:
    layout = _page("Thứ hai, 16/12/2024, 10:20 (GMT+7)", TITLE, LEAD, STORY)

    assert layout.published is not None
    assert f"{layout.published.at:%Y-%m-%d %H:%M}" == "2024-12-16 10:20"


def test_the_name_beside_the_publication_time_is_the_byline() -> None:
    layout = _page(TITLE, "Thanh Mai - 13/01/2022 11:01", LEAD, STORY)

    assert layout.byline is not None
    assert layout.byline.text == "Thanh Mai"


@pytest.mark.parametrize("impossible", ["31/02/2022 10:00", "99:99, 45/13/2022"])
def test_an_impossible_time_is_none(impossible: str) -> None:
    assert _page(TITLE, impossible, LEAD, STORY).published is None


@pytest.mark.parametrize(
    "byline",
    [
        "NGUYỆT THU",
        "Lê Huy",
        "Theo TTXVN",
        "Bài, ảnh: Thu Hà",
        "PV",
        "H.T",
        "Hoàng Nam - Bá Phúc",
        "Vũ Lan (Theo Kyodo)",
        "Minh Châu ghi",
        "Nhóm PV",
    ],
)
def test_a_name_or_attribution_alone_at_the_end_is_the_byline(byline: str) -> None:
    layout = _page(TITLE, LEAD, STORY, MORE, byline)

    assert layout.byline is not None
    assert layout.byline.text == byline
    assert [line.text for line in layout.paragraphs] == [LEAD, STORY, MORE]


@pytest.mark.parametrize("printed", ["Vũ Lan (Tổng hợp)", "Vũ Lan (T/h)", "Tác giả: Vũ Lan"])
def test_what_a_label_or_a_bracket_says_of_the_work_is_no_name(printed: str) -> None:
    layout = _page(TITLE, LEAD, STORY, MORE, printed)

    assert layout.byline
    assert layout.byline.text == "Vũ Lan"
    assert [line.text for line in layout.paragraphs] == [LEAD, STORY, MORE]


@pytest.mark.parametrize("line", ["Nhiệm vụ trọng tâm:", "Theo đó, việc này cần làm sớm.", "Ông Trần Văn Bé.", "Bài học kinh nghiệm"])
def test_a_heading_or_a_sentence_at_the_end_is_no_byline(line: str) -> None:
    assert _page(TITLE, LEAD, STORY, MORE, line).byline is None


def test_lines_behind_the_byline_are_captions() -> None:
    layout = _page(TITLE, LEAD, STORY, MORE, "Lê Huy", "Bộ phận một cửa của thị xã trong ngày đầu làm việc.")

    assert [line.text for line in layout.captions] == ["Bộ phận một cửa của thị xã trong ngày đầu làm việc."]


@pytest.mark.parametrize(
    "caption",
    [
        "Đồng chí Lê Văn Tám phát biểu tại hội nghị.",
        "Các đại biểu tham dự Hội nghị.",
        "Các đồng chí trong Ban Thường vụ Tỉnh ủy dự hội nghị.",
        "Quang cảnh hội nghị.",
        "Quang cảnh hội nghị",
        "Hội nghị báo cáo viên tháng 5",
        "Đồng chí Lê Văn Tám - Chủ tịch UBND tỉnh và đồng chí Phạm Thị Na - Giám đốc Sở Nội vụ chủ trì hội nghị tại điểm cầu An Hòa",
        "Người dân làm thủ tục tại bộ phận một cửa - Ảnh: MINH HẢI",
        "Thủ tướng phát biểu chỉ đạo. (Ảnh: TRẦN NAM)",
        "Sở Nội vụ tổ chức buổi gặp mặt đầu xuân (Ảnh minh họa).",
        "Lãnh đạo tỉnh trao bằng khen cho các tập thể xuất sắc.",
        "Tượng đài Bác Hồ ở thành phố An Hòa.",
        "Khu dân cư ven sông chờ giải tỏa.",
        "Chủ tịch UBND tỉnh Lê Văn Tám.",
        "Ông Lê Văn Tám - Chủ tịch UBND tỉnh.",
        "GS Trần Ngọc Lâm, nguyên Phó chủ nhiệm Văn phòng Quốc hội.",
        "Bộ trưởng Nội vụ Lê Văn Tám trong lần tiếp xúc cử tri Cần Thơ.",
        "Bộ trưởng Lê Văn Tám tại lễ kỷ niệm của Học viện Không quân.",
        "Ông Lê Văn Tám, chủ tịch tỉnh - Ảnh V. HÙNG",
        "Chủ tịch tỉnh Lê Văn Tám (bìa phải) đến hội trường cùng các cán bộ đã nhận quyết định.",
        "Lãnh đạo tỉnh chúc mừng các cán bộ vừa được bổ nhiệm",
    ],
)
def test_a_line_under_a_picture_is_a_caption(caption: str) -> None:
    layout = _page(TITLE, LEAD, caption, STORY, MORE)

    assert [line.text for line in layout.captions] == [caption]
    assert [line.text for line in layout.paragraphs] == [LEAD, STORY, MORE]


def test_the_paper_a_text_was_taken_from_is_no_caption() -> None:
    source = "Nguồn tin: Báo An Hòa"
    layout = _page(TITLE, LEAD, STORY, MORE, "Vũ Lan", source)

    assert layout.captions == ()
    assert [line.text for line in layout.junk] == [source]


def test_dong_chi_in_short_opens_a_caption_where_the_story_spells_it_out() -> None:
    shown = "Đ/c Lê Văn Tám - Giám đốc Sở Nội vụ đề nghị các xã rà soát hồ sơ."
    spelled = "Phát biểu tại hội nghị, đồng chí Lê Văn Tám nhấn mạnh ba việc."

    lead = "Hội nghị diễn ra sáng 12-3 và đã bàn nhiều việc."

    assert [line.text for line in _page(TITLE, lead, shown, spelled, STORY).captions] == [shown]
    assert _page(TITLE, lead, shown, STORY).captions == ()


@pytest.mark.parametrize(
    "paragraph",
    [
        "Đồng chí Lê Văn Tám, Chủ tịch UBND tỉnh dự và phát biểu chỉ đạo hội nghị.",
        "Phát biểu tại hội nghị, đồng chí Lê Văn Tám nhấn mạnh ba việc.",
        "Các đại biểu đã thảo luận nhiều nội dung quan trọng.",
        "Các đại biểu cho rằng cần có cơ chế riêng.",
        "Hình ảnh này cho thấy dòng sông đã cạn.",
        "1. Hoàn thành việc rà soát thủ tục trước 30/6.",
        "Nhiệm vụ, giải pháp trọng tâm",
        "Ông thường xuyên đi cơ sở.",
        "Ngày 12/3, dân các xã ven sông dọn về nơi ở mới.",
        "Sở Nội vụ bố trí kinh phí.",
        "Trước hết, rà soát hồ sơ tồn đọng.",
        "Lãnh đạo tỉnh chúc mừng các cán bộ, mong muốn họ nỗ lực nhiều hơn nữa",
        "Thủ tướng giao Bộ Nội vụ kiểm tra việc sắp xếp bộ máy tại các tỉnh",
    ],
)
def test_a_sentence_that_tells_is_a_paragraph(paragraph: str) -> None:
    layout = _page(TITLE, LEAD, paragraph, STORY, MORE)

    assert layout.captions == ()
    assert paragraph in [line.text for line in layout.paragraphs]


def test_a_repeated_caption_is_a_caption_and_its_repetition_junk() -> None:
    caption = "Ông Trần Ngọc Lâm, giám đốc trung tâm một cửa."
    layout = _page(TITLE, LEAD, caption, STORY, MORE, caption)

    assert [line.text for line in layout.captions] == [caption]
    assert [line.text for line in layout.junk] == [caption]
    assert layout.captions[0] != layout.junk[0]


def test_a_caption_repeated_with_its_credit_is_one_caption() -> None:
    layout = _page(TITLE, LEAD, "Ông Trần Ngọc Lâm trả lời báo chí.", "Ông Trần Ngọc Lâm trả lời báo chí. Ảnh: Hữu Hiệp", STORY)

    assert len(layout.captions) == 1
    assert len(layout.junk) == 1


@pytest.mark.parametrize("following", ["(Ảnh: Hữu Hiệp).", "Trong ảnh là bộ phận một cửa - Ảnh: HỮU HIỆP"])
def test_the_line_before_a_credit_or_before_in_the_picture_is_a_caption(following: str) -> None:
    shown = "Nhiều cầu vượt xây dựng trong năm qua đã phát huy hiệu quả."
    layout = _page(TITLE, LEAD, STORY, shown, following, MORE)

    assert [line.text for line in layout.captions] == [shown, following]
    assert layout.junk == ()


def test_what_stands_at_the_foot_and_tells_nothing_is_a_caption() -> None:
    shown = ["Nước lũ cuồn cuộn đổ về các sông suối ở An Hòa.", "Máy xúc dọn đất đá trên tuyến đường vào xã Bình Sơn."]
    assert [line.text for line in _page(TITLE, LEAD, STORY, MORE, *shown).captions] == shown


@pytest.mark.parametrize(
    "closing",
    [
        "Kho bạc Nhà nước tỉnh giải ngân vốn kể từ khi nhận đủ hồ sơ.",
        "Thủ tướng giao Bộ Giáo dục hoàn chỉnh văn kiện dự án.",
        "Người đứng đầu các đơn vị chịu trách nhiệm trước UBND tỉnh về kết quả giải ngân.",
        "Tập trung vệ sinh bãi nuôi, thu gom vỏ ngao chết.",
        "Tổng số thu ngân sách ước tăng 500 tỉ đồng.",
        "Đồng thời nghiên cứu đặt lưới chắn rác tại các cửa xả ven biển.",
    ],
)
def test_a_short_closing_sentence_is_a_paragraph(closing: str) -> None:
    assert _page(TITLE, LEAD, STORY, MORE, closing).captions == ()


def test_a_list_of_people_at_the_foot_is_no_row_of_captions() -> None:
    people = [f"Ông Trần Văn {name}, Phó Trưởng phòng thanh tra" for name in ("An", "Bình", "Cường", "Dũng")]
    assert _page(TITLE, LEAD, STORY, *people).captions == ()


def test_a_sentence_above_the_byline_is_no_caption_because_one_stands_below_it() -> None:
    closing = "Bán kính gió mạnh tính từ tâm bão khoảng 140 km."
    layout = _page(TITLE, LEAD, STORY, MORE, closing, "Trần Minh", "Đường đi của bão số 3.")

    assert [line.text for line in layout.captions] == ["Đường đi của bão số 3."]


def test_a_headline_printed_again_is_junk() -> None:
    layout = _page(TITLE, "10:00, 12/03/2024", TITLE, LEAD, STORY)

    assert [line.text for line in layout.junk] == [TITLE]
    assert layout.lead is not None
    assert layout.lead.text == LEAD


@pytest.mark.parametrize(
    "line",
    [
        "Toàn văn nghị quyết",
        "> > Toàn văn nghị quyết",
        ">> Hội nghị tháng trước",
        "Xem thêm: Tin trong ngày",
        "Tin liên quan",
        "Từ khóa: cải cách",
        "© Báo An Hòa",
    ],
)
def test_links_and_notices_among_the_paragraphs_are_junk(line: str) -> None:
    layout = _page(TITLE, LEAD, STORY, line, MORE)

    assert [junk.text for junk in layout.junk] == [line]
    assert [paragraph.text for paragraph in layout.paragraphs] == [LEAD, STORY, MORE]


@pytest.mark.parametrize("text", ["", "\n\n", " \u00a0\n"])
def test_an_empty_text_has_an_empty_layout(text: str) -> None:
    assert read_layout(text) == Layout(None, None, None, None, (), (), ())


@given(st.text(max_size=400))
def test_every_line_stands_where_it_says_and_is_one_thing_only(raw: str) -> None:
    text = normalise(raw)
    layout = read_layout(text)
    heads = [span for span in (layout.title, layout.byline) if span]
    spans = [*heads, *layout.captions, *layout.junk, *layout.paragraphs]

    assert all(text[span.start : span.end] == span.text for span in spans)
    assert len({span.start for span in spans}) == len(spans)
    assert list(layout.paragraphs) == sorted(layout.paragraphs)


TIME = "11:01, 13/01/2022"


@given(st.lists(st.sampled_from([TITLE, LEAD, STORY, MORE, "Lê Huy", "|", "Quang cảnh hội nghị", TIME, ""]), max_size=12))
def test_no_line_of_a_page_is_lost(lines: list[str]) -> None:
    layout = read_layout(normalise("\n".join(lines)))
    told = len(layout.captions) + len(layout.junk) + len(layout.paragraphs)
    told += sum(part is not None for part in (layout.title, layout.byline, layout.published))

    assert told == sum(line != "" for line in lines)


def test_the_spelling_of_tones_changes_nothing() -> None:
    page = (TITLE, LEAD, "Toàn cảnh lễ công bố ở thị xã Hòa An", STORY, "Thúy Hòa")
    old, new = _page(*page), _page(*(line.replace("òa", "oà").replace("úy", "uý") for line in page))

    assert [span.start for span in old.captions] == [span.start for span in new.captions]
    assert (old.byline is None, len(old.paragraphs)) == (new.byline is None, len(new.paragraphs))
