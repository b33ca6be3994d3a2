"""/caidat: language, zone, length, quiet hours, link previews of a chat, by taps or in one line; zone and quiet hours of its digests too.

Anybody may look; in groups and channels only administrators may change. Each tap is checked anew, since its data can be forged.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from bot.question import Question
from bot.slots import first_slots
from briefings.errors import NotFound, UsageError
from briefings.rendering import choices as pages
from briefings.rendering.messages import Message
from briefings.rendering.subscriptions import QUIET
from briefings.rendering.taps import Tap
from briefings.rendering.texts import LANGUAGES, texts
from briefings.store.rows import Chat
from briefings.subscription import QuietHours

_HOURS = re.compile(r"([01]?\d|2[0-3])(?:[:h]([0-5]\d)?)?\s?[-–]\s?([01]?\d|2[0-3])(?:[:h]([0-5]\d)?)?")  # "22:00-06:00", "22h-6h30"
_OFFERED = {pages.LANGUAGE: LANGUAGES, pages.ZONE: pages.ZONES, pages.LENGTH: (False, True), pages.QUIET_HOURS: QUIET,
            pages.PREVIEWS: (False, True)}  # fmt: skip
_FIELDS = {pages.LANGUAGE: "language", pages.ZONE: "zone", pages.LENGTH: "brief", pages.QUIET_HOURS: "quiet", pages.PREVIEWS: "previews"}
_OF_DIGESTS = ("zone", "quiet")


async def settings(question: Question) -> Message:
    """What the chat has chosen; with a zone or hours behind it, these from now on."""
    if question.argument:
        return await _chosen(question, *_asked(question.argument))
    return await _page(question, await question.store.chat(question.place.chat))


def _asked(argument: str) -> tuple[str, object]:
    """Quiet hours, or a zone: the field and its value. Raises UsageError for anything else."""
    hours = _HOURS.fullmatch(argument.strip())
    if hours:
        begin, end = time(int(hours[1]), int(hours[2] or 0)), time(int(hours[3]), int(hours[4] or 0))
        return "quiet", QuietHours(begin, end) if begin != end else None
    try:
        return "zone", ZoneInfo(argument.strip()).key
    except (OSError, LookupError, ValueError) as error:
        wrong = f"{argument!r} is neither a zone nor hours"
        raise UsageError("settings", wrong, "expected such as 22:00-06:00", text_id="settings-unclear", words=argument[:60]) from error


async def choose(question: Question, told: Tap) -> Message:
    """A button of the page: one thing chosen."""
    what, number = told.numbers
    if what not in _OFFERED or number >= len(_OFFERED[what]):
        raise NotFound(f"choice {what}:{number}", "is none that was offered", "expected one of the buttons", text_id="error-tap")
    return await _chosen(question, _FIELDS[what], _OFFERED[what][number])


async def _chosen(question: Question, field: str, value: object) -> Message:
    """Keep it, for the chat's digests too where they have it."""
    if not await question.place.rules():
        raise UsageError("settings", "asked for by no administrator", "expected one", text_id="settings-admins-only")
    store, place = question.store, question.place
    chat: Chat = replace(await store.chat(place.chat), **{field: value})  # type: ignore[arg-type]  # each field gets a value of its own table
    await store.save_chat(chat)
    if field in _OF_DIGESTS:
        for one in await store.subscriptions.of_chat(place.chat):
            await store.subscriptions.change(first_slots(replace(one, **{field: value}), place.at))  # type: ignore[arg-type]  # as above
    return await _page(question, chat)


async def _page(question: Question, chat: Chat) -> Message:
    theirs = await question.store.subscriptions.of_chat(question.place.chat)
    words = texts(chat.language) if chat.language else question.texts
    return pages.page(chat, chat.zone or question.place.zone, theirs, words)
