"""What is stored of a chat, and in private of the person: its id in; all rows that are its own out, or gone.

A table tells by its columns whose its rows are: `chat_id` a chat's, `user_id` a person's. The record of who changed which article is kept
whoever asks, with drafts and roles: an office must be able to tell (README, "What is kept").
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, or_, select, update
from sqlmodel import SQLModel, col

from briefings.store.database import Database
from briefings.store.tables import ChatRecord
from briefings.store.tables_editing import AuditRecord, CorrectionRecord, DraftRecord, StaffRecord
from briefings.store.tables_held import HeldChangeRecord
from briefings.store.tables_outgoing import OutgoingRecord, State
from briefings.store.tables_subscriptions import SubscriptionRecord

NOBODY, NO_NAME = 0, ""
_KEPT = {record.__tablename__ for record in (AuditRecord, CorrectionRecord, DraftRecord, StaffRecord, HeldChangeRecord)}
_WAITING = (State.SENDING,)  # under way: what becomes of it must still be written down


class Personal:
    """The rows of one chat or person. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat: int, person: int | None) -> dict[str, list[dict[str, Any]]]:
        """All that is stored, table by table, as JSON takes it. `person`: the one whose private chat it is; None: nobody's."""
        held: dict[str, list[dict[str, Any]]] = {}
        async with self._database.reading() as session:
            for table in SQLModel.metadata.sorted_tables:
                if (theirs := _owned(table, chat, person)) is not None:
                    rows = (await session.execute(select(table).where(theirs))).mappings()
                    held[table.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
        return {name: rows for name, rows in held.items() if rows}

    async def forget(self, chat: int, person: int | None) -> int:
        """Remove all of it but what is kept whoever asks; how many rows. A message under way is still sent, and forgotten the next time."""
        gone = 0
        async with self._database.writing() as session:
            if person is not None:
                ordered = col(SubscriptionRecord.created_by) == person
                await session.execute(update(SubscriptionRecord).where(ordered).values(created_by=None))
                theirs = col(HeldChangeRecord.user_id) == person
                await session.execute(update(HeldChangeRecord).where(theirs).values(user_id=NOBODY, name=NO_NAME))
            for table in reversed(SQLModel.metadata.sorted_tables):
                if table.name not in _KEPT and (owned := _owned(table, chat, person)) is not None:
                    done = await session.execute(delete(table).where(owned))
                    gone += int(getattr(done, "rowcount", 0))
        return gone


def _owned(table: Table, chat: int, person: int | None) -> ColumnElement[bool] | None:
    """Which rows of a table are theirs; None: the table is nobody's."""
    if table.name == ChatRecord.__tablename__:
        return table.c.id == chat
    conditions = [table.c.chat_id == chat] if "chat_id" in table.c else []
    conditions += [table.c.user_id == person] if "user_id" in table.c and person is not None else []
    if not conditions:
        return None
    owned = or_(*conditions)
    return owned & table.c.state.not_in(_WAITING) if table.name == OutgoingRecord.__tablename__ else owned


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
