"""What a crash costs: digests for 300 chats and a sender that is killed at random instants in; how many were lost and repeated out.

Promised: none is lost, at most the three in flight are repeated a kill, and none at all where the sender is told to end (SIGTERM).
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter
from dataclasses import dataclass

from post import database_in, digests, first_line, process, sandbox_apart

from bot.sandbox.client import SandboxClient
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

CHATS, KILLS, STOPS = 300, 50, 5
IN_FLIGHT = 3
LONGEST_LIFE = 2.0  # seconds from when it says that it sends
SEED = 20260302
STOP_SECONDS = 30.0


@dataclass
class Lives:
    """One sender process after another, on one database."""

    address: str
    database: str
    store: Store
    chats: list[int]
    fence: int = 0
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
        self.fence += 1
        with process("sender", self.address, self.database, str(self.fence)) as running:
            await asyncio.to_thread(first_line, running)
            if seconds is None:
                while await self.left():  # noqa: ASYNC110 - another process empties it
                    await asyncio.sleep(0.2)
            else:
                await asyncio.sleep(seconds)
            if killed:
                running.kill()
            else:
                running.terminate()
            await asyncio.to_thread(running.wait, STOP_SECONDS)


async def _arrived(client: SandboxClient, chats: list[int]) -> Counter[tuple[int, str]]:
    """How often each message stands in its chat."""
    found = [(chat, message["text"].splitlines()[-1]) for chat in chats for message in await client.transcript(chat) if "text" in message]
    return Counter(found)


def _judged(arrived: Counter[tuple[int, str]], rounds: int) -> tuple[int, int]:
    """How many were lost, and how many came too often."""
    return CHATS * rounds - len(arrived), sum(arrived.values()) - len(arrived)


async def _measure() -> dict[str, float]:
    chance = random.Random(SEED)  # noqa: S311 - the same instants in every run
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_apart() as (address, client):
            database = database_in(folder)
            lives = Lives(address, database, await Store.open(database), await client.new_users(CHATS))
            for _ in range(KILLS):
                await lives.more()
                await lives.live(chance.uniform(0, LONGEST_LIFE), killed=True)
            await lives.live(None, killed=False)
            lost, repeated = _judged(await _arrived(client, lives.chats), lives.rounds)
            for _ in range(STOPS):
                await lives.more()
                await lives.live(chance.uniform(0, LONGEST_LIFE), killed=False)
            await lives.live(None, killed=False)
            lost_on_stop, all_repeated = _judged(await _arrived(client, lives.chats), lives.rounds)
            refused = sum(call["code"] != 200 for call in await client.calls("sendMessage"))
            await lives.store.close()
    on_stop = {"lost_on_stop": lost_on_stop, "repeated_on_stop": all_repeated - repeated}
    return {"messages": CHATS * lives.rounds, "kills": KILLS, "lost": lost, "repeated": repeated, **on_stop, "refused": refused}


def measure_kills() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    figures = asyncio.run(_measure())
    for name, value in figures.items():
        print(f"{name:24s} {value}")
    none = ("lost", "lost_on_stop", "repeated_on_stop")
    return figures, figures["repeated"] <= IN_FLIGHT * KILLS and not any(figures[name] for name in none)
