"""`giaoban backup`, `restore` and `import`, and what `export --all` does: the store of the settings in; a file out, and back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)


def _told(rows: dict[str, int]) -> str:
    return f"{sum(rows.values())} rows of {len(rows)} tables, {rows.get('article', 0)} articles"


@click.command(short_help="Copy the whole store into a file, while the bot works.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1, 10_000), help="Remove all but so many of the newest backups in FOLDER.")
def backup(folder: Path, keep: int | None) -> None:
    """Copy the whole store into a new file in FOLDER, with the settings but no secrets. The bot may go on working.

    SQLite is copied by its own online copy, PostgreSQL by pg_dump. With GIAOBAN_BACKUPS the bot makes one a day by itself.
    """
    from bot.config import backed_up_settings, load_store_settings
    from briefings.store.backup import back_up, prune

    made = asyncio.run(back_up(load_store_settings().database_url, folder, datetime.now(UTC), backed_up_settings()))
    click.echo(made)
    for old in prune(folder, keep) if keep else ():
        click.echo(f"removed {old}", err=True)


@click.command(short_help="Put a backup into an empty store.")
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Put the backup FILE into the store at GIAOBAN_DATABASE_URL, which must be empty, and check that every row is there.

    An older schema is brought up to date. What was sent after the backup was made is not known to it, and is sent again.
    """
    from briefings.store.backup import restore as put_back

    click.echo(f"Restored {_told(_run(put_back, file))}.")


@click.command("import", short_help="Put what export --all wrote into an empty store.")
@click.argument("file", type=FILE)
def import_(file: Path) -> None:
    """Put FILE, which `giaoban export --all` wrote, into the store at GIAOBAN_DATABASE_URL, which must be empty.

    The store may be of the other kind: this is the way from SQLite to PostgreSQL and back.
    """
    from briefings.store.exchange import import_all

    click.echo(f"Imported {_told(_run(import_all, file))}.")


def _run(work: Any, file: Path) -> dict[str, int]:
    from bot.config import load_store_settings

    rows: dict[str, int] = asyncio.run(work(file, load_store_settings().database_url))
    return rows


def export_everything(file: Path) -> None:
    """What `giaoban export --all -o FILE` does: all that is stored as a .zip of JSON Lines, one file a table."""
    from bot.config import load_store_settings
    from briefings.store.exchange import export_all

    click.echo(f"Exported {_told(asyncio.run(export_all(load_store_settings().database_url, file)))}.")
