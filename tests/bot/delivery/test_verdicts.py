"""What each refusal means, as a table; and how long to wait before the next try."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.delivery.request import NeverSentError, ServerTroubleError
from bot.delivery.verdicts import LONGEST_PAUSE, MOST_DOUBTS, MOST_TRIES, Failure, Policy, backoff, judge
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.store.ledger import Outcome, Outgoing
from briefings.store.tables_outgoing import State

NOW = dt.datetime(2026, 3, 2, 0, 30, tzinfo=dt.UTC)
PAUSE = 4.0
OWNERS = frozenset({11, 12})


def outcome(error: TelegramError, *, resend: bool = True, attempts: int = 0, plain: bool = False, key: str = "delivery:1") -> Outcome:
    row = Outgoing(1, key, 0, -7, 3, Message("<b>một</b>"), plain, 99, attempts)
    return judge(Failure(row, error, NOW, PAUSE, Policy(resend, OWNERS, texts("vi"))))


@pytest.mark.parametrize(
    ("error", "state", "seconds", "tried"),
    [
        (RetryAfter(17), State.PENDING, 17.0, False),
        (NeverSentError("refused"), State.PENDING, 0.0, False),
        (InvalidToken("Unauthorized"), State.PENDING, 0.0, False),
        (Conflict("terminated by other"), State.PENDING, 0.0, False),
        (ChatMigrated(-1007), State.PENDING, 0.0, False),
        (ServerTroubleError("502 Bad Gateway"), State.PENDING, PAUSE, True),
        (TimedOut(), State.PENDING, PAUSE, True),
        (NetworkError("ServerDisconnectedError"), State.PENDING, PAUSE, True),
        (TelegramError("Invalid server response"), State.PENDING, PAUSE, True),
        (BadRequest("Can't parse entities: unmatched end tag"), State.PENDING, 0.0, True),
        (BadRequest("Message to edit not found"), State.PENDING, 0.0, True),
    ],
)
def test_what_can_still_arrive_is_tried_again_when_it_may(error: TelegramError, state: State, seconds: float, tried: bool) -> None:
    found = outcome(error)
    assert (found.state, found.not_before, found.tried) == (state, NOW + dt.timedelta(seconds=seconds), tried)


@pytest.mark.parametrize(
    "words",
    ["Forbidden: bot was blocked by the user", "Forbidden: user is deactivated", "Forbidden: bot was kicked from the supergroup chat"],
)
def test_a_forbidden_chat_is_closed_with_telegrams_words(words: str) -> None:
    found = outcome(Forbidden(words))
    assert (found.state, found.closed, found.notices) == (State.CANCELLED, words, ())


@pytest.mark.parametrize("words", ["Chat not found", "Not enough rights to send text messages to the chat", "Group chat was deactivated"])
def test_a_chat_that_takes_nothing_is_closed_too(words: str) -> None:
    assert outcome(BadRequest(words)).closed == words


def test_a_migrated_group_is_named_by_its_new_number() -> None:
    assert outcome(ChatMigrated(-1007)).moved_to == -1007


def test_what_says_already_what_it_should_is_sent() -> None:
    found = outcome(BadRequest("Message is not modified: specified new message content ..."))
    assert (found.state, found.message_id) == (State.SENT, 99)


def test_a_thread_that_is_gone_is_named_to_those_who_subscribed() -> None:
    found = outcome(BadRequest("Message thread not found"))
    assert (found.state, found.thread_gone, found.told is not None) == (State.CANCELLED, 3, True)


@pytest.mark.parametrize(
    ("error", "known", "state"),
    [
        (BadRequest("Message is too long"), {}, State.FAILED),
        (BadRequest("Can't parse entities"), {"plain": True}, State.FAILED),
        (TimedOut(), {"resend": False}, State.IN_DOUBT),
        (TimedOut(), {"attempts": MOST_DOUBTS - 1}, State.IN_DOUBT),
        (ServerTroubleError("502"), {"attempts": MOST_TRIES - 1}, State.FAILED),
    ],
)
def test_what_is_given_up_is_told_to_every_owner(error: TelegramError, known: dict[str, object], state: State) -> None:
    found = outcome(error, **known)  # type: ignore[arg-type]  # keywords by name
    assert (found.state, [notice.chat_id for notice in found.notices]) == (state, [11, 12])


def test_a_report_that_fails_is_not_reported() -> None:
    assert outcome(BadRequest("Message is too long"), key="report:report-refused:1").notices == ()


def test_the_same_trouble_within_the_hour_is_one_report() -> None:
    first, second = (outcome(BadRequest(words)) for words in ("Message is too long", "Wrong type of the web page content"))
    assert [notice.key for notice in first.notices] == [notice.key for notice in second.notices]


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_pauses_grow_to_a_limit_and_are_never_nothing(attempts: int, chance: float) -> None:
    assert 0.5 <= backoff(attempts, chance) <= LONGEST_PAUSE
    assert backoff(attempts, chance) <= 2 * backoff(attempts + 1, chance)
