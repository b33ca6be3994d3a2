"""What the sentence around a citation adds: citations in; the same with issuer and date where the sentence tells them, and subjects, out.

"Bộ Chính trị ban hành Chỉ thị số 35" names the issuer before the document, "Ngày 5/6, …" its day; a list shares what its last or its
first member prints ("Kế hoạch số 03 và … Kế hoạch số 12 của Bộ Chính trị"). A document somebody signed without a body's name
("Tổng Bí thư … ký ban hành Nghị quyết số 19") is the body's that the next sentence lets speak ("Theo đó, Trung ương Đảng đề ra …").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from briefings.extraction.documents.bodies import bodies_in, body_at
from briefings.extraction.documents.citations import Citation, issuer_at
from briefings.extraction.documents.numbers import code, may_issue
from briefings.model import Precision, Span, When
from briefings.text import UPPER, stripped

_REACH = 160  # characters before a citation in which its clause is looked for
_NAME = re.compile(rf"(?:[ \u00a0][{UPPER}]\w*){{2,5}}|[ \u00a0]\([^()\n]{{2,20}}\)")  # " Phạm Minh Chính", " (NHNN)"
_ACT = re.compile(  # " vừa ký ban hành ", " đã có ", " xem xét, thông qua các ", " ngày 18/5 đã có "
    r"(?: ngày \d[\d/.-]*)?(?: (?:đã|vừa|mới|cũng|tiếp tục|kịp thời|chính thức|sớm|ngay|vừa qua|sẽ|đang)){0,4}"
    r"(?:[ ,](?:và )?(?:ký|xem xét|thảo luận|ra|gửi|phát đi|thông qua|công bố|phê duyệt|có|ban hành)(?!\w)){1,4}"
    r"(?: (?:các|một|hai|những|văn bản))? "
)
# "Ban Chỉ đạo Trung ương | - Uỷ ban Quốc gia Ứng phó sự cố, thiên tai | đã ban hành"
_JOINT = re.compile(rf" [-–] [{UPPER}][^,;:.\n]{{3,100}}?(?= (?:đã|vừa|mới|ký|ban hành|ra|gửi|có)(?!\w))")
_ACTED = re.compile(r"(?<!\w)(?:ký|ban hành|ra|gửi|phát đi|thông qua|công bố|phê duyệt|có)(?: (?:các|một))? $")
_SIGNED = re.compile(r"(?<!\w)(?:ký|ký ban hành) $")
_AT = re.compile(r"[ (]tại (?:các )?$")  # "được UBND tỉnh chấp thuận tại Quyết định số …", "đề nghị của Thủ tướng tại tờ trình số …"
_NEAR = 60  # characters between such a body and the document
_ON_BEHALF = re.compile(r"[^,;.\n]{0,24}?(?<!\w)(?:thay mặt|tm\.?|thừa lệnh|thừa uỷ quyền) ")  # "TPO - Thay mặt Bộ Chính trị, …"
_CLAUSE = re.compile(r"\n|[.;!?](?= |$)")
_OWN = re.compile(r"(?: (?:được )?ban hành)?(?: ngày \d[\d/.-]*)?, ")  # " ban hành ngày 28/2, ", before the body that acts by it
_IN_IT = re.compile(r"\s*(?:tại|trong|bằng) (?:văn bản )?")
_APPROVED = re.compile(r"(?: (?:đã|vừa|mới|chính thức)){0,2} (?:phê duyệt|ban hành|chấp thuận|công nhận|thành lập)(?!\w)")
_THEREFORE = re.compile(r"(?<!\w)theo đó,? ")
_ORDERS = re.compile(r" (?:cũng |đã )?(?:đề ra|đặt|yêu cầu|giao|chỉ đạo|đề nghị|quyết định|xác định|nêu)(?!\w)")


def _clause_start(plain: str, start: int) -> int:
    edge = max(0, start - _REACH)
    return max((match.end() for match in _CLAUSE.finditer(plain, edge, start)), default=edge)


def _gave_word(plain: str, body: Span, at: re.Match[str]) -> bool:
    """Whether nothing parts a body from "tại" and the document it gave its word in."""
    return not re.search(r"[,;:]", plain[body.end : at.start()])


def _issuer_before(text: str, plain: str, citation: Citation) -> Span | None:
    """The body whose act the citation is the object of: "Bộ Chính trị (đã) ban hành Chỉ thị số 35"."""
    start = citation.span.start
    edge = _clause_start(plain, start)
    if at := _AT.search(plain, max(edge, start - _NEAR), start):
        found = [body for body in bodies_in(text, plain, max(edge, at.start() - _NEAR), at.start()) if _gave_word(plain, body, at)]
        return found[-1] if found else _issuer_approving(text, plain, citation, edge)
    if not _ACTED.search(plain[max(0, start - 24) : start]):
        return None
    behalf = _ON_BEHALF.match(plain, edge, start)
    if behalf and (body := body_at(text, plain, behalf.end())):
        return body
    for body in reversed(bodies_in(text, plain, edge, start)):
        name = _NAME.match(text, body.end)
        for edge in (body.end, name.end() if name else body.end):
            act = _ACT.match(plain, edge)
            if act and act.end() == start:
                return body
        if joint := _JOINT.match(text, body.end, start):  # no table holds the name of the second
            act = _ACT.match(plain, joint.end())
            if act and act.end() == start:
                return Span.of(text, body.start, joint.end())
    return None


def _issuer_approving(text: str, plain: str, citation: Citation, edge: int) -> Span | None:
    """The body that did in the document what its clause tells: "Thủ tướng đã phê duyệt quy hoạch tỉnh tại Quyết định số …"."""
    found = [body for body in bodies_in(text, plain, edge, citation.span.start) if _APPROVED.match(plain, body.end)]
    allowed = (body for body in reversed(found) if may_issue(body, citation.kind, code(citation.number)))
    return next(allowed, None)


def _issuer_after(text: str, plain: str, citation: Citation) -> Span | None:
    """The body a signed document is carried out for: "Theo đó, Ban Chấp hành Trung ương đặt mục tiêu …"."""
    if not _SIGNED.search(plain[max(0, citation.span.start - 16) : citation.span.start].replace("ban hành ", "")):
        return None
    for match in _THEREFORE.finditer(plain, citation.span.end, citation.span.end + 600):
        body = body_at(text, plain, match.end())
        if body and _ORDERS.match(plain, body.end):
            return body
    return None


def _issuer_who_rules(text: str, plain: str, citation: Citation) -> Span | None:
    """The body that acts by its own document: "Theo kết luận 127, Bộ Chính trị giao …", "Tại công văn số 3, UBND thành phố yêu cầu …"."""
    issued, start = _OWN.match(plain, citation.span.end), citation.span.start
    by_it = plain.startswith("theo ", max(0, start - 5)) or _IN_IT.fullmatch(plain, _clause_start(plain, start), start)
    if not by_it or not issued:
        return None
    body = issuer_at(text, plain, issued.end())
    return body if body and _ORDERS.match(plain, body.end) else None


def _date_before(plain: str, citation: Citation, issuer: Span | None, dates: Sequence[When]) -> When | None:
    """The day that opens the clause of issuing, or stands before its issuer: "Ngày 5/6, Bộ Y tế ban hành Thông tư số …"."""
    start = citation.span.start
    if not _ACTED.search(plain[max(0, start - 24) : start]):
        return None
    edge = _clause_start(plain, start)
    place = bisect_left(dates, start, key=lambda when: when.span.start) - 1
    when = dates[place] if place >= 0 else None
    if not when or when.span.start < edge or when.precision is not Precision.DAY:
        return None
    if issuer and not plain[issuer.end : when.span.start].strip():
        return when  # "Văn phòng Chính phủ | ngày 18/5 | đã có công văn số …"
    if not plain.startswith(",", when.span.end):
        return None
    opens = not plain[edge : when.span.start].strip() or (issuer is not None and plain[when.span.end : issuer.start].strip(" ,") == "")
    return when if opens else None


# --- lists -----------------------------------------------------------------------------------------------------------------------

_JOINED = re.compile(r"\)?(?: ?[,;]| (?:và|cùng|hoặc))(?: (?:và|các))? $")
_LOOSELY = re.compile(r"(?: ?[,;]| (?:và|cùng))(?: [^ ,;.:]{1,12}){0,5} $")  # " và 3 nhiệm vụ tại "


_LONGEST_GAP = 60


def _listed(plain: str, one: Citation, other: Citation) -> bool:
    """Whether two citations stand side by side in one list."""
    gap = plain[one.span.end : min(other.span.start, one.span.end + _LONGEST_GAP)]
    if one.span.end + len(gap) < other.span.start:
        return False
    return bool(_JOINED.fullmatch(gap) or not gap.strip(" ,;") or (one.kind == other.kind and _LOOSELY.fullmatch(gap)))


def _same_line(plain: str, one: Citation, other: Citation) -> bool:
    return plain.find("\n", one.span.end, other.span.start) < 0


def _follows(plain: str, one: Citation, other: Citation) -> bool:
    """Whether a citation goes on with the list of the one before: same kind, and side by side or of the same day."""
    same_day = one.date and other.date and one.date.first == other.date.first
    return one.kind == other.kind and _same_line(plain, one, other) and bool(same_day or _listed(plain, one, other))


def _shared(plain: str, citations: list[Citation]) -> list[Citation]:
    """Members of a list without an issuer take that of the next; same kind and day in one sentence that of the one before."""
    shared = list(citations)
    for place in range(len(shared) - 2, -1, -1):
        one, other = shared[place], shared[place + 1]
        if not one.issuer and other.issuer and other.issuer.start >= other.span.start and _listed(plain, one, other):
            shared[place] = _given(one, other.issuer)
    for place in range(1, len(shared)):
        one, other = shared[place - 1], shared[place]
        if not other.issuer and one.issuer and _follows(plain, one, other):
            shared[place] = _given(other, one.issuer)
    return shared


def _given(citation: Citation, issuer: Span) -> Citation:
    """The citation with a neighbour's issuer, where its number allows that body."""
    return replace(citation, issuer=issuer) if may_issue(issuer, citation.kind, code(citation.number)) else citation


