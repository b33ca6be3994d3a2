"""Plain text: the bytes of a file in, its characters out. It comes last in the table of formats and takes whatever is left."""

from __future__ import annotations

from briefings.sources.encodings import decode
from briefings.sources.faults import unreadable

# How files that people mistake for text begin, so that the refusal can name them.
_SIGNATURES = (
    (b"PK\x03\x04", "an Office document of another kind, or an archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
)


def recognises(data: bytes) -> bool:
    """Every input: plain text is the format of last resort."""
    return True


def read(data: bytes, name: str) -> str:
    """The characters of `data`. Raises `UnreadableInput` for bytes that are no text or whose encoding cannot be told."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise unreadable("source-kind", name, what=what)
    return decode(data, name)
