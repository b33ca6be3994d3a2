"""The webhook: Telegram's POSTs in, updates kept and on the application's queue out. Only what is kept is answered with 200.

Only what carries the secret is read, compared in constant time, and no more of it than `BODY_LIMIT`. Several processes of one machine may
listen at one address; behind a proxy, those of several machines.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot, Update
from telegram.ext import Application

from bot.config import Settings
from bot.updates import StoredUpdates
from briefings.errors import StoreError, UsageError

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header (core.telegram.org/bots/api#setwebhook)
BODY_LIMIT = 1_000_000  # bytes; an update has some thousands


async def _body(request: Request) -> bytes | None:
    """The body; None when it is longer than any update, however long it says it is."""
    taken = bytearray()
    async for piece in request.stream():
        taken += piece
        if len(taken) > BODY_LIMIT:
            return None
    return bytes(taken)


def build_server(queue: StoredUpdates, bot: Bot, settings: Settings) -> Starlette:
    """The web application that takes updates at the path of the webhook's address."""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""

    async def take(request: Request) -> Response:
        if not secret or not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return PlainTextResponse("not for you", 403)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too long", 413)
        try:
            update = Update.de_json(json.loads(body.decode()), bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # whatever shape it has, it is none of Telegram's
            return PlainTextResponse("no update", 400)
        try:
            await queue.take(update, body.decode())
        except StoreError as error:
            log.error("update %s could not be kept, Telegram will send it again: %s", update.update_id, error)
            return PlainTextResponse("later", 503)
        return Response()

    return Starlette(routes=[Route(settings.webhook_path, take, methods=["POST"])])


def _listener(address: str) -> socket.socket:
    """A socket that listens at host:port. Raises UsageError where it can't."""
    host, _, port = address.rpartition(":")
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's algorithm on
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, int(port)))
        return listener
    except (OSError, OverflowError) as error:
        raise UsageError(f"GIAOBAN_LISTEN={address}", str(error), "expected an address of this machine and a free port") from error


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to the process it runs in, and says when it listens."""

    listening: asyncio.Event

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def webhook(application: App, settings: Settings, allowed: Sequence[str]) -> AsyncIterator[str]:
    """Serve the webhook at `settings.listen` within the block, and have told Telegram its address; yields host:port listened at."""
    app = build_server(cast("StoredUpdates", application.update_queue), application.bot, settings)
    with _listener(settings.listen) as listener:
        server = _Server(uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False))
        server.listening = asyncio.Event()
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await asyncio.wait((serving, waiting := asyncio.ensure_future(server.listening.wait())), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
            await application.bot.set_webhook(settings.webhook_url or "", secret_token=secret, allowed_updates=list(allowed))
            yield "{}:{}".format(*listener.getsockname()[:2])
        finally:
            server.should_exit = True
            await serving
