"""Updates of one chat keep their order; chats do not wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Chat, Message, Update

from bot.updates import InOrderPerChat

UPDATES = iter(range(1, 1000))


@asynccontextmanager
async def ours(_: int) -> AsyncIterator[bool]:
    """Every update is ours to do."""
    yield True


def update(chat: int) -> Update:
    number = next(UPDATES)
    return Update(number, message=Message(number, date=None, chat=Chat(chat, "private")))  # type: ignore[arg-type]  # no date is asked for


async def test_a_chats_updates_are_done_in_the_order_they_came() -> None:
    done: list[int] = []
    slow = asyncio.Event()

    async def first() -> None:
        await slow.wait()
        done.append(1)

    async def then(number: int) -> None:
        done.append(number)

    processor = InOrderPerChat(ours)
    work = [asyncio.create_task(processor.process_update(update(7), doing)) for doing in (first(), then(2), then(3))]
    await asyncio.sleep(0)
    slow.set()
    await asyncio.gather(*work)
    assert done == [1, 2, 3]


async def test_another_chat_does_not_wait() -> None:
    held, answered = asyncio.Event(), asyncio.Event()

    async def quick() -> None:
        answered.set()

    processor = InOrderPerChat(ours)
    slow = asyncio.create_task(processor.process_update(update(7), held.wait()))
    await asyncio.wait_for(processor.process_update(update(8), quick()), 5)
    assert answered.is_set()
    assert not slow.done()
    held.set()
    await slow


async def test_an_update_that_fails_holds_nothing_up() -> None:
    async def fail() -> None:
        raise ValueError("broken")

    async def fine() -> None:
        done.append("fine")

    done: list[str] = []
    processor = InOrderPerChat(ours)
    failing = asyncio.create_task(processor.process_update(update(7), fail()))
    await processor.process_update(update(7), fine())
    with pytest.raises(ValueError, match="broken"):
        await failing
    assert done == ["fine"]


async def test_nothing_is_kept_of_a_chat_at_rest() -> None:
    async def nothing() -> None:
        return

    processor = InOrderPerChat(ours)
    for chat in range(5):
        await processor.process_update(update(chat), nothing())
    assert processor._last == {}  # a leak shows nowhere else


async def test_what_is_no_more_ours_is_left_alone() -> None:
    @asynccontextmanager
    async def theirs(_: int) -> AsyncIterator[bool]:
        yield False

    done: list[str] = []

    async def do() -> None:
        done.append("done")

    await InOrderPerChat(theirs).process_update(update(7), do())
    assert done == []
