"""Deep links: what a tap would show, as an address that opens it in the reader's own chat with the bot; and back again.

The payload of t.me/<bot>?start=<payload> is the data of a tap with "-" for ":", at most 64 of A-Z a-z 0-9 _ -
(core.telegram.org/bots/features#deep-linking). Templates don't know the bot's name: their links are
made whole where a message goes out (`addressed`).
"""

from __future__ import annotations

import re

from briefings.rendering.taps import Tap, read_tap, tap

_OPEN = "https://t.me/?start="  # the name is still to come
_LINK = re.compile(r'<a href="https://t\.me/\?start=([A-Za-z0-9_-]{1,64})">(.*?)</a>', re.DOTALL)


def link(action: str, *fields: int | str) -> str:
    """The address of what `tap(action, *fields)` shows, without the bot's name."""
    return f"{_OPEN}{payload(tap(action, *fields))}"


def payload(data: str) -> str:
    """ "a:3" → "a-3"."""
    return data.replace(":", "-")


def start_address(username: str, data: str) -> str:
    """The whole address of what the tap `data` shows."""
    return f"https://t.me/{username}?start={payload(data)}"


def read_payload(text: str) -> Tap | None:
    """The tap that a payload stands for; None for one that no link of ours has."""
    return read_tap(text.replace("-", ":"))


def located(url: str, username: str) -> str:
    """A link of ours made whole; any other address as it is."""
    return start_address(username, url.removeprefix(_OPEN)) if url.startswith(_OPEN) else url


def addressed(html: str, username: str) -> str:
    """`html` with its links made whole; without a name the words stand alone."""
    whole = rf'<a href="https://t.me/{username}?start=\1">\2</a>' if username else r"\2"
    return _LINK.sub(whole, html)
