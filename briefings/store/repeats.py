"""Directives said before: directives as listed in; for each the earlier articles in which the same person says the same, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, insert, literal, select, union_all
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
    positions = await _likely(session, rows)
    told = await _told(session, set[int]().union(*positions.values()))
    found = {number: _days(rows[number], [told[at] for at in sorted(likely, reverse=True)]) for number, likely in positions.items()}
    return {(rows[number].article.id, rows[number].directive.quote.start): earlier for number, earlier in found.items() if earlier}


async def _likely(session: AsyncSession, rows: Sequence[DirectiveRow]) -> dict[int, set[int]]:
    """For each row, by its number, the newest earlier directives that share a mark with it."""
    at = col(EchoRecord.position)
    newest: list[Select[Any]] = []
    for number, row in enumerate(rows):
        here, _ = items_in(articles_in(Period(row.article.day, row.article.day)))
        for mark in _marks(row):  # each by itself, so that its newest are the end of a walk along the index
            one = select(at).where(col(EchoRecord.mark) == mark, at < here).order_by(at.desc()).limit(_MOST).subquery()
            newest.append(select(literal(number), one.c.position))
    found: dict[int, set[int]] = {}
    for number, position in await session.execute(union_all(*newest)) if newest else ():
        found.setdefault(number, set()).add(position)
    return found


async def _told(session: AsyncSession, positions: set[int]) -> dict[int, tuple[DirectiveRecord, ArticleRow]]:
    """The directives at these positions, with their articles."""
    if not positions:
        return {}
    article = (ArticleRecord, col(ArticleRecord.id) == col(DirectiveRecord.article_id))
    told = select(DirectiveRecord, ArticleRecord).join(*article).where(col(DirectiveRecord.position).in_(positions))
    return {record.position: (record, article_row(held)) for record, held in await session.execute(told)}


def _days(row: DirectiveRow, likely: list[tuple[DirectiveRecord, ArticleRow]]) -> tuple[ArticleRow, ...]:
    """Of these, newest first, the articles that say the same as `row`, one a day."""
    days: dict[object, ArticleRow] = {}
    for record, one in likely:
        if one.day not in days and alike(read_row(DirectiveRow, one, record.facts).directive.quote.text, row.directive.quote.text):
            days[one.day] = one
    return tuple(days.values())
