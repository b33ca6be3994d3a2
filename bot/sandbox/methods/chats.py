"""Chats and who is in them. In: a call; out: the chat, its members, or true. core.telegram.org/bots/api#getchat"""

from __future__ import annotations

from bot.sandbox.access import known_chat, open_chat
from bot.sandbox.calls import Call
from bot.sandbox.refusals import JSON, bad_request
from bot.sandbox.world import IN_CHAT, RULING, World

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
     "choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)  # fmt: skip
ACTION_SECONDS = 5.0


def get_chat(world: World, call: Call) -> JSON:
    """getChat"""
    return {**known_chat(world, call).card(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {
        "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
        "gifts_from_channels": False,
    }}  # fmt: skip


def get_chat_member(world: World, call: Call) -> JSON:
    """getChatMember"""
    chat = known_chat(world, call)
    if call.whole("user_id") not in world.users:
        raise bad_request("invalid user_id specified")
    return world.member_card(chat, call.whole("user_id"))


def get_chat_administrators(world: World, call: Call) -> list[JSON]:
    """getChatAdministrators: people only, as Telegram leaves other bots out."""
    chat = known_chat(world, call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [world.member_card(chat, user) for user, status in chat.members.items() if status in RULING]


def get_chat_member_count(world: World, call: Call) -> int:
    """getChatMemberCount"""
    return sum(status in IN_CHAT for status in known_chat(world, call).members.values())


def send_chat_action(world: World, call: Call) -> bool:
    """sendChatAction: shown for five seconds or until the bot's next message."""
    chat = open_chat(world, call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = (call.text("action"), world.clock() + ACTION_SECONDS)
    world.touch(chat)
    return True


def leave_chat(world: World, call: Call) -> bool:
    """leaveChat"""
    chat = open_chat(world, call)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[world.bot.id] = "left"
    world.touch(chat)
    return True


METHODS = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "sendchataction": send_chat_action,
    "leavechat": leave_chat,
}
