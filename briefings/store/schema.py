"""Bringing a schema up to date: a `Database` in; the revisions before and after out. The steps are in `migrations/versions`.

All steps run in one writing transaction: a failed one leaves the old schema whole, and of two processes that start at once, one waits and
finds it done. No ini file is needed; the steps are found inside the installed package.
"""

from __future__ import annotations

from dataclasses import dataclass

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from briefings.errors import StoreError
from briefings.store.database import Database


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done: the revision found (None: an empty database) and the one it has now."""

    before: str | None
    after: str


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "briefings.store:migrations")
    return config


async def upgrade(database: Database) -> Upgrade:
    """Run the steps that are missing. Raises StoreError: a schema that a newer version made, or a step that failed."""
    async with database.telling(), database.writer.connect() as connection:
        await _foreign_keys(connection, "OFF")
        try:
            async with connection.begin():
                return await connection.run_sync(_upgrade, database.name)
        finally:
            await _foreign_keys(connection, "ON")


async def _foreign_keys(connection: AsyncConnection, state: str) -> None:
    """SQLite changes a table by making it anew; meanwhile nothing may follow its going. Only outside a transaction can that be said."""
    if connection.dialect.name != "sqlite":
        return
    driver = (await connection.get_raw_connection()).driver_connection
    if driver is not None:
        await (await driver.execute(f"PRAGMA foreign_keys={state}")).close()


def _upgrade(connection: Connection, name: str) -> Upgrade:
    config = _config()
    config.attributes["connection"] = connection
    steps = ScriptDirectory.from_config(config)
    before, newest = MigrationContext.configure(connection).get_current_revision(), steps.get_current_head()
    if before is not None and before not in {step.revision for step in steps.walk_revisions()}:
        raise StoreError(name, f"has the schema {before} of a newer version", f"expected {newest} or an older one; upgrade giaoban")
    if before != newest:
        command.upgrade(config, "head")
        _check(connection, name)
    return Upgrade(before, newest or "")


def _check(connection: Connection, name: str) -> None:
    """No step may leave a row that refers to nothing; PostgreSQL sees to that itself."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        wrong = f"would have lost a row that {broken[0]} refers to, so nothing was changed"
        raise StoreError(name, wrong, "expected every reference to hold after an upgrade")
