"""What is free again goes back to the system, even below something that is still held."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from bot.memory import give_back

SIZE, MANY = 4_000, 20_000  # bytes of a piece that the C allocator takes from its heap, and how many


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only glibc can be asked")
def test_memory_below_what_is_held_goes_back() -> None:
    pieces = [bytes(SIZE) for _ in range(MANY)]
    last = pieces[-1]
    pieces.clear()
    before = resident()
    give_back()
    assert len(last) == SIZE
    assert before - resident() > SIZE * MANY / 2


def test_to_give_back_nothing_is_no_fault() -> None:
    give_back()
    give_back()
