"""Updates: long polling, taps, inline queries."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.sandbox.client import SandboxError, labels
from bot.sandbox.methods.queries import LIFETIME
from bot.sandbox.methods.updates import OTHER_POLLER, WEBHOOK_ACTIVE
from bot.sandbox.refusals import QUERY_TOO_OLD
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID, BOT_ID, READER_ID

from .conftest import Bot, HandClock

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Chỉ đạo (8)", "callback_data": "d:1"}, {"text": "Chép", "copy_text": {"text": "18-NQ/TW"}}],
        [{"text": "Mở", "url": "https://vi.vn"}],
    ]
}


async def texts(bot: Bot, **fields: Any) -> list[str]:
    return [update["message"]["text"] for update in await bot("getUpdates", **fields)]


async def test_updates_stay_until_an_offset_confirms_them(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    for text in ("một", "hai", "ba"):
        await sandbox.client.send(chat, chat, text)
    first = await bot("getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["một", "hai"]
    assert await texts(bot) == ["một", "hai", "ba"]
    assert await texts(bot, offset=first[1]["update_id"] + 1) == ["ba"]
    assert await texts(bot) == ["ba"]


async def test_a_negative_offset_keeps_the_last_few(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    for text in ("một", "hai", "ba"):
        await sandbox.client.send(chat, chat, text)
    assert await texts(bot, offset=-1) == ["ba"]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    poll = asyncio.create_task(texts(bot, timeout=30))
    await sandbox.client.send(chat, chat, "đến rồi")
    assert await poll == ["đến rồi"]


async def test_a_second_poller_ends_the_first(bot: Bot, sandbox: Sandbox) -> None:
    first = asyncio.create_task(bot.refused("getUpdates", timeout=30))
    await sandbox.world.mail.until(lambda: sandbox.world.poll == 1, 5)
    second = asyncio.create_task(bot("getUpdates", timeout=30))
    refusal = await first
    assert (refusal.code, refusal.description) == (409, OTHER_POLLER)
    await sandbox.client.send(READER_ID, READER_ID, "a")
    assert len(await second) == 1


async def test_a_poller_who_hangs_up_is_no_second_poller(bot: Bot, sandbox: Sandbox) -> None:
    gone = asyncio.create_task(bot("getUpdates", timeout=30))
    await sandbox.world.mail.until(lambda: sandbox.world.poll == 1, 5)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    assert await bot("getUpdates") == []
    assert not any("409" in outcome for outcome in sandbox.world.journal.outcomes)


async def test_with_a_webhook_nobody_may_poll(bot: Bot) -> None:
    await bot("setWebhook", url="http://127.0.0.1:9/hook")
    refusal = await bot.refused("getUpdates")
    assert (refusal.code, refusal.description) == (409, WEBHOOK_ACTIVE)
    await bot("deleteWebhook")
    assert await bot("getUpdates") == []


async def test_only_the_kinds_asked_for_come(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    group = await sandbox.client.new_chat("supergroup", "Phòng", [ADMIN_ID, BOT_ID])
    await sandbox.client.post("member", chat=group, member=READER_ID, status="member")
    assert await bot("getUpdates", allowed_updates=["chat_member"]) == []
    await sandbox.client.post("member", chat=group, member=READER_ID, status="left")
    await sandbox.client.send(chat, chat, "không hỏi")
    assert [list(update)[1] for update in await bot("getUpdates")] == ["chat_member"]


async def test_a_tap_waits_for_the_bots_answer(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="a", reply_markup=KEYBOARD)
    assert labels(sent) == [["Chỉ đạo (8)", "Chép"], ["Mở"]]
    tapped = asyncio.create_task(sandbox.client.tap(sent, "Chỉ đạo"))
    query = (await bot("getUpdates", timeout=10))[0]["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("d:1", chat, sent["message_id"])
    assert await bot("answerCallbackQuery", callback_query_id=query["id"], text="Được", show_alert=True) is True
    answer = await tapped
    assert (answer["answered"], answer["text"], answer["show_alert"]) == (True, "Được", True)


async def test_an_unanswered_tap_says_so(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="a", reply_markup=KEYBOARD)
    assert (await sandbox.client.tap(sent, "d:1", seconds=0))["answered"] is False


async def test_copying_and_opening_need_no_bot(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="a", reply_markup=KEYBOARD)
    assert (await sandbox.client.tap(sent, "Chép"))["copy_text"] == {"text": "18-NQ/TW"}
    assert (await sandbox.client.tap(sent, "Mở"))["url"] == "https://vi.vn"
    with pytest.raises(SandboxError, match="not among"):
        await sandbox.client.tap(sent, "Xóa")


async def test_callback_data_can_be_forged(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="a", reply_markup=KEYBOARD)
    forging = asyncio.create_task(sandbox.client.forge(sent, "xoa:99"))
    query = (await bot("getUpdates", timeout=10))[0]["callback_query"]
    await bot("answerCallbackQuery", callback_query_id=query["id"])
    assert (query["data"], (await forging)["answered"]) == ("xoa:99", True)


async def test_an_old_or_unknown_query_cannot_be_answered(bot: Bot, sandbox: Sandbox, chat: int, clock: HandClock) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="a", reply_markup=KEYBOARD)
    query = (await sandbox.client.tap(sent, "d:1", seconds=0))["id"]
    clock.now += LIFETIME + 1
    for wanted in (query, "12345"):
        refusal = await bot.refused("answerCallbackQuery", callback_query_id=wanted)
        assert (refusal.code, refusal.description) == (400, f"Bad Request: {QUERY_TOO_OLD}")


async def test_an_answer_to_a_tap_has_at_most_200_characters(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="a", reply_markup=KEYBOARD)
    query = (await sandbox.client.tap(sent, "d:1", seconds=0))["id"]
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert refusal.description == "Bad Request: MESSAGE_TOO_LONG"


async def test_an_inline_query_gets_its_results(bot: Bot, sandbox: Sandbox) -> None:
    asked = asyncio.create_task(sandbox.client.post("inline", user=READER_ID, text="nghị quyết"))
    query = (await bot("getUpdates", timeout=10))[0]["inline_query"]
    results = [{"type": "article", "id": "1", "title": "18-NQ/TW", "input_message_content": {"message_text": "a"}}]
    faulty: list[tuple[list[Any], str]] = [
        ([results[0]] * 2, "RESULT_ID_DUPLICATE"),
        ([{"id": str(n)} for n in range(51)], "RESULTS_TOO_MUCH"),
        ([results[0] | {"id": "x" * 65}], "RESULT_ID_INVALID"),
        ([results[0] | {"title": ""}], "ARTICLE_TITLE_EMPTY"),
        ([results[0] | {"input_message_content": {"message_text": "a" * 4097}}], "message is too long"),
        ([results[0] | {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 65}]]}}], "BUTTON_DATA_INVALID"),
    ]
    for wrong, description in faulty:
        refusal = await bot.refused("answerInlineQuery", inline_query_id=query["id"], results=wrong)
        assert refusal.description == f"Bad Request: {description}"
    await bot("answerInlineQuery", inline_query_id=query["id"], results=results)
    assert (query["query"], (await asked)["results"]) == ("nghị quyết", [results[0] | {"message": {"text": "a"}}])


async def test_a_result_that_is_chosen_stands_in_the_chat_in_the_persons_name(bot: Bot, sandbox: Sandbox) -> None:
    asked = asyncio.create_task(sandbox.client.inline(READER_ID, "nghị quyết"))
    query = (await bot("getUpdates", timeout=10))[0]["inline_query"]
    result = {"type": "article", "id": "1", "title": "a", "input_message_content": {"message_text": "<b>a</b>", "parse_mode": "HTML"}}
    for fields in ({"next_offset": "x" * 65}, {"button": {"text": "Mở", "start_parameter": "có dấu"}}):
        await bot.refused("answerInlineQuery", inline_query_id=query["id"], results=[result], **fields)
    await bot("answerInlineQuery", inline_query_id=query["id"], results=[result], next_offset="1")
    put = await sandbox.client.choose(READER_ID, READER_ID, await asked, result)
    assert (put["from"]["id"], put["via_bot"]["is_bot"], put["entities"][0]["type"]) == (READER_ID, True, "bold")
