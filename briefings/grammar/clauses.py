"""A row of chunks in; the parts of its clause out: where the predicate opens, who is told, where a circumstance in front of it ends."""

from __future__ import annotations

from itertools import pairwise

from briefings.grammar.phrases import Chunk, Row

_LONG_NAME = 14  # chunks between a verb inside a name and the duty or name that follows
_LOOK_BACK = 8  # chunks before a duty in which a clause shows that the duty only describes
_FIRST = 30  # chunks that a circumstance before the main clause takes at most
_BASIS = 12  # chunks of the duties and powers that somebody acts by
_AFTER_NOUN = ("của", "này", "đó", "ấy")
_ASSIGNED = ("được giao", "được phân công")
_STOPS = (";", ".", "?")
_EDGES = frozenset(',;:“”"()–-.') | {"và", "rằng", "nhưng", "thì"}
_QUOTES = ("“", '"')
_CAUSES = ("do", "vì", "bởi", "bởi vì")
_NEVER_NAMES = ("ask", "stress", "past", "carries", "purpose", "no_name")


def is_verb(chunk: Chunk) -> bool:
    """Whether the phrase can be the verb of an action."""
    return chunk.is_a("verb", "attitude") and "noun" not in chunk.kinds


def is_duty(chunk: Chunk) -> bool:
    """Whether the phrase lays a duty on somebody: "cần", "không được"."""
    return "modal" in chunk.kinds and "not_modal" not in chunk.kinds


def past_topic(row: Row) -> int:
    """The comma after what a sentence only turns to, before whoever speaks of it; 0 where it turns to nothing.

    "Về thông tin tỉnh dự kiến khởi công | , Phó chủ nhiệm cho rằng …", "Trước tin Thành uỷ yêu cầu huỷ hợp đồng | , công ty cho biết …".
    """
    if row[0].word not in ("về", "trước") or len(row) == 1 or row[1].word not in ("thông tin", "tin", "việc"):
        return 0
    said = next((at for at, chunk in enumerate(row) if chunk.is_a("utters")), 0)
    return next((at for at in range(said, 0, -1) if row[at].word == ","), 0)


def skip(row: Row, at: int, *kinds: str) -> int:
    """The first chunk from `at` on that is of none of `kinds`; quotation marks are passed over."""
    while at < len(row) and (row[at].is_a(*kinds) or row[at].word in _QUOTES):
        at += 1
    return at


def past_mark(row: Row, at: int) -> int:
    """The chunk after a list mark at `at`: "(1)", "a)", "thứ nhất,"; else `at`."""
    if at >= len(row):
        return at
    here = at + (row[at].word == "(")
    closing = row[here + 1].word if here + 1 < len(row) else ""
    if row[at].is_a("ordinal"):
        return at + 1 + (closing in (",", ":"))
    short = here < len(row) and (row[here].word.isdecimal() or len(row[here].word) == 1) and not row[here].is_a("mark")
    return here + 2 if short and closing == ")" else at


def predicate_at(row: Row, at: int) -> bool:
    """Whether an action can open at chunk `at`: adverbs of manner and a verb, or a duty ("không được …")."""
    if at >= len(row) or "noun" in row[at].kinds:
        return False
    if is_duty(row[at]):
        return True
    verb = skip(row, at, "adverb")
    while at < verb < len(row) and row[verb].word in (",", "và"):  # "chủ động, tích cực triển khai"
        verb = skip(row, verb + 1, "adverb")
    if verb < len(row) and is_verb(row[verb]):
        return verb + 1 >= len(row) or row[verb + 1].word not in _AFTER_NOUN  # "đề xuất của các cơ quan", "Quy hoạch này"
    unlisted = verb < len(row) and verb > at and row[verb - 1].is_a("firm") and not row[verb].kinds and not row[verb].raised
    return unlisted or any(is_verb(chunk) for chunk in row[at:verb])  # "khẩn trương …" with a verb that no table holds


