"""The row of a directive in; the passages of it that say what is to be done, without attribution and addressee, out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from briefings.grammar.clauses import agent_at, is_verb, main_clause, predicate_at, predicate_from
from briefings.grammar.duties import concluded, duty_at
from briefings.grammar.phrases import Chunk, Row

_TERM = 6  # chunks of a word in quotation marks
_QUOTED_TAIL = 60  # chunks of what follows a quotation and is no part of it
_NEAR = 10  # chunks in which a new speaker and the verb of saying stand
_UMBRELLA = 14  # chunks before a ":" in which it may be called a list of tasks
_AIM = 4  # chunks in which a sentence says that it names an aim
_SAYING = ("ask", "stress", "say")


def passages(row: Row, told_until: int | None, *, carried: bool) -> Iterator[tuple[int, int]]:
    """The passages of a directive, as ranges of chunks, that say what is to be done: one for each verb of asking with a speaker of its own.

    `told_until` is the chunk after the name of those who are told, where the row holds it; `carried` says that the row has no attribution.
    """
    end = _conceded(row, without_tail(row))
    edges = [0, *(at for at in range(1, end) if row[at].word == "," and _new_speaker(row, at + 1, end)), end]
    for left, right in pairwise(edges):
        asks = any(chunk.is_a("ask") and "noun" not in chunk.kinds for chunk in row[left:right]) or _quotes_duty(row, left, right)
        if told_until is not None and left < told_until <= right:
            asked = row[told_until].is_a("ask") and not row[told_until].is_a("directs")  # "gửi các ngân hàng yêu cầu …"
            start = predicate_from(row, told_until + asked, right)
            if start is None and predicate_at(row, told_until):
                start = told_until  # "đề nghị huyện | lưu ý việc tăng cường trách nhiệm; …"
        else:
            start = _opening(row, left, right, carried=carried)
        if start is not None and (asks or right == end):
            yield listed_from(row, start, right), right


def _conceded(row: Row, end: int) -> int:
    """The end of the clause that a word of concession opens: "Dù Bộ đề nghị dừng hội, | hội vẫn diễn ra"."""
    commas = (at for at in range(1, end - 1) if row[at].word == "," and not predicate_at(row, at + 1))
    return next(commas, end) if row[0].is_a("concedes") else end


def without_tail(row: Row) -> int:
    """The end of what is said, before an attribution that closes the sentence: '…", Thủ tướng nhấn mạnh.'"""
    for at in range(len(row) - 2, max(len(row) - _QUOTED_TAIL, 0), -1):
        if row[at].word in ("”", '"') and row[at + 1].word in (",", "-", "–") and not _is_term(row, at):
            said = [here for here in range(at + 1, len(row)) if _says(row[here])]
            if said and not any(row[here].is_a("ask") and predicate_from(row, here + 1) is not None for here in said):
                return at
    closing = len(row) - 1 - row[-1].is_a("mark")
    object_ = row[closing].is_a("paper") and row[closing - 1].is_a("verb")  # "đánh giá việc triển khai kết luận."
    if closing > 0 and row[closing].is_a(*_SAYING) and not object_:
        return next((at for at in range(closing, max(closing - _NEAR, 0), -1) if row[at].word == ","), len(row))
    return len(row)


def _quotes_duty(row: Row, left: int, right: int) -> bool:
    """Whether the passage is a quotation that lays a duty: '“Họ phải ký hợp đồng”, | Chủ tịch nói và cho hay …'."""
    return row[left].word in ("“", '"') and duty_at(row, left, right) is not None


def _says(chunk: Chunk) -> bool:
    return (chunk.is_a(*_SAYING) and "noun" not in chunk.kinds) or chunk.word.startswith(("nói ", "chia sẻ ", "lý giải ", "trả lời "))


def _is_term(row: Row, closing: int) -> bool:
    """Whether the quotation that closes here only marks a word: 'xử lý "tín dụng đen", nhất là …'."""
    opening = next((at for at in range(closing - 2, max(0, closing - _TERM), -1) if row[at].word in ("“", '"')), 0)
    return opening > 0 and row[opening - 1].word not in (":", ",")


def _new_speaker(row: Row, at: int, end: int) -> bool:
    """Whether a new attribution opens at `at`: "…, Thủ tướng nhấn mạnh …"."""
    if at >= end or not row[at].is_a("high", "office", "premier", "pronoun"):
        return False
    clause = next((here for here in range(at + 1, min(end, at + _NEAR)) if row[here].word in (",", ";")), min(end, at + _NEAR))
    return any(chunk.is_a(*_SAYING) and "noun" not in chunk.kinds for chunk in row[at + 1 : clause])


def _opening(row: Row, left: int, right: int, *, carried: bool) -> int | None:
    """The chunk of ``row[left:right]`` from which on it says what is to be done, where it does not name who is told."""
    head = next((at for at in range(left, right) if not row[at].is_a("mark", "carries", "joiner", "ordinal") or is_verb(row[at])), left)
    does = carried and (row[head].is_a("directs") or (is_verb(row[head]) and not row[head].is_a("ask")))  # "Xác định … là nhiệm vụ chính"
    if predicate_at(row, head) and (does or not row[head].is_a(*_SAYING)):
        return head
    first = next((at for at in range(head, right) if row[at].word == ";"), right)  # a verb of asking behind it is a part of what is said
    later = any(row[at].is_a("ask") and row[at - 1].word in (";", "đồng thời") for at in range(first + 1, right)) and not carried
    for kinds in (("ask", "asked"),) if carried else (("ask", "asked"), ("stress", "say")):
        verbs = (at for at in range(head, right if later else first) if row[at].is_a(*kinds) and "noun" not in row[at].kinds)
        opening = next((start for at in verbs if (start := predicate_from(row, concluded(row, at + 1), right)) is not None), None)
        if opening is not None:
            return opening
    head = main_clause(row, head)
    duty = duty_at(row, head, right)
    if duty is not None:
        return duty
    opening = predicate_from(row, head, right)
    return None if opening is None or row[opening].is_a(*_SAYING) else opening


def listed_from(row: Row, start: int, end: int) -> int:
    """Where the things to do begin: after the ":" of an opening whose list follows, else at `start`."""
    colon = next((at for at in range(start, end) if row[at].word == ":"), None)
    numbered = colon is not None and colon + 1 < end and row[colon + 1].is_a("ordinal")
    if colon is None or not (numbered or any(chunk.word == ";" for chunk in row[colon:end])):
        return start
    umbrella = row[colon - 1].is_a("announces") or any(chunk.is_a("plan") for chunk in row[max(start, colon - _UMBRELLA) : colon])
    return colon + 1 if umbrella else start


def passive_from(row: Row, start: int) -> int | None:
    """Where a clause opens whose subject has something done to it: "lợn bị nhiễm bệnh phải được tiêu huỷ"."""
    rule = next((at for at in range(start) if row[at].is_a("whatever")), None)
    if rule is not None and any(chunk.word == "thì" for chunk in row[rule:start]):
        return rule
    passive = row[start].is_a("passive_duty") or (row[start].is_a("duty") and start + 1 < len(row) and row[start + 1].word == "được")
    if not passive or not start or row[start - 1].word == ",":
        return None
    left = start
    while left and row[left - 1].word not in (";", ":", "rằng") and not row[left - 1].is_a(*_SAYING):
        left -= 1
    left = next((at for at in range(left, start) if not row[at].is_a("mark", "carries", "joiner")), start)
    return left if left < start and not agent_at(row, left) else None


def sets_aim(row: Row) -> bool:
    """Whether the words before an order call it an aim: "đề ra mục tiêu …", "Một mục tiêu khác là …"."""
    opens = bool(row) and row[0].is_a("aim_opener")
    return any("mục tiêu" in chunk.word and (chunk.is_a("ask") or (opens and at < _AIM)) for at, chunk in enumerate(row))


def clauses(row: Row, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of ``row[start:end]`` that ";" parts, without their closing marks."""
    edges = [start - 1, *(at for at in range(start, end) if row[at].word == ";"), end]
    for left, right in pairwise(edges):
        stop = next((at for at in range(right, left + 1, -1) if not row[at - 1].is_a("mark")), left + 1)
        if stop > left + 1:
            yield left + 1, stop
