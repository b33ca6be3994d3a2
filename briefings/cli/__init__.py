"""The command `giaoban`: words of a shell in; answers on standard output, one line a fault on standard error, and an exit code out.

Exit codes: 0 done, 2 bad usage or configuration, 3 unreadable input. A command's module is imported when the command runs, and what it
works with in its functions, so that `giaoban parse` starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from briefings.errors import BriefingError

COMMANDS = {  # in the order in which one meets them; the module of each
    "parse": "reading",
    "demo": "serving",
    "load": "stored",
    "reparse": "rereading",
    "show": "stored",
    "search": "stored",
    "export": "exporting",
    "db": "stored",
    "import": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "doctor": "doctor",
    "run": "serving",
}

_FUNCTIONS = {"import": "import_"}  # a word of Python's own


class Commands(click.Group):
    """A group that imports a command when it is named, and turns what can go wrong on purpose into one line and its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All of them, for --help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None for a word that is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"briefings.cli.{COMMANDS[cmd_name]}"), _FUNCTIONS.get(cmd_name, cmd_name))
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except BriefingError as error:
            click.echo(one_line(error), err=True)
            ctx.exit(error.exit_code)


def one_line(error: BriefingError) -> str:
    """`where: what is wrong, what was expected`, whatever stands in a file's name."""
    return " ".join(str(error).split())


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="giaoban", message="giaoban %(version)s")
def main() -> None:
    """Reads Vietnamese articles on official conferences: who was told what, by whom, until when, under which document.

    \b
    Try it without Telegram:       giaoban demo
    Read one article:              giaoban parse article.txt
    Fill the store and ask it:     giaoban load seeds; giaoban search "tinh gọn bộ máy"
    Serve the bot:                 giaoban doctor; giaoban run
    """
