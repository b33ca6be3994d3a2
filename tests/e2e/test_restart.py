"""What outlives the process, and what is said when something breaks."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update
from telegram.ext import CommandHandler

from bot.app import build_application
from bot.config import PREFIX
from bot.sandbox.server import Sandbox, serve_sandbox
from briefings.errors import UsageError
from tests.e2e.conftest import MODES, Reader, free_port, serving, settings_for, stock, url_in


@pytest.fixture
async def own_sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running:
        yield running


@pytest.mark.parametrize("mode", MODES)
async def test_old_buttons_work_after_a_restart(own_sandbox: Sandbox, tmp_path: Path, mode: str) -> None:
    url, client = url_in(tmp_path), own_sandbox.client
    await stock(url)
    reader = Reader(client, await client.new_user())
    async with serving(settings_for(own_sandbox, url, mode)):
        listed = await reader.ask("/nhiemvu 2024")
        chosen = await reader.press(await reader.ask("/start"), "English")
        assert chosen["text"].startswith("ℹ️ How to use")
    async with serving(settings_for(own_sandbox, url, mode)):
        turned = await reader.press(listed, "Sau ›")
        assert "Tasks · 2024 · 6–10/" in turned["text"]
        assert (await reader.press(turned, "6"))["text"].startswith("📍 Paragraph")


@pytest.mark.parametrize("mode", MODES)
async def test_what_was_asked_while_the_bot_was_away_is_answered(own_sandbox: Sandbox, tmp_path: Path, mode: str) -> None:
    url, client = url_in(tmp_path), own_sandbox.client
    await stock(url)
    user = await client.new_user()
    sent = await client.send(user, user, "/tomtat 1")
    async with serving(settings_for(own_sandbox, url, mode)):
        answer = await client.wait_for(user, lambda message: message["message_id"] > sent["message_id"])
    assert answer["text"].startswith("📰")


async def test_what_breaks_is_logged_under_the_code_that_the_person_is_told(
    own_sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: Update, __: Any) -> None:
        raise ZeroDivisionError("by design")

    settings = settings_for(own_sandbox, url_in(tmp_path), "polling")
    application = build_application(settings)
    application.add_handler(CommandHandler("hong", broken), group=-2)
    client, caplog_level = own_sandbox.client, logging.ERROR
    user = await client.new_user()
    with caplog.at_level(caplog_level):
        async with serving(settings, application):
            answer = await client.ask(user, user, "/hong")
    code = re.fullmatch(r"Có trục trặc khi trả lời, chúng tôi đã ghi lại \(mã ([0-9A-F]{4})\)\. .*", answer["text"])
    assert code
    [record] = [record for record in caplog.records if record.name == "bot.desk"]
    assert re.fullmatch(rf"update \d+ failed \(code {code[1]}\): by design", record.getMessage())
    assert "Traceback" not in answer["text"]
    assert settings.token.get_secret_value() not in caplog.text


async def test_the_process_answers_until_it_is_told_to_stop_and_never_shows_its_token(own_sandbox: Sandbox, tmp_path: Path) -> None:
    environment = {"TOKEN": own_sandbox.token, "TELEGRAM_API_URL": own_sandbox.base_url, "DATABASE_URL": url_in(tmp_path)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from bot.app import run; from bot.config import load_settings; run(load_settings())"),
        env={**os.environ, **{f"{PREFIX}{name}": value for name, value in environment.items()}},
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    user = await own_sandbox.client.new_user()
    try:
        answer = await own_sandbox.client.ask(user, user, "/start")
    finally:
        process.terminate()
        said, _ = await process.communicate()
    assert answer["text"].startswith("📋")
    assert process.returncode == 0, said.decode()
    assert own_sandbox.token not in said.decode()


async def test_a_token_telegram_does_not_know_is_a_wrong_setting(own_sandbox: Sandbox, tmp_path: Path) -> None:
    settings = settings_for(own_sandbox, url_in(tmp_path), "polling").model_copy(update={"token": SecretStr("77:not-the-token")})
    with pytest.raises(UsageError, match="GIAOBAN_TOKEN") as raised:
        async with serving(settings):
            pass
    assert "not-the-token" not in str(raised.value)


async def test_no_bot_api_at_the_address_is_a_wrong_setting(own_sandbox: Sandbox, tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    settings = settings_for(own_sandbox, url_in(tmp_path), "polling").model_copy(update={"telegram_api_url": nowhere})
    with pytest.raises(UsageError, match=re.escape(nowhere)):
        async with serving(settings):
            pass


async def test_a_taken_port_is_a_wrong_setting(own_sandbox: Sandbox, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = f"127.0.0.1:{taken.getsockname()[1]}"
        settings = settings_for(own_sandbox, url_in(tmp_path), "webhook").model_copy(update={"listen": busy})
        with pytest.raises(UsageError, match="GIAOBAN_LISTEN"):
            async with serving(settings):
                pass


async def test_an_empty_store_is_said_to_be_empty(own_sandbox: Sandbox, tmp_path: Path) -> None:
    client = own_sandbox.client
    reader = Reader(client, await client.new_user())
    async with serving(settings_for(own_sandbox, url_in(tmp_path), "polling")):
        answers = [await reader.ask(f"/{command}") for command in ("start", "baiviet", "tomtat", "chidao", "vanban", "nguoi", "tim")]
    assert answers[0]["text"].startswith("📋")
    assert {answer["text"][:20] for answer in answers[1:]} == {"Kho chưa có bài nào."}
