"""`giaoban load|show|search|db`: files into the store and answers out of it, for a person or, with --json, for a program."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefings.cli import one_line
from briefings.cli.reading import Source, briefing_of, sourced
from briefings.errors import UnreadableInput

if TYPE_CHECKING:
    from briefings.sources import Found, SourceText
    from briefings.store.rows import Added, ArticleRow, Hit
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


def asked(question: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
    """What the store of the settings answers. Raises StoreError, and what the question raises."""

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
@click.option("--publish/--draft", "publish", default=True, help="Publish at once (the default), or keep drafts that wait in /duyet.")
@json_flag
@click.pass_context
def load(ctx: click.Context, places: tuple[str, ...], publish: bool, as_json: bool) -> None:
    """Read articles and keep them. One that is kept already changes nothing; a reprint is linked to the article that it repeats.

    FILE and URL are what `giaoban parse` reads; of a FOLDER all such files in and below it.
    The store is at GIAOBAN_DATABASE_URL, in the environment or in .env; without it in giaoban.db here.
    """
    found = article_places(places)
    kept = add if publish else _drafted
    with progress(len(found)) as advance:
        failed = asked(lambda store: keep(store, found, _loaded_json if as_json else _loaded_line, kept=kept, advance=advance))
    ctx.exit(UnreadableInput.exit_code if failed else 0)


@contextmanager
def progress(total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; call what it gives with how many more places and how many more articles are read."""
    if not sys.stderr.isatty():
        yield lambda places, articles: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    shown = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[articles]} articles"), TimeElapsedColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task, read = bar.add_task("", total=total, articles=0), 0

        def advance(places: int, articles: int) -> None:
            nonlocal read
            read += articles
            bar.update(task, advance=places, articles=read)

        yield advance


def _now(_: str) -> datetime:
    return datetime.now(UTC)


async def add(store: Store, article: SourceText, at: datetime) -> Added:
    """Read an article and publish it, or link it as a reprint to the article that it repeats."""
    return await store.add_or_link(briefing_of(article), at)


async def _drafted(store: Store, article: SourceText, at: datetime) -> Added:
    """Keep an article as a draft, in the name of who is logged in here; the number is the draft's, of a known one the article's."""
    from getpass import getuser

    from briefings.model import Article
    from briefings.store.rows import Added
    from briefings.store.staff import Actor
    from briefings.text import normalise

    text = Article(normalise(article.text), article.name)
    known = await store.drafts.published(text)
    if known is not None:
        return Added(known, created=False)
    draft = await store.drafts.load(text, Actor(0, getuser(), at))
    return Added(draft.id, created=draft.loaded_at == at)


async def keep(
    store: Store,
    places: Iterable[str],
    said: Callable[[str, Added], None],
    loaded_at: Callable[[str], datetime] = _now,
    *,
    kept: Callable[[Store, SourceText, datetime], Awaitable[Added]] = add,
    advance: Callable[[int, int], None] = lambda places, articles: None,
) -> int:
    """Read each place into the store and say each article's name and what became of it; how many could not be read."""
    failed = 0
    for place in places:
        async for found in _one_by_one(sourced(place)):
            if isinstance(found, UnreadableInput):
                click.echo(one_line(found), err=True)
                failed += 1
            else:
                said(found.name, await kept(store, found, loaded_at(place)))
            advance(0, 1)
        advance(1, 0)
    return failed


async def _one_by_one(source: Source) -> AsyncIterator[Found]:
    if isinstance(source, Iterator):
        for found in source:
            yield found
    else:
        async with aclosing(source):
            async for found in source:
                yield found


def _loaded_line(name: str, added: Added) -> None:
    click.echo(f"{added.article_id:>6}  {'new' if added.created else 'reprint' if added.linked else 'known'}\t{name}")


def _loaded_json(name: str, added: Added) -> None:
    row = {"file": name, "id": added.article_id, "created": added.created, "reprint": added.linked}
    click.echo(json.dumps(row, ensure_ascii=False).encode())


@click.command(short_help="Print the briefing of a stored article.")
@click.argument("article_id", metavar="ID", type=click.IntRange(min=1))
@json_flag
def show(article_id: int, as_json: bool) -> None:
    """Print the briefing of article ID, the number that the chat shows and `giaoban load` prints."""
    stored = asked(lambda store: store.article(article_id))
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

    found = asked(lambda store: store.search(Query(Kind.SEARCH, words=" ".join(words)), limit=limit))
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
    asked(lambda store: store.newest())
    click.echo("The database is up to date.")
