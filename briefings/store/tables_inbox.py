"""The tables of what came in and of who works on it: updates, processes, and which process leads. No queries here.

    replica ──┬── inbox     updates that this process works on
              └── lease     it leads: it alone ticks and sends

A holder that is no replica any more holds nothing: what was its is anybody's.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field, SQLModel

from briefings.store.tables import Big, UtcDateTime

_WAITING = text("body IS NOT NULL")
NOBODY = 0  # a holder that never was


class ReplicaRecord(SQLModel, table=True):
    """A process at work. It moves `beats` on while it lives; a number is never given again."""

    __tablename__ = "replica"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    beats: int = 0


class LeaseRecord(SQLModel, table=True):
    """Who leads: one row. `fence` grows with each new leader; whoever acts under a lower one has been replaced."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: int = Field(sa_column=Column(Big, nullable=False))
    fence: int = Field(sa_column=Column(Big, nullable=False))


class InboxRecord(SQLModel, table=True):
    """One update of Telegram's. `body` is its JSON until it has been worked off; `made` is the id of what it made, where it made something.

    The row stays for as long as Telegram may deliver the update once more.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_waiting", "holder", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    update_id: int = Field(sa_column=Column(Big, primary_key=True, autoincrement=False))
    body: str | None = Field(default=None, sa_type=Text)
    holder: int = Field(sa_column=Column(Big, nullable=False))
    made: int | None = Field(default=None, sa_type=Big)
    received_at: dt.datetime = Field(sa_type=UtcDateTime, index=True)
