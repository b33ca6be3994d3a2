"""A sentence in; whether what it says is no instruction of the one who speaks, out: a report, hearsay, an own duty, a law, an interview.

What a sentence has no kind of chunk for need not be looked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.grammar.clauses import predicate_at
from briefings.grammar.duties import duty_at, head_of, lead_of, told_from
from briefings.grammar.phrases import Row
from briefings.grammar.sentences import Sentence

_NEAR = 12  # chunks in which it shows who says it
_OPENING = 9  # chunks in which a sentence names the law it tells of
_CONTRAST = 3  # chunks of "Tuy nhiên, " and the like
_REPORT = 24  # chunks within which a report shows itself
_SUBJECT = 6  # chunks in which a sentence names whom it is about
_NEAREST = 4  # chunks in which the subject stands before its duty
_QUESTIONS = 2  # put to somebody that make an interview


def others_say(sentence: Sentence, head: int) -> bool:
    """Whether somebody without authority says it: "Theo ông Thuỷ, …", "Các lái xe cho rằng nhà đầu tư cần …"."""
    row = sentence.chunks
    opens = next((at for at, chunk in enumerate(row[:_CONTRAST]) if chunk.is_a("according")), None)  # "Nhưng theo các tỉnh thì …"
    if opens is not None and not any(chunk.is_a("paper") for chunk in row[:_NEAR]):
        return any(chunk.word in (",", "thì") for chunk in row[opens + 1 : _NEAR])
    if "utters" not in sentence.kinds or predicate_at(row, head):
        return False
    duty = duty_at(row)
    return any("utters" in chunk.kinds for chunk in row[head + 1 : _NEAR if duty is None else duty])


def of_ourselves(sentence: Sentence) -> bool:
    """Whether the speaker tells what he and his own have to do: "chúng tôi phải tìm hiểu nhiều ngày"."""
    duty = duty_at(sentence.chunks) if "modal" in sentence.kinds else None
    subject = sentence.chunks[max(0, duty - _NEAREST) : duty] if duty is not None else ()
    return any(chunk.word in ("chúng tôi", "tôi") for chunk in subject)


def of_laymen(sentence: Sentence) -> bool:
    """Whether the sentence is about people at large and not about who is told: "Nhiều hộ dân phải thuê nhà"."""
    if "lay" not in sentence.kinds:
        return False
    row, duty = sentence.chunks, duty_at(sentence.chunks)
    subject = row[: _SUBJECT if duty is None else min(_SUBJECT, duty)]
    return any(chunk.is_a("lay") for chunk in subject) and not predicate_at(row, lead_of(row))


def reports(sentence: Sentence) -> bool:
    """Whether the sentence reports what was done: a mark of the past near its start, no duty, and no order in front of it."""
    if "past" not in sentence.kinds:
        return False
    row = sentence.chunks
    done = next((at for at, chunk in enumerate(row[:_REPORT]) if "past" in chunk.kinds), None)
    if done is None or any(chunk.is_a("future") for chunk in row[:done]):
        return False  # "… sẽ kiểm tra quá trình chuyển giao vừa qua"
    duty, head = duty_at(row), head_of(row)
    if duty is not None and (row[duty - 1].word == ";" or not any(chunk.word == ":" for chunk in row[done:duty])):
        return False
    opening = head if predicate_at(row, head) else told_from(row, head)
    if opening is not None and opening < done:  # "Thực hiện chỉ thị, cả nước sau đó đã …", not "Các trạm thống kê xe đã gắn thẻ"
        comma = next((at for at in range(done, opening, -1) if row[at].word == ","), done)
        return duty is None and done > comma + 1 and not predicate_at(row, comma + 1)
    return True


def states_law(row: Row, head: int) -> bool:
    """Whether the sentence tells what a law or a draft says: "Luật Ngân sách nhà nước quy định …", "dự thảo quy định xe taxi phải …"."""
    if row[0].word in ("theo quy định", "theo quy định của pháp luật"):
        return True
    near = row[head : head + _OPENING]
    of_law = bool(near) and (near[0].is_a("law") or any(chunk.word.startswith("dự thảo") for chunk in near))
    return of_law and any(chunk.word == "quy định" for chunk in near)


def interviews(sentences: Sequence[Sentence]) -> bool:
    """Whether the article prints questions and answers: what is said there is told to the paper."""
    return sum(one.chunks[-1].word == "?" and any(chunk.is_a("interviewer") for chunk in one.chunks) for one in sentences) >= _QUESTIONS
