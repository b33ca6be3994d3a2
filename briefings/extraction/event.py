"""The meeting or act an article reports: its text, layout and dates in; day, place and name, each only where printed, out.

The event stands in the first paragraphs: a day with a part of the day ("Sáng 16-12") or in a sentence of taking place ("tổ chức",
"chủ trì"). The day of a document counts only where issuing it is the news ("Văn phòng Chính phủ có công văn số … ngày 28/12").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Event, Layout, Precision, Span, When
from briefings.text import LOWER, UPPER, canonical, sentences, stripped

_WORDS = table("event")
_REACH = 6  # the title and as many paragraphs are searched,
_LETTERS = 8000  # and no further than this, should a paragraph be a whole book


def _any(name: str, words: dict[str, list[str]] = _WORDS) -> str:
    return one_of(words[name])


_GATHERING = re.compile(rf"(?<!\w){_any('gatherings')}(?!\w)(?! (?:đồng|đường|phục))")  # no "đại hội đồng", "lễ đường", "lễ phục"


def _head(text: str, layout: Layout) -> list[Span]:
    places = [*([layout.title] if layout.title else []), *layout.paragraphs[:_REACH]]
    limit = places[0].start + _LETTERS if places else 0
    return [sentence for span in places if span.start < limit for sentence in sentences(text, span.start, min(span.end, limit))]


# --- day -------------------------------------------------------------------------------------------------------------------------

_HAPPENS = re.compile(rf"(?<!\w){_any('happens')}(?!\w)")
_PART_OF_DAY = re.compile(_any("parts_of_day"))
_ELSEWHERE = re.compile(rf"(?<!\w){_any('elsewhere')}(?: (?:ngày|hết))?[ (]$")
_PLANNED = re.compile(r"(?<!\w)(?:sẽ|dự kiến|kế hoạch)(?!\w)")
_OURS = re.compile(r",? (?:chúng ta|chúng tôi|tôi)(?!\w)")  # "Hôm nay, chúng ta tổ chức …", in a speech printed later
_LATER = re.compile(r"(?:ngày|sáng|chiều|tối) mai")
_NUMBERED = re.compile(rf"{_any('issued')}(?: \w+){{0,2}} (?:số )?\d[^;]{{0,90}}$")  # "Nghị quyết số 18-NQ/TW, " before its day
_ACT = re.compile(rf"(?<!\w){_any('acts')}(?: (?:các|một))? $")
_UNDATED = re.compile(  # "Sáng 16-12" whose year nothing fixes: no other day may take its place
    rf"(?<!\w)(?:{_any('parts_of_day')}|ngày|hôm)(?: (?:ngày|nay|qua))?[ ,(]{{1,2}}"
    r"(?:0?[1-9]|[12]\d|3[01]) ?[/.-] ?(?:1[0-2]|0?[1-9])(?![\w/.-]\d|\d)"
)
_DAY_MONTH = re.compile(r"\d ?[/.-] ?\d")  # what every such day has; most sentences have none
_NEAR = 4  # the title and the first sentences weigh most
_BEFORE = 200  # characters before a day that say whose it is


@dataclass(frozen=True, slots=True)
class _Day:
    """A day printed in the opening paragraphs; `when` is None where nothing fixes its year."""

    span: Span
    when: When | None


def _days(text: str, plain: str, sentence: Span, dates: Sequence[When]) -> list[_Day]:
    known = [_Day(when.span, when) for when in dates if when.precision is Precision.DAY and sentence.holds(when.span)]
    numbers = _DAY_MONTH.search(plain, sentence.start, sentence.end)
    bare = [Span.of(text, *match.span()) for match in _UNDATED.finditer(plain, sentence.start, sentence.end)] if numbers else []
    return known + [_Day(span, None) for span in bare if not any(span.start < day.span.end and day.span.start < span.end for day in known)]


def _weight(plain: str, sentence: Span, day: Span, near: int, stage: int) -> int:
    """How much speaks for a day as the day of the event; 0 where it is a document's, a deadline or a memory.

    `near` counts the nearness to the top, `stage` what its sentence says of a gathering or of things that happen.
    """
    before = plain[max(sentence.start, day.start - _BEFORE) : day.start]
    if numbered := _NUMBERED.search(before):
        issued = _ACT.search(before[: len(before) - len(numbered[0])][-24:])
        return 4 + near if issued and near and not _GATHERING.search(before) else 0
    part = 4 if _PART_OF_DAY.match(plain, day.start) else 0
    told = before.endswith("vào ") and (part or _GATHERING.search(before)) and not _PLANNED.search(before)  # "đại hội … vào ngày 10/8/2022"
    if (_ELSEWHERE.search(before[-24:]) and not told) or _LATER.match(plain, day.start) or _OURS.match(plain, day.end):
        return 0
    opening = 2 if not before.strip() or before.rstrip().endswith(("-", "–")) else 0
    return stage + part + opening and stage + part + opening + near


def _day(text: str, plain: str, places: Sequence[Span], dates: Sequence[When]) -> tuple[_Day, Span] | None:
    head = [when for when in dates if when.span.start < places[-1].end] if places else []
    ranked = []
    for rank, sentence in enumerate(places):
        body = plain[sentence.start : sentence.end]
        days = _days(text, plain, sentence, head)
        stage = 2 * bool(_GATHERING.search(body)) + bool(_HAPPENS.search(body)) if days else 0
        ranked += [(_weight(plain, sentence, day.span, max(0, _NEAR - rank), stage), -day.span.start, day, sentence) for day in days]
    best = max(ranked, key=lambda row: row[:2], default=None)
    return (best[2], best[3]) if best and best[0] else None


# --- name ------------------------------------------------------------------------------------------------------------------------

_END = re.compile(
    rf"[.;:\n(“\"]| [-–] (?!xã hội|\d)|,(?! {_any('name_goes_on')}(?!\w))| {_any('name_ends')}(?!\w)"
    r"| tổ chức (?:tại|vào|sáng|chiều|ngày|hôm|ở|hàng|thường)(?!\w)"
)
_QUOTED = re.compile(r"[\s:]{0,2}[“\"][^”\"\n]{3,200}[”\"]")  # a name may close with a title in quotation marks
_AT = re.compile(rf"(?<!\w){_any('at')}(?: (?:các|một))? $")
_TAKES_PLACE = re.compile(rf" {_any('takes_place')}(?!\w)")
_ISSUING = re.compile(rf"(?<!\w)(?P<act>{_any('acts')}) (?P<document>{_any('issued')}(?!\w)(?: (?:số )?\d| (?:về|hoả tốc|khẩn)))")
_ISSUED_END = re.compile(r"[.;\n]|, (?:trong đó|yêu cầu|theo đó|nhằm)| (?:yêu cầu|truyền đạt|gửi|ngày|nêu)(?!\w)")
_LONGEST_NAME = 300
_ISSUED_IN = 2  # sentences under the title in which the act that is the news stands
_SHORT_NAME = 2  # "hội nghị này" names nothing


def _gatherings(text: str, plain: str, sentence: Span) -> Iterator[tuple[Span, bool]]:
    """The gatherings a sentence names at length, and whether it says that they take place."""
    for match in _GATHERING.finditer(plain, sentence.start, sentence.end):
        limit = min(sentence.end, match.start() + _LONGEST_NAME)
        found = _END.search(plain, match.end(), limit)
        end = found.start() if found else limit
        if quoted := _QUOTED.match(text, end, limit):
            end = quoted.end()
        name = stripped(text, match.start(), end)
        if name.text.count(" ") - match[0].count(" ") >= _SHORT_NAME:
            held = _AT.search(plain[max(sentence.start, match.start() - 24) : match.start()]) or _TAKES_PLACE.match(plain, end)
            yield name, bool(held)


def _issued(text: str, plain: str, places: Sequence[Span]) -> Span | None:
    """The act of issuing that is the news: "ký ban hành chỉ thị số 27 …", "công văn số 3764/VPCP"."""
    for sentence in places[:_ISSUED_IN]:
        if match := _ISSUING.search(plain, sentence.start, sentence.end):
            end = _ISSUED_END.search(plain, match.end(), sentence.end)
            start = match.start() if match["act"].startswith("ký") else match.start("document")
            return stripped(text, start, end.start() if end else sentence.end)
    return None


def _name(text: str, plain: str, places: Sequence[Span], stage: Span | None) -> Span | None:
    """The gathering of the day's sentence, else the act of issuing, else the first gathering said to take place."""
    if stage:
        for name, _ in _gatherings(text, plain, stage):
            return name
    taking_place = (name for sentence in places for name, held in _gatherings(text, plain, sentence) if held)
    return _issued(text, plain, places) or next(taking_place, None)


