"""Backups: a database in use in; a file that holds all of it out, and the other way round into an empty database.

A backup is a .zip: `store` is the database as one file (SQLite's own online copy, or what pg_dump writes), `manifest.json` tells the
version of the program and of the schema, the rows of each table and a checksum, `settings.json` the settings without secrets. A file
under its final name is whole. What was sent after a backup is not known to it, and is sent again after it is restored.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import URL, func, inspect, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from briefings.errors import StoreError, UnreadableInput, UsageError
from briefings.store.database import Database, address_of
from briefings.store.store import Store

STORE, MANIFEST, SETTINGS = "store", "manifest.json", "settings.json"
_NAME = re.compile(r"giaoban-(\d{8}-\d{6})\.zip")
_STAMP = "%Y%m%d-%H%M%S"
_PAGES = 2000  # of SQLite copied at a time; writers wait for no longer than that takes
_PIECE = 1 << 20


def backups_in(folder: Path) -> list[tuple[dt.datetime, Path]]:
    """The backups in a folder with their times, the newest first."""
    named = ((_NAME.fullmatch(path.name), path) for path in folder.glob("giaoban-*.zip"))
    return sorted(((dt.datetime.strptime(name[1], _STAMP).replace(tzinfo=dt.UTC), path) for name, path in named if name), reverse=True)


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the `keep` newest backups; those removed."""
    old = [path for _, path in backups_in(folder)[keep:]]
    for path in old:
        path.unlink()
    return old


async def back_up(url: str, folder: Path, at: dt.datetime, settings: Mapping[str, Any]) -> Path:
    """Copy the database at `url` into a new file in `folder`. Raises StoreError or UsageError; then there is no file."""
    _make(folder)
    target = folder / f"giaoban-{at.astimezone(dt.UTC):{_STAMP}}.zip"
    with tempfile.TemporaryDirectory(prefix=".giaoban-", dir=folder) as apart:
        copy = Path(apart) / STORE
        held = await _copied(url, copy)
        manifest = {"giaoban": version("giaoban"), "at": at.isoformat(), **held, "sha256": await asyncio.to_thread(_checksum, copy)}
        await asyncio.to_thread(_packed, Path(apart) / "backup.zip", copy, manifest, settings)
        (Path(apart) / "backup.zip").replace(target)
    return target


async def restore(file: Path, url: str) -> dict[str, int]:
    """Put a backup into the database at `url`, which must be empty, and bring its schema up to date; the rows of each table.

    Raises UnreadableInput for a file that is no whole backup, UsageError for a database that is not empty or of another kind, StoreError
    where the rows are not those that were backed up.
    """
    address = address_of(url)
    with tempfile.TemporaryDirectory(prefix="giaoban-restore-") as apart:
        copy = Path(apart) / STORE
        manifest = await asyncio.to_thread(_unpacked, file, copy)
        if manifest["dialect"] != address.get_backend_name():
            wrong = f"is a backup of {manifest['dialect']}, and the database is {address.get_backend_name()}"
            raise UsageError(str(file), wrong, "expected the same kind: use giaoban export --all and import between them")
        await must_be_empty(url)
        await asyncio.to_thread(_filled, address, copy)
    rows: dict[str, int] = (await _held(url))["rows"]
    if rows != manifest["rows"]:
        raise StoreError(url.rsplit("@", maxsplit=1)[-1], "does not hold what was backed up", f"expected {manifest['rows']}")
    await (await Store.open(url)).close()
    return rows


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(str(folder), str(error.strerror), "expected a folder that can be made and written to") from error


async def _copied(url: str, copy: Path) -> dict[str, Any]:
    """Copy the database into a file; what it holds."""
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        await asyncio.to_thread(_copied_online, _file(address), copy)
        return await _held(f"sqlite:///{copy}")
    return await _held(url, copy)


