"""A row of chunks in; whether and where it lays a duty on somebody, gives a bare order, or only reports, out."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.grammar.actions import agent_at, describes, predicate_at, predicate_from
from briefings.grammar.phrases import Chunk

Chunks = Sequence[Chunk]
_NO_AGENT = ("ngoài", "việc", "sự", ":")
_FARES = ("gặp phải", "gặp", "bị", "đã", "dẫn đến")  # what follows the verb of somebody who only fares so
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
        elif not quoted and chunk.is_a("modal") and not chunk.is_a("not_modal") and not describes(row, at):
            return at
    return None


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
    if any(chunk.word in _FARES for chunk in row[opening : opening + 8]):
        return False
    between = row[head:opening]
    return not any(chunk.is_a("past", "tells", "state", "ask", "stress", "lay", "modal") or chunk.word in _NO_AGENT for chunk in between)


def reports(row: Chunks) -> bool:
    """Whether the sentence reports what was done: a mark of the past near its start, no duty, and no order in front of it."""
    done = next((at for at, chunk in enumerate(row[:_OPENING]) if chunk.is_a("past")), None)
    if done is None or predicate_at(row, 0):
        return False
    duty = duty_at(row)
    return duty is None or (row[duty - 1].word != ";" and any(chunk.word == ":" for chunk in row[done:duty]))


def looks_back(row: Chunks) -> bool:
    """Whether the sentence turns to what lies back: "Trước đó, …", "Năm 1994, …"."""
    if not row or duty_at(row[: _OPENING // 2]) is not None:
        return False
    return row[0].is_a("background") or (row[0].word == "năm" and len(row) > 1 and row[1].word.isdigit())
