"""Languages, groups, and people who do what they shouldn't."""

from __future__ import annotations

import logging

import pytest

from bot.sandbox.client import is_answer
from bot.sandbox.server import Sandbox
from bot.sandbox.world import BOT_ID
from tests.e2e.conftest import Reader, button_data, buttons

pytestmark = pytest.mark.asyncio(loop_scope="session")

GARBAGE = (
    *("", "x", ":", "v:", "v:x:0", "v:999999999:0", "v:1:999999999", "a:0", "a:999999999", "t:1:999999999", "t:999999999:0", "k:drafts:1"),
    *("k:articles:1", "k:tasks:999999999", "s:1:0:999999:1:0", "s:1:5:5:1:0", "s:999999999:1:2:1:0", "b:1:0:3:999999999:0"),
    *("m:999999999:1:0", "d:999999999:0", "d:1:999999999", "c:nothing", "l:xx", "n:1:1", "đ" * 32, "\u0000", "v:1:0\n", "' OR 1=1 --"),
)


async def group(bot: Sandbox, *people: int, kind: str = "supergroup") -> int:
    return await bot.client.new_chat(kind, "Phòng Tổng hợp", [*people, BOT_ID])


async def test_the_telegram_language_is_answered_in(reader: Reader, english_reader: Reader) -> None:
    assert (await reader.ask("/start"))["text"].startswith("📋 Giao Ban\nĐọc bài")
    assert (await english_reader.ask("/start"))["text"].startswith("📋 Giao Ban\nReads articles")


async def test_a_language_we_do_not_speak_gets_the_deployments(bot: Sandbox) -> None:
    reader = Reader(bot.client, await bot.client.new_user("Lecteur", language="fr"))
    assert (await reader.ask("/start"))["text"].startswith("📋 Giao Ban\nĐọc bài")


async def test_the_language_chosen_stays(reader: Reader) -> None:
    changed = await reader.press(await reader.ask("/batdau"), "English")
    assert changed["text"].startswith("ℹ️ How to use Giao Ban")
    assert "· article " in (await reader.ask("/tomtat"))["text"]
    back = await reader.press(changed, "Tiếng Việt")
    assert back["text"].startswith("ℹ️ Cách dùng Giao Ban")


async def test_articles_are_never_translated(english_reader: Reader) -> None:
    told = (await english_reader.ask("/summary 1"))["text"]
    assert "Sở Thử nghiệm tổ chức hội nghị giao ban" in told
    assert "article 1" in told


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_command_in_a_group_is_answered_as_a_reply(bot: Sandbox, reader: Reader, kind: str) -> None:
    place = await group(bot, reader.id, kind=kind)
    sent = await bot.client.send(reader.id, place, "/tomtat@giaoban_bot 1")
    answer = await bot.client.wait_for(place, is_answer)
    assert answer["reply_to_message"]["message_id"] == sent["message_id"]


async def test_in_a_thread_the_answer_stays_there(bot: Sandbox, reader: Reader) -> None:
    place = await group(bot, reader.id, kind="forum")
    thread = (await bot.client.post("thread", user=reader.id, chat=place, name="Giao ban"))["thread"]
    answer = await bot.client.ask(reader.id, place, "/tomtat 1", thread=thread)
    assert answer["message_thread_id"] == thread


async def test_in_a_group_only_commands_are_answered(bot: Sandbox, reader: Reader) -> None:
    place = await group(bot, reader.id)
    for text in ("tinh gọn bộ máy", "@giaoban_bot chào bot", "/khonghieu", "/tomtat@bot_khac"):
        await bot.client.send(reader.id, place, text)
    await bot.client.ask(reader.id, place, "/tomtat 1")
    answers = [message for message in await bot.client.transcript(place) if is_answer(message)]
    assert [answer["text"][:1] for answer in answers] == ["📰"]


