"""The webhook takes Telegram's updates and nothing else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.app import App, build_application
from bot.config import Settings
from bot.server import BODY_LIMIT, SECRET_HEADER, build_server

SECRET = "a-secret-of-sixteen-or-more"
PATH = "/telegram/updates"
UPDATE = {"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}, "text": "Nghị quyết"}}


@pytest.fixture
def application() -> App:
    return build_application(settings())


def settings() -> Settings:
    return Settings(token="1:a", webhook_url=f"https://bot.example.vn{PATH}", webhook_secret=SECRET)  # type: ignore[arg-type]  # read by pydantic


@pytest.fixture
async def telegram(application: App) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(build_server(application, settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers={SECRET_HEADER: SECRET}) as client:
        yield client


async def test_an_update_goes_on_the_queue(application: App, telegram: httpx.AsyncClient) -> None:
    answer = await telegram.post(PATH, json=UPDATE)
    assert answer.status_code == 200
    assert application.update_queue.get_nowait().message.text == "Nghị quyết"


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "đ"])
async def test_without_the_secret_nothing_is_read(application: App, telegram: httpx.AsyncClient, secret: str) -> None:
    answer = await telegram.post(PATH, json=UPDATE, headers={SECRET_HEADER: secret.encode()})  # type: ignore[dict-item]  # bytes as they come
    assert answer.status_code == 403
    assert application.update_queue.empty()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"7", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": 1, "message": {"chat": 7}}', 400),
        (b"[" * 100_000, 400),
        (b" " * (BODY_LIMIT + 1), 413),
    ],
    ids=["empty", "cut", "no text", "list", "null", "number", "no id", "odd shape", "deep", "too long"],
)
async def test_what_is_no_update_is_refused(application: App, telegram: httpx.AsyncClient, body: bytes, status: int) -> None:
    assert (await telegram.post(PATH, content=body)).status_code == status
    assert application.update_queue.empty()


@pytest.mark.parametrize(("method", "path", "status"), [("POST", "/", 404), ("POST", PATH + "/x", 404), ("GET", PATH, 405)])
async def test_no_other_way_in(telegram: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    assert (await telegram.request(method, path, content=json.dumps(UPDATE))).status_code == status
