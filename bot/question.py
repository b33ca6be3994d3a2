"""What somebody asks the bot, apart from Telegram: the shapes that commands and taps are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from briefings.rendering.digests import Press
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.rendering.texts import Texts
from briefings.store.store import Store

Names = tuple[tuple[str, str], ...]  # (Vietnamese name, English alias) of each command


async def _anybody() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """Where, when (aware UTC) and by whom something is asked. `thread` 0: none; `person` None: somebody who posts in a channel's name.

    `rules` tells whether that person may decide for the chat: in private chats anybody, elsewhere administrators.
    """

    chat: int = 0
    thread: int = 0
    person: int | None = None
    rules: Callable[[], Awaitable[bool]] = _anybody
    zone: str = "Asia/Ho_Chi_Minh"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: what was typed after the command, in whose words to answer, what day it is there, and where it was asked."""

    store: Store
    texts: Texts
    today: date
    names: Names
    argument: str = ""
    place: Place = field(default_factory=Place)
    press: Press = field(default_factory=Press)


Answer = Callable[[Question], Awaitable[Message]]


class TapAnswer(Protocol):
    """What a tap on a button shows in place of its message."""

    def __call__(self, question: Question, told: Tap) -> Awaitable[Message]:
        """`told` is what the button carries; that its numbers mean anything is for the answer to check."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command under its Vietnamese name and its English alias, and what answers it."""

    name: str
    alias: str
    answer: Answer