def agent_at(row: Row, at: int) -> bool:
    """Whether the name of somebody who can be told opens at chunk `at`: "các bộ", "Ban Tổ chức Trung ương", "mỗi cấp uỷ"."""
    after = at
    while after < len(row) and after < at + 3 and row[after].is_a("several"):
        after += 1
    return any(here < len(row) and row[here].is_a("agent", "body") for here in (at, after))


def describes(row: Row, duty: int) -> bool:
    """Whether the duty only describes a thing: "có những việc cần điều chỉnh", "…, những vấn đề cần giải quyết"."""
    before = row[duty - 1].word
    some = before == "," and (_some_things(row, duty - 1) or _lacks(row, duty - 1))
    if some or _besides(row, duty) or _costs(row, duty) or _is_refused(row, duty):
        return True
    idle = row[duty].word == "có trách nhiệm" and duty + 1 < len(row) and row[duty + 1].is_a("mark")
    if before in ("để", *_CAUSES) or idle:
        return True  # "vì phải giải toả", "đào tạo thế nào để đừng …", "thấy chính sách là đúng và có trách nhiệm"
    if duty > 1 and (_relative(row, duty) or _follows_from(row, duty)):
        return True
    indefinite = thing = any_ = False
    for chunk in reversed(row[max(0, duty - _LOOK_BACK) : duty]):
        edge = chunk.word in _EDGES
        if indefinite and (chunk.is_a("there_are") or (thing and edge)):
            return True
        if edge or (chunk.word == "chưa" and any_):
            return not edge  # "tỉnh chưa có văn bản nào chỉ đạo phải di dời"
        any_ = any_ or chunk.word == "nào"
        indefinite = chunk.is_a("indefinite") or chunk.word.isdecimal()  # "nêu 4 bài học kinh nghiệm cần kế thừa"
        thing = thing or chunk.is_a("thing")
    return indefinite and thing


def _lacks(row: Row, end: int) -> bool:
    """Whether the clause that ends here says what is still lacking: "chế độ chính sách còn bất cập, cần điều chỉnh"."""
    left = next((at for at in range(end - 1, max(-1, end - _LOOK_BACK), -1) if row[at].word in _EDGES), end)
    return any(chunk.word == "còn" for chunk in row[left + 2 : end])


def _relative(row: Row, duty: int) -> bool:
    """Whether the duty stands in a relative clause: "khoản tiền mà Thanh tra yêu cầu phải thu hồi", not in "không chỉ … mà còn phải …"."""
    start = next((at for at in range(duty - 1, max(0, duty - _LOOK_BACK), -1) if row[at].word in _EDGES), max(0, duty - _LOOK_BACK))
    which = next((at for at in range(duty - 2, start, -1) if row[at].word == "mà"), None)
    return which is not None and any(chunk.is_a("ask") for chunk in row[which:duty])


def _besides(row: Row, duty: int) -> bool:
    """Whether the duty stands in a clause of exception: "ngoài việc nằm ngủ phải mắc màn, người dân có thể …"."""
    clause = next((at for at in range(duty - 1, max(-1, duty - _LOOK_BACK), -1) if row[at].word in _EDGES), duty) + 1
    return clause < duty and row[clause].word.startswith("ngoài")


def _costs(row: Row, duty: int) -> bool:
    """Whether it only tells how much is needed: "kinh phí cần 300 triệu đồng"."""
    return row[duty].word == "cần" and duty + 1 < len(row) and row[duty + 1].word[0].isdigit()


def _is_refused(row: Row, duty: int) -> bool:
    """Whether "không được" tells what somebody lacks, with its cause: "không được đến trường vì không có giấy khai sinh"."""
    if row[duty].word != "không được":
        return False
    clause = next((at for at in range(duty - 1, max(-1, duty - _LONG_NAME), -1) if row[at].word in _EDGES), -1) + 1
    return row[clause].word in _CAUSES or any(chunk.word in _CAUSES for chunk in row[duty + 1 : duty + _LOOK_BACK])


def _some_things(row: Row, end: int) -> bool:
    """Whether some things are named right before chunk `end`: "thảo luận những vấn đề trọng tâm, cần có cơ chế đặc thù"."""
    left = next((at for at in range(end - 1, max(-1, end - _LOOK_BACK), -1) if row[at].word in _EDGES), end - _LOOK_BACK)
    return any(one.is_a("indefinite") and other.is_a("thing") for one, other in pairwise(row[max(0, left) : end]))


