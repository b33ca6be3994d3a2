"""One story over all articles: a briefing in; the article that it likely reprints, and those on the same event, out.

    filed ─▶ its passages kept, its pairs found          linked ─▶ a reprint, kept beside the article that tells it

Likely reprints are found by passages in common: no passage is kept of more than `_MOST` articles, so finding takes as long in a large
store as in a small one. Reports on the same event are found by the names and documents of articles of about that day. Whoever is found
is held against the rules of `briefings.stories`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.errors import NotFound
from briefings.model import Article, Briefing
from briefings.periods import Period
from briefings.store.database import Database
from briefings.store.lists import article_row
from briefings.store.positions import articles_in, day_of
from briefings.store.publications import stored_article, whole_articles
from briefings.store.rows import ArticleRow, StoredArticle
from briefings.store.tables import (
    ArticleRecord,
    CitationRecord,
    NamedRecord,
    PassageRecord,
    RelatedRecord,
    ReprintRecord,
    Thing,
    UnderRecord,
)
from briefings.stories import Differing, Likeness, differing, likeness, passages, same_event

_MOST = 20  # articles that a passage is kept of
_FEWEST = 2  # passages in common with a text that is worth reading
_READ = 6  # texts that are read, of each way of finding them
_AROUND = dt.timedelta(days=3)  # an event of several days is filed under its first
_TOLD = 4  # articles on one event that are shown
_STORY = 50  # of one story, from which on no more are looked for


@dataclass(frozen=True, slots=True)
class Original:
    """The article that a text most likely reprints, and how much of both is alike."""

    article: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another article on the same event, and the figures in which the two differ, the asked article's first."""

    article: StoredArticle
    differing: tuple[Differing, ...]


class Stories:
    """Which articles of a store belong together. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def original(self, briefing: Briefing) -> Original | None:
        """The article that a text, which is none yet, likely reprints."""
        async with self._database.reading() as session:
            return await original(session, briefing)

    async def siblings(self, article: StoredArticle) -> tuple[Sibling, ...]:
        """The other articles on its event, the newest first."""
        others = select(col(RelatedRecord.other_id)).where(col(RelatedRecord.article_id) == article.id)
        wanted = whole_articles().where(col(ArticleRecord.id).in_(others)).order_by(col(ArticleRecord.id).desc()).limit(_TOLD)
        async with self._database.reading() as session:
            found = [stored_article(*row) for row in await session.execute(wanted)]
        return tuple(Sibling(other, differing(article.briefing, other.briefing)) for other in found)

    async def told(self, article_id: int) -> tuple[ArticleRow, ...]:
        """All articles on an article's event, and on those that these tell of, with it; the newest first. Raises NotFound."""
        known, latest = {article_id}, {article_id}
        async with self._database.reading() as session:
            while latest and len(known) < _STORY:
                others = select(col(RelatedRecord.other_id)).where(col(RelatedRecord.article_id).in_(latest)).limit(_STORY)
                latest = {*await session.scalars(others)} - known
                known |= latest
            wanted = select(ArticleRecord).where(col(ArticleRecord.id).in_(known)).order_by(col(ArticleRecord.position).desc())
            rows = tuple(article_row(record) for record in await session.scalars(wanted))
        if not rows:
            raise no_article(article_id)
        return rows


def no_article(article_id: int) -> NotFound:
    """That there is none of this number."""
    wrong = "is not in the store"
    return NotFound(f"article {article_id}", wrong, "expected a stored article", text_id="article-missing", article=article_id)


async def known_as(session: AsyncSession, content_hash: str) -> int | None:
    """The article that has this very text, itself or in another paper."""
    reprinted = select(col(ReprintRecord.article_id)).where(col(ReprintRecord.content_hash) == content_hash)
    same = or_(col(ArticleRecord.content_hash) == content_hash, col(ArticleRecord.id).in_(reprinted))
    return await session.scalar(select(col(ArticleRecord.id)).where(same).order_by(col(ArticleRecord.id)).limit(1))


async def original(session: AsyncSession, briefing: Briefing) -> Original | None:
    """The same within a session: of those alike the most alike, of equals the oldest."""
    likely = _likely((await _holders(session, passages(briefing))).values())
    alike = [Original(other.id, likeness(other.briefing, briefing)) for other in await _read(session, likely)]
    reprints = [found for found in alike if found.likeness.reprint]
    return max(reprints, key=lambda found: (found.likeness.containment, -found.article), default=None)


