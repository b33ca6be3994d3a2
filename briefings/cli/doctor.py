"""`giaoban doctor`: this machine and its settings in; what is well, what is not, and what to do about it out."""

from __future__ import annotations

import asyncio
import json
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from bot.config import Settings

TELEGRAM_SECONDS = 10.0
LEAST_FREE = 200_000_000  # bytes: below, SQLite may soon be unable to write
FEW_FREE = 1_000_000_000


class State(StrEnum):
    """How a check came out: `BAD` keeps the bot from working, `DOUBTFUL` does not."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found and, unless it is well, what to do."""

    subject: str
    state: State
    found: str
    remedy: str = ""


@click.command(short_help="Check the machine and the settings.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding, each on a line of its own.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check Python, the settings, the token, the database and the machine, with a remedy for each trouble.

    The exit code is 2 where something keeps the bot from working.
    """
    findings = asyncio.run(_examine())
    if as_json:
        for finding in findings:
            click.echo(json.dumps(asdict(finding), ensure_ascii=False).encode())
    else:
        from briefings.cli.terminal import print_findings

        print_findings(findings)
    ctx.exit(UsageError.exit_code if any(finding.state is State.BAD for finding in findings) else 0)


async def _examine() -> tuple[Finding, ...]:
    from bot.config import load_settings

    machine = (python(), sqlite(), fonts())
    try:
        settings = load_settings()
    except UsageError as error:
        remedy = "copy deploy/env.example to .env, fill it in, and ask again: the rest is checked then"
        return (*machine, Finding("settings", State.BAD, error.wrong, remedy))
    return (*machine, *(look(settings) for look in LOOKED_AT), *[await ask(settings) for ask in ASKED])


def python() -> Finding:
    """The interpreter this runs on."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("python", State.DOUBTFUL, platform.python_version(), "use 3.11, 3.12 or 3.13: these are tested")
    return Finding("python", State.WELL, platform.python_version())


def sqlite() -> Finding:
    """Whether SQLite can search text."""
    with sqlite3.connect(":memory:") as database:
        found = database.execute("SELECT count(*) FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'").fetchone()[0]
    if found:
        return Finding("sqlite", State.WELL, f"{sqlite3.sqlite_version} with full-text search")
    return Finding("sqlite", State.BAD, f"{sqlite3.sqlite_version} without FTS5", "use a Python whose SQLite has it, as Debian's")


def fonts() -> Finding:
    """Whether a picture or a browser can show Vietnamese letters."""
    command = shutil.which("fc-list")
    remedy = "apt-get install fontconfig fonts-noto-core"
    if not command:
        return Finding("fonts", State.DOUBTFUL, "fontconfig is not installed, so fonts cannot be told", remedy)
    listed = subprocess.run([command, ":lang=vi", "family"], capture_output=True, text=True, check=False, timeout=30).stdout  # noqa: S603  fixed words
    families = {line.split(",")[0] for line in listed.splitlines() if line}
    if not families:
        return Finding("fonts", State.DOUBTFUL, "no font has the Vietnamese letters", remedy)
    return Finding("fonts", State.WELL, f"{len(families)} families have the Vietnamese letters")


async def token(settings: Settings) -> Finding:
    """Whether Telegram knows the token."""
    import httpx

    address = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.token.get_secret_value()}/getMe"
    try:
        async with httpx.AsyncClient(timeout=TELEGRAM_SECONDS) as client:
            answer = (await client.get(address)).json()
    except (httpx.HTTPError, ValueError) as error:
        found = f"{settings.telegram_api_url} gives no answer ({type(error).__name__})"
        return Finding("token", State.BAD, found, "check the network, a proxy, and GIAOBAN_TELEGRAM_API_URL")
    if not answer.get("ok"):
        return Finding("token", State.BAD, f"refused: {answer.get('description')}", "set GIAOBAN_TOKEN to what @BotFather says to /token")
    return Finding("token", State.WELL, f"@{answer['result'].get('username')}")


def owners(settings: Settings) -> Finding:
    """Whether anybody may load articles and appoint admins."""
    if settings.owners:
        return Finding("owners", State.WELL, f"{len(settings.owners)} named")
    return Finding("owners", State.DOUBTFUL, "nobody is named", "set GIAOBAN_OWNERS to your Telegram id")


async def database(settings: Settings) -> Finding:
    """Whether the database opens and holds anything. A new one is made, as at the first start."""
    from briefings.query import Kind, Query
    from briefings.store.store import Store

    try:
        store = await Store.open(settings.database_url)
    except BriefingError as error:
        return Finding("database", State.BAD, error.wrong, f"{error.expected}; check GIAOBAN_DATABASE_URL")
    try:
        held = await store.articles(Query(Kind.ARTICLES), limit=1)
    finally:
        await store.close()
    if not held.total:
        return Finding("database", State.DOUBTFUL, "it holds no article yet", "giaoban load seeds")
    return Finding("database", State.WELL, f"{held.total}{' or more' if held.more else ''} articles")


def timezone(settings: Settings) -> Finding:
    """The clock on the wall of the readers."""
    return Finding("time zone", State.WELL, f"{settings.timezone}: {datetime.now(settings.zone):%d/%m/%Y %H:%M}")


def disk(settings: Settings) -> Finding:
    """Room where an SQLite database lies; here, where it is another one."""
    _, _, path = settings.database_url.partition(":///")
    place = Path(path).absolute().parent if settings.database_url.startswith("sqlite") else Path.cwd()
    if not place.is_dir():
        return Finding("disk", State.BAD, f"the folder {place} is not there", "make it, or change GIAOBAN_DATABASE_URL")
    free = shutil.disk_usage(place).free
    state = State.BAD if free < LEAST_FREE else State.DOUBTFUL if free < FEW_FREE else State.WELL
    return Finding("disk", state, f"{free / 1e9:.1f} GB free in {place}", "" if state is State.WELL else "make room")


LOOKED_AT: tuple[Callable[[Settings], Finding], ...] = (owners, timezone, disk)
ASKED: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (token, database)
