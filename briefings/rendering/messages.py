"""What a chat can show: blocks of Telegram HTML in, messages within Telegram's limits out.

Limits (https://core.telegram.org/bots/api#sendmessage, #inlinekeyboardbutton, #copytextbutton): 4,096 UTF-16 units after the
entities are parsed, 100 entities a message (the rest are dropped), 64 bytes of callback data, 256 characters to copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

TEXT_LIMIT = 4096
ENTITY_LIMIT = 99  # the hundredth is the last that Telegram keeps; where there are a hundred, nobody sees whether some were dropped
DATA_LIMIT = 64
COPY_LIMIT = 256

# One opening or closing tag, one character reference, blanks, or a word: '<a href="x">', '</b>', '&amp;', ' ', 'Nghị'.
# Every `<` of rendered HTML opens a tag (values are escaped), so nothing is scanned twice; a "word" has at most 200 characters.
_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[a-z-]+)[^<>]*>|&[a-zA-Z0-9#]{1,10};|(?P<blank>\s{1,200})|[^<&\s]{1,200}|[<&]")
_TAG = re.compile(r"</?[a-z-]+[^<>]*>")
_OPENING = re.compile(r"<[a-z-]+[^<>]*>")


def units(text: str) -> int:
    """The length of plain `text` as Telegram counts it: UTF-16 code units ("🗞" is 2)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(html: str) -> str:
    """The plain text that a chat shows for `html`."""
    return unescape(_TAG.sub("", html))


def entities(html: str) -> int:
    """How many tags `html` opens: each becomes at most one of Telegram's entities."""
    return len(_OPENING.findall(html))


def fits(html: str, limit: int = TEXT_LIMIT) -> bool:
    """Whether one message of `limit` units holds `html` whole."""
    return units(shown(html)) <= limit and entities(html) <= ENTITY_LIMIT


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; just one of `data` (callback, ≤ 64 bytes), `url` and `copy` (text for the clipboard, ≤ 256 characters)."""

    text: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None

    def __post_init__(self) -> None:
        if sum(way is not None for way in (self.data, self.url, self.copy)) != 1:
            raise ValueError(f"button {self.text!r} needs exactly one of data, url and copy")
        if len((self.data or "").encode()) > DATA_LIMIT or units(self.copy or "") > COPY_LIMIT:
            raise ValueError(f"button {self.text!r} carries more than Telegram takes")


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes into a chat: its name, its bytes, and a caption of at most 1,024 units. `picture`: shown, not kept as a document."""

    name: str
    data: bytes
    caption: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One message: Telegram HTML that fits (`fits`), and the rows of buttons under it.

    `file`: it goes out too, after the message. `previews`: Telegram shows what the first link leads to.
    """

    html: str
    keyboard: Keyboard = ()
    file: File | None = None
    previews: bool = False


class _Sheet:
    """The message being filled: what it holds, what it may still hold, and the tags open at its end."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.open: list[str] = []
        self.done: list[str] = []
        self._start()

    def _start(self) -> None:
        self.parts = list(self.open)
        self.room, self.tags = self.limit, len(self.open)

    def turn(self) -> None:
        """Close what is open, put the message aside, and open the same tags on the next one."""
        if self.room < self.limit:
            closing = (f"</{re.split('[ >]', tag[1:])[0]}>" for tag in reversed(self.open))
            self.done.append("".join(self.parts).rstrip() + "".join(closing))
        self._start()

    def tag(self, piece: str, closing: bool) -> None:
        if closing:
            self.open.pop()
        elif self.tags >= ENTITY_LIMIT:
            self.turn()
        self.parts.append(piece)
        if not closing:
            self.open.append(piece)
            self.tags += 1

    def text(self, piece: str, blank: bool) -> None:
        """Add a word, a character reference or blanks; no message begins with blanks."""
        size = units(unescape(piece))
        if size > self.room:
            self.turn()
        if blank and self.room == self.limit:
            return
        self.parts.append(piece)
        self.room -= size


def split(html: str, limit: int = TEXT_LIMIT) -> tuple[str, ...]:
    """Cut `html` into pieces of at most `limit` (≥ 400) units and 100 entities: at blanks, never inside a tag, a reference or a character.

    A tag open at a cut is closed before and opened again after it. `html` must be well-formed (as the templates make it).
    """
    sheet = _Sheet(limit)
    for piece in _PIECE.finditer(html):
        if piece["tag"]:
            sheet.tag(piece[0], bool(piece["close"]))
        else:
            sheet.text(piece[0], bool(piece["blank"]))
    sheet.turn()
    return tuple(sheet.done)


def _sizes(html: str) -> tuple[int, int]:
    return units(shown(html)), entities(html)


def fill(blocks: Iterable[str], limit: int = TEXT_LIMIT, between: str = "\n\n") -> Iterator[str]:
    """Put whole `blocks` of HTML together, as many as fit in `limit` units and 100 entities; only a block too long by itself is cut."""
    held, room, tags = "", limit, ENTITY_LIMIT
    for piece in (piece for block in blocks for piece in ((block,) if fits(block, limit) else split(block, limit))):
        size, marks = _sizes(piece)
        if held and (units(between) + size > room or marks > tags):
            yield held
            held, room, tags = "", limit, ENTITY_LIMIT
        room -= size + (units(between) if held else 0)
        tags -= marks
        held = held + between + piece if held else piece
    if held:
        yield held
