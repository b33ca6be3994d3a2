"""A row of chunks in; whether and where it lays a duty on somebody, gives a bare order, or only reports, out."""

from __future__ import annotations

from briefings.grammar.clauses import addressee_at, agent_at, describes, is_duty, is_verb, past_mark, predicate_at, predicate_from
from briefings.grammar.phrases import Row

_NO_NAME = ("past", "tells", "state", "ask", "stress", "lay", "modal", "no_agent", "future")
_AGENT_REACH = 40  # chunks that the names of those who are told may take
_FARES_REACH = 8  # chunks after the verb in which it shows that somebody only fares so
_TURN = 12  # chunks in which a duty shows that a sentence does not look back
_SUBJECT = 6  # chunks in which a sentence names whom or what it is about
_CONDITIONS = ("nếu", "trường hợp")
_NAMED = 4  # chunks of an order in which the verb of naming stands
_TIME = 8  # chunks of a time
_CIRCUMSTANCE = 25  # chunks that an opening circumstance takes at most


def lead_of(row: Row) -> int:
    """The first chunk after openings such as "Theo đó," and "Một là,"."""
    at = 0
    while at < len(row):
        past = past_mark(row, at)  # "Trong đó, (1) tập trung …"
        if past == at and not (row[at].is_a("mark", "ordinal") or (row[at].is_a("carries", "joiner", "duetime") and not is_verb(row[at]))):
            break
        at = max(past, at + 1)
    return at


def head_of(row: Row) -> int:
    """The first chunk after openings such as "Theo đó," and "Với các hồ chứa,"."""
    at = lead_of(row)
    if at < len(row) and row[at].is_a("circumstance", "until"):
        comma = next((here for here in range(at, min(len(row) - 1, at + _CIRCUMSTANCE)) if row[here].word == ","), None)
        turns = row[at].is_a("topic") or _sets_time(row, at, comma or at)
        if comma is not None and (predicate_at(row, comma + 1) or (turns and agent_at(row, comma + 1))):
            return comma + 1
    return at


def _sets_time(row: Row, start: int, end: int) -> bool:
    """Whether a circumstance says until when: "Trước ngày 25/12", "Trong tháng 3"."""
    return (
        row[start].is_a("until") and end - start <= _TIME and any(letter.isdecimal() for chunk in row[start:end] for letter in chunk.word)
    )


def duty_at(row: Row, start: int = 0, end: int | None = None) -> int | None:
    """The first chunk from `start` on that lays a duty ("cần", "phải", "không được"), outside quotations that open later."""
    duties = [at for at, chunk in enumerate(row[start:end], start) if "modal" in chunk.kinds]
    return next((at for at in duties if is_duty(row[at]) and not describes(row, at) and not _quoted(row, start, at)), None)


def concluded(row: Row, start: int) -> int:
    """The chunk after a conclusion that the duty behind `start` is drawn with: "… có vấn đề, do vậy | các cơ quan cần …"; else `start`."""
    duty = duty_at(row, start)
    told = predicate_from(row, start, duty) if duty is not None else None
    if duty is None or (told is not None and addressee_at(row, start, told, asked=True) is not None):
        return start  # "đề nghị Sở rà soát dự án, đơn vị nào chậm thì sẽ không được xét thi đua"
    return next((at + 1 for at in range(duty - 1, start, -1) if row[at].is_a("concludes")), start)


def _quoted(row: Row, start: int, at: int) -> bool:
    """Whether chunk `at` stands in a quotation that opens behind `start`."""
    quoted = False
    for chunk in row[start + 1 : at]:
        if chunk.word in ("“", "”", '"'):
            quoted = chunk.word == "“" or (chunk.word == '"' and not quoted)
    return quoted


def orders(row: Row, head: int, *, listed: bool = False) -> bool:
    """Whether a bare order opens at `head`: "Tiếp tục thực hiện …", and not "Tinh gọn bộ máy là việc khó".

    `listed`: the sentence is an item of a list of orders, where what is said of the thing to do takes nothing away.
    """
    if head < len(row) and (row[head].is_a("whatever") or row[head].word in _CONDITIONS):
        return any(chunk.word == "thì" and predicate_at(row, at + 1) for at, chunk in enumerate(row))
    if not predicate_at(row, head) or _dates(row, head + 1) or row[head].is_a("talks"):
        return False  # "Phản ánh tới Chủ tịch, nhiều hộ dân …"
    if listed or row[head].is_a("modal") or _names_as(row, head):
        return True
    for at, chunk in enumerate(row[head:], head):
        if chunk.word == ";" or chunk.is_a("modal", "purpose"):
            return True
        if chunk.is_a("tells") and not (row[head].is_a("firm") and _only_names(row, at)):
            return False
    return True


