"""Sending, editing, deleting, copying: what Telegram does and what it refuses."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.refusals import NOT_MODIFIED
from bot.sandbox.server import Sandbox
from bot.sandbox.world import BOT_ID

from .conftest import START, Bot

KEYBOARD = {"inline_keyboard": [[{"text": "Chỉ đạo", "callback_data": "d:1"}]]}


async def test_a_sent_message_comes_back_as_the_chat_shows_it(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="<b>Hạn</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent["text"] == "Hạn"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sent["reply_markup"] == KEYBOARD
    assert (sent["chat"]["id"], sent["from"]["id"], sent["date"]) == (chat, BOT_ID, START)
    assert await sandbox.client.transcript(chat) == [sent]


@pytest.mark.parametrize(
    "body",
    [
        {"json": {"chat_id": "CHAT", "text": "chào", "reply_markup": KEYBOARD}},
        {"data": {"chat_id": "CHAT", "text": "chào", "reply_markup": '{"inline_keyboard":[[{"text":"Chỉ đạo","callback_data":"d:1"}]]}'}},
        {"data": {"chat_id": "CHAT", "text": "chào", "reply_markup": "{}"}, "files": {"unused": b"x"}},
    ],
    ids=["json", "form", "multipart"],
)
async def test_json_form_and_multipart_bodies_mean_the_same(sandbox: Sandbox, chat: int, body: dict[str, Any]) -> None:
    filled: dict[str, Any] = {kind: {**fields, "chat_id": str(chat)} if "chat_id" in fields else fields for kind, fields in body.items()}
    async with httpx.AsyncClient() as http:
        answer = await http.request("POST", f"{sandbox.base_url}/bot{sandbox.token}/SENDMESSAGE", **filled)
    assert (answer.status_code, answer.json()["result"]["text"]) == (200, "chào")


async def test_parameters_may_stand_in_the_address(sandbox: Sandbox, chat: int) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.base_url}/bot{sandbox.token}/sendMessage", params={"chat_id": chat, "text": "chào"})
    assert answer.json()["result"]["text"] == "chào"


@pytest.mark.parametrize(("length", "passes"), [(4096, True), (4097, False)])
async def test_text_is_measured_in_utf16_units_after_parsing(bot: Bot, chat: int, length: int, passes: bool) -> None:
    text = f"<b>{'😀' * (length // 2)}</b>{'a' * (length % 2)}"
    body = await bot.raw("sendMessage", chat_id=chat, text=text, parse_mode="HTML")
    assert body.get("description") == (None if passes else "Bad Request: message is too long")


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": "a", "chat_id": ""}, "chat_id is empty"),
        ({"text": "a", "chat_id": 0}, "chat not found"),
        ({"text": "a", "chat_id": -1}, "chat not found"),
        ({"text": "a", "chat_id": "khong_co"}, "chat not found"),
        ({"text": "a", "chat_id": "@khong_co"}, "chat not found"),
        ({"text": "a", "message_thread_id": 9}, "message thread not found"),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "a", "reply_parameters": {"quote": "a"}}, 'can\'t find field "message_id"'),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ({"text": "a", "message_thread_id": "x"}, 'field "message_thread_id" must be a valid Number'),
        ({"text": "<x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
    ],
)
async def test_a_bad_message_is_refused_in_telegrams_words(bot: Bot, chat: int, fields: dict[str, Any], description: str) -> None:
    refusal = await bot.refused("sendMessage", **{"chat_id": chat, **fields})
    assert (refusal.code, refusal.description) == (400, f"Bad Request: {description}")


async def test_a_reply_carries_what_it_answers_and_may_do_without(bot: Bot, chat: int) -> None:
    first = await bot("sendMessage", chat_id=chat, text="một")
    reply = await bot("sendMessage", chat_id=chat, text="hai", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"]["text"] == "một"
    free = await bot("sendMessage", chat_id=chat, text="ba", reply_parameters={"message_id": 999, "allow_sending_without_reply": True})
    assert "reply_to_message" not in free


@pytest.mark.parametrize(("token", "code", "description"), [("1:sai", 401, "Unauthorized"), ("sai", 404, "Not Found")])
async def test_a_wrong_token_is_turned_away(sandbox: Sandbox, token: str, code: int, description: str) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.base_url}/bot{token}/getMe")
    assert answer.json() == {"ok": False, "error_code": code, "description": description}
    assert answer.status_code == code


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    refusal = await bot.refused("sendEverything")
    assert (refusal.code, refusal.description) == (404, "Not Found")


async def test_a_body_that_is_no_object_is_refused(sandbox: Sandbox) -> None:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{sandbox.base_url}/bot{sandbox.token}/getMe", content="[1", headers={"content-type": "application/json"})
    assert answer.status_code == 400


async def test_an_edit_replaces_text_and_keyboard_in_place(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="<b>một</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    edited = await bot("editMessageText", chat_id=chat, message_id=sent["message_id"], text="hai")
    assert (edited["text"], edited["message_id"], edited["edit_date"]) == ("hai", sent["message_id"], START)
    assert not {"entities", "reply_markup"} & edited.keys()
    assert await sandbox.client.transcript(chat) == [edited]


async def test_the_keyboard_alone_can_be_edited(bot: Bot, chat: int) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="một", reply_markup=KEYBOARD)
    bare = await bot("editMessageReplyMarkup", chat_id=chat, message_id=sent["message_id"])
    assert "reply_markup" not in bare
    back = await bot("editMessageReplyMarkup", chat_id=chat, message_id=sent["message_id"], reply_markup=KEYBOARD)
    assert back["reply_markup"] == KEYBOARD


@pytest.mark.parametrize(
    ("method", "fields", "description"),
    [
        ("editMessageText", {"text": "một", "reply_markup": KEYBOARD}, NOT_MODIFIED),
        ("editMessageReplyMarkup", {"reply_markup": KEYBOARD}, NOT_MODIFIED),
        ("editMessageText", {"text": "hai", "message_id": 999}, "message to edit not found"),
        ("editMessageText", {"text": "hai", "message_id": 0}, "message identifier is not specified"),
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "x" * 4097}, "message is too long"),
        ("editMessageCaption", {"caption": "hai"}, "there is no caption in the message to edit"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("copyMessage", {"from_chat_id": "CHAT", "message_id": 999}, "message to copy not found"),
        ("forwardMessage", {"from_chat_id": "CHAT", "message_id": 999}, "message to forward not found"),
    ],
)
async def test_a_change_that_cannot_be_is_refused(bot: Bot, chat: int, method: str, fields: dict[str, Any], description: str) -> None:
    sent = await bot("sendMessage", chat_id=chat, text="một", reply_markup=KEYBOARD)
    fields = {"chat_id": chat, "message_id": sent["message_id"], **fields}
    refusal = await bot.refused(method, **{**fields, **({"from_chat_id": chat} if "from_chat_id" in fields else {})})
    assert (refusal.code, refusal.description) == (400, f"Bad Request: {description}")


async def test_a_persons_message_cannot_be_edited_but_deleted_in_private(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    theirs = await sandbox.client.send(chat, chat, "của tôi")
    refusal = await bot.refused("editMessageText", chat_id=chat, message_id=theirs["message_id"], text="khác")
    assert refusal.description == "Bad Request: message can't be edited"
    assert await bot("deleteMessage", chat_id=chat, message_id=theirs["message_id"]) is True
    assert await sandbox.client.transcript(chat) == []


async def test_in_a_group_only_an_administrator_deletes_what_others_wrote(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    group = await sandbox.client.new_chat("supergroup", "Phòng", [chat, BOT_ID])
    theirs = await sandbox.client.send(chat, group, "/tim a")
    refusal = await bot.refused("deleteMessage", chat_id=group, message_id=theirs["message_id"])
    assert refusal.description == "Bad Request: message can't be deleted"
    await sandbox.client.post("member", chat=group, member=BOT_ID, status="administrator")
    assert await bot("deleteMessages", chat_id=group, message_ids=[theirs["message_id"], 999]) is True


async def test_copies_and_forwards_carry_the_content_and_a_forward_its_origin(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    other = await sandbox.client.new_user("Minh", started=True)
    sent = await bot("sendMessage", chat_id=chat, text="<b>một</b>", parse_mode="HTML")
    source = {"from_chat_id": chat, "message_id": sent["message_id"], "chat_id": other}
    copied = await bot("copyMessage", **source)
    forwarded = await bot("forwardMessage", **source)
    assert forwarded["forward_origin"]["sender_user"]["id"] == BOT_ID
    first = (await sandbox.client.transcript(other))[0]
    assert (first["message_id"], first["text"], first["entities"]) == (copied["message_id"], "một", sent["entities"])
