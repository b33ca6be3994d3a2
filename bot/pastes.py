"""Pastes that nothing more has come of: a store and the time in; drafts, and the news of them in the ledger, out."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from briefings.rendering import drafts as pages
from briefings.rendering.texts import texts
from briefings.store.staff import Actor
from briefings.store.store import Store


async def join_silent(store: Store, now: datetime) -> int:
    """Make a draft of each paste that has been silent long enough; how many."""
    silent = await store.pastes.silent(now)
    for paste in silent:
        words = texts((await store.chat(paste.chat)).language or "")
        await store.pastes.join(paste.chat, Actor(paste.user, paste.name, now), partial(pages.joined, texts=words))
    return len(silent)
