"""The rows of an article's sentences and its cast in; who says or asks what in them out: each verb of asking or saying with its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.grammar.clauses import addressee_at, agent_at, is_duty, past_mark, past_topic, predicate_at, predicate_from
from briefings.grammar.duties import duty_at, head_of, lead_of, orders, told_from
from briefings.grammar.members import Authority, Speaker
from briefings.grammar.phrases import Chunk, Row
from briefings.grammar.ranks import SHOWS, rank
from briefings.grammar.sentences import Sentence
from briefings.grammar.speakers import Cast

_ABOVE = ("cấp có thẩm quyền", "cấp thẩm quyền", "cấp trên")  # whoever asks these stands below them
_SAYING = ("ask", "stress", "say")
_OF_MEETINGS = ("quán triệt", "kết luận")
_ORDERING = ("yêu cầu", "đề nghị", "giao")
_TARGETS = ("mục tiêu", "nhiệm vụ", "giải pháp", "yêu cầu")
_SKIPPED = (",", ":", "rằng", "“", '"', "là", "-", "–")
_FOR_ITSELF = ("được", "được phép", "cho phép", "xin")  # "thành phố đề nghị được thành lập Sở …": who asks so is to be granted something
_OF_WORK = ("trong", "sự", "công tác", "việc", "về", "theo", "của")
_ACCORDING = 30  # chunks that "Theo ông …," takes at most
_NAME = 10  # chunks of the name and offices of who said it, at the end of a sentence
_CLOSING = 4  # chunks that a verb of saying may stand from the end of its sentence


@dataclass(frozen=True, slots=True)
class Attribution:
    """A verb of asking or saying with its speaker: `kind` is ask, stress or say; `at` its chunk."""

    kind: str
    at: int
    speaker: Speaker


def kind_of(chunk: Chunk) -> str | None:
    """Whether the phrase is a verb that asks, that stresses or that says; None for any other."""
    if chunk.kinds.isdisjoint(_SAYING) or "noun" in chunk.kinds or (chunk.raised and "paper" in chunk.kinds):
        return None
    return next(kind for kind in _SAYING if kind in chunk.kinds)


def said_from(row: Row, verb: int) -> int:
    """The first chunk of what is said, after the verb."""
    at = verb + 1
    while at < len(row) and (row[at].word in _SKIPPED or row[at].is_a("likewise") or _quotes_duty(row, at)):
        at += 1
    return _past_company(row, past_mark(row, at))


def _past_company(row: Row, at: int) -> int:
    """The chunk after what is to be done beside it: "yêu cầu, cùng với việc ổn định kinh tế, | các bộ, ngành tiếp tục …"; else `at`."""
    here = at
    while here < len(row) and row[here].is_a("duetime", "mark"):
        here += 1
    if here >= len(row) or not row[here].is_a("company"):
        return at
    commas = (comma for comma in range(here + 1, min(len(row) - 1, here + _ACCORDING)) if row[comma].word == ",")
    return next((comma + 1 for comma in commas if agent_at(row, comma + 1) and not predicate_at(row, comma + 1)), at)


def _quotes_duty(row: Row, at: int) -> bool:
    """Whether "việc" at `at` stands before a duty in quotation marks: 'nhấn mạnh việc "phải chống tiêu cực"'."""
    return row[at].word == "việc" and at + 2 < len(row) and row[at + 1].word in ("“", '"') and is_duty(row[at + 2])


def introduces(chunk: Chunk) -> bool:
    """Whether the word may stand before a request in somebody's own words: "Sau hội nghị, tôi đề nghị …"."""
    return chunk.is_a("mark", "between", "carries", "joiner", "duetime", "pronoun", "several", "foreword")


def asks(row: Row, verb: int) -> bool:
    """Whether something is asked after the verb of asking."""
    after = said_from(row, verb)
    if after < len(row) and any(target in row[verb].word for target in _TARGETS):
        return True
    if after < len(row) and row[after].word in _FOR_ITSELF:
        return False
    opening = predicate_from(row, after)
    if opening is None or (row[verb].is_a("wishes") and addressee_at(row, after, opening, asked=True) is None):
        return False  # "mong muốn làm …"
    joined = row[opening - 1].word == "và" and opening - 1 > after
    if joined and not any(chunk.is_a("agent", "body", "several", "verb") for chunk in row[after:opening]):
        return False  # "đã chỉ đạo sát sao và có ý kiến …"
    return all(chunk.word != "là" for chunk in row[after:opening])  # "giao cho Tổng công ty là đơn vị quản lý …"


