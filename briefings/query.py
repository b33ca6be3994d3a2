"""What a reader asks for: the argument of a command in, a frozen `Query` out.

    "/nhiemvu Tô Lâm quý 4/2024"  →  Query(TASKS, period=2024-10-01…2024-12-31, words="Tô Lâm")

Pure. Whether words are a speaker's name only the store can tell: `Store.settle` turns a query as read into a query as meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What is listed."""

    ARTICLES = "articles"
    SUMMARY = "summary"
    DIRECTIVES = "directives"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    PEOPLE = "people"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Query:
    """What to list, and which of it: all conditions given must hold; none given means all.

    `article`: its id. `speaker`: a name the store holds. `document`: a number as typed, type before it or not ("18-NQ/TW", "nghị quyết 18").
    `period`: days of the articles. `due`: days in which tasks fall due. `words`: free words, phrases in quotation marks.
    """

    kind: Kind
    article: int | None = None
    speaker: str | None = None
    document: str | None = None
    period: Period | None = None
    due: Period | None = None
    words: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing narrows it: the command came without an argument."""
        return (self.article, self.speaker, self.document, self.period, self.due, self.words) == (None,) * 6


def read_query(kind: Kind, argument: str, today: date) -> Query:
    """Read what stands after a command; `today` (in the reader's zone) fixes "tháng này", "hôm qua" and a month without a year.

    Never raises: what is no number, document or period is words. A number is an article's id, from 1900 to 2100 a year; "bài 2024" is always an
    article. For DOCUMENTS a number is read as `document`; `Store.settle` makes an article of it where no document bears it.
    SEARCH takes the whole argument as words.
    """
    words = " ".join(argument.split())
    return Query(kind, words=words or None)
