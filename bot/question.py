"""What somebody asks the bot, apart from Telegram: the shapes that commands and taps are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.rendering.texts import Texts
from briefings.store.store import Store

Names = tuple[tuple[str, str], ...]  # (Vietnamese name, English alias) of each command


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: what was typed after the command, in whose words to answer, and what day it is there."""

    store: Store
    texts: Texts
    today: date
    names: Names
    argument: str = ""


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