def _follows_from(row: Row, duty: int) -> bool:
    """Whether the duty only follows from how things stand: "do doanh nghiệp không đủ tiền nên tỉnh phải ứng"."""
    hence = next((at for at in range(duty - 1, max(0, duty - _LOOK_BACK), -1) if row[at].word == "nên"), None)
    return hence is not None and any(chunk.word in ("do", "vì", "bởi") for chunk in row[:hence])


def predicate_from(row: Row, at: int, end: int | None = None) -> int | None:
    """Where, at or after chunk `at`, the predicate opens; None if there is none. A verb inside a name or a list of names is passed over."""
    end = len(row) if end is None else end
    depth, free = 0, at
    for here in range(at, end):
        chunk = row[here]
        free = max(free, _past_basis(row, here, end)) if chunk.is_a("basis") else free
        if here < free:
            continue
        depth = max(0, depth + (chunk.word == "(") - (chunk.word == ")"))
        if depth:
            continue
        if chunk.word in _STOPS:
            return None
        if is_duty(chunk):
            return here
        if chunk.word == "không" and here and predicate_at(row, here + 1):  # "đề nghị huyện không tổ chức lễ hội"
            return _own_duty(row, at, here, end) or here
        noun = row[here - 1].is_a("nominal") if here > at else _names_itself(row, here)
        if not noun and predicate_at(row, here) and not _inside_name(row, at, here, end):
            return _own_duty(row, at, here, end) or here
    return None


def _past_basis(row: Row, at: int, end: int) -> int:
    """The chunk after what those who are told go by: "theo chức năng quản lý nhà nước và nhiệm vụ được giao | chủ động …"."""
    stop = min(end, at + _BASIS)
    return next((here + 1 for here in range(stop - 1, at, -1) if row[here].word.endswith(_ASSIGNED)), at)


def _names_itself(row: Row, at: int) -> bool:
    """Whether a word that could be a verb names who is told: "giao thanh tra chủ trì"."""
    return row[at].is_a("agent") and not row[at].is_a("adverb") and predicate_at(row, at + 1)


def _own_duty(row: Row, start: int, verb: int, end: int) -> int | None:
    """The duty behind a long name that holds a verb: "Trung tâm chống ngập phải có …", "việc xây dựng các hạng mục phải được tính toán"."""
    if (verb == start and not row[start].is_a("nominal")) or (row[verb].is_a("adverb") and not is_verb(row[verb])):
        return None
    gerund = row[start].is_a("gerund")
    for here in range(verb + 1, min(end, verb + _LONG_NAME * (1 + gerund))):
        if row[here].word in (";", ".", ":") or (row[here].word == "," and not gerund):
            return None
        if is_duty(row[here]) and not describes(row, here):
            return here
    return None


def _inside_name(row: Row, start: int, verb: int, end: int) -> bool:
    """Whether what looks like a verb stands in a name: "… tìm kiếm cứu nạn, các bộ", "Trung tâm điều hành … cùng Công ty …"."""
    after = skip(row, verb, "verb", "adverb")
    if after < end and row[after].word in (",", "và") and after <= verb + 2:
        return agent_at(row, after + 1) and not predicate_at(row, after + 1)
    if start < verb and _by_trade(row, verb, end):
        return True
    firm = start < verb and row[start].is_a("firm_name")
    for here in range(after, min(end - 1, verb + _LONG_NAME)):
        if row[here].is_a("mark"):
            return False
        if firm and row[here].raised and predicate_at(row, here + 1):
            return True
        if row[here].word == "cùng" and row[here + 1].raised and agent_at(row, here + 1):
            return True
    return False


