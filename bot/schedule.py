"""The tick: a store and the time in; digests of all that is due in the ledger out. Rows say what is due, APScheduler only ticks.

Whatever is cut off half way, by an error or the end of the process, goes on with the next tick where it stopped.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.digests import make
from bot.metrics import SIGNS
from bot.pastes import join_silent
from bot.slots import reckon
from briefings.errors import StoreError
from briefings.rendering.digests import Press, taken_back
from briefings.store.store import Store

log = logging.getLogger(__name__)

EVERY = 1  # seconds between two ticks
_GRACE = 3600  # seconds that a tick may come late: the rows are still there


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Schedule:
    """Ticks for one store; of several processes only the leader starts it. `wake` is told when something was put into the ledger."""

    def __init__(self, store: Store, press: Press, wake: Callable[[], None] = lambda: None) -> None:
        self._store, self._press, self.wake = store, press, wake
        self._scheduler: AsyncIOScheduler | None = None
        self._ticking = asyncio.Lock()

    def start(self) -> None:
        """Begin to tick; at once, for what was missed."""
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        once = {"coalesce": True, "max_instances": 1, "misfire_grace_time": _GRACE, "next_run_time": utc_now()}
        self._scheduler.add_job(self._tick_now, IntervalTrigger(seconds=EVERY), **once)
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more; a tick under way is waited for."""
        if self._scheduler:
            self._scheduler.pause()
            await asyncio.sleep(0)  # a tick just handed out takes the lock now
            async with self._ticking:
                self._scheduler.shutdown(wait=False)  # it cancels ticks under way; there is none
            self._scheduler = None

    async def _tick_now(self) -> None:
        try:
            await self.tick(utc_now())
            SIGNS.tick(utc_now())
        except StoreError as error:
            log.error("the tick is put off: %s", error)

    async def tick(self, now: datetime) -> int:
        """Plan what is due at `now`, make the digests asked for and hand them over; how many deliveries went into the ledger.

        Pastes that have been silent for long enough become drafts.
        """
        async with self._ticking:
            handed = await join_silent(self._store, now)
            if await self._store.subscriptions.pressing(now):
                handed += await self._serve(now)
            if handed:
                self.wake()
            return handed

    async def _serve(self, now: datetime) -> int:
        handed = 0
        while await self._store.subscriptions.plan(now, reckon):
            pass
        await self._make_digests()
        while done := await self._store.subscriptions.hand_over() + await self._store.subscriptions.correct(now, taken_back):
            handed += done
        return handed

    async def _make_digests(self) -> None:
        """Each digest once, however many get it. One that fails holds up no other; it is tried again with the next tick."""
        for digest_id, asked in await self._store.subscriptions.unrendered():
            try:
                await make(self._store, self._press, digest_id, asked)
            except StoreError:
                raise
            except Exception:  # a fault of ours in one digest, logged; the others go out
                log.exception("digest %s could not be made: %s", digest_id, asked)
