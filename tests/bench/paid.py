"""How fast a paid broadcast goes: digests for many chats in; messages a second, beside python-telegram-bot's own client and limiter, out.

Promised: at least eight times theirs, and 900 a second where the machine allows it: ours writes every message id down durably meanwhile.
Theirs gets the same sandbox, the same messages and as many calls at once as it likes, and writes nothing down.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence

import uvloop
from post import DIGEST, database_in, digests, leading, sandbox_apart, settings_for
from promises import promised
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.delivery.service import gate_for, sender_for
from bot.sandbox.client import SandboxClient
from bot.sandbox.world import TOKEN
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

CHATS, THEIR_CHATS = 6000, 600
TIMES, RATE = 8.0, 900.0
THEIR_POOL = 256


async def arrivals(client: SandboxClient, after: int = 0) -> list[float]:
    """When messages were taken, oldest first, of the calls after number `after`."""
    return [call["at"] for call in await client.calls("sendMessage", after=after) if call["outcome"] == "ok"]


async def last_call(client: SandboxClient) -> int:
    """The number of the last call so far."""
    return max((call["number"] for call in await client.calls()), default=0)


def rate(times: Sequence[float]) -> float:
    """Messages a second from the first to the last."""
    return (len(times) - 1) / (max(times) - min(times))


async def _ours(address: str, client: SandboxClient, chats: list[int]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(address, database_in(folder), paid=True)
        store, before = await Store.open(settings.database_url), await last_call(client)
        await store.ledger.enqueue(digests(chats, "trả phí"))
        async with leading(store) as fence, sender_for(store, settings, gate_for(settings)) as sender:
            running = asyncio.create_task(sender.run(fence))
            while (await store.ledger.counts()).get(State.SENT, 0) < len(chats) and not running.done():  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.5)
            sender.stop()
            await running
        await store.close()
        return rate(await arrivals(client, before))


async def _theirs(address: str, client: SandboxClient, chats: list[int]) -> float:
    before, limiter = await last_call(client), AIORateLimiter(max_retries=5)
    request = HTTPXRequest(connection_pool_size=THEIR_POOL, pool_timeout=600.0, read_timeout=60.0, connect_timeout=60.0)
    async with ExtBot(TOKEN, f"{address}/bot", request=request, rate_limiter=limiter) as bot:
        sending = (bot.send_message(chat, f"{DIGEST}{chat}", parse_mode=ParseMode.HTML, allow_paid_broadcast=True) for chat in chats)
        failed = [error for error in await asyncio.gather(*sending, return_exceptions=True) if isinstance(error, TelegramError)]
    print(f"{'their_failures':24s} {len(failed)}")
    return rate(await arrivals(client, before))


async def _measure() -> dict[str, float]:
    async with sandbox_apart() as (address, client):
        chats = await client.new_users(CHATS)
        theirs = await _theirs(address, client, chats[:THEIR_CHATS])
        begun = await last_call(client)
        ours = await _ours(address, client, chats)
        refused = len(await client.calls("sendMessage", after=begun)) - len(await arrivals(client, begun))
    return {"ours_per_second": round(ours), "theirs_per_second": round(theirs), "ratio": round(ours / theirs, 1), "refused": refused}


def measure_paid() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds; the rate itself is the machine's, so it is told and not judged."""
    figures = uvloop.run(_measure())  # as `giaoban run` does
    return promised(figures, most={"refused": 0}, least={"ratio": TIMES})
