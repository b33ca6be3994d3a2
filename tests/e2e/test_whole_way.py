"""The whole way of an article over HTTP: sent, looked at, mended, published, delivered, corrected; the bot starts anew for every step."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox.server import serve_sandbox
from tests.e2e.conftest import Reader, button_data, serving, settings_for, url_in
from tests.e2e.test_loading import ARTICLE


@pytest.mark.long
async def test_the_whole_way_with_a_restart_between_any_two_steps(tmp_path: Path) -> None:
    async with serve_sandbox(retry_seconds=0.05) as sandbox:
        client = sandbox.client
        owner, subscriber = Reader(client, await client.new_user("Lan")), Reader(client, await client.new_user("Bình"))
        settings = settings_for(sandbox, url_in(tmp_path), "polling", owners=str(owner.id))
        async with serving(settings):
            subscribed = await subscriber.ask("/dangky tức thì nhiệm vụ")
            assert subscribed["text"].startswith("🗓 Đã đăng ký.")
        async with serving(settings):
            await client.upload(owner.id, owner.id, "giao-ban.txt", ARTICLE.encode(), mime="text/plain")
            card = await client.wait_for(owner.id, lambda message: message.get("text", "").startswith("📥 Bản nháp 1"))
            assert "Không thấy ngày nào trong bài" in card["text"]
        async with serving(settings):
            preview = await owner.press(card, "Nhiệm vụ")
            assert "Ai: Phòng Kế hoạch" in preview["text"]
        async with serving(settings):
            card = await owner.press(preview, "‹ Quay lại")
        async with serving(settings):
            await owner.press(card, "Sửa ngày")
        async with serving(settings):
            card = await owner.ask("14/5/2023")
            assert "Ngày: 14/5/2023" in card["text"]
        async with serving(settings):
            assert (await owner.press(card, "Đăng"))["text"] == "✅ Đã đăng thành bài 1."
        async with serving(settings):
            digest = await client.wait_for(subscriber.id, lambda message: "báo cáo sơ kết" in message.get("text", ""))
            assert "Phòng Kế hoạch" in digest["text"]
        async with serving(settings):
            tasks = await owner.press(await owner.ask("/sua 1"), "Nhiệm vụ")
        async with serving(settings):
            item = await owner.press(tasks, "1")
        async with serving(settings):
            await owner.press(item, "Ai làm")
        async with serving(settings):
            tasks = await owner.ask("ghi chú: Phòng Tổng hợp")
        async with serving(settings):
            card = await owner.press(tasks, "‹ Quay lại")
        async with serving(settings):
            assert button_data(card, "Đăng").startswith("p:")
            await owner.press(card, "Đăng")
        async with serving(settings):
            mended = await client.wait_for(subscriber.id, lambda message: "Phòng Tổng hợp" in message.get("text", ""))
            assert mended["message_id"] == digest["message_id"]
            assert "Phòng Kế hoạch" not in mended["text"]
        told = [message for message in await client.transcript(subscriber.id) if message["from"]["is_bot"]]
        assert len(told) == 2  # that it is subscribed, and one digest
