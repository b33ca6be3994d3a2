"""Work that keeps a processor busy (files, pictures): made in a process of its own, piece by piece, so that chats are answered meanwhile.

A function of a module and its arguments in, all of which can be pickled; what it returned out, or its error raised. `python -m bot.aside`
is that process: one piece on its input, the answer on its output. With it everything goes that the piece took: matplotlib and the library
that writes Word hold fifty megabytes once they are loaded, and an idle bot needs neither. One at a time: what is made at once would have
to be held at once.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

LONGEST = 120.0  # seconds; a Word table of a thousand rows takes some
_BENCH = ThreadPoolExecutor(1, thread_name_prefix="aside")


async def aside(work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `work` makes of its arguments; it must read and write nothing else. Raises what it raises; CalledProcessError or TimeoutExpired
    where the process came to an end before it."""
    made: Made = await asyncio.get_running_loop().run_in_executor(_BENCH, _apart, (work, given, named))
    return made


def _apart(piece: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]) -> Any:
    command = [sys.executable, "-P", "-m", __name__]  # -P: nothing is imported from the working directory
    answer = subprocess.run(command, input=pickle.dumps(piece), stdout=subprocess.PIPE, check=True, timeout=LONGEST)  # noqa: S603 - ourselves
    made, error = pickle.loads(answer.stdout)  # noqa: S301 - written by ourselves
    if error is not None:
        raise error
    return made


def _serve() -> None:
    """The process: make one piece. Told to end, as all of the bot's processes are when it stops, it still does: it ends by itself soon."""
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, signal.SIG_IGN)
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # what is printed meanwhile is no answer
    work, given, named = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by ourselves
    try:
        made, error = work(*given, **named), None
    except Exception as failure:  # noqa: BLE001 - raised again in the bot, whatever it is
        made, error = None, failure
    pickle.dump((made, error), answers)


if __name__ == "__main__":
    _serve()
