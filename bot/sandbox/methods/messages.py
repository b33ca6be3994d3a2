"""Text messages: send, edit, copy, forward, delete. In: a call; out: the message as the Bot API shows it, or a refusal.

core.telegram.org/bots/api#sendmessage, #updating-messages
"""

from __future__ import annotations

from typing import Any

from bot.sandbox import keyboards
from bot.sandbox.access import known_chat, open_chat, own_message, replied_to, thread_of
from bot.sandbox.calls import Call
from bot.sandbox.entities import Formatted, formatted, units
from bot.sandbox.refusals import JSON, NOT_MODIFIED, bad_request
from bot.sandbox.world import RULING, Chat, World

MAX_TEXT, MAX_CAPTION = 4096, 1024
MEDIA = ("document", "photo", "audio", "video", "voice", "animation", "sticker")


def text_of(world: World, call: Call) -> JSON:
    """The text and its entities, within 4,096 units after parsing."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    read = formatted(call.text("text"), call.text("parse_mode"), call.structure("entities"), world.user_card)
    return _fields(read, "text", "entities", MAX_TEXT, "message is too long")


def caption_of(world: World, call: Call) -> JSON:
    """The caption and its entities, within 1,024 units; nothing where there is none."""
    if not call.text("caption").strip():
        return {}
    read = formatted(call.text("caption"), call.text("parse_mode"), call.structure("caption_entities"), world.user_card)
    return _fields(read, "caption", "caption_entities", MAX_CAPTION, "message caption is too long")


def _fields(read: Formatted, text: str, entities: str, limit: int, too_long: str) -> JSON:
    if units(read.text) > limit:
        raise bad_request(too_long)
    return {text: read.text, entities: read.entities} if read.entities else {text: read.text}


def keyboard_of(call: Call) -> JSON:
    """The inline keyboard, as a field of the message."""
    markup = keyboards.checked(call.structure("reply_markup"))
    return {"reply_markup": markup} if markup else {}


def admit(world: World, chat: Chat, call: Call, count: int = 1) -> None:
    """Count new messages against the rates; the last thing before they are accepted."""
    world.limiter.admit(chat.id, world.clock(), group=chat.is_group, count=count, paid=call.flag("allow_paid_broadcast"))


def send(world: World, call: Call, content: JSON) -> JSON:
    """Put the bot's message where a call says, once every check has passed."""
    chat = open_chat(world, call)
    thread, reply = thread_of(chat, call), replied_to(chat, call)
    content = {**content, **keyboard_of(call)}
    admit(world, chat, call)
    return world.post(chat, world.bot, content, thread=thread, reply_to=reply)


def send_message(world: World, call: Call) -> JSON:
    """sendMessage"""
    return send(world, call, text_of(world, call))


def _changed(world: World, chat: Chat, message: JSON, new: JSON, replaced: tuple[str, ...]) -> JSON:
    """Replace some fields of a message in place; refuse where nothing would change."""
    if all(message.get(name) == new.get(name) for name in replaced):
        raise bad_request(NOT_MODIFIED)
    for name in replaced:
        message.pop(name, None)
    message.update(new, edit_date=int(world.clock()))
    world.touch(chat)
    return message


def edit_message_text(world: World, call: Call) -> JSON:
    """editMessageText; without a keyboard the old one goes."""
    new = text_of(world, call)
    chat, message = own_message(world, call, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _changed(world, chat, message, {**new, **keyboard_of(call)}, ("text", "entities", "reply_markup"))


def edit_message_caption(world: World, call: Call) -> JSON:
    """editMessageCaption"""
    new = caption_of(world, call)
    chat, message = own_message(world, call, "edit")
    if not any(kind in message for kind in MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, chat, message, {**new, **keyboard_of(call)}, ("caption", "caption_entities", "reply_markup"))


def edit_message_reply_markup(world: World, call: Call) -> JSON:
    """editMessageReplyMarkup"""
    chat, message = own_message(world, call, "edit")
    return _changed(world, chat, message, keyboard_of(call), ("reply_markup",))


def delete_message(world: World, call: Call) -> bool:
    """deleteMessage: the bot's own, what people wrote to it, and any message where it is an administrator."""
    chat = open_chat(world, call)
    message = chat.messages.get(call.whole("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message.get("from", {}).get("id") == world.bot.id
    if not (own or chat.type == "private" or chat.members.get(world.bot.id) in RULING):
        raise bad_request("message can't be deleted")
    del chat.messages[message["message_id"]]
    world.touch(chat)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """deleteMessages: those that are not there are passed over."""
    chat = open_chat(world, call)
    for message_id in call.structure("message_ids") or []:
        chat.messages.pop(message_id, None)
    world.touch(chat)
    return True


def _source(world: World, call: Call, verb: str) -> JSON:
    source = known_chat(world, call, "from_chat_id")
    message = source.messages.get(call.whole("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def _content(message: JSON) -> dict[str, Any]:
    kept = ("text", "entities", "caption", "caption_entities", *MEDIA)
    return {name: message[name] for name in kept if name in message}


def forward_message(world: World, call: Call) -> JSON:
    """forwardMessage"""
    message = _source(world, call, "forward")
    origin = {"type": "user", "date": message["date"], "sender_user": message["from"]} if "from" in message else {
        "type": "channel", "date": message["date"], "chat": message["chat"], "message_id": message["message_id"]
    }  # fmt: skip
    return send(world, call, {**_content(message), "forward_origin": origin})


def copy_message(world: World, call: Call) -> JSON:
    """copyMessage"""
    return {"message_id": send(world, call, _content(_source(world, call, "copy")))["message_id"]}


METHODS = {
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "forwardmessage": forward_message,
    "copymessage": copy_message,
}
