"""Text in; a row of chunks out, each a phrase of the vocabulary, a word or a mark, with the kinds it may be of.

The longest phrase of the tables at a word wins: "ban chỉ đạo" hides the verb "chỉ đạo". A verb written with a capital inside a clause is part of a
name and loses its kinds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefings.extraction.vocabulary import table
from briefings.text import canonical

TABLES = ("predicates", "directives", "tasks")
_TOKEN = re.compile(r"\w+(?:[.\-/–]\w+)*%?|\S")  # "18-NQ/TW", "29/10", "3%", or one mark
_OPENING = frozenset(".;:!?…“\"'•-–+")
_NOTHING: frozenset[str] = frozenset()
_MARK = frozenset({"mark"})
_NAME = frozenset({"name"})
_UNNAMED = frozenset({"verb", "adverb", "ask", "modal"})  # kinds that a capital inside a clause takes away: "Bộ Xây dựng", "Cần Thơ"


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


@cache
def _lexicon() -> dict[str, dict[tuple[str, ...], frozenset[str]]]:
    """First word → whole phrase (as words) → kinds."""
    kinds: dict[tuple[str, ...], set[str]] = {}
    for name in TABLES:
        for kind, phrases in table(name).items():
            for phrase in canonical(phrases).replace("\n", " ").split(","):
                if words := tuple(_TOKEN.findall(phrase.replace("+", ","))):
                    kinds.setdefault(words, set()).add(kind)
    by_first: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
    for words, found in kinds.items():
        by_first.setdefault(words[0], {})[words] = frozenset(found)
    return by_first


@cache
def _lengths(first: str) -> tuple[int, ...]:
    """How many words the phrases have that start with `first`, longest first."""
    return tuple(sorted({len(words) for words in _lexicon().get(first, ())}, reverse=True))


def _longest(words: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
    """How many words the phrase at `at` takes, and its kinds."""
    first = words[at]
    for length in _lengths(first):
        phrase = tuple(words[at : at + length])
        found = _lexicon()[first].get(phrase)
        if found is not None:
            return len(phrase), found
    return 1, _NOTHING if first[0].isalnum() else _MARK


def chunks(text: str, start: int = 0, end: int | None = None) -> list[Chunk]:
    """The phrases of ``text[start:end]`` in order; offsets are into `text`."""
    end = len(text) if end is None else end
    passage = canonical(text[start:end])
    matches = list(_TOKEN.finditer(passage))
    tokens = [(start + match.start(), start + match.end()) for match in matches]
    words = [match[0] for match in matches]
    found: list[Chunk] = []
    at = 0
    while at < len(tokens):
        length, kinds = _longest(words, at)
        left, right = tokens[at][0], tokens[at + length - 1][1]
        raised = text[left].isupper()
        if raised and found and found[-1].word not in _OPENING and not kinds.isdisjoint(_UNNAMED):
            kinds = (kinds - _UNNAMED) | _NAME
        found.append(Chunk(left, right, " ".join(words[at : at + length]), kinds, raised))
        at += length
    return found
