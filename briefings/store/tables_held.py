"""The tables of tasks that chats have taken over, what was asked about them, and what chats have opened. No queries here.

A held task keeps the row that its article printed, so it outlives the article; a correction of the article renews it.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Column, ForeignKey, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from briefings.store.tables import Big, UtcDateTime


class HeldRecord(SQLModel, table=True):
    """One task of one chat. `start` is where its words begin in the article; `facts` is the article's row as JSON."""

    __tablename__ = "held"
    __table_args__ = (UniqueConstraint("chat_id", "article_id", "start"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(Big, nullable=False))
    article_id: int = Field(index=True)
    start: int
    facts: str = Field(sa_type=Text)
    status: str
    assignee: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    own_due: dt.date | None = None


class HeldChangeRecord(SQLModel, table=True):
    """One change of a held task; `field` None: it was taken over."""

    __tablename__ = "held_change"

    id: int = Field(default=None, primary_key=True)
    held_id: int = Field(sa_column=Column(Big, ForeignKey("held.id", ondelete="CASCADE"), nullable=False, index=True))
    at: dt.datetime = Field(sa_type=UtcDateTime)
    user_id: int = Field(sa_column=Column(Big, nullable=False))
    name: str
    field: str | None
    value: str = Field(sa_type=Text)


class AwaitedRecord(SQLModel, table=True):
    """What a person was asked of a held task: their next message in that chat is the value of `field`."""

    __tablename__ = "awaited"

    chat_id: int = Field(sa_column=Column(Big, primary_key=True, autoincrement=False))
    user_id: int = Field(sa_column=Column(Big, primary_key=True, autoincrement=False))
    held_id: int
    field: str
    at: dt.datetime = Field(sa_type=UtcDateTime)


class OpenedRecord(SQLModel, table=True):
    """How often a chat opened a document or looked for a person: what it may want to follow."""

    __tablename__ = "opened"

    chat_id: int = Field(sa_column=Column(Big, primary_key=True, autoincrement=False))
    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    times: int
