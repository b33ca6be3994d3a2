"""What a reader asks for: the argument of a command in, a frozen `Query` out.

    "/nhiemvu Tô Lâm quý 4/2024"  →  Query(TASKS, period=Period(2024-10-01, 2024-12-31), words="Tô Lâm")

Pure. Whether words are a speaker's name only the store can tell: `Store.settle` turns a query as read into a query as meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.numbers import A_YEAR, find_reference, read_reference
from briefings.periods import Period, find_period
from briefings.text import fold, normalise


class Kind(StrEnum):
    """What is listed."""

    ARTICLES = "articles"
    SUMMARY = "summary"
    DIRECTIVES = "directives"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    PEOPLE = "people"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Query:
    """What to list, and which of it: all conditions given must hold; none given means all.

    `article`: its id. `speaker`: a name the store holds. `document`: a number as typed, with its type or without ("18-NQ/TW",
    "nghị quyết 18"). `document_id`: one document (`DocumentRow.id`). `period`: days of the articles. `due`: days in which tasks fall due.
    `words`: free words, phrases in quotation marks. `held` and `assignee`: of a chat's own tasks, which (`briefings.following.Which`) and
    whose; None: a list of what articles print.
    """

    kind: Kind
    article: int | None = None
    speaker: str | None = None
    document: str | None = None
    document_id: int | None = None
    period: Period | None = None
    due: Period | None = None
    words: str | None = None
    held: str | None = None
    assignee: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing narrows it: the command came without an argument."""
        return self == Query(self.kind)


_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]{0,1000}[\"“”„«»]?")
_NUMBER = re.compile(r"#?\s?(\d{1,9})")  # "3", "#3"
_ARTICLE = re.compile(r"(?<![\w/])(?:(?:bai|article)\s+(?:so\s+)?#?|#)(\d{1,9})(?![\w/-])")  # "bai 3", "#3"
_DUE = re.compile(r"(?<!\w)(?:(?:den|co)\s+)?(?:han|due)\s+(?:trong\s+|in\s+|truoc\s+)?")  # "den han ", before a period


@dataclass(slots=True)
class _Argument:
    """What is left of an argument while conditions are taken out of it. `folded` has blanks for what stands in quotation marks."""

    text: str

    @property
    def folded(self) -> str:
        return _QUOTED.sub(lambda match: "\0" * len(match[0]), fold(self.text))

    def cut(self, start: int, end: int) -> None:
        """Take ``text[start:end]`` out."""
        self.text = " ".join((self.text[:start] + " " + self.text[end:]).split())


def read_query(kind: Kind, argument: str, today: date) -> Query:
    """Read what stands after a command; `today` (in the reader's zone) fixes "tháng này", "hôm qua" and a month without a year.

    Never raises: what is no number, document or period is words. A number is an article's id, from 1900 to 2099 a year; "bài 2024" is
    always an article. For DOCUMENTS a number is read as `document`; `Store.settle` makes an article of it where no document bears it.
    SEARCH takes the whole argument as words.
    """
    whole = argument.encode(errors="ignore").decode()  # half a character (a lone surrogate) can be kept nowhere
    left = _Argument(" ".join(normalise(whole).split()))
    if kind is Kind.SEARCH:
        return Query(kind, words=left.text or None)
    article = _take_article(left, kind)
    document = _take_document(left, kind)
    due = _take_due(left, today) if kind is Kind.TASKS else None
    period = _take_period(left, today)
    return Query(kind, article=article, document=document, period=period, due=due, words=left.text or None)


def _take_article(left: _Argument, kind: Kind) -> int | None:
    alone = _NUMBER.fullmatch(left.folded)
    bare = alone and not left.text.startswith("#") and (kind is Kind.DOCUMENTS or A_YEAR.fullmatch(alone[1]))
    match = _ARTICLE.search(left.folded) or (None if bare else alone)
    if not match:
        return None
    left.cut(match.start(), match.end())
    return int(match[1])


def _take_due(left: _Argument, today: date) -> Period | None:
    folded = left.folded
    for match in _DUE.finditer(folded):
        found = find_period(folded, today, start=match.end(), ahead=True)
        if found and found.start == match.end():
            left.cut(match.start(), found.end)
            return found.period
    return None


def _take_period(left: _Argument, today: date) -> Period | None:
    found = find_period(left.folded, today)
    if not found:
        return None
    left.cut(found.start, found.end)
    return found.period


def _take_document(left: _Argument, kind: Kind) -> str | None:
    a_number = kind is Kind.DOCUMENTS and left.text.isdecimal() and not A_YEAR.fullmatch(left.text)
    found = read_reference(left.text) if a_number else find_reference(left.folded)
    if not found:
        return None
    document = left.text[found.start : found.end]
    left.cut(found.start, found.end)
    return document
