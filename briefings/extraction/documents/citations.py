"""Citations of numbered documents: the text of an article in; kind, number, date and issuer of each mention, in text order, out.

The grammar is built of named pieces, each with a decoded example. A kind ("Nghị quyết") comes before a number, which is bare
("18"), of the Party ("18-NQ/TW") or of the State ("30/2020/NĐ-CP"); then come date, issuer and term in any order. A list shares its
kind ("các Chỉ thị số 15, 16 và 19").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.extraction.documents.bodies import body_at
from briefings.extraction.vocabulary import one_of, table
from briefings.model import Precision, Span, When
from briefings.text import UPPER, canonical, outside, standing

_WORDS = table("documents")
_FORMS = _WORDS["forms"]
_SHORT: Mapping[str, str] = {canonical(short): canonical(kind) for short, kind in _FORMS["short"].items()}
_KINDS = frozenset(canonical(kind) for kind in (*_WORDS["state"], *_WORDS["party"]))
_KIND_OF_CODE: Mapping[str, str] = {
    canonical(code): canonical(kind) for name in ("party", "state") for kind, code in _WORDS[name].items() if code
}
_PLAIN_KINDS = frozenset(map(canonical, _FORMS["plain"]))
_SIGNED_KINDS = frozenset(map(canonical, _FORMS["signed"]))


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of one document. `span` runs from the kind to the end of number, date and issuer."""

    kind: str  # in canonical form: "nghị quyết"
    number: Span
    span: Span
    date: When | None = None
    issuer: Span | None = None


# --- kind and number -------------------------------------------------------------------------------------------------------------

_SIGN = r"(?:số ?:? ?)"
_KIND = re.compile(
    rf"(?<!\w)(?P<kind>{one_of(_KINDS)}|{one_of(_SHORT)})(?!\w)"  # "nghị quyết", "NQ"
    rf"(?: {one_of(_FORMS['between'])}| \([a-zđ]{{2,4}}\)){{0,2}}"  # "công điện hoả tốc", "Thông báo Kết luận", "Nghị quyết (NQ)"
    rf"(?:(?<=luật) [^\n.;:“”\"()\d]{{1,80}}?(?= {_SIGN}\d{{1,3}}/\d{{4}}/(?:qh|ubtvqh|pl)))?"  # "Luật Đất đai" before "số 31/2024/QH15"
    rf"(?: \((?=số))? ?(?P<sign>{_SIGN})?(?=\d)"  # "Công văn (số 73/TTg-CN)"
)
_OPENERS = frozenset(re.split(r"\W", kind)[0] for kind in (*_KINDS, *_SHORT))  # the first words of the kinds
_LETTER = "A-Za-zĐđÐƯư&"
# "NQ", "QĐi", "QyĐ", "CTr", "KTTH", "UBTVQH14", "BCĐ 389"
_CODE_WORD = rf"(?:[BĐ]CĐ[ \u00a0]\d{{3}}|[A-ZĐÐ][a-zđ]?[A-ZĐÐƯ][{_LETTER}]{{0,9}}\d{{0,3}})(?!\w)"
_GAP = r"[ \u00a0]?"
_NUMBER = re.compile(
    rf"(?P<head>\d{{1,5}}[a-zđA-ZĐ]?)(?![\w%]|[.,]\d)(?P<year>{_GAP}/{_GAP}(?:19|20)\d\d(?!\d))?"
    # "-NQ/TW", " - TB/TW", "/NĐ-CP", "/L-CTN", "/T.Ư", " NQ/TW", "/VPUBND.KTN"
    rf"(?P<code>(?:[-–/](?:[{_LETTER}]{{2,18}}\d{{0,3}}(?!\w)|[A-ZĐÐ](?=[-/][A-ZĐÐ])|T\.Ư)"
    rf"|{_GAP}[-–/]{_GAP}{_CODE_WORD}|[ \u00a0](?=[A-ZĐÐ]{{2,4}}/[A-ZĐÐ]){_CODE_WORD}"
    r"|(?<=[A-ZĐÐ])\.[A-ZĐÐ]{2,6}(?!\w)){0,4})"
)
_ALONE = re.compile(  # "156/QĐ-UBND", "18-NQ/TW" without a kind before it
    r"\d(?<![\w/.–-].)(?<!(?<!\()số .)\d{0,4}[a-z]?(?: ?/ ?(?:19|20)\d\d)? ?[-–/] ?(?P<code>[a-zđ]{2,4}) ?[-–/] ?[a-zđ]{2,12}\d{0,2}(?!\w)"
)
_YEARLIKE = re.compile(r"(?:19|20)\d\d")
_AFTER = re.compile(rf"[ ]{{0,2}}(?:$|[\n,.;:)”\"“(…]|[-–] |{one_of(_FORMS['after'])}(?!\w))")
_COUNTED = re.compile(rf" ?{one_of(_FORMS['counted'])}(?!\w)(?! (?:19|20)\d\d)")  # "5 năm", but "33 năm 2017" is a number and its year


