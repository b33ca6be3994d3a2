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
from briefings.roles import Right
from briefings.store.rows import Chat
from briefings.store.store import Store

Names = tuple[tuple[str, str], ...]  # (Vietnamese name, English alias) of each command


async def _anybody() -> bool:
    return True


async def _unseen(_: Message) -> None:
    """Nobody watches."""


async def _unsent(_: str, __: bytes) -> None:
    """Nobody gets files."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where, when (aware UTC) and by whom something is asked. `thread` 0: none; `person` None: somebody who posts in a channel's name.

    `rules` tells whether that person may decide for the chat: in private chats anybody, elsewhere administrators. `takes_part`: whether
    they belong to it and may work on its tasks: members; in channels, where all others only read, administrators. `name` and `username`
    (without @) are the person's.
    """

    chat: int = 0
    thread: int = 0
    person: int | None = None
    rules: Callable[[], Awaitable[bool]] = _anybody
    takes_part: Callable[[], Awaitable[bool]] = _anybody
    zone: str = "Asia/Ho_Chi_Minh"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    name: str = ""
    username: str | None = None


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that somebody sent: its name, its size in bytes, how to get its bytes, and whether it was sent as a photo."""

    name: str
    size: int
    fetch: Callable[[], Awaitable[bytes]]
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as it came, beside the words asked: its number, its file, whom a forwarded one is from (a name and, of a user, the id).

    `album`: what files that were sent at once have in common.
    """

    message: int = 0
    file: SentFile | None = None
    origin: str | None = None
    origin_user: int | None = None
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: what was typed after the command, in whose words to answer, what day it is there, and where it was asked.

    `owners`: the users who own the bot, by the settings. `progress` shows how far a long work is, in one message changed in place;
    `attach` sends a file of this name. `choices`: what the chat has chosen.
    """

    store: Store
    texts: Texts
    today: date
    names: Names
    argument: str = ""
    place: Place = field(default_factory=Place)
    press: Press = field(default_factory=Press)
    owners: frozenset[int] = frozenset()
    sent: Sent = field(default_factory=Sent)
    progress: Callable[[Message], Awaitable[None]] = _unseen
    attach: Callable[[str, bytes], Awaitable[None]] = _unsent
    choices: Chat = field(default_factory=lambda: Chat(0))


Answer = Callable[[Question], Awaitable[Message]]
Take = Callable[[Question], Awaitable[Message | None]]  # None: not meant for me


class TapAnswer(Protocol):
    """What a tap on a button shows in place of its message."""

    def __call__(self, question: Question, told: Tap) -> Awaitable[Message]:
        """`told` is what the button carries; that its numbers mean anything is for the answer to check."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command under its Vietnamese name and its English alias, and what answers it. With a `right`, only those who have it know of it."""

    name: str
    alias: str
    answer: Answer
    right: Right | None = None
