"""Stores that hold many articles, soon filled: how many in; stores of each kind of database, with articles mixed of the measured ones, out.

A few hundred mixed articles are read and filed as ever; the rest are copies of their rows, made by the database itself: a position is a sum
of day, id and place, so the rows of a copy are those of its original with a constant added. Nothing of it outlives the measure.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from corpus import ROOT
from replicas import postgresql
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Table,
    Text,
    bindparam,
    case,
    cast,
    column,
    insert,
    literal,
    select,
    table,
    text,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.sql import FromClause
from sqlmodel import SQLModel

from briefings.model import Briefing
from briefings.parse import parse
from briefings.store.filing import file
from briefings.store.store import Store
from briefings.store.tables import Thing

MIXED = 500  # articles that are read; the rest are copies
BEGIN = dt.datetime(2015, 1, 5, 8, tzinfo=dt.UTC)
_PLACES = 1 << 12
SEED = 20241216
_ITEMS = ("directive", "task", "person", "citation")
_AT_ONCE = 20  # copies of all in one statement


def mixed(texts: Sequence[str], paragraphs: int = 6) -> list[Briefing]:
    """`MIXED` articles, read: a headline of one, paragraphs of others, half of them of the seeds, where directives and documents are."""
    chance = random.Random(SEED)  # noqa: S311 - the same in every run
    seeds = [path.read_text("utf-8").splitlines() for path in sorted((ROOT / "seeds").glob("*.txt"))]
    told = [line for lines in seeds for line in lines[1:] if line.strip()]
    found = []
    for number in range(MIXED):
        lines = [chance.choice(texts).split("\n")[0] + f" ({number})"]
        lines += [chance.choice(chance.choice(texts).split("\n")[1:] or [""])[:300] for _ in range(paragraphs // 2)]
        lines += [chance.choice(told) for _ in range(paragraphs - paragraphs // 2)]
        found.append(parse("\n".join(lines)))
    return found


async def fill(store: Store, briefings: Sequence[Briefing], count: int) -> None:
    """Have an empty store hold `count` articles, a multiple of how many briefings there are."""
    async with store._database.writing() as session:
        for number, briefing in enumerate(briefings):
            await file(session, briefing, BEGIN + dt.timedelta(days=6 * number))
    times = count // len(briefings)
    async with _bulk(store._database.engine):
        for first in range(1, times, _AT_ONCE):
            async with store._database.writing() as session:
                await _copy(session, len(briefings), first, min(first + _AT_ONCE, times))
    async with store._database.writing() as session:
        document = SQLModel.metadata.tables["document"]
        shift = (times - 1) * len(briefings)
        await session.execute(update(document).values(articles=document.c.articles * times, last=document.c.last + shift))
    await _settle(store._database.engine)


@asynccontextmanager
async def _bulk(engine: AsyncEngine) -> AsyncIterator[None]:
    """While many rows come in PostgreSQL has no indexes of words, which are made at the end, and SQLite has much memory."""
    if engine.dialect.name == "sqlite":
        await _run(engine, "PRAGMA cache_size=-2000000")  # kB
        yield
        await engine.dispose()  # new connections are as ever
        return
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '% USING gin %'"))
        indexes = {row.indexname: row.indexdef for row in found}
    await _run(engine, *(f"DROP INDEX {name}" for name in indexes))
    yield
    await _run(engine, "SET maintenance_work_mem = '1GB'", *indexes.values(), "RESET maintenance_work_mem")


async def _settle(engine: AsyncEngine) -> None:
    """What PostgreSQL does by itself when it runs for a while; SQLite too is told how its tables are filled."""
    await _run(engine, "ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM (ANALYZE)")


async def _run(engine: AsyncEngine, *statements: str) -> None:
    """Run them outside of a transaction. The pool of an engine that is used by one alone always gives the same connection."""
    async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def _copy(session: AsyncSession, size: int, first: int, end: int) -> None:
    """Copies number `first` up to `end` of the first `size` articles."""
    numbers = select(cast(literal(first), BigInteger).label("n")).cte("copies", recursive=True)
    copies = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n + 1 < bindparam("end", end)))
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SET LOCAL session_replication_role = replica"))  # what copies refer to is copied too
    tables = SQLModel.metadata.tables
    shift, items = copies.c.n * size, copies.c.n * size * _PLACES
    shifts = {
        "article": {"id": shift, "position": shift},
        "article_text": {"article_id": shift},
        "tally": {"position": shift, "article_id": shift},
        "echo": {"position": items, "article_id": shift},
        **{name: {"position": items, "article_id": shift} for name in _ITEMS},
    }
    for name, added in shifts.items():
        filed = tables[name]
        values = {one.name: one + added[one.name] if one.name in added else one for one in filed.c}
        if name == "article":
            values["content_hash"] = filed.c.content_hash + "-" + cast(copies.c.n, Text)
        original = filed.c.id <= size if name == "article" else filed.c.article_id <= size
        await _insert(session, filed, values, copies, original)
    for name in ("named", "under"):
        filed = tables[name]
        at = filed.c.position + case((filed.c.thing == Thing.ARTICLE.value, shift), else_=items)
        values = {one.name: one for one in filed.c} | {"position": at}
        if name == "named":
            values |= {"article_id": filed.c.article_id + shift}
            original = filed.c.article_id <= size
        else:
            values |= {"citation": filed.c.citation + items}
            citation = tables["citation"]
            original = filed.c.citation.in_(select(citation.c.position).where(citation.c.article_id <= size))
        await _insert(session, filed, values, copies, original)
    for name in ("article", "directive", "task", "person"):
        await _copy_words(session, name, copies, shift if name == "article" else items, size)


async def _insert(session: AsyncSession, filed: Table, values: dict[str, Any], copies: FromClause, original: ColumnElement[bool]) -> None:
    found = select(*values.values()).join_from(filed, copies, true()).where(original)
    await session.execute(insert(filed).from_select(list(values), found))


async def _copy_words(session: AsyncSession, name: str, copies: FromClause, added: object, size: int) -> None:
    array = ("words",) if session.get_bind().dialect.name == "postgresql" else ()  # the day stays, and with it the stretches in there
    words = table(f"{name}_words", column("rowid"), *(column(one) for one in ("folded", "exact", *array)))  # none of SQLModel's
    filed = SQLModel.metadata.tables[name]
    mine = filed.c.id <= size if name == "article" else filed.c.article_id <= size
    values = [words.c.rowid + added, *(one for one in words.c if one.name != "rowid")]
    found = select(*values).join_from(words, copies, true()).where(words.c.rowid.in_(select(filed.c.position).where(mine)))
    ordered = found.order_by(values[0])  # SQLite writes what it has so far with every key that is smaller than the last
    await session.execute(insert(words).from_select([one.name for one in words.c], ordered))


@contextmanager
def databases() -> Iterator[dict[str, NewUrl]]:
    """For each kind of database something that makes the address of an empty one."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as server:
        yield {"sqlite": NewUrl(folder, ""), "postgresql": NewUrl("", server)}


class NewUrl:
    """Makes addresses of empty databases: files in a folder, or databases of a server."""

    def __init__(self, folder: str, server: str) -> None:
        self.folder, self.server = folder, server

    def __call__(self, name: str) -> str:
        """A new one of this name."""
        if self.folder:
            return f"sqlite+aiosqlite:///{Path(self.folder) / name}.db"
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # a name of ours
        head, _, rest = self.server.partition("?")
        return head.rpartition("/")[0] + "/" + name + ("?" + rest if rest else "")

    def remove(self) -> None:
        """Make room on the disk: the files go, while the databases of a server go with it."""
        for path in Path(self.folder).glob("*.db*") if self.folder else ():
            path.unlink()


@asynccontextmanager
async def filled(url: str, briefings: Sequence[Briefing], count: int) -> AsyncIterator[Store]:
    """A store at `url` with `count` articles."""
    store = await Store.open(url)
    try:
        await fill(store, briefings, count)
        yield store
    finally:
        await store.close()
