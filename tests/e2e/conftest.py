"""The whole bot over HTTP against the sandbox, once by polling and once by webhook; people are played by the sandbox's client."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
import pytest_asyncio

from bot.app import ALLOWED_UPDATES, App, build_application
from bot.config import Settings, load_settings
from bot.runner import fetching, started
from bot.sandbox.client import SandboxClient, labels
from bot.sandbox.server import Sandbox, serve_sandbox
from briefings.model import Briefing
from briefings.parse import parse
from briefings.store.store import Store
from tests.conftest import SEEDS, url_in

JSON = dict[str, Any]
MODES = ("polling", "webhook")
# an article whose names and words are markup, written from right to left, or four bytes long
ODD_ARTICLE = """Hội nghị <b>giao ban</b> & sơ kết “quý” 𝔸🗞 {{ 7 * 7 }}
Sáng 14-5-2023, tại Hà Nội, Sở Thử nghiệm tổ chức hội nghị giao ban.
Đồng chí Nguyễn Văn Thử, Giám đốc Sở <script>alert(1)</script> & cộng sự \u202eđảo ngược, \
yêu cầu các phòng <i>Kế hoạch</i> & Tổng hợp \
hoàn thành báo cáo 1 < 2 && 3 > 2 trước ngày 30/6/2023 theo Quyết định số 156/QĐ-UBND ngày 02/5/2023 của UBND tỉnh.
"""


@dataclass(frozen=True)
class Reader:
    """Somebody in a private chat with the bot."""

    client: SandboxClient
    id: int

    async def ask(self, text: str) -> JSON:
        """Write, and wait for the answer."""
        return await self.client.ask(self.id, self.id, text)

    async def press(self, message: JSON, button: str) -> JSON:
        """Tap a button, and wait for what it shows."""
        return await self.client.press(message, button)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def settings_for(sandbox: Sandbox, url: str, mode: str, **more: Any) -> Settings:
    port = free_port()
    hook = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "webhook_secret": "e2e-secret-of-the-tests", "listen": f"127.0.0.1:{port}"}
    ways = hook if mode == "webhook" else {}
    return load_settings(token=sandbox.token, telegram_api_url=sandbox.base_url, database_url=url, **ways, **more)


@asynccontextmanager
async def serving(settings: Settings, application: App | None = None) -> AsyncIterator[App]:
    """The bot at work within the block."""
    application = application or build_application(settings)
    async with started(application), fetching(application, settings, ALLOWED_UPDATES):
        yield application


@cache
def odd_and_seeds() -> tuple[Briefing, ...]:
    """The odd article and the seeds, pasted."""
    return tuple(parse(text) for text in (ODD_ARTICLE, *(seed.read_text("utf-8") for seed in SEEDS)))


async def stock(url: str) -> None:
    """Put the seeds and the odd article into the store at `url`."""
    store = await Store.open(url)
    for briefing in odd_and_seeds():
        await store.add(briefing, datetime(2024, 12, 20, tzinfo=UTC))
    await store.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stocked_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = url_in(tmp_path_factory.mktemp("store"))
    await stock(url)
    return url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=MODES)
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox, stocked_url: str) -> AsyncIterator[Sandbox]:
    """The sandbox with the bot at work in it."""
    async with serving(settings_for(sandbox, stocked_url, request.param)):
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def reader(bot: Sandbox) -> Reader:
    """Somebody new whose Telegram speaks Vietnamese."""
    return Reader(bot.client, await bot.client.new_user("Độc giả"))


@pytest_asyncio.fixture(loop_scope="session")
async def english_reader(bot: Sandbox) -> Reader:
    """Somebody new whose Telegram speaks English."""
    return Reader(bot.client, await bot.client.new_user("Reader", language="en"))


def buttons(message: JSON) -> list[str]:
    """Every label under a message."""
    return [label for row in labels(message) for label in row]


def button_data(message: JSON, label: str) -> str:
    """What the button with this label carries."""
    rows = message["reply_markup"]["inline_keyboard"]
    return str(next(button["callback_data"] for row in rows for button in row if button["text"] == label))
