"""Pasted texts: the messages that Telegram cut one into in; one draft out, when its sender says so or has said nothing for a while.

The draft is made, the pieces go and the news of it enters the ledger in one transaction: whenever the process dies, nothing is lost or
said twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, select
from sqlmodel import col

from briefings.model import Article
from briefings.rendering.messages import Message
from briefings.store.database import Database, insert_for
from briefings.store.drafts import Draft, load
from briefings.store.ledger import Parcel, enqueue
from briefings.store.staff import Actor
from briefings.store.tables_editing import PieceRecord
from briefings.text import normalise

SILENCE = dt.timedelta(seconds=20)
_ENDS = tuple(".!?:;…”»\"')")  # what a line of an article ends with


@dataclass(frozen=True, slots=True)
class Paste:
    """Who is pasting, and in which chat."""

    chat: int
    user: int
    name: str


def joined(pieces: Sequence[str]) -> str:
    """The text that was cut: Telegram's programs cut at a line's end where there is one near, and take it off, else within a line."""
    text = ""
    for piece in pieces:
        text += "\n" if text.endswith(_ENDS) and not piece[:1].islower() else ""
        text += piece
    return text


class Pastes:
    """The texts that are still being pasted. Raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, chat: int, message: int, text: str, actor: Actor) -> int:
        """Keep a message (the same twice is one); how many there are now."""
        values = {"chat_id": chat, "user_id": actor.user, "name": actor.name, "message_id": message, "text": text, "received_at": actor.at}
        async with self._database.writing() as session:
            await session.execute(insert_for(self._database.dialect, PieceRecord).values(values).on_conflict_do_nothing())
            return await session.scalar(select(func.count()).where(*_theirs(chat, actor.user))) or 0

    async def open(self, chat: int, user: int) -> bool:
        """Whether somebody is pasting there."""
        async with self._database.reading() as session:
            return bool(await session.scalar(select(func.count()).where(*_theirs(chat, user))))

    async def silent(self, now: dt.datetime) -> tuple[Paste, ...]:
        """Those from whom nothing more has come for `SILENCE`."""
        chat, user = col(PieceRecord.chat_id), col(PieceRecord.user_id)
        last = func.max(col(PieceRecord.received_at)) <= now - SILENCE
        silent = select(chat, user, func.max(col(PieceRecord.name))).group_by(chat, user).having(last)
        async with self._database.reading() as session:
            return tuple(Paste(*row) for row in await session.execute(silent))

    async def join(self, chat: int, actor: Actor, tell: Callable[[Draft], Message] | None = None) -> Draft | None:
        """Make one draft of what was pasted, and have `tell` of it sent there; None where nothing was."""
        async with self._database.writing() as session:
            theirs = select(PieceRecord).where(*_theirs(chat, actor.user)).order_by(col(PieceRecord.message_id))
            pieces = list(await session.scalars(theirs))
            if not pieces:
                return None
            await session.execute(delete(PieceRecord).where(*_theirs(chat, actor.user)))
            draft = await load(session, Article(normalise(joined([piece.text for piece in pieces]))), actor)
            if tell:
                await enqueue(session, [Parcel(f"paste:{pieces[0].id}", chat, (tell(draft),), actor.at)])
            return draft

    async def drop(self, chat: int, user: int) -> None:
        """Forget what was pasted."""
        async with self._database.writing() as session:
            await session.execute(delete(PieceRecord).where(*_theirs(chat, user)))


def _theirs(chat: int, user: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(PieceRecord.chat_id) == chat, col(PieceRecord.user_id) == user
