"""The front desk: an update in, the command or tap that it asks for done and its answer shown. What is answered is decided elsewhere."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from telegram import (
    CallbackQuery,
    Document,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    PhotoSize,
    Update,
)
from telegram import Message as Received
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import CallbackContext

from bot import chat, inline
from bot.config import Settings
from bot.delivery.presence import note_presence
from bot.metrics import SIGNS
from bot.question import Answer, Command, Place, Question, Sent, SentFile, Take, TapAnswer
from bot.replica import Replica
from bot.rights import only, role_of
from bot.upkeep import Upkeep
from briefings.errors import BriefingError, StoreError
from briefings.rendering import replies, subscriptions
from briefings.rendering.digests import Press
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap, read_tap
from briefings.rendering.texts import LANGUAGES, Texts, language_of, texts
from briefings.store.rows import Chat
from briefings.store.store import Store

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
Handle = Callable[[Update, Context], Coroutine[Any, Any, None]]
_RULING = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Desk:
    """Answers updates. Keeps nothing of any chat: that lives in the store, so a restart is not seen."""

    store: Store  # opened when the application starts
    replica: Replica
    upkeep: Upkeep

    def __init__(self, settings: Settings, commands: Sequence[Command], taps: Mapping[str, TapAnswer]) -> None:
        self.settings, self.taps, self.press = settings, taps, Press(settings.templates)
        self.names = tuple((command.name, command.alias) for command in commands)
        self.answers = {name: command.answer for command in commands for name in (command.name, command.alias)}

    async def question(self, update: Update, argument: str = "") -> Question:
        """What `update` asks, in whose words to answer, and what day it is here."""
        here = update.effective_chat or update.effective_user  # an inline query has no chat: the person's own counts
        choices = await self.store.chat(here.id if here else 0)
        now, zone = datetime.now(UTC), ZoneInfo(choices.zone) if choices.zone else self.settings.zone
        place, sent, owners = _place(update, zone.key, now), _sent(update), self.settings.owners
        today, words = now.astimezone(zone).date(), self._texts(update, choices)
        return Question(self.store, words, today, self.names, _sound(argument), place, self.press, owners, sent, choices=choices)

    def _texts(self, update: Update, choices: Chat) -> Texts:
        """The language that the chat chose; until then that of the person's Telegram."""
        person = update.effective_user
        return texts(choices.language or language_of(person.language_code if person else None, self.settings.language))

    def replying(self, answer: Answer, read: Callable[[str], str] = str) -> Handle:
        """The handler that answers a message; `read` takes the argument from its text."""

        async def handle(update: Update, _: Context) -> None:
            asked = update.effective_message
            if asked is not None:
                question = await self.question(update, read(asked.text or ""))
                await chat.reply(asked, await _answered(update, question, answer))

        return handle

    def serving(self, command: Command, unknown: Answer) -> Handle:
        """The handler of a command that needs a right; to those without any role it is a command that there isn't."""

        async def handle(update: Update, _: Context) -> None:
            asked = update.effective_message
            if asked is None or command.right is None:
                return
            question = replace(await self.question(update, after_command(asked.text or "")), attach=partial(chat.attach, asked))
            if await role_of(question):
                await chat.reply(asked, await _answered(update, question, only(command.right, command.answer)))
            elif to_us(asked):
                typed = replace(question, argument=command_name(question_text(asked)))
                await chat.reply(asked, await _answered(update, typed, unknown))

        return handle

    def receiving(self, anybodys: Sequence[Take], takes: Sequence[Take], otherwise: Answer | None) -> Handle:
        """The handler of what isn't a command: the first that wants it of `anybodys` and, with a role, of `takes`; else `otherwise`."""

        async def handle(update: Update, _: Context) -> None:
            asked = update.effective_message
            if asked is None:
                return
            albums, here, album = self.store.albums, asked.chat.id, asked.media_group_id
            progress = chat.Progress(asked, await albums.shown(here, album) if album else None)
            question = replace(await self.question(update, question_text(asked)), progress=progress.show)
            message = await _taken(update, question, (*anybodys, *takes) if await role_of(question) else anybodys)
            if message is None and otherwise:
                message = await _answered(update, question, otherwise)
            if message:
                await progress.finish(message)
            if album and progress.number:
                await albums.show(here, album, progress.number)

        return handle

    async def tap(self, update: Update, _: Context) -> None:
        """A tapped button: its message shows something else, or a notice says why not. Data that no button of ours carries is outdated."""
        query = update.callback_query
        if query is None:
            return
        told, question = read_tap(query.data or ""), await self.question(update)
        if told and told.action == "l":
            await self._choose_language(update, query, told.word)
        elif told and told.action == "n":
            page, pages = map(str, told.numbers)
            await chat.acknowledge(query, question.texts.plain("page-here", page=page, pages=pages))
        elif told and (answer := self._answer_to(told)):
            await _show(update, query, question, answer)
        else:
            await chat.acknowledge(query, question.texts.plain("error-tap"), alert=True)

    async def inline(self, update: Update, _: Context) -> None:
        """Words typed after the bot's name in any chat: what they may be answered with, to choose from."""
        query = update.inline_query
        if query is not None:
            await inline.answer(query, await self.question(update, query.query))

    def _answer_to(self, told: Tap) -> Answer | None:
        if told.action == "c":
            return self.answers.get(told.word)
        answer = self.taps.get(told.action)
        return partial(answer, told=told) if answer else None

    async def _choose_language(self, update: Update, query: CallbackQuery, language: str) -> None:
        place = update.effective_chat
        if place is None or language not in LANGUAGES:
            await chat.acknowledge(query)
            return
        if not await _rules(update):
            await chat.acknowledge(query, (await self.question(update)).texts.plain("language-admins-only"), alert=True)
            return
        await self.store.save_chat(replace(await self.store.chat(place.id), language=language))
        question = await self.question(update)
        await chat.change(query, replies.help_page(question.names, question.texts))
        await chat.acknowledge(query, question.texts.plain("language-chosen"))

    async def joined(self, update: Update, _: Context) -> None:
        """Somebody made the bot an administrator of a channel: they are told how the channel gets digests."""
        change, ruling = update.my_chat_member, ChatMemberStatus.ADMINISTRATOR
        if change is None or change.chat.type != ChatType.CHANNEL:
            return
        if change.new_chat_member.status != ruling or change.old_chat_member.status == ruling:
            return
        words = texts(language_of(change.from_user.language_code, self.settings.language))
        message = subscriptions.joined_channel(change.chat.title or "", words)
        await change.from_user.send_message(**chat.form(message, change.get_bot().username))

    async def note(self, update: Update, _: Context) -> None:
        """Keep in mind what any update tells of where the bot may write."""
        await note_presence(update, self.store.ledger)

    async def failed(self, update: object, context: Context) -> None:
        """The error handler: what went wrong is logged with the update's id under a code, and the person is told the code."""
        error, code = context.error, secrets.token_hex(2).upper()
        number = update.update_id if isinstance(update, Update) else "none"
        if isinstance(error, Forbidden):
            log.info("update %s: the chat is closed to us: %s", number, error)
            return
        SIGNS.fail()
        log.error("update %s failed (code %s): %s", number, code, error, exc_info=error)
        if isinstance(update, Update):
            await self._tell(update, code)

    async def _tell(self, update: Update, code: str) -> None:
        person = update.effective_user
        message = replies.breakdown(code, texts(language_of(person.language_code if person else None, self.settings.language)))
        try:
            if update.callback_query:
                await chat.acknowledge(update.callback_query, message.html, alert=True)
            elif update.effective_message:
                await chat.reply(update.effective_message, message)
        except TelegramError as error:
            log.warning("update %s: the person could not be told (code %s): %s", update.update_id, code, error)


