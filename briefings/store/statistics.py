"""How much there is: periods in; how many articles, directives and tasks fall into each, and which documents are cited most, out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import col

from briefings.periods import Period
from briefings.store.database import Database
from briefings.store.documents import document_row
from briefings.store.positions import articles_in, day_of
from briefings.store.rows import DocumentRow, Tally
from briefings.store.tables import DocumentRecord, TallyRecord


class Statistics:
    """The figures of a store. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def days(self) -> Period | None:
        """From the day of the oldest article to that of the newest; None in an empty store."""
        position = col(TallyRecord.position)
        async with self._database.reading() as session:
            first = await session.scalar(select(position).order_by(position).limit(1))
            last = await session.scalar(select(position).order_by(position.desc()).limit(1))
        return Period(day_of(first), day_of(last)) if first is not None and last is not None else None

    async def over(self, periods: Sequence[Period]) -> tuple[Tally, ...]:
        """The figures of each period, by the days of the articles."""
        tallies = []
        async with self._database.reading() as session:
            for period in periods:
                sums = select(func.count(), func.sum(col(TallyRecord.directives)), func.sum(col(TallyRecord.tasks)))
                articles, directives, tasks = (
                    await session.execute(sums.where(col(TallyRecord.position).between(*articles_in(period))))
                ).one()
                tallies.append(Tally(period, articles, directives or 0, tasks or 0))
        return tuple(tallies)

    async def most_cited(self, limit: int) -> tuple[DocumentRow, ...]:
        """The documents that most articles cite, the most cited first; of equals the one cited last, then the one known first."""
        articles, last = col(DocumentRecord.articles), col(DocumentRecord.last)
        order = (articles.desc(), last.desc(), col(DocumentRecord.id))
        found = select(DocumentRecord).where(articles > 0, last.is_not(None)).order_by(*order).limit(limit)
        async with self._database.reading() as session:
            return tuple(map(document_row, await session.scalars(found)))
