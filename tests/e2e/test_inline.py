"""Inline mode and deep links, over HTTP: what is found in any chat, what it becomes there, and where its links lead."""

from __future__ import annotations

import re

import pytest

from bot.sandbox.client import is_answer
from bot.sandbox.entities import MAX_ENTITIES, units
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID
from tests.e2e.conftest import JSON, Reader, buttons

pytestmark = pytest.mark.asyncio(loop_scope="session")
START = re.compile(r"https://t\.me/giaoban_bot\?start=([A-Za-z0-9_-]{1,64})")


def kinds(answer: JSON) -> list[str]:
    return [result["id"].partition(":")[0] for result in answer["results"]]


def links(message: JSON) -> list[str]:
    """The payloads of all deep links in a message, those of its buttons last."""
    urls = [entity["url"] for entity in message.get("entities", []) if entity["type"] == "text_link"]
    urls += [button["url"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row if "url" in button]
    matched = [START.fullmatch(url) for url in urls]
    assert all(matched), urls
    return [match[1] for match in matched if match]


async def test_a_documents_number_finds_it_its_articles_and_its_directives(reader: Reader) -> None:
    answer = await reader.client.inline(reader.id, "18-NQ/TW")
    assert set(kinds(answer)) == {"d", "a", "s"}
    first = answer["results"][0]
    assert first["title"] == "📄 Nghị quyết 18-NQ/TW"
    assert first["message"]["text"].startswith("📄 Nghị quyết số 18-NQ/TW\n25/10/2017 · ")
    assert answer["button"]["text"] == "Mở Giao Ban"


@pytest.mark.parametrize(("typed", "first"), [("tinh gọn bộ máy", "a"), ("Tô Lâm", "a"), ("", "a"), ("2024", "s")])
async def test_words_names_times_and_nothing_find_something(reader: Reader, typed: str, first: str) -> None:
    answer = await reader.client.inline(reader.id, typed)
    assert first in kinds(answer)
    assert all(result["title"] and result["message"]["text"] for result in answer["results"])


async def test_results_come_page_by_page_and_none_twice(reader: Reader) -> None:
    seen, offset = [], ""
    for _ in range(20):
        answer = await reader.client.inline(reader.id, "tổ chức", offset)
        seen += [result["id"] for result in answer["results"]]
        offset = answer["next_offset"]
        if not offset:
            break
    assert not offset
    assert len(seen) > 15
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("typed", ["xyzzy không có gì", "<b>&", "'; DROP TABLE article; --", '"', "*", "x" * 256, "999999999", "\u202e🗞"])
async def test_what_finds_nothing_is_answered_with_a_way_on(reader: Reader, typed: str) -> None:
    answer = await reader.client.inline(reader.id, typed)
    assert answer["answered"]
    assert answer["results"] or answer["button"] == {"text": "Chưa tìm thấy gì. Mở Giao Ban", "start_parameter": "inline"}


@pytest.mark.parametrize("offset", ["-1", "x", "9" * 40, "41"])
async def test_a_forged_offset_is_harmless(reader: Reader, offset: str) -> None:
    assert (await reader.client.inline(reader.id, "Tô Lâm", offset))["answered"]


async def test_every_result_leads_to_itself_in_private(bot: Sandbox, reader: Reader) -> None:
    answer = await reader.client.inline(reader.id, "18-NQ/TW")
    friend = await bot.client.new_user("Bạn", started=True)
    group = await bot.client.new_chat("supergroup", "Nhóm bạn", [reader.id, friend])
    signs = {"d": "📄", "a": "📰", "s": "📍"}
    for result in answer["results"]:
        put = await reader.client.choose(reader.id, group, answer, result)
        assert put["via_bot"]["username"] == "giaoban_bot"
        opened = await reader.ask(f"/start {links(put)[-1]}")
        assert opened["text"].startswith(signs[result["id"][0]])


async def test_a_result_put_into_the_chat_with_the_bot_asks_nothing(reader: Reader) -> None:
    answer = await reader.client.inline(reader.id, "Tô Lâm")
    await reader.client.choose(reader.id, reader.id, answer, answer["results"][0])
    await reader.ask("/trogiup")
    assert len([message for message in await reader.client.transcript(reader.id) if is_answer(message)]) == 1


async def test_the_language_is_that_of_the_person(bot: Sandbox, reader: Reader, english_reader: Reader) -> None:
    assert (await reader.client.inline(english_reader.id, "xyzzyx"))["button"]["text"] == "Nothing found. Open Giao Ban"
    start = await english_reader.ask("/start")
    await english_reader.press(start, "Tiếng Việt")
    assert (await reader.client.inline(english_reader.id, "xyzzyx"))["button"]["text"] == "Chưa tìm thấy gì. Mở Giao Ban"


@pytest.mark.parametrize("asked", ["/chidao 2024", "/nhiemvu 2024", "/nguoi 4", "/tim tinh gọn", "/vanban 18-NQ/TW"])
async def test_every_item_of_a_list_has_a_link_to_its_paragraph(reader: Reader, asked: str) -> None:
    listed = await reader.ask(asked)
    found = links(listed)
    assert len(found) >= len([label for label in buttons(listed) if label.isdigit()]) > 0
    shown = await reader.ask(f"/start {found[0]}")
    assert shown["text"].startswith("📍 ")
    assert (await reader.press(shown, "‹ Quay lại"))["text"].startswith("📰")


async def test_a_digest_in_a_channel_opens_its_items_in_private(bot: Sandbox, reader: Reader) -> None:
    channel = await bot.client.new_chat("channel", "Bản tin", [ADMIN_ID, reader.id, bot.world.bot.id])
    await bot.client.post("member", chat=channel, member=bot.world.bot.id, status="administrator", by=ADMIN_ID)
    await bot.client.send(ADMIN_ID, channel, "/bantin")
    digest = await bot.client.wait_for(channel, lambda message: "🗞" in message.get("text", ""))
    assert len(digest["entities"]) < MAX_ENTITIES
    assert units(digest["text"]) <= 4096
    payloads = links(digest)
    assert {payload[0] for payload in payloads} == {"a", "s"}
    for payload in dict.fromkeys((payloads[0], *(one for one in payloads if one[0] == "s"))):
        shown = await reader.ask(f"/start {payload}")
        assert shown["text"].startswith("📰" if payload[0] == "a" else "📍")


@pytest.mark.parametrize("payload", ["a-99999", "p-1", "l-en", "s-1-0-999999-0-0", "x", "-", "a-3-3", "undo-1", "u-1-6"])
async def test_a_forged_link_shows_no_more_than_reading(reader: Reader, payload: str) -> None:
    answer = await reader.ask(f"/start {payload}")
    assert answer["text"].startswith(("📋 Giao Ban", "Không", "Nút này"))
    assert buttons(answer)
