"""What is kept of what went out, and for how long: a time in; deliveries and messages that nobody will correct any more dropped, out.

Digests stay: the buttons under old messages open them.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlmodel import col

from briefings.store.database import Database
from briefings.store.tables_outgoing import OutgoingRecord, State
from briefings.store.tables_subscriptions import DeliveryRecord, Stage

KEPT = dt.timedelta(days=90)  # for so long what was sent is corrected where its article is
AT_ONCE = 5000  # rows a transaction, so that no message waits long for the write lock


async def forget(database: Database, now: dt.datetime) -> None:
    """Drop what is older than `KEPT` and done with, `AT_ONCE` rows at most. Raises StoreError."""
    mine, message = col(OutgoingRecord.delivery_id), col(OutgoingRecord.id)
    under_way = col(OutgoingRecord.state).in_((State.PENDING, State.SENDING))
    waiting = select(message).where(mine == col(DeliveryRecord.id), under_way).exists()
    done = (col(DeliveryRecord.stage).in_((Stage.PREPARED, Stage.EMPTY)), ~waiting)
    deliveries = select(col(DeliveryRecord.id)).where(col(DeliveryRecord.slot) < now - KEPT, *done).limit(AT_ONCE)
    messages = select(message).where(mine.is_(None), ~under_way, col(OutgoingRecord.not_before) < now - KEPT).limit(AT_ONCE)
    async with database.reading() as session:
        old, alone = list(await session.scalars(deliveries)), list(await session.scalars(messages))
    if old or alone:
        async with database.writing() as session:
            await session.execute(delete(OutgoingRecord).where(mine.in_(old) | message.in_(alone)))
            await session.execute(delete(DeliveryRecord).where(col(DeliveryRecord.id).in_(old)))
