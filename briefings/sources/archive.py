"""A .zip of articles: its bytes in; the name and bytes of each file in it out, one after the other. Nothing is ever unpacked to a disk.

What the directory promises is added up before anything is opened, and no file gives more than it promised.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from briefings.errors import UnreadableInput
from briefings.sources.faults import unreadable

MOST_FILES = 2_000
MOST_BYTES = 200_000_000  # of all files together, unpacked
MOST_RATIO = 200  # unpacked to packed: text shrinks to a tenth, many alike to a fiftieth
SMALL = 1_000_000  # below, the ratio says nothing
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # a file follows; the directory of an empty archive
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_NOT_ARTICLES = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")

Member = tuple[str, bytes | UnreadableInput]


def recognises(data: bytes) -> bool:
    """Whether the bytes are a zip archive; an Office document is one too."""
    return data.startswith(SIGNATURES)


def opened(data: bytes, name: str) -> ZipFile:
    """The archive, measured. Raises `UnreadableInput` for one that is damaged, or would unpack to too much."""
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise unreadable("source-damaged", name) from error
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise unreadable("source-many", name, count=len(entries), limit=MOST_FILES)
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or size > max(SMALL, MOST_RATIO * len(data)):
        raise unreadable("source-bomb", name, size=max(1, size // 1_000_000), limit=MOST_BYTES // 1_000_000)
    return archive


def members(data: bytes, name: str, most: int, skip: int = 0) -> Iterator[Member]:
    """Each file in the archive but the first `skip`: its name and its bytes, or why it cannot be read; `most` bytes a file are allowed.

    Raises `UnreadableInput` where the archive as a whole is refused.
    """
    archive = opened(data, name)
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_left_over(entry.filename)]
    if any(_leads_out(entry.filename) for entry in entries):
        raise unreadable("source-paths", name)
    if not entries:
        raise unreadable("source-empty", name)
    for entry in entries[skip:]:
        place = f"{name}/{_shown(entry)}"
        yield place, _content(archive, entry, place, most)


def _content(archive: ZipFile, entry: ZipInfo, place: str, most: int) -> bytes | UnreadableInput:
    if entry.flag_bits & _ENCRYPTED:
        return unreadable("source-locked", place)
    if entry.file_size > most:
        return unreadable("source-too-big", place, size=entry.file_size // 1_000_000, limit=most // 1_000_000)
    try:
        data = archive.read(entry)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        return unreadable("source-damaged", place)
    return unreadable("source-nested", place) if recognises(data) and not holds(data, "word/document.xml") else data


def holds(data: bytes, path: str) -> bool:
    """Whether the bytes are a zip archive with a file at `path` in it."""
    try:
        return recognises(data) and path in ZipFile(BytesIO(data)).namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _leads_out(filename: str) -> bool:
    posix, windows = PurePosixPath(filename), PureWindowsPath(filename)
    return ".." in windows.parts or posix.is_absolute() or bool(windows.anchor)


def _is_left_over(filename: str) -> bool:
    return any(part in _NOT_ARTICLES for part in PurePosixPath(filename).parts)


def _shown(entry: ZipInfo) -> str:
    """The file's name; archivers that do not mark UTF-8 names often write them all the same."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename
