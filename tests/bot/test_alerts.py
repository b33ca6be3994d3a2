"""Owners are told of trouble, and not more often than they can bear."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts import MANY, STALLED, Alerts
from bot.config import Settings
from bot.metrics import Signs
from briefings.rendering.messages import Message
from briefings.store.ledger import Parcel
from briefings.store.store import Store

NOW = datetime(2024, 12, 16, 8, 50, tzinfo=UTC)
OWNERS = (11, 12)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await Store.open(database_url)
    yield opened
    await opened.close()


def alerts(store: Store, signs: Signs) -> Alerts:
    return Alerts(store, Settings(_env_file=None, token="1:a", owners=OWNERS), signs)  # type: ignore[call-arg, arg-type]  # read by pydantic


async def told(store: Store, at: datetime) -> list[int]:
    """Who has a message waiting at `at`."""
    return [head.chat_id for head in await store.ledger.heads(at, 100) if head.chat_id in OWNERS]


async def test_failures_are_told_from_a_number_on(store: Store) -> None:
    signs = Signs()
    looking = alerts(store, signs)
    for _ in range(MANY - 1):
        signs.fail()
    await looking.look(NOW)
    assert await told(store, NOW) == []
    for _ in range(MANY):
        signs.fail()
    await looking.look(NOW)
    assert await told(store, NOW) == list(OWNERS)


async def test_a_kind_is_told_once_an_hour_by_whichever_process(store: Store) -> None:
    first, second = alerts(store, Signs()), alerts(store, Signs())
    await first.tell("alert-errors", NOW, count="9")
    await second.tell("alert-errors", NOW + timedelta(minutes=20), count="9")  # in the next hour of the clock
    await first.tell("alert-errors", NOW + timedelta(minutes=61), count="9")
    counts = await store.ledger.counts()
    assert sum(counts.values()) == 2 * len(OWNERS)


async def test_a_stall_is_told_by_the_leader_alone(store: Store) -> None:
    await store.ledger.enqueue([Parcel("a", 1, (Message("x"),), NOW - STALLED - timedelta(minutes=1))])
    await alerts(store, Signs()).look(NOW)
    assert await told(store, NOW) == []
    await store.lease.beat()
    await alerts(store, Signs()).look(NOW)
    assert await told(store, NOW) == list(OWNERS)


async def test_what_is_sent_in_time_is_no_stall(store: Store) -> None:
    await store.lease.beat()
    await store.ledger.enqueue([Parcel("a", 1, (Message("x"),), NOW - timedelta(minutes=1))])
    await alerts(store, Signs()).look(NOW)
    assert await told(store, NOW) == []
