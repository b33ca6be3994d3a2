"""Directives said before: directives as listed in; for each the earlier articles in which the same person says the same, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Integer, bindparam, insert, literal, select, union_all
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
_AT_ONCE = 12  # marks that are looked up together

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
    wanted = [(number, mark, here) for number, row in enumerate(rows) for here in (_day_begins(row),) for mark in _marks(row)]
    found: dict[int, set[int]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        asked = wanted[start : start + _AT_ONCE]
        told: dict[str, Any] = {"most": _MOST}
        for place in range(_AT_ONCE):
            _, told[f"mark{place}"], told[f"here{place}"] = asked[place] if place < len(asked) else (0, "", 0)  # no mark is empty
        for place, position in await session.execute(_NEWEST, told):
            found.setdefault(asked[place][0], set()).add(position)
    return found


def _day_begins(row: DirectiveRow) -> int:
    """The first position of the row's day."""
    return items_in(articles_in(Period(row.article.day, row.article.day)))[0]


def _newest() -> CompoundSelect[Any]:
    """The newest positions before `here0` of directives with the mark `mark0`, and so on: each is the end of a walk along the index.

    One statement of one shape for any number of marks: every shape is kept compiled, and that of forty directives took two megabytes.
    """
    at, parts = col(EchoRecord.position), []
    for place in range(_AT_ONCE):
        one = select(at).where(col(EchoRecord.mark) == bindparam(f"mark{place}"), at < bindparam(f"here{place}"))
        last = one.order_by(at.desc()).limit(bindparam("most", type_=Integer)).subquery()
        parts.append(select(literal(place), last.c.position))
    return union_all(*parts)


_NEWEST = _newest()


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
