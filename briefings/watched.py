"""The watched folder: what lies in it at two looks in; which files are whole, and where each goes, out.

    look ─▶ settled: the same at two looks ─▶ articles ─ kept ─▶ done/            or failed/, with the reason in a file beside it

`GIAOBAN_INBOX` names the folder. The deciding is pure; `sweep` is one tick and does what was decided.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Container, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from briefings.errors import UnreadableInput
from briefings.sources import SUFFIXES, SourceText, bytes_of
from briefings.sources.guard import stream_untrusted

DONE, FAILED = "done", "failed"
REASON = ".reason.txt"


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looked: its size in bytes and the time of its last change, in nanoseconds."""

    size: int
    changed: int


Look = Mapping[str, Stamp]


def settled(before: Look, now: Look) -> tuple[str, ...]:
    """The names of the files that nobody is writing any more, by age: those that looked the same at the look before."""
    same = (name for name, stamp in now.items() if before.get(name) == stamp)
    return tuple(sorted(same, key=lambda name: (now[name].changed, name)))


def free_name(name: str, taken: Container[str]) -> str:
    """`name`, numbered where a file of an earlier day has it: "bài.pdf", "bài (2).pdf"."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def look(folder: Path) -> Look:
    """The articles that lie in the folder itself; hidden files and those of other kinds are left alone."""
    stamps = {}
    for file in folder.iterdir():
        if file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~")) and file.is_file() and not file.is_symlink():
            state = file.stat()
            stamps[file.name] = Stamp(state.st_size, state.st_mtime_ns)
    return stamps


async def sweep(folder: Path, before: Look, keep: Callable[[SourceText], Awaitable[None]]) -> Look:
    """One tick: keep the articles of every settled file and move it; what lies there now, for the next tick.

    `keep` stores one article; twice changes nothing, so a kill between keeping and moving is harmless.
    """
    now = await asyncio.to_thread(look, folder)
    for name in settled(before, now):
        faults = await _kept(folder / name, keep)
        await asyncio.to_thread(_put_away, folder / name, faults)
    return now


async def _kept(file: Path, keep: Callable[[SourceText], Awaitable[None]]) -> tuple[str, ...]:
    """Keep every article in the file; why others could not be read, a line each."""
    faults = []
    try:
        data = await asyncio.to_thread(bytes_of, file)
    except UnreadableInput as refusal:
        return (str(refusal),)
    async with aclosing(stream_untrusted(data, file.name)) as articles:
        async for found in articles:
            if isinstance(found, UnreadableInput):
                faults.append(str(found))
            else:
                await keep(found)
    return tuple(faults)


def _put_away(file: Path, faults: tuple[str, ...]) -> None:
    """Move a file that has been read; one with faults goes to failed/, its reason beside it."""
    target = file.parent / (FAILED if faults else DONE)
    target.mkdir(exist_ok=True)
    name = free_name(file.name, {other.name for other in target.iterdir()})
    file.rename(target / name)
    if faults:
        (target / f"{name}{REASON}").write_text("\n".join(faults) + "\n", "utf-8")
