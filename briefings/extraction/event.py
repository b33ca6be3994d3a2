"""The meeting or act an article reports: its text, layout and dates in; day, place and name, each only where printed, out.

The event stands in the first paragraphs: a day with a part of the day ("Sáng 16-12") or in a sentence of taking place ("tổ chức",
"chủ trì"). The day of a document counts only where issuing it is the news ("Văn phòng Chính phủ có công văn số … ngày 28/12").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefings.extraction.vocabulary import table
from briefings.model import Event, Layout, Precision, Span, When
from briefings.text import canonical, sentences, stripped

_WORDS = table("event")


def _any(name: str) -> str:
    phrases: Iterable[str] = sorted(map(canonical, _WORDS[name]), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, phrases)) + ")"


_GATHERING = re.compile(rf"(?<!\w){_any('gatherings')}(?!\w)")
_HAPPENS = re.compile(rf"(?<!\w){_any('happens')}(?!\w)")
_PART_OF_DAY = re.compile(_any("parts_of_day"))
_ELSEWHERE = re.compile(rf"(?<!\w){_any('elsewhere')}(?:\s(?:ngày|hết))?[\s(]$")
_NUMBERED = re.compile(  # "Nghị quyết số 18-NQ/TW, " before its day
    r"(?:nghị quyết|chỉ thị|kết luận|quy định|quyết định|kế hoạch|hướng dẫn|thông báo|công văn|công điện|chương trình|nghị định|thông tư|luật|văn bản|đề án|tờ trình|báo cáo)"
    r"(?:\s\w+){0,2}\s(?:số\s)?\d[^;]{0,90}$"
)
_ACT = re.compile(rf"(?<!\w){_any('acts')}(?:\s(?:các|một))?\s$")
_REACH = 6  # the title and as many paragraphs are searched


def _head(text: str, layout: Layout) -> list[Span]:
    places = [layout.title] if layout.title else []
    return [sentence for span in (*places, *layout.paragraphs[:_REACH]) for sentence in sentences(text, span.start, span.end)]


def _is_day(when: When) -> bool:
    return when.precision is Precision.DAY


def _weight(plain: str, sentence: Span, when: When, rank: int) -> int:
    """How much speaks for a day as the day of the event; 0 where it is a document's, a deadline or a memory."""
    before = plain[sentence.start : when.span.start]
    numbered = _NUMBERED.search(before[-140:])
    if numbered:
        issued = _ACT.search(before[: len(before) - len(numbered[0])][-24:])
        return 3 if issued and rank < 3 and not _GATHERING.search(before) else 0
    if _ELSEWHERE.search(before[-24:]):
        return 0
    part = 4 if _PART_OF_DAY.match(plain, when.span.start) else 0
    opening = 2 if not before.strip() or before.rstrip().endswith(("-", "–")) else 0
    body = plain[sentence.start : sentence.end]
    return 1 + part + opening + 2 * bool(_GATHERING.search(body)) + bool(_HAPPENS.search(body)) + max(0, 3 - rank)


def _day(plain: str, places: Sequence[Span], dates: Sequence[When]) -> tuple[When, Span] | None:
    ranked = []
    for rank, sentence in enumerate(places):
        for when in dates:
            if _is_day(when) and sentence.holds(when.span):
                ranked.append((_weight(plain, sentence, when, rank), -when.span.start, when, sentence))
    best = max(ranked, key=lambda row: row[:2], default=None)
    return (best[2], best[3]) if best and best[0] > 1 else None


# --- name and place --------------------------------------------------------------------------------------------------------------

_END = re.compile(
    rf"\s*(?:[.;:\n(“\"]|\s[-–]\s|,(?!\s{_any('name_goes_on')}(?!\w))|\s{_any('name_ends')}(?!\w))"
)
_LONGEST_NAME = 300
_PLACE = re.compile(r"(?<!\w)[Tt]ại (?!điểm cầu)(?P<place>(?:(?:thành phố|tỉnh|TP\.?|huyện|thủ đô) ?)?[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*){0,4})")
_SHORT_NAME = 2  # "hội nghị này" names nothing


def _name(text: str, plain: str, places: Sequence[Span]) -> Span | None:
    """The first gathering named at length."""
    for sentence in places:
        for match in _GATHERING.finditer(plain, sentence.start, sentence.end):
            limit = min(sentence.end, match.start() + _LONGEST_NAME)
            end = _END.search(plain, match.end(), limit)
            name = stripped(text, match.start(), end.start() if end else limit)
            if name.text.count(" ") - match[0].count(" ") >= _SHORT_NAME:
                return name
    return None


def _place(text: str, sentence: Span) -> Span | None:
    match = _PLACE.search(text, sentence.start, sentence.end)
    return Span.of(text, *match.span("place")) if match else None


def find_event(text: str, layout: Layout, dates: tuple[When, ...]) -> Event:
    """What took place, when and where; empty for an article that reports no meeting or act."""
    plain = canonical(text)
    places = _head(text, layout)
    day = _day(plain, places, dates)
    name = _name(text, plain, places[1:] if layout.title else places)
    where = next((sentence for sentence in places if name and sentence.holds(name)), None)
    return Event(name=name, place=_place(text, day[1] if day else where) if day or where else None, when=day[0] if day else None)
