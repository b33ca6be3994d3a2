"""All that is stored, in an open format: a database in; a .zip of JSON Lines, a table each, out, and back into an empty one of either kind.

Texts stay as they are; days and instants are ISO 8601, instants in UTC. `manifest.json` tells the schema, the rows of each table and the
last number that each counter gave, so that no number is given twice. Which processes are at work is left out.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from briefings.errors import UnreadableInput, UsageError
from briefings.store import search
from briefings.store.backup import MANIFEST, must_be_empty
from briefings.store.database import Database
from briefings.store.schema import upgrade
from briefings.store.search import Words
from briefings.store.tables_inbox import ReplicaRecord
from briefings.store.words import Indexed

_AT_ONCE = 500  # rows a statement
_READ: dict[type, Callable[[str], Any]] = {dt.datetime: dt.datetime.fromisoformat, dt.date: dt.date.fromisoformat}


def _tables() -> list[Table]:
    """Those that are told of, each after those that it refers to."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name != ReplicaRecord.__tablename__]


async def export_all(url: str, target: Path) -> dict[str, int]:
    """Write all that the database at `url` holds, as it is at one instant; the rows of each table. Raises StoreError and UsageError."""
    database = Database(url)
    try:
        schema, rows = (await upgrade(database)).after, dict[str, int]()
        async with database.reading() as session:
            with zipfile.ZipFile(_new(target), "w", zipfile.ZIP_DEFLATED) as archive:
                for table in _tables():
                    rows[table.name] = await _written(archive, table.name, _rows_of(session, table))
                for words in Words:
                    rows[words.value] = await _written(archive, words.value, _words_of(session, words))
                told = {"giaoban": version("giaoban"), "schema": schema, "rows": rows, "counters": await _counters(session)}
                archive.writestr(MANIFEST, json.dumps(told, indent=1))
        return rows
    finally:
        await database.engine.dispose()


def _new(target: Path) -> Path:
    if target.exists() or not target.parent.is_dir():
        raise UsageError(str(target), "cannot be made", "expected the name of a new file in a folder that exists")
    return target


async def _rows_of(session: AsyncSession, table: Table) -> AsyncIterator[dict[str, Any]]:
    async for row in await session.stream(select(table).order_by(*table.primary_key)):
        yield {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row._mapping.items()}


async def _words_of(session: AsyncSession, words: Words) -> AsyncIterator[dict[str, Any]]:
    async for key, indexed in search.held(session, words):
        yield {"rowid": key, "folded": indexed.folded, "exact": indexed.exact}


async def _written(archive: zipfile.ZipFile, name: str, rows: AsyncIterator[dict[str, Any]]) -> int:
    count = 0
    with archive.open(f"{name}.jsonl", "w", force_zip64=True) as lines:
        async for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


async def _counters(session: AsyncSession) -> dict[str, int]:
    """The last number that was given in each table that numbers its rows itself."""
    if session.get_bind().dialect.name == "sqlite":
        return {name: last for name, last in await session.execute(text("SELECT name, seq FROM sqlite_sequence")) if name != "replica"}
    given = text(
        "SELECT replace(sequencename, '_id_seq', ''), last_value FROM pg_sequences"
        " WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename LIKE '%\\_id\\_seq'"
    )
    return {name: last for name, last in await session.execute(given) if name != "replica"}


async def import_all(source: Path, url: str) -> dict[str, int]:
    """Put what `export_all` wrote into an empty database; the rows of each table.

    Raises UnreadableInput for a file that is no export of this schema, UsageError for a database that is not empty, StoreError.
    """
    await must_be_empty(url)
    database = Database(url)
    try:
        with _opened(source) as archive:
            schema = (await upgrade(database)).after
            told = _manifest(archive, source, schema)
            async with database.writing() as session:
                for table in _tables():
                    await session.execute(delete(table))  # the one row that a new schema has
                    await _filled(session, table, _lines(archive, table.name))
                for words in Words:
                    for some in _some(_lines(archive, words.value)):
                        await search.put(session, words, {row["rowid"]: Indexed(row["folded"], row["exact"]) for row in some})
                await _count_on(session, told["counters"])
        return dict(told["rows"])
    finally:
        await database.engine.dispose()


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableInput(str(source), f"is no export ({error})", "expected a file that giaoban export --all made") from error


def _manifest(archive: zipfile.ZipFile, source: Path, schema: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if told["schema"] == schema and told["counters"] is not None:
            return told
    except (KeyError, ValueError) as error:
        raise UnreadableInput(str(source), "is no export", "expected a file that giaoban export --all made") from error
    wrong, expected = f"is of the schema {told['schema']}, and this program has {schema}", "expected one of the same version"
    raise UnreadableInput(str(source), wrong, expected)


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(f"{name}.jsonl") as lines:
        yield from map(json.loads, lines)


def _some(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, _AT_ONCE)):
        yield some


async def _filled(session: AsyncSession, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    kinds = {column.name: getattr(column.type, "impl", column.type).python_type for column in table.c}  # of our own types that beneath them
    reads = {name: _READ[kind] for name, kind in kinds.items() if kind in _READ}
    for some in _some(rows):
        await session.execute(insert(table), [{name: _value(value, reads.get(name)) for name, value in row.items()} for row in some])


def _value(value: Any, read: Callable[[str], Any] | None) -> Any:
    return read(value) if read and value is not None else value


async def _count_on(session: AsyncSession, counters: dict[str, int]) -> None:
    """Go on counting where it was left off."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    for table in _tables():
        if (column := table.autoincrement_column) is None:
            continue
        highest = await session.scalar(select(func.max(column))) or 0
        last = max(highest, counters.get(table.name, 0))
        if sqlite:
            await session.execute(text("UPDATE sqlite_sequence SET seq = :last WHERE name = :name"), {"last": last, "name": table.name})
            there = "INSERT INTO sqlite_sequence (name, seq) SELECT :name, :last WHERE :name NOT IN (SELECT name FROM sqlite_sequence)"
            if table.name in counters:
                await session.execute(text(there), {"last": last, "name": table.name})
        elif last:
            sequence = await session.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', column.name)))
            if sequence:
                await session.execute(select(func.setval(sequence, last)))
