"""Normal forms that keep offsets, and sentences that end where a reader ends them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Span
from briefings.text import LOWER, UPPER, canonical, fold, lines, normalise, outside, places, sentences, standing, stripped, words

VIETNAMESE = st.text(alphabet='aăâeêioôơuưyđAĐÐăáàảãạòóùúỳỷ \u00a0\tnhtgc.,!?…\n"”“0123456789', max_size=200)


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufeffNghị\u200b quyết\x00", "Nghị quyết"),
        (unicodedata.normalize("NFD", "Hòa Bình"), "Hòa Bình"),
    ],
)
def test_the_stored_form_has_composed_letters_and_one_line_end(raw: str, normal: str) -> None:
    assert normalise(raw) == normal


@given(st.text())
def test_normalising_twice_changes_nothing(raw: str) -> None:
    assert normalise(normalise(raw)) == normalise(raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "hoà"),
        ("Ủy ban", "uỷ BAN"),
        ("khỏe", "khoẻ"),
        ("Đảng", "Ðảng"),
        ("Bộ\u00a0Chính\ttrị", "bộ chính trị"),
        ("quý", "QUÝ"),
    ],
)
def test_two_spellings_of_one_word_are_equal_in_canonical_form(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "má"), ("hoa", "hoà"), ("dang", "đảng"), ("a\nb", "a b")])
def test_different_words_stay_different_in_canonical_form(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("text", "folded"), [("Đảng ủy", "dang uy"), ("Ðại", "dai"), ("NGUYỆT THU", "nguyet thu"), ("18-NQ/TW", "18-nq/tw")]
)
def test_folding_takes_accents_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.one_of(st.text(), VIETNAMESE))
def test_offsets_into_folded_copies_are_offsets_into_the_text(text: str) -> None:
    normal = normalise(text)

    assert len(canonical(normal)) == len(fold(normal)) == len(normal)
    assert canonical(normal).count("\n") == normal.count("\n")


@given(VIETNAMESE)
def test_the_canonical_form_of_a_canonical_form_is_itself(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize("length", [1, 299, 300, 301, 1000])
def test_long_texts_have_the_same_form_as_short_ones(length: int) -> None:
    assert canonical("Ò" * (length - 1) + "Ð") == "ò" * (length - 1) + "đ"
    assert len(canonical("İ" * length)) == length


@pytest.mark.parametrize(
    ("text", "form"),
    [("TÒA", "toà"), ("Óa ỏe ũy ọa", "oá oẻ uỹ oạ"), ("òi úa", "òi úa"), ("Òa\u2003Ðo\u3000đ", "oà đo đ"), ("İA", "İa")],
)
def test_the_canonical_form_has_small_letters_the_tone_on_the_second_vowel_and_plain_blanks(text: str, form: str) -> None:
    assert canonical(text) == form


@pytest.mark.parametrize(("letter", "folded"), [("Đ", "d"), ("ð", "d"), ("Ế", "e"), ("ß", "ß"), ("ﬁ", "ﬁ"), ("5", "5"), ("É", "e")])
def test_a_letter_folds_to_one_letter(letter: str, folded: str) -> None:
    assert fold(letter) == folded
    assert fold(letter * 2) == folded * 2


def test_the_letter_classes_hold_capitals_and_small_letters_apart() -> None:
    assert set("ĐÀỸƯẠ") <= set(UPPER)
    assert set("đàỹưạ") <= set(LOWER)
    assert not set(UPPER) & set(LOWER)
    assert (UPPER[0], UPPER[-1], LOWER[0], LOWER[-1]) == ("A", "Ỿ", "a", "ỿ")
    assert "ɏ" in LOWER
    assert not set("ɐḁ1 [") & set(UPPER)


def test_words_are_told_with_the_places_where_they_begin() -> None:
    text = "Xin chào, chào Xin"

    assert words(text) == ((0, 4, 10, 15), ("Xin", "chào", "chào", "Xin"))
    assert {word: list(found) for word, found in places(text).items()} == {"Xin": [0, 15], "chào": [4, 10]}
    assert standing(text, {"chào", "Xin", "ai"}) == [0, 4, 10, 15]
    assert standing(text, {"chào", "ai"}) == [4, 10]
    assert words("") == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("Tại TP. Hồ Chí Minh, GS. Hoàng nói. Ông đồng ý.", ["Tại TP. Hồ Chí Minh, GS. Hoàng nói.", "Ông đồng ý."]),
        ("1. Rà soát thủ tục. 2. Báo cáo kết quả.", ["1. Rà soát thủ tục.", "2. Báo cáo kết quả."]),
        ("Giảm 5.800 đơn vị. Tăng 3.5 điểm.", ["Giảm 5.800 đơn vị.", "Tăng 3.5 điểm."]),
        (
            "Các tỉnh (Hà Giang, Phú Yên...) đã làm… Các nơi khác sẽ làm.",
            ["Các tỉnh (Hà Giang, Phú Yên...) đã làm…", "Các nơi khác sẽ làm."],
        ),
        ("của các đơn vị.Tiếp tục rà soát.", ["của các đơn vị.", "Tiếp tục rà soát."]),
        ("Ông hỏi: “Vì sao?” Không ai đáp.", ["Ông hỏi: “Vì sao?”", "Không ai đáp."]),
        ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
        ("Lương tăng... nhưng giá cũng tăng.", ["Lương tăng... nhưng giá cũng tăng."]),
        # abbreviations, initials and list marks end none
        ("Ông A. Bình nói.", ["Ông A. Bình nói."]),
        ("TP. Huế họp.", ["TP. Huế họp."]),
        ("GS.TS. Lan nói.", ["GS.TS. Lan nói."]),
        ("Tại Q.1. Xong.", ["Tại Q.1. Xong."]),
        ("a. Rà soát", ["a. Rà soát"]),
        ("Việc sau: b. Rà soát", ["Việc sau: b. Rà soát"]),
        ("đ. Rà soát", ["đ. Rà soát"]),
        ("Họp; II. Rà soát", ["Họp; II. Rà soát"]),
        ("12. Rà soát", ["12. Rà soát"]),
        ("(1). Rà soát", ["(1).", "Rà soát"]),
        ("Việc (1) Rà soát. (2) Báo cáo", ["Việc (1) Rà soát.", "(2) Báo cáo"]),
        # words and numbers do
        ("1234. Rà soát", ["1234.", "Rà soát"]),
        ("Năm 2024. Rà soát", ["Năm 2024.", "Rà soát"]),
        ("Số 12. Rà soát", ["Số 12.", "Rà soát"]),
        ("Theo đ. Bình", ["Theo đ.", "Bình"]),
        ("Chị Ng. Bình", ["Chị Ng.", "Bình"]),
        ("Có th. Bình", ["Có th.", "Bình"]),
        (". Rà soát", [".", "Rà soát"]),
        # whatever stands behind the mark is the sentence's, and what the next begins with the next one's
        ("Đã họp!!! Rồi xong.", ["Đã họp!!!", "Rồi xong."]),
        ("Đã họp?! Rồi xong.", ["Đã họp?!", "Rồi xong."]),
        ("Đã họp…… Rồi xong.", ["Đã họp……", "Rồi xong."]),
        ("Đã họp.”) Rồi xong.", ["Đã họp.”)", "Rồi xong."]),
        ("Đã họp. 5 việc xong.", ["Đã họp.", "5 việc xong."]),
        ("Đã họp. “Rồi xong”", ["Đã họp.", "“Rồi xong”"]),
        ("Đã họp. - Rồi xong", ["Đã họp.", "- Rồi xong"]),
        ("Đã họp. - rồi xong", ["Đã họp. - rồi xong"]),
        ("Đã họp. (rồi xong)", ["Đã họp. (rồi xong)"]),
        ("Đã họp! rồi xong", ["Đã họp! rồi xong"]),
        ("Đã họp.Rồi xong. Và hết", ["Đã họp.", "Rồi xong.", "Và hết"]),
        ("Ở “xã”.Rồi xong", ["Ở “xã”.", "Rồi xong"]),
        ("Ở TP.HCM có 3.Rồi", ["Ở TP.HCM có 3.Rồi"]),
        ("một\n\n  hai  \n", ["một", "hai"]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, None, ["Một.", "Hai.", "Ba."]),
        (3, None, [".", "Hai.", "Ba."]),
        (5, 9, ["Hai."]),
        (5, 8, ["Hai"]),
        (0, 5, ["Một."]),
        (5, 5, []),
    ],
)
def test_sentences_are_those_of_a_stretch(start: int, end: int | None, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences("Một. Hai. Ba.", start, end)] == expected


@given(VIETNAMESE)
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    found = sentences(text)

    assert all(text[span.start : span.end] == span.text for span in found)
    assert "".join("".join(span.text for span in found).split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_lines_are_those_that_hold_anything() -> None:
    assert [line.text for line in lines(" a \n\n\u00a0\nb")] == ["a", "b"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 7, (2, 5)), (1, 6, (2, 5)), (2, 5, (2, 5)), (3, 4, (4, 4)), (2, 3, (2, 3)), (5, 7, (7, 7)), (4, 4, (4, 4)), (0, 3, (2, 3))],
)
def test_a_stretch_loses_its_blanks_at_both_ends_and_keeps_those_within(start: int, end: int, expected: tuple[int, int]) -> None:
    span = stripped("  a b  ", start, end)
    assert (span.start, span.end) == expected


@given(st.text(max_size=50))
def test_stripped_is_what_strip_makes(text: str) -> None:
    assert stripped(text, 0, len(text)).text == text.strip()


@given(st.sets(st.integers(0, 40)), st.integers(0, 40))
def test_outside_tells_whether_a_passage_lies_in_none_of_the_others(starts: set[int], place: int) -> None:
    text = "x" * 100
    spans = [Span.of(text, 2 * start, 2 * start + 2) for start in starts]
    passage = Span.of(text, 2 * place, 2 * place + 1)

    assert outside(spans)(passage) is not any(span.holds(passage) for span in spans)
