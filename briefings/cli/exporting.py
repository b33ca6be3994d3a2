"""`giaoban export`: what a list of the store holds, with its conditions, as a file for an office, a spreadsheet, a calendar, a program."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli.stored import opened
from briefings.errors import UsageError

if TYPE_CHECKING:
    from briefings.rendering.messages import File

_FORMS = ("docx", "dang", "xlsx", "ics", "csv", "json")


@click.command(short_help="Write a list of the store into a file.")
@click.argument("kind", required=False)
@click.argument("words", nargs=-1)
@click.option("-f", "--format", "form", type=click.Choice(_FORMS), help="Else by how FILE ends; dang is Word in the Party's form.")
@click.option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="A file; - is standard output.")
@click.option("--all", "everything", is_flag=True, help="All that is stored, as a .zip of JSON Lines that giaoban import reads back.")
@click.option("--language", type=click.Choice(("vi", "en")), default="vi", show_default=True, help="Of the headings.")
def export(kind: str | None, words: tuple[str, ...], form: str | None, output: Path | None, *, everything: bool, language: str) -> None:
    """Write what /KIND WORDS shows into a file: `giaoban export tasks Tô Lâm 2024 -o tasks.xlsx`; or --all that is stored.

    KIND: articles, summary, directives, tasks, documents, people or search, or the command of the chat (nhiemvu).
    """
    if everything or kind is None:
        _everything(kind, output)
        return
    chosen = form or (output.suffix.removeprefix(".") if output else "")
    if chosen not in _FORMS:
        raise UsageError("export", f"no form of file is named by {str(output or '')!r}", f"expected --format, one of {', '.join(_FORMS)}")
    file = asyncio.run(_made(kind, " ".join(words), chosen, language))
    if output == Path("-"):
        sys.stdout.buffer.write(file.data)
        return
    place = output or Path(file.name)
    try:
        place.write_bytes(file.data)
    except OSError as error:
        raise UsageError(str(place), str(error.strerror).lower(), "expected a file that can be written") from error
    click.echo(str(place))


def _everything(kind: str | None, output: Path | None) -> None:
    from briefings.cli.keeping import export_everything

    if kind or output is None or output == Path("-"):
        raise UsageError("export", "nothing to write, or nowhere to write it", "expected a KIND, or --all -o FILE.zip")
    export_everything(output)


async def _made(kind: str, words: str, form: str, language: str) -> File:
    from bot.config import load_store_settings
    from briefings.papers import CALLED, gather
    from briefings.query import read_query
    from briefings.rendering.exports import written
    from briefings.rendering.texts import texts

    if kind not in CALLED:
        raise UsageError(kind, "no list is called so", f"expected one of {', '.join(CALLED)}")
    now = datetime.now(UTC)
    today = now.astimezone(load_store_settings().zone).date()
    async with opened() as store:
        query = await store.settle(read_query(CALLED[kind], words, today))
        return written(await gather(store, query, today, now), form, texts(language))
