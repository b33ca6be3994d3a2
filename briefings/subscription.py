"""What a chat has subscribed to: the words after /dangky in, a frozen `Subscription` out. Pure; when it is due is told by `bot.slots`.

"tuần T2 07:30 vanban:18-NQ/TW"  →  Order(Rhythm(Every.WEEK, time(7, 30), weekday=0), Template.BRIEF, Filters(documents=("18-NQ/TW",)))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import TypeVar

from briefings.errors import UsageError
from briefings.text import fold, normalise


class Every(StrEnum):
    """How often a digest comes."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ONCE_PUBLISHED = "instant"


class Section(StrEnum):
    """What of an article a digest tells."""

    SUMMARY = "summary"
    DIRECTIVES = "directives"
    TASKS = "tasks"
    DOCUMENTS = "documents"


class Template(StrEnum):
    """Which digest: the main points, everything, the tasks alone; what a chat follows; what the tasks that it took over need."""

    BRIEF = "brief"
    FULL = "full"
    TASKS = "tasks"
    ALERT = "alert"
    REMINDERS = "reminders"


DIGESTS = (Template.BRIEF, Template.FULL, Template.TASKS)  # those that are ordered with /dangky; a chat has one each of the others


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a digest is due, on the clock of the chat's zone. `weekday` 0 is Monday; a `monthday` past a month's end is its last day."""

    every: Every
    at: time = time(7, 30)
    weekday: int = 0
    monthday: int = 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What a digest is narrowed to: an article passes if, for each kind given, it holds one of the values. Empty: all pass.

    `sections` narrow no articles, but what is told of them.
    """

    words: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of the chat's clock in which nothing is sent: from `begin` up to `end`, over midnight where `end` is earlier."""

    begin: time
    end: time


@dataclass(frozen=True, slots=True)
class Order:
    """What a chat asks for."""

    rhythm: Rhythm
    template: Template = Template.BRIEF
    filters: Filters = field(default_factory=Filters)
    working_days: bool = False  # only on working days of the Vietnamese calendar; a slot on another moves to the next working day
    say_nothing_new: bool = False  # a line even where there is nothing


@dataclass(frozen=True, slots=True)
class Subscription:
    """An order as kept, with where and when. `thread` 0 is no thread; times are aware UTC; `zone` is an IANA name.

    `covered` is the time of the last digest (at first that of the order), and `seen` the newest article's id then. `due_at` is when the
    next slot may be sent: the slot itself, or the end of the quiet hours it falls in. Both None: at once on publication, and nothing was
    published since.
    """

    id: int
    chat: int
    thread: int
    order: Order
    language: str
    zone: str
    quiet: QuietHours | None
    active: bool
    covered: datetime
    seen: int
    next_slot: datetime | None
    due_at: datetime | None


_WEEKDAYS = (
    r"t2|thu\s?2|thu\s?hai|mon(?:day)?",
    r"t3|thu\s?3|thu\s?ba|tue(?:sday)?",
    r"t4|thu\s?4|thu\s?tu|wed(?:nesday)?",
    r"t5|thu\s?5|thu\s?nam|thu(?:rsday)?(?!\s(?:[2-7]|hai|ba|tu|sau|bay)(?!\w))",  # "thu" is Thursday, "thứ sáu" is not
    r"t6|thu\s?6|thu\s?sau|fri(?:day)?",
    r"t7|thu\s?7|thu\s?bay|sat(?:urday)?",
    r"cn|chu\s?nhat|sun(?:day)?",
)
_EVERY = {
    Every.ONCE_PUBLISHED: r"tuc\s?thi|ngay\s?khi\s?co|instant|at\s?once",
    Every.WEEK: r"(?:hang\s)?tuan|weekly|week",
    Every.MONTH: r"(?:hang\s)?thang|monthly|month",
    Every.DAY: r"(?:hang\s)?ngay|daily|day",
}
_TEMPLATES = {Template.TASKS: r"nhiem\s?vu|viec|tasks?", Template.FULL: r"day\s?du|full", Template.BRIEF: r"(?:tom\s)?gon|tom\s?tat|brief"}
_FILTERS = {
    "words": r"tu|words?",
    "documents": r"van\s?ban|doc(?:ument)?s?",
    "speakers": r"nguoi|speakers?",
    "organisations": r"co\s?quan|org(?:anisation)?s?",
    "provinces": r"tinh|provinces?",
    "sections": r"phan|sections?",
}
_SECTIONS = {
    Section.SUMMARY: r"tom\s?tat|summary",
    Section.DIRECTIVES: r"chi\s?dao|directives?",
    Section.TASKS: r"nhiem\s?vu|viec|tasks?",
    Section.DOCUMENTS: r"van\s?ban|documents?",
}
_WORKING = re.compile(r"(?<!\w)(?:ngay\s?lam\s?viec|working\s?days?)(?!\w)")
_TIME = re.compile(r"(?<![\w:/-])([01]?\d|2[0-3])(?:\s?(?:h|:|gio)\s?([0-5]\d)?)(?![\w:])")  # "07:30", "6h45", "7h", "7 giờ 30"
_MONTHDAY = re.compile(r"(?<!\w)(?:mung|mong|ngay|day)\s(\d{1,2})(?![\w:/-]|\s?(?:h|gio))")  # "ngày 15"
_MONTHDAYS = range(1, 32)
_FILTER = re.compile("|".join(f"(?<!\\w)(?P<{name}>{form})\\s?:" for name, form in _FILTERS.items()))


