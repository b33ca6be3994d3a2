"""The one door for all that is sent: whoever wants to call waits here until the governor lets it. Answers go before digests.

A call is what `enter` gives and `leave` takes. Digests go at an even pace, so that an answer finds a place within a thirtieth of a second.
While they go out, every limit is kept strictly; in quiet times answers in one chat may follow each other as fast as they are asked for,
since Telegram lets short bursts pass (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.delivery.governor import MINUTE, Call, Governor, Rates
from bot.metrics import REFUSED

LOOK_AGAIN = 0.02  # seconds, where a call under way must end first
MOST_CREDIT, CREDIT_SECONDS = 3, 0.05  # digests that may catch up with the pace at once: so many, or those of so long if these are more


@dataclass(eq=False, slots=True)
class Waiter:
    """A call that waits for its turn."""

    chat: int
    urgent: bool
    turn: asyncio.Future[Call]


class Gate:
    """Lets calls through, one after another, as fast as all limits allow. `paid`: digests go as paid broadcasts."""

    def __init__(self, rates: Rates | None = None, *, paid: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        rates = rates or Rates()
        self.governor, self.paid, self.clock = Governor(rates), paid, clock
        self._queues: dict[bool, deque[Waiter]] = {True: deque(), False: deque()}  # urgent or not
        self._pace = 1 / (rates.paid if paid else rates.overall)
        self._credit = max(MOST_CREDIT * self._pace, CREDIT_SECONDS)
        self._next_digest = self._last_digest = float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    def paused_for(self) -> float:
        """Seconds for which no digest may go to anybody; 0 also where only a call under way has to end."""
        now = self.clock()
        return (self.governor.overall_free_at(now, paid=self.paid) or now) - now

    async def enter(self, chat: int, *, urgent: bool = False) -> Call:
        """Wait until a message may go to `chat`; `urgent` ones (answers) go first. Whoever is cancelled has not entered."""
        waiter = Waiter(chat, urgent, asyncio.get_running_loop().create_future())
        self._queues[urgent].append(waiter)
        self._let_through()
        try:
            return await waiter.turn
        except asyncio.CancelledError:
            self._turn_away(waiter)
            raise

    def leave(self, call: Call, *, taken: bool = True) -> None:
        """The call is over; `taken` false: Telegram surely did not count it."""
        self.governor.end(call, self.clock(), taken=taken)
        self._let_through()

    def refused(self, chat: int, retry_after: float) -> None:
        """Telegram answered a call to `chat` with 429."""
        REFUSED.inc()
        self.governor.refused(chat, retry_after, self.clock())

    def _turn_away(self, waiter: Waiter) -> None:
        if waiter in (queue := self._queues[waiter.urgent]):
            queue.remove(waiter)
        elif waiter.turn.done() and not waiter.turn.cancelled():
            self.leave(waiter.turn.result(), taken=False)

    def _let_through(self) -> None:
        """Let in all who may enter now, and look again when the next one may. Digests stand back while an answer waits for a place."""
        now = self.clock()
        answers, crowded = self._serve(urgent=True, now=now)
        digests, _ = self._serve(urgent=False, now=now) if self.paid or not crowded else (None, False)
        if self._timer:
            self._timer.cancel()
            self._timer = None
        times = [at for at in (answers, digests) if at is not None]
        if times:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, min(times) - now), self._let_through)

    def _serve(self, *, urgent: bool, now: float) -> tuple[float | None, bool]:
        """Let waiters enter in their order; when to look again, and whether it is the limits over all that keep somebody out."""
        queue, held_up, soonest = self._queues[urgent], [], None
        crowded = False
        while queue:
            overall = self._place_at(now, urgent=urgent)
            if overall != now:
                soonest, crowded = _sooner(soonest, overall, now), True
                break
            waiter = queue.popleft()
            own = self._own_limit(waiter, now)
            if own == now:
                self._let_in(waiter, now)
            else:
                held_up.append(waiter)
                soonest = _sooner(soonest, own, now)
        queue.extendleft(reversed(held_up))
        return soonest, crowded

    def _place_at(self, now: float, *, urgent: bool) -> float | None:
        """When there is a place within the limits over all, and for a digest within the pace."""
        if not urgent and self._next_digest > now:
            return self._next_digest
        return self.governor.overall_free_at(now, paid=self.paid and not urgent)

    def _own_limit(self, waiter: Waiter, now: float) -> float | None:
        strict = not waiter.urgent or now - self._last_digest < MINUTE
        return self.governor.chat_free_at(waiter.chat, now) if strict else now

    def _let_in(self, waiter: Waiter, now: float) -> None:
        if waiter.turn.done():  # cancelled a moment ago
            return
        if not waiter.urgent:
            self._last_digest, self._next_digest = now, max(self._next_digest + self._pace, now + self._pace - self._credit)
        waiter.turn.set_result(self.governor.start(waiter.chat, now, paid=self.paid and not waiter.urgent))


def _sooner(known: float | None, at: float | None, now: float) -> float:
    at = now + LOOK_AGAIN if at is None else at
    return at if known is None else min(known, at)
