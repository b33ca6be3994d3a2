"""Loading many: a zip of 1,000 articles sent to the bot in; its memory, its progress and how soon it answers others meanwhile, out.

Promised: at its peak the bot, with the processes that read for it, takes less than twice what it takes for one article, plus the zip; it
says how far it is; and the median of the answers to commands meanwhile is at most three times that of an idle bot.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from io import BytesIO
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from post import database_in, sandbox_apart
from promises import promised

from bot.config import PREFIX
from bot.sandbox.client import SandboxClient
from bot.sandbox.world import TOKEN

MANY, READERS, IDLE = 1000, 60, 60  # articles; readers who ask in turn; answers of an idle bot
LOOK = 0.02  # seconds between two looks at the memory
SLOWER, MEMORY, PATIENCE = 3.0, 2.0, 600.0
_BOT = "from bot.app import run; from bot.config import load_settings; run(load_settings())"


def zipped(texts: Sequence[str], size: int) -> bytes:
    """`size` articles, no two alike."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number in range(size):
            archive.writestr(f"bai-{number}.txt", f"{texts[number % len(texts)]}\nBài số {number}.")
    return packed.getvalue()


def _kilobytes(pid: int, parent: bytes = b"") -> int:
    """What a process and those that it has started hold in memory; 0 for one that is gone.

    One that still runs under its parent's command was forked just now: its memory is the parent's, and counted there.
    """
    with suppress(OSError):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if command == parent:
            return 0
        held = Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return int(held[0] if held else 0) + sum(_kilobytes(int(child), command) for child in children)
    return 0


class Peak:
    """The most that a process and its children have held, in kilobytes."""

    def __init__(self, pid: int) -> None:
        self._pid, self.kilobytes = pid, 0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            self.kilobytes = max(self.kilobytes, _kilobytes(self._pid))
            await asyncio.sleep(LOOK)


@asynccontextmanager
async def bot(address: str, owner: int, folder: str) -> AsyncIterator[Peak]:
    """The bot in a process of its own, and the most memory that it takes."""
    values = {"TOKEN": TOKEN, "TELEGRAM_API_URL": address, "DATABASE_URL": database_in(folder), "OWNERS": str(owner)}
    settings = {**os.environ, **{PREFIX + name: value for name, value in values.items()}}
    with TemporaryFile("w+", encoding="utf-8") as said:
        running = await asyncio.create_subprocess_exec(sys.executable, "-c", _BOT, env=settings, cwd=folder, stderr=said)
        async with _watched(running, said) as peak:
            yield peak


@asynccontextmanager
async def _watched(running: Process, said: TextIO) -> AsyncIterator[Peak]:
    """Its peak until the block ends, and the process with it; where it ends in an error, what the process said last."""
    peak = Peak(running.pid)
    watching = asyncio.create_task(peak.watch())
    try:
        yield peak
    except Exception:
        said.seek(0)
        print(said.read()[-4000:], file=sys.stderr)
        raise
    finally:
        watching.cancel()
        running.terminate()
        await running.wait()


async def _answer(client: SandboxClient, readers: Iterator[int]) -> float:
    """The seconds until a command is answered; another reader each time, or Telegram's one message a second to a chat is all one sees."""
    reader, begin = next(readers), perf_counter()
    await client.ask(reader, reader, "/trogiup")
    return perf_counter() - begin


async def _load(client: SandboxClient, owner: int, data: bytes, done: str) -> None:
    """Send a zip, and wait until it is said what came of it."""
    await client.upload(owner, owner, "cac-bai.zip", data, mime="application/zip")
    await client.wait_for(owner, lambda message: done in message.get("text", ""), seconds=PATIENCE)


async def _measure(texts: Sequence[str], size: int, done: str) -> tuple[Peak, list[float], list[float], int]:
    """Peak memory while `size` articles load, answers before and meanwhile, and how often it was said how far it was."""
    async with sandbox_apart() as (address, client):
        owner, *others = await client.new_users(1 + READERS)
        readers = cycle(others)
        with TemporaryDirectory() as folder:
            async with bot(address, owner, folder) as peak:
                idle = [await _answer(client, readers) for _ in range(IDLE)]
                loading = asyncio.create_task(_load(client, owner, zipped(texts, size), done))
                busy: list[float] = []
                while not loading.done():
                    busy.append(await _answer(client, readers))
                await loading
                return peak, idle, busy, len(await client.calls("editMessageText"))


def measure_ingest(texts: Sequence[str]) -> tuple[dict[str, float], bool]:
    """The figures and whether the promise holds."""
    one, *_ = asyncio.run(_measure(texts, 1, "Bản nháp 1"))
    begin = perf_counter()
    many, idle, busy, edits = asyncio.run(_measure(texts, MANY, f"{MANY:,} bản nháp mới".replace(",", ".")))  # as the bot writes it
    megabytes = len(zipped(texts, MANY)) / 1e6
    figures = {
        "articles": MANY,
        "seconds": round(perf_counter() - begin, 1),
        "zip_megabytes": round(megabytes, 2),
        "peak_one_megabytes": round(one.kilobytes / 1000, 1),
        "peak_many_megabytes": round(many.kilobytes / 1000, 1),
        "peak_ratio": round(many.kilobytes / 1000 / (one.kilobytes / 1000 + megabytes), 2),
        "progress_edits": edits,
        "idle_milliseconds": round(1000 * median(idle), 1),
        "busy_milliseconds": round(1000 * median(busy), 1),
        "busy_answers": len(busy),
        "busy_to_idle": round(median(busy) / median(idle), 2),
    }
    return promised(figures, most={"peak_ratio": MEMORY, "busy_to_idle": SLOWER}, least={"progress_edits": 1})
