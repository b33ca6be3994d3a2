"""Updates over the webhook: ours, which keeps each before it says so, beside the library's own server; then ours with kills between.

Promised: at no less than the throughput of python-telegram-bot's own webhook server in the same run; of 2,000 updates, many of them sent
twice and the process killed meanwhile, each takes effect once and none that was acknowledged is lost.

`python tests/bench/webhook.py ours|theirs|effects ADDRESS DATABASE PORT` serves one webhook until it is killed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import uvloop
from post import sandbox_apart
from promises import promised
from replicas import environment, free_port
from telegram import Update
from telegram.ext import ApplicationBuilder, ApplicationHandlerStop, TypeHandler

from bot.app import ALLOWED_UPDATES, build_application
from bot.config import load_settings
from bot.runner import fetching, settle, started
from bot.sandbox.client import SandboxClient
from bot.sandbox.webhooks import Poster
from bot.sandbox.world import TOKEN, Webhook
from briefings.store.store import Store
from briefings.subscription import Every, Order, Rhythm, Subscription

UPDATES, AT_ONCE, TURNS, KILLS = 2000, 40, 9, 10
AGAIN = 0.1  # of the acknowledged ones that come once more
SECRET, PATH = "secret-of-the-measures", "telegram"
NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def update(number: int) -> dict[str, Any]:
    """An update as Telegram sends it."""
    chat = {"id": number, "type": "private", "first_name": "Lan"}
    return {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat, "from": {**chat, "is_bot": False}, "text": "/start"}}


async def _nothing(_: Update, __: Any) -> None:
    raise ApplicationHandlerStop


async def serve_ours(database: str, *, effects: bool) -> None:
    """Our bot, with a handler before all others: it does nothing, or subscribes the chat, which twice would make two rows."""
    settings = load_settings()
    store = await Store.open(database)

    async def subscribe(sent: Update, _: Any) -> None:
        if sent.effective_chat:
            chat, order = sent.effective_chat.id, Order(Rhythm(Every.DAY))
            await store.subscriptions.add(Subscription(0, chat, 0, order, "vi", "UTC", None, True, NOW, 0, None, None), None)
        raise ApplicationHandlerStop

    application = build_application(settings)
    application.add_handler(TypeHandler(Update, subscribe if effects else _nothing), group=-99)
    async with started(application), fetching(application, settings, ALLOWED_UPDATES):
        settle()
        print("ready", flush=True)
        await asyncio.Event().wait()


async def serve_theirs(address: str, port: int) -> None:
    """The library's application with its own webhook server."""
    application = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").concurrent_updates(64).job_queue(None).build()
    application.add_handler(TypeHandler(Update, _nothing))
    async with started(application):
        assert application.updater
        url = f"http://127.0.0.1:{port}/{PATH}"
        await application.updater.start_webhook("127.0.0.1", port, PATH, webhook_url=url, secret_token=SECRET)
        print("ready", flush=True)
        await asyncio.Event().wait()


@dataclass
class Server:
    """A webhook server in a process of its own."""

    kind: str
    address: str
    database: str
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it listens."""
        command = (sys.executable, __file__, self.kind, self.address, self.database, str(self.port))
        settings = environment(self.address, self.database, self.port)
        self.process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=settings)
        assert self.process.stdout
        assert await self.process.stdout.readline() == b"ready\n"

    async def kill(self) -> None:
        """As kill -9 does."""
        if self.process:
            self.process.kill()
            await self.process.wait()

    async def post(self, numbers: list[int]) -> None:
        """Send updates as Telegram does, so many at once, each until it is taken."""
        waiting, poster = iter(numbers), Poster(Webhook(url=f"http://127.0.0.1:{self.port}/{PATH}", secret=SECRET))

        async def sending() -> None:
            for number in waiting:
                while await poster.post(update(number)):  # noqa: ASYNC110 - a refused update comes again
                    await asyncio.sleep(0.05)

        await asyncio.gather(*(sending() for _ in range(AT_ONCE)))
        poster.close()


async def _rate(kind: str, address: str, folder: str, turn: int) -> float:
    """Updates a second, from the first that is sent until all are acknowledged."""
    server = Server(kind, address, f"sqlite+aiosqlite:///{Path(folder) / f'{kind}{turn}.db'}")
    await server.start()
    try:
        await server.post(list(range(1, 101)))  # everything is loaded
        begun = time.perf_counter()
        await server.post(list(range(1001, 1001 + UPDATES)))
        return UPDATES / (time.perf_counter() - begun)
    finally:
        await server.kill()


async def _with_kills(address: str, folder: str) -> dict[str, float]:
    """Post all, some twice, while the process is killed at random instants; what became of them."""
    chance = random.Random(20260302)  # noqa: S311 - the same in every run
    server = Server("effects", address, f"sqlite+aiosqlite:///{Path(folder) / 'effects.db'}")
    await server.start()
    numbers = list(range(1, UPDATES + 1))
    for part in range(KILLS):
        mine = numbers[part::KILLS]
        posting = asyncio.create_task(server.post([*mine, *chance.sample(mine, int(len(mine) * AGAIN))]))
        await asyncio.sleep(chance.uniform(0, 0.3))
        await server.kill()
        await server.start()
        await posting
    store = await Store.open(server.database)
    while (done := await _effects(store)).total() < UPDATES and server.process and server.process.returncode is None:
        await asyncio.sleep(0.2)
        if done == (before := await _effects(store)):
            await asyncio.sleep(2)
            if before == await _effects(store):
                break
    await server.kill()
    done = await _effects(store)
    await store.close()
    return {"updates": UPDATES, "kills": KILLS, "lost": UPDATES - len(done), "twice": done.total() - len(done)}


async def _effects(store: Store) -> Counter[int]:
    return Counter({chat: len(await store.subscriptions.of_chat(chat)) for chat in range(1, UPDATES + 1)}) + Counter()


async def _measure() -> dict[str, float]:
    rates: dict[str, list[float]] = {"ours": [], "theirs": []}
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_apart() as (address, client):
            assert isinstance(client, SandboxClient)
            for turn in range(TURNS):
                for kind, measured in rates.items():
                    measured.append(await _rate(kind, address, folder, turn))
            kills = await _with_kills(address, folder)
    beside = median(ours / theirs for ours, theirs in zip(rates["ours"], rates["theirs"], strict=True))  # in turn, on the same machine
    figures = {f"{kind}_a_second": round(median(measured)) for kind, measured in rates.items()}
    return {**figures, "ours_to_theirs": round(beside, 2), **kills}


def measure_webhook() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    figures = asyncio.run(_measure())
    return promised(figures, most={"lost": 0, "twice": 0}, least={"ours_to_theirs": 1})


if __name__ == "__main__":
    os.environ["PTB_TIMEDELTA"] = "true"
    served, where, kept_in, at = sys.argv[1:]
    if served == "theirs":
        asyncio.run(serve_theirs(where, int(at)))
    else:
        uvloop.run(serve_ours(kept_in, effects=served == "effects"))  # as `giaoban run` does
