"""Whoever uses the bot sees what it keeps of them, takes it along and has it removed; over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import BOT_ID
from tests.e2e.conftest import serving, settings_for, url_in


@pytest.fixture
async def own_sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running, serving(settings_for(running, url_in(tmp_path), "polling")):
        yield running


async def test_ones_own_data_is_shown_handed_over_and_removed(own_sandbox: Sandbox) -> None:
    client = own_sandbox.client
    person = await client.new_user("Lan")
    await client.ask(person, person, "/dangky tuần T2 07:30")
    shown = await client.ask(person, person, "/xoadulieu")
    assert "đăng ký và theo dõi: 1" in shown["text"]
    await client.tap(shown, "Lấy bản sao")
    sent = await client.wait_for(person, lambda message: "document" in message)
    assert sent["document"]["file_name"] == "giaoban.json"
    gone = await client.press(shown, "Xoá hết")
    assert gone["text"].startswith("Đã xoá dữ liệu")
    assert (await client.ask(person, person, "/forgetme"))["text"].startswith("Bot không lưu gì")


async def test_in_a_group_administrators_alone_remove(own_sandbox: Sandbox) -> None:
    client = own_sandbox.client
    person, other = await client.new_user("Lan"), await client.new_user("Bình")
    group = await client.new_chat("supergroup", "Phòng", [person, other, BOT_ID])
    await client.ask(person, group, "/dangky tuần T2 07:30")
    shown = await client.ask(other, group, "/xoadulieu")
    assert (await client.tap(shown, "Xoá hết", user=other))["show_alert"]
    gone = await client.press(shown, "Xoá hết", user=person)
    assert gone["text"].startswith("Đã xoá dữ liệu")
