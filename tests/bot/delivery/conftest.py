"""A sandbox, a store in a file and a sender between them, with the rates that a test asks for and no pause between tries."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.delivery.gate import Gate
from bot.delivery.governor import Rates
from bot.delivery.request import AiohttpRequest
from bot.delivery.sender import Sender
from bot.delivery.verdicts import Policy
from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import ADMIN_ID
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.store.ledger import Parcel
from briefings.store.store import Store
from briefings.store.tables_outgoing import State
from tests.conftest import url_in

os.environ["PTB_TIMEDELTA"] = "true"  # as `bot.app` has it
FAST = Rates(overall=100_000, chat=100_000, group=100_000)
DUE = dt.datetime(2026, 3, 2, 0, 30, tzinfo=dt.UTC)
SECONDS = 30.0  # a test that waits so long has failed
TO_COME = {State.PENDING, State.SENDING}


@dataclass
class Office:
    """Everything between a parcel and a chat."""

    sandbox: Sandbox
    store: Store
    sender: Sender
    running: asyncio.Task[None] | None = None

    async def put(self, *parcels: Parcel) -> None:
        """Have parcels sent."""
        await self.store.ledger.enqueue(parcels)
        self.sender.wake()

    def run(self, fence: int = 1) -> None:
        """Let the sender work."""
        self.running = asyncio.create_task(self.sender.run(fence))

    async def stop(self) -> None:
        """Let it end as at SIGTERM."""
        self.sender.stop()
        if self.running:
            await self.running
            self.running = None

    async def until_done(self) -> None:
        """Wait until nothing is left to be sent."""
        async with asyncio.timeout(SECONDS):
            while TO_COME & set(await self.store.ledger.counts()):
                if self.running and self.running.done():
                    self.running.result()
                await asyncio.sleep(0.01)  # the ledger tells nobody when it is through

    async def texts(self, chat: int) -> list[str]:
        """What the bot wrote into a chat."""
        return [message["text"] for message in await self.sandbox.client.transcript(chat) if message.get("from", {}).get("is_bot")]

    async def states(self, key: str) -> list[State]:
        """Where the messages of a parcel stand."""
        return [row.state for row in await self.store.ledger.delivered(key)]


def parcel(chat: int, *html: str, key: str = "", **where: Any) -> Parcel:
    """Messages for a chat, due long ago."""
    return Parcel(key or f"to {chat}", chat, tuple(Message(text) for text in html), where.pop("not_before", DUE), **where)


@asynccontextmanager
async def open_office(
    path: Path, sandbox: Sandbox, *, rates: Rates = FAST, resend: bool = True, read_seconds: float = 0.3, in_flight: int = 3
) -> AsyncIterator[Office]:
    """An office on the database at `path`."""
    store, request = await Store.open(url_in(path.parent, name=path.name)), AiohttpRequest(read_seconds=read_seconds)
    bot = Bot(sandbox.token, base_url=f"{sandbox.base_url}/bot", request=request, get_updates_request=request)
    policy = Policy(resend, frozenset({ADMIN_ID}), texts("vi"))
    async with request:
        sender = Sender(store.ledger, bot, Gate(rates), policy, in_flight=in_flight, pause=lambda *_: 0.0)
        office = Office(sandbox, store, sender)
        try:
            yield office
        finally:
            await office.stop()
            await store.close()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox() as running:
        await running.client.send(ADMIN_ID, ADMIN_ID, "/start")
        yield running


@pytest.fixture
async def office(tmp_path: Path, sandbox: Sandbox) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "office.db", sandbox) as opened:
        yield opened
