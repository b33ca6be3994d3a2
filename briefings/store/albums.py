"""Files sent at once: what became of each in; what became of all of them so far, and the message that tells it, out.

Telegram delivers an album as a message a file, and not how many there are. A row a file, under its message's number: one that is read
anew after a restart counts once.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlmodel import col

from briefings.errors import UnreadableInput
from briefings.store.database import Database
from briefings.store.tables_editing import AlbumFileRecord

KEPT = dt.timedelta(days=2)  # as long as Telegram may deliver the rest of an album


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many texts became drafts, how many were articles already, and why the others could not be read."""

    loaded: int = 0
    known: int = 0
    refused: tuple[UnreadableInput, ...] = ()


class Albums:
    """The albums of a store. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, chat: int, message: int, album: str, outcome: Outcome, at: dt.datetime) -> Outcome:
        """Keep what became of the file in a message; what became of all files of its album so far."""
        reasons = json.dumps([_told(fault) for fault in outcome.refused])
        file: dict[str, Any] = {"chat_id": chat, "message_id": message, "album": album, "received_at": at}
        async with self._database.writing() as session:
            await session.execute(delete(AlbumFileRecord).where(col(AlbumFileRecord.received_at) < at - KEPT))
            shown = await session.scalar(_shown(chat, album))
            await session.merge(AlbumFileRecord(**file, loaded=outcome.loaded, known=outcome.known, refused=reasons, shown=shown))
            theirs = select(AlbumFileRecord).where(*_theirs(chat, album)).order_by(col(AlbumFileRecord.message_id))
            return _sum(list(await session.scalars(theirs)))

    async def shown(self, chat: int, album: str) -> int | None:
        """The number of the message that tells of an album; None before there is one."""
        async with self._database.reading() as session:
            shown: int | None = await session.scalar(_shown(chat, album))
            return shown

    async def show(self, chat: int, album: str, message: int) -> None:
        """Keep in mind which message tells of an album."""
        async with self._database.writing() as session:
            await session.execute(update(AlbumFileRecord).where(*_theirs(chat, album)).values(shown=message))


def _theirs(chat: int, album: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(AlbumFileRecord.chat_id) == chat, col(AlbumFileRecord.album) == album


def _shown(chat: int, album: str) -> Select[int | None]:
    return select(func.max(col(AlbumFileRecord.shown))).where(*_theirs(chat, album))


def _sum(files: Sequence[AlbumFileRecord]) -> Outcome:
    refused = tuple(_fault(*told) for file in files for told in json.loads(file.refused))
    return Outcome(sum(file.loaded for file in files), sum(file.known for file in files), refused)


def _told(fault: UnreadableInput) -> list[object]:
    return [fault.where, fault.wrong, fault.expected, fault.text_id, fault.values]


def _fault(where: str, wrong: str, expected: str, text_id: str, values: dict[str, str | int]) -> UnreadableInput:
    return UnreadableInput(where, wrong, expected, text_id=text_id, **values)
