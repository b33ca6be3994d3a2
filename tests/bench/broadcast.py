"""How well the rates are used: digests for 3,000 private chats and 200 groups at once, and people asking meanwhile, in; how it went out.

Promised, with 80 ms a call: at least 97 % of the 30 messages a second, not one refusal (429) of a sandbox that counts any second and any
minute, and answers to commands in at most twice the time that they take when nothing is sent (median).
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from statistics import median

import uvloop
from paid import arrivals, last_call, rate
from post import LIMITS, database_in, digests, leading, new_groups, sandbox_apart, settings_for
from promises import promised
from telegram import Update
from telegram.ext import Application, CallbackContext, CommandHandler

from bot.delivery.gate import Gate
from bot.delivery.service import answering, gate_for, sender_for
from bot.sandbox.client import SandboxClient
from bot.sandbox.world import TOKEN
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

CHATS, GROUPS, PARTS, BUSY_GROUP_PARTS = 3000, 200, 3, 25
SHARE, SLOWER = 0.97, 2.0
ASKED_IDLE, PEOPLE = 30, 20
APART = (0.7, 1.3)  # seconds between two questions, at random, so that they fall in with nothing


async def _answer(update: Update, _: CallbackContext) -> None:
    assert update.effective_message
    await update.effective_message.reply_text("Các lệnh: /tomtat, /chidao, /nhiemvu")


async def _answering_bot(address: str, gate: Gate) -> Application:
    application = Application.builder().token(TOKEN).base_url(f"{address}/bot").request(answering(gate)).concurrent_updates(True).build()
    application.add_handler(CommandHandler("trogiup", _answer))
    await application.initialize()
    await application.start()
    assert application.updater
    await application.updater.start_polling()
    return application


class People:
    """Some who ask, one after another; how long each waits for the answer."""

    def __init__(self, client: SandboxClient, chats: list[int]) -> None:
        self.client, self.chats, self.asked = client, chats, 0
        self.chance = random.Random(1)  # noqa: S311 - the same pauses in every run

    async def ask(self) -> float:
        """One question, in seconds."""
        chat = self.chats[self.asked % len(self.chats)]
        self.asked += 1
        began = time.perf_counter()
        await self.client.ask(chat, chat, "/trogiup")
        took = time.perf_counter() - began
        await asyncio.sleep(self.chance.uniform(*APART))
        return took


async def _measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        async with sandbox_apart() as (address, client):
            settings = settings_for(address, database_in(folder))
            gate, store = gate_for(settings), await Store.open(settings.database_url)
            application = await _answering_bot(address, gate)
            people = People(client, await client.new_users(PEOPLE))
            idle = [await people.ask() for _ in range(ASKED_IDLE)]
            chats, groups = await client.new_users(CHATS), await new_groups(client, GROUPS)
            parcels = digests(chats, "riêng") + digests(groups[1:], "nhóm", PARTS) + digests(groups[:1], "nhóm bận", BUSY_GROUP_PARTS)
            await store.ledger.enqueue(parcels)
            before = await last_call(client)
            async with leading(store) as fence, sender_for(store, settings, gate) as sender:
                running = asyncio.create_task(sender.run(fence))
                busy = []
                while (await store.ledger.counts()).get(State.PENDING) and not running.done():
                    busy.append(await people.ask())
                sender.stop()
                await running
            await store.close()
            assert application.updater
            await application.updater.stop()
            await application.stop()
            await application.shutdown()
            return await _figures(client, before, set(chats), idle, busy)


async def _figures(client: SandboxClient, before: int, private: set[int], idle: list[float], busy: list[float]) -> dict[str, float]:
    calls = await client.calls("sendMessage", after=before)
    last = max(call["at"] for call in calls if call["chat"] in private)
    times = [at for at in await arrivals(client, before) if at <= last]
    return {
        "messages": sum(call["outcome"] == "ok" for call in calls),
        "refused": sum(call["outcome"] != "ok" for call in calls),
        "per_second": round(rate(times), 2),
        "share_of_rate": round(rate(times) / LIMITS["overall"], 4),
        "answer_idle_ms": round(median(idle) * 1000, 1),
        "answer_busy_ms": round(median(busy) * 1000, 1),
        "answer_ratio": round(median(busy) / median(idle), 2),
    }


def measure_broadcast() -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    figures = uvloop.run(_measure())
    return promised(figures, most={"refused": 0, "answer_ratio": SLOWER}, least={"share_of_rate": SHARE})
