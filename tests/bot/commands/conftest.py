"""A store with the five seeds, and questions asked of it without Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest_asyncio

from bot.app import COMMANDS, TAPS
from bot.question import Question
from briefings.errors import BriefingError
from briefings.rendering.messages import Message
from briefings.rendering.replies import excuse
from briefings.rendering.taps import read_tap
from briefings.rendering.texts import texts
from briefings.store.store import Store
from tests.conftest import seeds_read

NAMES = tuple((command.name, command.alias) for command in COMMANDS)
ANSWERS = {name: command.answer for command in COMMANDS for name in (command.name, command.alias)}
TODAY = date(2024, 12, 22)


class Desk:
    """Somebody who types commands and taps buttons, in one language."""

    def __init__(self, store: Store, language: str) -> None:
        self.store, self.texts = store, texts(language)

    def question(self, argument: str = "") -> Question:
        return Question(self.store, self.texts, TODAY, NAMES, argument)

    async def ask(self, text: str) -> Message:
        """Type "/tomtat 3"."""
        command, _, argument = text.removeprefix("/").partition(" ")
        try:
            return await ANSWERS[command](self.question(argument))
        except BriefingError as error:
            return excuse(error, self.texts)

    async def tap(self, data: str) -> Message:
        """Tap a button by its data."""
        told = read_tap(data)
        assert told is not None, data
        return await (ANSWERS[told.word](self.question()) if told.action == "c" else TAPS[told.action](self.question(), told))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stocked() -> AsyncIterator[Store]:
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    for briefing in seeds_read():
        await store.add(briefing, datetime(2024, 12, 20, tzinfo=UTC))
    yield store
    await store.close()
