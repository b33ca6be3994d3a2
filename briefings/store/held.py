"""Tasks that chats have taken over: a task of an article and who takes it in; the chat's tasks, each with its history, out.

Every method that names a task names the chat too: another chat's task is not found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.errors import NotFound
from briefings.following import Change, Field, Held, Status
from briefings.store.database import Database
from briefings.store.facts import read_row
from briefings.store.lists import article_row
from briefings.store.rows import ArticleRow, DatedBy, TaskRow
from briefings.store.staff import Actor
from briefings.store.tables import ArticleRecord, TaskRecord
from briefings.store.tables_held import AwaitedRecord, HeldChangeRecord, HeldRecord, OpenedRecord

ANSWERED_WITHIN = dt.timedelta(minutes=10)
_MOST = 1000  # tasks of a chat that are listed


class HeldTasks:
    """The held tasks of a store. Every method raises StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, chat: int, article: int, start: int, actor: Actor, assignee: str | None) -> Held:
        """Take over the task whose words begin at `start`, unless the chat has it already. Raises NotFound where there is no such task."""
        async with self._database.writing() as session:
            theirs = (col(HeldRecord.chat_id) == chat, col(HeldRecord.article_id) == article, col(HeldRecord.start) == start)
            record = await session.scalar(select(HeldRecord).where(*theirs))
            if record is None:
                facts = (await _printed(session, article)).get(start)
                if facts is None:
                    raise _missing(f"task at {start} of article {article}")
                record = HeldRecord(chat_id=chat, article_id=article, start=start, facts=facts, status=Status.TODO, assignee=assignee)
                session.add(record)
                await session.flush()
                session.add(_change(record.id, actor, None, assignee or ""))
            return _held(record, await session.get(ArticleRecord, article))

    async def of_chat(self, chat: int) -> tuple[Held, ...]:
        """All that a chat has taken over, the newest `_MOST`."""
        article = (ArticleRecord, col(ArticleRecord.id) == col(HeldRecord.article_id))
        rows = select(HeldRecord, ArticleRecord).outerjoin(*article).where(col(HeldRecord.chat_id) == chat)
        async with self._database.reading() as session:
            found = await session.execute(rows.order_by(col(HeldRecord.id).desc()).limit(_MOST))
            return tuple(_held(record, row) for record, row in found)

    async def get(self, chat: int, held: int) -> Held:
        """One task of a chat. Raises NotFound."""
        async with self._database.reading() as session:
            record = await _theirs(session, chat, held)
            return _held(record, await session.get(ArticleRecord, record.article_id))

    async def change(self, chat: int, held: int, field: Field, value: str, actor: Actor) -> Held:
        """Set a field, a day as ISO ("": nothing), and write down who did; the same value again changes nothing. Raises NotFound."""
        async with self._database.writing() as session:
            record = await _theirs(session, chat, held)
            name = "own_due" if field is Field.DUE else field.value
            new = dt.date.fromisoformat(value) if field is Field.DUE and value else value or None
            if getattr(record, name) != new:
                setattr(record, name, new)
                session.add(_change(held, actor, field, value))
            return _held(record, await session.get(ArticleRecord, record.article_id))

    async def history(self, held: int, limit: int = 20) -> tuple[Change, ...]:
        """The newest changes of a task, newest first."""
        newest = select(HeldChangeRecord).where(col(HeldChangeRecord.held_id) == held).order_by(col(HeldChangeRecord.id).desc())
        async with self._database.reading() as session:
            records = await session.scalars(newest.limit(limit))
            return tuple(Change(one.at, one.name, Field(one.field) if one.field else None, one.value) for one in records)

    async def ask(self, chat: int, held: int, field: Field, actor: Actor) -> None:
        """A person is asked for a field: their next message in the chat is its value."""
        async with self._database.writing() as session:
            await _theirs(session, chat, held)
            await session.merge(AwaitedRecord(chat_id=chat, user_id=actor.user, held_id=held, field=field, at=actor.at))

    async def asked(self, chat: int, actor: Actor) -> tuple[int, Field] | None:
        """Which task and field a person was asked for; None where nothing was within the last ten minutes."""
        async with self._database.reading() as session:
            record = await session.get(AwaitedRecord, (chat, actor.user))
        return (record.held_id, Field(record.field)) if record and actor.at - record.at < ANSWERED_WITHIN else None

    async def answered(self, chat: int, user: int) -> None:
        """Nothing is asked any more."""
        async with self._database.writing() as session:
            await session.execute(delete(AwaitedRecord).where(col(AwaitedRecord.chat_id) == chat, col(AwaitedRecord.user_id) == user))

    async def opened(self, chat: int, kind: str, value: str) -> None:
        """A chat opened something that can be followed."""
        async with self._database.writing() as session:
            record = await session.get(OpenedRecord, (chat, kind, value))
            if record:
                record.times += 1
            else:
                session.add(OpenedRecord(chat_id=chat, kind=kind, value=value, times=1))

    async def often_opened(self, chat: int, limit: int = 20) -> tuple[tuple[str, str], ...]:
        """What a chat opened most often: kind and value."""
        theirs = select(col(OpenedRecord.kind), col(OpenedRecord.value)).where(col(OpenedRecord.chat_id) == chat)
        async with self._database.reading() as session:
            found = await session.execute(theirs.order_by(col(OpenedRecord.times).desc(), col(OpenedRecord.value)).limit(limit))
            return tuple((kind, value) for kind, value in found)


async def renew(session: AsyncSession, article: int) -> None:
    """An article was filed anew: held tasks say what it prints now; one that it prints no more stays as it was."""
    held = (await session.execute(select(col(HeldRecord.id), col(HeldRecord.start)).where(col(HeldRecord.article_id) == article))).all()
    printed = await _printed(session, article) if held else {}
    for held_id, start in held:
        if start in printed:
            await session.execute(update(HeldRecord).where(col(HeldRecord.id) == held_id).values(facts=printed[start]))


async def _printed(session: AsyncSession, article: int) -> dict[int, str]:
    """The tasks of an article as JSON, by where their words begin."""
    facts: Sequence[str] = (await session.scalars(select(col(TaskRecord.facts)).where(col(TaskRecord.article_id) == article))).all()
    return {read_row(TaskRow, _gone(article), text).task.quote.start: text for text in facts}


async def _theirs(session: AsyncSession, chat: int, held: int) -> HeldRecord:
    record = await session.get(HeldRecord, held)
    if record is None or record.chat_id != chat:
        raise _missing(f"held task {held}")
    return record


def _missing(what: str) -> NotFound:
    return NotFound(what, "is not this chat's", "expected one of this chat", text_id="error-tap")


def _gone(article: int) -> ArticleRow:
    return ArticleRow(article, None, dt.date.min, DatedBy.LOADED, None)


def _held(record: HeldRecord, article: ArticleRecord | None) -> Held:
    row = read_row(TaskRow, article_row(article) if article else _gone(record.article_id), record.facts)
    return Held(record.id, record.chat_id, row, Status(record.status), record.assignee, record.note, record.own_due, article is None)


def _change(held: int, actor: Actor, field: Field | None, value: str) -> HeldChangeRecord:
    return HeldChangeRecord(held_id=held, at=actor.at, user_id=actor.user, name=actor.name, field=field, value=value)
