"""Running the bot: a built `Application` in; it works, by polling or by webhook, until a signal or the end of a block."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application

from bot.config import Settings
from bot.server import watched, webhook
from briefings.errors import UsageError
from briefings.rendering.ready import make_ready

App = Application[Any, Any, Any, Any, Any, Any]

SWITCH = 0.0005  # seconds after which a thread that computes lets another one have a turn


@asynccontextmanager
async def started(application: App) -> AsyncIterator[App]:
    """The application at work within the block: store open, commands announced, updates handled; all of it closed at its end."""
    sys.setswitchinterval(SWITCH)  # the database's thread needs a turn several times a commit, and by default may wait 5 ms for each
    async with AsyncExitStack() as stack:
        await _greeted(application)
        stack.push_async_callback(application.shutdown)
        if application.post_init:
            await application.post_init(application)
        if application.post_shutdown:
            stack.push_async_callback(application.post_shutdown, application)
        await application.start()
        stack.push_async_callback(application.stop)
        yield application


async def _greeted(application: App) -> None:
    """Initialise: Telegram says who we are. Raises UsageError where it won't, without the token that the library's own error repeats."""
    try:
        await application.initialize()
    except InvalidToken:
        raise UsageError("GIAOBAN_TOKEN", "Telegram does not know this token", "expected one from @BotFather") from None
    except NetworkError as error:
        raise UsageError(application.bot.base_url.split("/bot")[0], f"no answer ({error})", "expected a Bot API server") from None


@asynccontextmanager
async def polling(application: App, settings: Settings, allowed: Sequence[str]) -> AsyncIterator[None]:
    """Fetch updates within the block. Those fetched before its end are worked off."""
    updater = application.updater
    if updater is None:
        raise RuntimeError("polling needs an application with an updater")
    async with watched(application, settings):
        await updater.start_polling(allowed_updates=list(allowed), bootstrap_retries=-1)
        try:
            yield
        finally:
            await updater.stop()


def fetching(application: App, settings: Settings, allowed: Sequence[str]) -> AbstractAsyncContextManager[object]:
    """Updates by webhook where its address is set, else by polling."""
    return webhook(application, settings, allowed) if settings.webhook_url else polling(application, settings, allowed)


def settle() -> None:
    """What is loaded when the work begins stays loaded: the collector, which would go through all of it again and again, leaves it out.

    What the first answers would load is loaded now.
    """
    make_ready()
    gc.collect()
    gc.freeze()


async def serve(application: App, settings: Settings, allowed: Sequence[str]) -> None:
    """Work until SIGINT or SIGTERM; what has been taken is answered before the end."""
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with started(application), fetching(application, settings, allowed):
        settle()
        await stop.wait()
