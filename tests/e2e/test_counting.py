"""/thongke over HTTP: pictures with words, from a command and from a button, while others are answered."""

from __future__ import annotations

import threading

import pytest

from bot.aside import _BENCH
from bot.sandbox.client import is_answer
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID
from tests.e2e.conftest import JSON, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def picture_after(reader: Reader, asked: JSON) -> JSON:
    return await reader.client.wait_for(
        asked["chat"]["id"], lambda one: is_answer(one) and "photo" in one and one["message_id"] > asked["message_id"]
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("/thongke", "📊 Thống kê · năm 2024\n3 bài, "),
        ("/thongke 2018", "📊 Thống kê · năm 2018\n1 bài, "),
        ("/thongke 18-NQ/TW", "🕒 Nghị quyết 18-NQ/TW: được nhắc trong 3 bài\n"),
        ("/stats", "📊 Thống kê · năm 2024\n"),
    ],
)
async def test_a_picture_comes_with_its_words(bot: Sandbox, reader: Reader, asked: str, said: str) -> None:
    photo = await picture_after(reader, await reader.client.send(reader.id, reader.id, asked))
    assert photo["caption"].startswith(said)
    assert bot.world.files[photo["photo"][0]["file_id"]].data.startswith(b"\x89PNG")


async def test_from_a_documents_card_to_its_timeline(reader: Reader) -> None:
    card = await reader.ask("/vanban 18-NQ/TW")
    await reader.client.tap(card, "Dòng thời gian")
    assert (await picture_after(reader, card))["caption"].startswith("🕒 Nghị quyết 18-NQ/TW")
    assert (await reader.press(card, "1"))["text"].startswith("📍")


async def test_a_document_that_nothing_cites_is_said(reader: Reader) -> None:
    assert (await reader.ask("/thongke 999-QĐ/XX"))["text"].startswith("Chưa có bài nào nhắc đến văn bản 999-QĐ/XX.")


async def test_in_a_channel_and_in_a_group_the_picture_comes_where_it_was_asked_for(bot: Sandbox, reader: Reader) -> None:
    channel = await bot.client.new_chat("channel", "Bản tin", [ADMIN_ID, reader.id, bot.world.bot.id])
    await bot.client.post("member", chat=channel, member=bot.world.bot.id, status="administrator", by=ADMIN_ID)
    posted = await bot.client.send(ADMIN_ID, channel, "/thongke")
    await bot.client.wait_for(channel, lambda one: "photo" in one and one["message_id"] > posted["message_id"])
    group = await bot.client.new_chat("supergroup", "Nhóm", [reader.id, bot.world.bot.id])
    asked = await bot.client.send(reader.id, group, "/thongke@giaoban_bot 2024")
    assert (await picture_after(reader, asked))["reply_to_message"]["message_id"] == asked["message_id"]


async def test_while_a_picture_waits_others_are_answered(bot: Sandbox, reader: Reader, english_reader: Reader) -> None:
    release = threading.Event()
    _BENCH.submit(release.wait, 60)  # a long piece of work before it
    waiting = await reader.client.send(reader.id, reader.id, "/thongke")
    assert (await english_reader.ask("/help"))["text"].startswith("ℹ️")
    assert not [one for one in await reader.client.transcript(reader.id) if "photo" in one]
    release.set()
    assert (await picture_after(reader, waiting))["caption"].startswith("📊")
