"""The webhook takes Telegram's updates and nothing else, and keeps them before it says so."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from bot.config import Settings
from bot.server import BODY_LIMIT, SECRET_HEADER, build_server
from bot.updates import StoredUpdates
from briefings.store.database import Database
from briefings.store.inbox import Inbox
from briefings.store.store import Store

SECRET = "a-secret-of-sixteen-or-more"
PATH = "/telegram/updates"
UPDATE = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}, "text": "Nghị quyết"}}


def settings() -> Settings:
    return Settings(token="1:a", webhook_url=f"https://bot.example.vn{PATH}", webhook_secret=SECRET)  # type: ignore[arg-type]  # read by pydantic


@pytest.fixture
async def queue(database_url: str) -> AsyncIterator[StoredUpdates]:
    store, queue = await Store.open(database_url), StoredUpdates()
    queue.inbox = store.inbox
    yield queue
    await store.close()


@pytest.fixture
async def telegram(queue: StoredUpdates) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_server(queue, Bot("1:a"), settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers={SECRET_HEADER: SECRET}) as client:
        yield client


async def test_an_update_is_kept_and_goes_on_the_queue(queue: StoredUpdates, telegram: httpx.AsyncClient) -> None:
    answer = await telegram.post(PATH, json=UPDATE)
    assert answer.status_code == 200
    assert queue.get_nowait().message.text == "Nghị quyết"
    assert queue.inbox.holds(5)


async def test_an_update_that_comes_twice_is_taken_once(queue: StoredUpdates, telegram: httpx.AsyncClient) -> None:
    answers = [await telegram.post(PATH, json=UPDATE) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert queue.qsize() == 1


async def test_an_update_that_cannot_be_kept_is_not_acknowledged(queue: StoredUpdates, telegram: httpx.AsyncClient) -> None:
    queue.inbox = Inbox(Database("sqlite+aiosqlite:////nowhere/giaoban.db"))
    assert (await telegram.post(PATH, json=UPDATE)).status_code == 503
    assert queue.empty()


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "đ"])
async def test_without_the_secret_nothing_is_read(queue: StoredUpdates, telegram: httpx.AsyncClient, secret: str) -> None:
    answer = await telegram.post(PATH, json=UPDATE, headers={SECRET_HEADER: secret.encode()})
    assert answer.status_code == 403
    assert queue.empty()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"7", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": 1, "message": {"chat": 7}}', 400),
        (b"[" * 100_000, 400),
        (b" " * (BODY_LIMIT + 1), 413),
    ],
    ids=["empty", "cut", "no text", "list", "null", "number", "no id", "odd shape", "deep", "too long"],
)
async def test_what_is_no_update_is_refused(queue: StoredUpdates, telegram: httpx.AsyncClient, body: bytes, status: int) -> None:
    assert (await telegram.post(PATH, content=body)).status_code == status
    assert queue.empty()


@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/", 404), ("POST", PATH + "/x", 404), ("GET", PATH, 405)])
async def test_no_other_way_in(telegram: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    assert (await telegram.request(method, path, content=json.dumps(UPDATE))).status_code == status
