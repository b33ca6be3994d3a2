"""Work that keeps a processor busy (files, pictures): done in a thread of its own, piece by piece, so that chats are answered meanwhile.

One thread: what is made at once would have to be held in memory at once, and matplotlib is not made for more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_BENCH = ThreadPoolExecutor(1, thread_name_prefix="aside")


async def aside(work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `work` makes of its arguments, made aside; it must read and write nothing else."""
    return await asyncio.get_running_loop().run_in_executor(_BENCH, lambda: work(*given, **named))
