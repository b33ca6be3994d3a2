"""The word tables of the extractors: the name of a table in, its TOML content out, and the pattern of its entries.

Words are written with accents, in NFC.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from briefings.text import canonical


@cache
def table(name: str) -> dict[str, Any]:
    """The content of ``vocabulary/<name>.toml``, read once a process."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf8"))


def one_of(phrases: Iterable[str]) -> str:
    """A pattern for one of `phrases` in canonical form, the longest that stands there first.

    Phrases share what they begin with, so that a word none begins with is passed at one glance: "(?:bộ(?: chính trị|)|tỉnh uỷ)".
    """
    return f"(?:{_branches({canonical(phrase) for phrase in phrases})})"


def _branches(endings: Collection[str]) -> str:
    by_letter: dict[str, list[str]] = {}
    for ending in sorted(endings, key=lambda ending: (-len(ending), ending)):
        by_letter.setdefault(ending[:1], []).append(ending[1:])
    branches = [re.escape(letter) + _branches(rest) if letter else "" for letter, rest in by_letter.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
