"""`giaoban load|show|search|db`: files into the store and answers out of it, for a person or, with --json, for a program."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefings.cli import one_line
from briefings.cli.reading import STDIN, read
from briefings.errors import UnreadableInput

if TYPE_CHECKING:
    from briefings.store.rows import ArticleRow, Hit
    from briefings.store.store import Store

T = TypeVar("T")
json_flag = click.option("--json", "as_json", is_flag=True, help="JSON for a program, one object a line.")


@asynccontextmanager
async def opened() -> AsyncIterator[Store]:
    """The store of the settings within the block, its schema brought up to date. Raises StoreError."""
    from bot.config import load_store_settings
    from briefings.store.store import Store

    store = await Store.open(load_store_settings().database_url)
    try:
        yield store
    finally:
        await store.close()


def _asked(question: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
    async def answered() -> T:
        async with opened() as store:
            return await question(store)

    return asyncio.run(answered())


def article_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Each file as given, and the .txt files in and below each folder, by name. Raises `UnreadableInput` for a folder without any."""
    return tuple(file for path in paths for file in (_texts_in(path) if path.is_dir() else (path,)))


def _texts_in(folder: Path) -> tuple[Path, ...]:
    files = tuple(sorted(file for file in folder.rglob("*.txt") if file.is_file()))
    if not files:
        raise UnreadableInput(str(folder), "there is no .txt file in this folder", "expected articles as plain text")
    return files


@click.command(short_help="Read articles and keep them in the store.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE|FOLDER...", type=click.Path(path_type=Path, allow_dash=True))
@json_flag
@click.pass_context
def load(ctx: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Read articles and keep them. One that is kept already changes nothing.

    The store is at GIAOBAN_DATABASE_URL, in the environment or in .env; without it in giaoban.db here.
    """
    files = article_files(paths)
    kept = _asked(lambda store: keep(store, files, _loaded_json if as_json else _loaded_line))
    ctx.exit(0 if kept == len(files) else UnreadableInput.exit_code)


def _now(_: Path) -> datetime:
    return datetime.now(UTC)


async def keep(
    store: Store, files: Iterable[Path], said: Callable[[Path, int, bool], None], loaded_at: Callable[[Path], datetime] = _now
) -> int:
    """Read each file into the store and say its article's id, and whether it is new; how many could be read."""
    kept = 0
    for file in files:
        try:
            briefing = read(file)
        except UnreadableInput as error:
            click.echo(one_line(error), err=True)
            continue
        added = await store.add(briefing, loaded_at(file))
        said(file, added.article_id, added.created)
        kept += 1
    return kept


def _name(file: Path) -> str:
    return "standard input" if file == STDIN else click.format_filename(file)


def _loaded_line(file: Path, article_id: int, created: bool) -> None:
    click.echo(f"{article_id:>6}  {'new' if created else 'known'}\t{_name(file)}")


def _loaded_json(file: Path, article_id: int, created: bool) -> None:
    click.echo(json.dumps({"file": _name(file), "id": article_id, "created": created}, ensure_ascii=False).encode())


@click.command(short_help="Print the briefing of a stored article.")
@click.argument("article_id", metavar="ID", type=click.IntRange(min=1))
@json_flag
def show(article_id: int, as_json: bool) -> None:
    """Print the briefing of article ID, the number that the chat shows and `giaoban load` prints."""
    stored = _asked(lambda store: store.article(article_id))
    if as_json:
        from briefings.report import report

        click.echo(json.dumps({"id": stored.id, **report(stored.briefing)}, ensure_ascii=False).encode())
    else:
        from briefings.cli.terminal import print_briefing

        print_briefing(stored.briefing, stored.id)


@click.command(short_help="Find stored articles by words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="How many articles at most.")
@json_flag
def search(words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find articles by WORDS, with accents or without; a phrase in quotation marks, or a document's number.

    Prints nothing where nothing is found.
    """
    from briefings.query import Kind, Query

    found = _asked(lambda store: store.search(Query(Kind.SEARCH, words=" ".join(words)), limit=limit))
    if as_json:
        for hit in found.items:
            click.echo(json.dumps(_hit(hit), ensure_ascii=False).encode())
    else:
        from briefings.cli.terminal import print_hits

        print_hits(found)


def _article(row: ArticleRow) -> dict[str, Any]:
    return {"id": row.id, "title": row.title, "day": row.day.isoformat(), "dated_by": row.dated_by.value, "source": row.source}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **_article(hit.article),
        "passage": hit.passage.text,
        "span": [hit.passage.start, hit.passage.end],
        "paragraph": hit.paragraph,
        "matched": [part.text for part in hit.parts if part.matched],
        "exact": hit.exact,
    }


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to date. Every command that opens the store does the same first."""
    _asked(lambda store: store.newest())
    click.echo("The database is up to date.")
