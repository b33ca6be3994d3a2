"""Telegram's side of a message: a `Message` in, a message sent or changed in place out. Knows Telegram's refusals and obeys its pauses."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram import Message as Received
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from briefings.rendering.links import addressed, located
from briefings.rendering.messages import Button, File, Message

log = logging.getLogger(__name__)

_TRIES = 3
_MOMENT, _SHOWN = 0.3, 4.5  # seconds until the typing sign, and until it is shown again: Telegram shows it for five
_PROGRESS = 2.0  # seconds between two changes of a message that says how far something is
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_TOO_LATE = ("query is too old", "query id is invalid")


def _button(button: Button, username: str) -> InlineKeyboardButton:
    copied = CopyTextButton(button.copy) if button.copy is not None else None
    url = located(button.url, username) if button.url is not None else None
    return InlineKeyboardButton(button.text, callback_data=button.data, url=url, copy_text=copied)


def form(message: Message, username: str) -> dict[str, Any]:
    """What sending and editing take alike, as the library names it; `username` is the bot's, "" while unknown."""
    rows = [[_button(button, username) for button in row] for row in message.keyboard]
    return {
        "text": addressed(message.html, username),
        "parse_mode": ParseMode.HTML,
        "link_preview_options": LinkPreviewOptions(is_disabled=not message.previews),
        "reply_markup": InlineKeyboardMarkup(rows) if rows else None,
    }


async def _patiently(call: Callable[[], Awaitable[Any]]) -> Any:
    """Do it; after a 429 wait for just what Telegram says and do it again. Raises the last refusal."""
    for _ in range(_TRIES - 1):
        try:
            return await call()
        except RetryAfter as pause:
            await asyncio.sleep(_seconds(pause.retry_after))
    return await call()


def _seconds(pause: float | timedelta) -> float:
    return pause.total_seconds() if isinstance(pause, timedelta) else pause


@asynccontextmanager
async def busy(here: Chat | None, thread: int) -> AsyncIterator[None]:
    """Show that the bot is at work, while the block takes longer than a moment; a private chat's `thread` is 0."""
    showing = asyncio.create_task(_typing(here, thread)) if here else None
    try:
        yield
    finally:
        if showing:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)


async def _typing(here: Chat, thread: int) -> None:
    pause = _MOMENT
    while True:
        await asyncio.sleep(pause)
        try:
            await here.send_action(ChatAction.TYPING, message_thread_id=thread or None)
        except TelegramError as error:  # the answer says more than the sign
            log.info("chat %d was not shown that the bot is at work: %s", here.id, error)
            return
        pause = _SHOWN


async def reply(asked: Received, message: Message) -> int | None:
    """Answer in the same chat and thread; in a group as a reply, so that it is seen what is answered. The number of what was said."""
    alone = asked.chat.type == ChatType.PRIVATE
    quoting = None if alone else ReplyParameters(asked.message_id, allow_sending_without_reply=True)
    said = None
    if message.html:
        said = await _patiently(lambda: asked.reply_text(**form(message, asked.get_bot().username), reply_parameters=quoting))
    if message.file:
        await hand_over(asked, message.file, quoting)
    return said.message_id if said else None


async def hand_over(asked: Received, file: File, quoting: ReplyParameters | None = None) -> None:
    """Send a file with its caption, a picture to be seen at once, in the same chat and thread."""
    said: dict[str, Any] = {"caption": file.caption, "parse_mode": ParseMode.HTML, "reply_parameters": quoting}
    if file.picture:
        await _patiently(lambda: asked.reply_photo(file.data, filename=file.name, **said))
    else:
        await _patiently(lambda: asked.reply_document(file.data, filename=file.name, **said))


async def attach(asked: Received, name: str, data: bytes) -> None:
    """Send a file in the same chat and thread."""
    await _patiently(lambda: asked.reply_document(data, filename=name))


class Progress:
    """One message that says how far a long work is, changed in place every few seconds; at last it says what came of it.

    `number` is the message's, None until anything is said.
    """

    def __init__(self, asked: Received, number: int | None = None) -> None:
        self._asked, self._next, self.number = asked, 0.0, number

    async def show(self, message: Message) -> None:
        """Say it, unless something was said just now."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PROGRESS
        await self._say(message)

    async def finish(self, message: Message) -> None:
        """Say what came of it: in place of the progress, where any was shown; nothing for a message without words."""
        if message.html:
            await self._say(message)

    async def _say(self, message: Message) -> None:
        asked, number, bot = self._asked, self.number, self._asked.get_bot()
        where: dict[str, Any] = {"chat_id": asked.chat.id, "message_id": number}
        if number is None or not await _changed(lambda: bot.edit_message_text(**where, **form(message, bot.username))):
            self.number = await reply(asked, message)


async def change(query: CallbackQuery, message: Message) -> None:
    """Show `message` in place of the one whose button was tapped; below it, where that one can't be changed any more."""
    said = form(message, query.get_bot().username)
    if not await _changed(lambda: query.edit_message_text(**said), replaceable=query.message is not None) and query.message:
        chat = query.message.chat
        await _patiently(lambda: chat.send_message(**said))


async def _changed(edit: Callable[[], Awaitable[Any]], *, replaceable: bool = True) -> bool:
    """Whether a message shows now what it is to show; not where a `replaceable` one is gone or can't be changed. Raises other refusals."""
    try:
        await _patiently(edit)
    except BadRequest as refusal:
        said = refusal.message.lower()
        if _UNCHANGED not in said and not (replaceable and any(gone in said for gone in _GONE)):
            raise
        return _UNCHANGED in said
    return True


async def acknowledge(query: CallbackQuery, notice: str | None = None, *, alert: bool = False) -> None:
    """Stop the button's clock, with a short notice. An answer that comes too late is no loss."""
    try:
        await query.answer(notice, show_alert=alert)
    except BadRequest as refusal:
        if not too_late(refusal):
            raise
        log.info("callback %s answered too late", query.id)


def too_late(refusal: BadRequest) -> bool:
    """Whether a tap or an inline query waits for no answer any more."""
    return any(late in refusal.message.lower() for late in _TOO_LATE)
