"""Delivery of updates to the bot's webhook. In: the queue of updates; out: POST requests, each repeated until it is answered with 2xx.

core.telegram.org/bots/api#setwebhook: the secret goes into X-Telegram-Bot-Api-Secret-Token; up to `max_connections` at once.
Plain HTTP/1.1 on kept connections, written out by hand: a client library delivers a tenth as many updates a second.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.sandbox.refusals import JSON
from bot.sandbox.world import Webhook, World

ANSWER_SECONDS, IDLE_SECONDS = 60.0, 3600.0
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Poster:
    """Posts to one webhook over connections that are kept open."""

    hook: Webhook
    idle: list[Line] = field(default_factory=list)

    async def post(self, update: JSON) -> str:
        """What went wrong, "" when the bot took the update."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                status = await self._exchange(await self._line(), json.dumps(update).encode())
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            return f"Connection failed: {error}"
        return "" if status.startswith("2") else f"Wrong response from the webhook: {status}"

    async def _line(self) -> Line:
        """A kept connection that the other end has not closed since, or a new one."""
        while self.idle:
            reader, writer = self.idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        address = urlsplit(self.hook.url)
        return await asyncio.open_connection(address.hostname, address.port or 80)

    async def _exchange(self, line: Line, body: bytes) -> str:
        """Send the request and read the answer; its status and reason. A line that fails on the way is closed, a good one kept."""
        reader, writer = line
        try:
            writer.write(self._head(len(body)) + body)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            fields = dict(field.lower().split(": ", 1) for field in head.split("\r\n")[1:] if ": " in field)
            await reader.readexactly(int(fields.get("content-length", 0)))
        except BaseException:
            writer.close()
            raise
        if fields.get("connection") == "close" or "content-length" not in fields:
            writer.close()
        else:
            self.idle.append(line)
        return head.split("\r\n", 1)[0].split(" ", 1)[1]

    def _head(self, length: int) -> bytes:
        address = urlsplit(self.hook.url)
        secret = f"X-Telegram-Bot-Api-Secret-Token: {self.hook.secret}\r\n" if self.hook.secret else ""
        path = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"
        fields = f"Host: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
        return f"POST {path} HTTP/1.1\r\n{fields}{secret}\r\n".encode()

    def close(self) -> None:
        """Hang up."""
        for _, writer in self.idle:
            writer.close()


async def deliver(world: World, *, retry_seconds: float) -> None:
    """Deliver for as long as the sandbox runs; a refused update comes again after `retry_seconds`."""
    under_way: dict[int, asyncio.Task[None]] = {}
    poster = Poster(world.webhook)
    try:
        while not world.mail.closed:
            await world.mail.until(lambda: bool(_next(world, under_way)), IDLE_SECONDS)
            poster = poster if poster.hook is world.webhook else Poster(world.webhook)
            for update_id in _next(world, under_way):
                under_way[update_id] = asyncio.create_task(_attempt(world, poster, under_way, update_id, retry_seconds))
    finally:
        poster.close()
        for task in under_way.values():
            task.cancel()


def _next(world: World, under_way: dict[int, asyncio.Task[None]]) -> list[int]:
    """Updates to send now, oldest first."""
    free = world.webhook.max_connections - len(under_way)
    if not world.webhook.url or free <= 0:
        return []
    waiting = (update_id for update_id in world.updates if update_id not in under_way)
    return [update_id for update_id, _ in zip(waiting, range(free), strict=False)]


async def _attempt(world: World, poster: Poster, under_way: dict[int, asyncio.Task[None]], update_id: int, retry_seconds: float) -> None:
    """One attempt; a failure holds this update back for a while."""
    wrong = await poster.post(world.updates[update_id])
    if wrong:
        poster.hook.last_error, poster.hook.last_error_at = wrong, int(world.clock())
        world.mail.beat()
        await asyncio.sleep(retry_seconds)
    elif update_id in world.updates:
        world.confirm([update_id])
    del under_way[update_id]
    world.mail.beat()
