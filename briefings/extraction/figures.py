"""Figures: the text, its layout, its dates and its documents in; the numbers that report or set a result out, each with its noun.

A count takes the noun behind it ("79 đề án, nhiệm vụ"), a sum of money its unit ("tăng 1.000 đồng/lít"), a measure what it measures,
which stands before it ("tổng lượng mưa phổ biến từ 200-300 mm") unless a noun follows ("10% biên chế"). Dates, ages, document and list
numbers, spans of years and labels ("Hội nghị Trung ương 8", "quận 1") are none. What is told again in another paragraph is entered once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Document, Figure, Layout, Span, When
from briefings.text import canonical

LABEL = 24  # characters before a number in which a label stands
NOUN_WORDS = 8  # the longest noun that is quoted, in words
CLOSE_WORDS = 3  # the fewest of them that tell anything: "diện tích gần 20 ha"
SUBJECT_WORDS = 16  # the most words of what is measured that are quoted


def _words(name: str) -> frozenset[str]:
    entry: str = table("figures")[name]
    return frozenset(canonical(word) for part in entry.split("|") if (word := part.strip()))


def _any_of(*names: str) -> str:
    return one_of(word for name in names for word in _words(name))


# "5/18", "1.234,5", "200-300", "2,8 triệu"; not "18-NQ", "U-23", "16/12/2024".
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,9}(?:,\d{1,4})?"
_FIRST_DIGIT = r"\d(?<![\w.,/+-].)(?<!\d\s[-–]\s.)"  # the digit before what may not stand before it: it is found faster
_MORE_DIGITS = r"\d{0,2}(?:\.\d{3})+(?:,\d{1,4})?|\d{0,8}(?:,\d{1,4})?"
_NUMBER = re.compile(
    rf"{_FIRST_DIGIT}(?:{_MORE_DIGITS})(?:\s?[-–/]\s?(?:{_DIGITS})(?![-/]))?(?P<magnitude>\s{_any_of('magnitudes')}(?!\w))?(?![\d/]|[.,:]\d|-\w|[hg]\d)"
)
_NOT_MONEY = rf"\s{_any_of('not_money')}(?!\w)"  # "36 đồng chí"
_MONEY = rf"{_any_of('money')}(?:/\w{{1,8}}){{0,2}}"  # "đồng/lít", "triệu đồng/m2/năm"
_MEASURE = rf"{_any_of('measures')}(?:/(?:\d{{1,3}}\s)?{_any_of('spans')})?"  # "mm/24 giờ"
_UNIT = re.compile(rf"\s?(?:(?P<money>{_MONEY})|(?P<measure>{_MEASURE}))(?!\w|{_NOT_MONEY})")
_LABEL_BEFORE = re.compile(rf"(?<!\w){_any_of('labels')}[\s:.-]*$")
_WEAK_LABEL_BEFORE = re.compile(rf"(?<!\w)(?<!kỷ )(?<!pháp ){_any_of('weak_labels')}[\s:.-]*$")
_SMALL = re.compile(r"\d{1,2}(?![\d.])")
_EXCLUDED = re.compile(rf"\s*(?!{_any_of('counted_times')}(?!\w)){_any_of('excluded_nouns')}(?!\w)")
_STILL_NOUN = rf"(?!{_any_of('noun_compounds', 'counted_times')}(?!\w))"  # "12 | bị can"
# "chứng | từ", "trực | tiếp", "nước | ngoài", "công | trình"
_HALF_WORD = r"(?<!chứng )(?<!trực )(?<!gián )(?<!nước )(?<!công )(?<!quy )(?<!lộ )(?<!tiến )"
_NOUN_END = re.compile(rf"(?<!\w){_HALF_WORD}{_STILL_NOUN}{_any_of('noun_ends')}(?!\w)")
_CHANGE_BEFORE = re.compile(rf"(?<!\w){_any_of('changes')}\s(?:(?:khoảng|hơn|gần|trên|thêm|lên|xuống)\s)?$")
_LEFT_END = re.compile(rf"[,;:.!?()\[\]“”\"|…]\s|(?<=\w)[,;:](?!\d)|\s[-–]\s|[(“\"]|(?<!\w){_any_of('left_ends')}\s")
_WEAK_LEFT_END = re.compile(rf"(?<!\w){_any_of('weak_left_ends')}\s")
_WORD = re.compile(r"\w+(?:[/-][^\W\d]\w*)*")
_BESIDE = re.compile(rf"/(?:{_DIGITS})(?=\s)")  # "56 tàu cá/229 người"
_COORDINATE = re.compile(rf",\s{_any_of('coordinates')}(?!\w)(?!\s(?:được|đã|đang|sẽ|quản lý|chỉ đạo|tổ chức|giám đốc|những|các|rõ|về))")
_TITLED = re.compile(rf"\s{_any_of('titled')}(?!\w)")
_SUM = re.compile(rf"\s{_any_of('sums')}")
_NORM_BEFORE = re.compile(rf"(?<!\w){_any_of('norms')}\s(?:(?:khoảng|hơn|gần|trên|đến|tới|từ)\s)?$")
_NORM_TIME = re.compile(rf"\s{_any_of('norm_times')}(?:\s(?:mỗi|một)\s(?:ngày|tuần|tháng|năm))?(?!\w)")
_DAY_BEFORE = re.compile(rf"(?<!\w){_any_of('day_words')}[\s,(]{{1,2}}$")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\s?[-/]\s?\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\.)")
_BULLET = re.compile(r"\s*\(?\d{1,3}[.)]\s")


class _Reading(NamedTuple):
    """The text with its canonical form and the passages in which no number is a result: dates, documents."""

    text: str
    low: str
    starts: Sequence[int]
    masked: Sequence[Span]

    def is_masked(self, at: int) -> bool:
        before = bisect_right(self.starts, at)
        return before > 0 and at < self.masked[before - 1].end


def _noun_end(reading: _Reading, start: int, end: int) -> int:
    """Where the noun that begins at `start` ends: at a word that is no part of it, at punctuation, or after a few words."""
    at = start
    for count, word in enumerate(_WORD.finditer(reading.low, start, end)):
        between = reading.low[at : word.start()]
        if count >= NOUN_WORDS or between.strip(" \u00a0") or _NOUN_END.match(reading.low, word.start(), end) or word[0].isdigit():
            break
        at = word.end()
    if at > start and (beside := _BESIDE.match(reading.low, at, end)):
        return _noun_end(reading, beside.end(), end)
    listed = _COORDINATE.match(reading.low, at, end) if at > start else None
    return _noun_end(reading, listed.end(), end) if listed and listed.end() < end else listed.end() if listed else at


def _subject_start(reading: _Reading, start: int, end: int) -> int:
    """Where the words begin, left of a number at `end`, that say what it measures."""
    left = max((match.end() for match in _LEFT_END.finditer(reading.low, start, end)), default=start)
    words = [word.start() for word in _WORD.finditer(reading.low, left, end)]
    if len(words) <= SUBJECT_WORDS:
        return words[0] if words else end
    weak = [match.end() for match in _WEAK_LEFT_END.finditer(reading.low, words[-SUBJECT_WORDS], words[-CLOSE_WORDS])]
    return weak[-1] if weak else words[-SUBJECT_WORDS]


def _money(reading: _Reading, line: Span, number: re.Match[str], unit: re.Match[str]) -> Span:
    change = _CHANGE_BEFORE.search(reading.low, max(line.start, number.start() - 16), number.start())
    return Span.of(reading.text, change.start() if change else number.start(), unit.end())


def _measure(reading: _Reading, line: Span, floor: int, number: re.Match[str], unit: re.Match[str]) -> Span:
    end = _noun_end(reading, unit.end(), line.end)
    if end > unit.end():
        return Span.of(reading.text, number.start(), end)
    return Span.of(reading.text, _subject_start(reading, floor, number.start()), unit.end())


def _count(reading: _Reading, line: Span, number: re.Match[str]) -> Span | None:
    end = _noun_end(reading, number.end(), line.end)
    named = reading.text[number.end() : end].lstrip()
    if named and (named[0].islower() or number["magnitude"] or _TITLED.match(reading.low, number.end())):
        return Span.of(reading.text, number.start(), end)
    return Span.of(reading.text, *number.span()) if _SUM.fullmatch(number["magnitude"] or "") else None


def _norm(reading: _Reading, line: Span, number: re.Match[str]) -> Span | None:
    """A length of time that is set or brought about: "tối thiểu 30 phút mỗi ngày", "giảm 5 ngày"."""
    time = _NORM_TIME.match(reading.low, number.end(), line.end)
    norm = _NORM_BEFORE.search(reading.low, max(line.start, number.start() - LABEL), number.start()) if time else None
    return Span.of(reading.text, norm.start(), time.end()) if time and norm else None


def _is_label(low: str, floor: int, number: re.Match[str]) -> bool:
    """Whether a number names what stands before it: "quận 1", "điều 5", but not "kỷ luật 12 đảng viên" or "điều 300 xe"."""
    if _LABEL_BEFORE.search(low, floor, number.start()):
        return True
    if _DAY_AND_MONTH.fullmatch(number[0]) and _DAY_BEFORE.search(low, floor, number.start()):
        return True
    small = _SMALL.match(low, number.start()) is not None and not number["magnitude"]
    return small and _WEAK_LABEL_BEFORE.search(low, floor, number.start()) is not None


def _figure(reading: _Reading, line: Span, floor: int, number: re.Match[str]) -> Span | None:
    """The figure of one number, or None where it reports nothing. `floor`: where the figure before it in the line ends."""
    low, start = reading.low, number.start()
    if reading.is_masked(start) or _is_label(low, max(line.start, start - LABEL), number):
        return None
    unit = _UNIT.match(low, number.end(), line.end)
    if unit and unit["money"]:
        return _money(reading, line, number, unit)
    if unit:
        return _measure(reading, line, floor, number, unit)
    if _EXCLUDED.match(low, number.end(), line.end) or _YEAR.match(low, start):
        return _norm(reading, line, number)
    return _count(reading, line, number)


def _in_line(reading: _Reading, line: Span) -> Iterator[Span]:
    bullet = _BULLET.match(reading.low, line.start, line.end)
    end = line.start
    for number in _NUMBER.finditer(reading.low, bullet.end() if bullet else line.start, line.end):
        found = _figure(reading, line, end, number) if number.start() >= end else None
        if found:
            end = found.end
            yield found


def find_figures(text: str, layout: Layout, dates: tuple[When, ...], documents: tuple[Document, ...]) -> tuple[Figure, ...]:
    """The figures of the lead and the paragraphs, in reading order."""
    masked = sorted([when.span for when in dates] + [mention for document in documents for mention in document.mentions])
    reading = _Reading(text, canonical(text), [span.start for span in masked], masked)
    lines = sorted({*layout.paragraphs, *((layout.lead,) if layout.lead else ())})
    told: set[str] = set()
    found: list[Span] = []
    for line in lines:
        fresh = [span for span in _in_line(reading, line) if reading.low[span.start : span.end] not in told]
        told |= {reading.low[span.start : span.end] for span in fresh}
        found += fresh
    shorter = _shorter(told)
    return tuple(Figure(span) for span in found if reading.low[span.start : span.end] not in shorter)


def _shorter(told: set[str]) -> set[str]:
    """Those that another one tells at more length: "5 đoàn" beside "5 đoàn kiểm tra"."""
    return {one for one, other in pairwise(sorted(told)) if other.startswith((f"{one} ", f"{one},"))}
