"""/caidat: what a chat has chosen and what it has subscribed to in; one page on which each is changed by a tap out."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.subscriptions import QUIET, choices, quiet_named
from briefings.rendering.taps import tap
from briefings.rendering.texts import LANGUAGES, Texts
from briefings.store.rows import Chat
from briefings.subscription import Subscription

LANGUAGE, ZONE, LENGTH, QUIET_HOURS, PREVIEWS = range(5)  # what a button changes
ZONES = ("Asia/Ho_Chi_Minh", "Asia/Tokyo", "Australia/Sydney", "Europe/Moscow", "Europe/Berlin", "America/New_York", "America/Los_Angeles")


def page(chat: Chat, zone: str, subscriptions: Sequence[Subscription], texts: Texts) -> Message:
    """What holds now, each with its button, then the subscriptions; `zone` is the chat's, or that of the bot."""
    held = {
        LANGUAGE: texts.plain("choice-language", language=texts.plain(f"language-{texts.language}")),
        ZONE: texts.plain("choice-zone", zone=zone),
        LENGTH: texts.plain("choice-length", brief="yes" if chat.brief else "no"),
        QUIET_HOURS: texts.plain("button-quiet", hours=quiet_named(chat.quiet, texts)),
        PREVIEWS: texts.plain("choice-previews", on="yes" if chat.previews else "no"),
    }
    rows: Keyboard = tuple((Button(label, data=tap("set", what, _next(what, chat, zone, texts))),) for what, label in held.items())
    subscribe = (Button(texts.plain("button-subscribe"), data=tap("c", "dangky")),)
    listed = texts("choices-subscribed" if subscriptions else "subscriptions-none")
    return Message(f"{texts('choices')}\n\n{listed}", (*rows, *choices(subscriptions, texts), subscribe))


def _next(what: int, chat: Chat, zone: str, texts: Texts) -> int:
    """The number of what a tap changes it to: the one after what holds."""
    options: dict[int, tuple[Sequence[object], object]] = {
        LANGUAGE: (LANGUAGES, texts.language),
        ZONE: (ZONES, zone),
        LENGTH: ((False, True), chat.brief),
        QUIET_HOURS: (QUIET, chat.quiet),
        PREVIEWS: ((False, True), chat.previews),
    }
    offered, held = options[what]
    return (offered.index(held) + 1) % len(offered) if held in offered else 0
