"""Text in; a row of chunks out, each a phrase of the vocabulary, a word or a mark, with the kinds it may be of.

The longest phrase of the tables at a word wins: "ban chỉ đạo" hides the verb "chỉ đạo". A verb written with a capital inside a clause is
part of a name and loses its kinds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefings.extraction.vocabulary import table
from briefings.text import canonical

TABLES = ("predicates", "directives", "tasks", "words")
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


Row = Sequence[Chunk]
Phrase = tuple[str, ...]
_UNKNOWN: tuple[tuple[int, ...], dict[Phrase, frozenset[str]]] = ((), {})


@cache
def _lexicon() -> dict[str, tuple[tuple[int, ...], dict[Phrase, frozenset[str]]]]:
    """First word → how many words its phrases have (most first), and the phrases with their kinds. In the tables "+" stands for a comma."""
    kinds: dict[Phrase, set[str]] = {}
    for name in TABLES:
        for kind, phrases in table(name).items():
            for phrase in canonical(phrases).replace("\n", " ").split(","):
                if words := tuple(_TOKEN.findall(phrase.replace("+", ","))):
                    kinds.setdefault(words, set()).add(kind)
    by_first: dict[str, dict[Phrase, frozenset[str]]] = {}
    for words, found in kinds.items():
        by_first.setdefault(words[0], {})[words] = frozenset(found)
    return {first: (tuple(sorted({*map(len, found)}, reverse=True)), found) for first, found in by_first.items()}


def _longest(words: Phrase, at: int) -> tuple[int, frozenset[str]]:
    """How many words the phrase at `at` takes, and its kinds."""
    first = words[at]
    lengths, phrases = _lexicon().get(first, _UNKNOWN)
    for length in lengths:
        phrase = words[at : at + length]
        if phrase in phrases:
            return len(phrase), phrases[phrase]
    return 1, _NOTHING if first[0].isalnum() else _MARK


def chunks(text: str, start: int = 0, end: int | None = None) -> list[Chunk]:
    """The phrases of ``text[start:end]`` in order; offsets are into `text`."""
    end = len(text) if end is None else end
    tokens = list(_TOKEN.finditer(canonical(text[start:end])))
    words = tuple(token[0] for token in tokens)
    found: list[Chunk] = []
    at = 0
    while at < len(words):
        length, kinds = _longest(words, at)
        left = start + tokens[at].start()
        raised = text[left].isupper()
        if raised and found and found[-1].word not in _OPENING and not kinds.isdisjoint(_UNNAMED):
            kinds = (kinds - _UNNAMED) | _NAME
        word = words[at] if length == 1 else " ".join(words[at : at + length])
        found.append(Chunk(left, start + tokens[at + length - 1].end(), word, kinds, raised))
        at += length
    return found
