"""Files: sent, received, fetched."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from bot.sandbox.methods.media import MAX_DOWNLOAD
from bot.sandbox.server import Sandbox

from .conftest import Bot


async def post(sandbox: Sandbox, method: str, fields: dict[str, Any], **files: Any) -> dict[str, Any]:
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"{sandbox.base_url}/bot{sandbox.token}/{method}", data=fields, files=files)
    body: dict[str, Any] = answer.json()
    return body


async def test_a_document_is_sent_and_can_be_sent_again_by_its_id(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    fields = {"chat_id": str(chat), "caption": "<b>Bảng</b>", "parse_mode": "HTML"}
    sent = (await post(sandbox, "sendDocument", fields, document=("việc.csv", b"a,b", "text/csv")))["result"]
    assert (sent["document"]["file_name"], sent["document"]["mime_type"], sent["document"]["file_size"]) == ("việc.csv", "text/csv", 3)
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("Bảng", "bold")
    again = await bot("sendDocument", chat_id=chat, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]


async def test_a_photo_has_sizes(sandbox: Sandbox, chat: int) -> None:
    sent = (await post(sandbox, "sendPhoto", {"chat_id": str(chat), "photo": "attach://anh"}, anh=("a.png", b"png", "image/png")))["result"]
    assert sent["photo"][0].keys() >= {"file_id", "file_unique_id", "width", "height"}


async def test_an_album_arrives_as_messages_of_one_group(sandbox: Sandbox, chat: int) -> None:
    media = [{"type": "document", "media": "attach://a", "caption": "một"}, {"type": "document", "media": "attach://b"}]
    sent = await post(sandbox, "sendMediaGroup", {"chat_id": str(chat), "media": json.dumps(media)}, a=b"1", b=b"2")
    first, second = sent["result"]
    assert (first["caption"], first["media_group_id"]) == ("một", second["media_group_id"])


async def test_what_a_person_uploads_can_be_fetched(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    await sandbox.client.upload(chat, chat, "bài báo.txt", "Hội nghị".encode(), mime="text/plain", caption="đây")
    message = (await bot("getUpdates"))[0]["message"]
    file = await bot("getFile", file_id=message["document"]["file_id"])
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.file_url}{sandbox.token}/{file['file_path']}")
        stranger = await http.get(f"{sandbox.file_url}1:sai/{file['file_path']}")
    assert (answer.content.decode(), message["caption"], file["file_size"]) == ("Hội nghị", "đây", 12)
    assert stranger.status_code == 404


async def test_files_over_20_mb_cannot_be_fetched(bot: Bot, sandbox: Sandbox) -> None:
    fits = sandbox.world.keep_file("vừa.pdf", "application/pdf", bytes(MAX_DOWNLOAD))
    heavy = sandbox.world.keep_file("nặng.pdf", "application/pdf", bytes(MAX_DOWNLOAD + 1))
    assert await bot("getFile", file_id=fits.id)
    refusal = await bot.refused("getFile", file_id=heavy.id)
    assert (refusal.code, refusal.description) == (400, "Bad Request: file is too big")


@pytest.mark.parametrize(
    ("method", "fields", "description"),
    [
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {"document": "zzz"}, "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
        ("sendDocument", {"document": "zzz", "caption": "x" * 1025}, "message caption is too long"),
        ("sendMediaGroup", {"media": []}, "can't send message: the media group must include 2-10 items"),
        ("sendMediaGroup", {"media": [{"type": "dice"}] * 2}, "can't use the media of the specified type in the album"),
        ("getFile", {}, "file_id is empty"),
        ("getFile", {"file_id": "zzz"}, "wrong file_id or the file is temporarily unavailable"),
    ],
)
async def test_files_that_cannot_be_sent_are_refused(bot: Bot, chat: int, method: str, fields: dict[str, Any], description: str) -> None:
    refusal = await bot.refused(method, chat_id=chat, **fields)
    assert (refusal.code, refusal.description) == (400, f"Bad Request: {description}")


async def test_an_empty_file_is_refused(sandbox: Sandbox, chat: int) -> None:
    answer = await post(sandbox, "sendDocument", {"chat_id": str(chat)}, document=("rỗng.txt", b""))
    assert answer["description"] == "Bad Request: file must be non-empty"


async def test_a_body_over_50_mb_is_too_large(sandbox: Sandbox) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(sandbox.base_url.rpartition(":")[2]))
    size = 51 * 1024 * 1024
    writer.write(
        f"POST /bot{sandbox.token}/sendDocument HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n".encode()
    )
    answer = (await reader.read()).partition(b"\r\n\r\n")[2]
    writer.close()
    assert json.loads(answer) == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_a_caption_can_be_edited(bot: Bot, sandbox: Sandbox, chat: int) -> None:
    sent = (await post(sandbox, "sendDocument", {"chat_id": str(chat), "caption": "một"}, document=b"1"))["result"]
    edited = await bot("editMessageCaption", chat_id=chat, message_id=sent["message_id"], caption="hai")
    assert (edited["caption"], edited["document"]) == ("hai", sent["document"])
    refusal = await bot.refused("editMessageText", chat_id=chat, message_id=sent["message_id"], text="ba")
    assert refusal.description == "Bad Request: there is no text in the message to edit"
