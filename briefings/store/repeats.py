"""Directives said before: directives as listed in; for each the earlier articles in which the same person says the same, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.periods import Period
from briefings.repeats import alike, marks
from briefings.store.facts import read_row
from briefings.store.lists import article_row
from briefings.store.positions import articles_in, items_in
from briefings.store.rows import ArticleRow, DirectiveRow
from briefings.store.tables import ArticleRecord, DirectiveRecord, EchoRecord

_MOST = 30  # earlier ones that are looked at

Earlier = dict[tuple[int, int], tuple[ArticleRow, ...]]  # by article and where the directive begins


async def keep(session: AsyncSession, article_id: int, rows: dict[int, DirectiveRow]) -> None:
    """Write the marks of directives under their positions."""
    found: list[dict[str, Any]] = [
        {"mark": mark, "position": position, "article_id": article_id} for position, row in rows.items() for mark in set(_marks(row))
    ]
    if found:
        await session.execute(insert(EchoRecord), found)


def _marks(row: DirectiveRow) -> tuple[str, ...]:
    order = row.directive
    return marks(order.speaker.text if order.speaker else None, order.quote.text)


async def said_before(session: AsyncSession, rows: Sequence[DirectiveRow]) -> Earlier:
    """For each directive that was given before: those articles, one a day, newest first."""
    found = {}
    for row in rows:
        if (own := _marks(row)) and (earlier := await _earlier(session, row, own)):
            found[row.article.id, row.directive.quote.start] = earlier
    return found


async def _earlier(session: AsyncSession, row: DirectiveRow, own: tuple[str, ...]) -> tuple[ArticleRow, ...]:
    at, (here, _) = col(EchoRecord.position), items_in(articles_in(Period(row.article.day, row.article.day)))
    # each mark by itself, so that its newest are the end of a walk along the index
    newest = (select(at).where(col(EchoRecord.mark) == mark, at < here).order_by(at.desc()).limit(_MOST).subquery() for mark in own)
    positions = set(await session.scalars(union_all(*(select(one.c.position) for one in newest))))
    if not positions:
        return ()
    article = (ArticleRecord, col(ArticleRecord.id) == col(DirectiveRecord.article_id))
    told = select(DirectiveRecord, ArticleRecord).join(*article).where(col(DirectiveRecord.position).in_(positions))
    days: dict[object, ArticleRow] = {}
    for record, held in await session.execute(told.order_by(col(DirectiveRecord.position).desc())):
        one = article_row(held)
        if one.day not in days and alike(read_row(DirectiveRow, one, record.facts).directive.quote.text, row.directive.quote.text):
            days[one.day] = one
    return tuple(days.values())
