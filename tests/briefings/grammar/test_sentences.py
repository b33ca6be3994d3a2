"""What surrounds a sentence: its list mark, its quotation, whether it is a heading."""

from __future__ import annotations

import pytest

from briefings.grammar.sentences import Sentence, read_sentences
from briefings.text import lines


def _sentences(text: str) -> tuple[Sentence, ...]:
    return read_sentences(text, lines(text))


@pytest.mark.parametrize(
    ("line", "body", "number", "marked"),
    [
        ("1. Rà soát hồ sơ.", "Rà soát hồ sơ.", 1, True),
        ("12) Rà soát hồ sơ.", "Rà soát hồ sơ.", 12, True),
        ("b) Rà soát hồ sơ.", "Rà soát hồ sơ.", None, True),
        ("- Rà soát hồ sơ.", "Rà soát hồ sơ.", None, True),
        ("1.200 hộ dân phải sơ tán.", "1.200 hộ dân phải sơ tán.", None, False),
        ("Rà soát hồ sơ.", "Rà soát hồ sơ.", None, False),
    ],
)
def test_a_list_mark_is_no_part_of_its_item(line: str, body: str, number: int | None, marked: bool) -> None:
    (sentence,) = _sentences(line)
    assert (sentence.span.text, sentence.list_number, sentence.marked) == (body, number, marked)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Thu gọn đầu mối bộ ngành", True),
        ("Thu gọn đầu mối bộ ngành.", False),
        ("Nhiệm vụ trọng tâm:", False),
        ("một dòng rất dài " * 8, False),
    ],
)
def test_a_heading_is_a_short_line_that_nothing_closes(line: str, heading: bool) -> None:
    assert [sentence.heading for sentence in _sentences(line)] == [heading]


def test_a_quotation_runs_over_lines_until_its_closing_mark() -> None:
    text = 'Ông nói.\n"Một việc.\nHai việc", ông nói.\nBa việc.\n“Bốn việc”, bà nói.'
    assert [sentence.quotation for sentence in _sentences(text)] == [0, 1, 1, 0, 2]


def test_a_sentence_without_end_is_read_as_far_as_a_sentence_reaches() -> None:
    (sentence,) = _sentences("rà soát hồ sơ, " * 10_000)
    assert sentence.span.end > 100_000
    assert len(sentence.chunks) < 3_000
