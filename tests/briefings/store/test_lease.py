"""One process leads: another one as soon as it is dead, and it knows itself before anybody can take it for dead."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest

from briefings.store.lease import PATIENCE, Lease
from briefings.store.ledger import LeaseLostError
from briefings.store.life import life_of
from briefings.store.store import Store
from tests.briefings.store.test_inbox import NOW

HOLDS = """
import asyncio, sys
from briefings.store.store import Store

async def main():
    store = await Store.open(sys.argv[1])
    await store.lease.beat()
    print(store.lease.fence, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def joined(database_url: str, clock: Clock) -> AsyncIterator[Callable[[], Lease]]:
    """Opens the database as one more process; its lease."""
    stores = [await Store.open(database_url) for _ in range(3)]
    leases = [Lease(store._database, life_of(store._database), clock) for store in stores]
    unused = iter(leases)
    yield lambda: next(unused)
    for lease, store in zip(leases, stores, strict=True):
        await lease.end()
        await store.close()


async def test_the_first_leads_and_the_second_waits(joined: Callable[[], Lease]) -> None:
    first, second = joined(), joined()
    for lease in (first, second, first, second):
        await lease.beat()
    assert (first.fence, second.fence) == (1, None)
    assert first.number != second.number


async def test_who_leaves_is_followed_at_once_under_a_higher_number(joined: Callable[[], Lease]) -> None:
    first, second = joined(), joined()
    await first.beat()
    await second.beat()
    await first.leave()
    await second.beat()
    assert (first.fence, second.fence) == (None, 2)
    await first.beat()
    assert first.fence is None


async def test_one_that_shows_no_life_is_dead_after_the_lease(joined: Callable[[], Lease], clock: Clock) -> None:
    first, second = joined(), joined()
    await first.beat()
    await second.beat()
    clock.now += PATIENCE
    assert first.fence is None  # by its own clock, before anybody can take over
    assert not first.valid
    await second.beat()
    assert second.fence is None
    clock.now += 0.1
    await second.beat()
    assert second.fence == 2
    await first.beat()  # it thaws: it is somebody new, and leads no more
    assert first.fence is None
    assert first.valid


async def test_one_that_beats_is_never_taken_for_dead(joined: Callable[[], Lease], clock: Clock) -> None:
    leases = joined(), joined(), joined()
    for _ in range(30):
        for lease in leases:
            await lease.beat()
            clock.now += PATIENCE / 10
    assert [lease.fence for lease in leases] == [1, None, None]


async def test_whoever_lost_the_lease_can_claim_nothing(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        old, new = [await Store.open(database_url) for _ in range(2)]
        for store in (old, new):
            stack.push_async_callback(store.close)
        await old.lease.beat()
        fence = old.lease.fence
        assert fence == 1
        assert await old.ledger.turn([], [], fence, NOW) == []
        await old.lease.leave()
        await new.lease.beat()
        with pytest.raises(LeaseLostError):
            await old.ledger.turn([], [], fence, NOW)


async def test_a_process_that_is_killed_is_followed_with_the_next_beat(database_url: str) -> None:
    store = await Store.open(database_url)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDS, database_url, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"1\n"
    await store.lease.beat()
    assert store.lease.fence is None
    process.send_signal(signal.SIGKILL)
    await process.wait()
    async with asyncio.timeout(10):
        while store.lease.fence is None:  # PostgreSQL has to notice that the connection is gone
            await store.lease.beat()
    assert store.lease.fence == 2
    await store.close()


async def test_a_process_that_is_frozen_is_alive_to_the_system(database_url: str) -> None:
    store = await Store.open(database_url)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDS, database_url, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    await process.stdout.readline()
    process.send_signal(signal.SIGSTOP)
    clock = Clock()
    lease = Lease(store._database, life_of(store._database), clock)
    await lease.beat()
    assert lease.fence is None
    clock.now += PATIENCE - 1
    await lease.beat()
    assert lease.fence is None
    clock.now += 2
    await lease.beat()
    assert lease.fence == 2
    process.kill()
    await process.wait()
    await lease.end()
    await store.close()