def attributions(cast: Cast, row: Row) -> list[Attribution]:
    """Every verb of asking or saying in the row whose speaker stands before it."""
    found: list[Attribution] = []
    for at in [at for at, chunk in enumerate(row) if not chunk.kinds.isdisjoint(_SAYING)]:
        kind = kind_of(row[at])
        if kind == "say" and row[0].is_a("explains"):
            continue  # "Lý giải với Thủ tướng, Bộ trưởng cho biết …"
        if kind is None or _is_object(row, at) or _is_noun(row, at) or _is_told(row, at):
            continue
        if cast.asked_to(row, at) and not (_goes_on(row, at) and found and row[found[-1].at].is_a("praises")):
            continue  # "biểu dương kết quả mà tỉnh đã đạt được và yêu cầu …" goes on behind "mà"
        speaker = cast.subject(row, at) or _same(row, at, found)
        if speaker is None and kind == "ask":
            speaker = cast.sender(row, at) or (cast.issuer_in(row, at) if _goes_on(row, at) else None) or _of_the_clause(cast, row, at)
        if speaker and not _only_works(row, at, speaker) and (kind == "ask" or not speaker.is_place):
            found.append(Attribution(kind, at, speaker))
    topic = past_topic(row)
    return [one for one in found if one.at >= topic] or _according(cast, row)


def spoken_by(speaker: Speaker, row: Row) -> list[Attribution]:
    """What the one whose speech is printed asks in the first person: "tôi đề nghị các đồng chí …"."""
    asked = (at for at in range(1, len(row)) if kind_of(row[at]) == "ask" and row[at - 1].word in ("tôi", "chúng tôi"))
    return [Attribution("ask", at, speaker) for at in asked]


def _is_object(row: Row, at: int) -> bool:
    """Whether a word that also names a paper is the object of the verb before it: "kết quả thực hiện kết luận"."""
    return at > 0 and row[at].is_a("paper") and row[at - 1].is_a("verb", "several") and not row[at - 1].is_a("between", "adverb")


def _is_told(row: Row, at: int) -> bool:
    """Whether those who are told are to ask in their turn: "yêu cầu Chủ tịch UBND các tỉnh, thành phố | kêu gọi tàu thuyền …"."""
    before = next((here for here in range(at - 1, -1, -1) if kind_of(row[here]) == "ask"), None)
    after = len(row) if before is None else said_from(row, before)
    if before is None or after >= at or not (agent_at(row, after) or row[after].is_a("high", "office")):
        return False
    return predicate_from(row, before + 1, at) is None and not any(chunk.is_a("mark") and chunk.word != "," for chunk in row[before:at])


def _is_noun(row: Row, at: int) -> bool:
    """Whether a verb of work is a noun behind a preposition, "chủ quan trong chỉ đạo sản xuất", or names what a meeting is for."""
    if row[at].word in _OF_MEETINGS and any(chunk.is_a("gathering") for chunk in row[max(0, at - _CLOSING) : at]):
        return True  # "tổ chức Hội nghị toàn quốc quán triệt nghị quyết"
    return at > 0 and row[at].is_a("works", "directs") and row[at - 1].word in _OF_WORK


def _same(row: Row, at: int, found: Sequence[Attribution]) -> Speaker | None:
    """The speaker of the verb of saying right before: "ông Thức cho biết đã yêu cầu …"."""
    before = at - 1
    while before > 0 and (row[before].is_a("between") or row[before].word == "và"):
        before -= 1
    if not found:
        return None
    joined = _goes_on(row, at) and row[at].is_a("ask", "stress") and all(chunk.word not in ("”", '"') for chunk in row[found[-1].at : at])
    return found[-1].speaker if found[-1].at == before or joined else None  # "biểu dương kết quả và yêu cầu …"


def _of_the_clause(cast: Cast, row: Row, at: int) -> Speaker | None:
    """Who did what the sentence opens with, and then asks: "Chủ tịch thành phố đã nêu tên các dự án chậm, yêu cầu Sở …"."""
    if row[at - 1].word != "," or row[at].word not in _ORDERING:
        return None
    done = next((here for here in range(1, at) if row[here].is_a("past", "issuing", *_SAYING)), None)
    speaker = cast.subject(row, done) if done is not None else None
    return speaker if speaker and (cast.knows(speaker) if speaker.person else speaker.authority is Authority.HIGH) else None


def _goes_on(row: Row, at: int) -> bool:
    """Whether the verb at `at` goes on with what somebody says: "chỉ ra nhiều sai phạm; đồng thời đề nghị …"."""
    here = at
    while here > 0 and row[here - 1].is_a("between"):
        here -= 1
    if here and row[here - 1].word.startswith("nên") and (here < at or row[here - 1].word != "nên"):
        return True  # "cho biết dân phản ánh nhiều nên đã yêu cầu …"
    before = [chunk.word for chunk in row[max(0, at - 2) : at]]
    if row[at].is_a("works"):
        return before[-1:] == ["và"]
    return before[-1:] in (["và"], [";"]) or (before[:1] in ([","], [";"]) and row[at - 1].is_a("joiner"))


