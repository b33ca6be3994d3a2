"""Blocks of HTML become messages that Telegram takes, whatever is in them."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import formatted
from briefings.rendering.messages import ENTITY_LIMIT, TEXT_LIMIT, Button, entities, fill, fits, shown, split, units

TAGS = ("b", "i", "code", "blockquote expandable")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=40)


@st.composite
def pieces_of_html(draw: st.DrawFn) -> str:
    words = escape(" ".join(draw(st.lists(WORDS, min_size=1, max_size=30))))
    tag = draw(st.sampled_from(("", *TAGS)))
    return f"<{tag}>{words}</{tag.split()[0]}>" if tag else words


HTML = st.lists(pieces_of_html(), min_size=1, max_size=25).map(" ".join)


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(HTML, st.integers(400, 900))
def test_every_piece_parses_and_nothing_is_lost(html: str, limit: int) -> None:
    pieces = split(html, limit)
    read = [formatted(piece, "HTML").text for piece in pieces]
    assert all(units(text) <= limit for text in read)
    assert without_blanks("".join(read)) == without_blanks(shown(html))


@given(st.lists(HTML, min_size=1, max_size=12))
def test_blocks_fill_messages_that_fit(blocks: list[str]) -> None:
    messages = list(fill(blocks, 1000))
    assert all(fits(message) and units(shown(message)) <= 1000 for message in messages)
    assert without_blanks("".join(map(shown, messages))) == without_blanks("".join(map(shown, blocks)))


def test_a_block_that_fits_stays_whole() -> None:
    blocks = ["<b>Điều một</b> " + "chữ " * 100, "<i>Điều hai</i> " + "chữ " * 100, "Điều ba"]
    assert list(fill(blocks, 420)) == [blocks[0], blocks[1] + "\n\n" + blocks[2]]


@pytest.mark.parametrize(
    ("text", "size"),
    [("Nghị quyết", 10), ("🗞", 2), ("𝔸b", 3), ("", 0), ("\ud83d", 1)],
)
def test_length_counts_as_telegram_counts(text: str, size: int) -> None:
    assert units(text) == size


def test_a_tag_open_at_a_cut_is_closed_and_opened_again() -> None:
    first, second = split("<b>" + "từ " * 150 + "</b>", 400)
    assert first.startswith("<b>từ")
    assert first.endswith("từ</b>")
    assert second.startswith("<b>từ")


def test_no_cut_falls_inside_a_character_reference_or_a_pair() -> None:
    for piece in split("&amp;🗞" * 500, 400):
        assert without_blanks(formatted(piece, "HTML").text).replace("&🗞", "") in ("", "&", "🗞", "🗞&")


def test_more_than_a_hundred_entities_go_into_the_next_message() -> None:
    pieces = split(" ".join(f"<b>{number}</b>" for number in range(250)))
    assert [entities(piece) for piece in pieces] == [ENTITY_LIMIT, ENTITY_LIMIT, 250 - 2 * ENTITY_LIMIT]


@pytest.mark.parametrize("html", ["x" * 1_000_000, "từ " * 300_000, "&lt;" * 100_000], ids=["one word", "words", "references"])
def test_a_million_characters_are_cut_into_messages_that_fit(html: str) -> None:
    assert all(units(shown(piece)) <= TEXT_LIMIT for piece in split(html))


@pytest.mark.parametrize(
    "ways",
    [{}, {"data": "a", "url": "https://example.vn"}, {"data": "x" * 65}, {"data": "đ" * 33}, {"copy": "x" * 257}],
    ids=["none", "two", "data too long", "bytes too many", "copy too long"],
)
def test_a_button_telegram_would_refuse_cannot_be_made(ways: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="button"):
        Button("Xem", **ways)
