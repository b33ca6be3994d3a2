"""Strangers' bytes in, their articles out, without danger to this process: another one reads them, under limits.

    data, name ─ standard input ─▶ briefings.sources.reader ─ standard output, article by article ─▶ SourceText | UnreadableInput

The limits hold for each article, so a thousand in one archive have the time they need, and one that breaks the reader costs only itself.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

from briefings.errors import UnreadableInput
from briefings.sources import MAX_BYTES, Found, SourceText, too_big
from briefings.sources.faults import unreadable
from briefings.sources.reader import HEAVY

AT_ONCE = 2  # readers; others wait
MOST_BREAKDOWNS = 20  # in one archive
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TESSDATA_PREFIX")  # nothing of our settings, the token least of all

_places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one article may take: seconds, on the clock and of the processor, and memory."""

    seconds: int = 15
    megabytes: int = 512


LIMITS = Limits()


async def read_untrusted(data: bytes, name: str, limits: Limits = LIMITS) -> tuple[SourceText, ...]:
    """Every article in `data`; raises the first `UnreadableInput`. Of an archive, `stream_untrusted` keeps what can be read."""
    async with aclosing(stream_untrusted(data, name, limits)) as articles:
        return tuple([_readable(found) async for found in articles])


def _readable(found: Found) -> SourceText:
    if isinstance(found, UnreadableInput):
        raise found
    return found


async def stream_untrusted(data: bytes, name: str, limits: Limits = LIMITS) -> AsyncGenerator[Found, None]:
    """Each article in `data` as soon as it is read, or why it cannot be; an archive holds many. Never raises for what is in the bytes.

    Who stops before the end closes it (`contextlib.aclosing`): until then a reader waits.
    """
    if len(data) > MAX_BYTES:
        yield too_big(name, len(data))
        return
    done = 0
    for _ in range(MOST_BREAKDOWNS):
        broken = None
        async with aclosing(_read_from(done, data, name, limits)) as articles:
            async for found in articles:
                done += 1
                yield found
                broken = found if isinstance(found, _Breakdown) else None
        if broken is None:
            return


class _Breakdown(UnreadableInput):
    """The reader ended in the middle of an article."""


async def _read_from(skip: int, data: bytes, name: str, limits: Limits) -> AsyncGenerator[Found, None]:
    """The articles from number `skip` on, as one reader tells them; at its end, where it broke down, why."""
    place = name
    async with _reader() as reader:
        try:
            await asyncio.wait_for(_order(reader, data, {"name": name, "skip": skip, **asdict(limits)}), limits.seconds)
            while answer := await asyncio.wait_for(_answer(reader), limits.seconds):
                if isinstance(answer, str):
                    place = answer
                else:
                    yield answer
            status = await asyncio.wait_for(reader.wait(), limits.seconds)
        except TimeoutError:
            status = -signal.SIGXCPU
    if status:
        yield _breakdown(status, place, limits)


@asynccontextmanager
async def _reader() -> AsyncIterator[Process]:
    """A process that reads, once there is room for one more; it does not outlive the block."""
    places = _places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    settings = {name: value for name, value in os.environ.items() if name in _KEPT}
    command = (sys.executable, "-B", "-P", "-m", "briefings.sources.reader")
    async with places:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=settings, start_new_session=True
        )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # it is gone, and Tesseract with it
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _order(reader: Process, data: bytes, order: dict[str, Any]) -> None:
    assert reader.stdin  # noqa: S101  opened as a pipe
    with suppress(BrokenPipeError, ConnectionResetError):  # it broke down at once: its exit code says why
        reader.stdin.write(json.dumps(order).encode() + b"\n" + data)
        await reader.stdin.drain()
        reader.stdin.close()


async def _answer(reader: Process) -> Found | str | None:
    """The next article, or the name of the one that is being read; None at the end, or where the reader ended in a word."""
    assert reader.stdout  # noqa: S101  opened as a pipe
    line = await reader.stdout.readline()
    if not line.endswith(b"\n"):
        return None
    answer = json.loads(line)
    if "begins" in answer:
        return str(answer["begins"])
    if "bytes" not in answer:
        return UnreadableInput(answer["where"], answer["wrong"], answer["expected"], text_id=answer["text_id"], **answer["values"])
    with suppress(asyncio.IncompleteReadError):
        return SourceText(answer["name"], (await reader.stdout.readexactly(answer["bytes"])).decode())
    return None


def _breakdown(status: int, place: str, limits: Limits) -> _Breakdown:
    """What the end of a reader says about the article it was reading: a parser that crashes was given a damaged file."""
    reasons = {HEAVY: "source-heavy", -signal.SIGXCPU: "source-slow"}
    fault = unreadable(reasons.get(status, "source-damaged"), place, **asdict(limits))
    return _Breakdown(fault.where, fault.wrong, fault.expected, text_id=fault.text_id, **fault.values)
