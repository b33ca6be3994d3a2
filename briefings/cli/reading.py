"""`giaoban parse`: files in, their briefings out, as JSON for a program or as a page for a person. Needs no store and no settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from briefings.cli import one_line
from briefings.errors import UnreadableInput
from briefings.model import Briefing

STDIN = Path("-")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, each on a line of its own.")
@click.pass_context
def parse(ctx: click.Context, files: tuple[Path, ...], as_json: bool) -> None:
    """Read articles and print what they say.

    FILE is plain text in Unicode or an old Vietnamese charset (TCVN3, VNI, VIQR, VISCII, windows-1258); - is standard input.
    A file that cannot be read is named on standard error, the others are read all the same; the exit code is then 3.
    """
    printed = _json_line if as_json else _page
    failed = [path for path in files if not _done(path, printed)]
    ctx.exit(UnreadableInput.exit_code if failed else 0)


def _done(path: Path, printed: Callable[[Briefing], None]) -> bool:
    try:
        printed(read(path))
    except UnreadableInput as error:
        click.echo(one_line(error), err=True)
        return False
    return True


def read(path: Path) -> Briefing:
    """The briefing of one file, or of standard input. Raises `UnreadableInput`."""
    from briefings.parse import parse as parse_text
    from briefings.sources import MAX_BYTES, printable, read_bytes, read_path

    if path == STDIN:
        return parse_text(read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"))
    return parse_text(read_path(path), printable(path))


def _json_line(briefing: Briefing) -> None:
    from briefings.report import report

    click.echo(json.dumps(report(briefing), ensure_ascii=False).encode())


def _page(briefing: Briefing) -> None:
    from briefings.cli.terminal import print_briefing

    print_briefing(briefing)
