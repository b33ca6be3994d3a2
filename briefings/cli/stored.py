"""`giaoban load|show|search|db`: files into the store and answers out of it, for a person or, with --json, for a program."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefings.cli import one_line
from briefings.cli.reading import Source, briefing_of, sourced
from briefings.errors import UnreadableInput

if TYPE_CHECKING:
    from briefings.sources import Found
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


def article_places(places: Iterable[str]) -> tuple[str, ...]:
    """Each file and address as given, and the articles in and below each folder, by name. Raises `UnreadableInput` for one without any."""
    return tuple(found for place in places for found in (_files_in(Path(place)) if Path(place).is_dir() else (place,)))


def _files_in(folder: Path) -> tuple[str, ...]:
    from briefings.sources import SUFFIXES

    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not files:
        raise UnreadableInput(str(folder), "there is no article in this folder", f"expected {', '.join(sorted(SUFFIXES))}")
    return tuple(map(str, files))


@click.command(short_help="Read articles and keep them in the store.")
@click.argument("places", nargs=-1, required=True, metavar="FILE|URL|FOLDER...")
@json_flag
@click.pass_context
def load(ctx: click.Context, places: tuple[str, ...], as_json: bool) -> None:
    """Read articles and keep them. One that is kept already changes nothing.

    FILE and URL are what `giaoban parse` reads; of a FOLDER all such files in and below it.
    The store is at GIAOBAN_DATABASE_URL, in the environment or in .env; without it in giaoban.db here.
    """
    found = article_places(places)
    with progress(len(found)) as read_one:
        failed = _asked(lambda store: keep(store, found, _loaded_json if as_json else _loaded_line, read_one=read_one))
    ctx.exit(UnreadableInput.exit_code if failed else 0)


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, while several places are read; call what it gives after each."""
    if total == 1 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def _now(_: str) -> datetime:
    return datetime.now(UTC)


async def keep(
    store: Store,
    places: Iterable[str],
    said: Callable[[str, int, bool], None],
    loaded_at: Callable[[str], datetime] = _now,
    read_one: Callable[[], None] = lambda: None,
) -> int:
    """Read each place into the store and say each article's name and id, and whether it is new; how many could not be read."""
    failed = 0
    for place in places:
        async for found in _one_by_one(sourced(place)):
            if isinstance(found, UnreadableInput):
                click.echo(one_line(found), err=True)
                failed += 1
            else:
                added = await store.add(briefing_of(found), loaded_at(place))
                said(found.name, added.article_id, added.created)
        read_one()
    return failed


async def _one_by_one(source: Source) -> AsyncIterator[Found]:
    if isinstance(source, Iterator):
        for found in source:
            yield found
    else:
        async with aclosing(source):
            async for found in source:
                yield found


def _loaded_line(name: str, article_id: int, created: bool) -> None:
    click.echo(f"{article_id:>6}  {'new' if created else 'known'}\t{name}")


def _loaded_json(name: str, article_id: int, created: bool) -> None:
    click.echo(json.dumps({"file": name, "id": article_id, "created": created}, ensure_ascii=False).encode())


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
