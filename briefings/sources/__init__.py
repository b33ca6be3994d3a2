"""Bytes or a path in, the text of one article out, whatever the format.

    read_path(path) ─ size ─▶ read_bytes(data, name) ─ FORMATS ─▶ text

The first row of `FORMATS` that recognises the bytes reads them. A format is a module here with a `recognises` and a `read` of these shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from briefings.errors import UnreadableInput
from briefings.sources import plain

MAX_BYTES = 20_000_000  # what Telegram lets a bot download: https://core.telegram.org/bots/api#getfile


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: whether bytes are of it, and the text in them. `read` raises `UnreadableInput` where there is none."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], str]


FORMATS: tuple[Format, ...] = (Format("plain text", plain.recognises, plain.read),)


def read_bytes(data: bytes, name: str) -> str:
    """The text of `data`; `name` says in an error which input it was. Raises `UnreadableInput`."""
    if len(data) > MAX_BYTES:
        raise UnreadableInput(name, f"{_megabytes(len(data))} MB of data", f"expected at most {_megabytes(MAX_BYTES)} MB")
    text = next(form for form in FORMATS if form.recognises(data)).read(data, name)
    if not text.strip():
        raise UnreadableInput(name, "there is no text in it", "expected the text of an article")
    return text


def read_path(path: Path) -> str:
    """The text of the file at `path`, at most `MAX_BYTES` long. Raises `UnreadableInput`."""
    name = printable(path)
    try:
        with path.open("rb") as file:
            return read_bytes(file.read(MAX_BYTES + 1), name)
    except OSError as error:
        raise UnreadableInput(name, (error.strerror or "cannot be opened").lower(), "expected a readable file") from error


def printable(path: Path) -> str:
    """`path` on one line of printable Unicode; bytes of a name that are no UTF-8 show as �."""
    shown = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "�" for letter in shown)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f}" if size % 1_000_000 == 0 else f"over {size // 1_000_000}"
