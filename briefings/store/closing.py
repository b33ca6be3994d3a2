"""Chats that are gone, come back or change their number: what Telegram says of a chat in; every row of that chat set right out.

Nothing is deleted: whoever blocks the bot by mistake finds everything as it was after /start.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from briefings.store.tables import ChatRecord
from briefings.store.tables_outgoing import OutgoingRecord, State
from briefings.store.tables_subscriptions import SubscriptionRecord


async def close_chat(session: AsyncSession, chat_id: int, why: str, now: dt.datetime) -> None:
    """Telegram lets us write there no more (403): what was to be sent is cancelled. `why`: Telegram's words."""
    chat = await session.get(ChatRecord, chat_id)
    if chat is None:
        session.add(ChatRecord(id=chat_id, closed=why, closed_at=now))
    else:
        chat.closed, chat.closed_at = why, now
    await _cancel(session, why, col(OutgoingRecord.chat_id) == chat_id)


async def close_thread(session: AsyncSession, chat_id: int, thread_id: int, why: str) -> list[int]:
    """A forum's thread is gone: its subscriptions are paused and what was to be sent there is cancelled. Who made those subscriptions."""
    await _cancel(session, why, col(OutgoingRecord.chat_id) == chat_id, col(OutgoingRecord.thread_id) == thread_id)
    theirs = (col(SubscriptionRecord.chat_id) == chat_id, col(SubscriptionRecord.thread_id) == thread_id)
    paused = update(SubscriptionRecord).where(*theirs, col(SubscriptionRecord.active)).values(active=False)
    creators = await session.scalars(paused.returning(col(SubscriptionRecord.created_by)))
    return sorted({creator for creator in creators if creator is not None})


async def _cancel(session: AsyncSession, why: str, *theirs: ColumnElement[bool]) -> None:
    pending = (*theirs, col(OutgoingRecord.state) == State.PENDING)
    await session.execute(update(OutgoingRecord).where(*pending).values(state=State.CANCELLED, last_error=why))


async def open_chat(session: AsyncSession, chat_id: int) -> None:
    """Somebody wrote to us there: it is open again."""
    await session.execute(update(ChatRecord).where(col(ChatRecord.id) == chat_id).values(closed=None, closed_at=None))


async def move_chat(session: AsyncSession, chat_id: int, new_id: int) -> None:
    """A group became a supergroup: in every table, what is its is now under its new id. What the new one has chosen already holds.

    Twice changes nothing (the error says it, and an update does: core.telegram.org/bots/api#message).
    """
    for table in SQLModel.metadata.sorted_tables:
        if "chat_id" in table.c:
            await session.execute(update(table).where(table.c.chat_id == chat_id).values(chat_id=new_id))
    chat = col(ChatRecord.id)
    if await session.get(ChatRecord, new_id) is None:
        await session.execute(update(ChatRecord).where(chat == chat_id).values(id=new_id))
    else:
        await session.execute(delete(ChatRecord).where(chat == chat_id))
