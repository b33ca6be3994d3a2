"""Everything that goes wrong at once: digests for 300 open chats and some closed ones in; how many were lost and repeated out.

Promised: of 10 % server errors, 5 % time-outs once the message was taken, refusals that say when to come back, a minute without
a connection, a database locked by another process for longer than the lead lasts and one without room, none costs a message. The owners
want doubt reported, so what is in doubt is not repeated: each time-out, and at most the three in flight when the lead was lost. A chat that
is closed, has moved or lost its thread holds up nobody.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import uvloop
from kills import CHATS, IN_FLIGHT, arrived
from post import database_in, digests, sandbox_apart, settings_for
from promises import promised

from bot.delivery.service import gate_for
from bot.leading import Post, lead
from bot.replica import Replica
from bot.sandbox.client import SandboxClient
from bot.sandbox.world import BOT_ID
from briefings.rendering.digests import Press
from briefings.rendering.messages import Message
from briefings.store.ledger import Parcel
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

AWAY = 60.0  # seconds
TROUBLED = 12.0  # seconds, longer than the store waits for a lock
LONGEST = 500.0  # seconds; a measure that takes so long has failed
LOCKED = (("BEGIN IMMEDIATE",), ("COMMIT",))
_RAISE = "CREATE TRIGGER full BEFORE UPDATE ON outgoing BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"  # as SQLite says it
FULL = (("BEGIN IMMEDIATE", _RAISE, "COMMIT"), ("BEGIN IMMEDIATE", "DROP TRIGGER full", "COMMIT"))
CLOSED = 4  # chats and threads
TO_COME = {State.PENDING, State.SENDING}
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {"code": 502, "share": 0.1}),
    ("timeout", {"share": 0.05, "after": True}),
    ("refuse", {"code": 429, "times": 3, "retry_after": 2}),
)


async def _closed(client: SandboxClient, someone: int) -> tuple[list[int], list[Parcel]]:
    """Chats that take nothing, each in its way, and a parcel for a thread that is gone."""
    blocked, deactivated = await client.new_users(2)
    kicked = await client.new_chat("supergroup", "Văn phòng", [someone, BOT_ID])
    forum = await client.new_chat("forum", "Ban", [someone, BOT_ID])
    thread = (await client.post("thread", user=someone, chat=forum, name="Bản tin"))["thread"]
    await client.post("block", user=blocked)
    await client.post("deactivate", user=deactivated)
    await client.post("member", chat=kicked, member=BOT_ID, status="kicked")
    await client.post("delete_thread", chat=forum, thread=thread)
    (whole,) = digests([forum], "gone")
    return [blocked, deactivated, kicked], [Parcel(whole.key, forum, (Message("một"),), whole.not_before, thread_id=thread)]


async def _until_left(store: Store, most: int) -> None:
    while await _left(store) > most:  # noqa: ASYNC110 - the ledger tells nobody
        await asyncio.sleep(0.5)


async def _left(store: Store) -> int:
    counts = await store.ledger.counts()
    return sum(counts.get(state, 0) for state in TO_COME)


async def _trouble(path: Path, begins: Sequence[str], ends: Sequence[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=TROUBLED, check_same_thread=False)) as other:
        for statement in begins:
            await asyncio.to_thread(other.execute, statement)  # who waits for the lock must not hold up the one that has it
        await asyncio.sleep(TROUBLED)
        for statement in ends:
            await asyncio.to_thread(other.execute, statement)  # who waits for the lock must not hold up the one that has it


def _troubles(client: SandboxClient, path: Path) -> tuple[tuple[int, Callable[[], Coroutine[Any, Any, Any]]], ...]:
    """How many are left when each begins."""
    return (
        (240, lambda: client.post("leave", seconds=AWAY)),
        (160, lambda: _trouble(path, *LOCKED)),
        (80, lambda: _trouble(path, *FULL)),
    )


async def _measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        database = database_in(folder)
        async with sandbox_apart() as (address, client):
            (someone,) = await client.new_users(1)
            chats = await client.new_users(CHATS)
            closed, threadless = await _closed(client, someone)
            group = await client.new_chat("group", "Tổ", [someone, BOT_ID])
            moved = (await client.post("migrate", chat=group))["chat"]
            for kind, plan in FAULTS:
                await client.fault(kind, method="sendMessage", **plan)
            settings, store = settings_for(address, database, in_doubt="report"), await Store.open(database)
            await store.ledger.enqueue([*digests([*closed, group, *chats], "faults"), *threadless])
            replica = Replica(store, lambda _: None, partial(lead, Post(store, settings, gate_for(settings), Press(), "")))
            await replica.start()
            async with asyncio.timeout(LONGEST):
                for left, trouble in _troubles(client, Path(folder) / "post.db"):
                    await _until_left(store, left)
                    await trouble()
                await _until_left(store, 0)
            await replica.stop()
            there = await arrived(client, [*chats, moved])
            counts = await store.ledger.counts()
            (hits,) = [plan["hits"] for plan in (await client.post("clear_faults"))["faults"] if plan["kind"] == "timeout"]
            await store.close()
    doubtful = {"in_doubt": counts.get(State.IN_DOUBT, 0), "timed_out": hits}
    ends = {"cancelled": counts.get(State.CANCELLED, 0), "failed": counts.get(State.FAILED, 0)}
    return {"messages": CHATS + 1, "lost": CHATS + 1 - len(there), "repeated": sum(there.values()) - len(there), **doubtful, **ends}


def measure_faults() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    figures = uvloop.run(_measure())
    figures["otherwise_in_doubt"] = figures["in_doubt"] - figures["timed_out"]
    most = {"lost": 0, "repeated": 0, "failed": 0, "otherwise_in_doubt": IN_FLIGHT, "cancelled": CLOSED}
    return promised(figures, most=most, least={"otherwise_in_doubt": 0, "timed_out": 1, "cancelled": CLOSED})
