"""One process among those that serve the bot: a store and the work in; updates worked on once, and one process that ticks and sends, out.

Every process takes updates. The one that holds the lease also plans what is due and sends it; when it dies, the next to beat goes on where
it stopped, and takes over the updates that it had begun.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from briefings.errors import StoreError
from briefings.store.inbox import Received, working_on
from briefings.store.lease import BEAT
from briefings.store.store import Store

log = logging.getLogger(__name__)

FORGET = 7200  # beats between two looks for what may be forgotten: about an hour
LAST_CALLS = 10.0  # seconds for what is in flight when this process stops: Telegram takes an answer to a tap for some fifteen

Lead = Callable[[int, asyncio.Event], Awaitable[None]]  # leads under a fence until it is told to stop


class Replica:
    """The life of this process: it beats from `start` to `stop`. `begin` is given the updates that another one left; `lead` leads."""

    def __init__(self, store: Store, begin: Callable[[Received], None], lead: Lead) -> None:
        self.store, self._begin, self._lead = store, begin, lead
        self._beaten, self._ending = asyncio.Event(), asyncio.Event()
        self._beating: asyncio.Task[None] | None = None
        self._leading: asyncio.Future[None] | None = None
        self._stop_leading = asyncio.Event()
        self._fence: int | None = None

    async def start(self) -> None:
        """Join the others, and lead if nobody does. Raises StoreError."""
        await self._beat()
        self._beating = asyncio.create_task(self._live())

    async def stop(self) -> None:
        """Lead no more, note what is done, and leave; the next one leads at once."""
        self._ending.set()
        if self._beating:
            await self._beating
        await self._abdicate()
        try:
            await self.store.inbox.settle()
            await self.store.lease.leave()
        except StoreError as error:
            log.warning("the others will find out that this process has stopped: %s", error)

    @asynccontextmanager
    async def working(self, update_id: int) -> AsyncIterator[bool]:
        """Work on an update within the block; false: it is not this process's any more. One that failed is begun again another time."""
        while not self.store.lease.valid:  # it was frozen, or the database was gone: others may have taken over
            await self._beaten.wait()
        if not self.store.inbox.holds(update_id):
            yield False
            return
        with working_on(update_id):
            yield True
        self.store.inbox.finish(update_id)

    async def _live(self) -> None:
        beats = 0
        while not await self._ended_within(BEAT):
            beats += 1
            try:
                await self._beat()
                if self._fence is not None and beats % FORGET == 1:
                    await self.store.inbox.forget(datetime.now(UTC))
                    await self.store.ledger.forget(datetime.now(UTC))
            except StoreError as error:
                log.warning("no beat: %s", error)

    async def _ended_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._ending.wait()
        except TimeoutError:
            return False

    async def _beat(self) -> None:
        self._beaten.clear()
        await self.store.lease.beat()
        for received in await self.store.inbox.adopt(self.store.lease.number):
            self._begin(received)
        self._beaten.set()
        await self._follow()

    async def _follow(self) -> None:
        """Lead, or don't, as the lease says."""
        fence = self.store.lease.fence
        if self._leading and (fence != self._fence or self._leading.done()):
            self._leading.cancel()
            await self._led()
        if fence is not None and self._leading is None:
            log.info("this process leads (%d)", fence)
            self._stop_leading = asyncio.Event()
            self._leading, self._fence = asyncio.ensure_future(self._lead(fence, self._stop_leading)), fence

    async def _abdicate(self) -> None:
        """Have what is in flight end, and lead no more."""
        if self._leading:
            self._stop_leading.set()
            await asyncio.wait((self._leading,), timeout=LAST_CALLS)
            self._leading.cancel()
            await self._led()

    async def _led(self) -> None:
        """Leading has ended, or is about to; why is logged."""
        if self._leading:
            [ended] = await asyncio.gather(self._leading, return_exceptions=True)
            self._leading = self._fence = None
            if isinstance(ended, Exception):
                log.warning("this process leads no more: %s", ended, exc_info=None if isinstance(ended, StoreError) else ended)
