"""The webhook: Telegram's POSTs in, updates kept and on the application's queue out. Only what is kept is answered with 200.

Health and figures are served beside it; where the bot polls they are served alone, if there is an address to listen at.

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
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from telegram import Bot, Update
from telegram.ext import Application

from bot.config import Settings
from bot.health import routes
from bot.updates import StoredUpdates
from briefings.errors import StoreError, UsageError

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Answer = tuple[int, bytes]  # the status and what is said with it

SECRET_HEADER = b"x-telegram-bot-api-secret-token"
STORE = "store"  # the key of the open store in the application's bot_data
LISTEN = "127.0.0.1:8080"  # unless the settings say otherwise
BODY_LIMIT = 1_000_000  # bytes; an update has some thousands
# Nobody reads the access log, or asks who serves or who calls. With the parser in C an update took less processor time than with the other.
_SERVING: dict[str, Any] = {
    "http": "httptools",
    "lifespan": "off",
    "log_level": "warning",
    "access_log": False,
    "server_header": False,
    "proxy_headers": False,
}


async def _body(receive: Receive) -> bytes | None:
    """The body; None when it is longer than any update, however long it says it is, or when it breaks off."""
    taken, more = b"", True
    while more:
        piece = await receive()
        taken += piece.get("body", b"")
        more = piece.get("more_body", False)
        if len(taken) > BODY_LIMIT or piece["type"] == "http.disconnect":
            return None
    return taken


class Door:
    """Where Telegram's POSTs come in: a plain ASGI application, so that little is done for each but keeping it."""

    def __init__(self, queue: StoredUpdates, bot: Bot, secret: str) -> None:
        self._queue, self._bot, self._secret = queue, bot, secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one POST."""
        status, said = await self._take(scope, receive)
        length = str(len(said)).encode()
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", length)]})
        await send({"type": "http.response.body", "body": said})

    async def _take(self, scope: Scope, receive: Receive) -> Answer:
        if not self._knows(dict(scope["headers"]).get(SECRET_HEADER, b"")):
            return 403, b"not for you"
        body = await _body(receive)
        if body is None:
            return 413, b"too long"
        try:
            text = body.decode()
            update = Update.de_json(json.loads(text), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # whatever shape it has, it is none of Telegram's
            return 400, b"no update"
        return await self._keep(update, text)

    def _knows(self, told: bytes) -> bool:
        return bool(self._secret) and hmac.compare_digest(told, self._secret)

    async def _keep(self, update: Update, body: str) -> Answer:
        try:
            await self._queue.take(update, body)
        except StoreError as error:
            log.error("update %s could not be kept, Telegram will send it again: %s", update.update_id, error)
            return 503, b"later"
        return 200, b""


def build_server(queue: StoredUpdates, bot: Bot, settings: Settings, beside: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The web application that takes updates at the path of the webhook's address, and answers the routes `beside` it."""
    path, secret = settings.webhook_path, settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    door = Door(queue, bot, secret)
    rest = Starlette(routes=[Route(path, door, methods=["POST"]), *beside])

    async def front(scope: Scope, receive: Receive, send: Send) -> None:
        """An update goes straight to its door: Starlette's layers around a route take a tenth of the time of one."""
        update = scope.get("path") == path and scope.get("method") == "POST"
        await (door if update else rest)(scope, receive, send)

    return front


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
    beside = routes(application.bot_data[STORE])
    app = build_server(cast("StoredUpdates", application.update_queue), application.bot, settings, beside)
    async with _served(app, settings.listen or LISTEN) as place:
        secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
        await application.bot.set_webhook(settings.webhook_url or "", secret_token=secret, allowed_updates=list(allowed))
        yield place


@asynccontextmanager
async def watched(application: App, settings: Settings) -> AsyncIterator[None]:
    """Serve health and figures within the block, where there is an address to listen at."""
    if not settings.listen:
        yield
        return
    async with _served(Starlette(routes=list(routes(application.bot_data[STORE]))), settings.listen):
        yield


@asynccontextmanager
async def _served(app: ASGIApp, address: str) -> AsyncIterator[str]:
    """Serve within the block; yields host:port listened at."""
    with _listener(address) as listener:
        server = _Server(uvicorn.Config(app, **_SERVING))
        server.listening = asyncio.Event()
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await asyncio.wait((serving, waiting := asyncio.ensure_future(server.listening.wait())), return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            yield "{}:{}".format(*listener.getsockname()[:2])
        finally:
            server.should_exit = True
            await serving
