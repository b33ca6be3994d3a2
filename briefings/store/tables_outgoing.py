"""The table of what goes out: one row a message, from the moment it is due until Telegram has it or will never take it. No queries here.

A row is `pending` until it is claimed, `sending` while a call may be under way, and then `sent`, `failed`, `in_doubt` or `cancelled`.
Only a commit moves it on, so whatever is `sending` after a crash is all that can have been sent without our knowing.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from briefings.store.tables import Big, UtcDateTime


class State(StrEnum):
    """Where a message stands."""

    PENDING = "pending"  # to be sent, not before its hour
    SENDING = "sending"  # claimed: a call may be under way
    SENT = "sent"  # Telegram has it, and we have its id
    FAILED = "failed"  # Telegram will never take it
    IN_DOUBT = "in_doubt"  # perhaps sent; not to be repeated
    CANCELLED = "cancelled"  # its chat is closed to us, or nobody wants it any more


def _number(*, nullable: bool = False, **column: Any) -> Any:
    return Field(default=None if nullable else 0, sa_column=Column(Big, nullable=nullable, **column))


def _only(state: State) -> dict[str, Any]:
    """An index of the rows in one state: those already sent, which are nearly all, take no room in it."""
    condition = text(f"state = '{state}'")
    return {"sqlite_where": condition, "postgresql_where": condition}


class OutgoingRecord(SQLModel, table=True):
    """One message for one chat. `key` and `part`: whose message it is and its place there; a second one under both is not made."""

    __tablename__ = "outgoing"
    __table_args__ = (
        UniqueConstraint("key", "part"),
        Index("ix_outgoing_pending", "chat_id", "id", "not_before", **_only(State.PENDING)),
        Index("ix_outgoing_sending", "fence", **_only(State.SENDING)),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    key: str
    part: int
    delivery_id: int | None = _number(nullable=True, index=True)
    chat_id: int = _number(index=True)
    thread_id: int = _number()  # 0: none
    html: str = Field(sa_type=Text)
    keyboard: str = Field(sa_type=Text)  # JSON
    plain: bool = False  # to be sent without its tags, which Telegram did not take
    edits: int | None = _number(nullable=True)  # the message id that this one replaces; None: a new message
    state: str = State.PENDING
    message_id: int | None = _number(nullable=True)
    not_before: dt.datetime = Field(sa_type=UtcDateTime)
    claimed_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    fence: int = _number()  # of the lease under which it was claimed
    attempts: int = 0
    last_error: str | None = Field(default=None, sa_type=Text)
