"""What a crash costs: digests for 300 chats and a sender that is killed at random instants in; how many were lost and repeated out.

Promised: none is lost, at most the three in flight are repeated a kill, and none at all where the sender is told to end (SIGTERM).
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection

import uvloop
from post import database_in, digests, sandbox_apart, send
from promises import promised

from bot.sandbox.client import SandboxClient
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

CHATS, KILLS, STOPS = 300, 50, 5
IN_FLIGHT = 3
LONGEST_LIFE = 2.0  # seconds from when it says that it sends
SEED = 20260302
STOP_SECONDS = 30.0


PROCESSES = multiprocessing.get_context("forkserver")  # a new one has its modules at once
MODULES = ["bot.delivery.service", "bot.sandbox.server", "briefings.store.store", "sqlalchemy.dialects.sqlite.aiosqlite"]


def _send(address: str, database: str, told: Connection) -> None:
    logging.disable()  # of every crash the sender says how many messages it left
    uvloop.run(send(address, database, lambda: told.send(True)))


@dataclass
class Lives:
    """One sender process after another, on one database."""

    address: str
    database: str
    store: Store
    chats: list[int]
    rounds: int = 0

    async def left(self) -> int:
        """How many messages are to be sent."""
        counts = await self.store.ledger.counts()
        return counts.get(State.PENDING, 0) + counts.get(State.SENDING, 0)

    async def more(self) -> None:
        """A digest for every chat, where all have theirs."""
        if not await self.left():
            self.rounds += 1
            await self.store.ledger.enqueue(digests(self.chats, f"vòng {self.rounds}"))

    async def live(self, seconds: float | None, *, killed: bool) -> None:
        """One life of so many seconds, or until nothing is left; ended by SIGKILL or SIGTERM."""
        here, there = PROCESSES.Pipe()
        running = PROCESSES.Process(target=_send, args=(self.address, self.database, there), daemon=True)
        running.start()
        await asyncio.to_thread(here.recv)
        if seconds is not None:
            await asyncio.sleep(seconds)
        while seconds is None and await self.left():  # noqa: ASYNC110 - another process empties it
            await asyncio.sleep(0.2)
        (running.kill if killed else running.terminate)()
        await asyncio.to_thread(running.join, STOP_SECONDS)


async def arrived(client: SandboxClient, chats: list[int]) -> Counter[tuple[int, str]]:
    """How often each message stands in its chat."""
    found = [(chat, message["text"].splitlines()[-1]) for chat in chats for message in await client.transcript(chat) if "text" in message]
    return Counter(found)


def judged(arrived: Counter[tuple[int, str]], rounds: int) -> tuple[int, int]:
    """How many were lost, and how many came too often."""
    return CHATS * rounds - len(arrived), sum(arrived.values()) - len(arrived)


async def _measure() -> dict[str, float]:
    PROCESSES.set_forkserver_preload(MODULES)
    chance = random.Random(SEED)  # noqa: S311 - the same instants in every run
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_apart() as (address, client):
            database = database_in(folder)
            lives = Lives(address, database, await Store.open(database), await client.new_users(CHATS))
            for _ in range(KILLS):
                await lives.more()
                await lives.live(chance.uniform(0, LONGEST_LIFE), killed=True)
            await lives.live(None, killed=False)
            lost, repeated = judged(await arrived(client, lives.chats), lives.rounds)
            for _ in range(STOPS):
                await lives.more()
                await lives.live(chance.uniform(0, LONGEST_LIFE), killed=False)
            await lives.live(None, killed=False)
            lost_on_stop, all_repeated = judged(await arrived(client, lives.chats), lives.rounds)
            refused = sum(call["code"] != 200 for call in await client.calls("sendMessage"))
            await lives.store.close()
    on_stop = {"lost_on_stop": lost_on_stop, "repeated_on_stop": all_repeated - repeated}
    return {"messages": CHATS * lives.rounds, "kills": KILLS, "lost": lost, "repeated": repeated, **on_stop, "refused": refused}


def measure_kills() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    figures = asyncio.run(_measure())
    return promised(figures, most={"repeated": IN_FLIGHT * KILLS, "lost": 0, "lost_on_stop": 0, "repeated_on_stop": 0})
