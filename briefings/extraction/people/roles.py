"""Roles: a name's place in the canonical text in, the offices printed before it and after it out, as half-open offsets.

Before the name a role runs from a word of office to the name, and further roles may stand before it, parted by commas.
After the name it runs from a comma, a dash, a bracket or "là" to the next comma or to the verb.
"""

from __future__ import annotations

import re

from briefings.extraction.people.words import (
    ADDRESS,
    BODY_BEFORE,
    BODY_VERBS,
    DASHED,
    OFFICE,
    OFFICE_BEFORE,
    OFFICE_OR_CALLING,
    PLURAL_BEFORE,
    ROLE_END,
)
from briefings.model import Span

Role = tuple[int, int]

REACH = 400  # characters in which the roles of one person stand
NEAR = 12  # characters in which a word right before another stands
# "Đề cập đến việc của ông A, | Tổng Bí thư nói": who speaks of him holds the office
_TURNS_TO = re.compile(r"(?:^|[.!?]\s|\n)(?:đề cập|nói về|nhắc đến|nhắc tới|về|liên quan|trước|trả lời|đánh giá|bình luận)\s[^.!?\n]*$")
_PARTING = {",", "và"}  # what stands between two roles of one person
_EDGE = re.compile(r"[;:()\[\]“”\"!?…|\n]|,(?!\d|\s(?:chống|tiêu cực)(?!\w))|(?<!tp)(?<!\bt)\.(?=\s|$)|\s?[-–—]\s|\svà\s|\scùng\s")
# Between a name and its role: ", ", " - ", " (", " là "; and before that an age or a bracket: " (62 tuổi), ", ", 62 tuổi, ".
_ASIDE = re.compile(r"(?:,\s\d{1,3}\stuổi|\s\([^()\n]{1,60}\))(?=\s?[,–-])")
_LEAD_IN = re.compile(
    r"\s*\((?:\d{1,3}\stuổi|sn\s\d{4}|sinh\snăm\s\d{4}),\s|"
    r"\s*(?:[,(]|[-–—])\s*(?:(?:hiện\s)?là\s)?|\s+(?:(?:hiện\s)?(?:là|làm|giữ chức)\s+"
    r"|(?:đã\s|đã\sđược\s|được\s|tiếp tục\sđược\s)(?:tín nhiệm\s)?(?:bầu|bổ nhiệm|phân công|chỉ định)\s(?:làm|giữ chức|giữ chức vụ|là)\s+)?"
)
_TAIL = re.compile(r"(?:\s(?:và|của))?[\s,.–-]*$")
_FOR_ANOTHER = re.compile(r"(?<!\w)(?:thay mặt|uỷ quyền|đại diện cho|trước|theo|giúp|các|những|một số)\s+$")
_OFFICE_OF = re.compile(rf"\scủa\s(?={OFFICE.pattern})")  # "cố vấn của | Tổng thống Hàn Quốc A": A is the president
_UNIT = re.compile(r"\s(?:huyện|quận|thị xã|thành phố|tp|tỉnh)\.?\s(?!uỷ)")
_PLURAL = re.compile(r"(?:các|những)\s")  # "Chủ tịch HĐND tỉnh | và các đồng chí: …"
_AND = re.compile(r"\svà\s")
_BRACKET = re.compile(r"\s\([^()\n]{1,60}\)\s*$")  # "Phó cục trưởng … (Bộ Công Thương) | Tô Xuân Bảo"
_APART = re.compile(r"\s*[,:–—-]\s*$")
_SPEAKS_OF_BODY = re.compile(r"(?<!\w)(?:ban|văn phòng|hội đồng)\s+$")  # "Ban Bí thư", "Văn phòng Chủ tịch nước" hold no office-holder


def _verb(text: str, low: str, start: int, end: int) -> int | None:
    """Where the first word in ``low[start:end]`` stands that ends a role: a verb in lower case that is no part of a body's name."""
    for match in ROLE_END.finditer(low, start, end):
        at = match.start("end")
        if match["end"] == "phụ trách" and OFFICE_BEFORE.search(low, max(at - 2 * NEAR, 0), at):
            continue  # "Phó Giám đốc phụ trách Trung tâm khảo thí"
        of_body = match["end"] in BODY_VERBS and BODY_BEFORE.search(low, max(at - 2 * NEAR, 0), at)
        if at >= 0 and text[at].islower() and not of_body and not low.endswith(" về ", start, at):
            return at
    return None


def _joins(text: str, low: str, edge: re.Match[str]) -> bool:
    """Whether an edge is inside a role after all: "Kế hoạch và Đầu tư", "Lao động - Thương binh", "xã Nam Sơn, huyện Sóc Sơn"."""
    after, mark = edge.end(), edge[0].strip()
    if mark not in {"và", "-", "–"}:
        return mark == "," and _UNIT.match(low, after) is not None
    if _PLURAL.match(low, after) or OFFICE.match(low, after) or ADDRESS.match(low, after) or _verb(text, low, after, after + NEAR) == after:
        return False
    return mark == "và" or DASHED.match(low, after) is not None or (text[after : after + 1].isupper() and low[after : after + 3] != "ảnh")


def _edges(text: str, low: str, start: int, end: int) -> list[re.Match[str]]:
    return [edge for edge in _EDGE.finditer(low, start, end) if not _joins(text, low, edge)]


