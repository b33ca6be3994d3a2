"""Opening a database, SQLite or PostgreSQL: a URL in; an engine, and sessions whose refusals are StoreErrors, out.

Both behave alike. A writing session takes the write lock when it begins, so writers follow one another, and none has to give up half way
because somebody else wrote in between; those that say that they need not be alone do without it where the database can. A reading session
sees the database as it was at its first question until it ends. Nobody waits longer than `BUSY` seconds for a lock.

SQLite is kept in WAL mode with synchronous=FULL (a commit outlives a power cut), with foreign keys. On PostgreSQL the write lock is an
advisory one, and a transaction whose process shows no sign for `IDLE` seconds is ended, so that one that is frozen holds up nobody long.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlmodel import SQLModel

from briefings.errors import StoreError, UsageError

BUSY = 10.0  # seconds
IDLE = 5.0  # seconds in the middle of a transaction
_WRITES = "writes"  # execution option of sessions that write
_WRITER = 7_2025  # the advisory lock of PostgreSQL that writers take
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
_JOURNAL = "PRAGMA journal_mode=WAL"
_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "cache_size=-128")  # kB of each connection: the system has the rest
_STATEMENTS = 0  # that each connection keeps prepared: those of all connections, long and short-lived in turn, would wear the heap out

# What SQLite says, what it means, and what was expected.
_REFUSALS = (
    ("is locked", "is locked by another process", f"expected it to be free within {BUSY:.0f} s"),
    ("not a database", "is no database", "expected a SQLite file"),
    ("malformed", "is damaged", "expected a whole database; restore it from a backup"),
    ("unable to open", "cannot be opened", "expected a file in a folder that exists and can be written to"),
    ("readonly", "cannot be written to", "expected write permission for the file and its folder"),
    ("is full", "has no room left", "expected free space on the disk"),
    ("No space left", "has no room left", "expected free space on the server's disk"),
    ("lock timeout", "is locked by another process", f"expected it to be free within {BUSY:.0f} s"),
    ("connection failed", "cannot be reached", "expected a PostgreSQL server there that lets this user in"),
)

# Both spell ON CONFLICT alike, each in a construct of its own.
_INSERTS: dict[str, Callable[[Any], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_for(dialect: str, record: type[SQLModel]) -> Any:
    """An INSERT that may say ON CONFLICT, as the databases of this `dialect` spell it."""
    return _INSERTS[dialect](record)


class Database:
    """An engine and how its sessions begin and fail. `name` is what errors call it: the path, or the address without its password."""

    def __init__(self, url: str) -> None:
        """Nothing is opened yet. Raises UsageError for a URL that is none."""
        address = address_of(url)
        self.dialect = address.get_backend_name()
        self.path = _path(address)
        self.name = (address.database or ":memory:") if self.dialect == "sqlite" else address.render_as_string()
        self.engine = _ENGINES[self.dialect](address)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads."""
        async with self._session(self.engine) as session:
            yield session

    @asynccontextmanager
    async def writing(self, *, alone: bool = True) -> AsyncIterator[AsyncSession]:
        """A session that may write; what it wrote is kept when it ends, and nothing of it when it fails.

        `alone` false: others may write at the same time, where the database can do that.
        """
        async with self._session(self.writer if alone or self.dialect == "sqlite" else self._sharing_writer) as session:
            yield session

    @cached_property
    def writer(self) -> AsyncEngine:
        """The engine for those that write, one at a time."""
        return self._sharing_writer.execution_options(**{_WRITES: True})

    @cached_property
    def _sharing_writer(self) -> AsyncEngine:
        levels = {"postgresql": {"isolation_level": "READ COMMITTED"}}
        return self.engine.execution_options(**levels.get(self.dialect, {}))

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


def address_of(url: str) -> URL:
    """A database address with the driver that is used. Raises UsageError for one that cannot be."""
    try:
        address = make_url(url)
    except ArgumentError:
        address = URL.create("none")
    driver = _DRIVERS.get(address.drivername.partition("+")[0], "")
    if address.drivername not in (driver, driver.partition("+")[0]):
        wrong = "is no address of a database that can be used"
        raise UsageError("database", wrong, "expected one such as sqlite+aiosqlite:///giaoban.db or postgresql://user@host/giaoban")
    return address.set(drivername=driver)


def _path(address: URL) -> Path | None:
    """The file of an SQLite database that has one."""
    in_a_file = address.get_backend_name() == "sqlite" and address.database and address.database != ":memory:"
    return Path(address.database) if in_a_file and address.database else None


def _sqlite(address: URL) -> AsyncEngine:
    """A database in memory lives in its one connection, for which sessions queue."""
    options: dict[str, Any] = {
        "connect_args": {"timeout": BUSY, "isolation_level": None, "cached_statements": _STATEMENTS},
        "poolclass": AsyncAdaptedQueuePool,
        "pool_use_lifo": True,  # each connection fills caches of its own: one or two do most of the work
    }
    if _path(address) is None:
        options |= {"pool_size": 1, "max_overflow": 0}
    engine = create_async_engine(address, **options)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    _keep_journal(cursor)
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _keep_journal(cursor: Any) -> None:
    """Keep the journal of a file beside it, so that reading and writing don't wait for each other (https://www.sqlite.org/wal.html).

    Of two that change a new file at once SQLite refuses one at once, for they would wait for each other for ever
    (https://www.sqlite.org/c3ref/busy_handler.html). For a place among the writers it does wait, and by then the other is done.
    """
    try:
        cursor.execute(_JOURNAL)
    except OperationalError:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
        cursor.execute(_JOURNAL)


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITES))


def _begin_sqlite(connection: Connection) -> None:
    """Begin where SQLAlchemy says so: the driver's own rule begins late, and never before a change of the schema."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _postgresql(address: URL) -> AsyncEngine:
    """A connection that broke since it was last used (a restarted server) is found out before it is used again."""
    timeouts = {"lock_timeout": BUSY, "idle_in_transaction_session_timeout": IDLE}
    told = " ".join(f"-c {name}={seconds * 1000:.0f}" for name, seconds in timeouts.items())
    connecting = {"options": told, "connect_timeout": int(BUSY)}
    try:
        engine = create_async_engine(address, connect_args=connecting, isolation_level="REPEATABLE READ", pool_pre_ping=True)
    except ImportError as error:
        raise UsageError("database", "the driver for PostgreSQL is missing", "expected giaoban[postgres] to be installed") from error
    event.listen(engine.sync_engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


_ENGINES = {"sqlite": _sqlite, "postgresql": _postgresql}
