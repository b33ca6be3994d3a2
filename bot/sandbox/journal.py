"""The calls that the bot made. In: each call as it ends; out: lists and counts for tests and measures."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass

from bot.sandbox.refusals import JSON

KEPT = 500_000


@dataclass(frozen=True, slots=True)
class Called:
    """One call. `at`: when it took effect, by the sandbox's clock; `outcome`: "ok", the description of a refusal, or "fault: …"."""

    number: int
    at: float
    method: str
    chat: int | None
    code: int
    outcome: str


class Journal:
    """The last calls, and counts of all."""

    def __init__(self) -> None:
        self.calls: deque[Called] = deque(maxlen=KEPT)
        self.total = 0
        self.outcomes: Counter[str] = Counter()

    def note(self, at: float, method: str, chat: int | None, code: int, outcome: str) -> None:
        """Write a call down."""
        self.total += 1
        self.outcomes[f"{code} {outcome}"] += 1
        self.calls.append(Called(self.total, at, method, chat, code, outcome))

    def listed(self, *, after: int = 0, method: str = "", chat: int | None = None) -> list[JSON]:
        """The calls after number `after`, oldest first."""
        wanted = method.lower()
        return [
            asdict(call)
            for call in self.calls
            if call.number > after and (not wanted or call.method == wanted) and (chat is None or call.chat == chat)
        ]
