"""Which chat is next: the heads of the ledger in, those that may be sent to at once out, oldest first. One message a chat at a time."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterable

from briefings.store.ledger import Head

ENOUGH = 250  # chats ready, above which the ledger need not be asked for more
LOOK_AGAIN = 0.05  # seconds, where a call to the same chat must end first


class Chats:
    """The chats that have something due. `free_at`: when the limits of a chat let a message go there, None while another is on its way."""

    def __init__(self, free_at: Callable[[int, float], float | None], clock: Callable[[], float]) -> None:
        self._free_at, self._clock = free_at, clock
        self._ready: deque[Head] = deque()
        self._waiting: list[tuple[float, int, Head]] = []  # a heap: the chats whose own limits are reached, by when they may go on
        self._held: set[int] = set()

    def __len__(self) -> int:
        """How many are known, those under way too."""
        return len(self._held)

    @property
    def short(self) -> bool:
        """Whether more should be read."""
        return len(self._ready) < ENOUGH

    def add(self, heads: Iterable[Head]) -> None:
        """What the ledger says is due; chats that are held already keep what they have."""
        for head in heads:
            if head.chat_id not in self._held:
                self._held.add(head.chat_id)
                self._ready.append(head)

    def choose(self, count: int) -> list[Head]:
        """Up to `count` messages that may go now."""
        now, chosen = self._clock(), list[Head]()
        while self._waiting and self._waiting[0][0] <= now:
            self._ready.append(heapq.heappop(self._waiting)[2])
        while self._ready and len(chosen) < count:
            head = self._ready.popleft()
            free = self._free_at(head.chat_id, now)
            if free == now:
                chosen.append(head)
            else:
                heapq.heappush(self._waiting, (now + LOOK_AGAIN if free is None else free, head.id, head))
        return chosen

    def next_at(self) -> float | None:
        """When the next chat that waits may go on."""
        return self._waiting[0][0] if self._waiting else None

    def put_back(self, heads: Iterable[Head]) -> None:
        """Chosen, but not claimed."""
        self._ready.extendleft(reversed(list(heads)))

    def release(self, chats: Iterable[int]) -> None:
        """Done with these; what else they have is read again."""
        self._held.difference_update(chats)