def _names_as(row: Row, head: int) -> bool:
    """Whether it is to be named something: "Xác định … là nhiệm vụ chính", not "Đầu tư công được xác định là chính"."""
    verb = next((at for at in range(head, min(len(row), head + _NAMED)) if row[at].is_a("copular")), None)
    return verb is not None and (verb == head or not row[verb - 1].is_a("passive"))


def _only_names(row: Row, at: int) -> bool:
    """Whether "là" at `at` stands in the object: "Tập trung xử lý vi phạm là nguyên nhân gây tai nạn"; not "… là yêu cầu", which judges."""
    return row[at].word == "là" and at + 1 < len(row) and not row[at + 1].is_a("judgement", "noun")


def _dates(row: Row, at: int) -> bool:
    """Whether only a time follows the verb, and then who did it: "Khởi công vào cuối tháng 8/2012, tuyến metro …"."""
    if at >= len(row) or row[at].word not in ("vào", "từ"):
        return False
    comma = next((here for here in range(at, min(len(row), at + _TIME)) if row[here].word == ","), None)
    return comma is not None and any(letter.isdecimal() for chunk in row[at:comma] for letter in chunk.word)


def told_from(row: Row, head: int, *, listed: bool = False) -> int | None:
    """Where the predicate opens if somebody is told without a word of duty: "Các bộ, ngành kiểm tra …", not "Ngành đã kiểm tra".

    `listed`: the sentence is an item of a list of orders, where a minister too is told, and to report is an order.
    """
    himself = head < len(row) and row[head].word == "đồng chí" and row[head + 1 :] and row[head + 1].is_a("between", "adverb")
    office = listed and head < len(row) and row[head].is_a("high", "office")
    agent = office or (agent_at(row, head) and (listed or not (himself or row[head].is_a("high", "meeting"))))  # not who speaks of himself
    opening = predicate_from(row, head + 1, min(len(row), head + _AGENT_REACH)) if agent else None
    if opening is None or row[opening].word == "không" or row[opening - 1].word == "liên tục" or _chairs(row, opening):
        return None
    files = (listed or row[head].is_a("several")) and row[opening].is_a("files")  # "Các đơn vị báo cáo kết quả …"
    says = row[opening].is_a("say", "ask") and not (files or row[opening].is_a("adverb", "directs"))
    still = row[opening - 1].word == "vẫn" and row[opening].word == "tiếp tục"  # "các bến xe vẫn tiếp tục phối hợp"
    named = not any(chunk.is_a(*_NO_NAME) or chunk.word == ":" for chunk in row[head : opening - still])
    fares = any(chunk.is_a("fares") for chunk in row[opening : opening + _FARES_REACH])
    return opening if named and not says and not fares else None


def _chairs(row: Row, verb: int) -> bool:
    """Whether somebody only leads or joins a meeting: "Đồng chí Lê Văn An chủ trì Hội nghị"."""
    return row[verb].word in ("chủ trì", "dự", "tham dự") and verb + 1 < len(row) and row[verb + 1].is_a("gathering")


def aims(row: Row) -> bool:
    """Whether the sentence names an aim or a task: "Một mục tiêu khác là hoàn thành …"."""
    copula = next((at for at in range(1, len(row) - 1) if row[at].word == "là"), None)
    if copula is None or row[copula - 1].word == "không phải":
        return False
    return any(chunk.is_a("plan") for chunk in row[:_SUBJECT]) and predicate_at(row, copula + 1)


def looks_back(row: Row) -> bool:
    """Whether the sentence turns to what lies back: "Trước đó, …", "Năm 1994, …"."""
    if row[0].is_a("regret"):
        return True  # "Lẽ ra nhà máy phải …"
    turns = row[0].is_a("background") or (row[0].word == "năm" and len(row) > 1 and row[1].word.isdigit())
    return turns and duty_at(row[:_TURN]) is None