# --- subject ---------------------------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r"[ \u00a0,]{0,2}(?:(?:về việc|về|v/v) )?[“\"] ?([^”“\"\n]{5,500}?) ?[”\"]")
_ABOUT = re.compile(  # " về đổi mới công tác lập pháp", to the end of its clause
    r"[ ,]{0,2}(?:về việc|về|v/v) ([^;:\n(“\"]{5,400}?)(?=[;:\n(“\"”]|\.(?: |$)|\.\.\.|…"
    r"|, (?:gắn|trong đó|nhằm|bảo đảm|đảm bảo|góp phần|đồng thời|do|theo) | (?:đã|vừa|sẽ|có hiệu lực|ghi rõ|có quy định|nêu rõ) |$)"
)
_BY = re.compile(r" (?:của|do) ")


def _subject(text: str, plain: str, citation: Citation) -> Span | None:
    match = _QUOTED.match(text, citation.span.end) or _ABOUT.match(text, citation.span.end)
    if match is None:
        return None
    start, end = match.span(1)
    return stripped(text, start, end - text.endswith(".", start, end))


def _issuer_behind_subject(text: str, plain: str, citation: Citation) -> Span | None:
    """The body after a quoted subject: "Quy định số 126-QĐ/TW “Một số vấn đề …” của Bộ Chính trị"."""
    quoted = _QUOTED.match(text, citation.span.end)
    by = _BY.match(plain, quoted.end()) if quoted else None
    return body_at(text, plain, by.end()) if by else None


def complete(text: str, plain: str, citations: list[Citation], dates: Sequence[When]) -> list[Citation]:
    """The citations with issuers and dates that their sentences tell."""
    result = []
    for citation in citations:
        issuer = citation.issuer or _issuer_behind_subject(text, plain, citation) or _issuer_before(text, plain, citation)
        issuer = issuer or _issuer_after(text, plain, citation) or _issuer_who_rules(text, plain, citation)
        date = citation.date or _date_before(plain, citation, issuer, dates)
        result.append(replace(citation, issuer=issuer, date=date))
    return _shared(plain, result)


def subjects(text: str, plain: str, citations: Sequence[Citation]) -> dict[Span, Span]:
    """What each citation says its document is about, by the citation's span."""
    return {citation.span: subject for citation in citations if (subject := _subject(text, plain, citation))}
