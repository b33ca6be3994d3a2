"""A row of chunks in; whether and where it lays a duty on somebody, gives a bare order, or only reports, out."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.grammar.actions import agent_at, predicate_at, predicate_from
from briefings.grammar.phrases import Chunk

Chunks = Sequence[Chunk]
_EDGES = frozenset(",;:“”\"()–-.") | {"và", "rằng", "nhưng", "thì"}
_INDEFINITE = frozenset({"những", "một số", "nhiều", "các"})
_THINGS = frozenset({"vấn đề", "nội dung", "việc", "điểm", "điều", "vướng mắc"})
_THERE_ARE = frozenset({"có", "còn", "phát hiện", "cho thấy", "gồm", "nêu rõ", "trao đổi", "thảo luận"})
_COPULAR = ("xác định", "coi", "xem", "nhận thức", "khẳng định", "quán triệt")  # verbs whose object may hold a "là"
_AGENT_REACH = 40  # chunks that the names of those who are told may take
_OPENING = 24  # chunks within which a report shows itself


def duty_at(row: Chunks, start: int = 0, end: int | None = None) -> int | None:
    """The first chunk from `start` on that lays a duty ("cần", "phải", "không được"), outside quotations that open later."""
    quoted = False
    for at in range(start, len(row) if end is None else end):
        chunk = row[at]
        if at > start and chunk.word in ("“", "”", '"'):
            quoted = chunk.word == "“" or (chunk.word == '"' and not quoted)
        elif not quoted and chunk.is_a("modal") and not chunk.is_a("not_modal") and not _describes(row, at):
            return at
    return None


def _describes(row: Chunks, duty: int) -> bool:
    """Whether the duty only describes a thing: "có những việc cần điều chỉnh", "…, những vấn đề cần giải quyết"."""
    indefinite = thing = False
    for at in range(duty - 1, max(-1, duty - 9), -1):
        word = row[at].word
        if indefinite and (word in _THERE_ARE or (thing and word in _EDGES)):
            return True
        if word in _EDGES:
            return False
        indefinite = word in _INDEFINITE
        thing = thing or word in _THINGS
    return False


def orders(row: Chunks, head: int) -> bool:
    """Whether a bare order opens at `head`: "Tiếp tục thực hiện …", and not "Tinh gọn bộ máy là việc khó"."""
    if not predicate_at(row, head):
        return False
    if row[head].is_a("modal"):
        return True
    if any(chunk.word.startswith(_COPULAR) for chunk in row[head : head + 4]):
        return True
    for at in range(head, len(row)):
        if row[at].word == ";" or row[at].is_a("modal"):
            return True
        if row[at].is_a("tells"):
            return False
    return True


def told(row: Chunks, head: int) -> bool:
    """Whether somebody is told at `head` without a word of duty: "Các bộ, ngành kiểm tra …", and not "Ngành đã kiểm tra"."""
    if not agent_at(row, head):
        return False
    opening = predicate_from(row, head + 1, min(len(row), head + _AGENT_REACH))
    if opening is None or row[opening].is_a("say", "ask") and not row[opening].is_a("adverb") and row[opening].word != "chỉ đạo":
        return False
    between = row[head:opening]
    return not any(chunk.is_a("past", "tells", "state", "ask", "stress", "lay", "modal") for chunk in between)


def reports(row: Chunks) -> bool:
    """Whether the sentence reports what was done: a mark of the past near its start, no duty, and no order in front of it."""
    if duty_at(row) is not None or predicate_at(row, 0):
        return False
    return any(chunk.is_a("past") for chunk in row[:_OPENING])
