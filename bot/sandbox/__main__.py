"""`python -m bot.sandbox`: the sandbox alone.

In: GIAOBAN_SANDBOX_PORT (8765), GIAOBAN_TOKEN; out: the page's address, then service until Ctrl-C.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys

from bot.sandbox.limits import AS_TELEGRAM
from bot.sandbox.people import furnish
from bot.sandbox.server import HOST, run
from bot.sandbox.world import TOKEN, World

DEFAULT_PORT = 8765


def main() -> None:
    """Serve until stopped."""
    port = int(os.environ.get("GIAOBAN_SANDBOX_PORT", DEFAULT_PORT))
    world = World(limits=AS_TELEGRAM, token=os.environ.get("GIAOBAN_TOKEN", TOKEN))
    furnish(world)
    sys.stdout.write(f"http://{HOST}:{port}/\n")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(port, world))


main()
