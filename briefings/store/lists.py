"""Lists of articles, directives, tasks and people: a `Query` in, a page of rows out.

Every condition of a query is a *walk*: an index that yields positions in the order of lists. The first of them drives; the others are asked
about each position that it yields. A page stops when it is full and counting at `COUNTED`, so neither takes longer as the store grows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from briefings.periods import Period
from briefings.query import Query
from briefings.store import search
from briefings.store.facts import read_row
from briefings.store.positions import Range, articles_in, items_in
from briefings.store.rows import ArticleRow, DatedBy, DirectiveRow, Page, PersonRow, TaskRow
from briefings.store.search import Words
from briefings.store.tables import ArticleRecord, DirectiveRecord, NamedRecord, PersonRecord, TaskRecord, Thing, UnderRecord
from briefings.store.words import Phrase, key, read_phrases

COUNTED = 1000  # a longer list is said to hold at least so many
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """One kind of list: its table and the others that know its positions, and the row that is made of a record."""

    thing: Thing
    record: type[ArticleRecord | DirectiveRecord | TaskRecord | PersonRecord]
    words: Words
    row: Callable[[Any, ArticleRow], Row]

    @property
    def at(self) -> ColumnElement[int]:
        """The column of positions."""
        return self._column("position")

    @property
    def article_id(self) -> ColumnElement[int]:
        """The column that says which article an item stands in."""
        return self._column("id" if self.thing is Thing.ARTICLE else "article_id")

    def _column(self, name: str) -> ColumnElement[int]:
        column: ColumnElement[int] = getattr(self.record, name)
        return column

    def within(self, articles: Range) -> Range:
        """The positions in this list for a range of articles."""
        return articles if self.thing is Thing.ARTICLE else items_in(articles)


def _facts(kind: type[Row]) -> Callable[[Any, ArticleRow], Row]:
    return lambda record, article: read_row(kind, article, record.facts)


ARTICLES = Listing(Thing.ARTICLE, ArticleRecord, Words.ARTICLES, lambda _, article: article)
DIRECTIVES = Listing(Thing.DIRECTIVE, DirectiveRecord, Words.DIRECTIVES, _facts(DirectiveRow))
TASKS = Listing(Thing.TASK, TaskRecord, Words.TASKS, _facts(TaskRow))
PEOPLE = Listing(Thing.PERSON, PersonRecord, Words.PEOPLE, _facts(PersonRow))


@dataclass(frozen=True, slots=True)
class Walk:
    """A way along positions: the column that holds them, which of its rows count, and the order in which they come.

    `whole`: going through it once is cheaper than asking it often. `repeats`: it comes by some positions twice.
    """

    at: SQLColumnExpression[int]
    conditions: tuple[ColumnElement[bool], ...] = ()
    order: tuple[SQLColumnExpression[Any], ...] = ()
    whole: bool = False
    repeats: bool = False

    def asked(self, at: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """Whether this way comes by a position that another yields."""
        found = select(self.at).where(*self.conditions)
        return at.in_(found) if self.whole else found.where(self.at == at).exists()

    def driving(self, others: list[Walk], ranges: list[Range]) -> Select[Any]:
        """The positions in all `ranges` that every way comes by, in the order of this one."""
        within = (self.at.between(*bounds) for bounds in ranges)
        found: Select[Any] = select(self.at.label("at")).where(*self.conditions, *within, *(other.asked(self.at) for other in others))
        return (found.distinct() if self.repeats else found).order_by(*(self.order or (self.at.desc(),)))


def article_row(record: ArticleRecord) -> ArticleRow:
    """An article as lists show it."""
    return ArticleRow(record.id, record.title, record.day, DatedBy(record.dated_by), record.source, tuple(json.loads(record.also)))


async def ranges_of(session: AsyncSession, query: Query) -> list[Range]:
    """The ranges of articles that a query allows: its period, its article (none where there is no such article)."""
    ranges = [articles_in(query.period)] if query.period else []
    if query.article is not None:
        at = await session.scalar(select(col(ArticleRecord.position)).where(col(ArticleRecord.id) == query.article))
        ranges.append((at, at) if at is not None else (0, -1))
    return ranges


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a list: the query, its words as phrases (with their accents if `exact`), the ways by what it names, its ranges."""

    listing: Listing[Any]
    query: Query
    phrases: tuple[Phrase, ...]
    named: list[Walk]
    ranges: list[Range]
    exact: bool

    @property
    def due(self) -> Period | None:
        """The days in which tasks are to be due."""
        return self.query.due if self.listing is TASKS else None

    async def positions(self, session: AsyncSession, days: search.Recent | None, most: int) -> list[int]:
        """The first positions in all `ranges`, in the order of the list, `most` at most."""
        first, *others = _walks(self, recent=days is not None)
        return [row[0] for row in await search.newest(session, days, most, first.driving(others, self.ranges))]


