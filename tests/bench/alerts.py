"""What a crash costs those who follow: alerts and reminders, faults, and a leader that is killed at random instants while it plans, makes
and sends them in; how many were lost and repeated out.

Promised: none is lost, and at most the three in flight are repeated a kill.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import signal
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

import uvloop
from kills import IN_FLIGHT, MODULES, PROCESSES, STOP_SECONDS
from post import database_in, sandbox_apart, settings_for
from promises import promised

from bot.delivery.service import gate_for
from bot.leading import Post, lead
from bot.replica import Replica
from bot.sandbox.client import SandboxClient
from bot.slots import GATHERED, first_slots
from briefings.following import Field
from briefings.parse import parse
from briefings.rendering.digests import Press
from briefings.store.staff import Actor
from briefings.store.store import Store
from briefings.store.tables_outgoing import State
from briefings.subscription import Every, Filters, Order, Rhythm, Subscription, Template

FOLLOWERS, TAKERS, KILLS = 60, 20, 40  # chats that follow, chats that take a task over in each round, kills
LONGEST_LIFE = 4.0  # seconds from when it beats for the first time
LONGEST = 120.0  # seconds in which all that is left must be sent
SEED = 20260302
FOLLOWED = "Sở Nội vụ"
DAY = timedelta(days=1)
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {"code": 502, "share": 0.1}),
    ("refuse", {"code": 429, "times": 5, "retry_after": 1}),
)
ARTICLE = """Hội nghị số {number} tỉnh Hồng Lam
Đồng chí Trần Văn Khải, Bí thư Tỉnh ủy, yêu cầu Sở Nội vụ rà soát đề án {number}."""
Told = tuple[int, int]  # the chat and the round


def _live(address: str, database: str, told: Connection) -> None:
    logging.disable()
    uvloop.run(_lead(address, database, told))


async def _lead(address: str, database: str, told: Connection) -> None:
    """Plan, make and send what is due, until SIGTERM."""
    settings, store, stop = settings_for(address, database), await Store.open(database), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    replica = Replica(store, lambda _: None, partial(lead, Post(store, settings, gate_for(settings), Press(), "")))
    await replica.start()
    told.send(True)
    await stop.wait()
    await replica.stop()
    await store.close()


@dataclass
class Office:
    """One database, those who follow on it, and the leaders that come and go."""

    address: str
    database: str
    store: Store
    client: SandboxClient
    followers: list[int]
    takers: list[Told] = field(default_factory=list)
    rounds: int = 0

    async def left(self) -> bool:
        """Whether anything is still to be planned, made or sent."""
        counts = await self.store.ledger.counts()
        return await self.store.subscriptions.pressing(datetime.now(UTC)) or any(counts.get(one) for one in (State.PENDING, State.SENDING))

    async def follow(self) -> None:
        """Every follower wants to be told of one organisation."""
        alert = Order(Rhythm(Every.ONCE_PUBLISHED), Template.ALERT, Filters(organisations=(FOLLOWED,)))
        for chat in self.followers:
            await self._subscribe(chat, alert, datetime.now(UTC))

    async def more(self) -> None:
        """Once all have been told: an article that the followers want, and chats that have taken over a task of it due tomorrow."""
        if await self.left():
            return
        self.rounds += 1
        now = datetime.now(UTC)
        article = (await self.store.add(parse(ARTICLE.format(number=self.rounds)), now - GATHERED)).article_id
        (task,) = (await self.store.article(article)).briefing.tasks
        remind = Order(Rhythm(Every.DAY, time(7, 30)), Template.REMINDERS)
        for chat in await self.client.new_users(TAKERS):
            who = Actor(chat, "Lan", now)
            held = await self.store.held.take(chat, article, task.quote.start, who, "Lan")
            await self.store.held.change(chat, held.id, Field.DUE, (now + DAY).date().isoformat(), who)
            await self._subscribe(chat, remind, now - 2 * DAY)
            self.takers.append((chat, self.rounds))

    async def _subscribe(self, chat: int, order: Order, at: datetime) -> None:
        new = Subscription(0, chat, 0, order, "vi", "Asia/Ho_Chi_Minh", None, True, at, 0, None, None)
        await self.store.subscriptions.add(first_slots(new, at), None)

    async def live(self, seconds: float | None) -> None:
        """One life of so many seconds, ended by SIGKILL; or until nothing is left, ended by SIGTERM."""
        here, there = PROCESSES.Pipe()
        running = PROCESSES.Process(target=_live, args=(self.address, self.database, there), daemon=True)
        running.start()
        await asyncio.to_thread(here.recv)
        async with asyncio.timeout(LONGEST):
            while seconds is None and await self.left():  # noqa: ASYNC110 - another process empties it
                await asyncio.sleep(0.2)
        await asyncio.sleep(seconds or 0)
        (running.terminate if seconds is None else running.kill)()
        await asyncio.to_thread(running.join, STOP_SECONDS)

    async def arrived(self) -> Counter[Told]:
        """How often each chat was told of each round."""
        told: Counter[Told] = Counter()
        for chat in (*self.followers, *(chat for chat, _ in self.takers)):
            texts = [message["text"] for message in await self.client.transcript(chat) if "text" in message]
            told.update((chat, int(number)) for text in texts for number in {*re.findall(r"(?:Hội nghị số|đề án) (\d+)", text)})
        return told


async def _measure() -> dict[str, float]:
    PROCESSES.set_forkserver_preload([*MODULES, "bot.leading"])
    chance = random.Random(SEED)  # noqa: S311 - the same instants in every run
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_apart() as (address, client):
            database = database_in(folder)
            office = Office(address, database, await Store.open(database), client, await client.new_users(FOLLOWERS))
            await office.follow()
            for kind, plan in FAULTS:
                await client.fault(kind, method="sendMessage", **plan)
            for _ in range(KILLS):
                await office.more()
                await office.live(chance.uniform(0, LONGEST_LIFE))
            await office.live(None)
            wanted = {(chat, number) for chat in office.followers for number in range(1, office.rounds + 1)} | {*office.takers}
            told = await office.arrived()
            await office.store.close()
    return {
        "alerts": FOLLOWERS * office.rounds,
        "reminders": len(office.takers),
        "kills": KILLS,
        "lost": len(wanted - set(told)),
        "unasked": len(set(told) - wanted),
        "repeated": told.total() - len(told),
    }


def measure_alerts() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    return promised(asyncio.run(_measure()), most={"lost": 0, "unasked": 0, "repeated": IN_FLIGHT * KILLS})
