"""Reminders and alerts, clocks, stops and crashes at random beside a simple model: nothing is lost, nothing is told twice."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import Schedule
from bot.slots import first_slots, is_working_day, reckon
from briefings.following import Field
from briefings.parse import parse
from briefings.rendering.digests import Press
from briefings.store.staff import Actor
from briefings.store.store import Store
from briefings.subscription import Every, Filters, Order, Rhythm, Subscription, Template

DAY = timedelta(days=1)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BEGINNINGS = ("2026-11-26", "2024-12-27", "2026-02-10", "2024-02-26")  # a Thursday, new year, Tết, 29 February
HOUR = time(7, 30)
TASKS = 6
SENT = "SELECT html FROM outgoing WHERE chat_id = ? ORDER BY id"
ARTICLE = """Hội nghị giao ban tháng 5 tỉnh Hồng Lam
Đồng chí Trần Văn Khải, Bí thư Tỉnh ủy, yêu cầu Sở Nội vụ thực hiện các nhiệm vụ sau:
""" + "\n".join(f"{number}. Rà soát phần {number} của đề án." for number in range(1, TASKS + 1))

dues = st.lists(st.integers(-2, 25), min_size=TASKS, max_size=TASKS)
acts = st.lists(
    st.tuples(st.just("wait"), st.sampled_from([30, 600, 1440, 1440, 1440, 4320, 11000]))
    | st.tuples(st.sampled_from(["tick", "tick", "crash", "publish"]), st.integers(0, 3)),
    min_size=10,
    max_size=30,
)


class Model:
    """What a chat is told, worked out slot by slot: of each task its marks not told yet whose working day has come."""

    def __init__(self, begin: datetime, days: list[int]) -> None:
        self.here = begin.astimezone(HANOI).date()
        self.begin = begin
        self.dues = [self.here + days_from * DAY for days_from in days]
        self.told: list[tuple[int, str]] = []
        self.last = begin

    def tick(self, now: datetime) -> None:
        slots = [slot for slot in self._slots(now) if self.last < slot <= now]
        if not slots:
            return
        before, first, here = self._day(self.last), self._day(slots[0]), self._day(slots[-1])
        if self.last == self.begin:
            before = (self.begin - DAY).astimezone(HANOI).date()
        for number, due in enumerate(self.dues, 1):
            marks = {cause: self._at_work(due - days * DAY) for cause, days in (("soon", 1), ("ahead", 7))}
            if due < here:
                self.told += [(number, "late")] if due >= before else []
            elif cause := next((cause for cause, day in marks.items() if first <= day <= here), None):
                self.told.append((number, cause))
        self.last = slots[-1]

    def _slots(self, now: datetime) -> list[datetime]:
        days = [self._day(self.last) + days * DAY for days in range((now - self.last).days + 2)]
        return [datetime.combine(day, HOUR, HANOI).astimezone(UTC) for day in days if is_working_day(day)]

    def _at_work(self, day: date) -> date:
        """The working day on which something of this day is told: itself, or the one before."""
        while not is_working_day(day):
            day -= DAY
        return day

    @staticmethod
    def _day(at: datetime) -> date:
        return at.astimezone(HANOI).date()


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with one article of tasks that state no day, to be copied."""
    path = tmp_path_factory.mktemp("stocked") / "giaoban.db"

    async def make() -> None:
        store = await Store.open(f"sqlite+aiosqlite:///{path}")
        await store.add(parse(ARTICLE), datetime(2024, 1, 1, tzinfo=UTC))
        await store.close()

    asyncio.run(make())
    return path


async def _settle(store: Store, begin: datetime, model: Model) -> None:
    """Chat 7 takes every task over, chat 8 follows an organisation and some words."""
    who = Actor(5, "Lan", begin)
    tasks = (await store.article(1)).briefing.tasks
    assert len(tasks) >= TASKS
    for task, due in zip(tasks, model.dues, strict=False):
        one = await store.held.take(7, 1, task.quote.start, who, "Lan")
        await store.held.change(7, one.id, Field.DUE, due.isoformat(), who)
    remind = Order(Rhythm(Every.DAY, HOUR), Template.REMINDERS, working_days=True)
    alert = Order(Rhythm(Every.ONCE_PUBLISHED), Template.ALERT, Filters(organisations=("Sở Nội vụ",), words=("quan trọng",)))
    for chat, order, covered in ((7, remind, begin - DAY), (8, alert, begin)):
        new = Subscription(0, chat, 0, order, "vi", str(HANOI), None, True, covered, 0, None, None)
        await store.subscriptions.add(first_slots(new, begin), None)


async def play(path: Path, begin: datetime, model: Model, script: list[tuple[str, int]]) -> list[int]:
    """Act it out; the numbers of the articles published that chat 8 wants to be told of."""
    store, now, number = await Store.open(f"sqlite+aiosqlite:///{path}"), begin, 0
    wanted: list[int] = []
    await _settle(store, begin, model)
    for act, amount in [*script, ("wait", 1), ("tick", 0)]:
        if act == "wait":
            now += timedelta(minutes=amount, seconds=7)
        elif act == "publish":
            number += 1
            words = ("Sở Nội vụ yêu cầu các phòng họp", "Việc quan trọng", "Trời đẹp", "Sở Nội vụ yêu cầu làm việc quan trọng")[amount]
            wanted += [number] if amount != 2 else []
            await store.add(parse(f"Hội nghị số {number}\n{words} lần {number}."), now)
        else:
            if act == "crash":
                await _half_a_tick(store, now, amount)
                await store.close()
                store = await Store.open(f"sqlite+aiosqlite:///{path}")
            await Schedule(store, Press()).tick(now)
            model.tick(now)
    await store.close()
    return wanted


async def _half_a_tick(store: Store, now: datetime, steps: int) -> None:
    """As far as a tick came before its process was killed."""
    await store.subscriptions.plan(now, reckon, limit=100 if steps else 1)
    if steps > 1:
        await Schedule(store, Press())._make_digests()
    if steps > 2:
        await store.subscriptions.hand_over(limit=1)


HEADS = {"Vừa quá hạn": "late", "Đến hạn ngay": "soon", "Còn khoảng một tuần": "ahead"}


def said(html: list[str]) -> list[tuple[int, str]]:
    """The tasks that reminders name, and why, message by message."""
    found: list[tuple[int, str]] = []
    for message in html:
        cause = ""
        for line in message.splitlines():
            cause = HEADS.get(line.removeprefix("<b>").removesuffix("</b>"), cause)
            if item := re.match(r"• <b>(\d+)\.", line):
                found.append((int(item[1]), cause))
    return found


@pytest.mark.long
@given(st.sampled_from(BEGINNINGS), st.integers(0, 23), dues, acts)
def test_each_reminder_and_each_alert_comes_once(stocked: Path, day: str, hour: int, due: list[int], script: list[tuple[str, int]]) -> None:
    begin = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    model = Model(begin, due)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(stocked, folder))
        wanted = asyncio.run(play(path, begin, model, script))
        with sqlite3.connect(path) as database:
            reminded, alerted = ([html for (html,) in database.execute(SENT, (chat,))] for chat in (7, 8))
        database.close()
    assert sorted(said(reminded)) == sorted(model.told)
    assert len(set(said(reminded))) == len(said(reminded))
    assert sorted(int(number) for html in alerted for number in re.findall(r"Hội nghị số (\d+)</b>", html)) == wanted