def _word(forms: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


_EVERY_WORDS = {every: _word(forms) for every, forms in _EVERY.items()}
_TEMPLATE_WORDS = {template: _word(forms) for template, forms in _TEMPLATES.items()}
_WEEKDAY_WORDS = tuple(_word(forms) for forms in _WEEKDAYS)


Choice = TypeVar("Choice")
_REPEATED = 60  # characters of what somebody typed that an answer repeats


class _Line:
    """The words after /dangky; each reader takes what it understands, and what nobody took is an error that is shown."""

    def __init__(self, argument: str) -> None:
        self.text = " ".join(normalise(argument).split())

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.search(fold(self.text))
        if match:
            self.text = " ".join((self.text[: match.start()] + " " + self.text[match.end() :]).split())
        return match

    def first(self, table: Mapping[Choice, re.Pattern[str]]) -> Choice | None:
        return next((choice for choice, pattern in table.items() if self.take(pattern)), None)


def read_order(argument: str) -> Order:
    """Read a one-line order; without a rhythm it is weekly on Monday at 07:30.

    Filters stand last, each up to the next: "vanban:18-NQ/TW, 19-NQ/TW nguoi:Tô Lâm". Raises UsageError for words that mean nothing here.
    """
    line = _Line(argument)
    filters = _take_filters(line)
    working = bool(line.take(_WORKING))
    monthday = line.take(_MONTHDAY)
    hour = line.take(_TIME)
    weekday = next((day for day, pattern in enumerate(_WEEKDAY_WORDS) if line.take(pattern)), None)
    every = line.first(_EVERY_WORDS) or (Every.MONTH if monthday else Every.WEEK)
    template = line.first(_TEMPLATE_WORDS) or Template.BRIEF
    if line.text or (monthday and int(monthday[1]) not in _MONTHDAYS):
        left = line.text or argument
        wrong = f"{left!r} cannot be read"
        raise UsageError("subscription", wrong, "expected such as: tuần T2 07:30", text_id="subscribe-unclear", words=left[:_REPEATED])
    rhythm = Rhythm(every, _clock(hour) or Rhythm(every).at, weekday or 0, int(monthday[1]) if monthday else 1)
    return Order(rhythm, template, filters, working)


def _clock(match: re.Match[str] | None) -> time | None:
    return time(int(match[1]), int(match[2] or 0)) if match else None


def _take_filters(line: _Line) -> Filters:
    marks = list(_FILTER.finditer(fold(line.text)))
    ends = [*(mark.start() for mark in marks[1:]), len(line.text)]
    given: dict[str, tuple[str, ...]] = {}
    for mark, end in zip(marks, ends, strict=True) if marks else ():
        values = tuple(value.strip() for value in line.text[mark.end() : end].split(",") if value.strip())
        given[str(mark.lastgroup)] = given.get(str(mark.lastgroup), ()) + values
    if marks:
        line.text = line.text[: marks[0].start()].strip()
    sections = tuple(map(_section, given.pop("sections", ())))
    return Filters(**given, sections=sections)


def read_filters(argument: str) -> Filters:
    """Filters alone: "vanban:18-NQ/TW nguoi:Tô Lâm". Empty where there are none, or other words before them."""
    line = _Line(argument)
    filters = _take_filters(line)
    return filters if not line.text else Filters()


def _section(named: str) -> Section:
    found = next((section for section, forms in _SECTIONS.items() if re.fullmatch(forms, fold(named))), None)
    if found is None:
        wrong, expected = f"{named!r} is no section", f"expected one of {', '.join(Section)}"
        raise UsageError("subscription", wrong, expected, text_id="subscribe-unclear", words=named[:_REPEATED])
    return found