async def _taken(update: Update, question: Question, takes: Sequence[Take]) -> Message | None:
    """What the first that wants the message answers, or why it could not."""
    try:
        for take in takes:
            if message := await take(question):
                return message
    except StoreError:
        raise
    except BriefingError as error:
        log.info("update %s: %s", update.update_id, error)
        return replies.excuse(error, question.texts)
    return None


async def _done(update: Update, question: Question, answer: Answer) -> Message:
    """The answer as the chat wants it; the chat sees that the bot is at work while it takes long."""
    async with chat.busy(update.effective_chat, question.place.thread):
        message = await answer(question)
    return replace(message, previews=question.choices.previews)


async def _answered(update: Update, question: Question, answer: Answer) -> Message:
    """The answer, or why there is none: an error on purpose is told in its own words."""
    try:
        return await _done(update, question, answer)
    except StoreError:
        raise  # the error handler's: somebody has to look at the database
    except BriefingError as error:
        log.info("update %s: %s", update.update_id, error)
        return replies.excuse(error, question.texts)


async def _show(update: Update, query: CallbackQuery, question: Question, answer: Answer) -> None:
    """Put the answer in place of the message; where there is none, leave it as it is and say why."""
    try:
        message = await _done(update, question, answer)
    except StoreError:
        raise
    except BriefingError as error:
        log.info("update %s: %s", update.update_id, error)
        await chat.acknowledge(query, question.texts.plain(error.text_id, **error.values), alert=True)
    else:
        if message.html:
            await chat.change(query, message)
        await chat.acknowledge(query)
        if message.file and isinstance(query.message, Received):
            await chat.hand_over(query.message, message.file)


