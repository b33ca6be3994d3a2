"""Bytes or a path in, the text of the articles in it out, whatever the format.

    URL ─ web ─▶ bytes ─ guard: a process of its own ─▶ read_all ─ archive ─▶ read_bytes ─ FORMATS ─▶ text

The first row of `FORMATS` that recognises the bytes reads them. A format is a module here with a `recognises` and a `read` of these shapes;
it imports what it works with in its functions, so that plain text is read at once. Whatever strangers send goes through `guard`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from briefings.errors import UnreadableInput
from briefings.sources import archive, docx, html, pdf, plain, scan
from briefings.sources.faults import unreadable

MAX_BYTES = 20_000_000  # what Telegram lets a bot download: https://core.telegram.org/bots/api#getfile
SUFFIXES = frozenset((".txt", ".html", ".htm", ".mhtml", ".mht", ".docx", ".pdf", ".zip"))  # what is taken out of a folder


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one article and where it came from: a file's name, an address, "bao.zip/bai-3.docx"."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: whether bytes are of it, and the text in them. `read` raises `UnreadableInput` where there is none."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], str]


FORMATS: tuple[Format, ...] = (
    Format("PDF", pdf.recognises, pdf.read),
    Format("Word", docx.recognises, docx.read),
    Format("picture", scan.recognises, scan.read),
    Format("web page", html.recognises, html.read),
    Format("plain text", plain.recognises, plain.read),
)


def is_plain(data: bytes) -> bool:
    """Whether the bytes are read by our own code alone, so that no limits are needed."""
    return not archive.recognises(data) and _format(data).read is plain.read


def _format(data: bytes) -> Format:
    return next(form for form in FORMATS if form.recognises(data))


def read_bytes(data: bytes, name: str) -> str:
    """The text of `data`; `name` says in an error which input it was. Raises `UnreadableInput`."""
    if len(data) > MAX_BYTES:
        raise too_big(name, len(data))
    text = _format(data).read(data, name)
    if not text.strip():
        raise unreadable("source-empty", name)
    return text


Found = SourceText | UnreadableInput


def read_all(data: bytes, name: str, skip: int = 0, begins: Callable[[str], None] = lambda place: None) -> Iterator[Found]:
    """Each article in `data`, or why it cannot be read: one, or as many as an archive holds, in its order, but the first `skip`.

    `begins` is told the name of each before it is read.
    """
    many = archive.recognises(data) and not docx.recognises(data)
    try:
        for place, content in archive.members(data, name, MAX_BYTES, skip) if many else islice(((name, data),), skip, None):
            begins(place)
            yield content if isinstance(content, UnreadableInput) else _read_one(content, place)
    except UnreadableInput as refusal:
        yield refusal


def _read_one(data: bytes, name: str) -> Found:
    try:
        return SourceText(name, read_bytes(data, name))
    except UnreadableInput as refusal:
        return refusal


def read_path(path: Path) -> str:
    """The text of the file at `path`, at most `MAX_BYTES` long. Raises `UnreadableInput`."""
    return read_bytes(bytes_of(path), printable(path))


def bytes_of(path: Path) -> bytes:
    """What is in the file at `path`; one byte more than `MAX_BYTES` at most. Raises `UnreadableInput`."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableInput(printable(path), (error.strerror or "cannot be opened").lower(), "expected a readable file") from error


def too_big(name: str, size: int) -> UnreadableInput:
    """The refusal of an input of `size` bytes, before or after it was fetched."""
    return unreadable("source-too-big", name, size=_megabytes(size), limit=_megabytes(MAX_BYTES))


def printable(path: Path) -> str:
    """`path` on one line of printable Unicode; bytes of a name that are no UTF-8 show as �."""
    shown = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "�" for letter in shown)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f}" if size % 1_000_000 == 0 else f"over {size // 1_000_000}"