def _copied_online(file: Path, copy: Path) -> None:
    if not file.is_file():
        raise UsageError(str(file), "is not there", "expected the database that GIAOBAN_DATABASE_URL names")
    with _opened(file) as source, _opened(copy) as target:
        source.backup(target, pages=_PAGES, sleep=0.01)


async def _held(url: str, dumped: Path | None = None) -> dict[str, Any]:
    """What a database holds; PostgreSQL's is `dumped` too, as it is seen at this one instant."""
    database = Database(url)
    try:
        async with database.telling(), database.engine.connect() as connection:
            if dumped:
                await connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
                snapshot = (await connection.exec_driver_sql("SELECT pg_export_snapshot()")).scalar()
                words = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={dumped}")
                await asyncio.to_thread(_run, "pg_dump", address_of(url), *words)
            revision = (await connection.exec_driver_sql("SELECT version_num FROM alembic_version")).scalar()
            return {"schema": revision, "dialect": database.dialect, "rows": await _rows(connection)}
    finally:
        await database.engine.dispose()


def _filled(address: URL, copy: Path) -> None:
    if address.get_backend_name() == "sqlite":
        with _opened(copy) as source:
            if (found := source.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise UnreadableInput(str(copy), f"is damaged ({found})", "expected a whole database")
            with _opened(_file(address)) as target:
                source.backup(target)
    else:
        _run("pg_restore", address, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname", "", str(copy))


class _opened:  # noqa: N801 - used as a function: sqlite3's own context manager ends a transaction, and leaves the connection open
    """A connection within a block."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _file(address: URL) -> Path:
    if not address.database or address.database == ":memory:":
        raise UsageError("database", "lives in memory", "expected a file, or PostgreSQL")
    return Path(address.database)


def _run(program: str, address: URL, *words: str) -> None:
    """One of PostgreSQL's programs; the password goes by the environment, which other users cannot read."""
    found = shutil.which(program)
    if not found:
        raise UsageError(program, "is not installed", "expected PostgreSQL's client programs: apt-get install postgresql-client")
    reached = address.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    words = tuple(word or reached for word in words) if "" in words else (*words, f"--dbname={reached}")
    done = subprocess.run([found, *words], capture_output=True, text=True, env={**os.environ, **secret}, check=False)  # noqa: S603 - fixed words
    if done.returncode:
        raise StoreError(program, " ".join(done.stderr.split()) or "failed", "expected it to end well")


async def _rows(connection: AsyncConnection) -> dict[str, int]:
    """How many rows each table has. Replicas come and go, and are not counted."""
    tables = await existing(connection)
    counted = [table for table in SQLModel.metadata.sorted_tables if table.name in tables and table.name != "replica"]
    return {table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one() for table in counted}


async def existing(connection: AsyncConnection) -> set[str]:
    """The names of the tables that there are."""
    return set(await connection.run_sync(lambda inner: inspect(inner).get_table_names()))


async def must_be_empty(url: str) -> None:
    """Raises UsageError where the database at `url` has any table."""
    database = Database(url)
    try:
        async with database.telling(), database.engine.connect() as connection:
            if await existing(connection):
                raise UsageError(database.name, "is not empty", "expected a new database: give GIAOBAN_DATABASE_URL another name")
    finally:
        await database.engine.dispose()


def _checksum(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            total.update(piece)
    return total.hexdigest()


def _packed(target: Path, copy: Path, manifest: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        archive.writestr(SETTINGS, json.dumps(settings, indent=1, default=str))
        archive.write(copy, STORE)


def _unpacked(file: Path, copy: Path) -> dict[str, Any]:
    """The manifest; the database is written to `copy`."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            with archive.open(STORE) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, _PIECE)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableInput(str(file), f"is no backup ({error})", "expected a file that giaoban backup made") from error
    if _checksum(copy) != manifest.get("sha256"):
        raise UnreadableInput(str(file), "is damaged: its checksum is another", "expected a whole backup")
    return manifest
