"""The inbox: updates as they come in; each, once it is surely kept, to be worked on by one process until it is done, out.

    put ─▶ waiting, held by the process that took it ─ finish ─▶ done
              └ that process died, and another one: adopt

Nothing is lost: `put` returns when the update is committed, and only then is Telegram told so. Nothing is done twice: an update that is
known already is not new, whoever took it. What was in work when a process died is begun again; what an update makes, it makes under its id
(`made`, `remember`, in the transaction that makes it), so a second beginning finds it made.

Commits are shared: while one is under way, all that comes in and all that ends waits for the next.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.errors import StoreError
from briefings.store.database import Database, insert_for
from briefings.store.tables_inbox import NOBODY, InboxRecord, ReplicaRecord

KEPT = dt.timedelta(days=2)  # Telegram keeps what it could not deliver for 24 hours (core.telegram.org/bots/api#getting-updates)
_AT_ONCE = 500  # updates a statement

_DONE = update(InboxRecord).where(col(InboxRecord.update_id).in_(bindparam("ended", expanding=True))).values(body=None)

_update: ContextVar[int | None] = ContextVar("update", default=None)


@dataclass(frozen=True, slots=True)
class Received:
    """An update as Telegram sent it: its id and its JSON."""

    id: int
    body: str


@dataclass(frozen=True, slots=True)
class _Arrival:
    update: Received
    at: dt.datetime
    stored: asyncio.Future[bool]


class Inbox:
    """The updates of a store. `holder`: the number under which this process works, given by its lease; NOBODY before."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keep = insert_for(database.dialect, InboxRecord).on_conflict_do_nothing().returning(col(InboxRecord.update_id))
        self.holder = NOBODY
        self._arrived: list[_Arrival] = []
        self._ended: list[int] = []
        self._held: set[int] = set()
        self._writing: asyncio.Task[None] | None = None

    async def put(self, received: Received, at: dt.datetime) -> bool:
        """Keep an update; whether it is new, so that whoever calls is to work on it. Raises StoreError: it isn't kept."""
        arrival = _Arrival(received, at, asyncio.get_running_loop().create_future())
        self._arrived.append(arrival)
        self._write()
        return await arrival.stored

    def holds(self, update_id: int) -> bool:
        """Whether this process is to work on an update that it took: still so, unless it was taken for dead meanwhile."""
        return update_id in self._held

    def finish(self, update_id: int) -> None:
        """An update has been worked off; that is written down with the next commit."""
        self._ended.append(update_id)
        self._write()

    async def adopt(self, holder: int) -> list[Received]:
        """Work under the number `holder` from now on; the updates of nobody that are now this process's to begin, in their order.

        Under a new number, what was held under the last one is held only if nobody else has taken it.
        """
        adopted = await self._adopt(holder)
        known = self._held
        mine = {received.id for received in adopted}
        self._held = known | mine if holder == self.holder else mine
        self.holder = holder
        self._write()
        return [received for received in adopted if received.id not in known]

    async def _adopt(self, holder: int) -> list[Received]:
        left = (col(InboxRecord.body).is_not(None), col(InboxRecord.holder).not_in(select(col(ReplicaRecord.id))))
        async with self._database.reading() as session:
            if (await session.scalar(select(col(InboxRecord.update_id)).where(*left).limit(1))) is None:
                return []
        taken = update(InboxRecord).where(*left).values(holder=holder).returning(col(InboxRecord.update_id), col(InboxRecord.body))
        async with self._database.writing(alone=False) as session:
            rows = (await (await session.connection()).execute(taken)).all()
        return sorted((Received(update_id, body or "") for update_id, body in rows), key=lambda received: received.id)

    async def forget(self, now: dt.datetime) -> None:
        """Drop what was done so long ago that Telegram will not deliver it again."""
        old = (col(InboxRecord.body).is_(None), col(InboxRecord.received_at) < now - KEPT)
        async with self._database.writing(alone=False) as session:
            await session.execute(delete(InboxRecord).where(*old))

    async def settle(self) -> None:
        """Wait until all that ended is written down. Raises StoreError."""
        self._write()
        while self._writing:
            await self._writing
        if self._ended:
            raise StoreError(self._database.name, "refused to note which updates are done", "expected it to take them")

    def _write(self) -> None:
        if not self._writing and (self._arrived or self._ended):
            self._writing = asyncio.create_task(self._commits())

    async def _commits(self) -> None:
        try:
            while self._arrived or self._ended:
                arrived, self._arrived = self._arrived[:_AT_ONCE], self._arrived[_AT_ONCE:]
                ended, self._ended = self._ended, []
                try:
                    new = await self._commit(arrived, ended)
                except StoreError as error:
                    self._ended = ended + self._ended
                    _refuse(arrived, error)
                    return  # tried again with the next update, or when the lease is next renewed
                self._held = (self._held | new).difference(ended)
                _tell(arrived, new)
        finally:
            self._writing = None

    async def _commit(self, arrived: list[_Arrival], ended: list[int]) -> set[int]:
        """Write down what came and what ended in one transaction; the ids of those that are new."""
        async with self._database.writing(alone=False) as session:
            connection = await session.connection()
            if ended:
                await connection.execute(_DONE, {"ended": ended})
            if not arrived:
                return set()
            rows = {one.update.id: _row(one, self.holder) for one in arrived}
            return set((await connection.execute(self._keep, [rows[key] for key in sorted(rows)])).scalars())


def _row(arrival: _Arrival, holder: int) -> dict[str, object]:
    return {"update_id": arrival.update.id, "body": arrival.update.body, "holder": holder, "received_at": arrival.at}


def _tell(arrived: list[_Arrival], new: set[int]) -> None:
    """The first of each id learns that it is new."""
    for arrival in arrived:
        if not arrival.stored.done():
            arrival.stored.set_result(arrival.update.id in new)
            new.discard(arrival.update.id)


def _refuse(arrived: list[_Arrival], error: StoreError) -> None:
    for arrival in arrived:
        if not arrival.stored.done():
            arrival.stored.set_exception(error)


@contextmanager
def working_on(update_id: int) -> Iterator[None]:
    """What is made within the block is made by this update."""
    token = _update.set(update_id)
    try:
        yield
    finally:
        _update.reset(token)


async def made(session: AsyncSession) -> int | None:
    """The id of what the update in work has made already; None: nothing, or no update is in work."""
    at_work = _update.get()
    if at_work is None:
        return None
    return await session.scalar(select(col(InboxRecord.made)).where(col(InboxRecord.update_id) == at_work).with_for_update())


async def remember(session: AsyncSession, made_id: int) -> None:
    """Write down what the update in work makes, in the transaction that makes it."""
    at_work = _update.get()
    if at_work is not None:
        await session.execute(update(InboxRecord).where(col(InboxRecord.update_id) == at_work).values(made=made_id))
