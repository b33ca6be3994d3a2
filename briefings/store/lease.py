"""The lease: processes that share a database in; which of them leads, under which number, and which are dead, out.

Each process is a *replica* with a number of its own. It moves its row on (`beat`) about twice a second, and looks at the others: one
whose *life* is over (`briefings.store.life`: the system tells) or whose row has not moved for `PATIENCE` seconds by the watcher's own clock
is dead, and its row goes. So no two machines need to agree on the time. Where the leader is no replica any more, the next to beat leads,
under a higher `fence`.

A process that was frozen comes back as one that is dead: its lease is no more `valid` by its own clock from `PATIENCE` seconds after its
last beat began, which is before anybody can take it for dead. What it claims is refused under its old fence.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.store.database import Database
from briefings.store.life import Life
from briefings.store.tables_inbox import NOBODY, LeaseRecord, ReplicaRecord

PATIENCE = 10.0  # seconds without a beat after which a process is dead to the others, and to itself
BEAT = 0.5  # seconds between two beats
LEADER = "leader"


class Lease:
    """This process among the replicas of a database, and its hold on the lead."""

    def __init__(self, database: Database, life: Life, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._life, self._clock = database, life, clock
        self.number = NOBODY
        self._fence: int | None = None
        self._until = float("-inf")
        self._seen: dict[int, tuple[int, float]] = {}  # of each other replica: its beats, and since when they have been so many

    @property
    def valid(self) -> bool:
        """Whether nobody can have taken this process for dead yet."""
        return self._clock() < self._until

    @property
    def fence(self) -> int | None:
        """The number under which this process leads; None: it doesn't."""
        return self._fence if self.valid else None

    async def beat(self) -> None:
        """Renew, bury the dead, and take the lead where nobody has it. Raises StoreError; what was valid stays so for its time."""
        began = self._clock()
        if not self.valid or not await self._renew():
            await self._join()
        await self._bury(await self._dead())
        self._fence = await self._lead()
        self._until = began + PATIENCE

    async def leave(self) -> None:
        """Be a replica no more: the next one leads at once. Raises StoreError."""
        await self.end()
        await self._bury([self.number])

    async def end(self) -> None:
        """Show life no more; the others will find out."""
        self._until, self._fence = float("-inf"), None
        await self._life.end()

    async def _renew(self) -> bool:
        """Whether this process is still a replica."""
        await self._life.check()
        mine = update(ReplicaRecord).where(col(ReplicaRecord.id) == self.number).values(beats=col(ReplicaRecord.beats) + 1)
        async with self._database.writing(alone=False) as session:
            return (await session.scalar(mine.returning(col(ReplicaRecord.id)))) is not None

    async def _join(self) -> None:
        """Be a new replica; its life begins before anybody can see it."""
        before, self._fence = self.number, None
        await self._life.end()
        async with self._database.writing(alone=False) as session:
            await session.execute(delete(ReplicaRecord).where(col(ReplicaRecord.id) == before))
            added = insert(ReplicaRecord).values(beats=0).returning(col(ReplicaRecord.id))
            number = (await session.execute(added)).scalar_one()
            await self._life.begin(number)
        self.number = number

    async def _dead(self) -> list[int]:
        """The others that show no life."""
        others = select(col(ReplicaRecord.id), col(ReplicaRecord.beats)).where(col(ReplicaRecord.id) != self.number)
        async with self._database.reading() as session:
            beats = {row.id: row.beats for row in await session.execute(others)}
        now = self._clock()
        seen = {number: self._seen.get(number, (count, now)) for number, count in beats.items()}
        self._seen = {number: seen[number] if seen[number][0] == count else (count, now) for number, count in beats.items()}
        still = [number for number, (_, since) in self._seen.items() if now - since > PATIENCE]
        return still + [number for number in beats if number not in still and await self._life.over(number)]

    async def _bury(self, numbers: list[int]) -> None:
        if numbers:
            async with self._database.writing(alone=False) as session:
                await session.execute(delete(ReplicaRecord).where(col(ReplicaRecord.id).in_(numbers)))

    async def _lead(self) -> int | None:
        """The fence under which this process leads, if it does or may."""
        held = select(col(LeaseRecord.holder), col(LeaseRecord.fence)).where(col(LeaseRecord.name) == LEADER)
        replicas = select(col(ReplicaRecord.id))
        async with self._database.reading() as session:
            holder, fence = (await session.execute(held)).one()
            led = await session.scalar(replicas.where(col(ReplicaRecord.id) == holder))
        if led is not None:
            return fence if holder == self.number else None
        vacant = update(LeaseRecord).where(col(LeaseRecord.name) == LEADER, col(LeaseRecord.holder).not_in(replicas))
        taken = vacant.values(holder=self.number, fence=col(LeaseRecord.fence) + 1).returning(col(LeaseRecord.fence))
        async with self._database.writing(alone=False) as session:
            return await session.scalar(taken)


async def newest_fence(session: AsyncSession) -> int:
    """The fence of who leads now; it stays so until the caller's transaction ends."""
    held = select(col(LeaseRecord.fence)).where(col(LeaseRecord.name) == LEADER).with_for_update(read=True)
    return await session.scalar(held) or 0
