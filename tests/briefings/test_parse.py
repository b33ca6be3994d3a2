"""Odd articles: nothing to read, far too much of it, and texts made to hurt."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from briefings.parse import parse
from briefings.text import normalise

SEEDS = Path(__file__).parents[2] / "seeds"
NOTHING = "Trời hôm nay nhiều mây.\nGió nhẹ, có lúc nắng.\n"


@pytest.mark.parametrize("text", ["", " \n \n", "\ufeff", "a", "…", "\n" * 1000, "🗞", "\u202e\u200b", "\x07\x1b[K"])
def test_a_text_of_nothing_gives_an_empty_briefing(text: str) -> None:
    briefing = parse(text)

    assert (briefing.people, briefing.documents, briefing.directives, briefing.tasks, briefing.figures) == ((), (), (), (), ())


def test_an_article_with_none_of_it_gives_an_honest_briefing() -> None:
    briefing = parse(NOTHING)

    assert (briefing.people, briefing.documents, briefing.directives, briefing.tasks) == ((), (), (), ())
    assert briefing.event.when is None
    assert briefing.article.text == NOTHING


def test_decomposed_unicode_is_read_like_composed(seed_text: str) -> None:
    assert parse(unicodedata.normalize("NFD", normalise(seed_text))) == parse(seed_text)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_every_kind_are_read_alike(seed_text: str, line_end: str) -> None:
    assert parse(seed_text.replace("\n", line_end)) == parse(seed_text)


def test_a_hundred_thousand_characters_of_a_bare_citation_hold_no_document() -> None:
    briefing = parse("Nghị quyết số " * 7200)

    assert briefing.documents == ()


@pytest.mark.long
def test_one_line_of_a_million_characters_is_read() -> None:
    line = " ".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))).replace("\n", " ")
    text = " ".join([line] * (1_000_000 // len(line)))

    assert parse(text).article.text == text


@pytest.mark.long
def test_five_megabytes_are_read() -> None:
    weather = "Trời nhiều mây, có mưa rào vài nơi; gió nhẹ, có lúc nắng. Nhiệt độ thấp nhất ban đêm giảm, ban ngày tăng dần.\n" * 20
    text = "".join(f"Ông Trần Văn {chr(65 + n % 26)} đề nghị xã rà soát {n} hộ.\n{weather}" for n in range(2000))

    assert len(text.encode()) > 5_000_000
    assert parse(text).article.text == text
