"""Signs of life: the number of a process in; whether that process is surely over, out.

A process holds a lock under its number, and the system frees it when the process dies, however that happens: for SQLite a lock on a file
beside the database, for PostgreSQL an advisory lock of a connection that stays open. Whoever gets such a lock knows that its holder is
gone, at once. One that is frozen keeps its lock: that shows otherwise (`briefings.store.lease`).
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from briefings.store.database import Database

_CLASS = 6_2025  # of advisory locks: ours among those of other programs in the same database


class Life(Protocol):
    """How a process shows that it lives."""

    async def begin(self, number: int) -> None:
        """Live under `number`."""

    async def check(self) -> None:
        """Raises StoreError where this process may show no more that it lives."""

    async def over(self, number: int) -> bool:
        """Whether the process that lived under `number` surely lives no more."""

    async def end(self) -> None:
        """Live no more; nothing where it never began."""


class FileLife:
    """On a file beside an SQLite database; None: in memory, where there is nobody else."""

    def __init__(self, database: Path | None) -> None:
        self._database = database
        self._mine: tuple[Path, int] | None = None

    def _path(self, number: int) -> Path | None:
        return self._database and self._database.with_name(f"{self._database.name}-replica-{number}")

    async def begin(self, number: int) -> None:
        """Make the file and lock it."""
        path = self._path(number)
        if path:
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self._mine = path, descriptor

    async def check(self) -> None:
        """A lock on a file is not lost."""

    async def over(self, number: int) -> bool:
        """Whether its file is gone, or free; a free one is removed."""
        path = self._path(number)
        if path is None:
            return False
        try:
            descriptor = os.open(path, os.O_RDWR)
        except FileNotFoundError:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            path.unlink(missing_ok=True)
            return True
        finally:
            os.close(descriptor)

    async def end(self) -> None:
        """Remove the file."""
        if self._mine:
            (path, descriptor), self._mine = self._mine, None
            path.unlink(missing_ok=True)
            os.close(descriptor)


class ConnectionLife:
    """By an advisory lock of PostgreSQL, on a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: AsyncConnection | None = None

    async def begin(self, number: int) -> None:
        """Open the connection and lock."""
        async with self._database.telling():
            connection = await self._database.engine.execution_options(isolation_level="AUTOCOMMIT").connect()
            self._connection = connection
            await connection.execute(text("SELECT pg_advisory_lock(:class, :number)"), {"class": _CLASS, "number": number})

    async def check(self) -> None:
        """Ask the connection for an answer."""
        await self._ask("SELECT 1")

    async def over(self, number: int) -> bool:
        """Whether its lock is free."""
        key = {"class": _CLASS, "number": number}
        free = await self._ask("SELECT pg_try_advisory_lock(:class, :number)", **key)
        if free:
            await self._ask("SELECT pg_advisory_unlock(:class, :number)", **key)
        return bool(free)

    async def _ask(self, question: str, **values: int) -> object:
        if self._connection is None:
            return None
        async with self._database.telling():
            return (await self._connection.execute(text(question), values)).scalar()

    async def end(self) -> None:
        """Hang up, which frees the lock; it must not go back to the pool with it."""
        if self._connection:
            connection, self._connection = self._connection, None
            await connection.invalidate()
            await connection.close()


def life_of(database: Database) -> Life:
    """How those who use this database show that they live."""
    if database.dialect == "postgresql":
        return ConnectionLife(database)
    return FileLife(database.path)
