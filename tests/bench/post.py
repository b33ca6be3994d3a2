"""What the measures of delivery share: a sandbox in a process of its own, chats in it, digests for them, and what a sending process does.

`python tests/bench/post.py LATENCY` serves a sandbox with Telegram's limits until it is killed; its first line is the address.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import uvloop

from bot.config import Settings
from bot.delivery.service import gate_for, sender_for
from bot.sandbox.client import SandboxClient
from bot.sandbox.server import serve_sandbox
from bot.sandbox.world import BOT_ID, TOKEN
from briefings.rendering.messages import Message
from briefings.store.lease import BEAT, Lease
from briefings.store.ledger import Parcel
from briefings.store.store import Store

os.environ["PTB_TIMEDELTA"] = "true"
LATENCY = 0.08  # seconds a call
LIMITS = {"overall": 30, "chat": 1, "group": 20, "paid": 1000}
DIGEST = "<b>Bản tin tuần</b>\n\n" + "Các đơn vị được giao rà soát chức năng, nhiệm vụ, báo cáo trước ngày 31/12/2026.\n" * 12


@asynccontextmanager
async def sandbox_apart() -> AsyncIterator[tuple[str, SandboxClient]]:
    """A sandbox in its own process, with Telegram's limits: its address, and people to play."""
    running = await asyncio.create_subprocess_exec(sys.executable, __file__, str(LATENCY), stdout=asyncio.subprocess.PIPE)
    assert running.stdout
    try:
        address = (await running.stdout.readline()).decode().strip()
        async with SandboxClient(address) as client:
            yield address, client
    finally:
        running.kill()
        await running.wait()


def settings_for(address: str, database: str, *, paid: bool = False, in_doubt: Literal["resend", "report"] = "resend") -> Settings:
    """Ours, for that sandbox."""
    where = {"telegram_api_url": address, "database_url": database}
    return Settings(_env_file=None, token=TOKEN, paid_broadcast=paid, in_doubt=in_doubt, **where)


async def new_groups(client: SandboxClient, count: int) -> list[int]:
    """Supergroups with the bot in them."""
    (someone,) = await client.new_users(1)
    return [await client.new_chat("supergroup", f"Nhóm {number}", [someone, BOT_ID]) for number in range(count)]


def digests(chats: Sequence[int], name: str, count: int = 1) -> list[Parcel]:
    """A digest of `count` messages for each chat, due now; each message is told from all others by its last line."""
    now = dt.datetime.now(dt.UTC)
    parts = range(count)
    return [Parcel(f"{name}:{chat}", chat, tuple(Message(f"{DIGEST}{name}:{part}") for part in parts), now) for chat in chats]


async def serve(latency: float) -> None:
    """A sandbox until it is killed."""
    async with serve_sandbox(latency=latency) as sandbox:
        await sandbox.client.post("limits", **LIMITS)
        print(sandbox.base_url, flush=True)
        await asyncio.Event().wait()


async def _keep(lease: Lease) -> None:
    while True:
        await asyncio.sleep(BEAT)
        await lease.beat()


@asynccontextmanager
async def leading(store: Store) -> AsyncIterator[int]:
    """Hold the lease within the block; its fence."""
    await store.lease.beat()
    keeping = asyncio.create_task(_keep(store.lease))
    try:
        assert store.lease.fence is not None
        yield store.lease.fence
    finally:
        keeping.cancel()
        await store.lease.leave()


async def send(address: str, database: str, ready: Callable[[], None]) -> None:
    """Send what is due until SIGTERM; `ready` is called when it begins."""
    settings = settings_for(address, database)
    store = await Store.open(database)
    async with leading(store) as fence, sender_for(store, settings, gate_for(settings)) as sender:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, sender.stop)
        ready()
        await sender.run(fence)
    await store.close()


def database_in(folder: str) -> str:
    """The address of a new database."""
    return f"sqlite+aiosqlite:///{Path(folder) / 'post.db'}"


if __name__ == "__main__":
    uvloop.run(serve(float(sys.argv[1])))