def _walks(asked: _Asked, *, recent: bool) -> list[Walk]:
    """The ways that a query's conditions describe, the best to drive first; that along words keeps to `recent` days."""
    listing, query = asked.listing, asked.query
    walks = []
    if asked.due:
        due = col(TaskRecord.due)
        walks.append(Walk(listing.at, (due.between(asked.due.first, asked.due.last),), (due, listing.at)))
    if query.words is not None:
        phrases = asked.phrases and asked.phrases + _name(query)
        at, holds = search.matching(listing.words, phrases, asked.ranges, exact=asked.exact, recent=recent)
        walks.append(Walk(at, (holds,), whole=True))
    return [*walks, *asked.named] or [Walk(listing.at)]


async def _named(session: AsyncSession, listing: Listing[Any], query: Query, documents: list[int] | None) -> list[Walk]:
    """The ways by the documents and by the name that a query names; the shorter one, as far as counting goes, is the better to drive."""
    walks = []
    if documents is not None:
        under = (col(UnderRecord.document_id).in_(documents), col(UnderRecord.thing) == listing.thing.value)
        walks.append(Walk(col(UnderRecord.position), under, repeats=True))
    if query.speaker is not None:
        named = (col(NamedRecord.name) == key(query.speaker), col(NamedRecord.thing) == listing.thing.value)
        walks.append(Walk(col(NamedRecord.position), named))
    if len(walks) > 1:
        lengths = [await counted(session, select(walk.at).where(*walk.conditions)) for walk in walks]
        walks = [walks[number] for number in sorted(range(len(walks)), key=lengths.__getitem__)]
    return walks


def _name(query: Query) -> tuple[Phrase, ...]:
    """The speaker's name as a phrase: it stands among the words of all that it leads to, and so narrows their walk."""
    return (Phrase.named(query.speaker),) if query.speaker and key(query.speaker) else ()


async def counted(session: AsyncSession, found: Select[Any], at_least: int = 0) -> tuple[int, bool]:
    """How many there are, and whether there are more: counting stops at `COUNTED`, or at `at_least` if that is more."""
    most = max(COUNTED, at_least)
    total: int = (await session.execute(select(func.count()).select_from(found.limit(most + 1).subquery()))).scalar_one()
    return min(total, most), total > most


async def page(
    session: AsyncSession, listing: Listing[Row], query: Query, documents: list[int] | None, *, offset: int, limit: int
) -> Page[Row]:
    """The items that fit a query. `documents`: the ids of those that it names, None when it names none.

    Words typed with accents are looked for with them; only where nothing holds them so, without.
    """
    phrases = read_phrases(query.words or "")
    ranges = [listing.within(bounds) for bounds in await ranges_of(session, query)]
    by_words = bool(phrases) and not (query.due and listing is TASKS)  # the words drive
    days = await search.recent(session, listing.words, ranges) if by_words else None
    named = await _named(session, listing, query, documents)
    most, found = max(COUNTED, offset + limit), list[int]()
    for exact in (True, False) if any(phrase.accented for phrase in phrases) else (False,):
        asked = _Asked(listing, query, phrases, named, ranges, exact)
        found = found or await asked.positions(session, days, most + 1)
    rows = await _rows(session, listing, found[offset : offset + limit])
    return Page(rows, min(len(found), most), offset, limit, len(found) > most)


async def _rows(session: AsyncSession, listing: Listing[Row], positions: list[int]) -> tuple[Row, ...]:
    """The rows at these positions, in their order."""
    article = aliased(ArticleRecord)
    chosen = select(listing.at, listing.record, article).join(article, listing.article_id == col(article.id))
    chosen = chosen.where(listing.at.in_(positions))
    rows = {at: listing.row(record, article_row(found)) for at, record, found in await session.execute(chosen)}
    return tuple(rows[position] for position in positions)