def _place(update: Update, zone: str, now: datetime) -> Place:
    message, person, here = update.effective_message, update.effective_user, update.effective_chat
    thread = message.message_thread_id if isinstance(message, Received) and message.is_topic_message else None
    name, username = (person.full_name, person.username) if person else ("", None)
    who, rules, takes_part = person.id if person else None, partial(_rules, update), partial(_takes_part, update)
    return Place(here.id if here else 0, thread or 0, who, rules, takes_part, zone, now, name, username)


def _sent(update: Update) -> Sent:
    message = update.effective_message
    if message is None or update.callback_query:
        return Sent()
    origin = message.forward_origin
    user = origin.sender_user if isinstance(origin, MessageOriginUser) else None
    return Sent(message.message_id, _file(message), _origin_name(origin), user.id if user else None, message.media_group_id)


def _file(message: Received) -> SentFile | None:
    """The file of a message; of a photo, which Telegram keeps in several sizes and without a name, the largest."""
    if message.document:
        document = message.document
        return SentFile(document.file_name or "", document.file_size or 0, partial(_bytes, document))
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return SentFile(f"anh-{message.message_id}.jpg", largest.file_size or 0, partial(_bytes, largest), photo=True)
    return None


async def _bytes(sent: Document | PhotoSize) -> bytes:
    return bytes(await (await sent.get_file()).download_as_bytearray())


def _origin_name(origin: MessageOrigin | None) -> str | None:
    """Whom a forwarded message is from, by name; "" for one that says nothing of it; None for one that isn't forwarded."""
    match origin:
        case MessageOriginUser():
            return origin.sender_user.full_name
        case MessageOriginChannel():
            return origin.chat.title or ""
        case MessageOriginChat():
            return origin.sender_chat.title or ""
        case MessageOriginHiddenUser():
            return origin.sender_user_name
    return None


async def _rules(update: Update) -> bool:
    """Whether the person of `update` may decide for its chat. Only administrators post in channels, or in their group's name."""
    here, person, tapped = update.effective_chat, update.effective_user, update.callback_query
    message = update.effective_message
    if here is None or here.type == ChatType.PRIVATE:
        return True
    if tapped is None and message and message.sender_chat and message.sender_chat.id == here.id:
        return True
    if tapped is None and update.channel_post:
        return True
    return person is not None and (await here.get_member(person.id)).status in _RULING


async def _takes_part(update: Update) -> bool:
    """Whether the person of `update` belongs to its chat; of a channel only who may decide for it. In a public group strangers may tap."""
    here, person = update.effective_chat, update.effective_user
    if here is None or here.type not in (ChatType.GROUP, ChatType.SUPERGROUP) or person is None:
        return await _rules(update)
    return (await here.get_member(person.id)).status not in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def to_us(message: Received) -> bool:
    """Whether a command is meant for us: in a group, where other bots are, only one that bears our name."""
    command = (message.text or "").split(maxsplit=1)[0].lower()
    return message.chat.type == ChatType.PRIVATE or command.endswith(f"@{message.get_bot().username}".lower())


def question_text(message: Received) -> str:
    """The words of a message, or those under its file."""
    return message.text or message.caption or ""


def _sound(typed: str) -> str:
    """What was typed, with half characters (lone surrogates, which no database takes) replaced."""
    return typed.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def after_command(text: str) -> str:
    """"/tomtat 3" → "3"."""
    return "".join(text.split(maxsplit=1)[1:])


def command_name(text: str) -> str:
    """"/tomtatt@GiaoBanBot 3" → "tomtatt"."""
    return text.split(maxsplit=1)[0].removeprefix("/").partition("@")[0]
