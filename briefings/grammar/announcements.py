"""A row of chunks in; what somebody announces to do out: "Tổng cục Môi trường sẽ kiểm tra …", "lễ trao giải sẽ được tổ chức vào 2/9".

Who announces it must be a body or hold an office, or speak for one ("chúng tôi"); a forecast ("giá sẽ tăng") announces nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.grammar.clauses import agent_at, is_verb, predicate_at
from briefings.grammar.orders import without_tail
from briefings.grammar.phrases import Row

_NAME = 14  # chunks of the name of a body that tells what it will do
_SAYING = ("say", "stress")
_EDGES = frozenset(',;:“”"(') | {"rằng", "thì", "mà", "và"}


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to be done: chunks ``[verb, end)`` by ``[subject, will)``; nobody is named where `subject` equals `will`."""

    subject: int
    will: int
    verb: int
    end: int
    passive: bool = False  # something is to be held or done: the clause with its subject says what


def announcements(row: Row) -> Iterator[Announcement]:
    """What the row announces, in order; a question, a condition and a court's or a layman's "sẽ" announce nothing."""
    if row[-1].word == "?":
        return
    end = without_tail(row)
    for at in [at for at in range(end - 1) if row[at].is_a("future")]:
        if found := _announcement(row, at, end):
            yield found


def _announcement(row: Row, at: int, end: int) -> Announcement | None:
    will = at
    while will and row[will - 1].is_a("between", "future"):
        will -= 1  # "TP HCM cũng sẽ …"
    left = next((here for here in range(will - 1, -1, -1) if row[here].word in _EDGES or row[here].is_a(*_SAYING)), -1)
    start = next((here for here in range(left + 1, will) if not row[here].is_a("mark", "carries", "joiner", "between", "future")), will)
    if any(chunk.is_a("ask", "lay", "subordinate", "past", "foreign") for chunk in row[start:will]):
        return None
    close = next((here for here in range(at + 1, end) if row[here].word in (";", "”", '"')), end)
    if row[at + 1].word == "được" or row[at].word == "sẽ được":
        verb = at + 1 + (row[at + 1].word == "được")
        return Announcement(start, will, verb, close, passive=True) if start < will and verb < end and is_verb(row[verb]) else None
    if row[at + 1].is_a("forecast") or not predicate_at(row, at + 1):
        return None
    return Announcement(start, will, at + 1, close) if _undertakes(row, left, start, will) else None


def _undertakes(row: Row, left: int, start: int, will: int) -> bool:
    """Whether ``row[start:will]`` names a body or an office, or nobody where one has just spoken: "Bộ trưởng cho biết sẽ …"."""
    if start == will:
        return left > 0 and row[left].is_a(*_SAYING) and any(_official(row, at) for at in range(left))
    if will - start > _NAME or any(is_verb(chunk) or chunk.is_a("ongoing") for chunk in row[start:will]):
        return False
    return row[start].word == "chúng tôi" or _official(row, start) or (agent_at(row, start) and row[start].is_a("several"))


def _official(row: Row, at: int) -> bool:
    chunk = row[at]
    body = chunk.is_a("body", "concern") and (chunk.raised or chunk.is_a("lower_body"))
    return body or chunk.is_a("high", "office", "premier", "province")
