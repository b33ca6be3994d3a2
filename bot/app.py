"""The wiring and nothing else: settings in, the whole bot as an `Application` out, not started.

`COMMANDS` feeds the handlers, /trogiup and setMyCommands; `TAPS` feeds the buttons.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from typing import Any

import uvloop
from telegram import BotCommand, BotCommandScopeChat, Message, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.commands import (
    admin,
    choosing,
    counting,
    digests,
    drafts,
    editing,
    following,
    intake,
    opening,
    privacy,
    reading,
    subscribing,
    taking,
    tasks,
)
from bot.config import Settings
from bot.delivery.gate import Gate
from bot.delivery.service import answering, gate_for
from bot.desk import Desk, after_command, command_name, to_us
from bot.digests import specimen
from bot.leading import Post, lead
from bot.logs import quieten, start_log
from bot.question import Command, TapAnswer
from bot.replica import Replica
from bot.rights import only_tap
from bot.runner import serve
from bot.server import STORE
from bot.updates import InOrderPerChat, StoredUpdates
from bot.upkeep import Upkeep
from briefings.query import Kind
from briefings.rendering.replies import names
from briefings.rendering.texts import LANGUAGES, texts
from briefings.roles import Right, Role, may
from briefings.store.store import Store

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER)

LINKED: dict[str, TapAnswer] = {  # what a deep link may open: reading, which is anybody's
    "a": reading.show_card,
    "t": reading.show_full_text,
    "k": reading.show_kind,
    "s": reading.show_source,
    "d": reading.show_document,
}

COMMANDS = (
    Command("batdau", "start", opening.starting(LINKED)),
    Command("trogiup", "help", opening.show_help),
    Command("baiviet", "articles", reading.asking(Kind.ARTICLES)),
    Command("tomtat", "summary", reading.asking(Kind.SUMMARY)),
    Command("chidao", "directives", reading.asking(Kind.DIRECTIVES)),
    Command("nhiemvu", "tasks", tasks.held_or(reading.asking(Kind.TASKS))),
    Command("vanban", "documents", reading.asking(Kind.DOCUMENTS)),
    Command("nguoi", "people", reading.asking(Kind.PEOPLE)),
    Command("tim", "search", reading.asking(Kind.SEARCH)),
    Command("bantin", "briefing", digests.briefing),
    Command("dangky", "subscribe", subscribing.subscribe),
    Command("huydangky", "unsubscribe", subscribing.unsubscribe),
    Command("theodoi", "follow", following.follow),
    Command("caidat", "settings", choosing.settings),
    Command("xoadulieu", "forgetme", privacy.show),
    Command("xuat", "export", taking.export),
    Command("thongke", "stats", counting.statistics),
)

TAPS: dict[str, TapAnswer] = LINKED | {
    "v": reading.show_view,
    "b": reading.show_citation,
    "m": reading.show_mention,
    "g": digests.show_page,
    "f": digests.show_full,
    "y": subscribing.choose,
    "u": subscribing.manage,
    "data": privacy.act,
    "export": taking.offer,
    "take": taking.offer_card,
    "file": taking.send,
    "chart": counting.show_timeline,
    "story": counting.show_story,
    "pick": tasks.pick,
    "adopt": tasks.take,
    "q": tasks.show_list,
    "held": tasks.show,
    "state": tasks.set_status,
    "mine": tasks.do_it_myself,
    "say": tasks.ask,
    "past": tasks.history,
    "follow": following.follow_shown,
    "leave": following.leave,
    "set": choosing.choose,
}

STAFF_COMMANDS = (
    Command("nap", "load", intake.load, Right.LOAD),
    Command("duyet", "drafts", drafts.waiting, Right.LOAD),
    Command("sua", "edit", editing.revise, Right.CORRECT),
    Command("go", "withdraw", drafts.withdraw, Right.PUBLISH),
    Command("quantri", "admins", admin.admins, Right.APPOINT),
    Command("nhatky", "audit", admin.log, Right.PUBLISH),
)

STAFF_TAPS: dict[str, TapAnswer] = {
    "j": only_tap(Right.LOAD, drafts.show_waiting),
    "o": only_tap(Right.LOAD, drafts.show),
    "w": only_tap(Right.LOAD, drafts.show_part),
    "h": only_tap(Right.LOAD, drafts.show_item),
    "undo": only_tap(Right.PUBLISH, drafts.restore),
    "appoint": only_tap(Right.APPOINT, admin.appoint),
    "dismiss": only_tap(Right.APPOINT, admin.dismiss),
    "log": only_tap(Right.PUBLISH, admin.show_log),
    "p": only_tap(Right.LOAD, drafts.publish),
    "x": only_tap(Right.LOAD, drafts.discard),
    "replace": only_tap(Right.PUBLISH, drafts.replace),
    "link": only_tap(Right.PUBLISH, drafts.link),
    "z": only_tap(Right.LOAD, intake.finish_paste),
    "e": only_tap(Right.CORRECT, editing.ask),
    "r": only_tap(Right.CORRECT, editing.remove),
}

ANYBODYS = (tasks.answer,)  # who may want one of anybody's
TAKES = (editing.answer, intake.take, admin.take)  # who may want a message that isn't a command, of those with a role

App = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]


def build_application(settings: Settings, builder: Builder | None = None) -> App:
    """The whole bot, not started; `builder` brings a test's own parts (a request class, a bot)."""
    quieten()
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's pauses are timedeltas, as they will be in its next major version
    desk = Desk(settings, COMMANDS, TAPS | STAFF_TAPS)

    desk.press.check(specimen())

    gate, queue = gate_for(settings), StoredUpdates()

    async def open_store(application: App) -> None:
        desk.store = await Store.open(settings.database_url)
        queue.inbox = desk.store.inbox
        leading = partial(lead, Post(desk.store, settings, gate, desk.press, application.bot.username))
        desk.replica = Replica(desk.store, partial(queue.begin, bot=application.bot), leading)
        await desk.replica.start()
        desk.upkeep = Upkeep(desk.store, settings)
        desk.upkeep.start()
        application.bot_data[STORE] = desk.store
        await _announce_commands(application, settings)
        await _announce_to_staff(application, desk)

    async def close_store(_: App) -> None:
        await desk.upkeep.stop()
        await desk.replica.stop()
        await desk.store.close()

    def working(update_id: int) -> AbstractAsyncContextManager[bool]:
        return desk.replica.working(update_id)

    builder = _addressed(builder or ApplicationBuilder(), settings, gate)
    builder = builder.update_queue(queue).concurrent_updates(InOrderPerChat(working))
    application = builder.job_queue(None).post_init(open_store).post_shutdown(close_store).build()
    _add_handlers(application, desk)
    return application


