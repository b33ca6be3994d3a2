"""Text to search words: running text or a reader's words in; tokens out, split and folded alike for every database.

A token is a run of letters and digits, or a whole document number ("18-NQ/TW" is "18nqtw"). Each has a folded form (without accents) and an
exact one (lower case, accents kept, "hòa" = "hoà"). The databases only ever see tokens joined by blanks, so none splits or folds by rules
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings.numbers import find_numbers
from briefings.text import canonical, fold, normalise

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")  # "tinh gọn bộ máy", also in typographic marks
_MOST_PHRASES = 24  # of a reader's words; what is longer is a pasted text, and its first words say enough


class Token(NamedTuple):
    """A word at half-open offsets. `parts` are the folded groups of a document number ("18", "nq", "tw"), as readers may type only some."""

    start: int
    end: int
    folded: str
    exact: str
    parts: tuple[str, ...] = ()


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an NFC text in order."""
    folded, exact = fold(text), canonical(text)
    at = 0
    for start, end in [*find_numbers(folded), (len(text), len(text))]:
        for word in _WORD.finditer(text, at, start):
            yield Token(word.start(), word.end(), folded[word.start() : word.end()], exact[word.start() : word.end()])
        if start < end:
            parts = tuple(_WORD.findall(folded[start:end]))
            yield Token(start, end, "".join(parts), "".join(_WORD.findall(exact[start:end])), parts)
        at = end


def key(text: str) -> str:
    """A name for comparing and for indexes: folded words joined by blanks. "TÔ LÂM " and "Tô Lâm" are "to lam"."""
    return " ".join(_WORD.findall(fold(normalise(text))))


def exact_key(text: str) -> str:
    """The same with accents: "TÔ LÂM " and "Tô Lâm" are "tô lâm". It has as many words as the key."""
    return " ".join(_WORD.findall(canonical(normalise(text))))


@dataclass(frozen=True, slots=True)
class Indexed:
    """A text as the search index takes it: both columns hold tokens between blanks, " nghi quyet so 18nqtw 18 nq tw "."""

    folded: str
    exact: str


def indexed(*texts: str) -> Indexed:
    """Both columns for some texts; the parts of document numbers follow at the end, where they part no phrase."""
    found = [token for text in texts for token in tokens(text)]
    parts = [part for token in found for part in token.parts]
    return Indexed(_joined([token.folded for token in found] + parts), _joined([token.exact for token in found] + parts))


def _joined(words: list[str]) -> str:
    return f" {' '.join(words)} "


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side: one word, or what stood in quotation marks.

    `pieces` are the folded words with document numbers taken apart ("18", "nq", "tw"), as they stand in running text.
    """

    folded: tuple[str, ...]
    exact: tuple[str, ...]
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, group: tuple[Token, ...]) -> Phrase:
        """The phrase that these tokens make."""
        pieces = tuple(piece for token in group for piece in token.parts or (token.folded,))
        return cls(tuple(token.folded for token in group), tuple(token.exact for token in group), pieces)

    @classmethod
    def named(cls, name: str) -> Phrase:
        """A name, whatever its accents."""
        folded = tuple(key(name).split())
        return cls(folded, folded, folded)

    @property
    def accented(self) -> bool:
        """Whether accents were typed, so that they can be asked for."""
        return self.folded != self.exact


def read_phrases(words: str) -> tuple[Phrase, ...]:
    """A reader's words as phrases, each once, `_MOST_PHRASES` at most. Anything may be typed; without a letter or digit there are none."""
    text = normalise(words)
    quoted = [tuple(tokens(match[1])) for match in _PHRASE.finditer(text)]
    single = [(token,) for token in tokens(_PHRASE.sub(" ", text))]
    phrases = (Phrase.of(group) for group in (*quoted, *single) if group)
    return tuple(dict.fromkeys(phrases))[:_MOST_PHRASES]
