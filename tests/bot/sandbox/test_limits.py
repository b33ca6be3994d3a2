"""Rates: windows that slide, by a clock that the test turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.limits import NO_LIMITS, Limits, RateLimiter
from bot.sandbox.refusals import Refusal
from bot.sandbox.server import serve_sandbox

from .conftest import Bot, HandClock

CHATS = range(1, 1000)


def refused(limiter: RateLimiter, chat: int, now: float, *, group: bool = False, count: int = 1, paid: bool = False) -> int:
    """Seconds to wait, 0 when admitted."""
    try:
        limiter.admit(chat, now, group=group, count=count, paid=paid)
    except Refusal as refusal:
        return refusal.parameters["retry_after"]
    return 0


def test_thirty_a_second_pass_and_the_next_waits_for_the_first_to_leave_the_window() -> None:
    limiter = RateLimiter(Limits())
    assert [refused(limiter, chat, 100.0) for chat in CHATS[:31]] == [0] * 30 + [1]
    assert refused(limiter, 500, 100.999) == 1
    assert refused(limiter, 500, 101.0) == 0


def test_a_refused_message_does_not_count() -> None:
    limiter = RateLimiter(Limits(overall=1))
    assert [refused(limiter, chat, 10.0 + chat / 10) for chat in CHATS[:9]] == [0] + [1] * 8
    assert refused(limiter, 99, 11.1) == 0


def test_a_chat_takes_one_message_a_second() -> None:
    limiter = RateLimiter(Limits())
    assert [refused(limiter, 7, now) for now in (0.0, 0.5, 1.0)] == [0, 1, 0]


def test_a_group_takes_twenty_a_minute_and_then_says_how_long_to_wait() -> None:
    limiter = RateLimiter(Limits())
    assert [refused(limiter, -7, float(second), group=True) for second in range(21)] == [0] * 20 + [40]
    assert refused(limiter, -7, 60.0, group=True) == 0


def test_bursts_into_one_chat_pass_where_the_limit_is_lifted() -> None:
    limiter = RateLimiter(Limits(chat=None))
    assert [refused(limiter, 7, 0.0) for _ in range(5)] == [0] * 5


def test_paid_messages_have_a_window_of_their_own() -> None:
    limiter = RateLimiter(Limits(overall=1, paid=3))
    assert refused(limiter, 1, 0.0) == 0
    assert [refused(limiter, chat, 0.0, paid=True) for chat in (2, 3, 4, 5)] == [0, 0, 0, 1]


def test_without_stars_nothing_can_be_paid() -> None:
    with pytest.raises(Refusal, match="Bad Request: FLOODSKIP_NOT_ALLOWED"):
        RateLimiter(Limits(paid=None)).admit(1, 0.0, group=False, paid=True)


def test_an_album_counts_as_many_as_it_holds_and_may_go_to_its_chat_at_once() -> None:
    limiter = RateLimiter(Limits(overall=10))
    assert refused(limiter, 1, 0.0, count=8) == 0
    assert refused(limiter, 2, 0.0, count=3) == 1
    assert refused(limiter, 2, 0.0, count=2) == 0


def test_without_limits_everything_passes() -> None:
    limiter = RateLimiter(NO_LIMITS)
    assert not any(refused(limiter, 1, 0.0, group=True) for _ in range(2000))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), max_size=300), st.integers(1, 8))
def test_no_second_ever_holds_more_than_the_limit(steps: list[tuple[int, int]], limit: int) -> None:
    limiter, now, accepted = RateLimiter(Limits(overall=limit, chat=None)), 0.0, []
    for step, chat in steps:
        now += step / 16
        if not refused(limiter, chat, now):
            accepted.append(now)
    assert all(sum(start <= at < start + 1 for at in accepted) <= limit for start in accepted)


async def test_a_refusal_over_http_says_when_to_come_back(clock: HandClock) -> None:
    async with serve_sandbox(clock=clock, limits=Limits(overall=2)) as sandbox:
        chats = await sandbox.client.new_users(3)
        bot = Bot(sandbox)
        async with bot.http:
            for chat in chats[:2]:
                await bot("sendMessage", chat_id=chat, text="một")
            refusal = await bot.refused("sendMessage", chat_id=chats[2], text="ba")
            assert refusal.description == "Too Many Requests: retry after 1"
            assert (refusal.code, refusal.parameters) == (429, {"retry_after": 1})
            clock.now += 1
            await bot("sendMessage", chat_id=chats[2], text="ba")
        assert (await sandbox.client.get("counts"))["outcomes"] == {"200 ok": 3, "429 Too Many Requests: retry after 1": 1}


async def test_a_message_refused_for_its_form_uses_up_no_limit(clock: HandClock) -> None:
    async with serve_sandbox(clock=clock, limits=Limits(overall=1)) as sandbox:
        chat = await sandbox.client.new_user(started=True)
        bot = Bot(sandbox)
        async with bot.http:
            await bot.refused("sendMessage", chat_id=chat, text="<b>", parse_mode="HTML")
            assert (await bot("sendMessage", chat_id=chat, text="được"))["text"] == "được"


async def test_edits_answers_and_actions_do_not_count(clock: HandClock) -> None:
    async with serve_sandbox(clock=clock, limits=Limits()) as sandbox:
        chat = await sandbox.client.new_user(started=True)
        bot = Bot(sandbox)
        async with bot.http:
            sent = await bot("sendMessage", chat_id=chat, text="một")
            for number in range(40):
                await bot("editMessageText", chat_id=chat, message_id=sent["message_id"], text=f"lần {number}")
                await bot("sendChatAction", chat_id=chat, action="typing")
        assert (await sandbox.client.transcript(chat))[-1]["text"] == "lần 39"
