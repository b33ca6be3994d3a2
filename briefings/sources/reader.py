"""The process in which strangers' files are read: `python -m briefings.sources.reader`, started by `briefings.sources.guard`.

In, on standard input: a line of JSON with the limits, then the bytes. Out, on standard output: for each article a line of JSON when it
begins and one when it is done, with why it cannot be read or with the length of its text, which follows as UTF-8.
The process sets its own limits before it loads anything that parses, writes no file and knows no settings.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any

from briefings.errors import UnreadableInput
from briefings.sources import Found, read_all

HEAVY = 73  # exit code: the memory did not suffice


def main() -> None:
    """Read what is asked for, and answer article by article."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["megabytes"])
    say = _answers()
    try:
        for found in read_all(sys.stdin.buffer.read(), order["name"], order["skip"], lambda place: _begin(say, place, order["seconds"])):
            _tell(say, found)
    except MemoryError:
        os._exit(HEAVY)  # at once: cleaning up may want memory too


def _limit(megabytes: int) -> None:
    """No more memory than that, no file written, no core left behind."""
    for limit, most in ((resource.RLIMIT_AS, megabytes * 1_000_000), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))


def _answers() -> Callable[[bytes], None]:
    """A way to the guard of which no library knows: what one prints goes where its errors go."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(message: bytes) -> None:
        pipe.write(message)
        pipe.flush()

    return say


def _begin(say: Callable[[bytes], None], place: str, seconds: int) -> None:
    """Announce the next article, which has so many seconds of the processor."""
    say(_line({"begins": place}))
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, resource.RLIM_INFINITY))


def _tell(say: Callable[[bytes], None], found: Found) -> None:
    if isinstance(found, UnreadableInput):
        say(_line({key: getattr(found, key) for key in ("where", "wrong", "expected", "text_id", "values")}))
    else:
        text = found.text.encode("utf-8", "replace")
        say(_line({"name": found.name, "bytes": len(text)}) + text)


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer).encode() + b"\n"


if __name__ == "__main__":
    main()
