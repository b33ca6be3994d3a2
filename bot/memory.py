"""Memory that is free again: nothing in; given back to the system, so that what a process holds is what it needs, out.

What a long article or an archive took for a moment stays with the allocator otherwise: the process seems to grow with every such peak.
Only glibc has the call (man 3 malloc_trim); elsewhere nothing is done. It takes some milliseconds and lets other threads work meanwhile.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


@cache
def _trim() -> Callable[[int], int] | None:
    return getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Give back what is free."""
    if trim := _trim():
        trim(0)
