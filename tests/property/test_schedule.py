"""Subscriptions, clocks, stops and crashes at random beside a simple model: each slot is served once, never early, never in quiet hours."""

from __future__ import annotations

import asyncio
import json
import tempfile
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.schedule import Schedule
from bot.slots import LATE, awake_at, first_slots, is_working_day, reckon
from briefings.parse import parse
from briefings.rendering.digests import Press
from briefings.store.database import Database
from briefings.store.store import Store
from briefings.subscription import Every, Order, QuietHours, Rhythm, Subscription
from tests.conftest import empty_out, url_in

DAY = timedelta(days=1)
# Days around which clocks and calendars do odd things: 29 February, 1 January, Tết, and daylight saving of four zones.
BEGINNINGS = ("2024-02-27", "2024-12-30", "2025-01-24", "2026-02-12", "2025-03-29", "2025-10-25", "2025-03-08", "2025-11-01", "2025-04-05")
ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
WAITS = (1, 6, 59, 61, 600, 1440, 3000, 11000, 50000)  # minutes

clocks = st.sampled_from([time(0), time(2, 30), time(6, 45), time(7, 30), time(23, 59)])
rhythms = st.builds(Rhythm, st.sampled_from(list(Every)), clocks, st.integers(0, 6), st.sampled_from([1, 15, 29, 31]))
orders = st.builds(Order, rhythms, working_days=st.booleans())
quiets = st.none() | st.builds(QuietHours, clocks, clocks)
subscriptions = st.lists(st.tuples(orders, st.sampled_from(ZONES), quiets), min_size=1, max_size=4)
acts = st.lists(
    st.tuples(st.just("wait"), st.sampled_from(WAITS)) | st.tuples(st.sampled_from(["publish", "tick", "crash"]), st.integers(0, 3)),
    min_size=4,
    max_size=16,
)


Asked = tuple[Order, str, QuietHours | None]
SERVED = "SELECT subscription_id, slot, stage, asked, delivery.id FROM delivery JOIN digest ON digest.id = digest_id ORDER BY delivery.id"


class Model:
    """One subscription as a few lines would serve it: a set of slots, and what is the last one that was served."""

    def __init__(self, order: Order, zone: str, quiet: QuietHours | None, begin: datetime) -> None:
        self.order, self.zone, self.quiet, self.last = order, zone, quiet, begin
        self.pending = False
        self.served: list[datetime] = []
        self.late: list[bool] = []

    def _days(self, upto: datetime) -> Iterator[date]:
        """The days on which a slot falls, each once."""
        rhythm, seen = self.order.rhythm, set[date]()
        day, end = self.last.astimezone(ZoneInfo(self.zone)).date() - 30 * DAY, upto.astimezone(ZoneInfo(self.zone)).date()
        while day <= end:
            monthday = min(rhythm.monthday, monthrange(day.year, day.month)[1])
            if {Every.DAY: True, Every.WEEK: day.weekday() == rhythm.weekday, Every.MONTH: day.day == monthday}[rhythm.every]:
                moved = day
                while self.order.working_days and not is_working_day(moved):
                    moved += DAY
                if moved not in seen:
                    seen.add(moved)
                    yield moved
            day += DAY

    def tick(self, now: datetime) -> None:
        """Serve the latest slot that is past, unless the chat sleeps."""
        if awake_at(now, self.quiet, self.zone) != now:
            return
        if self.order.rhythm.every is Every.ONCE_PUBLISHED:
            slots = [max(now, self.last + timedelta(microseconds=1))] if self.pending else []  # no two slots are one
            self.pending = False
        else:
            there = ZoneInfo(self.zone)
            slots = [datetime.combine(day, self.order.rhythm.at, there).astimezone(UTC) for day in self._days(now)]
            slots = [slot for slot in slots if self.last < slot <= now]
        if slots:
            self.last = max(slots)
            self.served.append(self.last)
            self.late.append(now - awake_at(self.last, self.quiet, self.zone) > LATE)


