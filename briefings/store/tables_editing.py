"""The tables of those who load and correct: who may, what they are at work on, what they changed. No queries here.

staff        who has which role
piece        parts of a pasted text that are still to be joined          asked   what a person's next message answers
draft        a text loaded and not yet published, with what was mended   audit   every change: who, when, what, before and after
correction   what editors changed of a published article; no parse touches it
album_file   what became of each of several files that were sent at once
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from briefings.store.tables import Big, UtcDateTime


class DraftState(StrEnum):
    """Where a draft stands."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"  # an article that was published and is taken back; publishing it again gives it its number again


def _id(*, key: bool = False, index: bool = False, nullable: bool = False, unique: bool | None = None) -> Any:
    """A 64-bit id that Telegram gives."""
    column = Column(Big, primary_key=key, autoincrement=False, index=index or None, nullable=nullable, unique=unique)
    return Field(default=None, sa_column=column)


class StaffRecord(SQLModel, table=True):
    """A role. `user_id` is null until somebody appointed by @name is seen for the first time."""

    __tablename__ = "staff"

    id: int = Field(default=None, primary_key=True)
    user_id: int | None = _id(nullable=True, unique=True)
    username: str | None = Field(default=None, unique=True)  # without @, in small letters
    name: str
    role: str
    appointed_by: int = _id()
    appointed_at: dt.datetime = Field(sa_type=UtcDateTime)


class PieceRecord(SQLModel, table=True):
    """One message of a text that Telegram cut when it was pasted; `name` is the sender's."""

    __tablename__ = "piece"
    __table_args__ = (UniqueConstraint("chat_id", "message_id"),)

    id: int = Field(default=None, primary_key=True)
    chat_id: int = _id(index=True)
    user_id: int = _id()
    name: str
    message_id: int = _id()
    text: str = Field(sa_type=Text)
    received_at: dt.datetime = Field(sa_type=UtcDateTime)


class AlbumFileRecord(SQLModel, table=True):
    """One file of those sent at once. `refused`: JSON of why texts in it could not be read; `shown`: the message that tells of them all."""

    __tablename__ = "album_file"

    chat_id: int = _id(key=True)
    message_id: int = _id(key=True)
    album: str
    loaded: int
    known: int
    refused: str = Field(sa_type=Text)
    shown: int | None = _id(nullable=True)
    received_at: dt.datetime = Field(sa_type=UtcDateTime)


class AskedRecord(SQLModel, table=True):
    """What a person was asked last: their next message in that chat is the value of the correction that `field` holds as JSON."""

    __tablename__ = "asked"

    chat_id: int = _id(key=True)
    user_id: int = _id(key=True)
    draft_id: int
    field: str
    asked_at: dt.datetime = Field(sa_type=UtcDateTime)


class DraftRecord(SQLModel, table=True):
    """A text that was loaded. `changes`: JSON of the corrections made so far; `article_id`: the article it became."""

    __tablename__ = "draft"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    content_hash: str = Field(index=True)
    text: str = Field(sa_type=Text)
    source: str | None
    changes: str = Field(default="[]", sa_type=Text)
    state: str = Field(default=DraftState.OPEN, index=True)
    article_id: int | None = Field(default=None, index=True)
    loaded_by: int = _id()
    loader: str
    loaded_at: dt.datetime = Field(sa_type=UtcDateTime)


class CorrectionRecord(SQLModel, table=True):
    """One correction of a published article: JSON of `briefings.corrections.Correction`. Laid over each parse, in the order of the ids."""

    __tablename__ = "correction"

    id: int = Field(default=None, primary_key=True)
    article_id: int = Field(index=True)
    body: str = Field(sa_type=Text)
    made_by: int = _id()
    made_at: dt.datetime = Field(sa_type=UtcDateTime)


class AuditRecord(SQLModel, table=True):
    """One change that a person made; never altered."""

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    at: dt.datetime = Field(sa_type=UtcDateTime)
    user_id: int = _id()
    name: str
    act: str
    subject: str
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