def _is_number(plain: str, number: re.Match[str], kind: str, *, signed: bool, noun: bool) -> bool:
    """Whether the digits after a kind are its number and not an amount: "quyết định 3 vấn đề", "kế hoạch 5 năm"."""
    if number["code"] or (number["year"] and (signed or kind not in _SIGNED_KINDS)):
        return True
    if _YEARLIKE.fullmatch(number["head"]) or plain.startswith("/", number.end()):
        return False
    if signed:
        return True
    if kind in _SIGNED_KINDS or _COUNTED.match(plain, number.end()):
        return False
    return kind in _PLAIN_KINDS or noun or number["head"].startswith("0") or bool(_AFTER.match(plain, number.end()))


def _is_noun(text: str, start: int) -> bool:
    """A capital in the middle of a sentence marks a document: "theo Quyết định 389 phê duyệt"."""
    before = text[max(0, start - 3) : start].rstrip(" \u00a0")
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:;\n“\"‘'-•+*"


# --- date, issuer and term -------------------------------------------------------------------------------------------------------

_OF_YEAR = re.compile(r" \(?năm (?:19|20)\d\d\)?")  # "nghị quyết 16 năm 2012", "quy định 101 (năm 2012)"
_TO_DATE = re.compile(r"[ ,(]{0,3}(?:được )?(?:(?:ký|ban hành|ra) ){0,2}(?:vào |ngay (?=\d))?")  # "ngay 24/5/2022": a slip
_TO_ISSUER = re.compile(r"[ ,)]{0,3}(?:được )?(?:của|do) (?:cả )?")  # " của Bộ Chính trị", ", do Bộ Y tế"
_TO_ACTOR = re.compile(r" (?:đã |vừa )?(?:được|do) ")  # "Chỉ thị 16 đã được Thủ tướng ban hành"
_ISSUES = re.compile(r" (?:ký )?(?:ban hành|ký|thông qua)(?!\w)")
_TO_MEETING = re.compile(r",? (?=hội nghị)")  # "Kết luận số 21, Hội nghị Trung ương 4 khóa XIII"
_JOINT = re.compile(r"(?:ttlt|nqlt|liên tịch)")  # "Thông tư liên tịch số 05/2019/TTLT-BYT-BTC": of several bodies
NUMBER_LENGTH = 40  # characters before the end of a number in which the sign of a joint document stands
_BOTH = re.compile(r"bộ chính trị(?:,| và) ban bí thư(?! \w+ \w* ?đoàn)")  # they issue together: "của Bộ Chính trị, Ban Bí thư"
_TOGETHER = re.compile(r"(?:,| và| -| –) (?=\w)")
_INITIALS = re.compile(rf"[{UPPER}]{{2,8}}(?:[ -][{UPPER}\d]{{2,8}})?(?!\w)")  # "FLC", "EVN": a body that no table holds
_TERM = re.compile(r",? \(?khoá [ivx\d]{1,6}(?!\w)\)?")


class _Dates:
    """The days an article prints, looked up by where they stand."""

    def __init__(self, dates: Sequence[When]) -> None:
        self.days = [when for when in dates if when.precision is Precision.DAY and when.first == when.last]
        self.starts = [when.span.start for when in self.days]

    def from_(self, position: int) -> When | None:
        place = bisect_left(self.starts, position)
        return self.days[place] if place < len(self.days) else None


def issuer_at(text: str, plain: str, start: int) -> Span | None:
    """The body named at `start`, or the two that issue together."""
    body = body_at(text, plain, start)
    both = _BOTH.match(plain, body.start) if body else None
    return Span.of(text, both.start(), both.end()) if both else body