async def test_an_unknown_command_with_our_name_is_answered_in_a_group(bot: Sandbox, reader: Reader) -> None:
    place = await group(bot, reader.id)
    answer = await bot.client.ask(reader.id, place, "/khonghieu@giaoban_bot")
    assert answer["text"].startswith("Không có lệnh /khonghieu.")


async def test_only_administrators_change_a_groups_language(bot: Sandbox, reader: Reader, english_reader: Reader) -> None:
    place = await group(bot, reader.id, english_reader.id)
    helping = await bot.client.ask(reader.id, place, "/trogiup")
    refused = await bot.client.tap(helping, "English", user=english_reader.id)
    assert refused["show_alert"]
    assert (await bot.client.ask(reader.id, place, "/tomtat 1"))["text"].count("· bài 1") == 1
    changed = await bot.client.press(helping, "English", user=reader.id)
    assert changed["text"].startswith("ℹ️ How to use")


@pytest.mark.parametrize("data", GARBAGE, ids=range(len(GARBAGE)))
async def test_forged_data_breaks_nothing(bot: Sandbox, reader: Reader, data: str, caplog: pytest.LogCaptureFixture) -> None:
    message = await reader.ask("/chidao 2024")
    with caplog.at_level(logging.WARNING):
        assert (await bot.client.forge(message, data))["answered"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert (await reader.ask("/tomtat 1"))["text"].startswith("📰")


async def test_a_button_taken_to_another_chat_shows_what_is_public_there(bot: Sandbox, reader: Reader, english_reader: Reader) -> None:
    data = button_data(await reader.ask("/chidao 2024"), "1")
    message = await english_reader.ask("/tasks 2024")
    await bot.client.forge(message, data)
    shown = [now for now in await bot.client.transcript(english_reader.id) if now["message_id"] == message["message_id"]]
    assert shown[0]["text"].startswith("📍 Paragraph")


async def test_a_tap_that_changes_nothing_is_answered(reader: Reader) -> None:
    listed = await reader.ask("/nhiemvu 2024")
    data = button_data(listed, "Sau ›").rpartition(":")[0] + ":0"
    assert (await reader.client.forge(listed, data))["answered"]


async def test_a_tap_under_a_message_that_is_gone_is_answered_below(bot: Sandbox, reader: Reader) -> None:
    listed = await reader.ask("/nhiemvu 2024")
    gone = {"code": 400, "description": "Bad Request: message can't be edited"}
    await bot.client.fault("refuse", method="editMessageText", chat=reader.id, times=1, **gone)
    shown = await reader.press(listed, "Sau ›")
    assert shown["message_id"] > listed["message_id"]


async def test_a_pause_that_telegram_asks_for_is_kept(bot: Sandbox, reader: Reader) -> None:
    await bot.client.fault("refuse", method="sendMessage", chat=reader.id, times=1, retry_after=1)
    assert (await reader.ask("/tomtat 1"))["text"].startswith("📰")


async def test_a_refusal_on_telegrams_side_is_told_when_it_is_over(bot: Sandbox, reader: Reader) -> None:
    await bot.client.fault("status", method="sendMessage", chat=reader.id, times=1, code=502)
    assert (await reader.ask("/tomtat 1"))["text"].startswith("Có trục trặc khi trả lời")


async def test_somebody_who_blocked_the_bot_holds_up_nobody(bot: Sandbox, reader: Reader, english_reader: Reader) -> None:
    await reader.ask("/start")
    blocked = {"code": 403, "description": "Forbidden: bot was blocked by the user"}
    await bot.client.fault("refuse", method="sendMessage", chat=reader.id, times=1, **blocked)
    await bot.client.send(reader.id, reader.id, "/tomtat")
    assert buttons(await english_reader.ask("/summary"))


async def test_a_text_cut_into_pieces_is_answered(reader: Reader) -> None:
    assert (await reader.ask("tinh gọn bộ máy " * 400))["text"].startswith("🔎")
