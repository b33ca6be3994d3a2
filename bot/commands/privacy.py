"""Privacy: /xoadulieu shows what is kept of whoever asks, hands it over, and removes it once that is confirmed.

In groups and channels it is the chat's data, and administrators alone may have or remove it.
"""

from __future__ import annotations

import json

from bot.question import Question
from briefings.errors import UsageError
from briefings.rendering import privacy as pages
from briefings.rendering.messages import File, Message
from briefings.rendering.taps import Tap

_REMOVE = 1


def _whose(question: Question) -> tuple[int, int | None]:
    """The chat, and the person whose private chat it is (the two have one id: core.telegram.org/bots/api#chat)."""
    place = question.place
    return place.chat, place.person if place.person == place.chat else None


async def _must_rule(question: Question) -> None:
    if not await question.place.rules():
        raise UsageError("privacy", "asked for by no administrator", "expected one", text_id="subscribe-admins-only")


async def show(question: Question) -> Message:
    """What is kept here, by kinds and numbers, with both ways out."""
    held = await question.store.personal.of(*_whose(question))
    return pages.kept({name: len(rows) for name, rows in held.items()}, question.texts)


async def act(question: Question, told: Tap) -> Message:
    """Hand it over, or remove it."""
    await _must_rule(question)
    if told.numbers[0] != _REMOVE:
        held = await question.store.personal.of(*_whose(question))
        data = json.dumps(held, ensure_ascii=False, indent=1).encode()
        return Message("", file=File("giaoban.json", data, ""))
    await question.store.personal.forget(*_whose(question))
    return pages.removed(question.texts)
