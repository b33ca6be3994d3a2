"""How SQLite goes about a question: a store and what it is asked in; the steps of the plans of its statements with a limit out."""

from __future__ import annotations

from collections.abc import Awaitable

from sqlalchemy import event

from briefings.store.store import Store


async def plans_of(store: Store, asking: Awaitable[object]) -> list[str]:
    """Every step, in order."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    engine = store._database.engine

    def note(*call: object) -> None:
        asked.append((str(call[2]), tuple(call[3])))  # type: ignore[arg-type]  # the fourth is the parameters

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    await asking
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    limited = [(text, values) for text, values in asked if " LIMIT " in text and "designation" not in text]
    async with engine.connect() as connection:
        plans = [await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values) for text, values in limited]
        return [row[3] for plan in plans for row in plan]