def _issuer(text: str, plain: str, end: int) -> tuple[Span, int] | None:
    """The issuer printed from `end` on, and where the mention ends with it."""
    lead = _TO_ISSUER.match(plain, end) or _TO_MEETING.match(plain, end)
    if lead and (body := issuer_at(text, plain, lead.end())):
        term = _TERM.match(plain, body.end)
        return body, term.end() if term else body.end
    if lead and (initials := _INITIALS.match(text, lead.end())):
        return Span.of(text, initials.start(), initials.end()), initials.end()
    lead = _TO_ACTOR.match(plain, end)
    body = body_at(text, plain, lead.end()) if lead else None
    return (body, end) if body and _ISSUES.match(plain, body.end) else None


def _tail(text: str, plain: str, start: int, dates: _Dates) -> tuple[int, When | None, Span | None]:
    """Year, date, issuer and term right after a number, in whatever order: where they end, the date and the issuer."""
    year = _OF_YEAR.match(plain, start)
    end, date, issuer = year.end() if year else start, None, None
    for _ in range(2):
        gap, when = _TO_DATE.match(plain, end), dates.from_(end)
        if date is None and when and gap and when.span.start == gap.end():
            end, date = when.span.end, when
        elif issuer is None and (found := _issuer(text, plain, end)):
            issuer, end = _joined(text, plain, *found) if _JOINT.search(plain, max(0, start - NUMBER_LENGTH), start) else found
    return end, date, issuer


def _joined(text: str, plain: str, issuer: Span, end: int) -> tuple[Span, int]:
    """The issuer with those named after it: "Bộ Y tế và Bộ Tài chính"."""
    while (link := _TOGETHER.match(plain, issuer.end)) and (body := body_at(text, plain, link.end())):
        issuer = Span.of(text, issuer.start, body.end)
    return issuer, max(end, issuer.end)


# --- one citation and the list it opens ------------------------------------------------------------------------------------------

_NEXT = re.compile(r"(?: ?[,;] ?(?:và )?| (?:và|hoặc|hay) )(?P<sign>số )?(?=\d)")


def _kind(match: re.Match[str]) -> str:
    return _SHORT.get(match["kind"], match["kind"])


def _listed(text: str, plain: str, match: re.Match[str], dates: _Dates) -> Iterator[Citation]:
    """The citation that a kind opens, and those that follow under the same kind."""
    kind, start, position, signed = _kind(match), match.start(), match.end(), bool(match["sign"])
    noun = _is_noun(text, start)
    while number := _NUMBER.match(text, position):
        if not _is_number(plain, number, kind, signed=signed, noun=noun):
            return
        end, date, issuer = _tail(text, plain, number.end(), dates)
        yield Citation(kind, Span.of(text, *number.span()), Span.of(text, start, end), date, issuer)
        following = _NEXT.match(plain, end)
        if not following or (end > number.end() and not following["sign"] and not _coded(text, following.end())):
            return
        start, position, signed, noun = following.end(), following.end(), bool(following["sign"]), False
        if not (signed or _coded(text, position) or _closed(text, plain, position)):
            return


def _coded(text: str, position: int) -> bool:
    number = _NUMBER.match(text, position)
    return bool(number and number["code"])


def _closed(text: str, plain: str, position: int) -> bool:
    """Whether a bare number in a list stands alone: "Nghị quyết 01, 02 của Chính phủ", but not "Nghị quyết 01, 12 nhiệm vụ"."""
    number = _NUMBER.match(text, position)
    return bool(number and _AFTER.match(plain, number.end()))


def _alone(text: str, plain: str, dates: _Dates) -> Iterator[Citation]:
    """Full numbers without a kind before them; the code tells the kind."""
    for match in _ALONE.finditer(plain):
        if kind := _KIND_OF_CODE.get(match["code"]):
            end, date, issuer = _tail(text, plain, match.end(), dates)
            yield Citation(kind, Span.of(text, *match.span()), Span.of(text, match.start(), end), date, issuer)


def cite(text: str, plain: str, dates: Sequence[When]) -> list[Citation]:
    """Every mention of a numbered document in `text` (normalised; `plain` is its canonical form), in text order."""
    days = _Dates(dates)
    found: list[Citation] = []
    end = 0
    past = 0
    for start in standing(plain, _OPENERS):
        if start < past or not (match := _KIND.match(plain, start)):
            continue
        past = match.end()
        if start >= end:
            found += _listed(text, plain, match, days)
            end = found[-1].span.end if found else 0
    free = outside(citation.number for citation in found)
    found += [citation for citation in _alone(text, plain, days) if free(citation.number)]
    return sorted(found, key=lambda citation: citation.span)
