"""What a large store costs a bot that nobody asks: a store of none and one of 100,000 articles in; memory and time to start out.

The real process on a sandbox, on each store in turn. Promised: with 100,000 articles it holds at most 1.3 times the memory, and answers who
has written to it before it started in at most 1.5 times the time.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter

from answers import MANY
from filling import filled, mixed
from growth import resident
from post import sandbox_apart
from promises import promised

from bot.sandbox.client import SandboxClient, is_answer
from bot.sandbox.world import TOKEN
from briefings.store.store import Store

ROUNDS = 5
LARGER, SLOWER = 1.3, 1.5
SETTLED = 4.0  # seconds after which an idle process holds what it holds
LONGEST = 60.0  # seconds for a start


async def _idle(address: str, client: SandboxClient, database: str) -> tuple[float, float]:
    """Megabytes and seconds of one life."""
    told = {"TOKEN": TOKEN, "TELEGRAM_API_URL": address, "DATABASE_URL": database}
    environment = {**os.environ, **{f"GIAOBAN_{name}": value for name, value in told.items()}}
    person = await client.new_user()
    await client.send(person, person, "/start")
    command, began = Path(sys.executable).with_name("giaoban"), perf_counter()
    process = await asyncio.create_subprocess_exec(command, "run", env=environment, stderr=asyncio.subprocess.DEVNULL)
    try:
        await client.wait_for(person, is_answer, seconds=LONGEST)
        seconds = perf_counter() - began
        await asyncio.sleep(SETTLED)
        return resident(process.pid), seconds
    finally:
        process.terminate()
        await process.wait()


async def _measure(texts: Sequence[str]) -> dict[str, list[tuple[float, float]]]:
    with tempfile.TemporaryDirectory() as folder:
        stores = {name: f"sqlite+aiosqlite:///{Path(folder) / name}.db" for name in ("empty", "many")}
        await (await Store.open(stores["empty"])).close()
        async with filled(stores["many"], mixed(texts), MANY):
            pass
        async with sandbox_apart() as (address, client):
            await client.post("latency", seconds=0.0)
            lives: dict[str, list[tuple[float, float]]] = {name: [] for name in stores}
            for _ in range(ROUNDS):
                for name, database in stores.items():
                    lives[name].append(await _idle(address, client, database))
    return lives


@cache
def _measured(texts: tuple[str, ...]) -> dict[str, list[tuple[float, float]]]:
    return asyncio.run(_measure(texts))


def _ratio(texts: Sequence[str], which: int, unit: str, most: float) -> tuple[dict[str, float], bool]:
    found = {name: median(life[which] for life in lives) for name, lives in _measured(tuple(texts)).items()}
    figures = {f"{name}_{unit}": round(value, 3) for name, value in found.items()} | {"ratio": round(found["many"] / found["empty"], 3)}
    return promised(figures, most={"ratio": most})


def measure_memory(texts: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    return _ratio(texts, 0, "mb", LARGER)


def measure_start(texts: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The same."""
    return _ratio(texts, 1, "seconds", SLOWER)
