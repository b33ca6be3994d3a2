"""The tables of what chats subscribed to, of what was due for them, and of the digests made. No queries here.

    subscription ── delivery ── digest

A delivery is made in the transaction that moves its subscription on, so no slot is lost or comes twice. A digest is one row for all
deliveries that get the same: what it is of, and once it is rendered its messages.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from briefings.store.tables import Big, UtcDateTime


class Stage(StrEnum):
    """Where a delivery stands."""

    PLANNED = "planned"  # due, its messages not yet in the ledger
    PREPARED = "prepared"  # its messages are in the ledger
    STALE = "stale"  # its articles were corrected since: what was sent is to be edited
    EMPTY = "empty"  # nothing new, and the chat wants no line about that


class SubscriptionRecord(SQLModel, table=True):
    """One order of one chat. `due_at` is when the next slot may be sent: the slot itself, or the end of the quiet hours it falls in."""

    __tablename__ = "subscription"
    __table_args__ = (
        Index("ix_subscription_due", "due_at", "id", sqlite_where=text("active"), postgresql_where=text("active")),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(Big, nullable=False, index=True))
    thread_id: int = Field(default=0, sa_column=Column(Big, nullable=False))
    order: str = Field(sa_column=Column("ordered", Text, nullable=False))  # JSON of `briefings.subscription.Order`
    instant: bool
    language: str
    zone: str
    quiet: str | None = Field(default=None, sa_type=Text)  # JSON of QuietHours
    active: bool = True
    covered: dt.datetime = Field(sa_type=UtcDateTime)
    seen: int
    next_slot: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    due_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, sa_type=Big)


class DigestRecord(SQLModel, table=True):
    """One digest: what it is of, as JSON (`briefings.digest.Asked`); once rendered, its messages (none: nothing new) and its articles."""

    __tablename__ = "digest"
    __table_args__ = (
        Index("ix_digest_unrendered", "id", sqlite_where=text("messages IS NULL"), postgresql_where=text("messages IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    asked: str = Field(sa_type=Text)
    messages: str | None = Field(default=None, sa_type=Text)
    articles: str | None = Field(default=None, sa_type=Text)  # JSON list of article ids


class DeliveryRecord(SQLModel, table=True):
    """What one subscription gets for one slot."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("subscription_id", "slot"),
        Index("ix_delivery_planned", "digest_id", "id", sqlite_where=text("stage = 'planned'"), postgresql_where=text("stage = 'planned'")),
        Index("ix_delivery_stale", "digest_id", "id", sqlite_where=text("stage = 'stale'"), postgresql_where=text("stage = 'stale'")),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    subscription_id: int = Field(sa_column=Column(Big, ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False))
    digest_id: int = Field(sa_column=Column(Big, ForeignKey("digest.id"), nullable=False, index=True))
    slot: dt.datetime = Field(sa_type=UtcDateTime)
    stage: str = Stage.PLANNED
