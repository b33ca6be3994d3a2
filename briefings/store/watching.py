"""How the store stands, for those who watch over it: the time in; what waits, and for how long, out; and warnings, at most one an hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlmodel import col

from briefings.rendering.messages import Message
from briefings.store.database import Database
from briefings.store.ledger import Parcel, enqueue
from briefings.store.tables import ArticleRecord
from briefings.store.tables_outgoing import OutgoingRecord, State

# As the index of these rows spells it: SQLite takes no parameter for that.
_PENDING: ColumnElement[str] = literal_column(f"'{State.PENDING}'")
SELDOM = dt.timedelta(hours=1)  # between two warnings of one kind


@dataclass(frozen=True, slots=True)
class Standing:
    """Articles published; messages due and not sent, and for how long the oldest of them has been due."""

    articles: int
    waiting: int
    lag: dt.timedelta


class Watching:
    """Questions to a store, cheap enough to be asked every few seconds. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def standing(self, now: dt.datetime) -> Standing:
        """How it stands at `now` (aware)."""
        due = (col(OutgoingRecord.state) == _PENDING, col(OutgoingRecord.not_before) <= now)
        async with self._database.reading() as session:
            counted = select(func.count(), func.min(col(OutgoingRecord.not_before))).where(*due)
            waiting, oldest = (await session.execute(counted)).one()
            articles = await session.scalar(select(func.count()).select_from(ArticleRecord))
        return Standing(articles or 0, waiting, now - oldest if waiting else dt.timedelta())

    async def warn(self, kind: str, owners: Iterable[int], message: Message, now: dt.datetime) -> bool:
        """Have the owners told, unless they were told of this kind less than `SELDOM` ago, by whichever process; whether they are."""
        keys = col(OutgoingRecord.key)
        last = select(func.max(col(OutgoingRecord.not_before))).where(keys >= f"report:{kind}:", keys < f"report:{kind};")
        async with self._database.writing() as session:
            told = await session.scalar(last)
            if told is not None and now - told < SELDOM:
                return False
            parcels = [Parcel(f"report:{kind}:{now.isoformat()}:{owner}", owner, (message,), now) for owner in sorted(owners)]
            await enqueue(session, parcels)
            return bool(parcels)
