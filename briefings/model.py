"""What a parsed article is made of: text in, frozen facts about it out.

Every fact points into the article by `Span`s, so whatever a chat shows can be held against the text, character for character.
Nothing here reads or writes; the functions that fill these shapes are in `briefings.extraction`, the pipe is `briefings.parse`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of an article: half-open character offsets into its NFC text, and the text found there.

    Invariant (held by a property test): ``article.text[start:end] == text``.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The passage ``text[start:end]`` of the whole article text `text`."""
        return cls(start, end, text[start:end])

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this passage."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """An article as stored: NFC text with ``\\n`` line ends (`briefings.text.normalise`), and where it came from."""

    text: str
    source: str | None = None  # a file name, URL or paper, as given by whoever loaded it

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text, in hex: two loads of the same text are one article."""
        return sha256(self.text.encode()).hexdigest()


class Precision(StrEnum):
    """How exactly a printed time says when: "16/12" is a day, "tháng 11-2018" a month, "6 tháng cuối năm 2024" a half."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """A time the article prints, resolved to days of the civil calendar (no zone: newspapers print local dates)."""

    span: Span  # as printed: "Sáng 16-12"
    first: date  # first day of the period
    last: date  # last day of the period; equal to `first` for a day
    precision: Precision
    year_from: Span | None = None  # what fixed the year where the date itself prints none; None when it prints one


@dataclass(frozen=True, slots=True)
class Timestamp:
    """The printed publication time, in the paper's local time (Vietnam); `at` has no zone and, when `has_time` is false, no hour."""

    span: Span
    at: datetime
    has_time: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What each line of an article is. `paragraphs` are the lines that tell the story (lead included), in reading order."""

    title: Span | None
    lead: Span | None
    published: Timestamp | None
    byline: Span | None
    captions: tuple[Span, ...]
    junk: tuple[Span, ...]
    paragraphs: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """The meeting or act an article reports; each part only where the article prints it."""

    name: Span | None = None
    place: Span | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in full: the first full mention, each role the article gives, and every mention, short ones too."""

    name: Span
    roles: tuple[Span, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One numbered document, however often it is cited."""

    type: str  # the word printed, first letter raised: "Nghị quyết"
    number: Span  # the fullest form printed: "18-NQ/TW", else "18"
    mentions: tuple[Span, ...]  # from the type word to the end of number, date and issuer
    date: When | None = None  # the document's own date
    issuer: Span | None = None
    subject: Span | None = None  # what it is about, where the article says: after "về", or in quotation marks


@dataclass(frozen=True, slots=True)
class Directive:
    """A sentence in which somebody with authority tells somebody what to do."""

    quote: Span
    speaker: Span | None  # the person's full name, or the body's, where the article prints it
    addressee: Span | None  # who is told, as printed
    carried: bool = False  # it has no attribution of its own and carries an earlier instruction on


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as printed, and the period it names where that can be told ("trong tuần này" without a date cannot)."""

    span: Span
    when: When | None


@dataclass(frozen=True, slots=True)
class Task:
    """One action somebody has to do."""

    quote: Span
    assignee: Span | None
    due: Due | None
    list_number: int | None = None
    assignee_inherited: bool = False  # taken from the opening of the list or an earlier sentence
    due_inherited: bool = False  # taken from the heading or lead of the list


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that reports or sets a result, with its noun: "79 đề án, nhiệm vụ"."""

    quote: Span


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that was read out of one article. Paragraph numbers shown to people are 1 + the index in `layout.paragraphs`."""

    article: Article
    layout: Layout
    event: Event = field(default_factory=Event)
    people: tuple[Person, ...] = ()
    documents: tuple[Document, ...] = ()
    named_documents: tuple[Span, ...] = ()
    directives: tuple[Directive, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    summary: tuple[Span, ...] = ()  # in reading order

    def paragraph_of(self, span: Span) -> int | None:
        """The number (from 1) of the paragraph that holds the start of `span`; None for a headline or a caption."""
        for number, paragraph in enumerate(self.layout.paragraphs, 1):
            if paragraph.start <= span.start < paragraph.end:
                return number
        return None
