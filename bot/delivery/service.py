"""Delivery as the settings want it: settings and a store in, the gate for all that is sent and a ready `Sender` out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.config import Settings
from bot.delivery.answers import CountedRequest
from bot.delivery.gate import Gate
from bot.delivery.request import AiohttpRequest
from bot.delivery.sender import IN_FLIGHT_PAID, Sender
from bot.delivery.verdicts import Policy
from briefings.rendering.texts import texts
from briefings.store.store import Store

POOL = 256  # connections of the answering bot, as many as python-telegram-bot takes by itself


def gate_for(settings: Settings) -> Gate:
    """The one door of this process, for answers and digests alike."""
    return Gate(paid=settings.paid_broadcast)


def answering(gate: Gate) -> BaseRequest:
    """The request of the bot that answers: the library's own, with new messages counted at the gate."""
    return CountedRequest(HTTPXRequest(connection_pool_size=POOL), gate)


@asynccontextmanager
async def sender_for(store: Store, settings: Settings, gate: Gate, username: str = "") -> AsyncIterator[Sender]:
    """A sender with connections of its own, which are closed at the end of the block. Whoever holds the lease lets it `run`.

    Nothing is asked of Telegram to begin with, so it may be down.
    """
    request, root = AiohttpRequest(), settings.telegram_api_url.rstrip("/")
    bot = Bot(settings.token.get_secret_value(), base_url=f"{root}/bot", request=request, get_updates_request=request)
    policy = Policy(settings.in_doubt == "resend", settings.owners, texts(settings.language))
    in_flight = max(settings.in_flight, IN_FLIGHT_PAID) if settings.paid_broadcast else settings.in_flight
    await request.initialize()
    try:
        yield Sender(store.ledger, bot, gate, policy, username=username, in_flight=in_flight, leads=lambda: store.lease.fence is not None)
    finally:
        await request.shutdown()
