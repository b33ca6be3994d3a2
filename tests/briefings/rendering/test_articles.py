"""One article in a chat: its card, its full text, and the paragraph that a passage stands in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.sandbox.entities import formatted
from briefings.errors import NotFound
from briefings.model import Article, Briefing, Directive, Event, Layout, Precision, Span, When
from briefings.rendering.articles import card, full_text, source
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.text import lines

VI, EN = texts("vi"), texts("en")
TEXT = """Hội nghị giao ban tháng 5 <mới>
Sáng 14-5, Sở Xây dựng họp giao ban.
Đồng chí Lê A & Trần B yêu cầu phòng Kế hoạch báo cáo. Hội nghị kết thúc lúc 11 giờ.
Ảnh: toàn cảnh hội nghị."""


def briefing(text: str = TEXT, **facts: object) -> Briefing:
    title, *story, caption = lines(text)
    layout = Layout(title, story[0], None, None, (caption,), (), tuple(story))
    return replace(Briefing(Article(text), layout), **facts)  # type: ignore[arg-type]  # facts by name


def passage(words: str, text: str = TEXT) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def plain(message: Message) -> str:
    return formatted(message.html, "HTML").text


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.keyboard]


def test_the_card_says_what_then_when_then_the_substance() -> None:
    when = When(passage("Sáng 14-5"), date(2024, 5, 14), date(2024, 5, 14), Precision.DAY, passage("tháng 5"))
    first = passage("Sáng 14-5, Sở Xây dựng họp giao ban.")
    told = plain(card(7, briefing(event=Event(when=when), summary=(first,)), VI))
    assert told.split("\n") == [
        "📰 Hội nghị giao ban tháng 5 <mới>",
        "14/5/2024 (năm suy từ “tháng 5”) · bài 7",
        "",
        "Sáng 14-5, Sở Xây dựng họp giao ban.",
        "",
        "Không thấy chỉ đạo, nhiệm vụ hay văn bản nào trong bài.",
    ]


def test_a_clause_in_a_summary_is_marked_as_cut_out_of_its_sentence() -> None:
    parts = (passage("Sáng 14-5, Sở Xây dựng"), passage("yêu cầu phòng Kế hoạch báo cáo."), passage("Hội nghị kết thúc lúc 11 giờ."))
    told = plain(card(7, briefing(summary=parts), VI)).split("\n")
    assert told[3:5] == ["Sáng 14-5, Sở Xây dựng…", "…yêu cầu phòng Kế hoạch báo cáo. Hội nghị kết thúc lúc 11 giờ."]


def test_what_the_article_does_not_say_is_not_stated() -> None:
    assert "ngày: chưa nêu · bài 7" in plain(card(7, briefing(), VI))
    assert "date: not stated · article 7" in plain(card(7, briefing(), EN))


def test_only_buttons_that_lead_somewhere_are_shown() -> None:
    directive = Directive(passage("Đồng chí Lê A & Trần B yêu cầu phòng Kế hoạch báo cáo."), None, None)
    assert labels(card(7, briefing(), VI)) == [["Toàn văn"], ["Xuất"]]
    assert labels(card(7, briefing(directives=(directive,)), VI)) == [["Chỉ đạo", "Toàn văn"], ["Xuất"]]


def test_the_passage_is_bold_in_its_paragraph() -> None:
    quote = passage("Lê A & Trần B yêu cầu")
    shown = formatted(source(7, briefing(), quote, "v:1:0", VI).html, "HTML")
    bold = [entity for entity in shown.entities if entity["type"] == "bold"][-1]
    assert shown.text.encode("utf-16-le")[2 * bold["offset"] :].decode("utf-16-le").startswith("Lê A & Trần B yêu cầu phòng")
    assert bold["length"] == len(quote.text)
    assert shown.text.startswith("📍 Đoạn 2 · bài 7\n")


def test_the_way_back_and_the_full_text_stand_under_a_paragraph() -> None:
    shown = source(7, briefing(), passage("Lê A"), "v:1:0", VI)
    assert [(button.text, button.data) for button in shown.keyboard[0]] == [("‹ Quay lại", "v:1:0"), ("Toàn văn", "t:7:0")]


@pytest.mark.parametrize(("words", "place"), [("toàn cảnh", "Chú thích ảnh"), ("tháng 5", "Tiêu đề")])
def test_a_passage_outside_the_story_says_where_it_stands(words: str, place: str) -> None:
    assert place in plain(source(7, briefing(), passage(words), "v:1:0", VI))


@pytest.mark.parametrize(("start", "end"), [(0, 10**6), (10**6, 10**6 + 5), (40, 40), (45, 40), (20, 60)])
def test_a_forged_passage_is_not_found(start: int, end: int) -> None:
    with pytest.raises(NotFound):
        source(7, briefing(), Span(start, end, ""), "v:1:0", VI)


def test_a_very_long_paragraph_is_shown_around_the_passage() -> None:
    text = f"Tin\n{'trước ' * 2000}ĐÂY LÀ Ý CHÍNH {'sau ' * 3000}\nẢnh."
    told = plain(source(7, briefing(text), passage("ĐÂY LÀ Ý CHÍNH", text), "v:1:0", VI))
    assert "ĐÂY LÀ Ý CHÍNH" in told
    assert told.count("…") == 2
    assert len(told) < 4096


def test_the_full_text_has_every_line_once_in_reading_order() -> None:
    text = "Tin\n" + "\n".join(f"Đoạn số {number}: " + "chữ nghĩa " * 60 for number in range(1, 30)) + "\nẢnh: toàn cảnh."
    made = briefing(text)
    pages, number = [], 0
    while not pages or labels(pages[-1])[0][-1] == "Sau ›":
        pages.append(full_text(7, made, number, VI))
        number += 1
    told = "".join(map(plain, pages))
    assert [told.count(f"Đoạn số {number}:") for number in range(1, 30)] == [1] * 29
    assert "(ảnh) Ảnh: toàn cảnh." in told
    assert labels(pages[0])[0] == [f"1/{len(pages)}", "Sau ›"]
    assert "Nguồn: chưa nêu" in plain(pages[-1])


def test_a_page_beyond_the_last_is_the_last() -> None:
    assert full_text(7, briefing(), 99, VI) == full_text(7, briefing(), 0, VI)


ODD = {
    "empty": "",
    "headline only": "Tin",
    "markup": "\u202eTin ngược\n<b>đoạn</b> &amp; {{ 7 * 7 }} 𝔸🗞\nẢnh",
    "endless words": "x" * 50_000 + "\n" + "y" * 90_000 + "\nz",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_articles_are_shown_as_they_are(text: str) -> None:
    rows = lines(text)
    layout = Layout(rows[0] if rows else None, None, None, None, rows[2:], (), rows[1:2])
    made = Briefing(Article(text), layout)
    shown = [message for said in (VI, EN) for message in (card(1, made, said), full_text(1, made, 0, said))]
    assert all(0 < len(plain(message)) <= 4096 for message in shown)
    assert "{{ 7 * 7 }}" in plain(shown[1]) or "{{" not in text
