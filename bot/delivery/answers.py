"""Answers to commands pass the gate too: the request of the answering bot in; the same one out, counted and let through first."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.delivery.gate import Gate

# What the rates are about: methods that put a message into a chat.
SENDING = ("send", "forward", "copy")
NOT_SENDING = ("sendchataction",)


class CountedRequest(BaseRequest):
    """A request whose new messages wait for their place at the gate; everything else goes straight on."""

    def __init__(self, request: BaseRequest, gate: Gate) -> None:
        super().__init__()
        self._request, self._gate = request, gate

    @property
    def read_timeout(self) -> float | None:
        """That of the request within."""
        return self._request.read_timeout

    async def initialize(self) -> None:
        """Open the request within."""
        await self._request.initialize()

    async def shutdown(self) -> None:
        """Close the request within."""
        await self._request.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **timeouts: Any
    ) -> tuple[int, bytes]:
        """One call, at its time."""
        chat = _chat_written_to(url, request_data)
        if chat is None:
            return await self._request.do_request(url, method, request_data, *args, **timeouts)
        call, taken = await self._gate.enter(chat, urgent=True), True
        try:
            status, payload = await self._request.do_request(url, method, request_data, *args, **timeouts)
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                taken = False
                self._gate.refused(chat, _retry_after(payload))
        finally:
            self._gate.leave(call, taken=taken)
        return status, payload


def _chat_written_to(url: str, data: RequestData | None) -> int | None:
    """The chat that a call puts a message into: "…/bot123:abc/sendMessage" with chat_id 7 gives 7."""
    called = url.rsplit("/", 1)[-1].lower()
    chat = data.parameters.get("chat_id") if data and called.startswith(SENDING) and called not in NOT_SENDING else None
    try:
        return None if chat is None else int(str(chat))
    except ValueError:  # "@channel": no chat of ours is called by its name
        return None


def _retry_after(payload: bytes) -> float:
    """`parameters.retry_after` of a 429, 1 second where it is missing (core.telegram.org/bots/api#responseparameters)."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0
