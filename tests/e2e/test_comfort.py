"""For those who never type a command, who mistype one, and who want things their way; over HTTP."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, Chat

from bot.app import COMMANDS
from bot.chat import busy
from bot.sandbox.client import is_answer
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID
from tests.e2e.conftest import JSON, Reader, button_data, buttons

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_the_first_start_a_real_briefing_is_one_tap_away(reader: Reader) -> None:
    card = await reader.press(await reader.ask("/start"), "Bài mới nhất")
    assert card["text"].startswith("📰 ")
    assert "chỉ đạo" in card["text"] or "nhiệm vụ" in card["text"] or "văn bản" in card["text"]


async def test_every_command_is_reached_by_taps_alone(reader: Reader) -> None:
    help_page = await reader.press(await reader.ask("/start"), "Trợ giúp")
    carried = {button_data(help_page, label) for label in buttons(help_page)}
    assert {f"c:{command.name}" for command in COMMANDS} - carried == {"c:batdau", "c:trogiup"}
    for command in COMMANDS:
        if f"c:{command.name}" in carried:
            answer = await reader.press(help_page, f"c:{command.name}")
            assert answer.get("text") != help_page["text"], command.name
            help_page = await reader.ask("/trogiup")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/tmotat", "/tomtat"), ("/nhiemv", "/nhiemvu"), ("/xuaat", "/xuat"), ("/sumary", "/summary"), ("/cadiat", "/caidat")],
)
async def test_a_slip_of_the_finger_is_understood(reader: Reader, typed: str, meant: str) -> None:
    answer = await reader.ask(typed)
    assert f"muốn dùng {meant}?" in answer["text"]
    assert meant in buttons(answer)


async def test_each_setting_changes_by_a_tap_and_stays(reader: Reader) -> None:
    page = await reader.ask("/caidat")
    assert page["text"].startswith("⚙️ Cài đặt\n")
    for label, changed in (
        ("Múi giờ: Asia/Ho_Chi_Minh", "Múi giờ: Asia/Tokyo"),
        ("Tóm tắt: đầy đủ", "Tóm tắt: gọn"),
        ("Giờ yên lặng: không", "Giờ yên lặng: 22:00–06:00"),
        ("Xem trước liên kết: không", "Xem trước liên kết: có"),
        ("Ngôn ngữ: Tiếng Việt", "Language: English"),
    ):
        page = await reader.press(page, label)
        assert changed in buttons(page)
    again = await reader.ask("/settings")
    assert again["text"].startswith("⚙️ Settings\n")
    assert {"Summaries: short", "Link previews: on", "Zone: Asia/Tokyo", "Quiet hours: 22:00–06:00"} <= set(buttons(again))


async def test_a_short_summary_is_shorter_and_previews_are_as_chosen(bot: Sandbox, reader: Reader) -> None:
    full = await reader.ask("/tomtat 4")
    page = await reader.press(await reader.ask("/caidat"), "Tóm tắt: đầy đủ")
    await reader.press(page, "Xem trước liên kết: không")
    short = await reader.ask("/tomtat 4")
    assert len(short["text"]) < len(full["text"])
    assert short["text"].splitlines()[:2] == full["text"].splitlines()[:2]


async def test_zone_and_quiet_hours_typed_hold_for_a_new_digest(reader: Reader) -> None:
    await reader.ask("/caidat Europe/Berlin")
    await reader.ask("/caidat 21:30-06:15")
    subscribed = await reader.ask("/dangky ngày 7h")
    assert "Giờ yên lặng: 21:30–06:15 · múi giờ: Europe/Berlin" in subscribed["text"]
    listed = await reader.ask("/caidat")
    assert any(label.startswith("Bản tin gọn") for label in buttons(listed))
    assert (await reader.ask("/caidat Mars/Olympus"))["text"].startswith("Chưa hiểu “Mars/Olympus”.")


async def test_in_a_group_only_administrators_choose(bot: Sandbox, reader: Reader) -> None:
    group = await bot.client.new_chat("supergroup", "Nhóm", [ADMIN_ID, reader.id, bot.world.bot.id])
    page = await bot.client.ask(reader.id, group, "/caidat@giaoban_bot")
    refusal = await bot.client.tap(page, "Tóm tắt: đầy đủ", user=reader.id)
    assert refusal["text"] == "Trong nhóm và kênh, chỉ quản trị viên đổi được cài đặt."
    assert "Tóm tắt: gọn" in buttons(await bot.client.press(page, "Tóm tắt: đầy đủ", user=ADMIN_ID))


@pytest.mark.parametrize("data", ["set:9:0", "set:1:99", "set:0:2", "set:2:2"])
async def test_a_forged_choice_is_refused(reader: Reader, data: str) -> None:
    page = await reader.ask("/caidat")
    assert (await reader.client.forge(page, data))["show_alert"]


async def test_an_answer_in_a_group_shows_which_question_it_answers(bot: Sandbox, reader: Reader) -> None:
    group = await bot.client.new_chat("supergroup", "Nhóm", [ADMIN_ID, reader.id, bot.world.bot.id])
    asked: JSON = await bot.client.send(reader.id, group, "/tomtat@giaoban_bot 4")
    answer = await bot.client.wait_for(group, is_answer)
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]


async def test_what_takes_long_shows_that_the_bot_is_at_work(bot: Sandbox, reader: Reader) -> None:
    await reader.ask("/start")
    before = len(await bot.client.calls("sendChatAction"))
    async with Bot(bot.token, base_url=f"{bot.base_url}/bot") as calling:
        async with busy(_chat(calling, reader.id), 0):
            while len(await bot.client.calls("sendChatAction")) == before:  # as long as the work takes
                await bot.client.get("changes", after=(await bot.client.get("state"))["version"], seconds=0.05)
        async with busy(_chat(calling, reader.id), 0):
            pass
        assert len(await bot.client.calls("sendChatAction")) == before + 1
        assert not asyncio.current_task().cancelling()  # type: ignore[union-attr]  # a test runs in a task


def _chat(calling: Bot, number: int) -> Chat:
    chat = Chat(number, "private")
    chat.set_bot(calling)
    return chat
