"""What the sandbox knows: people, chats, messages, files, and the updates that wait for the bot. In: what somebody did; out: the new state.

Every change makes the `Pulse` beat, so whoever waits (a long poll, a page, a test) sees it at once. Times are seconds since 1970, from the
clock that the sandbox was given. Messages are kept as the Bot API's JSON (core.telegram.org/bots/api#message).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.sandbox.faults import Faults
from bot.sandbox.journal import Journal
from bot.sandbox.limits import NO_LIMITS, Limits, RateLimiter
from bot.sandbox.refusals import JSON

Clock = Callable[[], float]

TOKEN = "7000000001:sandbox"  # noqa: S105 - the sandbox's own, worth nothing elsewhere
BOT_ID = 7000000001
READER_ID, EDITOR_ID, ADMIN_ID = 1001, 1002, 1003
FIRST_NEW_USER, FIRST_GROUP, FIRST_SUPERGROUP = 2001, -4001, -1001000000001
GENERAL_THREAD = 1
IN_CHAT = frozenset({"creator", "administrator", "member"})
RULING = frozenset({"creator", "administrator"})


@dataclass
class User:
    """A person, or the bot. `blocked`: has blocked the bot."""

    id: int
    first_name: str
    username: str = ""
    language_code: str = "vi"
    is_bot: bool = False
    blocked: bool = False
    deactivated: bool = False

    def card(self) -> JSON:
        """The Bot API's User."""
        card: JSON = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        card |= {"username": self.username} if self.username else {}
        return card if self.is_bot else {**card, "language_code": self.language_code}


@dataclass
class Chat:
    """A private chat (its id is the person's), a group, a supergroup (perhaps a forum) or a channel. `members`: user id → status."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    is_forum: bool = False
    started: bool = True
    migrated_to: int | None = None
    members: dict[int, str] = field(default_factory=dict)
    threads: dict[int, str] = field(default_factory=dict)
    messages: dict[int, JSON] = field(default_factory=dict)
    last_id: int = GENERAL_THREAD
    version: int = 0
    action: tuple[str, float] = ("", 0.0)

    def card(self) -> JSON:
        """The Bot API's Chat."""
        card: JSON = {"id": self.id, "type": self.type}
        card |= {"first_name" if self.type == "private" else "title": self.title}
        card |= {"username": self.username} if self.username else {}
        return {**card, "is_forum": True} if self.is_forum else card

    @property
    def is_group(self) -> bool:
        """Whether the limit of 20 messages a minute holds here."""
        return self.type in ("group", "supergroup")


class Pulse:
    """Wakes all who wait whenever something changed; `beats` counts the changes."""

    def __init__(self) -> None:
        self.beats = 0
        self.closed = False
        self._waiting: list[asyncio.Future[None]] = []

    def beat(self) -> int:
        """Say that something changed."""
        self.beats += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)
        return self.beats

    def close(self) -> None:
        """Let everybody go: the sandbox stops."""
        self.closed = True
        self.beat()

    async def until(self, met: Callable[[], bool], seconds: float) -> bool:
        """Wait until `met()`, at most `seconds` of real time; whether it was met."""
        deadline = time.monotonic() + seconds
        while not met():
            left = deadline - time.monotonic()
            if left <= 0 or self.closed:
                return False
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await asyncio.wait([future], timeout=left)
        return True


@dataclass
class Query:
    """A tap on a button or an inline query that waits for the bot's answer."""

    id: str
    asked: float
    answer: JSON | None = None


@dataclass
class StoredFile:
    """An uploaded file, under the id that the bot asks for it by."""

    id: str
    name: str
    mime: str
    data: bytes

    @property
    def path(self) -> str:
        """Where getFile sends the bot."""
        return f"documents/{self.id}/{self.name}"


