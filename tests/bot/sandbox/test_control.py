"""The control API and its client: waiting without sleeping, seeing what a person sees, beginning anew."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.sandbox.client import SandboxError, is_answer
from bot.sandbox.limits import Limits
from bot.sandbox.people import furnish
from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import ADMIN_ID, READER_ID

from .conftest import Bot


async def test_waiting_ends_with_the_message_that_was_wanted(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    waiting = asyncio.create_task(sandbox.client.wait_for(chat, lambda message: message["text"] == "hai"))
    await bot("sendMessage", chat_id=chat, text="một")
    sent = await bot("sendMessage", chat_id=chat, text="hai")
    assert await waiting == sent


async def test_waiting_in_vain_tells_what_the_chat_ends_with(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await bot("sendMessage", chat_id=chat, text="cuối cùng")
    with pytest.raises(TimeoutError, match="cuối cùng"):
        await sandbox.client.wait_for(chat, lambda _: False, seconds=0)


async def test_asking_brings_the_answer_and_pressing_what_changed(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    asking = asyncio.create_task(sandbox.client.ask(chat, chat, "/tomtat"))
    update = (await bot("getUpdates", timeout=10))[0]
    assert update["message"]["text"] == "/tomtat"
    keyboard = {"inline_keyboard": [[{"text": "Sau ›", "callback_data": "p:2"}]]}
    await bot("sendMessage", chat_id=chat, text="trang 1", reply_markup=keyboard)
    answer = await asking
    assert is_answer(answer)
    pressing = asyncio.create_task(sandbox.client.press(answer, "Sau"))
    query = (await bot("getUpdates", timeout=10, offset=update["update_id"] + 1))[0]["callback_query"]
    await bot("editMessageText", chat_id=chat, message_id=answer["message_id"], text="trang 2")
    await bot("answerCallbackQuery", callback_query_id=query["id"])
    assert (await pressing)["text"] == "trang 2"


async def test_a_person_sees_the_chats_that_they_are_in_newest_first(sandbox: Sandbox) -> None:
    furnish(sandbox.world)
    group = await sandbox.client.new_chat("group", "Chỉ quản trị", [ADMIN_ID])
    seen = [chat["id"] for chat in (await sandbox.client.get("state", user=ADMIN_ID))["chats"]]
    assert (seen[0], len(seen)) == (group, 5)
    assert group not in [chat["id"] for chat in (await sandbox.client.get("state", user=READER_ID))["chats"]]


async def test_a_stranger_cannot_write_into_a_group(sandbox: Sandbox) -> None:
    group = await sandbox.client.new_chat("group", "Chỉ quản trị", [ADMIN_ID])
    with pytest.raises(SandboxError, match="not in chat"):
        await sandbox.client.send(READER_ID, group, "chào")


async def test_many_people_can_be_made_at_once(bot: Bot, sandbox: Sandbox) -> None:
    chats = await sandbox.client.new_users(300)
    assert len(set(chats)) == 300
    assert (await bot("sendMessage", chat_id=chats[-1], text="a"))["chat"]["id"] == chats[-1]


async def test_a_reset_forgets_all_but_the_limits(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.post("limits", overall=5)
    await sandbox.client.send(chat, chat, "a")
    before = (await bot("getUpdates"))[0]["update_id"]
    await sandbox.client.post("reset")
    assert (await bot("getUpdates"), len(sandbox.world.users)) == ([], 4)
    assert sandbox.world.limiter.limits == Limits(overall=5, chat=None, group=None)
    await sandbox.client.send(READER_ID, READER_ID, "a")
    assert (await bot("getUpdates"))[0]["update_id"] > before


async def test_files_are_handed_out_but_never_shown_as_pages(sandbox: Sandbox) -> None:
    stored = sandbox.world.keep_file("a.html", "text/html", b"<script>1</script>")
    async with httpx.AsyncClient(base_url=sandbox.base_url) as http:
        answer = await http.get("/sandbox/file", params={"id": stored.id})
        missing = await http.get("/sandbox/file", params={"id": "không có"})
    assert (answer.headers["content-disposition"], answer.headers["x-content-type-options"]) == ("attachment", "nosniff")
    assert (answer.content, missing.status_code) == (stored.data, 404)


async def test_a_sandbox_listens_on_this_machine_only_and_lets_its_port_go() -> None:
    async with serve_sandbox() as first:
        port = int(first.base_url.rpartition(":")[2])
        assert first.base_url == f"http://127.0.0.1:{port}"
    async with serve_sandbox(port) as second:
        assert (await second.client.get("counts"))["total"] == 0
