"""The ledger: rows claimed and recorded turn by turn, order kept, doubt bounded, and what a chat's refusal does to its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import FrozenInstanceError, fields

import pytest

from briefings.rendering.messages import Button, Message
from briefings.store.ledger import Delivered, Head, LeaseLostError, Ledger, Outcome, Outgoing, Parcel
from briefings.store.retention import KEPT
from briefings.store.rows import Chat
from briefings.store.store import Store
from briefings.store.tables_outgoing import State
from briefings.subscription import Subscription, read_order

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
    assert not await ledger.claimed_since(LATER)


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


async def test_more_rows_than_a_statement_takes_go_in_together(ledger: Ledger) -> None:
    words = [f"{number}" for number in range(1101)]
    await ledger.enqueue([parcel(1, *words), parcel(2, "khác")])
    rows = await ledger.delivered("to 1")
    assert ([row.part for row in rows], {row.state for row in rows}) == (list(range(1101)), {State.PENDING})
    assert await ledger.counts() == {State.PENDING: 1102}


async def test_nothing_put_in_is_nothing_to_send(ledger: Ledger) -> None:
    await ledger.enqueue([])
    await ledger.turn([], [], FENCE, NOW)
    await ledger.record([], FENCE, NOW)
    assert (await ledger.counts(), await ledger.heads(NOW, 100), await ledger.delivered("none")) == ({}, [], [])


async def test_each_part_replaces_its_own_message(ledger: Ledger) -> None:
    await ledger.enqueue([Parcel("a", 1, (Message("một"), Message("hai")), NOW, edits=(8, 9)), parcel(2, "ba")])
    rows = await ledger.turn([], [Head(3, 2), Head(2, 1), Head(1, 1)], FENCE, NOW)
    assert [(row.id, row.key, row.part, row.edits) for row in rows] == [(1, "a", 0, 8), (2, "a", 1, 9), (3, "to 2", 0, None)]


async def test_what_is_not_wanted_is_not_claimed(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai"), parcel(3, "ba", at=LATER)])
    assert [row.id for row in await ledger.turn([], [Head(2, 2), Head(3, 3)], FENCE, NOW)] == [2]
    assert [row.id for row in await ledger.turn([], [Head(2, 2), Head(3, 3)], FENCE, LATER)] == [3]
    assert await states(ledger, "to 1") == [State.PENDING]


async def test_only_what_is_to_be_sent_is_offered(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(chat, "một") for chat in range(1, 7)])
    heads = await ledger.heads(NOW, 5)
    assert [head.id for head in heads] == [1, 2, 3, 4, 5]
    rows = await ledger.turn([], heads, FENCE, NOW)
    ends = (State.SENT, State.FAILED, State.CANCELLED, State.IN_DOUBT)
    await ledger.turn([Outcome(row.id, row.chat_id, end) for row, end in zip(rows, ends, strict=False)], [], FENCE, NOW)
    assert [head.id for head in await ledger.heads(LATER, 100)] == [6]


async def test_who_claims_under_the_same_number_takes_over_nothing(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    await claim(ledger, FENCE + 1)
    assert [await ledger.recover(FENCE + more, NOW, resend=True) for more in (1, 2)] == [0, 1]
    assert [(row.state, row.last_error) for row in await ledger.delivered("to 1")] == [(State.PENDING, "in doubt")]


async def test_who_lost_the_lease_takes_over_nothing(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai")])
    await ledger.turn([], [Head(1, 1)], FENCE, NOW)
    await ledger.turn([], [Head(2, 2)], FENCE + 2, NOW)
    with pytest.raises(LeaseLostError, match="another process"):
        await ledger.recover(FENCE + 1, NOW, resend=True)
    assert (await states(ledger, "to 1"), await states(ledger, "to 2")) == ([State.SENDING], [State.SENDING])


async def test_the_lease_counts_where_nothing_was_claimed_yet(store: Store) -> None:
    await store.lease.beat()
    fence = store.lease.fence
    assert fence is not None
    with pytest.raises(LeaseLostError):
        await store.ledger.turn([], [], fence - 1, NOW)
    assert await store.ledger.turn([], [], fence, NOW) == []


@pytest.mark.parametrize("end", [State.SENT, State.FAILED, State.CANCELLED])
async def test_a_number_that_is_done_with_stands_in_nobody_s_way(ledger: Ledger, end: State) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai")])
    (row,) = await ledger.turn([], [Head(1, 1)], FENCE + 1, NOW)
    await ledger.turn([Outcome(row.id, 1, end)], [], FENCE + 1, NOW)
    assert [one.id for one in await claim(ledger)] == [2]


async def test_what_ended_is_recorded_whoever_leads_unless_it_was_taken_over(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai"), parcel(3, "ba")])
    first, second = await ledger.turn([], [Head(1, 1), Head(2, 2)], FENCE, NOW)
    await ledger.record([sent(first, 70)], FENCE, NOW)
    await ledger.recover(FENCE + 1, NOW, resend=False)
    await claim(ledger, FENCE + 1)
    await ledger.record([sent(second, 80)], FENCE, NOW)
    await ledger.record([sent(first, 90)], FENCE, NOW)  # it is over
    found = [(row.state, row.message_id) for key in ("to 1", "to 2", "to 3") for row in await ledger.delivered(key)]
    assert found == [(State.SENT, 70), (State.IN_DOUBT, None), (State.SENDING, None)]


async def test_a_row_that_is_sent_by_another_is_theirs(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    (row,) = await claim(ledger)
    await ledger.recover(FENCE + 1, NOW, resend=True)
    await claim(ledger, FENCE + 1)
    for fence in (FENCE, FENCE + 2):
        await ledger.record([sent(row)], fence, NOW)
    assert await states(ledger, "to 1") == [State.SENDING]
    await ledger.record([sent(row)], FENCE + 1, NOW)
    assert await states(ledger, "to 1") == [State.SENT]


async def test_what_is_known_of_a_call_is_kept(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một"), parcel(2, "hai")])
    first, second = await claim(ledger)
    await ledger.turn([Outcome(first.id, 1, State.FAILED, error="no"), again(second, LATER)], [], FENCE, NOW)
    kept = [row for key in ("to 1", "to 2") for row in await ledger.delivered(key)]
    assert [(row.part, row.state, row.message_id, row.last_error) for row in kept] == [
        (0, State.FAILED, None, "no"),
        (0, State.PENDING, None, "later"),
    ]
    assert (await ledger.heads(NOW, 100), await ledger.heads(LATER, 100)) == ([], [Head(second.id, 2)])


async def test_a_row_tried_again_without_a_time_is_due_as_before(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một")])
    (row,) = await claim(ledger)
    await ledger.turn([Outcome(row.id, 1, State.PENDING)], [], FENCE, NOW)
    assert await ledger.heads(NOW, 100) == [Head(row.id, 1)]


async def test_tags_that_telegram_does_not_take_are_left_out_the_next_time(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "<b>một"), parcel(2, "hai")])
    first, second = await claim(ledger)
    await ledger.turn([again(first, NOW, plain=True), again(second, NOW)], [], FENCE, NOW)
    assert [(row.message.html, row.plain) for row in await claim(ledger)] == [("<b>một", True), ("hai", False)]


async def test_a_message_that_can_not_be_changed_any_more_is_sent_anew(ledger: Ledger) -> None:
    await ledger.enqueue([Parcel("a", 1, (Message("một"),), NOW, edits=(9,)), Parcel("b", 2, (Message("hai"),), NOW, edits=(8,))])
    first, second = await claim(ledger)
    await ledger.turn([again(first, NOW, anew="mới"), again(second, NOW)], [], FENCE, NOW)
    assert [(row.message.html, row.edits) for row in await claim(ledger)] == [("mới", None), ("hai", 8)]


async def test_only_the_parts_behind_wait_and_none_is_brought_forward(ledger: Ledger) -> None:
    latest = LATER + (LATER - NOW)
    await ledger.enqueue([parcel(1, "một", "hai", "ba"), parcel(2, "bốn")])
    await ledger.enqueue([parcel(1, *["một"] * 4, key="to 1", at=latest)])  # a fourth part, due last
    _, second = await ledger.turn([], [Head(1, 1), Head(2, 1)], FENCE, NOW)
    await ledger.turn([again(second, LATER)], [], FENCE, NOW)
    due = [{head.id for head in await ledger.heads(at, 100)} for at in (NOW, LATER)]
    assert due == [{4}, {2, 4}]
    third, fourth = await ledger.turn([], [Head(3, 1), Head(4, 2)], FENCE, LATER)
    await ledger.turn([sent(third), sent(fourth)], [Head(2, 1), Head(1, 1)], FENCE, LATER)
    (fifth,) = await ledger.heads(latest, 100)
    assert (await ledger.heads(LATER, 100), fifth.chat_id) == ([], 1)


async def test_a_refusal_that_tells_the_new_number_of_a_group_moves_it(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(-5, "một", "hai")])
    (row,) = await claim(ledger)
    await ledger.turn([again(row, NOW, moved_to=-1005)], [], FENCE, NOW)
    assert await ledger.heads(NOW, 100) == [Head(row.id, -1005)]


@pytest.mark.parametrize("told", [True, False])
async def test_those_who_subscribed_for_a_thread_that_is_gone_are_told_once(store: Store, told: bool) -> None:
    for maker in (41, 40, 41):
        one = Subscription(0, -1, 7, read_order("tuần T2 07:30"), "vi", "Asia/Ho_Chi_Minh", None, True, NOW, 0, None, None)
        await store.subscriptions.add(one, maker)
    await store.ledger.enqueue([parcel(-1, "một", thread=7)])
    (row,) = await claim(store.ledger)
    gone = Outcome(row.id, -1, State.CANCELLED, error="gone", thread_gone=7, told=Message("hết") if told else None)
    await store.ledger.turn([gone], [], FENCE, NOW)
    found = [(one.chat_id, one.thread_id, one.message.html, one.key) for one in await claim(store.ledger)]
    assert found == ([(40, 0, "hết", f"thread:{row.id}:40"), (41, 0, "hết", f"thread:{row.id}:41")] if told else [])


async def test_what_did_arrive_means_nothing_for_its_chat(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một", "hai")])
    (row,) = await claim(ledger)
    await ledger.turn([Outcome(row.id, 1, State.SENT, 7, closed="no", not_before=LATER)], [], FENCE, NOW)
    assert [head.chat_id for head in await ledger.heads(NOW, 100)] == [1]


async def test_a_chat_that_closes_loses_what_was_to_come_and_keeps_what_went_out(ledger: Ledger) -> None:
    await ledger.enqueue([parcel(1, "một", "hai"), parcel(2, "ba")])
    (row,) = await ledger.turn([], [Head(1, 1)], FENCE, NOW)
    await ledger.turn([sent(row)], [], FENCE, NOW)
    await ledger.close(1, "blocked", NOW)
    found = [(one.state, one.last_error) for one in await ledger.delivered("to 1")]
    assert found == [(State.SENT, None), (State.CANCELLED, "blocked")]
    assert await states(ledger, "to 2") == [State.PENDING]


FACTS = (
    parcel(1, "một"),
    Head(1, 1),
    Outcome(1, 1, State.SENT),
    Outgoing(1, "a", 0, 1, 0, Message("một"), False, None, 0),
    Delivered(0, State.SENT, 1, None),
)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_what_the_ledger_takes_and_gives_does_not_change(fact: object) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(fact, fields(fact)[0].name, None)  # type: ignore[arg-type]  # each is a dataclass
