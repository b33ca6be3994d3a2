"""The Bot API's methods.

In: a method's name in lower case; out: the function that does it: (world, call) → result, or an awaitable of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.methods import chats, media, messages, profile, queries, updates
from bot.sandbox.world import World

Method = Callable[[World, Call], Any]

METHODS: dict[str, Method] = {
    **messages.METHODS,
    **media.METHODS,
    **queries.METHODS,
    **chats.METHODS,
    **profile.METHODS,
    **updates.METHODS,
}
