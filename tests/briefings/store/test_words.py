"""Text split into tokens, and what a reader types into phrases."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.store.words import exact_key, indexed, key, read_phrases, tokens
from briefings.text import normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nghị quyết số 18-NQ/TW, ngày 25/10/2017", ["nghi", "quyet", "so", "18nqtw", "ngay", "25", "10", "2017"]),
        ("Nghị định 30/2020/NĐ-CP.", ["nghi", "dinh", "302020ndcp"]),
        ("ĐẢNG ủy", ["dang", "uy"]),
        ("“tự chuyển hóa”…", ["tu", "chuyen", "hoa"]),
        ("5.800 đơn_vị", ["5", "800", "don", "vi"]),
        ("🙂 {{ }} *", []),
    ],
)
def test_a_document_number_is_one_token(text: str, folded: list[str]) -> None:
    assert [token.folded for token in tokens(text)] == folded


def test_two_spellings_of_a_tone_are_one_token() -> None:
    assert [token.exact for token in tokens("hòa Hoà thuỷ thủy")] == ["hoà", "hoà", "thuỷ", "thuỷ"]


def test_the_parts_of_a_number_follow_the_text() -> None:
    text = indexed("Theo 18-NQ/TW đã ban hành")
    assert text.folded == " theo 18nqtw da ban hanh 18 nq tw "
    assert text.exact == " theo 18nqtw đã ban hành 18 nq tw "


@given(st.text().map(normalise))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = list(tokens(text))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(token.folded and " " not in token.folded and token.start < token.end for token in found)


@given(st.text())
def test_both_keys_of_a_name_have_as_many_words(text: str) -> None:
    assert len(key(text).split()) == len(exact_key(text).split())


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("tinh gọn", [("tinh",), ("gon",)]),
        ('"tinh gọn" bộ máy', [("tinh", "gon"), ("bo",), ("may",)]),
        ("“tinh gọn”", [("tinh", "gon")]),
        ('"tinh gọn', [("tinh",), ("gon",)]),
        ("18-nq/tw", [("18nqtw",)]),
        ("dân dân dân", [("dan",)]),
        ('"" "!"', []),
        ("{{ NEAR( * ", [("near",)]),
    ],
)
def test_quotation_marks_make_a_phrase(typed: str, phrases: list[tuple[str, ...]]) -> None:
    assert [phrase.folded for phrase in read_phrases(typed)] == phrases


def test_accents_are_asked_for_where_they_are_typed() -> None:
    assert [phrase.accented for phrase in read_phrases("Nghị quyet")] == [True, False]


def test_a_pasted_text_is_asked_for_by_its_first_words() -> None:
    assert len(read_phrases(" ".join(map(str, range(10_000))))) == 24
