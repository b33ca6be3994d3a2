"""`giaoban parse`: files and addresses in, their briefings out, as JSON or as a page for a person. Needs no store, no settings."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncGenerator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli import one_line
from briefings.errors import UnreadableInput
from briefings.model import Briefing

if TYPE_CHECKING:
    from briefings.sources import Found, SourceText

STDIN = "-"
STDIN_NAME = "standard input"


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an article, each on a line of its own.")
@click.pass_context
def parse(ctx: click.Context, places: tuple[str, ...], as_json: bool) -> None:
    """Read articles and print what they say.

    FILE is .txt, .html, .mhtml, .docx, .pdf, a scan, or a .zip of these; plain text in Unicode or an old Vietnamese charset (TCVN3, VNI,
    VIQR, VISCII, windows-1258). URL is a web page; - is standard input.
    What cannot be read is named on standard error, the rest is read all the same; the exit code is then 3.
    """
    printed = _json_line if as_json else _page
    read = [_told(found, printed) for place in places for found in _in_turn(sourced(place))]
    ctx.exit(0 if all(read) else UnreadableInput.exit_code)


def _told(found: Found, printed: Callable[[Briefing], None]) -> bool:
    if isinstance(found, UnreadableInput):
        click.echo(one_line(found), err=True)
        return False
    printed(briefing_of(found))
    return True


Source = Iterator["Found"] | AsyncGenerator["Found", None]


def sourced(place: str) -> Source:
    """The articles of a file, an address or standard input, or why they cannot be read. All but plain text goes to a guarded reader."""
    from briefings.sources import MAX_BYTES, bytes_of, is_plain, printable, read_all

    if "://" in place:
        from briefings.sources.web import stream_url

        return stream_url(place)
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if place == STDIN else bytes_of(Path(place))
    except UnreadableInput as refusal:
        return iter((refusal,))
    name = STDIN_NAME if place == STDIN else printable(Path(place))
    if is_plain(data):
        return read_all(data, name)
    from briefings.sources.guard import stream_untrusted

    return stream_untrusted(data, name)


def _in_turn(source: Source) -> Iterator[Found]:
    """What a source gives, one by one."""
    if isinstance(source, Iterator):
        yield from source
        return
    import asyncio

    with asyncio.Runner() as runner:
        while (found := runner.run(_next(source))) is not None:
            yield found


async def _next(source: AsyncGenerator[Found, None]) -> Found | None:
    return await anext(source, None)


def briefing_of(article: SourceText) -> Briefing:
    """What an article says."""
    from briefings.parse import parse as parse_text

    return parse_text(article.text, None if article.name == STDIN_NAME else article.name)


def _json_line(briefing: Briefing) -> None:
    from briefings.report import report

    click.echo(json.dumps(report(briefing), ensure_ascii=False).encode())


def _page(briefing: Briefing) -> None:
    from briefings.cli.terminal import print_briefing

    print_briefing(briefing)
