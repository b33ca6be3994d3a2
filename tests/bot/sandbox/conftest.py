"""A sandbox over HTTP with a clock that a test turns by hand, and a bot that calls it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.sandbox.client import NO_TLS
from bot.sandbox.server import Sandbox, serve_sandbox

JSON = dict[str, Any]
START = 1_700_000_000.0


@dataclass
class HandClock:
    """Stands still until somebody turns it."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class Refused:
    """An answer that is not ok."""

    code: int
    description: str
    parameters: JSON


class Bot:
    """Calls methods with JSON bodies; `refused` expects a refusal."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = f"{sandbox.base_url}/bot{sandbox.token}"
        self.http = httpx.AsyncClient(timeout=10, verify=NO_TLS)

    async def raw(self, method: str, **fields: Any) -> JSON:
        """The whole body of the answer."""
        answer = await self.http.post(f"{self.url}/{method}", json=fields)
        body: JSON = answer.json()
        assert answer.status_code == body.get("error_code", 200)
        return body

    async def __call__(self, method: str, **fields: Any) -> Any:
        """The result of a call that is ok."""
        body = await self.raw(method, **fields)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **fields: Any) -> Refused:
        """What a call is refused with."""
        body = await self.raw(method, **fields)
        assert not body["ok"], body
        return Refused(body["error_code"], body["description"], body.get("parameters", {}))


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def sandbox(clock: HandClock) -> AsyncIterator[Sandbox]:
    async with serve_sandbox(clock=clock, retry_seconds=0.0) as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    calling = Bot(sandbox)
    async with calling.http:
        yield calling


@pytest.fixture
async def chat(sandbox: Sandbox) -> int:
    """A private chat where the bot may write."""
    return await sandbox.client.new_user("Lan", started=True)
