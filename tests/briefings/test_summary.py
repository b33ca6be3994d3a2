"""What a summary tells, and how: passages of the article, in reading order, within its room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Briefing
from briefings.parse import parse
from briefings.summary import choose, summarise

EVENT = "Sáng 12-3, UBND tỉnh Hà Giang tổ chức hội nghị triển khai kế hoạch trồng rừng năm 2024."
ATTENDANCE = "Dự hội nghị có đại diện lãnh đạo các sở, ban, ngành của tỉnh."
RESULT = "Năm 2023, tỉnh Hà Giang đã trồng được 1.200 ha rừng, đạt 105% kế hoạch trồng rừng."
COURTESY = "Các đại biểu bày tỏ vui mừng và tin tưởng vào kết quả của hội nghị."
ASK = "Chủ tịch UBND tỉnh Trần Văn Bình yêu cầu các huyện hoàn thành kế hoạch trồng rừng trước ngày 30/9."
LINES = ("Hà Giang triển khai kế hoạch trồng rừng năm 2024", EVENT, ATTENDANCE, RESULT, COURTESY, ASK)


def _briefing(*printed: str) -> Briefing:
    return parse("\n".join(printed))


def _told(briefing: Briefing, room: int) -> list[str]:
    return [passage.text for passage in summarise(briefing, room)]


def test_the_event_the_result_and_the_ask_are_told_first() -> None:
    briefing = _briefing(*LINES)

    assert _told(briefing, len(EVENT) + len(RESULT) + len(ASK) + 3) == [EVENT, RESULT, ASK]


def test_passages_stand_in_reading_order_whatever_the_order_of_choice(seed_text: str) -> None:
    briefing = parse(seed_text)
    told, chosen = summarise(briefing), choose(briefing)

    assert list(told) == sorted(told)
    assert all(any(passage.holds(one) for passage in told) for one in chosen)


def test_neighbours_are_told_in_one_passage() -> None:
    assert _told(_briefing(*LINES[:2], f"{RESULT} {ASK}"), 1000) == [EVENT, f"{RESULT} {ASK}"]


@pytest.mark.parametrize("room", [0, 120, 400, 1000, 100_000])
def test_a_summary_keeps_to_its_room_and_to_the_words_of_the_article(seed_text: str, room: int) -> None:
    briefing = parse(seed_text)
    passages = summarise(briefing, room)

    assert sum(len(passage.text) for passage in passages) <= room
    assert all(briefing.article.text[passage.start : passage.end] == passage.text for passage in passages)
    assert all(one.end <= other.start for one, other in pairwise(passages))


def test_a_thousand_characters_are_nearly_used(seed_text: str) -> None:
    assert sum(len(passage.text) for passage in parse(seed_text).summary) > 650


@pytest.mark.parametrize("opener", ["Đồng thời, ", "Bên cạnh đó, ", "Ngoài ra ", "Theo đó, ", "3. "])
def test_a_dangling_opening_is_cut_off(opener: str) -> None:
    sentence = "tỉnh Hà Giang giao các huyện chăm sóc 800 ha rừng mới trồng."
    briefing = _briefing(*LINES[:2], opener + sentence)

    assert _told(briefing, 1000) == [EVENT, sentence]


def test_a_repeated_sentence_is_told_once() -> None:
    told = _told(_briefing(*LINES[:2], f"{RESULT} {ASK}", f"{RESULT} {COURTESY}"), 1000)
    assert told == [EVENT, f"{RESULT} {ASK}", COURTESY]


def test_captions_and_the_headline_are_not_told() -> None:
    caption = "Quang cảnh hội nghị triển khai kế hoạch trồng rừng năm 2024 - Ảnh: VĂN AN"
    told = _told(_briefing(*LINES, caption), 10_000)

    assert caption not in told
    assert LINES[0] not in told


def test_a_long_sentence_ends_early_at_a_clean_turn() -> None:
    head = "Tỉnh Hà Giang đã giao các huyện trồng 1.500 ha rừng phòng hộ trong năm 2024"
    tail = "góp phần nâng tỷ lệ che phủ rừng, bảo vệ nguồn nước và giữ đất cho đồng bào các xã biên giới của tỉnh"
    assert _told(_briefing(LINES[0], f"{head}, {tail}."), 150) == [head]


def test_no_cut_leaves_a_bracket_or_a_quotation_open() -> None:
    campaign = "Tỉnh phát động phong trào “Rừng xanh, góp phần giữ đất và nước cho muôn đời; bảo vệ nguồn nước ngầm của cả vùng cao”"
    places = "Phong trào được mở ở các xã vùng cao biên giới của tỉnh (nhiều xã của Đồng Văn; nhiều xã của Mèo Vạc, nhất là vùng cao)"
    for passage in _told(_briefing(LINES[0], f"{campaign}, để che phủ đất trống. {places}, nhằm che phủ đất trống."), 10_000):
        assert passage.count("(") == passage.count(")")
        assert passage.count("“") == passage.count("”")


def test_nothing_to_tell_gives_an_empty_summary() -> None:
    assert parse("").summary == ()


@given(st.text(alphabet="Tỉnh giao các huyện, trồng 12 ha; “rừng” (mới).\n1Đ", max_size=600), st.integers(0, 400))
def test_any_text_is_summarised_within_its_room(raw: str, room: int) -> None:
    briefing = parse(raw)
    passages = summarise(briefing, room)

    assert sum(len(passage.text) for passage in passages) <= room
    assert all(passage.text for passage in passages)
