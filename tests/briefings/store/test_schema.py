"""Opening databases: new ones, old ones, and files that are none."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from briefings.errors import StoreError, UsageError
from briefings.query import Kind, Query
from briefings.store import database, schema, search
from briefings.store.positions import article_position, item_position
from briefings.store.search import Words
from briefings.store.store import Store
from briefings.store.words import indexed

A_STEP_THAT_FAILS = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer))
    with op.batch_alter_table("article") as article:
        article.drop_column("title")
    op.execute("SELECT * FROM what_is_not_there")
"""


def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def names(path: Path) -> list[tuple[str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with the schema of now."""
    path = tmp_path / "giaoban.db"
    await (await Store.open(url(path))).close()
    return path


def _with_a_failing_step(folder: Path) -> Config:
    """Where the steps are found, with one more after the last that fails half way."""
    steps = Path(schema.__file__).parent / "migrations"
    copied = shutil.copytree(steps, folder / "migrations")
    config = Config()
    config.set_main_option("script_location", str(copied))
    head = ScriptDirectory.from_config(config).get_current_head()
    (copied / "versions" / "9999_fails.py").write_text(A_STEP_THAT_FAILS.format(head=head))
    return config


async def test_a_new_file_gets_the_schema_of_now(tmp_path: Path) -> None:
    store = await Store.open(url(tmp_path / "giaoban.db"))
    assert store.upgraded.before is None
    await store.close()
    again = await Store.open(url(tmp_path / "giaoban.db"))
    assert again.upgraded.before == again.upgraded.after == store.upgraded.after
    await again.close()


async def test_the_steps_make_the_tables_that_the_code_knows(path: Path) -> None:
    full_text = tuple(words.value for words in Words)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith(full_text)}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


async def test_a_short_address_is_enough(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'giaoban.db'}")
    assert (await store.articles(Query(Kind.ARTICLES))).total == 0
    await store.close()


async def test_a_newer_schema_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
    before = names(path)
    with pytest.raises(StoreError, match="schema 9000 of a newer version"):
        await Store.open(url(path))
    assert names(path) == before


async def test_a_step_that_fails_leaves_the_old_schema_whole(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = names(path)
    monkeypatch.setattr(schema, "_config", lambda: _with_a_failing_step(tmp_path))
    with pytest.raises(StoreError, match="what_is_not_there"):
        await Store.open(url(path))
    assert names(path) == before
    monkeypatch.undo()
    await (await Store.open(url(path))).close()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [(b"Ho so khong phai co so du lieu. " * 100, "is no database"), (b"SQLite format 3\x00" + b"\x00" * 4000, "")],
)
async def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, content: bytes, wrong: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=f"{path}: {wrong}"):
        await Store.open(url(path))
    assert path.read_bytes() == content


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing/giaoban\.db: cannot be opened"):
        await Store.open(url(tmp_path / "missing" / "giaoban.db"))


async def test_a_locked_database_is_said_to_be_locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY", 0.05)
    store = await Store.open(url(path))
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another process"):
            await store.save_view(Query(Kind.PEOPLE))
        other.execute("ROLLBACK")
    assert await store.save_view(Query(Kind.PEOPLE)) == 1
    await store.close()


@pytest.mark.parametrize("address", ["", "giaoban.db", "mysql://localhost/x", "nothing://", "sqlite+pysqlite:///x.db"])
async def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match=r"sqlite\+aiosqlite:///giaoban\.db"):
        await Store.open(address)


async def test_words_of_earlier_versions_move_under_the_new_index(new_postgres: Callable[[], str]) -> None:
    address, config = new_postgres(), schema._config()
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    article = article_position(date(2024, 12, 22), 1)
    keys = {Words.ARTICLES: article, Words.TASKS: item_position(article, 0), Words.DOCUMENTS: 1}
    told = indexed("Họp về Nghị quyết 18-NQ/TW")
    arrays = [sorted(set(tokens.split())) for tokens in (told.folded, told.exact)]
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0013")
        for words, key in keys.items():
            row = f"INSERT INTO {words.value} (rowid, folded, exact, folded_words, exact_words) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608
            connection.exec_driver_sql(row, (key, told.folded, told.exact, *arrays))
    await (await Store.open(address)).close()
    with engine.connect() as connection:
        for words, key in keys.items():
            [held] = connection.exec_driver_sql(f"SELECT words FROM {words.value}").scalars()  # noqa: S608 - a name of ours
            assert set(held) == set(search._array(words, key, told))
    engine.dispose()
