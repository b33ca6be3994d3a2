"""Subscriptions in the store: each slot planned once, each digest made once for all that get it, and handed over once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.slots import first_slots, reckon
from briefings.digest import ask
from briefings.errors import NotFound, StoreError
from briefings.model import Briefing
from briefings.rendering.messages import Button, Message
from briefings.store.ledger import Outcome
from briefings.store.retention import KEPT
from briefings.store.store import Store
from briefings.store.subscriptions import Plan, retell
from briefings.store.tables import ArticleRecord
from briefings.store.tables_outgoing import State
from briefings.store.tables_subscriptions import Stage
from briefings.subscription import Filters, Order, QuietHours, Subscription, read_order

MONDAY = dt.datetime(2024, 12, 16, 3, tzinfo=dt.UTC)
NEXT_MONDAY = dt.datetime(2024, 12, 23, 0, 30, tzinfo=dt.UTC)  # 07:30 in Hanoi
TOLD = (Message("Bản tin"), Message("tiếp", ((Button("Xem đủ", data="f:1"),),)))
Write = Callable[..., Briefing]


def wanted(line: str, chat: int = 7, **more: object) -> Subscription:
    one = Subscription(0, chat, 0, read_order(line), "vi", "Asia/Ho_Chi_Minh", None, True, MONDAY, 0, None, None)
    return first_slots(replace(one, **more), MONDAY)


async def subscribe(store: Store, line: str = "tuần T2 07:30", chat: int = 7, **more: object) -> Subscription:
    return await store.subscriptions.add(wanted(line, chat, **more), 5)


async def publish(store: Store, written: Write, number: int = 1, at: dt.datetime = MONDAY) -> int:
    return (await store.add(written(f"Giao ban số {number}\nHọp.", "2024-12-16"), at)).article_id


async def test_a_subscription_is_kept_as_ordered(store: Store) -> None:
    order = replace(read_order("tháng ngày 15 7h đầy đủ"), filters=Filters(words=("biên chế",), provinces=("Lâm Đồng",)), working_days=True)
    quiet = QuietHours(dt.time(22), dt.time(6, 30))
    kept = await store.subscriptions.add(replace(wanted(""), order=order, thread=3, quiet=quiet, zone="Europe/Berlin"), 5)
    assert await store.subscriptions.get(kept.id) == kept
    assert (kept.order, kept.quiet, kept.thread, kept.zone) == (order, quiet, 3, "Europe/Berlin")
    assert await store.subscriptions.of_chat(7) == (kept,)
    assert await store.subscriptions.of_chat(8) == ()


async def test_what_stood_there_before_is_no_news(store: Store, written: Write) -> None:
    article = await publish(store, written)
    assert (await subscribe(store)).seen == article


async def test_nothing_is_planned_before_its_time(store: Store) -> None:
    one = await subscribe(store)
    assert await store.subscriptions.plan(NEXT_MONDAY - dt.timedelta(seconds=1), reckon) == 0
    assert await store.subscriptions.plan(NEXT_MONDAY, reckon) == 1
    assert await store.subscriptions.plan(NEXT_MONDAY, reckon) == 0
    assert await store.subscriptions.deliveries(one.id) == [(NEXT_MONDAY, Stage.PLANNED)]


async def test_those_that_ask_for_the_same_share_one_digest(store: Store) -> None:
    for chat in (7, 8, 9):
        await subscribe(store, chat=chat)
    await subscribe(store, "tuần T2 07:30 đầy đủ")
    while await store.subscriptions.plan(NEXT_MONDAY, reckon, limit=2):
        pass
    assert len(await store.subscriptions.unrendered()) == 2


async def test_a_digest_goes_to_all_that_wait_for_it_and_to_nobody_twice(store: Store, written: Write) -> None:
    subscribed = [await subscribe(store, chat=chat, thread=chat) for chat in (7, 8)]
    await publish(store, written)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    assert await store.subscriptions.hand_over() == 0  # nothing is rendered yet
    ((digest_id, asked),) = await store.subscriptions.unrendered()
    await store.subscriptions.keep(digest_id, TOLD, [1])
    assert await store.subscriptions.unrendered() == []
    assert [await store.subscriptions.hand_over(limit=1) for _ in range(3)] == [1, 1, 0]
    assert await store.subscriptions.digest(digest_id) == (asked, TOLD)
    assert await store.ledger.counts() == {State.PENDING: 4}
    assert [await store.subscriptions.deliveries(one.id) for one in subscribed] == [[(NEXT_MONDAY, Stage.PREPARED)]] * 2
    assert [head.chat_id for head in await store.ledger.heads(NEXT_MONDAY, 10)] == [7, 8]


async def test_a_digest_that_was_looked_at_before_its_time_is_made_anew(store: Store) -> None:
    for chat in (7, 8):
        await subscribe(store, chat=chat)
    one = await store.subscriptions.get(1)
    asked = ask(one, NEXT_MONDAY, 0, NEXT_MONDAY + dt.timedelta(weeks=1), late=False)
    digest_id = await store.subscriptions.ask(asked)
    await store.subscriptions.keep(digest_id, TOLD, [])
    await store.subscriptions.plan(NEXT_MONDAY, reckon, limit=1)
    assert await store.subscriptions.unrendered() == [(digest_id, asked)]
    await store.subscriptions.keep(digest_id, TOLD, [])
    await store.subscriptions.plan(NEXT_MONDAY, reckon, limit=1)  # the other one gets the same
    assert await store.subscriptions.unrendered() == []


async def test_no_more_than_five_messages_are_sent(store: Store) -> None:
    await subscribe(store)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    ((digest_id, _),) = await store.subscriptions.unrendered()
    await store.subscriptions.keep(digest_id, [Message(str(number)) for number in range(9)], [])
    await store.subscriptions.hand_over()
    assert await store.ledger.counts() == {State.PENDING: 5}
    assert len((await store.subscriptions.digest(digest_id))[1]) == 9


async def test_an_empty_digest_sends_nothing(store: Store) -> None:
    one = await subscribe(store)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    ((digest_id, _),) = await store.subscriptions.unrendered()
    await store.subscriptions.keep(digest_id, (), [])
    assert await store.subscriptions.hand_over() == 1
    assert await store.ledger.counts() == {}
    assert await store.subscriptions.deliveries(one.id) == [(NEXT_MONDAY, Stage.EMPTY)]


async def test_what_one_digest_covers_ends_where_the_next_begins(store: Store, written: Write) -> None:
    await subscribe(store)
    windows = []
    for week in range(3):
        await publish(store, written, week, NEXT_MONDAY + dt.timedelta(weeks=week))  # by its clock even later than the slot
        await store.subscriptions.plan(NEXT_MONDAY + dt.timedelta(weeks=week), reckon)
        ((digest_id, asked),) = await store.subscriptions.unrendered()
        await store.subscriptions.keep(digest_id, TOLD, [])
        windows.append((asked.after, asked.upto))
    assert windows == [(0, 1), (1, 2), (2, 3)]


async def test_what_was_told_is_not_told_again_when_the_newest_article_is_taken_back(store: Store, written: Write) -> None:
    one = await subscribe(store)
    seen = await publish(store, written)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    async with store._database.writing() as session:
        await session.delete(await session.get_one(ArticleRecord, seen))
    await store.subscriptions.plan(NEXT_MONDAY + dt.timedelta(weeks=1), reckon)
    assert (await store.subscriptions.get(one.id)).seen == seen
    assert [(asked.after, asked.upto) for _, asked in await store.subscriptions.unrendered()] == [(0, seen), (seen, seen)]


async def test_what_was_sent_of_a_corrected_article_is_edited(store: Store, written: Write) -> None:
    await subscribe(store)
    article = await publish(store, written)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    ((digest_id, _),) = await store.subscriptions.unrendered()
    await store.subscriptions.keep(digest_id, TOLD, [article])
    await store.subscriptions.hand_over()
    async with store._database.writing() as session:
        await retell(session, article)
    await store.subscriptions.keep(digest_id, (Message("Bản tin đã sửa"),), [article])
    assert await store.subscriptions.correct(NEXT_MONDAY, lambda _: Message("đã gỡ")) == 0  # it is still on its way
    for message_id in (501, 502):
        claimed = await store.ledger.turn((), await store.ledger.heads(NEXT_MONDAY, 1), 1, NEXT_MONDAY)
        await store.ledger.turn([Outcome(row.id, row.chat_id, State.SENT, message_id) for row in claimed], (), 1, NEXT_MONDAY)
    assert [await store.subscriptions.correct(NEXT_MONDAY, lambda _: Message("đã gỡ")) for _ in range(2)] == [1, 0]
    edits = []
    while heads := await store.ledger.heads(NEXT_MONDAY, 1):
        edits += await store.ledger.turn((), heads, 1, NEXT_MONDAY)
    assert [(row.edits, row.message.html) for row in edits] == [(501, "Bản tin đã sửa"), (502, "đã gỡ")]


async def test_a_delivery_of_long_ago_is_dropped_with_its_messages_and_corrected_no_more(store: Store, written: Write) -> None:
    one = await subscribe(store)
    article = await publish(store, written)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    ((digest_id, _),) = await store.subscriptions.unrendered()
    await store.subscriptions.keep(digest_id, TOLD[:1], [article])
    await store.subscriptions.hand_over()
    much_later = NEXT_MONDAY + KEPT + dt.timedelta(seconds=1)
    await store.ledger.forget(much_later)
    (row,) = await store.ledger.turn((), await store.ledger.heads(NEXT_MONDAY, 1), 1, NEXT_MONDAY)  # it was still on its way
    await store.ledger.turn([Outcome(row.id, row.chat_id, State.SENT, 501)], (), 1, NEXT_MONDAY)
    await store.ledger.forget(much_later)
    assert await store.ledger.counts() == {}
    async with store._database.writing() as session:
        await retell(session, article)
    await store.subscriptions.keep(digest_id, (Message("Bản tin đã sửa"),), [article])
    assert await store.subscriptions.correct(much_later, lambda _: Message("đã gỡ")) == 0
    assert (await store.subscriptions.get(one.id)).active


async def test_a_plan_that_fails_leaves_everything_as_it_was(store: Store) -> None:
    one = await subscribe(store)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    moved = await store.subscriptions.get(one.id)

    def the_same_slot_again(_: Subscription, now: dt.datetime) -> Plan:
        return Plan(NEXT_MONDAY, None, None)

    with pytest.raises(StoreError):
        await store.subscriptions.plan(NEXT_MONDAY + dt.timedelta(weeks=1), the_same_slot_again)
    assert await store.subscriptions.get(one.id) == moved
    assert await store.subscriptions.deliveries(one.id) == [(NEXT_MONDAY, Stage.PLANNED)]


async def test_who_wants_it_at_once_is_due_with_a_new_article_and_not_with_a_known_one(store: Store, written: Write) -> None:
    one = await subscribe(store, "tức thì")
    assert (one.next_slot, one.due_at) == (None, None)
    await publish(store, written)
    assert (await store.subscriptions.get(one.id)).due_at == MONDAY
    await store.subscriptions.plan(MONDAY, reckon)
    await publish(store, written)  # the same text
    assert (await store.subscriptions.get(one.id)).due_at is None


async def test_a_paused_subscription_is_left_alone(store: Store) -> None:
    one = await subscribe(store)
    await store.subscriptions.change(replace(one, active=False))
    assert await store.subscriptions.plan(NEXT_MONDAY, reckon) == 0


async def test_a_change_leaves_what_was_covered_meanwhile(store: Store, written: Write) -> None:
    before = await subscribe(store)
    article = await publish(store, written)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    await store.subscriptions.change(replace(before, order=Order(before.order.rhythm, say_nothing_new=True)))
    after = await store.subscriptions.get(before.id)
    assert (after.seen, after.covered, after.order.say_nothing_new) == (article, NEXT_MONDAY, True)


async def test_one_that_ended_takes_what_was_planned_for_it_along(store: Store) -> None:
    one = await subscribe(store)
    await store.subscriptions.plan(NEXT_MONDAY, reckon)
    await store.subscriptions.remove(one.id)
    assert await store.subscriptions.deliveries(one.id) == []
    with pytest.raises(NotFound):
        await store.subscriptions.get(one.id)
    with pytest.raises(NotFound):
        await store.subscriptions.digest(999)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_document_is_newly_cited_by_the_article_published_first(archive: Store) -> None:
    first, later, none = [await archive.publications.first_cited(ids, after) for ids, after in (([1], 0), ([2, 3], 1), ([1], 3))]
    assert [document.number for document in first] == ["12-NQ/TU"]
    assert "30/2020/NĐ-CP" in {document.number for document in later}
    assert none == ()


@pytest.mark.asyncio(loop_scope="session")
async def test_publications_are_counted_by_id(archive: Store) -> None:
    assert await archive.publications.newest() == 3
    assert [article.id for article in await archive.publications.between(1, 3)] == [2, 3]
    assert [row.id for row in await archive.publications.last(2)] == [3, 2]
    assert await archive.publications.before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) == 0
