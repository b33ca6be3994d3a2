"""Citations of Party and State documents. The sentences are invented around well-known documents."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.dates import find_dates
from briefings.extraction.documents import find_documents, find_named_documents
from briefings.extraction.layout import read_layout
from briefings.model import Document, Span
from briefings.text import normalise

TITLE = "Tin về việc quán triệt một số văn bản"


def _documents(body: str) -> tuple[Document, ...]:
    text = normalise(f"{TITLE}\n{body}")
    layout = read_layout(text)
    return find_documents(text, layout, find_dates(text, layout))


def _named(body: str) -> list[str]:
    text = normalise(f"{TITLE}\n{body}")
    layout = read_layout(text)
    return [span.text for span in find_named_documents(text, layout, find_documents(text, layout, find_dates(text, layout)))]


def _told(body: str) -> list[tuple[str, str]]:
    return [(document.type, document.number.text) for document in _documents(body)]


def _only(body: str) -> Document:
    (document,) = _documents(body)
    return document


def _issuers(body: str) -> list[str | None]:
    return [document.issuer.text if document.issuer else None for document in _documents(body)]


@pytest.mark.parametrize(
    ("citation", "kind", "number"),
    [
        ("Nghị quyết số 18-NQ/TW", "Nghị quyết", "18-NQ/TW"),
        ("Chỉ thị 05-CT/TW", "Chỉ thị", "05-CT/TW"),
        ("Kết luận số 21-KL/TW", "Kết luận", "21-KL/TW"),
        ("Quy định số 08-QĐi/TW", "Quy định", "08-QĐi/TW"),
        ("Quy định số 37-QĐ/TW", "Quy định", "37-QĐ/TW"),
        ("Chương trình số 55-CTr/TU", "Chương trình", "55-CTr/TU"),
        ("Thông báo số 05 - TB/TW", "Thông báo", "05 - TB/TW"),
        ("Thông báo Kết luận số 947-TB/TU", "Thông báo", "947-TB/TU"),
        ("Hướng dẫn số 16-HD/BTCTW", "Hướng dẫn", "16-HD/BTCTW"),
        ("Công văn số 6471-CV/BTCTW", "Công văn", "6471-CV/BTCTW"),
        ("Kế hoạch số 04-KH/BCĐ", "Kế hoạch", "04-KH/BCĐ"),
        ("Kế hoạch 412/KH - BCĐ 389", "Kế hoạch", "412/KH - BCĐ 389"),
        ("Đề án số 04-ĐA/TU", "Đề án", "04-ĐA/TU"),
        ("Nghị định số 30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP"),
        ("Quyết định 156/QĐ-UBND", "Quyết định", "156/QĐ-UBND"),
        ("Nghị quyết số 128/NQ-CP", "Nghị quyết", "128/NQ-CP"),
        ("Công điện hỏa tốc số 1063/CĐ-TTg", "Công điện", "1063/CĐ-TTg"),
        ("công văn số 3764/VPCP - KTTH", "Công văn", "3764/VPCP - KTTH"),
        ("Công văn 1051/VPUBND.KTN", "Công văn", "1051/VPUBND.KTN"),
        ("Thông tư liên tịch số 05/2014/TTLT-BNV-BTC", "Thông tư liên tịch", "05/2014/TTLT-BNV-BTC"),
        ("Nghị quyết số 579/2018/UBTVQH14", "Nghị quyết", "579/2018/UBTVQH14"),
        ("Luật số 80/2025/QH15", "Luật", "80/2025/QH15"),
        ("Luật Đất đai số 31/2024/QH15", "Luật", "31/2024/QH15"),
        ("Lệnh số 12/2023/L-CTN", "Lệnh", "12/2023/L-CTN"),
        ("nghị định 46/2016", "Nghị định", "46/2016"),
        ("Nghị định 100", "Nghị định", "100"),
        ("Quyết định số 965", "Quyết định", "965"),
        ("NQ số 57-NQ/TW", "Nghị quyết", "57-NQ/TW"),
        ("văn bản (số 73/TTg-CN)", "Văn bản", "73/TTg-CN"),
        ("Nghị quyết số 10 NQ/TW", "Nghị quyết", "10 NQ/TW"),
        ("Chỉ thị 05-CT/T.Ư", "Chỉ thị", "05-CT/T.Ư"),
        ("Kết luận số 21-KL/TƯ", "Kết luận", "21-KL/TƯ"),
    ],
)
def test_both_grammars_are_read(citation: str, kind: str, number: str) -> None:
    assert _told(f"Các đơn vị thực hiện nghiêm {citation}.") == [(kind, number)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lập kế hoạch 5 năm và quyết định 3 vấn đề.",
        "Huyện thông báo 12 ca mắc, hướng dẫn 20 hộ dân.",
        "Theo Nghị quyết 5 năm trước, có 2 nghị quyết.",
        "Tàu thuộc đề án 22350 và chương trình 135.",
        "Luật sư 1 trong 4 người vắng mặt; báo cáo 2024 đã xong.",
        "Ban hành kế hoạch năm 2024 và kết luận 4/5 nội dung.",
        "Nghị quyết Trung ương 4 và Nghị quyết Đại hội XIII.",
        "Quyết định của Chủ tịch tỉnh, thông báo số điện thoại.",
    ],
)
def test_what_is_only_counted_is_no_document(sentence: str) -> None:
    assert _documents(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("các Chỉ thị số 15, 16 và 19 của Thủ tướng Chính phủ", ["15", "16", "19"]),
        ("Nghị quyết 01, 02 của Chính phủ", ["01", "02"]),
        ("các Nghị quyết số 18-NQ/TW, 19-NQ/TW của BCH Trung ương", ["18-NQ/TW", "19-NQ/TW"]),
        ("Kế hoạch số 52/KH-UBND và 53/KH-UBND", ["52/KH-UBND", "53/KH-UBND"]),
        ("Nghị quyết 01, 12 nhiệm vụ và 3 giải pháp", ["01"]),
        ("Chỉ thị số 05, ngày 15/5/2016", ["05"]),
    ],
)
def test_a_list_shares_its_kind(sentence: str, numbers: list[str]) -> None:
    assert [document.number.text for document in _documents(f"Quán triệt {sentence}.")] == numbers


def test_the_mention_of_a_listed_number_starts_at_the_number() -> None:
    first, second = _documents("Thực hiện các Nghị quyết số 18-NQ/TW, 19-NQ/TW của BCH Trung ương khóa XII.")

    assert [mention.text for mention in first.mentions] == ["Nghị quyết số 18-NQ/TW"]
    assert [mention.text for mention in second.mentions] == ["19-NQ/TW của BCH Trung ương khóa XII"]


@pytest.mark.parametrize(
    ("citation", "day", "issuer"),
    [
        (
            "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII",
            date(2017, 10, 25),
            "Ban Chấp hành Trung ương Đảng",
        ),
        ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương khóa XII, ngày 25/10/2017", date(2017, 10, 25), "Ban Chấp hành Trung ương"),
        ("Nghị quyết số 28-NQ/TW, ngày 17/11/2022 của Bộ Chính trị (khóa XIII)", date(2022, 11, 17), "Bộ Chính trị"),
        ("Nghị định số 30/2020/NĐ-CP ngày 5 tháng 3 năm 2020 của Chính phủ", date(2020, 3, 5), "Chính phủ"),
        ("Quyết định số 22-QĐ/TU (ngày 2/2/2024) của Ban Thường vụ Tỉnh ủy Hòa Bình", date(2024, 2, 2), "Ban Thường vụ Tỉnh ủy Hòa Bình"),
        ("Kết luận số 21, Hội nghị Trung ương 4 khóa XIII", None, "Hội nghị Trung ương 4 khóa XIII"),
        ("Thông tư số 52/2018/TT-NHNN của Ngân hàng Nhà nước", None, "Ngân hàng Nhà nước"),
        ("Quyết định 43 năm 2014 của UBND tỉnh Quảng Nam", None, "UBND tỉnh Quảng Nam"),
        ("Hướng dẫn số 5 của Sở Giáo dục và Đào tạo", None, "Sở Giáo dục và Đào tạo"),
        ("Kế hoạch số 04-KH/BCĐ của Ban Chỉ đạo Trung ương", None, "Ban Chỉ đạo Trung ương"),
        ("Quy định số 126-QĐ/TW “Một số vấn đề về bảo vệ chính trị nội bộ” của Bộ Chính trị khóa XII", None, "Bộ Chính trị"),
        ("Công văn số 43-CV/BCĐ của Ban Chỉ đạo tổng kết Nghị quyết", None, "Ban Chỉ đạo"),
        ("Chỉ thị 16 đã được Thủ tướng Chính phủ ban hành", None, "Thủ tướng Chính phủ"),
        ("Nghị quyết số 26-NQ/TW về công tác cán bộ", None, None),
        ("Nghị quyết 02 của TAND tối cao", None, "TAND tối cao"),
        ("Công văn số 789/ABC-BĐT2 của ABC", None, "ABC"),
        ("Hướng dẫn số 5 ngay 24/5/2022 của Bộ Nội vụ", date(2022, 5, 24), "Bộ Nội vụ"),
    ],
)
def test_date_and_issuer_stand_after_the_number(citation: str, day: date | None, issuer: str | None) -> None:
    document = _only(f"Các cấp triển khai {citation}.")

    assert (document.date.first if document.date else None) == day
    assert (document.issuer.text if document.issuer else None) == issuer


@pytest.mark.parametrize(
    ("sentence", "day", "issuer"),
    [
        ("Bộ Chính trị đã ban hành Nghị quyết số 66-NQ/TW về xây dựng pháp luật.", None, "Bộ Chính trị"),
        ("Tham mưu Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 43-KH/TU.", None, "Ban Thường vụ Tỉnh ủy"),
        ("Ngày 5/6/2024, Bộ Y tế ban hành Thông tư số 12/2024/TT-BYT.", date(2024, 6, 5), "Bộ Y tế"),
        ("Văn phòng Chính phủ đã có công văn số 3764/VPCP-KTTH ngày 28/12/2018.", date(2018, 12, 28), "Văn phòng Chính phủ"),
        ("Thủ tướng Nguyễn Văn Nam vừa ký Chỉ thị số 16/CT-TTg.", None, "Thủ tướng"),
        ("Phó Thủ tướng Lê Văn Bắc vừa ký Quyết định số 389/QĐ-TTg.", None, None),
        ("Ngân hàng Nhà nước (NHNN) vừa ban hành Thông tư số 52/2018/TT-NHNN.", None, "Ngân hàng Nhà nước"),
        ("Dự án được UBND tỉnh chấp thuận tại Quyết định số 3428/QĐ-UBND.", None, "UBND tỉnh"),
        (
            "Ban Chỉ đạo Trung ương - Hội đồng Ứng phó với thiên tai đã ban hành Công điện số 08/CĐ-TW.",
            None,
            "Ban Chỉ đạo Trung ương - Hội đồng Ứng phó với thiên tai",
        ),
        ("Văn phòng Chính phủ ngày 18/5/2023 đã có công văn số 3575 gửi Bộ Y tế.", date(2023, 5, 18), "Văn phòng Chính phủ"),
        ("Theo kết luận 127 ban hành ngày 28/2, Bộ Chính trị, Ban Bí thư giao các ban sửa quy định.", None, "Bộ Chính trị, Ban Bí thư"),
        (
            "Tại công văn số 3175/UBND-ĐT ngày 22/9/2023, UBND thành phố Hà Nội yêu cầu các sở rà soát.",
            date(2023, 9, 22),
            "UBND thành phố Hà Nội",
        ),
        (
            "Thủ tướng Chính phủ đã phê duyệt quy hoạch tỉnh, tầm nhìn đến năm 2050 tại Quyết định số 1003/QĐ-TTg.",
            None,
            "Thủ tướng Chính phủ",
        ),
        ("Bộ Y tế đã phê duyệt kế hoạch của tỉnh, thời kỳ mới tại Quyết định số 1003/QĐ-TTg.", None, None),
        ("Kế hoạch của Ủy ban nhân dân tỉnh Sơn La (tại Quyết định số 1701/QĐ-UBND).", None, "Ủy ban nhân dân tỉnh Sơn La"),
        ("Thay mặt Bộ Chính trị, ông Lê Văn Tú vừa ký ban hành Kết luận số 118-KL/TW.", None, "Bộ Chính trị"),
    ],
)
def test_the_act_of_issuing_names_issuer_and_day(sentence: str, day: date | None, issuer: str | None) -> None:
    document = _only(sentence)

    assert (document.date.first if document.date else None) == day
    assert (document.issuer.text if document.issuer else None) == issuer


@pytest.mark.parametrize(
    ("citation", "issuer"),
    [
        ("Thông tư liên tịch số 05/2019/TTLT-BYT-BTC của Bộ Y tế và Bộ Tài chính.", "Bộ Y tế và Bộ Tài chính"),
        ("Kết luận số 9-KL/BCĐ của Ban Chỉ đạo tổng kết Nghị quyết số 18 về sắp xếp.", "Ban Chỉ đạo tổng kết Nghị quyết số 18"),
        ("Kế hoạch số 5-KH/BCĐ của Ban Chỉ đạo về phòng chống thiên tai đã nêu.", "Ban Chỉ đạo về phòng chống thiên tai"),
    ],
)
def test_an_issuer_is_named_in_full(citation: str, issuer: str) -> None:
    assert _issuers(citation)[0] == issuer


def test_a_signed_document_is_the_body_s_that_the_next_sentence_lets_speak() -> None:
    document = _only(
        "Tổng Bí thư vừa ký ban hành Nghị quyết số 19 về đơn vị sự nghiệp.\nTheo đó, Trung ương Đảng đề ra mục tiêu giảm đầu mối."
    )

    assert document.issuer is not None
    assert document.issuer.text == "Trung ương Đảng"


@pytest.mark.parametrize(
    ("sentence", "issuers"),
    [
        ("Kế hoạch số 03 và Kế hoạch số 12 của Bộ Chính trị.", ["Bộ Chính trị", "Bộ Chính trị"]),
        ("Kết luận số 09-KL/BCĐ và Công văn số 22-CV/BCĐ của Ban Chỉ đạo Trung ương.", ["Ban Chỉ đạo Trung ương"] * 2),
        (
            "Quyết định số 71 ngày 18/7/2022 của Bộ Chính trị về biên chế; Quyết định số 72 ngày 18/7/2022.",
            ["Bộ Chính trị"] * 2,
        ),
        ("Nghị quyết số 98/2023/QH15 của Quốc hội và Nghị quyết số 84/NQ-CP.", ["Quốc hội", None]),
        ("Quyết định số 749/QĐ-TTg và Chỉ thị số 05 của Bộ Chính trị.", [None, "Bộ Chính trị"]),
        ("Nghị quyết số 26-NQ/TW về công tác cán bộ theo Kết luận số 10 của Ban Bí thư.", [None, "Ban Bí thư"]),
    ],
)
def test_an_issuer_is_shared_where_the_number_allows_that_body(sentence: str, issuers: list[str | None]) -> None:
    assert _issuers(f"Quán triệt {sentence}") == issuers


def test_a_bare_number_joins_its_full_citation() -> None:
    document = _only(
        "Tổng kết Nghị quyết số 18 của BCH Trung ương.\nThực hiện Nghị quyết số 18-NQ/TW, ngày 25/10/2017.\nTheo Nghị quyết 18, làm ngay."
    )

    assert document.number.text == "18-NQ/TW"
    assert document.date is not None
    assert document.issuer is not None
    assert len(document.mentions) == 3


def test_two_candidates_mean_no_join() -> None:
    found = _documents("Chỉ thị số 16 của Ban Bí thư và Chỉ thị số 16/CT-TTg ngày 31/3/2020 cùng có hiệu lực. Chỉ thị 16 quy định rõ.")

    assert [(document.number.text, len(document.mentions)) for document in found] == [("16", 1), ("16/CT-TTg", 1)]


def test_one_body_and_day_with_two_spellings_are_one_document() -> None:
    document = _only(
        "Kết luận số 09-KL/BCĐ, ngày 24/11/2024 đã rõ. Kết luận số 09-KL/TW, ngày 24/11/2024 của Ban Chỉ đạo Trung ương cũng vậy."
    )

    assert document.number.text == "09-KL/BCĐ"
    assert len(document.mentions) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("08-QĐi/TW", "08-QĐ/TW"), ("18-NQ/TW", "18/NQ-TW"), ("5-CT/TW", "05 - CT/TW"), ("18-NQ/TƯ", "18-NQ/TW")],
)
def test_spellings_of_one_number_are_one_document(one: str, other: str) -> None:
    assert len(_only(f"Theo Quy định số {one}, cần làm sớm. Quy định {other} nêu rõ.").mentions) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 thay Nghị quyết số 18-NQ/TW, ngày 16/6/2022.",
        "Quyết định số 156/QĐ-UBND của UBND tỉnh Lâm Đồng và Quyết định số 156/QĐ-UBND của UBND tỉnh Nghệ An.",
        "Nghị định 24/2010 và Nghị định 24/2018.",
        "Chỉ thị 16 của Ban Bí thư và Chỉ thị 16 của Thủ tướng.",
        "Nghị quyết số 19 của Chính phủ và Nghị quyết số 19-NQ/TW.",
    ],
)
def test_numbers_that_begin_anew_are_different_documents(sentence: str) -> None:
    assert len(_documents(sentence)) == 2


@pytest.mark.parametrize(
    ("citation", "subject"),
    [
        ("Nghị quyết số 26-NQ/TW về xây dựng đội ngũ cán bộ các cấp; giao các địa phương thực hiện", "xây dựng đội ngũ cán bộ các cấp"),
        ('Chỉ thị 05-CT/TW về "Đẩy mạnh học tập và làm theo Bác" được triển khai', "Đẩy mạnh học tập và làm theo Bác"),
        ("Quyết định số 456/QĐ-UBND về việc phê duyệt đề án.", "phê duyệt đề án"),
        ("Quy định số 126-QĐ/TW “Một số vấn đề về bảo vệ chính trị nội bộ Đảng”", "Một số vấn đề về bảo vệ chính trị nội bộ Đảng"),
        ("Nghị quyết số 26-NQ/TW được thông qua", None),
    ],
)
def test_the_subject_follows_in_words_or_in_quotation_marks(citation: str, subject: str | None) -> None:
    found = _only(f"Thực hiện {citation}").subject

    assert (found.text if found else None) == subject


def test_a_citation_does_not_run_over_the_end_of_its_line() -> None:
    assert _only("Quán triệt Nghị quyết số 18\nNgày 18/12/2018, tỉnh họp bàn việc này.").date is None


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Thực hiện Nghị quyết Đại hội XIII của Đảng trong toàn tỉnh.", ["Nghị quyết Đại hội XIII của Đảng"]),
        ("Thực hiện Nghị quyết Trung ương 4, khoá XII về xây dựng Đảng.", ["Nghị quyết Trung ương 4, khoá XII"]),
        ("Quy định của Luật Tố cáo năm 2018 rất rõ; Luật Tố cáo cũng vậy.", ["Luật Tố cáo năm 2018"]),
        ("Bộ đã ban hành Quy định về công tác quy hoạch cán bộ; nhiều nơi làm tốt.", ["Quy định về công tác quy hoạch cán bộ"]),
        ("Sở đang xây dựng Kế hoạch tổ chức lớp học; góp ý Quy định về thi đua.", []),
        ("Thi hành Điều lệ Đảng và các nghị quyết đại hội đảng bộ các cấp.", []),
        ("Thực hiện Nghị quyết số 18-NQ/TW về tinh gọn bộ máy.", []),
    ],
)
def test_documents_without_a_number_are_named(sentence: str, named: list[str]) -> None:
    assert _named(sentence) == named


def test_the_spelling_of_tones_and_marks_changes_nothing() -> None:
    body = "Công điện hỏa tốc số 02/CĐ-UBND ngày 3/2/2024 của Ủy ban nhân dân tỉnh Hòa Bình, khóa X."
    expected = _documents(body)

    assert len(expected) == 1
    assert _documents(unicodedata.normalize("NFD", body)) == expected
    respelt = _only(body.replace("ỏa", "oả").replace("Ủy", "Uỷ").replace("òa", "oà").replace("óa", "oá"))
    assert (respelt.type, respelt.number.start, len(respelt.mentions)) == (expected[0].type, expected[0].number.start, 1)


PIECES = [
    "Nghị quyết ",
    "số ",
    "18",
    "-NQ/TW",
    "/2020",
    "/NĐ-CP",
    ", ",
    " và ",
    " ngày 5/6/2024",
    " của Bộ Chính trị",
    " khóa XII",
    "Chỉ thị ",
    "\n",
    " ban hành ",
    "về “",
    "”",
    "Theo đó, ",
]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_every_passage_stands_where_it_says(raw: str) -> None:
    text = normalise(raw)
    layout = read_layout(text)
    documents = find_documents(text, layout, find_dates(text, layout))
    spans: list[Span] = [
        span for document in documents for span in (document.number, document.issuer, document.subject, *document.mentions) if span
    ]

    assert all(text[span.start : span.end] == span.text and "\n" not in span.text for span in spans)
    assert all(document.mentions and any(mention.holds(document.number) for mention in document.mentions) for document in documents)
    assert all(text[span.start : span.end] == span.text for span in find_named_documents(text, layout, documents))
