"""Formatting as TDLib reads it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import MAX_ENTITIES, formatted, units
from bot.sandbox.refusals import Refusal


@pytest.mark.parametrize(
    ("text", "mode", "plain", "entities"),
    [
        ("<b>Hạn</b> 30/6", "HTML", "Hạn 30/6", [("bold", 0, 3)]),
        ("<b>Hạn</b> 30/6", "html", "Hạn 30/6", [("bold", 0, 3)]),
        ("😀 <code>18-NQ/TW</code>", "HTML", "😀 18-NQ/TW", [("code", 3, 8)]),
        ("<blockquote expandable>a\nb</blockquote>", "HTML", "a\nb", [("expandable_blockquote", 0, 3)]),
        ("<tg-spoiler>kín</tg-spoiler>", "HTML", "kín", [("spoiler", 0, 3)]),
        ("<i><b>lồng</b></i>", "HTML", "lồng", [("bold", 0, 4), ("italic", 0, 4)]),
        ("*đậm* _nghiêng_", "Markdown", "đậm nghiêng", [("bold", 0, 3), ("italic", 4, 7)]),
        (r"*đậm* hết\.", "MarkdownV2", "đậm hết.", [("bold", 0, 3)]),
        ("/chidao 3 và @giaoban_bot", "", "/chidao 3 và @giaoban_bot", [("bot_command", 0, 7), ("mention", 13, 12)]),
        ("xem https://vi.dụ.vn/a", "", "xem https://vi.dụ.vn/a", [("url", 4, 18)]),
        ("<code>/tim</code> và /tim", "HTML", "/tim và /tim", [("code", 0, 4), ("bot_command", 8, 4)]),
        ("  <b> giữa </b>\n", "HTML", "giữa", [("bold", 0, 4)]),
        ("a\tb\r\nc", "", "a b\nc", []),
    ],
)
def test_text_is_read_as_telegram_reads_it(text: str, mode: str, plain: str, entities: list[tuple[str, int, int]]) -> None:
    read = formatted(text, mode)
    assert read.text == plain
    assert sorted((entity["type"], entity["offset"], entity["length"]) for entity in read.entities) == sorted(entities)


def test_a_link_keeps_its_address() -> None:
    assert formatted('<a href="https://vi.vn/x">bài</a>', "HTML").entities == [
        {"type": "text_link", "offset": 0, "length": 3, "url": "https://vi.vn/x"}
    ]


def test_only_known_people_can_be_mentioned_by_id() -> None:
    text = '<a href="tg://user?id=5">Lan</a> <a href="tg://user?id=6">ai</a>'
    read = formatted(text, "HTML", who=lambda user: {"id": 5, "is_bot": False, "first_name": "Lan"} if user == 5 else None)
    assert [entity["user"]["id"] for entity in read.entities] == [5]
    assert "user_id" not in read.entities[0]


@pytest.mark.parametrize(
    ("text", "mode", "entities", "description"),
    [
        ("<b>hở", "HTML", None, "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("<x>a</x>", "HTML", None, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
        ("<b><i>a</b></i>", "HTML", None, 'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("*hở", "Markdown", None, "can't parse entities: Can't find end of the entity starting at byte offset 0"),
        ("hết.", "MarkdownV2", None, "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a", "BBCode", None, "unsupported parse_mode"),
        ("   ", "", None, "text must be non-empty"),
        ("<b></b>", "HTML", None, "text must be non-empty"),
        ("a", "", [{"type": "bold", "offset": 5, "length": 1}], "entity begins after the end of the text at UTF-16 offset 5"),
        (
            "a",
            "",
            [{"type": "bold", "offset": 0, "length": 9}],
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        ("a", "", [{"type": "bold", "offset": -1, "length": 1}], "receive an entity with incorrect offset -1"),
        ("a", "", [{"type": "huge", "offset": 0, "length": 1}], "can't parse MessageEntity: Unsupported type specified"),
        ("a", "", [{"type": "text_link", "offset": 0, "length": 1}], "can't parse MessageEntity: Can't find field \"url\""),
        ("a", "", [{"type": "bold", "length": 1}], "can't parse MessageEntity: Can't find field \"offset\""),
    ],
)
def test_markup_that_telegram_cannot_read_is_refused_in_its_words(text: str, mode: str, entities: Any, description: str) -> None:
    with pytest.raises(Refusal) as refusal:
        formatted(text, mode, entities)
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {description}")


def test_the_first_hundred_entities_are_kept() -> None:
    read = formatted("<b>a</b> " * 130, "HTML")
    assert len(read.entities) == MAX_ENTITIES
    assert read.entities[-1]["offset"] == 198


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_entities_stay_within_the_text(text: str) -> None:
    read = formatted(f"a{text}b")
    assert all(0 <= entity["offset"] < entity["offset"] + entity["length"] <= units(read.text) for entity in read.entities)
