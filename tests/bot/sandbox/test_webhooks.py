"""Delivery to a webhook: with the secret, again until taken, twice on demand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.server import HOST, QuietServer, Sandbox
from bot.sandbox.world import READER_ID

from .conftest import Bot


@dataclass
class Receiver:
    """A webhook that answers as it is told and remembers what came."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    came: asyncio.Queue[tuple[str, dict[str, Any]]] = field(default_factory=asyncio.Queue)

    async def take(self, request: Request) -> Response:
        self.came.put_nowait((request.headers.get("x-telegram-bot-api-secret-token", ""), await request.json()))
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    async def next(self) -> tuple[str, dict[str, Any]]:
        return await asyncio.wait_for(self.came.get(), 10)


@asynccontextmanager
async def listening(receiver: Receiver) -> AsyncIterator[None]:
    app = Starlette(routes=[Route("/hook", receiver.take, methods=["POST"])])
    server = QuietServer(uvicorn.Config(app, host=HOST, port=0, lifespan="off", log_level="warning"))
    serving = asyncio.create_task(server.serve())
    await server.listening.wait()
    receiver.url = f"http://{HOST}:{server.servers[0].sockets[0].getsockname()[1]}/hook"
    yield
    server.stopping.set()
    await serving


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    waiting = Receiver()
    async with listening(waiting):
        yield waiting


async def test_updates_come_with_the_secret(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    await bot("setWebhook", url=receiver.url, secret_token="bi_mat-1")
    await sandbox.client.send(READER_ID, READER_ID, "chào")
    secret, update = await receiver.next()
    assert (secret, update["message"]["text"]) == ("bi_mat-1", "chào")
    await sandbox.world.mail.until(lambda: not sandbox.world.updates, 5)
    assert (await bot("getWebhookInfo"))["pending_update_count"] == 0


async def test_an_update_comes_again_until_it_is_taken(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    receiver.answers = [500, 404]
    await bot("setWebhook", url=receiver.url)
    await sandbox.client.send(READER_ID, READER_ID, "chào")
    ids = {(await receiver.next())[1]["update_id"] for _ in range(3)}
    assert len(ids) == 1
    assert (await bot("getWebhookInfo"))["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_an_update_can_be_delivered_twice(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    await bot("setWebhook", url=receiver.url)
    await sandbox.client.send(READER_ID, READER_ID, "chào")
    first = (await receiver.next())[1]
    await sandbox.world.mail.until(lambda: not sandbox.world.updates, 5)
    await sandbox.client.post("redeliver", update=first["update_id"])
    assert (await receiver.next())[1] == first


async def test_what_waited_for_a_poller_goes_to_the_webhook(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    await sandbox.client.send(READER_ID, READER_ID, "trước")
    await bot("setWebhook", url=receiver.url)
    assert (await receiver.next())[1]["message"]["text"] == "trước"


async def test_pending_updates_can_be_dropped(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    await sandbox.client.send(READER_ID, READER_ID, "trước")
    await bot("setWebhook", url=receiver.url, drop_pending_updates=True)
    await sandbox.client.send(READER_ID, READER_ID, "sau")
    assert (await receiver.next())[1]["message"]["text"] == "sau"


async def test_a_webhook_that_nobody_answers_is_reported(bot: Bot, sandbox: Sandbox) -> None:
    await bot("setWebhook", url="http://127.0.0.1:9/hook")
    await sandbox.client.send(READER_ID, READER_ID, "chào")
    await sandbox.world.mail.until(lambda: bool(sandbox.world.webhook.last_error), 5)
    info = await bot("getWebhookInfo")
    assert info["last_error_message"].startswith("Connection failed")
    assert info["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"url": "ftp://a.vn"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.vn", "secret_token": "có dấu"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_refuses_is_refused(bot: Bot, fields: dict[str, str], description: str) -> None:
    refusal = await bot.refused("setWebhook", **fields)
    assert refusal.description == f"Bad Request: {description}"
