"""May the bot? In: the chat, message or thread that a call names; out: that thing, or Telegram's reason why not."""

from __future__ import annotations

from bot.sandbox.calls import Call
from bot.sandbox.refusals import JSON, bad_request, forbidden
from bot.sandbox.world import GENERAL_THREAD, IN_CHAT, RULING, Chat, World

KIND_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def known_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat, whether or not the bot may write there."""
    given = call.text(name)
    if not given:
        raise bad_request(f"{name} is empty")
    chat = _by_name(world, given[1:]) if given.startswith("@") else world.chats.get(_number(given))
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def _number(given: str) -> int:
    return int(given) if given.lstrip("-").isdecimal() else 0


def _by_name(world: World, username: str) -> Chat | None:
    public = (chat for chat in world.chats.values() if chat.type != "private" and chat.username)
    return next((chat for chat in public if chat.username.lower() == username.lower()), None)


def open_chat(world: World, call: Call) -> Chat:
    """The chat, where the bot may write. Raises 403 (blocked, kicked, deactivated …) or 400 with Telegram's words."""
    chat = known_chat(world, call)
    if chat.type == "private":
        _check_person(world, chat)
    else:
        _check_member(world, chat)
    return chat


def _check_person(world: World, chat: Chat) -> None:
    user = world.users[chat.id]
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_member(world: World, chat: Chat) -> None:
    status, kind = chat.members.get(world.bot.id, "left"), KIND_NAMES[chat.type]
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {kind}")
    if status not in IN_CHAT:
        raise forbidden(f"bot is not a member of the {kind}")
    if chat.type == "channel" and status not in RULING:
        raise bad_request("need administrator rights in the channel chat")


def thread_of(chat: Chat, call: Call) -> int | None:
    """The forum thread that a message goes to; the General topic is addressed by no thread id at all."""
    thread = call.whole("message_thread_id")
    if thread and (not chat.is_forum or thread == GENERAL_THREAD or thread not in chat.threads):
        raise bad_request("message thread not found")
    return thread or None


def replied_to(chat: Chat, call: Call) -> JSON | None:
    """The message that this one answers, None where it answers none (or may do without)."""
    given = call.structure("reply_parameters") or {}
    if given and "message_id" not in given:
        raise bad_request('can\'t find field "message_id"')
    message_id = int(given.get("message_id") or call.whole("reply_to_message_id"))
    if not message_id:
        return None
    message = chat.messages.get(message_id)
    if message is None and not (given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")):
        raise bad_request("message to be replied not found")
    return message


def own_message(world: World, call: Call, purpose: str) -> tuple[Chat, JSON]:
    """The bot's own message that a call wants to change; `purpose` ("edit") stands in the refusal."""
    chat = open_chat(world, call)
    if not call.whole("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.whole("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if message.get("from", {}).get("id", world.bot.id) != world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message
