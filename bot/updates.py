"""The order of things: updates in, each chat's worked off one after another, different chats at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 64  # updates in work, over all chats


class InOrderPerChat(BaseUpdateProcessor):
    """Two quick taps or commands in one chat are answered in the order they came; no chat waits for another."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)
        self._last: dict[int, asyncio.Event] = {}  # of each busy chat: what the next update has to wait for

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the update before this one in its chat, then do it."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        before, done = self._last.get(chat.id), asyncio.Event()
        self._last[chat.id] = done
        try:
            if before:
                await before.wait()
            await coroutine
        finally:
            done.set()
            if self._last.get(chat.id) is done:
                del self._last[chat.id]

    async def initialize(self) -> None:
        """Nothing to get ready."""

    async def shutdown(self) -> None:
        """Nothing to put away."""