@dataclass
class Webhook:
    """Where updates are delivered. `url` empty: nowhere, the bot polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0


# what Telegram leaves out unless a bot asks for it by name: core.telegram.org/bots/api#getupdates
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class World:
    """The whole state of one sandbox."""

    def __init__(self, *, clock: Clock = time.time, limits: Limits = NO_LIMITS, latency: float = 0.0, token: str = TOKEN) -> None:
        self.clock, self.latency, self.token = clock, latency, token
        self.pulse, self.mail = Pulse(), Pulse()
        self._update_ids = count(100_001)
        self.poll = 0
        self.leave: Callable[[float], None] = lambda _: None  # the server's: refuse all connections for some seconds
        self.reset(limits)

    def reset(self, limits: Limits) -> None:
        """Begin anew: three people, nobody has written yet. Ids of updates go on, so the bot takes no new one for an old one."""
        self.limiter = RateLimiter(limits)
        self.faults = Faults()
        self.journal = Journal()
        self.webhook = Webhook()
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.updates: dict[int, JSON] = {}
        self.delivered: dict[int, JSON] = {}
        self.allowed_updates: frozenset[str] | None = None
        self.reads_all_groups = False
        self.numbers = count(1)
        self._ids = {"user": count(FIRST_NEW_USER), "group": count(FIRST_GROUP, -1), "supergroup": count(FIRST_SUPERGROUP, -1)}
        self.bot = self._add_user(User(BOT_ID, "Giao Ban", "giaoban_bot", is_bot=True))
        for person in (User(READER_ID, "Độc giả"), User(EDITOR_ID, "Biên tập"), User(ADMIN_ID, "Quản trị")):
            self._add_user(person)
        self.pulse.beat()
        self.mail.beat()

    def take_longer(self, seconds: float) -> None:
        """Set how long each call takes, but getUpdates."""
        self.latency = seconds

    def close(self) -> None:
        """Let everybody who waits go: the sandbox stops."""
        self.pulse.close()
        self.mail.close()

    # people and chats
    def _add_user(self, user: User) -> User:
        self.users[user.id] = user
        if not user.is_bot:
            members = {user.id: "member", self.bot.id: "member"}
            self.chats[user.id] = Chat(user.id, "private", user.first_name, user.username, started=False, members=members)
        return user

    def new_user(self, name: str, *, language: str = "vi", username: str = "", started: bool = False) -> User:
        """Somebody new, with an empty private chat; `started`: has pressed Start, so the bot may write."""
        user = self._add_user(User(next(self._ids["user"]), name, username, language))
        self.chats[user.id].started = started
        self.pulse.beat()
        return user

    def new_chat(self, kind: str, title: str, members: Iterable[int], *, threads: Iterable[str] = (), username: str = "") -> Chat:
        """A group, supergroup, forum or channel; the first member made it. The bot is in only if it is a member."""
        family = "group" if kind == "group" else "supergroup"
        type_ = "supergroup" if kind == "forum" else kind
        chat = Chat(next(self._ids[family]), type_, title, username, is_forum=kind == "forum")
        chat.members = {user: "member" if number else "creator" for number, user in enumerate(members)}
        self.chats[chat.id] = chat
        for name in threads:
            chat.threads[self.next_message_id(chat)] = name
        self.touch(chat)
        return chat

    def user_card(self, user_id: int) -> JSON | None:
        """The Bot API's User, or None for somebody unknown."""
        user = self.users.get(user_id)
        return user.card() if user else None

    # messages
    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves; private chats and groups share one count, as at Telegram."""
        if chat.type in ("private", "group"):
            return next(self.numbers)
        chat.last_id += 1
        return chat.last_id

    def post(self, chat: Chat, sender: User, content: JSON, *, thread: int | None = None, reply_to: JSON | None = None) -> JSON:
        """Put a message into a chat and hand it back as the Bot API shows it."""
        message: JSON = {"message_id": self.next_message_id(chat), "date": int(self.clock()), "chat": chat.card()}
        message |= {"sender_chat": chat.card()} if chat.type == "channel" else {"from": sender.card()}
        if thread:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to:
            message["reply_to_message"] = {key: value for key, value in reply_to.items() if key != "reply_to_message"}
        message |= content
        chat.messages[message["message_id"]] = message
        if sender is self.bot:
            chat.action = ("", 0.0)
        self.touch(chat)
        return message

    def touch(self, chat: Chat) -> None:
        """Say that a chat changed."""
        chat.version = self.pulse.beat()

    # updates
    def tell_bot(self, kind: str, content: JSON) -> int | None:
        """Queue an update for the bot; None where it did not ask for this kind."""
        allowed = self.allowed_updates
        if (kind not in allowed) if allowed else (kind in UNASKED):
            return None
        update_id = next(self._update_ids)
        self.updates[update_id] = {"update_id": update_id, kind: content}
        self.mail.beat()
        return update_id

    def confirm(self, update_ids: Iterable[int]) -> None:
        """The bot has these updates."""
        for update_id in list(update_ids):
            self.delivered[update_id] = self.updates.pop(update_id)

    def redeliver(self, update_id: int) -> None:
        """Queue an update once more under its old id, as Telegram does now and then."""
        self.updates[update_id] = self.delivered.get(update_id) or self.updates[update_id]
        self.mail.beat()

    # files
    def keep_file(self, name: str, mime: str, data: bytes) -> StoredFile:
        """Store a file under a new id."""
        stored = StoredFile(f"file-{next(self.numbers)}", name or "tep", mime or "application/octet-stream", data)
        self.files[stored.id] = stored
        return stored

    def about(self, name: str, language: str) -> str:
        """The bot's "name", "description" or "short_description" in a language, or for all languages."""
        fallback = self.bot.first_name if name == "name" else ""
        return self.profile.get((name, language)) or self.profile.get((name, ""), fallback)

    def member_card(self, chat: Chat, user_id: int) -> JSON:
        """The Bot API's ChatMember."""
        status = chat.members.get(user_id, "left")
        card: JSON = {"user": self.user_card(user_id), "status": status}
        return {**card, **RIGHTS.get(status, {})}


_RULING_RIGHTS: dict[str, Any] = dict.fromkeys(
    ("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
     "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    True,
)  # fmt: skip
RIGHTS: dict[str, JSON] = {
    "creator": {"is_anonymous": False},
    "administrator": {**_RULING_RIGHTS, "can_be_edited": False, "is_anonymous": False},
    "kicked": {"until_date": 0},
}
