"""Bytes of a text in unknown encoding in, its characters out; what cannot be told is refused, never garbled.

    byte order mark ─▶ UTF-16 by its zero bytes ─▶ UTF-8 ─▶ the old Vietnamese charsets, told by how Vietnamese they make the text

A UTF-8 text whose letters are really those of an old font ("Héi nghÞ", "Hoäi nghò", "Ho^.i nghi.") is converted too.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from briefings.errors import UnreadableInput
from briefings.sources import charsets
from briefings.sources.faults import unreadable
from briefings.sources.syllables import vietnameseness

_MARKS = (  # the longer mark first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSETS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("TCVN", charsets.from_tcvn3),  # one family: the two differ in marked capitals and typographic signs alone
    ("TCVN", charsets.from_tcvn5712),
    ("VNI-Windows", charsets.from_vni),
    ("VISCII", charsets.from_viscii),
    ("windows-1258", charsets.from_cp1258),
    ("VIQR", charsets.from_viqr),
)
_SAMPLE = 50_000  # characters that are weighed
_VIETNAMESE = 0.3  # of the words; a Vietnamese text has 0.7 and more, another language next to none
_AHEAD = 0.1  # by so much the best reading must lead the next one
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, name: str) -> str:
    """The text in `data`. Raises `UnreadableInput`, with `name` for its place, for bytes that are no text or could be several texts."""
    text = _unicode(data, name)
    if text is None:
        return _best_reading(data, name)
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) * 50 > len(text[:_SAMPLE]):
        raise unreadable("source-encoding", name, problem="these bytes are no text")
    return _reread(text)


def _unicode(data: bytes, name: str) -> str | None:
    """The text of bytes that are Unicode, by mark or by form; None for any others."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    encoding = marked or _zero_bytes(data[:_SAMPLE]) or "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if marked:
            wrong = f"bad {encoding} at byte {error.start} ({error.reason})"
            expected = "expected what the byte order mark announces"
            raise UnreadableInput(name, wrong, expected, text_id="source-encoding", name=name) from error
        return None


def _zero_bytes(data: bytes) -> str | None:
    """UTF-16 without a mark: blanks and plain letters leave every second byte zero, high bytes of Vietnamese letters are small."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) * 10 < len(data) or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _best_reading(data: bytes, name: str) -> str:
    """The bytes by the charset that makes them most Vietnamese."""
    text = data.decode("latin-1")
    readings = _ranked(text)
    score, family, convert = readings[0]
    rival = next(other for other, kin, _ in readings if kin != family)
    if score < _VIETNAMESE:
        raise unreadable("source-encoding", name, problem=_damage(data) or "these bytes are no text in a known encoding")
    if score - rival < _AHEAD:
        raise unreadable("source-encoding", name, problem="the encoding cannot be told for certain")
    return convert(text)


def _damage(data: bytes) -> str | None:
    """Where a text that is Vietnamese in UTF-8 but for some bytes breaks off; None for one that is no such text."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = vietnameseness(data[:_SAMPLE].decode("utf-8", "ignore"))
        return f"damaged UTF-8 at byte {error.start}" if whole >= _VIETNAMESE else None
    return None


def _reread(text: str) -> str:
    """A Unicode `text` as it is, unless one old charset makes Vietnamese of what is none."""
    own = vietnameseness(text[:_SAMPLE])
    if own >= _VIETNAMESE:
        return text
    as_bytes = "".join(map(_byte_letter, text))
    score, _, convert = _ranked(as_bytes)[0]
    return convert(as_bytes) if score - own >= _VIETNAMESE else text


def _byte_letter(letter: str) -> str:
    """The Latin-1 letter of the byte that windows-1252 shows as `letter`; itself when no byte does."""
    return letter.encode("cp1252", "ignore").decode("latin-1") or letter


def _ranked(text: str) -> list[tuple[float, str, Callable[[str], str]]]:
    """How Vietnamese each charset makes `text` (bytes as Latin-1 letters), with its family and conversion, best first."""
    sample = text[:_SAMPLE]
    return sorted(((vietnameseness(convert(sample)), family, convert) for family, convert in _CHARSETS), key=lambda row: -row[0])
