"""A page cut into lines: normalised text in; its lines, each taken for story, furniture or a publication time, out.

Furniture is what a newspaper page prints around every article: mastheads, sections, share buttons, links ("Tin liên quan"). Its words
are in ``vocabulary/layout.toml``. A line of nothing but date and hour is a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from briefings.extraction.vocabulary import one_of, table
from briefings.model import Span, Timestamp
from briefings.text import UPPER, canonical, lines

_WORDS = table("layout")


def phrases(name: str) -> tuple[str, ...]:
    """The entries of a word table in canonical form."""
    return tuple(canonical(phrase) for phrase in _WORDS[name])


def any_of(name: str) -> str:
    """A pattern for one entry of a word table, whole words, longest first."""
    return one_of(_WORDS[name]) + r"(?!\w)"


class Kind(Enum):
    """What a line has been taken for."""

    STORY = auto()
    JUNK = auto()
    TIME = auto()


@dataclass(slots=True)
class Line:
    """One line: where it stands, its canonical form, and what it has been taken for."""

    span: Span
    plain: str
    words: int
    kind: Kind = Kind.STORY
    time: Timestamp | None = None
    signature: Span | None = None  # the name printed beside a publication time

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.span.text.endswith((".", "!", "?", "…", ".”", '."', ".)"))


# --- furniture -------------------------------------------------------------------------------------------------------------------

_SECTIONS = any_of("sections")
_PATH = re.compile(rf"(?:{_SECTIONS}[\s>»/|›→•-]*){{1,6}}")  # "Trang chủ > Thời sự", "Chính trị"
_JUNK_LINES = frozenset(phrases("junk_lines"))
_JUNK_OPENINGS = phrases("junk_openings")
_POINTER = re.compile(rf"[>»\s•*+\-–|►▶]*{any_of('pointers')}")  # "> > Toàn văn nghị quyết"
_POINTER_WORDS = 8
_TELLING = re.compile(r"[^\W_]")  # a letter or a digit
_AGENCY = re.compile(rf"\(?[{UPPER}][\w.]{{1,11}}(?: online)?\)?\s*[-–—]+")  # "ĐNA -", a dateline torn from its sentence
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|(?:\+84|\b0)\d[\d .]{7,11}\d\b")  # "bbt@bao.vn", "0989 011 688"
_CONTACT_WORDS = 20


def _is_junk(line: Line) -> bool:
    """Whether the line is furniture of the page, whatever stands around it."""
    plain = line.plain.strip("[](){}.…: ")
    if not _TELLING.search(plain):
        return True
    if plain in _JUNK_LINES or line.plain.startswith(_JUNK_OPENINGS) or line.plain.startswith((">>", "> >")) or _PATH.fullmatch(plain):
        return True
    if line.words <= _POINTER_WORDS and _POINTER.match(line.plain):
        return True
    return bool(_AGENCY.fullmatch(line.span.text)) or (line.words <= _CONTACT_WORDS and bool(_CONTACT.search(line.plain)))


# --- times -----------------------------------------------------------------------------------------------------------------------

_MONTHS = {
    canonical(name): number
    for number, name in enumerate(("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1)
}
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})"  # 2022-01-13
    r"|(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4}|\d{2}(?= \d{1,2}:\d\d))"  # 13/01/2022, 13-01-22 10:20
    r"|(?P<long_day>\d{1,2}) tháng (?P<long_month>\d{1,2}),? (?:năm )?(?P<long_year>\d{4})"  # 13 tháng 1 năm 2022
    rf"|tháng (?P<word>{_MONTH_NAME}|\d{{1,2}}) (?P<word_day>\d{{1,2}}), (?P<word_year>\d{{4}}))(?!\d)"  # Tháng Bảy 19, 2024
)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3]) ?(?::|h|g|giờ) ?(?P<minute>[0-5]\d)?(?::[0-5]\d)?(?:\.\d+)?z?(?: ?(?P<half>am|pm|sa|ch))?(?![\d\w])"
)
_CENTURY, _FULL_YEAR = 2000, 1000  # "05-06-24" is of 2024
_AROUND = re.compile(
    rf"{any_of('published_labels')}|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn)(?!\w)"
    r"|gmt ?\+? ?0?7(?::00)?|\+07:?00|(?<=\d)t(?=\d)|(?<!\w)(?:ict|lúc|ngày|giờ)(?!\w)"
)
_TIME_WORDS = 16
NAME = rf"[{UPPER}][\w.]*(?:[ -]{{1,3}}[{UPPER}][\w.]*){{0,4}}"
"""A person's name as bylines print it: "Nguyệt Thu", "LÊ HUY", "H.T"."""
_NAME = re.compile(NAME)


def _day(match: re.Match[str]) -> tuple[int, int, int]:
    found = match.groupdict()
    if found["iso"]:
        return int(found["iso"]), int(found["iso_month"]), int(found["iso_day"])
    if found["word"]:
        return int(found["word_year"]), _MONTHS.get(found["word"]) or int(found["word"]), int(found["word_day"])
    prefix = "" if found["day"] else "long_"
    year = int(found[prefix + "year"])
    return year + _CENTURY * (year < _FULL_YEAR), int(found[prefix + "month"]), int(found[prefix + "day"])


def _hour(match: re.Match[str] | None) -> tuple[int, int]:
    if match is None:
        return 0, 0
    hour, afternoon = int(match["hour"]), match["half"] in ("pm", "ch")
    return hour % 12 + 12 if afternoon else hour, int(match["minute"] or 0)


def _blanked(plain: str, match: re.Match[str] | None) -> str:
    return plain[: match.start()] + " " * len(match[0]) + plain[match.end() :] if match else plain


def _read_time(line: Line) -> None:
    """Mark a line that holds a date and nothing else of weight (hour, weekday, label, zone, the writer's name) as a time."""
    if line.words > _TIME_WORDS or not (date := _DATE.search(line.plain)):
        return
    without_date = _blanked(line.plain, date)
    clock = _CLOCK.search(without_date)
    rest = _AROUND.sub(lambda match: " " * len(match[0]), _blanked(without_date, clock))
    left = [place for place, letter in enumerate(rest) if letter.isalnum()]
    name = line.span.text[left[0] : left[-1] + 1] if left else ""
    if name and not _NAME.fullmatch(name):
        return
    try:
        at = datetime(*_day(date), *_hour(clock))  # noqa: DTZ001 - the paper's local time, as `Timestamp` says
    except ValueError:
        return
    first, last = min(match.start() for match in (date, clock) if match), max(match.end() for match in (date, clock) if match)
    start = line.span.start
    line.kind, line.time = Kind.TIME, Timestamp(Span(start + first, start + last, line.span.text[first:last]), at, clock is not None)
    line.signature = Span(start + left[0], start + left[-1] + 1, name) if name else None


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything, in order."""
    plain = canonical(text)
    found = [Line(span, read := plain[span.start : span.end], read.count(" ") + 1) for span in lines(text)]
    for line in found:
        _read_time(line)
        if line.kind is Kind.STORY and _is_junk(line):
            line.kind = Kind.JUNK
    return found


def starts(found: Iterable[Line]) -> set[int]:
    """Where lines begin: what they are known by."""
    return {line.span.start for line in found}
