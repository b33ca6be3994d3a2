"""Directives that say the same again: who speaks and what in; marks by which likely repeats are found, and whether two are one, out. Pure.

Marks are min-hashes of runs of words (Broder 1997): two texts that share a part J of their runs share a mark with a chance of J each.
"""

from __future__ import annotations

from hashlib import blake2b

from briefings.store.words import key

_RUN = 3  # words
_MARKS = 3
_ALIKE = 0.5  # of the runs of the shorter text
_SHORTEST = 8  # words; less says too little to be a repeat


def _runs(quote: str) -> frozenset[str]:
    words = key(quote).split()
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)) if len(words) >= _SHORTEST else frozenset()


def marks(speaker: str | None, quote: str) -> tuple[str, ...]:
    """The marks of a directive, each with whose it is; none for one without a speaker or of few words."""
    runs = _runs(quote)
    if not runs or not speaker:
        return ()
    return tuple(f"{key(speaker)[:60]}:{min(_hashed(run, salt) for run in runs)}" for salt in range(_MARKS))


def _hashed(run: str, salt: int) -> str:
    return blake2b(run.encode(), digest_size=8, salt=bytes([salt])).hexdigest()


def alike(quote: str, other: str) -> bool:
    """Whether one says what the other says."""
    runs, others = _runs(quote), _runs(other)
    return bool(runs and others) and len(runs & others) >= _ALIKE * min(len(runs), len(others))
