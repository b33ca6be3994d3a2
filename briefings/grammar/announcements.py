"""A row of chunks in; what somebody announces to do out: "Tổng cục Môi trường sẽ kiểm tra …", "lễ trao giải sẽ được tổ chức vào 2/9".

Who announces it must be a body or hold an office, or speak for one ("chúng tôi"); a forecast ("giá sẽ tăng") announces nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.grammar.clauses import agent_at, is_verb, past_topic, predicate_at
from briefings.grammar.orders import without_tail
from briefings.grammar.phrases import Row

_OURS = ("đơn vị", "cơ quan", "bộ", "sở", "ngành", "tỉnh", "thành phố", "địa phương")  # named before: "đơn vị này"
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
    for at in [at for at in range(past_topic(row), end - 1) if row[at].is_a("future")]:
        if found := _announcement(row, at, end):
            yield found


def _announcement(row: Row, at: int, end: int) -> Announcement | None:
    will = at
    while will and row[will - 1].is_a("between", "future"):
        will -= 1  # "TP HCM cũng sẽ …"
    left = _left(row, will)
    start = next((here for here in range(left + 1, will) if not row[here].is_a("mark", "carries", "joiner", "between", "future")), will)
    start = _past_time(row, start, will)
    if any(chunk.is_a("ask", "lay", "subordinate", "past", "foreign") for chunk in row[start:will]):
        return None
    close = next((here for here in range(at + 1, end) if _closes(row, here, end)), end)
    if row[at + 1].word == "được" or row[at].word == "sẽ được":
        verb = at + 1 + (row[at + 1].word == "được")
        return Announcement(start, will, verb, close, passive=True) if start < will and verb < end and is_verb(row[verb]) else None
    verb = _past_umbrella(row, at + 1, close)
    if row[verb].is_a("forecast") or not predicate_at(row, verb):
        return None
    return Announcement(start, will, verb, close) if _undertakes(row, left, start, will) else None


def _closes(row: Row, at: int, end: int) -> bool:
    """Whether the announcement ends here: at a quotation's end, and at ";" unless the next of a list of things to do follows."""
    if row[at].word != ";":
        return row[at].word in ("”", '"')
    return at + 1 < end and not (predicate_at(row, at + 1) or row[at + 1].word == "việc")


def _left(row: Row, will: int) -> int:
    """The chunk before the name of who will do it; -1 where it opens the row. Two may be named: "Phó Chủ tịch A và UBND quận 2 sẽ …"."""
    for left in range(will - 1, -1, -1):
        if row[left].word == "," and row[left + 1].word == "khoá":
            continue  # "Hội nghị Trung ương 8, khoá XII sẽ …"
        if row[left].is_a(*_SAYING) or (row[left].word in _EDGES and not (row[left].word == "và" and _two_named(row, left))):
            return left
    return -1


def _two_named(row: Row, joint: int) -> bool:
    start = next((at for at in range(joint - 1, -1, -1) if row[at].word in _EDGES or row[at].is_a(*_SAYING)), -1) + 1
    return _official(row, start) and _official(row, joint + 1) and not any(is_verb(chunk) for chunk in row[start:joint])


def _past_time(row: Row, start: int, will: int) -> int:
    """The chunk after a year that stands before the doer: "năm 2018 | Bộ Công thương sẽ …"."""
    dated = start + 2 < will and row[start].word in ("năm", "tháng", "quý") and row[start + 1].word[0].isdigit()
    past = start + 2 if dated else start
    return past + 1 if dated and row[past].word in ("tới", "này") and past + 1 < will else past


def _past_umbrella(row: Row, verb: int, close: int) -> int:
    """The chunk after "tập trung vào 9 nhóm nhiệm vụ, trong đó", which is no task; its parts are."""
    takes_up = row[verb].is_a("takes_up") and not is_verb(row[verb])
    return next((at + 1 for at in range(verb, close - 1) if row[at].is_a("chiefly")), verb) if takes_up else verb


def _undertakes(row: Row, left: int, start: int, will: int) -> bool:
    """Whether ``row[start:will]`` names a body or an office, or nobody where one has just spoken: "Bộ trưởng cho biết sẽ …"."""
    if start == will:
        return left > 0 and row[left].is_a(*_SAYING) and any(_official(row, at) for at in range(left))
    if will - start > _NAME or any(is_verb(chunk) or chunk.is_a("ongoing") for chunk in row[start:will]):
        return False
    if will - start == 1 and row[start].is_a("small_body"):
        return True  # "khi có hướng dẫn, sở sẽ …"
    if row[start].word in _OURS and [chunk.word for chunk in row[start + 1 : will]] == ["này"]:
        return True
    return row[start].word in ("chúng tôi", "ngành") or _official(row, start) or (agent_at(row, start) and row[start].is_a("several"))


def _official(row: Row, at: int) -> bool:
    chunk = row[at]
    placed = chunk.is_a("local") and at + 1 < len(row) and row[at + 1].raised  # "huyện Ninh Hải sẽ …"
    body = placed or (chunk.is_a("body", "concern") and (chunk.raised or chunk.is_a("lower_body")))
    return body or chunk.is_a("high", "office", "premier", "province")