def _addressed(builder: Builder, settings: Settings, gate: Gate) -> Builder:
    with suppress(RuntimeError):  # a test's builder may bring a whole bot of its own, with its own address
        root = settings.telegram_api_url.rstrip("/")
        builder.token(settings.token.get_secret_value()).base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
        builder.request(answering(gate))
    return builder


class ToUs(filters.MessageFilter):
    """A command that is meant for us, and is to be answered even if we don't know it."""

    def filter(self, message: Message) -> bool:
        """See `to_us`."""
        return to_us(message)


class RepliesToUs(filters.MessageFilter):
    """An answer to a message of the bot: what those with a role say in groups."""

    def filter(self, message: Message) -> bool:
        """By who sent the message that is answered."""
        answered = message.reply_to_message
        return bool(answered and answered.from_user and answered.from_user.id == message.get_bot().id)


def _add_handlers(application: App, desk: Desk) -> None:
    application.add_handler(TypeHandler(Update, desk.note), group=-1)  # before all others, and beside them
    private, written = filters.ChatType.PRIVATE, filters.UpdateType.MESSAGE
    posted = written | filters.UpdateType.CHANNEL_POST
    for command in COMMANDS:
        application.add_handler(CommandHandler((command.name, command.alias), desk.replying(command.answer, after_command), posted))
    served = written & (private | RepliesToUs())
    for command in STAFF_COMMANDS:
        application.add_handler(CommandHandler((command.name, command.alias), desk.serving(command, opening.unknown), served))
    commanding = (filters.COMMAND | filters.Regex(r"^/\w")) & ToUs()  # "/tómtắt" is no command to Telegram, but meant as one
    application.add_handler(MessageHandler(written & commanding, desk.replying(opening.unknown, command_name)))
    said = written & ~filters.StatusUpdate.ALL & ~filters.COMMAND & ~filters.VIA_BOT  # what our inline mode put there asks nothing
    application.add_handler(MessageHandler(said & private & filters.TEXT, desk.receiving(ANYBODYS, TAKES, reading.asking(Kind.SEARCH))))
    application.add_handler(MessageHandler(said & private, desk.receiving((), TAKES, opening.no_words)))
    application.add_handler(MessageHandler(said & RepliesToUs(), desk.receiving(ANYBODYS, TAKES, None)))
    application.add_handler(CallbackQueryHandler(desk.tap))
    application.add_handler(InlineQueryHandler(desk.inline))
    application.add_handler(ChatMemberHandler(desk.joined, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(desk.failed)


async def _announce_commands(application: App, settings: Settings) -> None:
    """The command menu: in the deployment's language for everybody, and in each language for those whose Telegram speaks it."""
    for code, language in ((None, settings.language), *((language, language) for language in LANGUAGES)):
        await _announce(application, COMMANDS, language, language_code=code)


async def _announce_to_staff(application: App, desk: Desk) -> None:
    """The menu of those with a role, in their chat with the bot alone: what their role lets them do too."""
    roles = {member.user: member.role for member in await desk.store.staff.members() if member.user}
    for user, role in (roles | dict.fromkeys(desk.settings.owners, Role.OWNER)).items():
        theirs = tuple(command for command in STAFF_COMMANDS if command.right and may(role, command.right))
        await _announce(application, (*COMMANDS, *theirs), desk.settings.language, scope=BotCommandScopeChat(user))


async def _announce(application: App, commands: Sequence[Command], language: str, **where: Any) -> None:
    pairs = [(command.name, command.alias) for command in commands]
    menu = [BotCommand(name.shown, name.does) for name in names(pairs, texts(language))]
    try:
        await application.bot.set_my_commands(menu, **where)
    except TelegramError as error:  # the menu is a comfort; the commands work without it
        log.warning("the command menu (%s) was not taken: %s", language, error)


def run(settings: Settings) -> None:
    """Serve until a signal: by webhook where its address is set, else by polling."""
    start_log(settings.log, settings.token)
    uvloop.run(serve(build_application(settings), settings, ALLOWED_UPDATES))