def _only_works(row: Row, at: int, speaker: Speaker) -> bool:
    """Whether the verb tells what a body did: "Ban Thường vụ đã chỉ đạo …", and not "đã giao Bộ Nội vụ xây dựng đề án"."""
    if speaker.person or not row[at].is_a("works") or not at or not row[at - 1].is_a("ongoing") or duty_at(row, at) is not None:
        return False
    opening = predicate_from(row, at + 1) if row[at].is_a("assigns") else None
    return opening is None or addressee_at(row, at + 1, opening, asked=True) is None


def _according(cast: Cast, row: Row) -> list[Attribution]:
    """ "Theo ông Vượng, …"."""
    comma = next((at for at, chunk in enumerate(row[:_ACCORDING]) if chunk.word == ","), None) if row[0].is_a("according") else None
    if comma is None:
        return _according_at_end(cast, row)
    speaker = cast.subject(row, comma)
    return [Attribution("say", comma, speaker)] if speaker and speaker.person and speaker.authority >= Authority.OFFICE else []


def _according_at_end(cast: Cast, row: Row) -> list[Attribution]:
    """ "…, theo Thủ tướng Phạm Minh Chính." """
    end = len(row) - row[-1].is_a("mark")
    theo = next((at for at in range(end - 1, max(1, end - _NAME), -1) if row[at].word == "theo" and row[at - 1].word == ","), None)
    speaker = cast.subject(row[theo + 1 :], end - theo - 1) if theo is not None else None
    return [Attribution("say", theo, speaker)] if theo and speaker and speaker.person and speaker.authority >= Authority.OFFICE else []


def upwards(row: Row, said: Attribution) -> bool:
    """Whether somebody below asks somebody above: "UBND tỉnh đề nghị Chính phủ …"."""
    if not row[said.at].is_a("humble"):
        return False
    after = said_from(row, said.at)
    told = addressee_at(row, after, predicate_from(row, after) or len(row)) or _recipient(row, said.at)
    if told is None or told[0].is_a("several"):
        return False
    return told[0].word in _ABOVE or rank(told[:SHOWS]) > said.speaker.rank


def _recipient(row: Row, verb: int) -> Row | None:
    """Whom the paper that asks was put before: "sở đã có văn bản báo cáo UBND thành phố đề nghị …"."""
    sent = next((at for at in range(verb) if row[at].is_a("sends") or row[at].word in ("báo cáo", "trình")), None)
    if sent is None:
        return None
    return row[sent + 1 : sent + 2] if row[sent + 1].word in _ABOVE else addressee_at(row, sent + 1, verb)


def pleads(row: Row, said: Sequence[Attribution]) -> bool:
    """Whether the words before a closing attribution are only proposed, or asked: '"Đề nghị …", đại tá Đình kiến nghị.'"""
    return bool(said) and row[said[-1].at].is_a("plea", "queries") and len(row) - said[-1].at <= _CLOSING


def ordered_before(row: Row, verb: int) -> bool:
    """Whether an order opens the sentence, so that the verb of saying is a part of it: "Hoàn chỉnh dự thảo để các bộ góp ý"."""
    lead, head = lead_of(row), head_of(row)
    commas = (at for at in range(lead, verb) if row[at].word == ",")
    if row[lead].is_a("circumstance") and any(agent_at(row, at + 1) for at in commas):
        return False  # "Đối với các bến xe, Sở yêu cầu …"
    opening = head if orders(row, head) or (head < verb and kind_of(row[head]) == "ask") else told_from(row, head)
    return opening is not None and opening < verb


def is_heard(sentence: Sentence) -> bool:
    """Whether anybody may say or ask anything in a sentence: few can, and the others need not be searched."""
    return not sentence.kinds.isdisjoint(_SAYING) or "according" in sentence.kinds


def quoted_speakers(cast: Cast, sentences: Sequence[Sentence]) -> dict[int, Speaker]:
    """Who speaks in each quotation that names its speaker after it ends."""
    speakers: dict[int, Speaker] = {}
    for sentence in filter(is_heard, sentences) if any(sentence.quotation for sentence in sentences) else ():
        tail = _tail(sentence.chunks) if sentence.quotation else None
        row = sentence.chunks[tail:]
        found = attributions(cast, row) if row else []  # those without a quotation too, so that a pronoun finds who spoke before
        if tail is not None and found:
            speakers[sentence.quotation] = _relayed(cast, row, found[-1]) or found[-1].speaker
    cast.last = None
    return speakers


def _tail(row: Row) -> int | None:
    """The chunk after the last closing quotation mark, if words follow it."""
    closing = next((at for at in range(len(row) - 1, -1, -1) if row[at].word in ("”", '"')), None)
    return closing + 1 if closing is not None and closing + 2 < len(row) else None


def _relayed(cast: Cast, row: Row, said: Attribution) -> Speaker | None:
    """Whom the speaker quotes: "ông Dũng nhắc lại lời Thủ tướng"."""
    if not any(chunk.is_a("relayed") for chunk in row[said.at :]):
        return None
    return cast.subject(row, len(row) - row[-1].is_a("mark"))
