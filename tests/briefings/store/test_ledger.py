"""The ledger: rows claimed and recorded turn by turn, order kept, doubt bounded, and what a chat's refusal does to its rows."""

from __future__ import annotations

import datetime as dt

import pytest

from briefings.rendering.messages import Button, Message
from briefings.store.ledger import Head, LeaseLostError, Ledger, Outcome, Outgoing, Parcel
from briefings.store.retention import KEPT
from briefings.store.rows import Chat
from briefings.store.store import Store
from briefings.store.tables_outgoing import State

NOW = dt.datetime(2026, 3, 2, 0, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(seconds=30)
FENCE = 1


@pytest.fixture
def ledger(store: Store) -> Ledger:
    return store.ledger


def parcel(chat: int, *words: str, key: str = "", at: dt.datetime = NOW, thread: int = 0) -> Parcel:
    return Parcel(key or f"to {chat}", chat, tuple(Message(word) for word in words), at, thread)


async def claim(ledger: Ledger, fence: int = FENCE, now: dt.datetime = NOW) -> list[Outgoing]:
    return await ledger.turn([], await ledger.heads(now, 100), fence, now)


async def states(ledger: Ledger, key: str) -> list[State]:
    return [row.state for row in await ledger.delivered(key)]


def sent(row: Outgoing, message_id: int = 7) -> Outcome:
    return Outcome(row.id, row.chat_id, State.SENT, message_id)


def again(row: Outgoing, at: dt.datetime, **known: object) -> Outcome:
    return Outcome(row.id, row.chat_id, State.PENDING, not_before=at, error="later", **known)  # type: ignore[arg-type]  # fields by name


async def test_a_second_parcel_under_the_same_key_changes_nothing(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    await ledger.enqueue([parcel(1, "khác", "nữa"), parcel(2, "hai")])
    assert [row.message.html for row in await claim(ledger)] == ["một", "hai"]


async def test_a_claimed_row_is_what_was_put_in(ledger: Ledger) -> None:
    keyboard = ((Button("Mở", data="a:1"), Button("Trang", url="https://example.vn")), (Button("Chép", copy="18-NQ/TW"),))
    message = Message("<b>một</b>", keyboard)
    await ledger.enqueue([Parcel("a", -1001, (message,), NOW, 5, edits=(9,))])
    (row,) = await claim(ledger)
    assert (row.message, row.chat_id, row.thread_id, row.edits, row.attempts, row.plain) == (message, -1001, 5, 9, 0, False)


async def test_only_the_first_message_of_a_chat_is_offered_and_the_oldest_chat_first(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(5, "một", "hai"), parcel(3, "ba"), parcel(5, "bốn", key="later")])
    assert [head.chat_id for head in await ledger.heads(NOW, 100)] == [5, 3]
    assert [head.chat_id for head in await ledger.heads(NOW, 1)] == [5]


async def test_what_is_not_due_is_not_offered(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một", at=LATER)])
    assert await ledger.heads(NOW, 100) == []
    assert len(await ledger.heads(LATER, 100)) == 1


async def test_a_row_is_claimed_once(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    heads = await ledger.heads(NOW, 100)
    assert [len(await ledger.turn([], heads, FENCE, NOW)) for _ in range(2)] == [1, 0]


async def test_one_turn_records_and_claims(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một", "hai")])
    (first,) = await claim(ledger)
    (second,) = await ledger.turn([sent(first)], [Head(first.id + 1, 1)], FENCE, NOW)
    assert [(row.state, row.message_id) for row in await ledger.delivered("to 1")] == [(State.SENT, 7), (State.SENDING, None)]
    assert second.part == 1


async def test_the_parts_behind_one_that_is_repeated_wait_with_it(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một", "hai"), parcel(1, "khác", key="other")])
    (first,) = await claim(ledger)
    stale = [Head(first.id + 1, 1)]  # read before the first part was put off
    assert await ledger.turn([again(first, LATER)], stale, FENCE, NOW) == []
    assert [row.message.html for row in await claim(ledger)] == ["khác"]
    assert [row.message.html for row in await claim(ledger, now=LATER)] == ["một"]


async def test_a_failed_call_is_counted_unless_it_got_nowhere(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    for tried in (True, False, True):
        (row,) = await claim(ledger)
        await ledger.turn([again(row, NOW, tried=tried)], [], FENCE, NOW)
    assert [row.attempts for row in await claim(ledger)] == [2]


@pytest.mark.parametrize(("resend", "state"), [(True, State.PENDING), (False, State.IN_DOUBT)])
async def test_what_a_dead_holder_of_the_lease_was_sending_is_taken_over(ledger: Ledger, resend: bool, state: State) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai")])
    await ledger.turn([], [Head(1, 1)], FENCE, NOW)
    assert await ledger.recover(FENCE + 1, NOW, resend=resend) == 1
    assert (await states(ledger, "to 1"), await states(ledger, "to 2")) == ([state], [State.PENDING])


async def test_what_was_claimed_just_now_may_have_gone_out_just_now(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    assert not await ledger.claimed_since(NOW - dt.timedelta(minutes=1))
    (row,) = await claim(ledger)
    await ledger.turn([sent(row)], [], FENCE, NOW)
    assert await ledger.claimed_since(NOW - dt.timedelta(minutes=1))
    assert not await ledger.claimed_since(NOW)


async def test_what_is_done_with_is_dropped_after_its_time_and_what_is_to_come_stays(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai")])
    (row,) = await ledger.turn([], [Head(1, 1)], FENCE, NOW)
    await ledger.turn([sent(row)], [], FENCE, NOW)
    await ledger.forget(NOW + KEPT)
    assert await states(ledger, "to 1") == [State.SENT]
    await ledger.forget(NOW + KEPT + dt.timedelta(seconds=1))
    assert (await states(ledger, "to 1"), await states(ledger, "to 2")) == ([], [State.PENDING])


async def test_whoever_lost_the_lease_claims_and_records_nothing_more(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai")])
    (old,) = await ledger.turn([], [Head(1, 1)], FENCE, NOW)
    await ledger.recover(FENCE + 1, NOW, resend=True)
    await claim(ledger, FENCE + 1)
    with pytest.raises(LeaseLostError):
        await ledger.turn([sent(old)], [Head(2, 2)], FENCE, NOW)
    assert [row.message_id for row in await ledger.delivered("to 1")] == [None]


async def test_a_closed_chat_gets_nothing_until_it_is_opened_again(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một", "hai"), parcel(2, "ba")])
    first, _ = await claim(ledger)
    await ledger.turn([Outcome(first.id, 1, State.CANCELLED, closed="Forbidden: bot was blocked by the user")], [], FENCE, NOW)
    await ledger.enqueue([parcel(1, "bốn", key="closed")])
    await ledger.reopen(1)
    await ledger.enqueue([parcel(1, "năm", key="open")])
    found = [await states(ledger, key) for key in ("to 1", "closed", "open")]
    assert found == [[State.CANCELLED] * 2, [State.CANCELLED], [State.PENDING]]


async def test_a_moved_group_keeps_its_messages_and_its_language(store: Store) -> None:
    await store.save_chat(Chat(-5, "en"))
    await store.ledger.enqueue([parcel(-5, "một")])
    for _ in range(2):  # the error says it, and an update does
        await store.ledger.move(-5, -1005)
    assert [row.chat_id for row in await claim(store.ledger)] == [-1005]
    assert ((await store.chat(-1005)).language, (await store.chat(-5)).language) == ("en", None)


async def test_a_thread_that_is_gone_takes_only_its_own_messages_along(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(-1, "một", "hai", thread=7), parcel(-1, "ba", key="other", thread=8)])
    (row,) = await claim(ledger)
    await ledger.turn([Outcome(row.id, -1, State.CANCELLED, error="thread not found", thread_gone=7)], [], FENCE, NOW)
    assert (await states(ledger, "to -1"), await states(ledger, "other")) == ([State.CANCELLED] * 2, [State.PENDING])


async def test_what_is_told_because_of_an_outcome_is_put_in_with_it(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    (row,) = await claim(ledger)
    await ledger.turn([Outcome(row.id, 1, State.FAILED, error="no", notices=(parcel(9, "hỏng", key="report"),))], [], FENCE, NOW)
    assert await states(ledger, "report") == [State.PENDING]
    assert await ledger.counts() == {State.FAILED: 1, State.PENDING: 1}
