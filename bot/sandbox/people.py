"""What people do. In: somebody, a chat and an act; out: the message or query that it made, and an update for the bot.

A bot without administrator's rights reads only what concerns it in groups (privacy mode, core.telegram.org/bots/features#privacy-mode).
A person's text over 4,096 units arrives cut into several messages, as Telegram's own programs cut it.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.entities import found_in, units
from bot.sandbox.methods.media import file_card
from bot.sandbox.methods.messages import MAX_TEXT
from bot.sandbox.refusals import JSON
from bot.sandbox.world import ADMIN_ID, EDITOR_ID, IN_CHAT, READER_ID, RULING, Chat, Query, StoredFile, User, World


class ImpossibleError(Exception):
    """Something that a person cannot do, e.g. write where they are no member."""


def chat_of(world: World, chat_id: int) -> Chat:
    """The chat, or ImpossibleError."""
    if chat_id not in world.chats:
        raise ImpossibleError(f"chat {chat_id}: unknown")
    return world.chats[chat_id]


def _place(world: World, user_id: int, chat_id: int) -> tuple[User, Chat]:
    if user_id not in world.users:
        raise ImpossibleError(f"user {user_id}: unknown")
    chat = chat_of(world, chat_id)
    if chat.members.get(user_id) not in IN_CHAT:
        raise ImpossibleError(f"user {user_id}: not in chat {chat_id}")
    return world.users[user_id], chat


def furnish(world: World) -> None:
    """Rooms to try things in: a group, a forum with topics, and a channel that the bot may post to."""
    everybody = (ADMIN_ID, EDITOR_ID, READER_ID, world.bot.id)
    world.new_chat("channel", "Bản tin nội bộ", everybody).members[world.bot.id] = "administrator"
    world.new_chat("forum", "Ban Tổ chức", everybody, threads=("Bản tin tuần", "Giao việc"))
    world.new_chat("supergroup", "Văn phòng", everybody)
    for person in everybody[:3]:
        world.touch(world.chats[person])


def write(world: World, user_id: int, chat_id: int, text: str, **where: Any) -> list[JSON]:
    """Send a text; more than one message where it is too long for one."""
    parts = _cut(text) if text else []
    return [say(world, user_id, chat_id, {"text": part} | _marks(part), **where) for part in parts]


def _marks(text: str) -> JSON:
    entities = found_in(text)
    return {"entities": entities} if entities else {}


def _cut(text: str) -> list[str]:
    """Pieces of at most 4,096 units, cut at a line's end where there is one near."""
    pieces = []
    while units(text) > MAX_TEXT:
        end = len(text.encode("utf-16-le")[: MAX_TEXT * 2].decode("utf-16-le", "ignore"))
        line = text.rfind("\n", end // 2, end)
        end = line + 1 if line > 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return [piece for piece in (*pieces, text) if piece.strip()]


def say(
    world: World,
    user_id: int,
    chat_id: int,
    content: JSON,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
    forwarded_from: int | None = None,
) -> JSON:
    """Put a message of a person into a chat, and tell the bot where it may read it."""
    user, chat = _place(world, user_id, chat_id)
    if chat.type == "channel" and chat.members[user_id] not in RULING:
        raise ImpossibleError(f"user {user_id}: only administrators post in channel {chat_id}")
    if forwarded_from:
        origin = {"type": "user", "date": int(world.clock()), "sender_user": world.user_card(forwarded_from)}
        content = {**content, "forward_origin": origin}
    if chat.type == "private":
        chat.started = True
        if user.blocked:
            block(world, user_id, False)
    message = world.post(chat, user, content, thread=thread, reply_to=chat.messages.get(reply_to or 0))
    if _bot_reads(world, chat, message):
        world.tell_bot("channel_post" if chat.type == "channel" else "message", message)
    return message


def _bot_reads(world: World, chat: Chat, message: JSON) -> bool:
    status = chat.members.get(world.bot.id, "left")
    if status not in IN_CHAT:
        return False
    if chat.type in ("private", "channel") or status in RULING or world.reads_all_groups:
        return True
    replied = message.get("reply_to_message", {}).get("from", {}).get("id") == world.bot.id
    return replied or _addressed(world, message)


def _addressed(world: World, message: JSON) -> bool:
    """A command to no other bot, or a text that names this one."""
    text, name = message.get("text") or message.get("caption") or "", f"@{world.bot.username}".lower()
    command = text.split(maxsplit=1)[0].lower() if text.startswith("/") else ""
    return name in text.lower() or bool(command and "@" not in command)


def upload(
    world: World,
    user_id: int,
    chat_id: int,
    stored: StoredFile,
    *,
    caption: str = "",
    kind: str = "document",
    album: str = "",
    **where: Any,
) -> JSON:
    """Send a file; several of one `album` are sent at once."""
    content: JSON = {kind: file_card(stored, kind)} | ({"media_group_id": album} if album else {})
    return say(world, user_id, chat_id, {**content, "caption": caption} if caption else content, **where)


def edit(world: World, chat_id: int, message_id: int, text: str) -> JSON:
    """Change a text that a person wrote."""
    chat = chat_of(world, chat_id)
    message: JSON = chat.messages[message_id]
    message.update({"text": text, "edit_date": int(world.clock())})
    world.touch(chat)
    world.tell_bot("edited_channel_post" if chat.type == "channel" else "edited_message", message)
    return message


def button_of(message: JSON, wanted: str) -> JSON:
    """The button with this label, or this callback data; a label may be given by its beginning."""
    buttons = [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]
    for fits in (lambda b: wanted in (b["text"], b.get("callback_data")), lambda b: b["text"].startswith(wanted)):
        found: JSON | None = next((button for button in buttons if fits(button)), None)
        if found:
            return found
    raise ImpossibleError(f"button {wanted!r}: not among {[button['text'] for button in buttons]}")


def tap(world: World, user_id: int, chat_id: int, message_id: int, data: str) -> Query:
    """Press a callback button; the query waits for the bot's answer. `data` is not checked: a client can forge it."""
    user, chat = _place(world, user_id, chat_id)
    if message_id not in chat.messages:
        raise ImpossibleError(f"message {message_id}: not in chat {chat_id}")
    query = Query(str(7_000_000_000_000 + next(world.numbers)), world.clock())
    world.callbacks[query.id] = query
    card = {"id": query.id, "from": user.card(), "message": chat.messages[message_id], "chat_instance": str(abs(chat.id)), "data": data}
    world.tell_bot("callback_query", card)
    return query


def ask_inline(world: World, user_id: int, text: str, offset: str = "") -> Query:
    """Type "@bot text" somewhere."""
    query = Query(str(8_000_000_000_000 + next(world.numbers)), world.clock())
    world.inline_queries[query.id] = query
    asked = {"id": query.id, "from": world.user_card(user_id), "query": text, "offset": offset, "chat_type": "sender"}
    world.tell_bot("inline_query", asked)
    return query


def choose(world: World, user_id: int, chat_id: int, query_id: str, result_id: str, **where: Any) -> JSON:
    """Put a result of an inline query into a chat."""
    answer = world.inline_queries[query_id].answer or {}
    found = next((result for result in answer.get("results", ()) if result["id"] == result_id), None)
    if found is None:
        raise ImpossibleError(f"result {result_id!r}: not among those of query {query_id}")
    return say(world, user_id, chat_id, {**found["message"], "via_bot": world.bot.card()}, **where)


def set_status(world: World, actor_id: int, chat_id: int, member_id: int, status: str) -> None:
    """Add, promote, demote or kick somebody, or the bot."""
    chat = chat_of(world, chat_id)
    old = world.member_card(chat, member_id)
    chat.members[member_id] = status
    _announce(world, chat, actor_id, member_id, old)


def block(world: World, user_id: int, blocked: bool) -> None:
    """Block the bot, or let it in again."""
    user, chat = world.users[user_id], world.chats[user_id]
    old = _bot_in_private(world, user)
    user.blocked = blocked
    change = {"old_chat_member": old, "new_chat_member": _bot_in_private(world, user)}
    world.tell_bot("my_chat_member", {"chat": chat.card(), "from": user.card(), "date": int(world.clock())} | change)


def deactivate(world: World, user_id: int) -> None:
    """Delete an account."""
    world.users[user_id].deactivated = True


def _bot_in_private(world: World, user: User) -> JSON:
    status = {"status": "kicked", "until_date": 0} if user.blocked else {"status": "member"}
    return {"user": world.bot.card(), **status}


def _announce(world: World, chat: Chat, actor_id: int, member_id: int, old: JSON) -> None:
    world.touch(chat)
    kind = "my_chat_member" if member_id == world.bot.id else "chat_member"
    change = {"old_chat_member": old, "new_chat_member": world.member_card(chat, member_id)}
    world.tell_bot(kind, {"chat": chat.card(), "from": world.user_card(actor_id), "date": int(world.clock())} | change)


def migrate(world: World, chat_id: int) -> Chat:
    """Turn a group into a supergroup: a new id, the same people, and two service messages that say so."""
    old = chat_of(world, chat_id)
    new = world.new_chat("supergroup", old.title, ())
    new.members = dict(old.members)
    owner = world.users[next(iter(old.members))]
    told = world.post(old, owner, {"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    world.tell_bot("message", told)
    world.tell_bot("message", world.post(new, owner, {"migrate_from_chat_id": old.id}))
    return new


def new_thread(world: World, user_id: int, chat_id: int, name: str) -> int:
    """Open a topic in a forum."""
    user, chat = _place(world, user_id, chat_id)
    thread = world.next_message_id(chat)
    chat.threads[thread] = name
    world.tell_bot("message", world.post(chat, user, {"forum_topic_created": {"name": name, "icon_color": 7322096}}, thread=thread))
    return thread


def delete_thread(world: World, chat_id: int, thread: int) -> None:
    """Delete a topic with all that stands in it."""
    chat = chat_of(world, chat_id)
    chat.threads.pop(thread, None)
    chat.messages = {number: message for number, message in chat.messages.items() if message.get("message_thread_id") != thread}
    world.touch(chat)
