"""Trouble on demand. In: a plan (which calls, what goes wrong, how often); out: for each call, the trouble that hits it.

    {"kind": "status", "code": 502}          an answer with that status; `"after": true` once the call has taken effect
    {"kind": "timeout"}                      no answer until the caller gives up; `after` as above
    {"kind": "drop"}                         the connection is cut; `after` as above
    {"kind": "delay", "seconds": 0.5}        the answer comes late
    {"kind": "refuse", "code": 400, "description": "…", "retry_after": 3}   a refusal in Telegram's form (429 by default)

Every plan takes `method` and `chat` (which calls; absent: all), `times` (how many; absent: until cleared) and `share` (0 to 1 of
them, spread evenly and repeatably: 0.1 hits the 10th, 20th … matching call).
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = frozenset({"status", "timeout", "drop", "delay", "refuse"})


@dataclass
class Fault:
    """One plan and how far it has got."""

    kind: str
    method: str = ""
    chat: int | None = None
    times: int | None = None
    share: float = 1.0
    after: bool = False
    code: int = 500
    description: str = ""
    retry_after: int = 0
    seconds: float = 0.0
    seen: int = 0
    hits: int = 0

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether the plan is about this call."""
        spent = self.times is not None and self.hits >= self.times
        return not spent and (not self.method or self.method.lower() == method) and self.chat in (None, chat_id)

    def strikes(self) -> bool:
        """Count a matching call; whether this one is hit."""
        self.seen += 1
        due = int(self.seen * self.share + 1e-9) > self.hits
        self.hits += due
        return due


class Faults:
    """The plans that stand."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The trouble that hits this call, if any; the oldest plan goes first."""
        matching = (fault for fault in self.planned if fault.matches(method, chat_id))
        return next((fault for fault in matching if fault.strikes()), None)
