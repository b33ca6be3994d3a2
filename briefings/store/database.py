"""Opening a database: a URL in; an engine, and sessions whose refusals are StoreErrors, out.

SQLite is kept in WAL mode with synchronous=FULL (a commit outlives a power cut), with foreign keys and a wait of `BUSY` seconds for a lock.
A writing session takes the write lock when it begins, so that it never has to give up half way because somebody else wrote in between; a
reading one sees the database as it was at its first question until it ends.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from briefings.errors import StoreError, UsageError

BUSY = 10.0  # seconds
_WRITES = "writes"  # execution option of sessions that write
_DRIVER = "sqlite+aiosqlite"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")

# What SQLite says, what it means, and what was expected.
_REFUSALS = (
    ("is locked", "is locked by another process", f"expected it to be free within {BUSY:.0f} s"),
    ("not a database", "is no database", "expected a SQLite file"),
    ("malformed", "is damaged", "expected a whole database; restore it from a backup"),
    ("unable to open", "cannot be opened", "expected a file in a folder that exists and can be written to"),
    ("readonly", "cannot be written to", "expected write permission for the file and its folder"),
    ("is full", "has no room left", "expected free space on the disk"),
)


class Database:
    """An engine and how its sessions begin and fail. `name` is what errors call it: the path, or the address without its password."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet. Raises UsageError for a URL that is none."""
        address = _read(url)
        self.name = address.database or ":memory:"
        self.engine = _engine(address)
        event.listen(self.engine.sync_engine, "connect", _prepare)
        event.listen(self.engine.sync_engine, "begin", _begin)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads."""
        async with self._session(self.engine) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session that alone may write; what it wrote is kept when it ends, and nothing of it when it fails."""
        async with self._session(self.writer) as session:
            yield session

    @property
    def writer(self) -> AsyncEngine:
        """The engine for those that write."""
        return self.engine.execution_options(**{_WRITES: True})

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
        async with self.telling(), AsyncSession(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def telling(self) -> AsyncIterator[None]:
        """Raises what the database refuses as StoreError."""
        try:
            yield
        except SQLAlchemyError as error:
            said = str(error.orig if isinstance(error, StatementError) else error)
            wrong, expected = next(
                ((wrong, expected) for sign, wrong, expected in _REFUSALS if sign in said), (f"refuses: {said}", "expected it to be done")
            )
            raise StoreError(self.name, wrong, expected) from error


def _read(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        address = URL.create("none")
    if address.drivername not in ("sqlite", _DRIVER):
        wrong = "is no address of a database that can be used"
        raise UsageError("database", wrong, "expected one such as sqlite+aiosqlite:///giaoban.db")
    return address.set(drivername=_DRIVER)


def _engine(address: URL) -> AsyncEngine:
    """An engine; a database in memory lives in its one connection, for which sessions queue."""
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY, "isolation_level": None}, "poolclass": AsyncAdaptedQueuePool}
    if address.database in (None, "", ":memory:"):
        options |= {"pool_size": 1, "max_overflow": 0}
    return create_async_engine(address, **options)


def _prepare(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin where SQLAlchemy says so: the driver's own rule begins late, and never before a change of the schema."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")
