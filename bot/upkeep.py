"""What is looked at every minute while the bot works: whether the owners are to be warned, whether a backup is due; free memory goes back.

Any process warns of its own errors; the leader alone backs up, into the folder that the settings name, a day after the newest backup there.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from bot.alerts import Alerts
from bot.config import Settings, without_secrets
from bot.memory import give_back
from briefings.errors import BriefingError, StoreError
from briefings.store.backup import back_up, backups_in, prune
from briefings.store.store import Store

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds between two looks
DAILY = timedelta(days=1)


class Upkeep:
    """Looks every minute from `start` to `stop`."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self.alerts = Alerts(store, settings)
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._looking = asyncio.create_task(self._look_for_ever())

    async def stop(self) -> None:
        """Look no more."""
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look_for_ever(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await asyncio.to_thread(give_back)
            try:
                await self.look(datetime.now(UTC))
            except StoreError as error:
                log.warning("the store could not be looked after: %s", error)

    async def look(self, now: datetime) -> None:
        """Look once. Raises StoreError."""
        await self.alerts.look(now)
        try:
            await self._back_up(now)
        except BriefingError as error:
            log.error("no backup was made: %s", error)
            await self.alerts.tell("alert-backup", now, reason=error.wrong)

    async def _back_up(self, now: datetime) -> None:
        folder = self._settings.backups
        if folder is None or self._store.lease.fence is None:
            return
        newest = await asyncio.to_thread(backups_in, folder)
        if not newest or now - newest[0][0] >= DAILY:
            made = await back_up(self._settings.database_url, folder, now, without_secrets(self._settings))
            log.info("backed up into %s", made.name)
            await asyncio.to_thread(prune, folder, self._settings.backups_kept)
