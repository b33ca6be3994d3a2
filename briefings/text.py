"""Text before anything is read out of it: raw characters in; NFC text, folded copies and sentences with their offsets out.

Folding and tone canonicalisation keep the length, so an offset into a folded copy is an offset into the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from briefings.model import Span

_DROPPED = re.compile("[\ufeff\u200b\u2060\x00]")  # byte order mark, zero-width space, word joiner, NUL
_LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")


def normalise(raw: str) -> str:
    """NFC with ``\\n`` line ends and without invisible marks: the form in which an article is stored. Idempotent."""
    return unicodedata.normalize("NFC", _DROPPED.sub("", _LINE_END.sub("\n", raw)))


class _FoldedLetters(dict[int, str]):
    """Letter by letter what `fold` makes of it, found out at its first use."""

    def __missing__(self, code: int) -> str:
        base = "d" if chr(code) in "đĐÐð" else unicodedata.normalize("NFD", chr(code))[0].casefold()
        self[code] = base if len(base) == 1 else chr(code)
        return self[code]


_FOLDED = _FoldedLetters()


def fold(text: str) -> str:
    """`text` without accents and case, letter for letter: "Đảng ủy" → "dang uy". Same length as the input."""
    return text.translate(_FOLDED)


# Old and new places of the tone mark differ only in open oa, oe, uy: "hòa" / "hoà", "khỏe" / "khoẻ", "ủy" / "uỷ".
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOVED = {
    unicodedata.normalize("NFC", first + tone) + second: first + unicodedata.normalize("NFC", second + tone)
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}  # "òa": "oà"
_OLD_TONE = re.compile(f"[{''.join(old[0] for old in _MOVED)}][aey]")


def _moved(match: re.Match[str]) -> str:
    return _MOVED.get(match[0], match[0])


_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")  # the tab, the no-break space and its kin


_LONG = 300  # letters from which a text is an article, whose form every stage of the reading asks for


def canonical(text: str) -> str:
    """Lower case with the tone mark on the second vowel of oa, oe, uy ("Hòa" → "hoà"), Ð read as đ, any blank as a space. Same length.

    Two spellings of one word are equal in this form; accents stay. Made for comparing and for patterns, never for showing.
    """
    return _canonical_article(text) if len(text) >= _LONG else _canonical(text)


def _canonical(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two letters
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return _OLD_TONE.sub(_moved, _BLANK.sub(" ", lowered).replace("ð", "đ"))


_canonical_article = lru_cache(maxsize=4)(_canonical)


_WORD = re.compile(r"(\w+)")


@lru_cache(maxsize=1)  # stages of the reading ask for those of the same article
def words(text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The words of `text` in order: where each begins, and the words."""
    pieces = _WORD.split(text)  # what stands between words and the words in turn, in half the time that matches take
    edges = list(accumulate(map(len, pieces)))
    return tuple(edges[:-1:2]), tuple(pieces[1::2])


@lru_cache(maxsize=1)
def places(text: str) -> Mapping[str, Sequence[int]]:
    """Each word of `text` with all the places where it begins."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for start, word in zip(*words(text), strict=True):
        found[word].append(start)
    return found


def standing(text: str, wanted: Set[str]) -> list[int]:
    """Where one of `wanted`, which are words, begins in `text`: what can open a phrase is found faster than the phrase."""
    held = places(text)
    return sorted(chain.from_iterable(map(held.__getitem__, wanted & held.keys())))


_LETTERS = [letter for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if (letter := chr(code)).isalpha()]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
"""The capitals of Vietnamese and of other Latin scripts, for a character class: ranges such as À-Ỹ hold small letters too."""
LOWER = "".join(letter for letter in _LETTERS if letter.islower())

_LINE = re.compile(r"[^\n]+")
_ABBREVIATION = re.compile(r"(?:^|[\s(“\"./])(?:TP|Tp|TX|TT|GS|PGS|TS|ThS|BS|KS|CN|NGND|NGƯT|NSND|NSƯT|Mr|Ms|Dr|St|No|[A-ZĐ])\.$")
_LIST_MARK = re.compile(r"(?:^|[\n.;:!?…]\s*)\(?(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)]$")
_STOP = re.compile(r"[.!?…](?:(?<=\.)\.+|(?<=…)…+)?[)\]”’»\"']*")  # ".", "...", "!”"
_NEXT = re.compile(r"\s+[“‘«\"'(\[\-–+•*]*\s*[\w“\"]")
_GLUED = re.compile(rf"\.(?<=[{LOWER})”\"]\.)(?=[{UPPER}][{LOWER}])")  # the point first: it is found faster than letters


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


def _is_no_end(before: str) -> bool:
    """Whether the point that `before` ends with is an abbreviation's or a list mark's; neither stands behind two small letters."""
    return not (before[-3:-2].islower() and before[-2:-1].islower()) and bool(_ABBREVIATION.search(before) or _LIST_MARK.search(before))


def _breaks(text: str, start: int, end: int) -> list[int]:
    found = []
    for match in _STOP.finditer(text, start, end):
        if match[0].rstrip(")]”’»\"'") == "." and _is_no_end(text[max(start, match.start() - 12) : match.start() + 1]):
            continue
        if _opens_sentence(text, match.end(), end):
            found.append(match.end())
    found += [match.end() for match in _GLUED.finditer(text, start, end)]
    return sorted(set(found))


@lru_cache(maxsize=128)  # the stages of the reading ask for the same paragraphs; each entry holds on to the whole text
def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``, line by line, each without the blanks around it.

    A point ends no sentence after an abbreviation ("TP.", "GS."), a list number ("1. ") or inside a number ("5.800");
    an ellipsis ends one only before a capital. A missing blank ("đơn vị.Tiếp tục") is seen.
    """
    result = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        edges = [line.start(), *_breaks(text, line.start(), line.end()), line.end()]
        pieces = (stripped(text, left, right) for left, right in pairwise(edges))
        result += [piece for piece in pieces if piece.text]
    return tuple(result)


def outside(spans: Iterable[Span]) -> Callable[[Span], bool]:
    """A test whether a passage lies in none of `spans` (which do not overlap), in time logarithmic in their number."""
    ordered = sorted(spans)
    starts = [span.start for span in ordered]

    def stands_outside(span: Span) -> bool:
        place = bisect_right(starts, span.start) - 1
        return place < 0 or not ordered[place].holds(span)

    return stands_outside
