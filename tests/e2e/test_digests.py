"""Digests from subscribing to their arrival: in private, in a group, in a forum's thread, in a channel; over HTTP, the clock running."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.sandbox.client import SandboxClient, labels
from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import BOT_ID
from briefings.parse import parse
from briefings.store.store import Store
from briefings.subscription import Subscription
from tests.e2e.conftest import serving, settings_for, url_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = dict[str, Any]
_ARTICLE = """Hội nghị giao ban tháng {number} tỉnh Hồng Lam
Ngày {number}/5/2024, Tỉnh ủy Hồng Lam tổ chức hội nghị giao ban lần thứ {number}.
Đồng chí Trần Văn Khải, Bí thư Tỉnh ủy, yêu cầu Sở Nội vụ rà soát biên chế trước ngày 30/6/2024 theo Nghị quyết số {number}-NQ/TU.
"""


@dataclass
class Town:
    """The bot at work, its store, and somebody who presses Start and publishes articles."""

    client: SandboxClient
    store: Store
    person: int
    published: int = 0

    async def publish(self, count: int = 1) -> None:
        """File articles that nobody has seen."""
        for _ in range(count):
            self.published += 1
            await self.store.add(parse(_ARTICLE.format(number=self.published) + f"Cuộc họp {self.person}."), datetime.now(UTC))

    async def only(self, chat: int) -> Subscription:
        """The one subscription of a chat."""
        (one,) = await self.store.subscriptions.of_chat(chat)
        return one

    async def make_due(self, chat: int) -> None:
        """As if the hour had come a minute ago."""
        slot = datetime.now(UTC) - timedelta(minutes=1)
        await self.store.subscriptions.change(replace(await self.only(chat), next_slot=slot, due_at=slot))

    async def digest(self, chat: int, *, after: int = 0) -> JSON:
        """The first digest that comes to a chat after a message. (Nobody is the sender of what stands in a channel.)"""
        return await self.client.wait_for(chat, lambda message: message.get("text", "")[:1] == "🗞" and message["message_id"] > after)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own_sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(own_sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address of the store in which the bot works."""
    address = url_in(Path(tmp_path_factory.mktemp("town")))
    async with serving(settings_for(own_sandbox, address, "polling")):
        yield address


@pytest_asyncio.fixture(loop_scope="module")
async def town(own_sandbox: Sandbox, url: str) -> AsyncIterator[Town]:
    store = await Store.open(url)
    yield Town(own_sandbox.client, store, await own_sandbox.client.new_user("Lan"))
    await store.close()


async def test_in_private_a_line_subscribes_and_the_digest_comes_at_once(town: Town) -> None:
    card = await town.client.ask(town.person, town.person, "/dangky tức thì vanban:1-NQ/TU")
    assert card["text"].startswith("🗓 Đã đăng ký.\n\nBản tin gọn · ngay khi có bài · văn bản: 1-NQ/TU")
    await town.publish()
    told = await town.digest(town.person)
    assert told["text"].startswith("🗞 Tin mới · ")
    assert "1 bài mới" in told["text"]
    assert "Trần Văn Khải → Sở Nội vụ" in told["text"]


async def test_by_buttons_one_subscribes_in_five_taps(town: Town) -> None:
    message = await town.client.ask(town.person, town.person, "/dangky")
    for label in ("Bản tin gọn", "Hằng tuần", "thứ Sáu", "16:30", "Mọi bài"):
        message = await town.client.press(message, label)
    assert "Bản tin gọn · thứ Sáu hằng tuần, lúc 16:30" in message["text"]
    one = await town.only(town.person)
    assert one.next_slot is not None
    assert one.next_slot.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%a %H:%M") == "Fri 16:30"


async def test_a_group_is_subscribed_by_its_administrators_alone(town: Town) -> None:
    other = await town.client.new_user("Bình")
    group = await town.client.new_chat("supergroup", "Phòng Tổng hợp", [town.person, other, BOT_ID])
    refused = await town.client.ask(other, group, "/dangky tức thì")
    assert refused["text"].startswith("Trong nhóm và kênh, chỉ quản trị viên")
    card = await town.client.ask(town.person, group, "/dangky tức thì")
    assert (await town.client.tap(card, "Tạm dừng", user=other))["show_alert"]
    assert (await town.only(group)).active
    await town.publish()
    assert (await town.digest(group, after=card["message_id"]))["chat"]["id"] == group


async def test_in_a_forum_the_digest_comes_to_its_thread(town: Town) -> None:
    forum = await town.client.new_chat("forum", "Diễn đàn", [town.person, BOT_ID])
    thread = (await town.client.post("thread", user=town.person, chat=forum, name="Bản tin"))["thread"]
    card = await town.client.ask(town.person, forum, "/dangky ngày 6h45", thread=thread)
    await town.publish()
    await town.make_due(forum)
    told = await town.digest(forum, after=card["message_id"])
    assert told["message_thread_id"] == thread


async def test_a_channel_is_subscribed_by_a_post_of_its_administrator(town: Town) -> None:
    await town.client.send(town.person, town.person, "/start")
    channel = await town.client.new_chat("channel", "Kênh giao ban", [town.person])
    await town.client.post("member", chat=channel, member=BOT_ID, status="administrator", by=town.person)
    told_how = await town.client.wait_for(town.person, lambda message: "quản trị viên của kênh Kênh giao ban" in message.get("text", ""))
    assert "/dangky" in told_how["text"]
    await town.client.send(town.person, channel, "/dangky tức thì")
    card = await town.client.wait_for(channel, lambda message: message["text"].startswith("🗓 Đã đăng ký."))
    await town.publish()
    assert (await town.digest(channel, after=card["message_id"]))["chat"]["id"] == channel


async def test_a_missed_hour_is_served_late_and_what_is_long_page_by_page(town: Town) -> None:
    card = await town.client.ask(town.person, town.person, "/dangky ngày 6h45 đầy đủ")
    await town.publish(60)
    slot = datetime.now(UTC) - timedelta(hours=1)
    await town.store.subscriptions.change(replace(await town.only(town.person), next_slot=slot, due_at=slot))
    first = await town.digest(town.person, after=card["message_id"])
    assert "(gửi muộn)" in first["text"]
    last = await town.client.wait_for(town.person, lambda message: any("Xem tiếp" in label for row in labels(message) for label in row))
    shown = await town.client.press(last, "Xem tiếp")
    assert shown["message_id"] == last["message_id"]
    assert labels(shown)[0][1].startswith("6/")
    digests = [message for message in await town.client.transcript(town.person) if message["message_id"] >= first["message_id"]]
    assert len(digests) == 5


async def test_what_a_chat_would_get_can_be_seen_before(town: Town) -> None:
    card = await town.client.ask(town.person, town.person, "/dangky tuần T2 07:30 nhiệm vụ")
    await town.publish()
    shown = await town.client.press(card, "Xem trước kỳ tới")
    assert shown["text"].startswith("☑️ Nhiệm vụ trong tuần")
    assert "rà soát biên chế" in shown["text"]


async def test_ending_a_subscription_ends_its_digests(town: Town) -> None:
    await town.client.ask(town.person, town.person, "/dangky tức thì")
    ended = await town.client.ask(town.person, town.person, "/huydangky")
    assert ended["text"] == "🗓 Đã huỷ: Bản tin gọn · ngay khi có bài"
    assert await town.store.subscriptions.of_chat(town.person) == ()