async def link(session: AsyncSession, article_id: int, reprint: Article, at: dt.datetime) -> None:
    """Keep a text as a reprint of an article. Raises NotFound for no article."""
    article = await session.get(ArticleRecord, article_id)
    if article is None:
        raise no_article(article_id)
    values = {"content_hash": reprint.content_hash, "text": reprint.text, "source": reprint.source, "loaded_at": at}
    await session.execute(insert(ReprintRecord).values(article_id=article_id, **values))
    printed = await printed_in(session, article_id)
    await session.execute(update(ArticleRecord).where(col(ArticleRecord.id) == article_id).values(also=printed))


async def printed_in(session: AsyncSession, article_id: int | None) -> str:
    """JSON of the sources of an article's reprints in the order in which they came; "" for one that isn't stated."""
    sources = select(col(ReprintRecord.source)).where(col(ReprintRecord.article_id) == article_id).order_by(col(ReprintRecord.id))
    return json.dumps([source or "" for source in await session.scalars(sources)], ensure_ascii=False)


async def relate(session: AsyncSession, article_id: int, position: int, briefing: Briefing) -> None:
    """Keep the passages of an article just filed at `position`, and pair it with those on the same event and those alike."""
    numbers = passages(briefing)
    held = await _holders(session, numbers)
    kept = [{"number": number, "article_id": article_id} for number in numbers if len(held.get(number, ())) < _MOST]
    if kept:
        await session.execute(insert(PassageRecord), kept)
    others = {*_likely(held.values()), *await _of_those_days(session, article_id, position)}
    found = [
        other.id
        for other in await _read(session, sorted(others))
        if same_event(briefing, other.briefing) or likeness(briefing, other.briefing).reprint
    ]
    pairs = [{"article_id": one, "other_id": other} for other in found for one, other in ((article_id, other), (other, article_id))]
    if pairs:
        await session.execute(insert(RelatedRecord), pairs)


async def _holders(session: AsyncSession, numbers: tuple[int, ...]) -> dict[int, list[int]]:
    """The articles that have these passages."""
    wanted = select(col(PassageRecord.number), col(PassageRecord.article_id)).where(col(PassageRecord.number).in_(numbers))
    held: dict[int, list[int]] = {}
    for number, article in await session.execute(wanted):
        held.setdefault(number, []).append(article)
    return held


def _likely(holders: Iterable[list[int]]) -> list[int]:
    """Those with the most passages in common."""
    common = Counter(article for held in holders for article in held)
    return [article for article, count in common.most_common(_READ) if count >= _FEWEST]


async def _of_those_days(session: AsyncSession, article_id: int, position: int) -> list[int]:
    """The articles of about the same day that name the same people or cite the same documents, those first that have most in common."""
    day = day_of(position)
    days, article = articles_in(Period(day - _AROUND, day + _AROUND)), Thing.ARTICLE.value
    names = select(col(NamedRecord.name)).where(col(NamedRecord.article_id) == article_id, col(NamedRecord.thing) == article)
    papers = select(col(CitationRecord.document_id)).where(col(CitationRecord.article_id) == article_id)
    named = (col(NamedRecord.name).in_(names), col(NamedRecord.thing) == article, col(NamedRecord.position).between(*days))
    under = (col(UnderRecord.document_id).in_(papers), col(UnderRecord.thing) == article, col(UnderRecord.position).between(*days))
    by_name: Select[Any] = select(col(NamedRecord.position).label("at")).where(*named)
    by_paper: Select[Any] = select(col(UnderRecord.position).label("at")).where(*under)
    ways = union_all(by_name, by_paper).subquery()
    wanted = select(col(ArticleRecord.id)).join(ways, ways.c.at == col(ArticleRecord.position))
    wanted = wanted.where(col(ArticleRecord.id) != article_id).group_by(col(ArticleRecord.id))
    return list(await session.scalars(wanted.order_by(func.count().desc(), col(ArticleRecord.id).desc()).limit(_READ)))


async def _read(session: AsyncSession, articles: list[int]) -> list[StoredArticle]:
    if not articles:
        return []
    found = await session.execute(whole_articles().where(col(ArticleRecord.id).in_(articles)).order_by(col(ArticleRecord.id)))
    return [stored_article(*row) for row in found]