def _office_in(text: str, low: str, start: int, end: int, words: re.Pattern[str]) -> int | None:
    """Where the role that ends at `end` begins: the leftmost office that no verb parts from it."""
    offices = [match.start() for match in words.finditer(low, start, end)]
    begin = None
    for office in reversed(offices):
        if _verb(text, low, office, begin if begin is not None else end) is not None:
            break
        begin = office
    if begin is not None and (inner := _OFFICE_OF.search(low, begin, end)):
        return inner.end()
    if begin is None or _SPEAKS_OF_BODY.search(low, start, begin):
        return None
    return begin


def _past_slip(low: str, start: int, end: int) -> int:
    """The start of the second of two equal offices: "Bí thư Bí thư Tỉnh uỷ"."""
    first = OFFICE.match(low, start, end)
    again = OFFICE.match(low, first.end() + 1, end) if first and first.end() < end else None
    return again.start() if first and again and first[0] == again[0] else start


def _trimmed(low: str, start: int, end: int) -> Role:
    end = start + len(_TAIL.sub("", low[start:end]))
    return _past_slip(low, start, end), end


def roles_before(text: str, low: str, floor: int, opens: int, apart: bool) -> tuple[list[Role], bool]:
    """The roles that lead up to position `opens`, not before `floor`, and whether they are said of several ("các Phó Thủ tướng").

    `apart`: the name has words of address, so a comma or dash may part it from its role ("Bộ trưởng Bộ Y tế, bà …").
    """
    floor = max(floor, opens - REACH)
    gap = _APART.search(low, max(floor, opens - NEAR), opens) if apart else None
    bracket = None if gap else _BRACKET.search(low, floor, opens)
    end = gap.start() if gap else bracket.start() if bracket else opens
    found: list[Role] = []
    for edge in [*reversed(_edges(text, low, floor, end)), None]:
        start = edge.end() if edge else floor
        begin = _office_in(text, low, start, end, OFFICE_OR_CALLING if end == opens else OFFICE)
        if begin is None or (found and not _goes_with(low, start, begin, found[0][0])):
            break
        found.insert(0, _trimmed(low, begin, opens if bracket and not found else end))
        plural = PLURAL_BEFORE.search(low, max(start - NEAR, floor), begin) is not None
        if plural and not OFFICE.match(low, begin):
            return found[1:], False  # "nhiều người dân tập trung ở nhà ông A" is no role of his
        if plural or low[start:begin].strip() or not edge or edge[0].strip() not in _PARTING:
            return found, plural
        end = edge.start()
    return found, False


def _goes_with(low: str, start: int, begin: int, nearer: int) -> bool:
    """Whether the role from `begin` on is the same person's as the one after it: not in "thay mặt Thủ tướng, Phó Thủ tướng A"."""
    office, next_office = OFFICE.match(low, begin), OFFICE_OR_CALLING.match(low, nearer)
    bare = office and low[begin:nearer].strip(" ,") == office[0]  # and not "Bí thư Trung ương Đảng, Phó Bí thư Thường trực …"
    deputy = bare and office and next_office and next_office[0] == f"phó {office[0]}"
    another = _FOR_ANOTHER.search(low, start, begin) or (office and office[0] == "thủ tướng" and low[start:begin].endswith("của "))
    return not deputy and not another


def roles_after(text: str, low: str, end: int, ceiling: int) -> tuple[list[Role], int]:
    """The roles that follow a name ending at `end`, and where the last one ends.

    A role that runs into the next name (at `ceiling`) is not his.
    """
    found: list[Role] = []
    aside = _ASIDE.match(low, end)
    lead = _LEAD_IN.match(low, aside.end() if aside else end)
    while lead and lead.end() < ceiling and (office := OFFICE_OR_CALLING.match(low, lead.end())):
        start, limit = lead.end(), min(ceiling, lead.end() + REACH)
        edge = next(iter(_edges(text, low, start, limit)), None)
        stop = edge.start() if edge else limit
        verb = _verb(text, low, office.end(), stop)
        if verb is None and edge is None and limit == ceiling and text[ceiling : ceiling + 1] not in ("", "\n"):
            break
        if verb is not None and low[office.end() : verb].isspace() and _TURNS_TO.search(low, max(0, end - REACH), end):
            break
        found.append(_trimmed(low, start, verb if verb is not None else stop))
        if verb is not None or edge is None or edge[0].strip() not in _PARTING:
            break
        lead = _LEAD_IN.match(low, edge.start()) if edge[0].strip() == "," else _AND.match(low, edge.start())
    return found, found[-1][1] if found else end


_ONCE = {"nguyên", "cựu", "cố", "tân"}
_SHORT_FORMS = {
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "uv": "uỷ viên",
    "tư": "trung ương",
    "t.ư": "trung ương",
    "tw": "trung ương",
}
_WORD = re.compile(r"\w+(?:\.\w+)*")


def _words(low: str, role: Role) -> list[str]:
    words = " ".join(_SHORT_FORMS.get(word, word) for word in _WORD.findall(low, *role)).split()
    return words[1:] if words[0] in _ONCE else words


def fullest(text: str, low: str, roles: list[Role]) -> tuple[Span, ...]:
    """The roles in the order printed, each once and in its fullest form: "Bộ trưởng" goes when "Bộ trưởng Bộ Y tế" is there."""
    kept: list[tuple[list[str], Role]] = []
    for role in roles:
        words = _words(low, role)
        longer = [at for at, (other, _) in enumerate(kept) if other[:1] == words[:1] and set(words) <= set(other)]
        shorter = [at for at, (other, _) in enumerate(kept) if other[:1] == words[:1] and set(other) < set(words)]
        if shorter and not longer:
            kept[shorter[0]] = (words, role)
            kept = [entry for at, entry in enumerate(kept) if at not in shorter[1:]]
        elif not longer:
            kept.append((words, role))
    return tuple(Span.of(text, *role) for _, role in kept)
