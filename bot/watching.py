"""The watched folder while the bot runs: a store and GIAOBAN_INBOX in; a draft for each article that is put there out.

Only the leader looks. A draft waits for somebody with a role, as if that person had sent the file; /duyet lists it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from briefings.errors import StoreError
from briefings.model import Article
from briefings.sources import SourceText
from briefings.store.staff import Actor
from briefings.store.store import Store
from briefings.text import normalise
from briefings.watched import Look, sweep

log = logging.getLogger(__name__)

EVERY = 2.0  # seconds between two looks


async def watch(store: Store, folder: Path, stop: asyncio.Event, every: float = EVERY) -> None:
    """Look into `folder` until `stop`. A folder that is gone, or a store that refuses, is logged and tried again."""

    async def keep(source: SourceText) -> None:
        article = Article(normalise(source.text), source.name)
        if await store.drafts.published(article) is None:
            await store.drafts.load(article, Actor(0, folder.name, datetime.now(UTC)))

    seen: Look = {}
    while not stop.is_set():
        try:
            seen = await sweep(folder, seen, keep)
        except (OSError, StoreError) as error:
            log.error("the watched folder is put off: %s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every)
