"""Mentions of numbered documents one by one, before they are joined: what is a number, what its tail holds, and where a list ends."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from briefings.extraction.dates import find_dates
from briefings.extraction.documents.citations import Citation, cite
from briefings.extraction.documents.numbers import code, head, may_issue, year
from briefings.model import Layout, Span
from briefings.text import canonical, normalise

NOTHING = Layout(None, None, None, None, (), (), ())


def cited(sentence: str) -> list[Citation]:
    text = normalise(sentence)
    return cite(text, canonical(text), find_dates(text, NOTHING))


def numbers(sentence: str) -> list[str]:
    return [citation.number.text for citation in cited(sentence)]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("quyết định 156/QĐ-UBND năm vấn đề", "156/QĐ-UBND"),  # a code is a number's
        ("báo cáo 5/BC-UBND nêu", "5/BC-UBND"),
        ("báo cáo số 5/2016 nêu", "5/2016"),  # a year after a sign
        ("quyết định 5/2016 hộ", "5/2016"),  # or after a kind that is never counted by the year
        ("báo cáo 5/2016 nêu", None),
        ("báo cáo số 2024 nêu", None),  # a year alone
        ("chỉ thị 2024 nêu", None),
        ("nghị định 12/34 nêu", None),  # a share
        ("chỉ thị số 12/34 nêu", None),
        ("báo cáo số 5 nêu", "5"),
        ("báo cáo 5 nêu", None),  # counted without a sign
        ("báo cáo 05 nêu", None),
        ("chỉ thị 5 người", None),
        ("chỉ thị số 5 người", "5"),
        ("công văn 5 hộ", "5"),  # never a verb
        ("quyết định 05 hộ", "05"),  # no amount begins with nought
        ("quyết định 5 hộ", None),
        ("quyết định 5 của tỉnh", "5"),
        ("thông báo 5, nêu", "5"),
        ("nghị định 33 năm 2017", "33"),
        ("nghị định 33 năm nữa", None),
        ("báo cáo kết luận 05 hộ", None),  # the second word belongs to the first kind
        ("kết luận 05 hộ", "05"),
        ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15"),
        ("tiểu luật số 5 nêu", "5"),
    ],
)
def test_a_number_is_told_from_an_amount(sentence: str, number: str | None) -> None:
    assert numbers(f"tỉnh {sentence}") == [number] * (number is not None)


@pytest.mark.parametrize(
    ("sentence", "is_noun"),
    [
        ("ở Quyết định 389 hộ", True),
        ("theo Quyết định 389 hộ", True),
        ("theo  Quyết định 389 hộ", True),
        ("theo\u00a0Quyết định 389 hộ", True),
        ("(Quyết định 389 hộ", True),
        ("theo quyết định 389 hộ", False),
        ("Quyết định 389 hộ", False),
        ("Đã xong. Quyết định 389 hộ", False),
        ("Đã xong: Quyết định 389 hộ", False),
        ("Đã xong.\nQuyết định 389 hộ", False),
        ("ghi “Quyết định 389 hộ”", False),
        ("- Quyết định 389 hộ", False),
    ],
)
def test_a_capital_within_a_sentence_marks_a_document(sentence: str, is_noun: bool) -> None:
    assert numbers(sentence) == ["389"] * is_noun


TAILS: list[tuple[str, str, date | None, str | None]] = [
    ("Kết luận số 21 ngày 14 đến 16/6/2024 của Bộ Chính trị", "", None, None),  # no day, so what follows is not reached
    ("Kết luận số 21, tháng 6/2024 của Bộ Chính trị", "", None, None),
    ("Kết luận số 21 nêu rõ. Họp ngày 5/6/2024 của Bộ Chính trị", "", None, None),
    ("Kết luận số 21, ngày 5/6/2024 nêu", ", ngày 5/6/2024", date(2024, 6, 5), None),
    ("Ngày 1/2/2024, Kết luận số 21 ban hành ngày 5/6/2024 nêu", " ban hành ngày 5/6/2024", date(2024, 6, 5), None),
    ("Kết luận số 21 được ký ban hành vào ngày 5/6/2024 nêu", " được ký ban hành vào ngày 5/6/2024", date(2024, 6, 5), None),
    ("Kết luận số 21 ngày 5/6/2024, ngày 7/6/2024 nêu", " ngày 5/6/2024", date(2024, 6, 5), None),
    ("Kết luận số 21 năm 2012, ngày 5/6/2012 nêu", " năm 2012, ngày 5/6/2012", date(2012, 6, 5), None),
    ("Kết luận số 21 (năm 2012) của Ban Bí thư nêu", " (năm 2012) của Ban Bí thư", None, "Ban Bí thư"),
    ("Kết luận số 21 của Bộ Chính trị, Ban Bí thư khóa X", " của Bộ Chính trị, Ban Bí thư khóa X", None, "Bộ Chính trị, Ban Bí thư"),
    ("Kết luận số 21 của Bộ Chính trị và Ban Bí thư nêu", " của Bộ Chính trị và Ban Bí thư", None, "Bộ Chính trị và Ban Bí thư"),
    ("Kết luận số 21 của Bộ Chính trị, do Ban Bí thư nêu", " của Bộ Chính trị", None, "Bộ Chính trị"),
    ("Chỉ thị số 16 đã được Thủ tướng Chính phủ ban hành", "", None, "Thủ tướng Chính phủ"),
    ("Chỉ thị số 16 đã được Thủ tướng Chính phủ nêu", "", None, None),
    ("Thông tư số 05/2019/TT-BYT của Bộ Y tế và Bộ Tài chính nêu", " của Bộ Y tế", None, "Bộ Y tế"),
    (
        "Thông tư liên tịch số 05 của Bộ Y tế, Bộ Tài chính và Bộ Công an, ngày 5/6/2024 nêu",
        " của Bộ Y tế, Bộ Tài chính và Bộ Công an, ngày 5/6/2024",
        date(2024, 6, 5),
        "Bộ Y tế, Bộ Tài chính và Bộ Công an",
    ),
    (
        "Sau Thông tư liên tịch, vào lúc mọi việc đã xong, Thông tư số 05/2019/TT-BYT của Bộ Y tế và Bộ Tài chính nêu",
        " của Bộ Y tế",
        None,
        "Bộ Y tế",
    ),
]


@pytest.mark.parametrize(("sentence", "tail", "day", "issuer"), TAILS, ids=[sentence for sentence, *_ in TAILS])
def test_a_number_s_tail_ends_with_its_day_its_issuer_and_its_term(sentence: str, tail: str, day: date | None, issuer: str | None) -> None:
    (citation,) = cited(sentence)
    assert citation.span.text.split(citation.number.text, 1)[1] == tail
    assert (citation.date.first if citation.date else None, citation.issuer.text if citation.issuer else None) == (day, issuer)


@pytest.mark.parametrize(
    ("sentence", "mentions"),
    [
        ("Chỉ thị số 5, 6 và 7 nhiệm vụ", ["Chỉ thị số 5", "6"]),
        ("Chỉ thị số 5, 6 hộ", ["Chỉ thị số 5"]),
        ("Chỉ thị số 5, số 6 hộ", ["Chỉ thị số 5", "6"]),
        ("Chỉ thị số 5 hay 6-CT/TW, 7 hộ", ["Chỉ thị số 5", "6-CT/TW"]),
        ("Chỉ thị số 5 ngày 5/6/2024, số 6 ngày 7/6/2024", ["Chỉ thị số 5 ngày 5/6/2024", "6 ngày 7/6/2024"]),
        ("Chỉ thị số 5 ngày 5/6/2024, 6-CT/TW nêu", ["Chỉ thị số 5 ngày 5/6/2024", "6-CT/TW"]),
        ("Chỉ thị số 5 ngày 5/6/2024, 6 của tỉnh", ["Chỉ thị số 5 ngày 5/6/2024"]),
        ("Công văn số 5/VPCP-KTTH, 6/VPCP-KTTH hộ", ["Công văn số 5/VPCP-KTTH", "6/VPCP-KTTH"]),  # a code that tells no kind
        ("Công văn số 5 ngày 5/6/2024, 6/VPCP-KTTH nêu", ["Công văn số 5 ngày 5/6/2024", "6/VPCP-KTTH"]),
        ("theo Quyết định 389 hộ, 400 hộ", ["Quyết định 389"]),
        ("NQ số 5 và chỉ thị số 6", ["NQ số 5", "chỉ thị số 6"]),
        ("theo 18-NQ/TW, ngày 25/10/2017 của Bộ Chính trị; 15-XY/TW nêu", ["18-NQ/TW, ngày 25/10/2017 của Bộ Chính trị"]),
        ("theo 18-NQ/TW nêu; Chỉ thị số 5 nêu; 156/QĐ-UBND nêu", ["18-NQ/TW", "Chỉ thị số 5", "156/QĐ-UBND"]),
        ("Nghị quyết số 5 Chỉ thị 6", ["Nghị quyết số 5", "Chỉ thị 6"]),
        ("Thông tư nêu Nghị quyết chung; quyết định 3 việc", []),
    ],
)
def test_a_list_ends_where_a_number_does_not_stand_alone(sentence: str, mentions: list[str]) -> None:
    assert [citation.span.text for citation in cited(sentence)] == mentions


def test_a_number_without_a_kind_has_that_of_its_code() -> None:
    found = cited("theo 18-NQ/TW, 05-CT/TW và 156/QĐ-UBND")
    assert [citation.kind for citation in found] == ["nghị quyết", "chỉ thị", "quyết định"]


def test_a_mention_once_read_does_not_change() -> None:
    (citation,) = cited("Chỉ thị số 5 nêu")
    with pytest.raises(FrozenInstanceError):
        citation.kind = "quyết định"  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("05-CT/TW", ("5", "", "ct-tw")),
        ("30/2020/NĐ-CP", ("30", "2020", "nđ-cp")),
        ("08 – QĐi/T.Ư", ("8", "", "qđ-tw")),
        ("37a/QyĐ/TƯ", ("37a", "", "qđ-tw")),
        ("18", ("18", "", "")),
        ("100/2024", ("100", "2024", "")),
        ("NQ", ("NQ", "", "")),
    ],
)
def test_a_number_is_taken_apart(printed: str, parts: tuple[str, str, str]) -> None:
    number = Span(0, len(printed), printed)
    assert (head(number), year(number), code(number)) == parts


@pytest.mark.parametrize(
    ("body", "kind", "letters", "may"),
    [
        ("Chính phủ", "nghị quyết", "nq-cp", True),
        ("Chính phủ", "nghị quyết", "nq-tw", False),
        ("Bộ Chính trị", "nghị quyết", "nq-tw", True),
        ("Quốc hội", "luật", "", True),  # without a code the kind tells
        ("Chính phủ", "luật", "", False),
        ("Chính phủ", "nghị định", "", True),
        ("Quốc hội", "nghị định", "xy", False),
        ("Quốc hội", "luật", "qh15", True),
        ("Sở Nội vụ", "kế hoạch", "", True),  # anybody's
    ],
)
def test_code_or_kind_say_which_bodies_may_have_issued_it(body: str, kind: str, letters: str, may: bool) -> None:
    assert may_issue(Span(0, len(body), body), kind, letters) is may