def _by_trade(row: Row, verb: int, end: int) -> bool:
    """Whether the verb says what those who are told do for a living: "các đơn vị khai thác bến xe thực hiện …"."""
    if not row[verb].is_a("trade") or not row[verb - 1].is_a("worker"):
        return False
    for here in range(verb + 1, min(end, verb + _LONG_NAME)):
        if row[here].is_a("mark") and (row[here].word != "," or predicate_at(row, here + 1) or agent_at(row, here + 1)):
            return False
        if (is_duty(row[here]) or predicate_at(row, here)) and not row[here - 1].is_a("nominal", "mark"):
            return row[here - 1].word != "và" and (not row[here].is_a("trade") or predicate_at(row, here + 1))
    return False


def addressee_at(row: Row, start: int, end: int, *, asked: bool = False) -> Row | None:
    """The name of who is told in ``row[start:end]``: it opens there or after a comma, and runs to the end or to a time set off by a comma.

    After a verb of asking (`asked`) any name with a capital will do: "đề nghị PVN …".
    """
    if start < end and row[start].word == "chúng ta":
        return row[start : start + 1]
    at = _name_opens(row, start, end, asked=asked)
    if at is None:
        return None
    at = next((here for here in range(at, end) if not row[here].is_a("towards")), end)
    stop = next((here for here in range(at + 1, end) if _name_ends(row, here)), end)
    while stop > at and _follows_name(row[stop - 1]) and not _closes(row, at, stop):
        stop -= 1
    name = row[at:stop]
    unclean = any(chunk.is_a(*_NEVER_NAMES) or chunk.word in ("?", *_QUOTES) for chunk in name)
    broken = any(chunk.word == ":" and not before.is_a("agent", "body") for before, chunk in pairwise(row[max(0, at - 1) : stop]))
    return None if unclean or broken or not name else name  # "Bộ trưởng các bộ: Tài chính, Y tế" is whole


def _follows_name(chunk: Chunk) -> bool:
    """Whether the word stands between the name and the predicate: "Đoàn | nên tổ chức …"."""
    return chunk.is_a("between", "adverb", "mark", "asked", "not_modal") or chunk.word == "nên"


def _closes(row: Row, at: int, stop: int) -> bool:
    """Whether a bracket opened in the name closes at its end: "Ban quản lý Khu đô thị mới (quận 2)"."""
    return row[stop - 1].word == ")" and any(chunk.word == "(" for chunk in row[at:stop])


def _name_opens(row: Row, start: int, end: int, *, asked: bool) -> int | None:
    """Where in ``row[start:end]`` the name of who is told opens."""
    # "Khi …, công ty" but not "Việc …, công ty"
    apart = start < len(row) and (row[start].is_a("circumstance") or not row[start].is_a("nominal"))
    first = next((at for at in range(start, end) if not row[at].is_a("towards")), None) if asked else None
    if first is not None and row[first].raised and not row[first].kinds and row[first].word not in _QUOTES:
        return first  # "yêu cầu BQL và các sở ngành …"
    for at in range(start, end):
        before = row[at - 1]
        free = at == start or before.word in ("nhưng", "thì", ":") or (apart and before.word == ",")
        free = free or before.is_a("carries", "joiner", "between", "duetime", "several")
        if free and (agent_at(row, at) or row[at].is_a("high", "office")):
            return at
    if first is None:
        return None
    grouped = row[first].is_a("everybody") and first + 1 < end and not row[first + 1].is_a("nominal", "thing", "plan", "verb")
    return first if grouped or row[first].raised or row[first].is_a("pronoun") else None


def _name_ends(row: Row, at: int) -> bool:
    return row[at].is_a("basis") or (row[at].word == "," and at + 1 < len(row) and row[at + 1].is_a("aside"))


def main_clause(row: Row, start: int) -> int:
    """The chunk after a circumstance that opens the clause: "Khi cung cấp …, công ty chỉ được …"."""
    if start >= len(row) or not row[start].is_a("circumstance", "purpose"):
        return start
    names = row[start].is_a("towards")  # "Đối với các tỉnh, thành phố, …" goes on with names
    commas = (at for at in range(start, min(len(row) - 1, start + _FIRST)) if row[at].word == ",")
    return next((at + 1 for at in commas if predicate_at(row, at + 1) or (not names and agent_at(row, at + 1))), start)
