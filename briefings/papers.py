"""What is taken along: a `Query` in; everything that it finds, up to `MOST_ROWS` of a kind, out, ready to be written as a file.

The card of an article is taken along with all that the article holds, the card of a document with its mentions and what stands under it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefings.following import Held, chosen
from briefings.query import Kind, Query
from briefings.store.rows import Page, StoredArticle
from briefings.store.store import Store

MOST_ROWS = 1000
_AT_ONCE = 250  # rows read in one go, so that others get answers in between
CITATIONS = "citations"  # the mentions of one document: no kind that can be asked for by itself

Lister = Callable[[Store, Query, int, int], Awaitable[Page[Any]]]
LISTS: dict[Kind, Lister] = {
    Kind.ARTICLES: Store.articles,
    Kind.SUMMARY: Store.articles,
    Kind.DIRECTIVES: Store.directives,
    Kind.TASKS: Store.tasks,
    Kind.DOCUMENTS: Store.documents,
    Kind.PEOPLE: Store.people,
    Kind.SEARCH: Store.search,
}
CALLED = {  # a kind by the words that people ask for it with, folded
    **{kind.value: kind for kind in Kind},
    "baiviet": Kind.ARTICLES,
    "tomtat": Kind.SUMMARY,
    "chidao": Kind.DIRECTIVES,
    "nhiemvu": Kind.TASKS,
    "vanban": Kind.DOCUMENTS,
    "nguoi": Kind.PEOPLE,
    "tim": Kind.SEARCH,
}
_OF_AN_ARTICLE = (Kind.DIRECTIVES, Kind.TASKS, Kind.DOCUMENTS, Kind.PEOPLE)
_OF_A_DOCUMENT = (Kind.DIRECTIVES, Kind.TASKS)


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind (a `Kind`, or CITATIONS). `total` is how many there are, at least so many where `more`."""

    kind: str
    rows: tuple[Any, ...]
    total: int
    more: bool = False

    @property
    def cut(self) -> bool:
        """Whether there are more than these rows."""
        return self.more or self.total > len(self.rows)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file is made of. `article` is whole where the query is of one; `today` is the day in the reader's zone, `at` aware UTC.

    `held`: what the chat says of the tasks that it has taken over, by article and by where their words begin.
    """

    query: Query
    article: StoredArticle | None
    sections: tuple[Section, ...]
    today: dt.date
    at: dt.datetime
    held: Mapping[tuple[int, int], Held] = field(default_factory=dict)

    def held_of(self, row: Any) -> Held | None:
        """What the chat says of a task, if it has taken it over."""
        return self.held.get((row.article.id, row.task.quote.start))

    def due_of(self, row: Any) -> dt.date | None:
        """The last day of a task's due: as printed, else as the chat set it."""
        held, due = self.held_of(row), row.task.due
        return held.due if held else due.when.last if due and due.when else None

    def section(self, kind: str) -> Section | None:
        """The section of one kind, if there is anything of it."""
        return next((section for section in self.sections if section.kind == kind), None)


async def gather(store: Store, query: Query, today: dt.date, at: dt.datetime, held: Sequence[Held] = ()) -> Paper:
    """Everything that `query` (as `Store.settle` means it) finds. Raises NotFound for an article or a document that isn't there.

    `held`: the tasks that the chat has taken over, where whoever asks may see them.
    """
    taken = {(one.row.article.id, one.row.task.quote.start): one for one in held}
    if query.held is not None:
        rows = tuple(one.row for one in chosen(held, query, today))
        return Paper(query, None, (Section(Kind.TASKS, rows, len(rows)),) if rows else (), today, at, taken)
    article = await store.article(query.article) if query.article is not None else None
    sections = [await _listed(store, part) for part in _parts(query)]
    if query.kind is Kind.DOCUMENTS and query.document_id is not None:
        sections.insert(1, await _citations(store, query.document_id))
    return Paper(query, article, tuple(section for section in sections if section.rows), today, at, taken)


def _parts(query: Query) -> list[Query]:
    if query.kind is Kind.SUMMARY and query.article is not None:
        return [replace(query, kind=kind) for kind in _OF_AN_ARTICLE]
    if query.kind is Kind.DOCUMENTS and query.document_id is not None:
        return [query, *(replace(query, kind=kind) for kind in _OF_A_DOCUMENT)]
    return [query]


async def _listed(store: Store, query: Query) -> Section:
    found = await LISTS[query.kind](store, query, 0, _AT_ONCE)
    rows = list(found.items)
    while len(rows) < min(found.total, MOST_ROWS):
        more = (await LISTS[query.kind](store, query, len(rows), min(_AT_ONCE, MOST_ROWS - len(rows)))).items
        if not more:
            break
        rows += more
    return Section(query.kind, tuple(rows), found.total, found.more)


async def _citations(store: Store, document: int) -> Section:
    card = await store.document(document, 0, MOST_ROWS)
    return Section(CITATIONS, card.citations.items, card.citations.total, card.citations.more)
