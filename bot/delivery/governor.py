"""How fast the bot may send. In: when a call to a chat started and ended; out: when the next one may start.

Telegram counts a message when it arrives, which nobody here sees: it is some instant between the start of the call and its end. But every
call spends some time on its way there (o at least) and back (b at least), and the fastest call seen took about o + b. So a call that ended
at e arrived by e - b, the next one arrives o after its start at the earliest, and the two are a window apart if that start is a window
after e - (o + b): the *latest arrival*, told on the clock of starts. A call counts until then; one that has not ended counts all along.
So no window of Telegram's own holds more than its limit, however unsteady the network is, and on a steady one hardly a slot is lost.
Until enough calls were seen to know the fastest, o + b is taken for nothing, which is right for any network.

    proof: let c be the last started of the calls that arrive in some window. When c started, each of the others had its latest arrival
    less than a window before, or had not ended; so all of them were counted, and c would not have started had they been `limit`.

Rates: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this and /bots/api#sendmessage (`allow_paid_broadcast`).
Times are seconds of any clock that only goes forward; the caller passes them in.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import deque
from dataclasses import dataclass

SECOND, MINUTE = 1.0, 60.0
MARGIN = 0.002  # seconds kept from the edge of each window, for clocks that tick coarsely
SEEN_ENOUGH = 30  # calls, before the fastest of them is believed


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages a second over all, paid ones a second, a second in one chat, a minute in one group."""

    overall: int = 30
    paid: int = 1000
    chat: int = 1
    group: int = 20


@dataclass(frozen=True, slots=True)
class Call:
    """One call that sends a message, from its start. `paid`: it goes by the limit for paid broadcasts."""

    chat: int
    started: float
    paid: bool = False


class Window:
    """The calls that count against one limit: how many are under way, and the latest arrivals of those that ended, in order."""

    __slots__ = ("arrived", "length", "limit", "under_way")

    def __init__(self, length: float, limit: int) -> None:
        self.length, self.limit = length, limit
        self.under_way = 0
        self.arrived: list[float] = []

    def free_at(self, now: float) -> float | None:
        """When the next call may start, `now` if at once; None: not before one under way has ended."""
        del self.arrived[: bisect_right(self.arrived, now - self.length - MARGIN)]
        spare = self.limit - self.under_way
        if spare <= 0:
            return None
        return now if len(self.arrived) < spare else self.arrived[-spare] + self.length + MARGIN

    def start(self) -> None:
        """A call is under way."""
        self.under_way += 1

    def end(self, arrived: float | None) -> None:
        """A call has ended; `arrived` None: it counts no more."""
        self.under_way -= 1
        if arrived is not None:
            insort(self.arrived, arrived)


class Windows:
    """The windows of many chats. Memory follows the chats of the last window, not of all time."""

    def __init__(self, length: float, limit: int) -> None:
        self.length, self.limit = length, limit
        self._held: dict[int, Window] = {}
        self._ended: deque[tuple[float, int]] = deque()

    def __len__(self) -> int:
        return len(self._held)

    def free_at(self, chat: int, now: float) -> float | None:
        """As `Window.free_at`, of this chat."""
        window = self._held.get(chat)
        return window.free_at(now) if window else now

    def start(self, chat: int) -> None:
        """A call to `chat` is under way."""
        self._held.setdefault(chat, Window(self.length, self.limit)).start()

    def end(self, chat: int, arrived: float | None, now: float) -> None:
        """A call to `chat` has ended."""
        self._held[chat].end(arrived)
        self._ended.append((now, chat))
        while self._ended[0][0] <= now - self.length - MARGIN:
            self._forget(self._ended.popleft()[1], now)

    def _forget(self, chat: int, now: float) -> None:
        window = self._held.get(chat)
        if window and window.free_at(now) == now and not window.under_way and not window.arrived:
            del self._held[chat]


class Governor:
    """Keeps all limits at once, and the pauses that Telegram asked for."""

    def __init__(self, rates: Rates | None = None) -> None:
        rates = rates or Rates()
        self._overall = {False: Window(SECOND, rates.overall), True: Window(SECOND, rates.paid)}
        self._chats, self._groups = Windows(SECOND, rates.chat), Windows(MINUTE, rates.group)
        self._paused: dict[int | None, float] = {}  # chat, or None for all → until when
        self._last_refused: tuple[float, int] | None = None
        self._fastest, self._seen = float("inf"), 0

    def overall_free_at(self, now: float, *, paid: bool = False) -> float | None:
        """When a call to a chat under no limit of its own may start, `now` if at once; None: not before a call under way has ended."""
        free = self._overall[paid].free_at(now)
        return None if free is None else max(free, self._paused.get(None, now))

    def chat_free_at(self, chat: int, now: float) -> float | None:
        """When the limits of `chat` itself let a call to it start; None: not before a call under way has ended."""
        second = self._chats.free_at(chat, now)
        minute = self._groups.free_at(chat, now) if chat < 0 else now  # groups have negative ids: core.telegram.org/bots/api#chat
        return None if second is None or minute is None else max(second, minute, self._paused.get(chat, now))

    def free_at(self, chat: int, now: float, *, paid: bool = False) -> float | None:
        """When a message to `chat` may be sent, `now` if at once; None: not before a call under way has ended."""
        overall, own = self.overall_free_at(now, paid=paid), self.chat_free_at(chat, now)
        return None if overall is None or own is None else max(overall, own)

    def start(self, chat: int, now: float, *, paid: bool = False) -> Call:
        """A call that sends a message to `chat` begins."""
        self._overall[paid].start()
        self._chats.start(chat)
        if chat < 0:
            self._groups.start(chat)
        return Call(chat, now, paid)

    def end(self, call: Call, now: float, *, taken: bool = True) -> None:
        """That call is over. `taken` false: Telegram surely did not count it (refused with 429, or never connected)."""
        arrived = self._latest_arrival(call, now) if taken else None
        self._overall[call.paid].end(arrived)
        self._chats.end(call.chat, arrived, now)
        if call.chat < 0:
            self._groups.end(call.chat, arrived, now)

    def _latest_arrival(self, call: Call, ended: float) -> float:
        self._seen += 1
        self._fastest = min(self._fastest, ended - call.started)
        return ended - (self._fastest if self._seen > SEEN_ENOUGH else 0.0)

    def refused(self, chat: int, retry_after: float, now: float) -> None:
        """Telegram answered a call to `chat` with 429: nothing more goes there for just `retry_after` seconds.

        It does not say which limit was hit. When another chat was refused less than a second ago it was the overall one: all wait.
        """
        last, self._last_refused = self._last_refused, (now, chat)
        over_all = last is not None and last[1] != chat and now - last[0] < SECOND
        self._paused = {whom: until for whom, until in self._paused.items() if until > now}
        for whom in (chat, None) if over_all else (chat,):
            self._paused[whom] = max(now + retry_after, self._paused.get(whom, now))

    @property
    def remembered(self) -> int:
        """How many chats are held in memory."""
        return len(self._chats) + len(self._groups) + len(self._paused)
