"""ROUGE (Lin, 2004): the words of what was told and of a reference in; how much they share, as F1 between 0 and 1, out."""

from __future__ import annotations

import re
from collections import Counter

Words = tuple[str, ...]
_WORD = re.compile(r"\w+")


def words(text: str) -> Words:
    """The words of a text in small letters, as every language writes them."""
    return tuple(_WORD.findall(text.casefold()))


def _f1(common: int, one: int, other: int) -> float:
    return 2 * common / (one + other) if common else 0.0


def rouge_n(told: Words, reference: Words, size: int) -> float:
    """F1 of the runs of `size` words, counted with repeats."""
    one, other = (Counter(zip(*(text[at:] for at in range(size)), strict=False)) for text in (told, reference))
    return _f1((one & other).total(), one.total(), other.total())


def rouge_l(told: Words, reference: Words) -> float:
    """F1 of the longest common subsequence of words."""
    row = [0] * (len(reference) + 1)
    for word in told:
        before = row
        row = [0]
        for at, other in enumerate(reference):
            row.append(before[at] + 1 if word == other else max(before[at + 1], row[at]))
    return _f1(row[-1], len(told), len(reference))
