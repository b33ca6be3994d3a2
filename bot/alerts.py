"""Telling the owners of trouble that nobody sees in a chat: the signs of this process in; warnings in the ledger, seldom enough, out.

Deliveries stall: messages have waited for longer than `STALLED`; the leader looks. Errors rise: `MANY` updates failed between two looks;
each process looks at its own. A kind is told of once an hour at most, by whichever process.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.config import Settings
from bot.metrics import SIGNS, Signs
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.store.store import Store

log = logging.getLogger(__name__)

STALLED = timedelta(minutes=10)
MANY = 5


class Alerts:
    """What is said to the owners of one store."""

    def __init__(self, store: Store, settings: Settings, signs: Signs = SIGNS) -> None:
        self._store, self._owners, self._words, self._signs = store, settings.owners, texts(settings.language), signs
        self._failed = signs.failed

    async def look(self, now: datetime) -> None:
        """Look once, and warn where there is reason to. Raises StoreError."""
        failed, self._failed = self._signs.failed - self._failed, self._signs.failed
        if failed >= MANY:
            await self.tell("alert-errors", now, count=str(failed))
        if self._store.lease.fence is not None:
            standing = await self._store.watching.standing(now)
            if standing.lag > STALLED:
                minutes = int(standing.lag.total_seconds() // 60)
                await self.tell("alert-stalled", now, count=str(standing.waiting), minutes=str(minutes))

    async def tell(self, kind: str, now: datetime, **values: str) -> None:
        """Warn of one kind of trouble, in its text's words."""
        log.warning("%s: %s", kind, values)
        await self._store.watching.warn(kind, self._owners, Message(str(self._words(kind, **values))), now)
