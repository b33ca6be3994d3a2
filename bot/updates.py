"""The order of things: updates in, first stored, then each chat's worked off one after another, different chats at the same time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.ext import BaseUpdateProcessor

from bot.metrics import HANDLING
from briefings.errors import StoreError
from briefings.store.inbox import Inbox, Received

AT_ONCE = 64  # updates in work, over all chats


Working = Callable[[int], AbstractAsyncContextManager[bool]]  # the id of an update in; whether it is to be worked on


class StoredUpdates(asyncio.Queue[object]):
    """The application's queue: what is put into it is in the inbox before `put` or `take` returns, and comes out of it once."""

    inbox: Inbox  # opened when the application starts

    async def put(self, item: object) -> None:
        """An update fetched by polling. Raises NetworkError when it can't be kept: it is fetched again after a while."""
        if not isinstance(item, Update):
            await super().put(item)
            return
        try:
            await self.take(item, item.to_json())
        except StoreError as error:
            raise NetworkError(f"update {item.update_id} could not be kept: {error}") from error

    async def take(self, update: Update, body: str) -> None:
        """An update with its JSON. Raises StoreError when it can't be kept."""
        if await self.inbox.put(Received(update.update_id, body), datetime.now(UTC)):
            self.put_nowait(update)

    def begin(self, received: Received, bot: Bot) -> None:
        """An update that is kept already, left over from a process that is gone."""
        self.put_nowait(Update.de_json(json.loads(received.body), bot))


class InOrderPerChat(BaseUpdateProcessor):
    """Two quick taps or commands in one chat are answered in the order they came; no chat waits for another."""

    def __init__(self, working: Working, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)
        self._working = working
        self._last: dict[int, asyncio.Event] = {}  # of each busy chat: what the next update has to wait for

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the update before this one in its chat, then do it, if it is still ours to do."""
        if not isinstance(update, Update):
            await coroutine
            return
        doing = self._do(update.update_id, coroutine)
        await (self._in_turn(update.effective_chat.id, doing) if update.effective_chat else doing)

    async def _do(self, update_id: int, coroutine: Awaitable[Any]) -> None:
        async with self._working(update_id) as ours:
            if ours:
                with HANDLING.time():
                    await coroutine
            else:
                asyncio.ensure_future(coroutine).cancel()

    async def _in_turn(self, chat: int, doing: Awaitable[None]) -> None:
        before, done = self._last.get(chat), asyncio.Event()
        self._last[chat] = done
        try:
            if before:
                await before.wait()
            await doing
        finally:
            done.set()
            if self._last.get(chat) is done:
                del self._last[chat]

    async def initialize(self) -> None:
        """Nothing to get ready."""

    async def shutdown(self) -> None:
        """Nothing to put away."""
