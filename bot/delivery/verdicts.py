"""What a failed call means: a claimed message and Telegram's refusal in, its `Outcome` for the ledger out. Pure.

Telegram's words are those of the Bot API server (github.com/tdlib/telegram-bot-api, Client.cpp) and of Telegram behind it.
A connection never made, a 429 and a 5xx are safe to try again; after a silence or a broken connection the message may have arrived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.delivery.request import NeverSentError, ServerTroubleError
from briefings.rendering.messages import Message, fits
from briefings.rendering.texts import Texts
from briefings.store.ledger import Outcome, Outgoing, Parcel
from briefings.store.tables_outgoing import State

LONGEST_PAUSE = 600.0  # seconds between two tries
MOST_DOUBTS = 10  # tries, before a message that may have arrived each time is left alone
MOST_TRIES = 200  # over a day
REPORT = "report:"

# Failures that are no fault of the message: nothing at all can be sent while they last.
OUTAGES = (NeverSentError, InvalidToken, Conflict)


@dataclass(frozen=True, slots=True)
class Policy:
    """What to do in doubt, whom to tell of trouble, and in which words."""

    resend: bool
    owners: frozenset[int]
    texts: Texts


@dataclass(frozen=True, slots=True)
class Failure:
    """One call that failed: the message, Telegram's words, when, and how long to wait before the next try (seconds)."""

    row: Outgoing
    error: TelegramError
    now: dt.datetime
    pause: float
    policy: Policy

    @property
    def said(self) -> str:
        """Telegram's words."""
        return self.error.message

    def ends(self, state: State) -> Outcome:
        """The message is done with."""
        return Outcome(self.row.id, self.row.chat_id, state, error=self.said)

    def again(self, seconds: float, *, tried: bool = True) -> Outcome:
        """The message is tried again. `tried`: the call counts as a try."""
        later = self.now + dt.timedelta(seconds=seconds)
        return Outcome(self.row.id, self.row.chat_id, State.PENDING, not_before=later, error=self.said, tried=tried)

    def reported(self, outcome: Outcome, text_id: str) -> Outcome:
        """The owners are told, once an hour for each kind of trouble: a bad template spoils thousands of messages."""
        if self.row.key.startswith(REPORT):
            return outcome
        html = self.policy.texts(text_id, chat=str(self.row.chat_id), message=self.row.key, reason=self.said)
        told = (Message(str(html)),)
        key = f"{REPORT}{text_id}:{self.now:%Y%m%d%H}"
        return replace(outcome, notices=tuple(Parcel(f"{key}:{owner}", owner, told, self.now) for owner in sorted(self.policy.owners)))


def backoff(attempts: int, chance: float) -> float:
    """Seconds before the try after `attempts` failed ones: doubling, up to ten minutes, spread by `chance` (0 to 1)."""
    return min(LONGEST_PAUSE, 2.0 ** min(attempts, 20)) * (0.5 + chance / 2)


def judge(failure: Failure) -> Outcome:
    """What becomes of the message."""
    for kind, verdict in _VERDICTS:
        if isinstance(failure.error, kind):
            return verdict(failure)
    return _doubtful(failure)


def _later(failure: Failure) -> Outcome:
    """Just as long as Telegram says."""
    pause = failure.error.retry_after if isinstance(failure.error, RetryAfter) else 0
    return failure.again(pause.total_seconds() if isinstance(pause, dt.timedelta) else pause, tried=False)


def _moved(failure: Failure) -> Outcome:
    new_id = failure.error.new_chat_id if isinstance(failure.error, ChatMigrated) else None
    return replace(failure.again(0, tried=False), moved_to=new_id)


def _closed(failure: Failure) -> Outcome:
    return replace(failure.ends(State.CANCELLED), closed=failure.said)


def _troubled(failure: Failure) -> Outcome:
    if failure.row.attempts + 1 >= MOST_TRIES:
        return _refused(failure)
    return failure.again(failure.pause)


def _doubtful(failure: Failure) -> Outcome:
    """It may have arrived."""
    if failure.policy.resend and failure.row.attempts + 1 < MOST_DOUBTS:
        return failure.again(failure.pause)
    return failure.reported(failure.ends(State.IN_DOUBT), "report-in-doubt")


def _refused(failure: Failure) -> Outcome:
    return failure.reported(failure.ends(State.FAILED), "report-refused")


def _plain(failure: Failure) -> Outcome:
    """Its tags are wrong: the words go out without them."""
    if failure.row.plain:
        return _refused(failure)
    return failure.reported(replace(failure.again(0), plain=True), "report-plain")


def _unchanged(failure: Failure) -> Outcome:
    """It says already what it should."""
    return replace(failure.ends(State.SENT), message_id=failure.row.edits, error=None)


def _anew(failure: Failure) -> Outcome:
    """What was to be changed can't be any more: the correction follows it, under a heading where there is room for one."""
    html = failure.row.message.html
    headed = f"{failure.policy.texts('correction-follows')}\n\n{html}"
    return replace(failure.again(0), anew=headed if fits(headed) else html)


def _thread_gone(failure: Failure) -> Outcome:
    told = failure.policy.texts("report-thread", thread=str(failure.row.thread_id), chat=str(failure.row.chat_id))
    return replace(failure.ends(State.CANCELLED), thread_gone=failure.row.thread_id, told=Message(str(told)))


Verdict = Callable[[Failure], Outcome]

# Parts of what 400 says, and what they mean.
_PHRASES: tuple[tuple[str, Verdict], ...] = (
    ("can't parse entities", _plain),
    ("message is not modified", _unchanged),
    ("message to edit not found", _anew),
    ("message can't be edited", _anew),
    ("message_id_invalid", _anew),
    ("message thread not found", _thread_gone),
    ("topic_deleted", _thread_gone),
    ("topic_closed", _thread_gone),
    ("chat not found", _closed),
    ("group chat was deactivated", _closed),
    ("rights to send", _closed),  # "not enough rights to send text messages to the chat", "have no rights to send a message"
    ("need administrator rights in the channel chat", _closed),
    ("chat_write_forbidden", _closed),
)


def _bad_request(failure: Failure) -> Outcome:
    said = failure.said.lower()
    return next((verdict for phrase, verdict in _PHRASES if phrase in said), _refused)(failure)


_VERDICTS: tuple[tuple[type[TelegramError], Verdict], ...] = (
    (RetryAfter, _later),
    (ChatMigrated, _moved),
    (Forbidden, _closed),
    (BadRequest, _bad_request),
    (NeverSentError, _later),
    (InvalidToken, _later),
    (Conflict, _later),
    (ServerTroubleError, _troubled),
)
