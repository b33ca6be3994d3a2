"""Tasks followed up and things followed, from the first tap to reminder and alert: in private, in a group, in a thread, in a channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.client import SandboxClient, labels
from bot.sandbox.server import Sandbox, serve_sandbox
from bot.sandbox.world import BOT_ID
from bot.slots import is_working_day
from briefings.parse import parse
from briefings.store.store import Store
from briefings.subscription import Subscription, Template
from tests.e2e.conftest import button_data, buttons, serving, settings_for, url_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = dict[str, Any]
_ARTICLE = """Hội nghị giao ban số {number} tỉnh Hồng Lam
Ngày 05/5/2024, Tỉnh ủy Hồng Lam tổ chức hội nghị giao ban số {number}.
Đồng chí Trần Văn Khải, Bí thư Tỉnh ủy, yêu cầu Sở Nội vụ rà soát biên chế trước ngày {due} theo Nghị quyết số {number}-NQ/TU.
Đồng chí đề nghị Văn phòng chuẩn bị hồ sơ.
"""


def printed(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


@dataclass
class Town:
    """The bot at work, its store, a person, and articles that nobody has seen."""

    client: SandboxClient
    store: Store
    person: int

    async def publish(self, number: int, due: date = date(2024, 6, 30)) -> int:
        text = _ARTICLE.format(number=number, due=printed(due)) + f"Cuộc họp {self.person}."
        return (await self.store.add(parse(text), datetime.now(UTC))).article_id

    async def take(self, chat: int, article: int, user: int | None = None, **where: int) -> JSON:
        """Take over the first task of an article in a chat; its card."""
        shown = await self.client.ask(user or self.person, chat, f"/nhiemvu {article}", **where)
        picking = await self.client.press(shown, "Nhận việc", user=user or self.person)
        return await self.client.press(picking, "1", user=user or self.person)

    async def order(self, chat: int, template: Template) -> Subscription:
        return next(one for one in await self.store.subscriptions.of_chat(chat) if one.order.template is template)

    async def make_due(self, chat: int, template: Template, slot: datetime | None = None) -> None:
        """As if the hour had come a minute ago."""
        at = slot or datetime.now(UTC) - timedelta(minutes=1)
        await self.store.subscriptions.change(replace(await self.order(chat, template), next_slot=at, due_at=at))

    async def told(self, chat: int, sign: str, after: int = 0) -> JSON:
        return await self.client.wait_for(chat, lambda message: message.get("text", "")[:1] == sign and message["message_id"] > after)

    async def channel(self) -> int:
        await self.client.send(self.person, self.person, "/start")
        channel = await self.client.new_chat("channel", "Kênh giao ban", [self.person])
        await self.client.post("member", chat=channel, member=BOT_ID, status="administrator", by=self.person)
        return channel


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own_sandbox() -> AsyncIterator[Sandbox]:
    async with serve_sandbox(retry_seconds=0.05) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url(own_sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    address = url_in(Path(tmp_path_factory.mktemp("town")))
    async with serving(settings_for(own_sandbox, address, "polling")):
        yield address


@pytest_asyncio.fixture(loop_scope="module")
async def town(own_sandbox: Sandbox, url: str) -> AsyncIterator[Town]:
    store = await Store.open(url)
    yield Town(own_sandbox.client, store, await own_sandbox.client.new_user("Lan"))
    await store.close()


async def test_in_private_a_task_is_taken_over_followed_and_done(town: Town) -> None:
    card = await town.take(town.person, await town.publish(1))
    assert "☑️ Việc số" in card["text"]
    assert "· chưa làm" in card["text"]
    assert "rà soát biên chế" in card["text"]
    assert "Người làm: Lan" in card["text"]
    assert "Hạn: trước ngày 30/06/2024 · quá hạn" in card["text"]
    doing = await town.client.press(card, "Đang làm")
    assert "· đang làm" in doing["text"]
    assert "✓ Đang làm" in buttons(doing)
    past = await town.client.press(doing, "Lịch sử")
    assert [line.split(": ")[1] for line in past["text"].splitlines() if line.startswith("•")] == ["đang làm", "nhận việc"]
    listed = await town.client.ask(town.person, town.person, "/nhiemvu quá hạn")
    assert "rà soát biên chế" in listed["text"]
    done = await town.client.press(await town.client.press(listed, "1"), "Xong")
    assert "· xong" in done["text"]
    assert "quá hạn" not in done["text"]
    nothing = await town.client.press(done, "Việc đã nhận")
    assert "Chưa có việc nào ở mục này" in nothing["text"]
    assert "rà soát biên chế" in (await town.client.press(nothing, "Xong"))["text"]


async def test_assignee_note_and_a_day_of_its_own_are_answers_to_questions(town: Town) -> None:
    shown = await town.client.ask(town.person, town.person, f"/nhiemvu {await town.publish(2)}")
    card = await town.client.press(await town.client.press(shown, "Nhận việc"), "2")
    assert "Hạn: chưa nêu" in card["text"]
    await town.client.press(card, "Đặt hạn…")
    unclear = await town.client.ask(town.person, town.person, "khi nào cũng được")
    assert unclear["text"].startswith("Chưa hiểu “khi nào cũng được”")
    card = await town.client.ask(town.person, town.person, "tháng 3-2031")
    assert "Hạn: 31/3/2031 (đặt ở đây; bài chưa nêu)" in card["text"]
    await town.client.press(card, "Giao cho…")
    card = await town.client.ask(town.person, town.person, "Bình")
    assert "Người làm: Bình" in card["text"]
    await town.client.press(card, "Ghi chú…")
    noted = await town.client.ask(town.person, town.person, "Hỏi anh <b>Cường</b>")
    assert "Ghi chú: Hỏi anh <b>Cường</b>" in noted["text"]
    assert "chuẩn bị hồ sơ" in (await town.client.ask(town.person, town.person, "/nhiemvu giao: bình"))["text"]
    assert "Chưa có việc" in (await town.client.ask(town.person, town.person, "/nhiemvu giao: Dũng"))["text"]


async def test_where_the_article_states_a_day_no_other_is_set(town: Town) -> None:
    card = await town.take(town.person, await town.publish(3))
    assert "Đặt hạn…" not in buttons(card)
    data = button_data(card, "Ghi chú…").rsplit(":", 1)[0] + ":1"
    assert (await town.client.forge(card, data))["show_alert"]


async def test_a_groups_task_is_for_its_members_alone(town: Town) -> None:
    other, stranger = await town.client.new_user("Bình"), await town.client.new_user("Người lạ")
    group = await town.client.new_chat("supergroup", "Phòng Tổng hợp", [town.person, other, BOT_ID])
    card = await town.take(group, await town.publish(4))
    mine = await town.client.press(card, "Tôi làm", user=other)
    assert "Người làm: Bình" in mine["text"]
    state = button_data(card, "Xong")
    await town.client.send(stranger, stranger, "/start")
    elsewhere = await town.client.ask(stranger, stranger, "/trogiup")
    for data in (state, button_data(card, "Tôi làm"), button_data(card, "Ghi chú…"), button_data(mine, "Lịch sử"), state[:-1] + "9"):
        assert (await town.client.forge(elsewhere, data, user=stranger))["show_alert"], data
    (held,) = await town.store.held.of_chat(group)
    assert (held.status, held.assignee) == ("todo", "Bình")


async def test_in_a_group_an_answer_to_the_question_is_taken(town: Town) -> None:
    group = await town.client.new_chat("group", "Tổ công tác", [town.person, BOT_ID])
    card = await town.take(group, await town.publish(5))
    question = await town.client.press(card, "Ghi chú…", user=town.person)
    noted = await town.client.ask(town.person, group, "Xong phần một", reply_to=question["message_id"])
    assert "Ghi chú: Xong phần một" in noted["text"]


async def test_reminders_come_in_one_message_to_the_thread(town: Town) -> None:
    forum = await town.client.new_chat("forum", "Diễn đàn", [town.person, BOT_ID])
    thread = (await town.client.post("thread", user=town.person, chat=forum, name="Việc"))["thread"]
    today = datetime.now(UTC) + timedelta(hours=7)
    day = today.date()
    last = None
    for number, due in enumerate((day - timedelta(days=1), day + timedelta(days=1), day + timedelta(days=7)), 60):
        last = await town.take(forum, await town.publish(number, due), thread=thread)
    assert last is not None
    await town.make_due(forum, Template.REMINDERS)
    told = await town.told(forum, "⏰", last["message_id"])
    assert told["message_thread_id"] == thread
    assert told["text"].startswith("⏰ Nhắc việc · ")
    heads = [line for line in told["text"].splitlines() if line in ("Vừa quá hạn", "Đến hạn ngay", "Còn khoảng một tuần")]
    assert heads == ["Vừa quá hạn", "Đến hạn ngay", "Còn khoảng một tuần"]
    assert told["text"].count("rà soát biên chế") == 3
    assert "(quá 1 ngày), Lan" in told["text"]
    listed = await town.client.press(told, "Việc đã nhận", user=town.person)
    assert "1–3/3" in listed["text"]
    assert (await town.order(forum, Template.REMINDERS)).order.working_days
    assert is_working_day((await town.order(forum, Template.REMINDERS)).next_slot.date())  # type: ignore[union-attr]


async def test_in_a_channel_its_administrators_alone_take_tasks_over(town: Town) -> None:
    reader = await town.client.new_user("Độc giả")
    channel, article = await town.channel(), await town.publish(7)
    await town.client.post("member", chat=channel, member=reader, status="member", by=town.person)
    await town.client.send(town.person, channel, f"/nhiemvu {article}")
    shown = await town.client.wait_for(channel, lambda message: message["text"].startswith("☑️ Nhiệm vụ"))
    picking = await town.client.press(shown, "Nhận việc", user=reader)
    assert (await town.client.tap(picking, "1", user=reader))["show_alert"]
    assert await town.store.held.of_chat(channel) == ()
    assert "· chưa làm" in (await town.client.press(picking, "1", user=town.person))["text"]


async def test_what_is_followed_is_told_once_for_all_that_comes_together(town: Town) -> None:
    await town.publish(8)
    shown = await town.client.ask(town.person, town.person, "/vanban 8-NQ/TU")
    followed = await town.client.press(shown, "Theo dõi")
    assert followed["text"].startswith("Đã theo dõi: 8-NQ/TU.")
    assert buttons(followed)[0] == "✕ văn bản: 8-NQ/TU"
    people = await town.client.ask(town.person, town.person, "/theodoi Trần Văn Khải")
    assert "✕ người: Trần Văn Khải" in buttons(people)
    card = await town.client.ask(town.person, town.person, "/theodoi tinh: Hồng Lam")
    await town.publish(8, date(2024, 7, 1))
    await town.publish(9)
    await town.make_due(town.person, Template.ALERT)
    told = await town.told(town.person, "🔔", card["message_id"])
    assert told["text"].startswith("🔔 2 bài mới về điều đang theo dõi")
    assert "Theo dõi: 8-NQ/TU, Trần Văn Khải, Hồng Lam" in told["text"]
    assert len([one for one in await town.client.transcript(town.person) if one.get("text", "").startswith("🔔 2")]) == 1
    left = await town.client.press(await town.client.press(told, "Đang theo dõi"), "✕ người: Trần Văn Khải")
    assert left["text"].startswith("Đã thôi theo dõi: Trần Văn Khải.")
    assert "＋ Nghị quyết 8-NQ/TU" not in buttons(left)


async def test_what_a_chat_opens_is_suggested(town: Town) -> None:
    await town.publish(10)
    await town.client.ask(town.person, town.person, "/vanban 10-NQ/TU")
    await town.client.ask(town.person, town.person, "/nguoi Trần Văn Khải")
    listed = await town.client.ask(town.person, town.person, "/theodoi")
    assert {"＋ Nghị quyết 10-NQ/TU", "＋ Trần Văn Khải"} <= set(buttons(listed))
    followed = await town.client.press(listed, "＋ Trần Văn Khải")
    assert "✕ người: Trần Văn Khải" in buttons(followed)


async def test_a_group_and_a_channel_follow_by_their_administrators(town: Town) -> None:
    other = await town.client.new_user("Bình")
    group = await town.client.new_chat("supergroup", "Phòng Pháp chế", [town.person, other, BOT_ID])
    refused = await town.client.ask(other, group, "/theodoi 11-NQ/TU")
    assert refused["text"].startswith("Trong nhóm và kênh, chỉ quản trị viên")
    card = await town.client.ask(town.person, group, "/theodoi 11-NQ/TU")
    assert (await town.client.tap(card, "✕ văn bản: 11-NQ/TU", user=other))["show_alert"]
    channel = await town.channel()
    await town.client.send(town.person, channel, "/theodoi 11-NQ/TU")
    await town.client.wait_for(channel, lambda message: message["text"].startswith("Đã theo dõi"))
    await town.publish(11)
    for chat in (group, channel):
        await town.make_due(chat, Template.ALERT)
        assert "Theo dõi: 11-NQ/TU" in (await town.told(chat, "🔔"))["text"]


async def test_anothers_reminders_are_not_shown(town: Town) -> None:
    stranger = await town.client.new_user("Người lạ")
    card = await town.take(town.person, await town.publish(12, (datetime.now(UTC) + timedelta(days=1, hours=7)).date()))
    await town.make_due(town.person, Template.REMINDERS)
    await town.told(town.person, "⏰", card["message_id"])
    await town.client.send(stranger, stranger, "/start")
    help_page = await town.client.ask(stranger, stranger, "/trogiup")
    digests = (f"{action}:{number}{page}" for action, page in (("g", ":0"), ("f", "")) for number in range(1, 40))
    for data in digests:
        await town.client.forge(help_page, data, user=stranger)
    assert not any("⏰" in message.get("text", "") for message in await town.client.transcript(stranger))
    assert labels(help_page)
