"""What was published when: ids of articles in, whole articles and what they cite for the first time out.

The order of publication is that of the ids: a database hands them out in writing sessions, which follow one another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from briefings.model import Article
from briefings.store import lists
from briefings.store.database import Database
from briefings.store.documents import document_row
from briefings.store.facts import read_briefing
from briefings.store.rows import ArticleRow, DocumentRow, StoredArticle
from briefings.store.tables import ArticleRecord, ArticleText, CitationRecord, DocumentRecord


def whole_articles() -> Select[ArticleRecord, ArticleText]:
    """The records that a whole article is made of."""
    return select(ArticleRecord, ArticleText).join(ArticleText, col(ArticleText.article_id) == col(ArticleRecord.id))


def stored_article(record: ArticleRecord, text: ArticleText) -> StoredArticle:
    """A whole article from its records."""
    briefing = read_briefing(Article(text.text, record.source), text.facts)
    return StoredArticle(lists.article_row(record), briefing, record.loaded_at)


class Publications:
    """The articles of a store by the order in which they were published. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self) -> int:
        """The id of the article published last; 0 in an empty store."""
        async with self._database.reading() as session:
            return await newest_id(session)

    async def before(self, at: dt.datetime) -> int:
        """The id of the last article loaded before `at`; 0 where there is none."""
        last = select(func.max(col(ArticleRecord.id))).where(col(ArticleRecord.loaded_at) < at)
        async with self._database.reading() as session:
            return await session.scalar(last) or 0

    async def last(self, count: int) -> tuple[ArticleRow, ...]:
        """The `count` articles published last, the newest first."""
        async with self._database.reading() as session:
            records = await session.scalars(select(ArticleRecord).order_by(col(ArticleRecord.id).desc()).limit(count))
            return tuple(map(lists.article_row, records))

    async def between(self, after: int, upto: int, limit: int = 50) -> list[StoredArticle]:
        """The first `limit` whole articles with ids in (after, upto], by id."""
        wanted = whole_articles().where(col(ArticleRecord.id) > after, col(ArticleRecord.id) <= upto)
        async with self._database.reading() as session:
            rows = await session.execute(wanted.order_by(col(ArticleRecord.id)).limit(limit))
            return [stored_article(record, text) for record, text in rows]

    async def first_cited(self, articles: Sequence[int], after: int, limit: int = 20) -> tuple[DocumentRow, ...]:
        """The documents that these articles cite and none up to the id `after` does, in the order cited; `limit` at most."""
        citing, earlier = col(CitationRecord.document_id), aliased(CitationRecord)
        known = select(col(earlier.position)).where(col(earlier.document_id) == citing, col(earlier.article_id) <= after).exists()
        at: ColumnElement[int] = func.min(col(CitationRecord.position)).label("at")
        cited: Select[int, int] = select(citing, at).where(col(CitationRecord.article_id).in_(articles), ~known)
        new = cited.group_by(citing).subquery()
        found = select(DocumentRecord).join(new, new.c.document_id == col(DocumentRecord.id)).order_by(new.c.at).limit(limit)
        async with self._database.reading() as session:
            return tuple(map(document_row, await session.scalars(found)))


async def newest_id(session: AsyncSession) -> int:
    """The same within a session."""
    return await session.scalar(select(func.max(col(ArticleRecord.id)))) or 0
