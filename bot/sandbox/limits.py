"""The rates that Telegram allows. In: a chat and the time in seconds; out: nothing, or a 429 with the seconds to wait.

Figures: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this (30 messages a second over all, one a second in a chat,
20 a minute in a group, 1,000 a second with paid broadcasts). Windows slide: any second and any minute holds no more than its limit.
Telegram lets short bursts into one chat pass; `Limits(chat=None)` does too. A refused message does not count.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.sandbox.refusals import bad_request, too_many_requests

SECOND, MINUTE = 1.0, 60.0


@dataclass(frozen=True)
class Limits:
    """Messages allowed; None lifts a limit. `paid` is what `allow_paid_broadcast` buys a second; None: the bot has no Stars to pay with."""

    overall: int | None = 30
    chat: int | None = 1
    group: int | None = 20
    paid: int | None = 1000


NO_LIMITS = Limits(overall=None, chat=None, group=None)
AS_TELEGRAM = Limits(chat=None)


@dataclass
class Window:
    """The times of the last messages accepted, oldest first."""

    length: float
    accepted: deque[float] = field(default_factory=deque)

    def wait(self, now: float, limit: int | None, count: int) -> float:
        """Seconds until `count` more fit under `limit`; 0 when they fit now."""
        if limit is None:
            return 0.0
        while self.accepted and self.accepted[0] <= now - self.length:
            self.accepted.popleft()
        excess = len(self.accepted) + count - limit
        if excess <= 0:
            return 0.0
        return self.accepted[min(excess, len(self.accepted)) - 1] + self.length - now if self.accepted else 0.0


class RateLimiter:
    """Counts the messages accepted. Pure but for its own counts: the time comes from the caller."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._overall, self._paid = Window(SECOND), Window(SECOND)
        self._chats: defaultdict[int, Window] = defaultdict(lambda: Window(SECOND))
        self._groups: defaultdict[int, Window] = defaultdict(lambda: Window(MINUTE))

    def admit(self, chat_id: int, now: float, *, group: bool, count: int = 1, paid: bool = False) -> None:
        """Count `count` messages to a chat in, or raise 429 and count none of them."""
        if paid and self.limits.paid is None:
            raise bad_request("FLOODSKIP_NOT_ALLOWED")
        windows = [(self._paid, self.limits.paid) if paid else (self._overall, self.limits.overall)]
        # an album is one message to its own chat, and as many as it holds over all
        windows += [(self._chats[chat_id], self.limits.chat and max(self.limits.chat, count))]
        windows += [(self._groups[chat_id], self.limits.group)] if group else []
        wait = max(window.wait(now, limit, count) for window, limit in windows)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for window, limit in windows:
            if limit is not None:
                window.accepted.extend([now] * count)
