"""What the store hands out: pages of frozen rows, each with the model object as read and the article it stands in.

In: nothing, these are shapes. Out of `briefings.store.store.Store`. Days are days of the civil calendar as the article prints them
(Vietnam); times are aware UTC. Texts in rows of one article are spans into that article; a document of several articles is plain values.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from briefings.model import Briefing, Directive, Document, Person, Span, Task
from briefings.periods import Period
from briefings.subscription import QuietHours

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items of a longer list: those from `offset` on, `limit` at most.

    `total` is exact unless `more`: then there are at least so many (counting stops there, so that long lists stay fast).
    """

    items: tuple[Item, ...]
    total: int
    offset: int
    limit: int
    more: bool = False


class DatedBy(StrEnum):
    """What an article's day was taken from, best first: the event, the printed publication time, the day it was loaded."""

    EVENT = "event"
    PUBLISHED = "published"
    LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Added:
    """What `Store.add` did: the article's id, and whether it is new (False: the same text was there already, nothing changed).

    `linked`: the text is kept as a reprint of that article.
    """

    article_id: int
    created: bool
    linked: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list. `day` orders lists (newest first); `dated_by` says what it is; `source` is as given at loading.

    `also`: the sources of its reprints; "" for one that isn't stated.
    """

    id: int
    title: str | None
    day: dt.date
    dated_by: DatedBy
    source: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A whole article: its row, all that was read out of it, and when it was loaded (aware UTC)."""

    row: ArticleRow
    briefing: Briefing
    loaded_at: dt.datetime

    @property
    def id(self) -> int:
        """The number that people type: /tomtat 3."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive, its paragraph (from 1; None outside the story) and the numbers of the documents that its sentence cites."""

    article: ArticleRow
    paragraph: int | None
    directive: Directive
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task, its paragraph, who ordered it (the speaker of the directive that it stands in) and the documents that its sentence cites."""

    article: ArticleRow
    paragraph: int | None
    task: Task
    speaker: Span | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as one article names them, with the roles held there, and the paragraph of the first full mention."""

    article: ArticleRow
    paragraph: int | None
    person: Person


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document over all articles: the fullest number, and date, issuer and subject where any article prints them.

    `articles` counts the articles that cite it; `last_day` is the day of the newest of them.
    """

    id: int
    type: str
    number: str
    date: dt.date | None
    issuer: str | None
    subject: str | None
    articles: int
    last_day: dt.date


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a document: as printed, the sentence it stands in, and its paragraph (from 1; None outside the story)."""

    quote: Span
    sentence: Span
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A document as one article cites it: as read there, and every mention in reading order."""

    article: ArticleRow
    document: Document
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Cocited:
    """Another document, and in how many articles the two are cited together."""

    document: DocumentRow
    articles: int


@dataclass(frozen=True, slots=True)
class Differing:
    """In what the newest 200 articles that cite one document contradict each other: each value, and how many of them print it.

    Most often first; empty where all agree.
    """

    dates: tuple[tuple[dt.date, int], ...] = ()
    issuers: tuple[tuple[str, int], ...] = ()
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """All that the articles say of one document. `citations` is one item an article, newest first.

    `first_day` is the day of the oldest article that cites it. `cocited`: most often first, over the newest 200 citing articles.
    `directives` and `tasks` count those that stand in a sentence citing it (1,000 means: at least).
    """

    document: DocumentRow
    first_day: dt.date
    citations: Page[CitationRow]
    cocited: tuple[Cocited, ...]
    directives: int
    tasks: int
    differing: Differing = Differing()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a passage; `matched` says that the reader's words stand in it."""

    text: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that search found, with its best passage.

    ``"".join(part.text for part in parts) == passage.text``, which is the article's own text. `cut_before` and `cut_after`: the paragraph
    goes on beyond the passage. `paragraph` is None for a headline or a caption. `exact`: found with the accents as typed, not only without.
    """

    article: ArticleRow
    passage: Span
    parts: tuple[Part, ...]
    paragraph: int | None
    cut_before: bool
    cut_after: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles, directives and tasks there are of the days of a period."""

    period: Period
    articles: int
    directives: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat has chosen. `language` None: not chosen yet, the user's Telegram language holds; `zone` None: that of the bot.

    `quiet`: for new digests. `brief`: short summaries. `previews`: Telegram shows what a link in an answer leads to.
    """

    id: int
    language: str | None = None
    zone: str | None = None
    quiet: QuietHours | None = None
    brief: bool = False
    previews: bool = False
