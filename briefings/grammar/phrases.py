"""Text in; a row of chunks out, each a phrase of the vocabulary, a word or a mark, with the kinds it may be of.

The longest phrase of the tables at a word wins: "ban chỉ đạo" hides the verb "chỉ đạo". A verb written with a capital inside a clause is
part of a name and loses its kinds. The names of bodies are phrases too, put together of a head and a field: "Sở Giao thông vận tải".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import NamedTuple

from briefings.extraction.vocabulary import table
from briefings.text import canonical

TABLES = ("predicates", "directives", "tasks", "words")
_BODY = frozenset({"body", "agent", "organ"})
_ORGANS = {  # kinds of the names that the heads in organs.toml open
    "ministries": _BODY | {"ministry", "lower_body"},
    "departments": _BODY | {"lower_body"},
    "boards": _BODY,
    "branches": frozenset({"agent"}),
}
_FIELD = frozenset({"organ"})
_TOKEN = re.compile(r"(\w+(?:[.\-/–]\w+)*%?|\S)")  # "18-NQ/TW", "29/10", "3%", or one mark
_OPENING = frozenset(".;:!?…“\"'•-–+)")
_NOTHING: frozenset[str] = frozenset()
_MARK = frozenset({"mark"})
_NAME = frozenset({"name"})
_PROVINCE = frozenset({"province", "agent"})
_VERBAL = frozenset({"verb", "adverb", "ask", "stress", "say", "modal"})  # kinds that a capital inside a clause takes away: "Bộ Xây dựng"


class Chunk(NamedTuple):
    """One phrase: half-open offsets into the text, its canonical words, what it may be, and whether it starts with a capital."""

    start: int
    end: int
    word: str
    kinds: frozenset[str]
    raised: bool

    def is_a(self, *kinds: str) -> bool:
        """Whether the phrase is of one of `kinds`."""
        return not self.kinds.isdisjoint(kinds)


_chunk = partial(tuple.__new__, Chunk)  # takes a third of the time of naming the fields
Row = Sequence[Chunk]
Phrase = tuple[str, ...]


def _phrases(listed: str) -> Iterator[Phrase]:
    """The phrases of one row of a table, in words; "+" stands for a comma."""
    for phrase in canonical(listed).replace("\n", " ").split(","):
        if words := tuple(_TOKEN.findall(phrase.replace("+", ","))):
            yield words


def _spellings(field: Phrase) -> Iterator[Phrase]:
    """The field as listed, and with the blanks that some papers set around its dashes: "VH-TT&DL", "VH - TT & DL"."""
    yield field
    apart = tuple(part for word in field for part in re.split("(-)", word))
    if len(apart) > len(field):
        yield apart


def _entries() -> Iterator[tuple[Phrase, frozenset[str]]]:
    """Every phrase of the tables with a kind it may be of."""
    organs = table("organs")
    fields = tuple({spelling for field in _phrases(organs["fields"]) for spelling in _spellings(field)})
    for heads, kinds in _ORGANS.items():
        yield from ((head + field, kinds) for head in _phrases(organs[heads]) for field in fields)
    yield from ((head + duty, _BODY) for head in _phrases(organs["committees"]) for duty in _phrases(organs["duties"]))
    yield from ((field, _FIELD) for field in fields if "và" in field)  # "các bộ Công an, Nông nghiệp và phát triển nông thôn"
    for province in table("bodies")["provinces"]:
        yield from ((words, _PROVINCE) for words in _phrases(province))
    for name in TABLES:
        for kind, listed in table(name).items():
            yield from ((words, frozenset({kind})) for words in _phrases(listed))


_Longer = tuple[tuple[int, ...], dict[Phrase, frozenset[str]]]  # lengths in words, most first, and the phrases


class _Entry(NamedTuple):
    """The phrases that open with one word: its own kinds, written small or with a capital, and the longer ones by their second word."""

    small: frozenset[str]
    capital: frozenset[str]
    longer: dict[str, _Longer]


@cache
def _lexicon() -> dict[str, _Entry]:
    """First word → the phrases that open with it."""
    kinds_of: dict[Phrase, frozenset[str]] = {}
    for words, kinds in _entries():
        kinds_of[words] = kinds_of.get(words, _NOTHING) | kinds
    by_two: dict[str, dict[str, dict[Phrase, frozenset[str]]]] = {words[0]: {} for words in kinds_of}
    for words, kinds in kinds_of.items():
        if len(words) > 1:
            by_two[words[0]].setdefault(words[1], {})[words] = kinds
    return {first: _entry(kinds_of.get((first,), _NOTHING), longer) for first, longer in by_two.items()}


def _entry(alone: frozenset[str], longer: dict[str, dict[Phrase, frozenset[str]]]) -> _Entry:
    small, capital = (_NOTHING if _broken(alone, (raised,)) else alone for raised in (False, True))
    by_length = {second: (tuple(sorted({*map(len, found)}, reverse=True)), found) for second, found in longer.items()}
    return _Entry(small, capital, by_length)


def _longest(longer: _Longer, words: Phrase, raised: Sequence[bool], at: int) -> tuple[int, frozenset[str]] | None:
    """How many words the longest of the phrases takes that stands at `at`, and its kinds; None where none does.

    The capital that breaks a phrase breaks the shorter ones that hold it too: "tổ chức Hội nghị" holds no "tổ chức hội".
    """
    lengths, phrases = longer
    whole = len(words)
    for length in lengths:
        kinds = phrases.get(words[at : at + length]) if length <= whole else None
        if kinds is not None and not _broken(kinds, raised[at : at + length]):
            return length, kinds
        if kinds is not None and True in raised[at + 1 : at + length]:
            whole = raised.index(True, at + 1) - at
    return None


def _broken(kinds: frozenset[str], raised: Sequence[bool]) -> bool:
    """Whether capitals show that the words are no phrase: in "giao Ban Tổ chức" is no "giao ban", in "các bộ xây dựng" no ministry."""
    if "province" in kinds:
        return not all(raised)
    if "organ" in kinds:
        return True not in raised
    return not raised[0] and True in raised and not kinds.isdisjoint(_VERBAL)


def _in_name(found: Sequence[Chunk], kinds: frozenset[str], *, raised: bool) -> bool:
    """Whether a verb stands in a name: with a capital inside a clause, or as the object of one: "Cục Quản lý khám chữa bệnh"."""
    if not found:
        return False
    if raised:
        return found[-1].word not in _OPENING
    return len(found) > 1 and found[-1].is_a("name") and found[-2].raised and found[-2].is_a("body") and "ask" not in kinds


def chunks(text: str, start: int = 0, end: int | None = None) -> list[Chunk]:
    """The phrases of ``text[start:end]`` in order; offsets are into `text`."""
    pieces = _TOKEN.split(canonical(text)[start:end])  # blanks and words in turn, in half the time that matches take
    edges = list(accumulate(map(len, pieces), initial=start))
    starts, ends = edges[1::2], edges[2::2]
    words = (*pieces[1::2], "")  # the last word has a follower too, which no phrase holds
    capitals = [*map(str.isupper, map(text.__getitem__, starts[:-1]))]
    entry_of, found, at = _lexicon().get, list[Chunk](), 0
    while at < len(capitals):
        word, raised, length, kinds = words[at], capitals[at], 1, _NOTHING
        entry = entry_of(word)
        if entry is not None:
            small, capital, longer = entry
            kinds = capital if raised else small
            follow = longer.get(words[at + 1])
            phrase = _longest(follow, words, capitals, at) if follow else None
            if phrase:
                length, kinds = phrase
                word = " ".join(words[at : at + length])
            if not kinds.isdisjoint(_VERBAL) and _in_name(found, kinds, raised=raised):
                kinds = (kinds - _VERBAL) | _NAME
        elif not word[0].isalnum():
            kinds = _MARK
        found.append(_chunk((starts[at], ends[at + length - 1], word, kinds, raised)))
        at += length
    return found
