"""What the databases do by themselves that a store must not be troubled by."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from briefings.store.database import Database


async def test_two_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    """The other one is amidst its change when ours is refused, and ends it when ours waits for its place."""
    path = tmp_path / "giaoban.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE held (id INTEGER)")
    other.execute("BEGIN IMMEDIATE")
    seen: list[str] = []

    def watch(statement: str) -> None:
        seen.append(statement)
        if statement == "BEGIN IMMEDIATE":
            other.execute("COMMIT")

    database = Database(f"sqlite+aiosqlite:///{path}")

    def watched(connection: Any, _: object) -> None:
        connection.run_async(lambda driver: driver.set_trace_callback(watch))

    event.listen(database.engine.sync_engine, "connect", watched, insert=True)
    async with database.reading() as session:
        assert (await session.execute(text("PRAGMA journal_mode"))).scalar() == "wal"
    await database.engine.dispose()
    other.close()
    assert "BEGIN IMMEDIATE" in seen
