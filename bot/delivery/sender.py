"""The sender: due rows of the ledger in, messages in their chats and the rows' outcomes out.

One message a chat is in work at a time, so parts go in order and a slow or full chat holds up no other. A row is claimed in a committed
turn before its call begins, and a call keeps its place in flight until the turn that records it is committed: after a crash no more than
`in_flight` messages are in doubt. Who sends holds the lease; a turn without it raises LeaseLostError and ends the work.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import random
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.chat import form
from bot.delivery.chats import Chats
from bot.delivery.gate import Gate
from bot.delivery.governor import SECOND
from bot.delivery.verdicts import OUTAGES, Failure, Policy, backoff, judge
from bot.metrics import DELIVERED
from briefings.errors import StoreError
from briefings.rendering.messages import shown
from briefings.store.ledger import Head, LeaseLostError, Ledger, Outcome, Outgoing
from briefings.store.tables_outgoing import State

log = logging.getLogger(__name__)

IN_FLIGHT = 3  # enough for 30 a second at 80 ms a call
IN_FLIGHT_PAID = 400  # at 1,000 a second: those under way and those being written down
BATCH = 500  # chats read at a time
POLL = 1.0  # seconds until the ledger is looked at without a word from `wake`
SOON = 0.1  # seconds between two looks while something is going on
LONGEST_OUTAGE_PAUSE = 5.0  # seconds between two tries while nothing at all can be sent or written down
RECENT = dt.timedelta(minutes=1)  # the longest that a claimed message waits at the gate
LAST_TRIES = 5  # to write down what was sent, once it is time to stop


def utc_now() -> dt.datetime:
    """The time, aware."""
    return dt.datetime.now(dt.UTC)


class Sender:
    """Sends what is due until it is stopped. One at a time may `run`: the holder of the lease."""

    def __init__(
        self,
        ledger: Ledger,
        bot: Bot,
        gate: Gate,
        policy: Policy,
        *,
        username: str = "",
        in_flight: int = IN_FLIGHT,
        now: Callable[[], dt.datetime] = utc_now,
        pause: Callable[[int, float], float] = backoff,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        """`bot` is initialised, `username` its own, for links.

        `pause` gives the seconds before the next try from how many failed and a chance in 0 to 1.

        `leads`: whether this process surely leads still; asked right before each call, for it may have been frozen since it claimed.
        """
        self.ledger, self.bot, self.gate, self.policy = ledger, bot, gate, policy
        self.username = username
        self.in_flight, self.now, self.pause, self.leads = in_flight, now, pause, leads
        self._chats = Chats(gate.governor.chat_free_at, gate.clock)
        self._calls: set[asyncio.Task[None]] = set()
        self._at_gate: set[asyncio.Task[None]] = set()
        self._ended: list[Outcome] = []
        self._looking: asyncio.Task[list[Head]] | None = None
        self._look_at = self._held_up_until = float("-inf")  # by the gate's clock
        self._outages = 0
        self._stirred = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something new is in the ledger."""
        self._look_at = float("-inf")
        self._stirred.set()

    def stop(self) -> None:
        """Claim nothing more; `run` ends when what is in flight has been answered and written down."""
        self._stopping = True
        for task in self._at_gate:
            task.cancel()
        self._stirred.set()

    async def run(self, fence: int) -> None:
        """Send until `stop`, under the lease numbered `fence`. Raises LeaseLostError when it has gone to somebody else."""
        left = await self.ledger.recover(fence, self.now(), resend=self.policy.resend)
        if left:
            log.warning("%d messages were in flight when sending ended: %s", left, "sent again" if self.policy.resend else "in doubt")
        if left or await self.ledger.claimed_since(self.now() - RECENT):
            self._held_up_until = self.gate.clock() + SECOND  # what went out just before sending ended still counts at Telegram
        try:
            while not self._stopping or self._calls or self._ended:
                self._stirred.clear()
                self._look()
                if not await self._turn(fence):
                    await self._rest()
        finally:
            await self._drop()
            await self._leave_behind(fence)

    async def _drop(self) -> None:
        """Nothing is left running, however it ended."""
        tasks = [*self._calls, *([self._looking] if self._looking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _leave_behind(self, fence: int) -> None:
        """What is known of calls that ended is in no doubt for the next who leads, which may be this process."""
        if self._ended:
            try:
                await self.ledger.record(self._ended, fence, self.now())
            except StoreError as error:
                log.warning("how %d messages ended is not written down: %s", len(self._ended), error)

    @property
    def _room(self) -> int:
        """How many more may be claimed."""
        now = self.gate.clock()
        barred = self._stopping or now < self._held_up_until or self.gate.paused_for() > SOON
        return 0 if barred else self.in_flight - len(self._calls)

    async def _turn(self, fence: int) -> bool:
        """Write down what has ended and claim what may go now; whether there was anything to do, and it was done."""
        wanted = self._chats.choose(self._room)
        outcomes, self._ended = self._ended, []
        if not wanted and not outcomes:
            return False
        try:
            claimed = await self.ledger.turn(outcomes, wanted, fence, self.now())
        except StoreError as error:
            self._ended = outcomes + self._ended
            if isinstance(error, LeaseLostError):
                raise
            self._chats.put_back(wanted)
            self._hold_up(error)
            if self._stopping and self._outages > LAST_TRIES:
                raise
            return False
        for outcome in outcomes:
            DELIVERED.labels(outcome.state).inc()
        self._begin(claimed)
        missed = {head.chat_id for head in wanted} - {row.chat_id for row in claimed}
        self._chats.release({outcome.chat_id for outcome in outcomes} | missed)
        self._look_at = min(self._look_at, self.gate.clock() + SOON)
        return True

    def _begin(self, claimed: list[Outgoing]) -> None:
        for row in claimed:
            task = asyncio.create_task(self._deliver(row))
            self._calls.add(task)
            self._at_gate.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        self._stirred.set()

    async def _deliver(self, row: Outgoing) -> None:
        """One call, when the gate lets it."""
        this: Any = asyncio.current_task()
        try:
            call = await self.gate.enter(row.chat_id)
        except asyncio.CancelledError:  # by `stop`: it never began
            self._ended.append(Outcome(row.id, row.chat_id, State.PENDING, tried=False))
            return
        finally:
            self._at_gate.discard(this)
        if not self.leads():  # it was frozen meanwhile: the row may be another's by now, and the next turn will tell
            self.gate.leave(call, taken=False)
            self._ended.append(Outcome(row.id, row.chat_id, State.PENDING, tried=False))
            return
        taken = True
        try:
            message_id = await self._send(row)
            self._outages = 0
            outcome = Outcome(row.id, row.chat_id, State.SENT, message_id)
        except TelegramError as error:
            taken = not isinstance(error, (RetryAfter, *OUTAGES))
            outcome = self._failed(row, error)
        finally:
            self.gate.leave(call, taken=taken)
        self._ended.append(outcome)

    async def _send(self, row: Outgoing) -> int:
        """Make the call; the id of the message."""
        fields: dict[str, Any] = {"chat_id": row.chat_id, **form(row.message, self.username)}
        if row.plain:
            fields |= {"text": shown(row.message.html), "parse_mode": None}
        if row.edits is not None:
            await self.bot.edit_message_text(message_id=row.edits, **fields)
            return row.edits
        paid = True if self.gate.paid else None
        return (await self.bot.send_message(message_thread_id=row.thread_id or None, allow_paid_broadcast=paid, **fields)).message_id

    def _failed(self, row: Outgoing, error: TelegramError) -> Outcome:
        log.info("message %s part %d to chat %d: %s", row.key, row.part, row.chat_id, error)
        chance = random.random()  # noqa: S311 - spreads retries, guards nothing
        outcome = judge(Failure(row, error, self.now(), self.pause(row.attempts, chance), self.policy))
        if isinstance(error, RetryAfter) and outcome.not_before:
            self.gate.refused(row.chat_id, (outcome.not_before - self.now()).total_seconds())
        if isinstance(error, OUTAGES):
            self._hold_up(error)
        return outcome

    def _hold_up(self, error: Exception) -> None:
        """Nothing at all can be sent, or nothing written down: wait a little longer each time."""
        pause = min(LONGEST_OUTAGE_PAUSE, self.pause(self._outages, 1.0))
        if not self._outages:
            log.warning("sending is held up: %s", error)
        self._outages += 1
        self._held_up_until = self.gate.clock() + pause

    def _look(self) -> None:
        """Ask the ledger for more, where more is wanted and it is time."""
        if self._stopping or self._looking or not self._chats.short or self.gate.clock() < self._look_at:
            return
        self._look_at = self.gate.clock() + POLL
        self._looking = asyncio.create_task(self.ledger.heads(self.now(), len(self._chats) + BATCH))
        self._looking.add_done_callback(self._looked)

    def _looked(self, looking: asyncio.Task[list[Head]]) -> None:
        self._looking = None
        self._stirred.set()
        if looking.cancelled():
            return
        error = looking.exception()
        if error is None:
            self._chats.add(looking.result())
        elif isinstance(error, StoreError):
            self._hold_up(error)
        else:
            raise error

    async def _rest(self) -> None:
        """Wait until there may be something to do."""
        now = self.gate.clock()
        times = [now + POLL]
        if self._chats.short and not self._looking:
            times.append(self._look_at)
        if self._room > 0 and (soonest := self._chats.next_at()) is not None:
            times.append(soonest)
        if self._ended or self._held_up_until > now:
            times.append(max(self._held_up_until, now + SOON))
        if (pause := self.gate.paused_for()) > 0:
            times.append(now + pause)
        try:
            async with asyncio.timeout(max(0.0, min(times) - now)):
                await self._stirred.wait()
        except TimeoutError:
            pass
