"""Text before anything is read out of it: raw characters in; NFC text, folded copies and sentences with their offsets out.

Folding and tone canonicalisation keep the length, so an offset into a folded copy is an offset into the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from briefings.model import Span

_DROPPED = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\x00"))  # byte order mark, zero-width space, word joiner, NUL
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


def normalise(raw: str) -> str:
    """NFC with ``\\n`` line ends and without invisible marks: the form in which an article is stored. Idempotent."""
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", raw).translate(_DROPPED))


@cache
def _folded_letter(letter: str) -> str:
    if letter in "đĐÐð":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].casefold()
    return base if len(base) == 1 else letter


def fold(text: str) -> str:
    """`text` without accents and case, letter for letter: "Đảng ủy" → "dang uy". Same length as the input."""
    return "".join(map(_folded_letter, text))


# Old and new places of the tone mark differ only in open oa, oe, uy: "hòa" / "hoà", "khỏe" / "khoẻ", "ủy" / "uỷ".
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_TONE = re.compile(
    "|".join(
        re.escape(unicodedata.normalize("NFC", first + tone) + second)
        for first, second in ("oa", "oe", "uy")
        for tone in _TONES
    )
)


def _moved(match: re.Match[str]) -> str:
    first, tone = unicodedata.normalize("NFD", match[0][0])
    return first + unicodedata.normalize("NFC", match[0][1] + tone)


def canonical(text: str) -> str:
    """Lower case with the tone mark on the second vowel of oa, oe, uy ("Hòa" → "hoà") and Ð read as đ. Same length as the input.

    Two spellings of one word are equal in this form; accents stay. Made for comparing and for patterns, never for showing.
    """
    lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text).replace("ð", "đ")
    return _OLD_TONE.sub(_moved, lowered)


_LINE = re.compile(r"[^\n]+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"./])(?:TP|Tp|TX|TT|GS|PGS|TS|ThS|BS|KS|CN|NGND|NGƯT|NSND|NSƯT|Mr|Ms|Dr|St|No|[A-ZĐ])\.$"
)
_LIST_MARK = re.compile(r"(?:^|[\n.;:!?…]\s*)\(?(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)]$")
_STOP = re.compile(r"(?:\.{2,}|…+|[.!?])[)\]”’»\"']*")
_NEXT = re.compile(r"\s+[“‘«\"'(\[\-–+•*]*\s*[\w“\"]")
_GLUED = re.compile(r"(?<=[a-zà-ỹđ)”\"])\.(?=[A-ZĐÀ-Ỹ][a-zà-ỹđ])")


def lines(text: str) -> tuple[Span, ...]:
    """The lines of `text` that hold anything, stripped of blanks at both ends."""
    return tuple(span for match in _LINE.finditer(text) if (span := stripped(text, match.start(), match.end())).text)


def stripped(text: str, start: int, end: int) -> Span:
    """``text[start:end]`` without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, text[start:end])


def _opens_sentence(text: str, at: int, end: int) -> bool:
    """Whether what follows position `at` starts a sentence: a capital, a digit, a quotation or a list mark after a blank."""
    match = _NEXT.match(text, at, end)
    if not match:
        return False
    first = match[0].strip().lstrip("“‘«\"'([-–+•* \u00a0")
    return not first or not first[0].islower()


def _breaks(text: str, start: int, end: int) -> list[int]:
    found = []
    for match in _STOP.finditer(text, start, end):
        before = text[max(start, match.start() - 12) : match.start() + 1]
        if match[0][0] == "." and len(match[0].rstrip(")]”’»\"'")) == 1 and (_ABBREVIATION.search(before) or _LIST_MARK.search(before)):
            continue
        if _opens_sentence(text, match.end(), end):
            found.append(match.end())
    found += [match.end() for match in _GLUED.finditer(text, start, end)]
    return sorted(set(found))


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``, line by line, each without the blanks around it.

    A point ends no sentence after an abbreviation ("TP.", "GS."), a list number ("1. ") or inside a number ("5.800");
    an ellipsis ends one only before a capital. A missing blank ("đơn vị.Tiếp tục") is seen.
    """
    result = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        edges = [line.start(), *_breaks(text, line.start(), line.end()), line.end()]
        pieces = (stripped(text, left, right) for left, right in zip(edges, edges[1:], strict=False))
        result += [piece for piece in pieces if piece.text]
    return tuple(result)