async def play(url: str, begin: datetime, asked: list[Asked], script: list[tuple[str, int]]) -> list[Model]:
    """Act it out on an empty store; what the model says."""
    store, now, number = await Store.open(url), begin, 0
    models = [Model(order, zone, quiet, begin) for order, zone, quiet in asked]
    for order, zone, quiet in asked:
        new = Subscription(0, 7, 0, order, "vi", zone, quiet, True, begin, 0, None, None)
        await store.subscriptions.add(first_slots(new, begin), None)
    for act, amount in [*script, ("tick", 0)]:
        if act == "wait":
            now += timedelta(minutes=amount, seconds=7)
        elif act == "publish":
            number += 1
            await store.add(parse(f"Hội nghị số {number}\nSở Nội vụ họp lần {number}."), now)
            for model in models:
                model.pending = True
        else:
            if act == "crash":
                await _half_a_tick(store, now, amount)
                await store.close()
                store = await Store.open(url)
            await Schedule(store, Press()).tick(now)
            for model in models:
                model.tick(now)
    await store.close()
    return models


async def _half_a_tick(store: Store, now: datetime, steps: int) -> None:
    """As far as a tick came before its process was killed: one subscription planned, all planned, digests made, one handed over."""
    await store.subscriptions.plan(now, reckon, limit=100 if steps else 1)
    if steps > 1:
        await Schedule(store, Press())._make_digests()
    if steps > 2:
        await store.subscriptions.hand_over(limit=1)


async def found(url: str, query: str) -> list[Any]:
    """The rows of a query."""
    database = Database(url)
    async with database.reading() as session:
        rows = (await session.execute(text(query))).all()
    await database.engine.dispose()
    return list(rows)


async def acted_and_judged(url: str, begin: str, asked: list[Asked], script: list[tuple[str, int]]) -> None:
    """Act it out, and hold what the store says against the models."""
    models = await play(url, datetime.fromisoformat(begin).replace(hour=5, tzinfo=UTC), asked, script)
    rows, seen = await found(url, SERVED), dict(await found(url, "SELECT id, seen FROM subscription"))
    parcels = {key for (key,) in await found(url, "SELECT key FROM outgoing WHERE part = 0")}
    for number, model in enumerate(models, 1):
        mine = [row for row in rows if row[0] == number]
        windows = [json.loads(row[3]) for row in mine]
        slots = [datetime.fromisoformat(str(row[1])) for row in mine]  # SQLite keeps them as text, without the zone
        assert [slot if slot.tzinfo else slot.replace(tzinfo=UTC) for slot in slots] == model.served
        assert [window["after"] for window in windows] == [0, *(window["upto"] for window in windows)][: len(windows)]
        assert seen[number] == (windows[-1]["upto"] if windows else 0)
        if model.order.rhythm.every is not Every.ONCE_PUBLISHED:
            assert [window["late"] for window in windows] == model.late
        assert {row[2] for row in mine} <= {"prepared", "empty"}
        assert [row[2] == "prepared" for row in mine] == [window["after"] < window["upto"] for window in windows]
    assert parcels == {f"digest:{row[4]}" for row in rows if row[2] == "prepared"}


@pytest.mark.long
@given(st.sampled_from(BEGINNINGS), subscriptions, acts)
def test_each_slot_is_served_once_and_on_time(begin: str, asked: list[Asked], script: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(acted_and_judged(url_in(Path(folder)), begin, asked, script))


@pytest.mark.long
@settings(max_examples=12)  # each empties a whole database
@given(st.sampled_from(BEGINNINGS), subscriptions, acts)
def test_so_it_is_on_postgresql(shared_postgres: str, begin: str, asked: list[Asked], script: list[tuple[str, int]]) -> None:
    empty_out(shared_postgres)
    asyncio.run(acted_and_judged(shared_postgres, begin, asked, script))
