"""What holds of every article, however odd: seeds cut, mixed and mutilated, and texts made of the words that extractors look for."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Briefing, Span
from briefings.parse import parse
from briefings.report import report
from briefings.text import canonical, normalise

SEEDS = [normalise(path.read_text("utf-8")) for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]

SNIPPETS = (
    "Nghị quyết số ", "18-NQ/TW", "các Nghị quyết số 18-NQ/TW, 19-NQ/TW của BCH Trung ương", "Quyết định 156/QĐ-UBND", "30/2020/NĐ-CP",
    " ngày 25/10/2017", "ngày 31/02/2024", "ngày 7-8-2018", "tháng 13-2018", "tháng 11-2018", "Sáng 16-12", "năm 99999", "quý IV/2024",
    "6 tháng cuối năm 2024", "trước 30/6", "nhiệm kỳ 2020 - 2025", "0912.345.678", "đồng chí ", "Tô Lâm", "Phạm Thị Minh Hòa",
    "Tổng Bí thư ", "ông ", "Ủy viên Bộ Chính trị, ", "Trưởng Ban Tổ chức Trung ương ", "yêu cầu ", "đề nghị ", "nhấn mạnh cần ",
    "giao Bộ Nội vụ chủ trì ", "hoàn thành báo cáo", "rà soát, sắp xếp tổ chức bộ máy", "thủy lợi, y tế, hòa giải",
    "79 đề án, nhiệm vụ", "3,5% tổng số đảng viên", "1. ", "a) ", "- ", "; ", ", ", ". ", ".", ":", "…", "...", "“", "”", '"', "(", ")",
    "\n", "\n\n", " ", "\u00a0", "\t", "\u200b", "\ufeff", "Ảnh: ", "Theo ", "(TTXVN)", "Thứ Hai, 16/12/2024, 07:30",
    "TP. Hồ Chí Minh", "PGS.TS. ", "HỘI NGHỊ TOÀN QUỐC", "\u202e", "𝔸", "🗞", "\x07", "{{", "<b>",
)  # fmt: skip

_VOWELS = [(first.upper() if raised else first, second) for first, second in ("oa", "oe", "uy") for raised in (False, True)]
OLD_TO_NEW_TONES = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
    for first, second in _VOWELS
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}  # "òa" in "hòa" → "oà" in "hoà"
_OLD_TONES = re.compile("|".join(OLD_TO_NEW_TONES))

snippets = st.sampled_from(SNIPPETS)
made_texts = st.lists(snippets | st.text(max_size=8), max_size=40).map("".join)


@st.composite
def cut_seeds(draw: st.DrawFn) -> str:
    """A piece of a seed, with passages left out, said twice, or broken by something else."""
    seed = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(seed) - 1))
    text = seed[start : start + draw(st.integers(1, 2500))]
    for _ in range(draw(st.integers(0, 4))):
        left, right = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        text = draw(st.sampled_from((text[:left] + text[right:], text[:right] + text[left:], text[:left] + draw(snippets) + text[left:])))
    return text


articles = made_texts | cut_seeds()


def spans_in(value: Any) -> Iterator[Span]:
    """Every span below a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))


def misquoted(briefing: Briefing) -> list[Span]:
    """The spans whose text does not stand where they say."""
    text = briefing.article.text
    return [span for span in spans_in(briefing) if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text]


def told(text: str) -> str:
    """All that is read out of a text, in the form in which two spellings of a word are one."""
    return canonical(json.dumps(report(parse(text)), ensure_ascii=False))


@given(articles)
def test_whatever_is_read_stands_in_the_article(text: str) -> None:
    assert misquoted(parse(text)) == []


@given(articles)
def test_reading_what_was_stored_gives_the_same(text: str) -> None:
    once = parse(text)

    assert parse(once.article.text) == once


@given(articles)
def test_decomposed_letters_change_nothing(text: str) -> None:
    assert parse(unicodedata.normalize("NFD", normalise(text))) == parse(text)


@given(articles)
def test_the_place_of_a_tone_mark_changes_nothing(text: str) -> None:
    text = normalise(text)
    moved = _OLD_TONES.sub(lambda match: OLD_TO_NEW_TONES[match[0]], text)

    assert told(moved) == told(text)


def test_whatever_is_read_of_a_seed_stands_in_it(seed_text: str) -> None:
    briefing = parse(seed_text)

    assert misquoted(briefing) == []
    assert len(list(spans_in(briefing))) > 20


def test_a_seed_in_either_spelling_is_read_alike(seed_text: str) -> None:
    text = normalise(seed_text)
    moved = _OLD_TONES.sub(lambda match: OLD_TO_NEW_TONES[match[0]], text)

    assert moved != text
    assert told(moved) == told(text)
