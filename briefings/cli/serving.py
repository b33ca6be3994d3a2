"""`giaoban run` and `giaoban demo`: the bot at work, on Telegram or on a Telegram of its own, until Ctrl-C or a signal."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import sysconfig
import tempfile
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.errors import UsageError

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

SEEDS = "seeds"
_NAMED_DAY = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2}))?-")


@click.command(short_help="Serve the bot on Telegram.")
def run() -> None:
    """Serve the bot on Telegram: by webhook where GIAOBAN_WEBHOOK_URL is set, else by polling.

    The settings come from the environment and from .env (see deploy/env.example); `giaoban doctor` checks them.
    """
    from bot.app import run as serve_bot
    from bot.config import load_settings

    serve_bot(load_settings())


@click.command(short_help="Try the bot without Telegram, in the browser.")
@click.option(
    "--port", envvar="GIAOBAN_SANDBOX_PORT", show_envvar=True, default=8765, show_default=True, type=click.IntRange(0, 65535),
    help="Where the chat page listens on 127.0.0.1; 0 takes a free port.",
)  # fmt: skip
def demo(port: int) -> None:
    """Try the bot without Telegram: five articles, a chat page in the browser, no token and no database.

    Everything is forgotten at the end, unless GIAOBAN_DATABASE_URL says where to keep it.
    """
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        url = os.environ.get("GIAOBAN_DATABASE_URL") or f"sqlite+aiosqlite:///{folder}/giaoban.db"
        asyncio.run(_demonstrate(port, url))


def seed_files() -> tuple[Path, ...]:
    """The five articles, by name: beside the packages in a checkout, else where an installed distribution keeps its data."""
    beside, installed = Path(__file__).parents[2] / SEEDS, Path(sysconfig.get_path("data")) / "share" / "giaoban" / SEEDS
    return tuple(sorted((beside if beside.is_dir() else installed).glob("*.txt")))


def _appeared(seed: Path) -> datetime:
    """The day that the name of a seed says, "2024-12-16-tong-ket"; the first of the year where it says no more ("2024-tham-muu")."""
    year, month, day = (int(number or 1) for number in _NAMED_DAY.match(seed.name).groups())  # type: ignore[union-attr]  # each has one
    return datetime(year, month, day, tzinfo=UTC)


async def _demonstrate(port: int, url: str) -> None:
    from bot.app import ALLOWED_UPDATES, build_application
    from bot.config import load_settings
    from bot.runner import serve
    from bot.sandbox.world import ADMIN_ID, READER_ID

    async with AsyncExitStack() as stack:
        sandbox = await _sandbox(stack, port)
        await _fill(url)
        ours = {"token": sandbox.token, "telegram_api_url": sandbox.base_url, "webhook_url": None, "owners": {ADMIN_ID}}
        settings = load_settings(database_url=url, **ours)
        await sandbox.client.send(READER_ID, READER_ID, "/start")
        click.echo(f"The chat page: {sandbox.base_url}/ (Ctrl-C ends it)")
        await serve(build_application(settings), settings, ALLOWED_UPDATES)


async def _sandbox(stack: AsyncExitStack, port: int) -> Sandbox:
    """A Telegram of our own on `port` until the stack is closed. Raises UsageError where the port is taken."""
    try:
        from bot.sandbox.server import HOST, serve_sandbox
    except ModuleNotFoundError as error:
        raise UsageError("demo", f"{error.name} is not installed", "expected what pip install 'giaoban[sandbox]' brings") from error
    try:
        return await stack.enter_async_context(serve_sandbox(port))
    except OSError as error:
        wrong = "the port is in use" if error.errno == errno.EADDRINUSE else str(error.strerror).lower()
        raise UsageError(f"{HOST}:{port}", wrong, "expected a free port: set GIAOBAN_SANDBOX_PORT") from error


async def _fill(url: str) -> None:
    """Put the seeds into the store at `url`, as if each had been loaded when it appeared, and print the newest one's briefing."""
    from briefings.cli.stored import keep
    from briefings.cli.terminal import print_briefing
    from briefings.store.store import Store

    store = await Store.open(url)
    try:
        await keep(store, map(str, seed_files()), lambda *_: None, lambda place: _appeared(Path(place)))
        newest = await store.newest()
        if newest is not None:
            print_briefing((await store.article(newest)).briefing, newest)
    finally:
        await store.close()
