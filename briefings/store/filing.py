"""Filing a briefing: a `Briefing` and the time of loading in; the rows that lists and search walk along are written.

Everything is written in the caller's transaction, which must be a writing one from its start: others see an article whole or not at all.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from briefings.model import Briefing, Document, Person, Span
from briefings.store import repeats, search
from briefings.store.citing import Cited, cite, uncite
from briefings.store.facts import briefing_facts, row_facts
from briefings.store.held import renew
from briefings.store.positions import MOST_ITEMS, article_position, item_position
from briefings.store.rows import Added, ArticleRow, CitationRow, DatedBy, DirectiveRow, Mention, PersonRow, TaskRow
from briefings.store.search import Words
from briefings.store.stories import known_as, printed_in, relate
from briefings.store.subscriptions import retell
from briefings.store.tables import (
    ArticleRecord,
    ArticleText,
    DirectiveRecord,
    NamedRecord,
    NameRecord,
    PersonRecord,
    TallyRecord,
    TaskRecord,
    Thing,
)
from briefings.store.words import Indexed, exact_key, indexed, key
from briefings.text import lines, sentences

_PAPERS_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the day of loading is a day of the newspapers


def day_of(briefing: Briefing, at: dt.datetime) -> tuple[dt.date, DatedBy]:
    """The day an article is listed under: that of the event (its first), else of publication, else of loading."""
    if briefing.event.when:
        return briefing.event.when.first, DatedBy.EVENT
    if briefing.layout.published:
        return briefing.layout.published.at.date(), DatedBy.PUBLISHED
    return at.astimezone(_PAPERS_ZONE).date(), DatedBy.LOADED


class _Reading:
    """A briefing with what its sentences hold: which documents each cites, and who speaks in it."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self._sentences = sentences(briefing.article.text)
        self._starts = [sentence.start for sentence in self._sentences]
        self._ends = [sentence.end for sentence in self._sentences]
        self._cited: dict[int, set[int]] = {}
        for number, document in enumerate(briefing.documents):
            for place in self._places(document.mentions):
                self._cited.setdefault(place, set()).add(number)
        self._speakers = {place: order.speaker for order in briefing.directives for place in self._places([order.quote])}
        self._roles = {key(person.name.text): person for person in briefing.people}

    def _places(self, spans: Iterable[Span]) -> Iterable[int]:
        """The sentences, by number, that the spans reach into."""
        return (place for span in spans for place in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)))

    def documents(self, span: Span) -> tuple[int, ...]:
        """The documents, by number in the briefing, that are cited in the sentences `span` stands in."""
        return tuple(sorted({number for place in self._places([span]) for number in self._cited.get(place, ())}))

    def numbers(self, span: Span) -> tuple[str, ...]:
        """The same by their printed numbers."""
        return tuple(self.briefing.documents[number].number.text for number in self.documents(span))

    def speaker(self, span: Span) -> Span | None:
        """Who says the sentence in which `span` stands, where that is known."""
        return next((self._speakers[place] for place in self._places([span]) if place in self._speakers), None)

    def roles(self, name: Span | None) -> tuple[Span, ...]:
        """The roles of the person of this name."""
        person = self._roles.get(key(name.text)) if name else None
        return person.roles if person else ()

    def mention(self, span: Span) -> Mention:
        """A mention with its sentence."""
        sentence = next((self._sentences[place] for place in self._places([span])), span)
        return Mention(span, sentence, self.briefing.paragraph_of(span))


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing to file: its row, the texts it is searched by, the names that lead to it, the documents (by number) it stands under."""

    row: DirectiveRow | TaskRow | PersonRow
    texts: tuple[Span | None, ...]
    names: tuple[Span | None, ...]
    documents: tuple[int, ...] = ()
    due: dt.date | None = None


def _directives(reading: _Reading, article: ArticleRow) -> list[_Item]:
    return [
        _Item(
            DirectiveRow(article, reading.briefing.paragraph_of(order.quote), order, reading.numbers(order.quote)),
            texts=(order.quote, order.speaker, *reading.roles(order.speaker), order.addressee),
            names=(order.speaker,),
            documents=reading.documents(order.quote),
        )
        for order in reading.briefing.directives
    ]


def _tasks(reading: _Reading, article: ArticleRow) -> list[_Item]:
    items = []
    for task in reading.briefing.tasks:
        speaker, due = reading.speaker(task.quote), task.due
        row = TaskRow(article, reading.briefing.paragraph_of(task.quote), task, speaker, reading.numbers(task.quote))
        texts = (task.quote, task.assignee, due.span if due else None, speaker, *reading.roles(speaker))
        day = due.when.last if due and due.when else None
        items.append(_Item(row, texts, (speaker, task.assignee), reading.documents(task.quote), day))
    return items


def _people(reading: _Reading, article: ArticleRow) -> list[_Item]:
    def item(person: Person) -> _Item:
        row = PersonRow(article, reading.briefing.paragraph_of(person.name), person)
        return _Item(row, texts=(person.name, *person.roles), names=(person.name,))

    return [item(person) for person in reading.briefing.people]


_SHELVES: tuple[tuple[Thing, type[SQLModel], Words, Callable[[_Reading, ArticleRow], list[_Item]]], ...] = (
    (Thing.DIRECTIVE, DirectiveRecord, Words.DIRECTIVES, _directives),
    (Thing.TASK, TaskRecord, Words.TASKS, _tasks),
    (Thing.PERSON, PersonRecord, Words.PEOPLE, _people),
)


def _searched(briefing: Briefing) -> Indexed:
    """What an article is found by: all but its junk, the headline three times."""
    junk = {(span.start, span.end) for span in briefing.layout.junk}
    told = [line.text for line in lines(briefing.article.text) if (line.start, line.end) not in junk]
    title = briefing.layout.title
    return indexed(*([title.text] * 2 if title else ()), *told)


async def unfile(session: AsyncSession, article_id: int) -> None:
    """Take an article out of every list and every index, and its documents where nothing else cites them. Nothing where there is none.

    Digests that tell of it are told anew.
    """
    article = await session.get(ArticleRecord, article_id)
    if article is None:
        return
    await retell(session, article_id)
    position = article.position
    await search.drop(session, Words.ARTICLES, (position, position))
    for _, _, words, _ in _SHELVES:
        await search.drop(session, words, (item_position(position, MOST_ITEMS - 1), item_position(position, 0)))
    await uncite(session, article_id)
    await session.execute(delete(ArticleRecord).where(col(ArticleRecord.id) == article_id))  # what is its own goes with it
    session.expunge(article)


async def file(session: AsyncSession, briefing: Briefing, at: dt.datetime, keeping: int | None = None) -> Added:
    """Write a briefing loaded at `at` (aware), unless its very text is there already. `keeping`: the id that the article had before."""
    content_hash = briefing.article.content_hash
    known = await known_as(session, content_hash)
    if known is not None:
        return Added(known, created=False)
    article, position = await _file_article(session, briefing, at, keeping)
    reading = _Reading(briefing)
    names: dict[tuple[str, Thing, int], Span] = {}
    under: dict[int, list[tuple[Thing, int]]] = {number: [(Thing.ARTICLE, position)] for number in range(len(briefing.documents))}
    for thing, record, words, read in _SHELVES:
        items = {item_position(position, place): item for place, item in enumerate(read(reading, article)[:MOST_ITEMS])}
        await _file_items(session, article.id, record, words, items)
        orders = {at_position: item.row for at_position, item in items.items() if isinstance(item.row, DirectiveRow)}
        await repeats.keep(session, article.id, orders)
        for at_position, item in items.items():
            for name in filter(None, item.names):
                names |= {(key(name.text), thing, at_position): name, (key(name.text), Thing.ARTICLE, position): name}
            for number in item.documents:
                under[number].append((thing, at_position))
    await _file_names(session, article.id, names)
    cited = [_cited(reading, article, document, under[number]) for number, document in enumerate(briefing.documents)]
    await cite(session, article.id, position, cited)
    if keeping is not None:
        await renew(session, keeping)
    await relate(session, article.id, position, briefing)
    return Added(article.id, created=True)


def _cited(reading: _Reading, article: ArticleRow, document: Document, under: list[tuple[Thing, int]]) -> Cited:
    row = CitationRow(article, document, tuple(map(reading.mention, document.mentions)))
    return Cited(document, row_facts(row), tuple(under))


async def _file_article(session: AsyncSession, briefing: Briefing, at: dt.datetime, keeping: int | None) -> tuple[ArticleRow, int]:
    day, dated_by = day_of(briefing, at)
    title, source = briefing.layout.title, briefing.article.source
    headline = title.text if title else None
    added = insert(ArticleRecord).values(
        content_hash=briefing.article.content_hash, day=day, dated_by=dated_by.value, title=headline, source=source, loaded_at=at
    )
    if keeping is not None:
        added = added.values(id=keeping, also=await printed_in(session, keeping))
    article_id: int = (await session.execute(added.returning(col(ArticleRecord.id)))).scalar_one()
    position = article_position(day, article_id)
    await session.execute(update(ArticleRecord).where(col(ArticleRecord.id) == article_id).values(position=position))
    text = {"article_id": article_id, "text": briefing.article.text, "facts": briefing_facts(briefing)}
    await session.execute(insert(ArticleText).values(text))
    held = {"directives": min(len(briefing.directives), MOST_ITEMS), "tasks": min(len(briefing.tasks), MOST_ITEMS)}
    await session.execute(insert(TallyRecord).values(position=position, article_id=article_id, **held))
    await search.put(session, Words.ARTICLES, {position: _searched(briefing)})
    return ArticleRow(article_id, headline, day, dated_by, source), position


async def _file_items(session: AsyncSession, article_id: int, record: type[SQLModel], words: Words, items: dict[int, _Item]) -> None:
    rows: list[dict[str, Any]] = [
        {"position": position, "article_id": article_id, "facts": row_facts(item.row)} | ({"due": item.due} if record is TaskRecord else {})
        for position, item in items.items()
    ]
    if rows:
        await session.execute(insert(record), rows)
    texts = {position: indexed(*(text.text for text in item.texts if text)) for position, item in items.items()}
    await search.put(session, words, texts)


async def _file_names(session: AsyncSession, article_id: int, names: dict[tuple[str, Thing, int], Span]) -> None:
    if not names:
        return
    rows = [{"name": name, "thing": thing.value, "position": position, "article_id": article_id} for name, thing, position in names]
    await session.execute(insert(NamedRecord), rows)
    printed = {(name, exact_key(span.text)): span.text for (name, _, _), span in names.items()}
    known = select(col(NameRecord.key), col(NameRecord.exact)).where(col(NameRecord.key).in_({name for name, _ in printed}))
    for row in await session.execute(known):
        printed.pop((row.key, row.exact), None)
    if printed:
        new = [{"key": name, "exact": exact, "printed": text} for (name, exact), text in printed.items()]
        await session.execute(insert(NameRecord), new)
