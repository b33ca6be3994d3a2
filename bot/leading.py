"""What the leader alone does: a store and the number of its lease in; what is due planned, made and sent, until it is told to stop, out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.config import Settings
from bot.delivery.gate import Gate
from bot.delivery.service import sender_for
from bot.schedule import Schedule
from bot.watching import watch
from briefings.rendering.digests import Press
from briefings.store.store import Store


@dataclass(frozen=True, slots=True)
class Post:
    """All that is needed to send: what is due, as what it goes out, and through which door."""

    store: Store
    settings: Settings
    gate: Gate
    press: Press
    username: str  # the bot's, for links


async def lead(post: Post, fence: int, stop: asyncio.Event) -> None:
    """Tick and send under the lease numbered `fence`. After `stop`, what is in flight is answered and written down.

    Raises LeaseLostError when another process leads.
    """
    async with sender_for(post.store, post.settings, post.gate, post.username) as sender:
        schedule = Schedule(post.store, post.press, sender.wake)
        schedule.start()
        sending, stopped = asyncio.create_task(sender.run(fence)), asyncio.create_task(stop.wait())
        inbox = post.settings.inbox
        beside = [stopped, asyncio.create_task(watch(post.store, inbox, stop))] if inbox else [stopped]
        try:
            await asyncio.wait((sending, stopped), return_when=asyncio.FIRST_COMPLETED)
            sender.stop()
            await sending
        finally:
            for task in (sending, *beside):
                task.cancel()
            await asyncio.gather(sending, *beside, return_exceptions=True)
            await schedule.stop()
