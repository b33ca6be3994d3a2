"""Updates are kept once and worked on once, whoever dies between."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator

import pytest

from briefings.errors import StoreError
from briefings.store.inbox import KEPT, Received, made, remember, working_on
from briefings.store.store import Store

NOW = dt.datetime(2025, 3, 3, 8, tzinfo=dt.UTC)


def received(number: int) -> Received:
    return Received(number, f'{{"update_id": {number}}}')


@pytest.fixture
async def pair(database_url: str) -> AsyncIterator[tuple[Store, Store]]:
    """Two processes' stores of one database, both alive."""
    stores = await Store.open(database_url), await Store.open(database_url)
    for store in stores:
        await store.lease.beat()
        await store.inbox.adopt(store.lease.number)
    yield stores
    for store in stores:
        await store.close()


async def adopted(store: Store) -> list[int]:
    await store.lease.beat()
    return [left.id for left in await store.inbox.adopt(store.lease.number)]


async def test_an_update_is_new_once(pair: tuple[Store, Store]) -> None:
    one, other = pair
    assert await one.inbox.put(received(7), NOW)
    assert not await one.inbox.put(received(7), NOW)
    assert not await other.inbox.put(received(7), NOW)
    assert (one.inbox.holds(7), other.inbox.holds(7)) == (True, False)


async def test_of_those_that_come_at_once_each_is_new_once(pair: tuple[Store, Store]) -> None:
    arriving = [store.inbox.put(received(number % 100), NOW) for number in range(300) for store in pair]
    assert sum(await asyncio.gather(*arriving)) == 100


async def test_what_is_done_is_not_new_either(pair: tuple[Store, Store]) -> None:
    one, other = pair
    await one.inbox.put(received(7), NOW)
    one.inbox.finish(7)
    await one.inbox.settle()
    assert not one.inbox.holds(7)
    assert not await other.inbox.put(received(7), NOW)


async def test_a_process_that_left_leaves_its_updates_to_the_next(pair: tuple[Store, Store]) -> None:
    one, other = pair
    for number in (9, 7, 8):
        await one.inbox.put(received(number), NOW)
    one.inbox.finish(8)
    await one.inbox.settle()
    assert await adopted(other) == []
    await one.lease.leave()
    assert await adopted(other) == [7, 9]
    assert other.inbox.holds(7)
    assert await adopted(other) == []


async def test_who_comes_back_as_another_goes_on_with_what_nobody_took(pair: tuple[Store, Store]) -> None:
    one, other = pair
    for number in (7, 8):
        await one.inbox.put(received(number), NOW)
    await one.lease.leave()
    assert await adopted(one) == []  # it has them in hand already
    assert one.inbox.holds(7)
    await one.lease.leave()
    assert await adopted(other) == [7, 8]
    assert await adopted(one) == []
    assert not one.inbox.holds(7)


async def test_what_an_update_made_is_found_when_it_is_begun_again(pair: tuple[Store, Store]) -> None:
    one, other = pair
    await one.inbox.put(received(7), NOW)

    async def make(store: Store, number: int) -> int:
        async with store._database.writing() as session:
            known = await made(session)
            if known is None:
                await remember(session, number)
            return known or number

    with working_on(7):
        assert await make(one, 31) == 31
        assert await make(other, 32) == 31
    assert await make(one, 33) == 33  # no update is in work: nothing is kept
    with working_on(7):
        assert await make(one, 34) == 31


async def test_only_what_is_done_and_old_is_forgotten(pair: tuple[Store, Store]) -> None:
    one, _ = pair
    for number, at in ((1, NOW - KEPT * 2), (2, NOW - KEPT * 2), (3, NOW)):
        await one.inbox.put(received(number), at)
    for number in (1, 3):
        one.inbox.finish(number)
    await one.inbox.settle()
    await one.inbox.forget(NOW)
    assert [await one.inbox.put(received(number), NOW) for number in (1, 2, 3)] == [True, False, False]


async def test_what_cannot_be_kept_is_said_so_and_may_come_again(database_url: str) -> None:
    store = await Store.open(database_url)
    database = store.inbox._database
    store.inbox._database = type(database)("sqlite+aiosqlite:////nowhere/giaoban.db")
    with pytest.raises(StoreError):
        await store.inbox.put(received(7), NOW)
    store.inbox._database = database
    assert await store.inbox.put(received(7), NOW)
    await store.close()