# --- place -----------------------------------------------------------------------------------------------------------------------

_PROVINCES = _any("provinces", table("bodies"))
_AT_PLACE = re.compile(  # "tại Hà Nội", "tại Trụ sở Trung ương Đảng"
    rf"(?<!\w)(?:tại|ở) (?P<place>(?:(?:thành phố|tỉnh|tp\.?|thủ đô) ?)?{_PROVINCES}(?!\w)|{_any('buildings')}(?!\w)[^,.;:\n(]{{3,60}})"
)
_CAPITALISED = rf"[{UPPER}][{LOWER}’']*"
_UNIT = re.compile(  # "tại thành phố Cao Lãnh", "ở huyện Mộc Châu, tỉnh Sơn La"
    rf"(?<!\w)(?:tại|ở) (?P<place>(?:{_any('units')}) ?{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}"
    rf"(?:(?:,| \() ?(?:{_any('units')}) ?{_CAPITALISED}(?: {_CAPITALISED}){{0,3}})*)"
)


def _place(text: str, plain: str, sentence: Span) -> Span | None:
    for match in _AT_PLACE.finditer(plain, sentence.start, sentence.end):
        if text[match.start("place")].isupper() or plain.startswith(("thành phố", "tỉnh", "tp", "thủ đô"), match.start("place")):
            return stripped(text, *match.span("place"))
    unit = _UNIT.search(text, sentence.start, sentence.end)
    return stripped(text, *unit.span("place")) if unit else None


def find_event(text: str, layout: Layout, dates: tuple[When, ...]) -> Event:
    """What took place, when and where; empty for an article that reports no meeting or act."""
    plain = canonical(text)
    places = _head(text, layout)
    found = _day(text, plain, places, dates)
    name = _name(text, plain, places[1:] if layout.title else places, found[1] if found else None)
    stage = found[1] if found else next((sentence for sentence in places if name and sentence.holds(name)), None)
    return Event(name=name, place=_place(text, plain, stage) if stage else None, when=found[0].when if found else None)
