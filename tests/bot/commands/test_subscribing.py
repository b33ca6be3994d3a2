"""Subscribing without Telegram: every way through the dialogue, every button under a subscription, who may press it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.commands import choosing, digests, subscribing
from bot.question import Place, Question
from bot.sandbox.entities import formatted
from briefings.errors import NotFound, UsageError
from briefings.parse import parse
from briefings.rendering.messages import Message, shown
from briefings.rendering.taps import read_tap
from briefings.rendering.texts import LANGUAGES, texts
from briefings.store.store import Store
from briefings.subscription import Every, Filters, QuietHours, Rhythm, Template
from tests.conftest import url_in

NOW = datetime(2024, 12, 20, 3, tzinfo=UTC)  # a Friday, 10:00 in Hanoi
TAPS = {"y": subscribing.choose, "u": subscribing.manage, "g": digests.show_page, "f": digests.show_full}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(url_in(tmp_path, datetime(2024, 12, 16, tzinfo=UTC)))
    yield opened
    await opened.close()


class Person:
    """Somebody in a chat, who may decide for it or may not."""

    def __init__(self, store: Store, *, chat: int = 7, ruling: bool = True, language: str = "vi", **place: Any) -> None:
        async def rules() -> bool:
            return ruling

        self.store, self.words = store, texts(language)
        self.place = Place(chat, person=5, rules=rules, at=NOW, **place)

    def question(self, argument: str = "") -> Question:
        return Question(self.store, self.words, NOW.date(), (), argument, self.place)

    async def subscribe(self, line: str = "") -> Message:
        return await subscribing.subscribe(self.question(line))

    async def settings(self, argument: str = "") -> Message:
        return await choosing.settings(self.question(argument))

    async def tap(self, data: str) -> Message:
        if data.startswith("c:"):
            return await {"c:dangky": subscribing.subscribe, "c:caidat": choosing.settings}[data](self.question())
        told = read_tap(data)
        assert told is not None, data
        return await TAPS[told.action](self.question(), told)

    async def press(self, message: Message, label: str) -> Message:
        return await self.tap(button(message, label))


def button(message: Message, label: str) -> str:
    """What the button carries that begins with `label`."""
    return next(str(one.data) for row in message.keyboard for one in row if one.text.startswith(label))


def checked(message: Message) -> Message:
    """As it was, once TDLib has read it as we do."""
    read = formatted(message.html, "HTML")
    assert " ".join(read.text.split()) == " ".join(shown(message.html).split())
    return message


@pytest.mark.parametrize(
    ("ways", "rhythm", "template", "filters"),
    [
        (("Bản tin gọn", "Hằng ngày", "06:30", "Mọi bài"), Rhythm(Every.DAY, time(6, 30)), Template.BRIEF, Filters()),
        (("Bản tin đầy đủ", "Hằng tuần", "Chủ nhật", "18:00", "Mọi bài"), Rhythm(Every.WEEK, time(18), 6), Template.FULL, Filters()),
        (("Chỉ nhiệm vụ", "Hằng tháng", "Cuối tháng", "07:30", "Mọi bài"), Rhythm(Every.MONTH, monthday=31), Template.TASKS, Filters()),
        (
            ("Bản tin gọn", "Ngay khi có bài", "Nghị quyết 18"),
            Rhythm(Every.ONCE_PUBLISHED),
            Template.BRIEF,
            Filters(documents=("18-NQ/TW",)),
        ),
    ],
)
async def test_the_dialogue_leads_to_an_order(
    store: Store, ways: tuple[str, ...], rhythm: Rhythm, template: Template, filters: Filters
) -> None:
    person = Person(store)
    message = await person.subscribe()
    for label in ways:
        message = checked(await person.press(message, label))
    (one,) = await store.subscriptions.of_chat(7)
    assert (one.order.rhythm, one.order.template, one.order.filters) == (rhythm, template, filters)
    assert message.html.startswith("🗓 <b>Đã đăng ký.</b>")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_step_leads_back_to_the_beginning(store: Store, language: str) -> None:
    person = Person(store, language=language)
    steps, todo = set[str](), ["c:dangky"]
    while todo:
        data = todo.pop()
        if data in steps or data.count(":") == 5:  # the last tap subscribes
            continue
        steps.add(data)
        message = checked(await person.tap(data))
        assert sum(len(row) for row in message.keyboard) > 1
        leads = [str(one.data) for row in message.keyboard for one in row]
        todo += [*leads[:2], *leads[-2:]]
    assert len(steps) > 10
    assert {data.partition(":")[0] for data in steps} == {"c", "y"}


@pytest.mark.parametrize("data", ["y:9", "y:0:9", "y:0:1:99", "y:0:1:0:731", "y:0:1:0:730:99999"])
async def test_a_forged_choice_is_refused(store: Store, data: str) -> None:
    with pytest.raises(NotFound):
        await Person(store).tap(data)
    assert await store.subscriptions.of_chat(7) == ()


async def test_the_same_order_is_kept_once(store: Store) -> None:
    person = Person(store)
    await person.subscribe("ngày 6h45")
    assert (await person.subscribe("hằng ngày 06:45")).html.startswith("🗓 <b>Đã đăng ký từ trước.</b>")
    assert len(await store.subscriptions.of_chat(7)) == 1


async def test_a_line_that_means_nothing_is_told(store: Store) -> None:
    with pytest.raises(UsageError) as refusal:
        await Person(store).subscribe("tuần T2 25:99")
    assert "25:99" in str(refusal.value.values["words"])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_under_a_subscription_does_what_it_says(store: Store, language: str) -> None:
    person = Person(store, language=language)
    card = checked(await person.subscribe("tuần T2 07:30"))
    for act, changed in ((2, "working_days"), (3, "say_nothing_new")):
        checked(await person.tap(f"u:1:{act}"))
        assert getattr((await store.subscriptions.get(1)).order, changed)
    for quiet in (QuietHours(time(22), time(6)), QuietHours(time(21), time(7)), QuietHours(time(18), time(7)), None):
        checked(await person.tap("u:1:4"))
        assert (await store.subscriptions.get(1)).quiet == quiet
    for active in (False, True):
        checked(await person.tap("u:1:1"))
        assert (await store.subscriptions.get(1)).active is active
    checked(await person.tap("u:1:5"))
    checked(await person.tap("u:1:6"))
    assert await store.subscriptions.of_chat(7) == ()
    assert len(card.keyboard) == 5


@pytest.mark.parametrize("act", [1, 2, 3, 4, 6])
async def test_who_may_not_decide_changes_nothing(store: Store, act: int) -> None:
    await Person(store).subscribe("tuần T2 07:30")
    before, other = await store.subscriptions.get(1), Person(store, ruling=False)
    with pytest.raises(UsageError) as refusal:
        await other.tap(f"u:1:{act}")
    assert refusal.value.text_id == "subscribe-admins-only"
    assert await store.subscriptions.get(1) == before
    assert (await other.tap("u:1:0")).html.startswith("🗓 <b>Bản tin đã đăng ký</b>")


@pytest.mark.parametrize("ask", ["subscribe", "settings"])
async def test_who_may_not_decide_subscribes_to_nothing(store: Store, ask: str) -> None:
    other = Person(store, ruling=False)
    with pytest.raises(UsageError):
        await getattr(other, ask)({"subscribe": "ngày 6h45", "settings": "22:00-06:00"}[ask])
    with pytest.raises(UsageError):
        await other.tap("y:0:0:0:730:0")
    assert await store.subscriptions.of_chat(7) == ()


async def test_another_chats_subscription_cannot_be_reached(store: Store) -> None:
    await Person(store).subscribe("tuần T2 07:30")
    for act in range(8):
        with pytest.raises(NotFound):
            await Person(store, chat=8).tap(f"u:1:{act}")
    assert len(await store.subscriptions.of_chat(7)) == 1


async def test_zone_and_quiet_hours_are_set_for_all_and_inherited(store: Store) -> None:
    person = Person(store)
    await person.subscribe("ngày 6h45")
    await person.settings("Europe/Berlin")
    await person.settings("22h-6h30")
    await person.subscribe("tuần T2 07:30")
    first, second = await store.subscriptions.of_chat(7)
    assert {one.zone for one in (first, second)} == {"Europe/Berlin"}
    assert {one.quiet for one in (first, second)} == {QuietHours(time(22), time(6, 30))}
    assert first.next_slot == datetime(2024, 12, 20, 5, 45, tzinfo=UTC)
    listed = checked(await person.settings())
    assert [row[0].data for row in listed.keyboard if str(row[0].data).startswith("u:")] == ["u:1:0", "u:2:0"]


@pytest.mark.parametrize("argument", ["../../etc/passwd", "Mars/Olympus", "25:00-06:00", "x" * 5000, "\0"])
async def test_settings_that_mean_nothing_are_refused(store: Store, argument: str) -> None:
    with pytest.raises(UsageError) as refusal:
        await Person(store).settings(argument)
    assert refusal.value.text_id == "settings-unclear"


async def test_of_several_one_is_chosen_to_end(store: Store) -> None:
    person = Person(store)
    assert (await subscribing.unsubscribe(person.question())).html.startswith("Chưa đăng ký bản tin nào.")
    await person.subscribe("ngày 6h45")
    await person.subscribe("tức thì")
    asked = checked(await subscribing.unsubscribe(person.question()))
    ended = checked(await person.press(asked, "Bản tin gọn · ngay khi có bài"))
    assert ended.html == "🗓 <b>Đã huỷ</b>: Bản tin gọn · ngay khi có bài"
    assert [one.order.rhythm.every for one in await store.subscriptions.of_chat(7)] == [Every.DAY]


async def test_a_digest_now_is_of_what_is_new_else_of_the_last_week_else_of_the_newest(store: Store) -> None:
    person = Person(store)
    week = checked(await digests.briefing(person.question()))
    assert week.html.startswith("🗞 <b>Bản tin tuần</b> · 13–20/12/2024\n5 bài mới")
    await person.subscribe("tuần T2 07:30")
    await store.add(parse("Giao ban mới\nSở Nội vụ họp."), NOW)
    assert "1 bài mới" in (await digests.briefing(person.question())).html
    much_later = Person(store, chat=8)
    much_later.place = Place(8, at=datetime(2030, 1, 1, tzinfo=UTC))
    assert (await digests.briefing(much_later.question())).html.startswith("🗞 <b>Tin mới</b>")


async def test_all_of_a_brief_digest_is_one_tap_away(store: Store) -> None:
    person = Person(store)
    full = checked(await person.press(await digests.briefing(person.question()), "Xem đủ"))
    assert full.html.startswith("🗞 <b>Bản tin tuần</b>")
    assert button(full, "1/").startswith("n:")
    assert "Xem đủ" not in {one.text for row in full.keyboard for one in row}
    assert checked(await person.press(full, "Sau")).html != full.html
