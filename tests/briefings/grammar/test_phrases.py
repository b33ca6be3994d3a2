"""How text is cut into phrases and what they may be."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.extraction.vocabulary import table
from briefings.grammar.phrases import TABLES, chunks


@pytest.mark.parametrize(
    ("text", "word", "kind", "is_one"),
    [
        ("họp Ban Chỉ đạo", "ban chỉ đạo", "body", True),
        ("sẽ chỉ đạo ngay", "chỉ đạo", "ask", True),
        ("phòng, chống dịch", "phòng , chống", "verb", True),
        ("Bộ Xây dựng họp", "bộ xây dựng", "body", True),
        ("Đội Xây dựng họp", "xây dựng", "verb", False),
        ("sở GTVT họp", "sở gtvt", "lower_body", True),
        ("Sở Nông nghiệp và Phát triển nông thôn", "sở nông nghiệp và phát triển nông thôn", "body", True),
        ("Cục Giám sát khám chữa bệnh", "khám chữa bệnh", "verb", False),
        ("giao Ban Tổ chức", "ban tổ chức", "agent", True),
        ("giao ban thường vụ rà soát", "ban thường vụ", "agent", True),
        ("tổ chức Hội nghị trực tuyến", "hội nghị trực tuyến", "gathering", True),
        ("tỉnh Hòa Bình họp", "hoà bình", "province", True),
        ("Xây dựng đề án", "xây dựng", "verb", True),
        ("ở Cần Thơ", "cần thơ", "modal", False),
        ("huyện Cần Giuộc", "cần", "modal", False),
        ("cần làm", "cần", "modal", True),
        ("gặp phải khó khăn", "gặp phải", "not_modal", True),
    ],
)
def test_the_longest_phrase_wins_and_a_capital_makes_a_name(text: str, word: str, kind: str, is_one: bool) -> None:
    found = next(chunk for chunk in chunks(text) if chunk.word == word)
    assert found.is_a(kind) is is_one


def test_both_places_of_the_tone_mark_are_one_word() -> None:
    assert chunks("xóa bỏ")[0].kinds == chunks("xoá bỏ")[0].kinds != frozenset()


@pytest.mark.parametrize("name", TABLES)
def test_no_phrase_stands_twice_in_a_row_of_a_table(name: str) -> None:
    rows = {kind: Counter(" ".join(phrase.split()) for phrase in listed.split(",")) for kind, listed in table(name).items()}
    assert {kind: twice for kind, counted in rows.items() if (twice := [phrase for phrase, times in counted.items() if times > 1])} == {}


@given(st.text(max_size=200))
def test_chunks_stand_in_order_and_leave_out_blanks_alone(text: str) -> None:
    found = chunks(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join("".join(text[chunk.start : chunk.end].split()) for chunk in found) == "".join(text.split())
