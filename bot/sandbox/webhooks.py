"""Delivery of updates to the bot's webhook. In: the queue of updates; out: POST requests, each repeated until it is answered with 200.

core.telegram.org/bots/api#setwebhook: the secret goes into X-Telegram-Bot-Api-Secret-Token; up to `max_connections` at once.
"""

from __future__ import annotations

import asyncio

import httpx

from bot.sandbox.client import NO_TLS
from bot.sandbox.refusals import JSON
from bot.sandbox.world import Webhook, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
ANSWER_SECONDS, IDLE_SECONDS = 60.0, 3600.0


async def deliver(world: World, *, retry_seconds: float) -> None:
    """Deliver for as long as the sandbox runs; a refused update comes again after `retry_seconds`."""
    under_way: dict[int, asyncio.Task[None]] = {}
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, verify=NO_TLS) as client:
        try:
            while not world.mail.closed:
                await world.mail.until(lambda: bool(_next(world, under_way)), IDLE_SECONDS)
                for update_id in _next(world, under_way):
                    task = asyncio.create_task(_post(world, client, world.updates[update_id], retry_seconds))
                    under_way[update_id] = task
                    task.add_done_callback(lambda _, done=update_id: (under_way.pop(done), world.mail.beat()))  # type: ignore[misc]  # the default binds the id
        finally:
            for task in under_way.values():
                task.cancel()


def _next(world: World, under_way: dict[int, asyncio.Task[None]]) -> list[int]:
    """Updates to send now, oldest first."""
    free = world.webhook.max_connections - len(under_way)
    if not world.webhook.url or free <= 0:
        return []
    waiting = (update_id for update_id in world.updates if update_id not in under_way)
    return [update_id for update_id, _ in zip(waiting, range(free), strict=False)]


async def _post(world: World, client: httpx.AsyncClient, update: JSON, retry_seconds: float) -> None:
    """One attempt; a failure holds this update back for a while."""
    hook = world.webhook
    wrong = await _attempt(client, hook, update)
    if not wrong:
        if update["update_id"] in world.updates:
            world.confirm([update["update_id"]])
        return
    hook.last_error, hook.last_error_at = wrong, int(world.clock())
    await asyncio.sleep(retry_seconds)


async def _attempt(client: httpx.AsyncClient, hook: Webhook, update: JSON) -> str:
    """What went wrong, "" when the bot took the update."""
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    try:
        answer = await client.post(hook.url, json=update, headers=headers)
    except httpx.HTTPError as error:
        return f"Connection failed: {error}"
    return "" if answer.is_success else f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
