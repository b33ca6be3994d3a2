"""Chats of every kind, who may write where, and how a chat is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.client import SandboxClient, SandboxError
from bot.sandbox.server import Sandbox
from bot.sandbox.world import ADMIN_ID, BOT_ID, READER_ID

from .conftest import Bot, Refused


async def refusal_in(bot: Bot, chat: int) -> Refused:
    return await bot.refused("sendMessage", chat_id=chat, text="a")


async def test_the_bot_cannot_write_first(bot: Bot, sandbox: Sandbox) -> None:
    refusal = await refusal_in(bot, READER_ID)
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot can't initiate conversation with a user")
    await sandbox.client.send(READER_ID, READER_ID, "/start")
    assert (await bot("sendMessage", chat_id=READER_ID, text="a"))["text"] == "a"


async def test_whoever_blocks_the_bot_is_closed_to_it_until_they_come_back(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.post("block", user=chat)
    refusal = await refusal_in(bot, chat)
    assert (refusal.code, refusal.description) == (403, "Forbidden: bot was blocked by the user")
    await sandbox.client.send(chat, chat, "/start")
    assert await bot("sendMessage", chat_id=chat, text="a")
    changes = [update["my_chat_member"] for update in await bot("getUpdates") if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_a_deleted_account_is_gone(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.post("deactivate", user=chat)
    refusal = await refusal_in(bot, chat)
    assert (refusal.code, refusal.description) == (403, "Forbidden: user is deactivated")


@pytest.mark.parametrize(
    ("kind", "status", "description"),
    [
        ("group", "kicked", "Forbidden: bot was kicked from the group chat"),
        ("supergroup", "kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("channel", "kicked", "Forbidden: bot was kicked from the channel chat"),
        ("supergroup", "left", "Forbidden: bot is not a member of the supergroup chat"),
        ("channel", "member", "Bad Request: need administrator rights in the channel chat"),
    ],
)
async def test_a_chat_that_the_bot_lost_says_why(bot: Bot, sandbox: Sandbox, kind: str, status: str, description: str) -> None:
    chat = await sandbox.client.new_chat(kind, "Phòng", [ADMIN_ID, BOT_ID])
    await sandbox.client.post("member", chat=chat, member=BOT_ID, status=status)
    refusal = await refusal_in(bot, chat)
    assert refusal.description == description
    assert (await bot("getUpdates"))[0]["my_chat_member"]["new_chat_member"]["status"] == status


async def test_a_group_that_becomes_a_supergroup_tells_its_new_id_twice(bot: Bot, sandbox: Sandbox) -> None:
    old = await sandbox.client.new_chat("group", "Phòng", [ADMIN_ID, BOT_ID])
    new = (await sandbox.client.post("migrate", chat=old))["chat"]
    refusal = await refusal_in(bot, old)
    assert (refusal.code, refusal.description) == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert refusal.parameters == {"migrate_to_chat_id": new}
    told = [update["message"] for update in await bot("getUpdates")]
    assert (told[0]["chat"]["id"], told[0]["migrate_to_chat_id"]) == (old, new)
    assert (told[1]["chat"]["id"], told[1]["migrate_from_chat_id"]) == (new, old)
    assert (await bot("sendMessage", chat_id=new, text="a"))["chat"]["type"] == "supergroup"


async def test_a_forum_has_threads_and_the_general_one_takes_no_id(bot: Bot, sandbox: Sandbox) -> None:
    forum = await sandbox.client.new_chat("forum", "Ban", [ADMIN_ID, BOT_ID])
    thread = (await sandbox.client.post("thread", user=ADMIN_ID, chat=forum, name="Bản tin"))["thread"]
    sent = await bot("sendMessage", chat_id=forum, message_thread_id=thread, text="a")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    assert "message_thread_id" not in await bot("sendMessage", chat_id=forum, text="chung")
    refusal = await bot.refused("sendMessage", chat_id=forum, message_thread_id=1, text="a")
    assert refusal.description == "Bad Request: message thread not found"


async def test_a_deleted_thread_is_not_found(bot: Bot, sandbox: Sandbox) -> None:
    made = await sandbox.client.post("chats", kind="forum", title="Ban", members=[ADMIN_ID, BOT_ID], threads=["Bản tin"])
    where = {"chat_id": made["chat"], "message_thread_id": made["threads"]["Bản tin"]}
    await bot("sendMessage", **where, text="a")
    await sandbox.client.post("delete_thread", chat=made["chat"], thread=where["message_thread_id"])
    refusal = await bot.refused("sendMessage", **where, text="b")
    assert (refusal.code, refusal.description) == (400, "Bad Request: message thread not found")
    assert await sandbox.client.transcript(made["chat"]) == []


@pytest.mark.parametrize(
    ("text", "heard"),
    [("/tomtat 3", True), ("/tomtat@giaoban_bot 3", True), ("/tomtat@bot_khac", False), ("xin chào", False), ("hỏi @giaoban_bot", True)],
)
async def test_in_a_group_the_bot_hears_only_what_concerns_it(bot: Bot, sandbox: Sandbox, text: str, heard: bool) -> None:
    group = await sandbox.client.new_chat("supergroup", "Phòng", [ADMIN_ID, BOT_ID])
    await sandbox.client.send(ADMIN_ID, group, text)
    assert [update["message"]["text"] for update in await bot("getUpdates")] == ([text] if heard else [])


async def test_as_an_administrator_or_when_answered_the_bot_hears_a_group(bot: Bot, sandbox: Sandbox) -> None:
    group = await sandbox.client.new_chat("supergroup", "Phòng", [ADMIN_ID, BOT_ID])
    sent = await bot("sendMessage", chat_id=group, text="a")
    await sandbox.client.send(ADMIN_ID, group, "trả lời", reply_to=sent["message_id"])
    await sandbox.client.post("member", chat=group, member=BOT_ID, status="administrator")
    await sandbox.client.send(ADMIN_ID, group, "bất kỳ")
    assert [update["message"]["text"] for update in await bot("getUpdates") if "message" in update] == ["trả lời", "bất kỳ"]


async def test_a_channel_post_has_no_author(bot: Bot, sandbox: Sandbox) -> None:
    channel = await sandbox.client.new_chat("channel", "Bản tin", [ADMIN_ID, BOT_ID, READER_ID], username="bantin")
    await sandbox.client.post("member", chat=channel, member=BOT_ID, status="administrator")
    await sandbox.client.send(ADMIN_ID, channel, "thông báo")
    post = (await bot("getUpdates"))[-1]["channel_post"]
    assert (post["sender_chat"]["id"], "from" in post) == (channel, False)
    assert (await bot("sendMessage", chat_id="@bantin", text="a"))["chat"]["username"] == "bantin"
    with pytest.raises(SandboxError, match="only administrators post"):
        await sandbox.client.send(READER_ID, channel, "không được")


async def test_members_are_known_by_their_status(bot: Bot, sandbox: Sandbox) -> None:
    group = await sandbox.client.new_chat("supergroup", "Phòng", [ADMIN_ID, BOT_ID, READER_ID])
    await sandbox.client.post("member", chat=group, member=READER_ID, status="administrator")
    statuses = [(await bot("getChatMember", chat_id=group, user_id=user))["status"] for user in (ADMIN_ID, BOT_ID, READER_ID)]
    assert statuses == ["creator", "member", "administrator"]
    assert {card["user"]["id"] for card in await bot("getChatAdministrators", chat_id=group)} == {ADMIN_ID, READER_ID}
    assert await bot("getChatMemberCount", chat_id=group) == 3
    assert (await bot("getChat", chat_id=group))["title"] == "Phòng"


@pytest.mark.parametrize(
    ("method", "fields", "description"),
    [
        ("getChatMember", {"user_id": 5}, "invalid user_id specified"),
        ("getChatAdministrators", {}, "there are no administrators in the private chat"),
        ("leaveChat", {}, "chat member status can't be changed in private chats"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
        ("getChat", {"chat_id": 99}, "chat not found"),
    ],
)
async def test_what_cannot_be_asked_of_a_chat_is_refused(
    bot: Bot, chat: int, method: str, fields: dict[str, Any], description: str
) -> None:
    refusal = await bot.refused(method, **{"chat_id": chat, **fields})
    assert (refusal.code, refusal.description) == (400, f"Bad Request: {description}")


async def test_the_bot_can_leave(bot: Bot, sandbox: Sandbox) -> None:
    group = await sandbox.client.new_chat("group", "Phòng", [ADMIN_ID, BOT_ID])
    assert await bot("leaveChat", chat_id=group) is True
    assert (await refusal_in(bot, group)).description == "Forbidden: bot is not a member of the group chat"


async def test_typing_shows_until_the_bot_writes(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await bot("sendChatAction", chat_id=chat, action="typing")
    assert (await sandbox.client.get("transcript", chat=chat))["action"] == "typing"
    await bot("sendMessage", chat_id=chat, text="a")
    assert (await sandbox.client.get("transcript", chat=chat))["action"] == ""


async def test_a_long_text_of_a_person_arrives_in_pieces(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    text = "Một dòng dài có dấu 😀\n" * 400
    last = await sandbox.client.send(chat, chat, text)
    pieces = [update["message"]["text"] for update in await bot("getUpdates")]
    assert len(pieces) > 1
    assert "".join(pieces) == text
    assert last["text"] == pieces[-1]


async def test_an_edit_by_a_person_is_told(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await sandbox.client.send(chat, chat, "một")
    await sandbox.client.post("edit", chat=chat, message=sent["message_id"], text="hai")
    assert (await bot("getUpdates"))[-1]["edited_message"]["text"] == "hai"


async def test_the_profile_remembers_commands_by_scope_and_language(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    vietnamese, english = [{"command": "tomtat", "description": "Tóm tắt"}], [{"command": "summary", "description": "Summary"}]
    ruling = [{"command": "nap", "description": "Nạp bài"}]
    await bot("setMyCommands", commands=english)
    await bot("setMyCommands", commands=vietnamese, language_code="vi")
    await bot("setMyCommands", commands=ruling, scope={"type": "all_chat_administrators"})
    assert await bot("getMyCommands", language_code="vi") == vietnamese
    group = await sandbox.client.new_chat("supergroup", "Phòng", [ADMIN_ID, BOT_ID, READER_ID])
    foreigner = await sandbox.client.new_user("Ann", language="en")
    assert await seen(sandbox.client, chat, chat) == vietnamese
    assert await seen(sandbox.client, foreigner, foreigner) == english
    assert await seen(sandbox.client, ADMIN_ID, group) == ruling
    assert await seen(sandbox.client, READER_ID, group) == vietnamese
    await bot("deleteMyCommands", language_code="vi")
    assert await seen(sandbox.client, chat, chat) == english


async def seen(client: SandboxClient, user: int, chat: int) -> Any:
    return (await client.get("commands", user=user, chat=chat))["commands"]


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([{"command": "Tóm tắt", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a", "description": ""}], "command description is empty"),
        ([{"command": "a", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_that_telegram_refuses_are_refused(bot: Bot, commands: list[dict[str, str]], description: str) -> None:
    refusal = await bot.refused("setMyCommands", commands=commands)
    assert refusal.description == f"Bad Request: {description}"


async def test_the_bot_knows_itself_and_keeps_its_descriptions(bot: Bot) -> None:
    me = await bot("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (BOT_ID, True, "giaoban_bot")
    await bot("setMyDescription", description="Đọc bài hội nghị", language_code="vi")
    assert await bot("getMyDescription", language_code="vi") == {"description": "Đọc bài hội nghị"}
    assert await bot("getMyShortDescription") == {"short_description": ""}
    assert await bot("getMyName") == {"name": "Giao Ban"}
