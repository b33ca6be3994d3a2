"""The chunks of a name in; how high the body or office stands out: only who stands above can tell somebody what to do."""

from __future__ import annotations

import re

from briefings.grammar.phrases import Row

TOP, MINISTRY, PROVINCE, OTHER = 4, 3, 2, 1
SHOWS = 3  # chunks in which a name shows how high its bearer stands
_NATIONAL = re.compile(r"\b(?:trung ương|quốc gia)\b")  # "Uỷ ban Sông Mê Kông quốc gia"


def rank(words: Row) -> int:
    """4 for the top bodies and offices of Party and State, 3 for ministries and central boards, 2 for provinces, 1 for all others."""
    if any(chunk.is_a("top") and chunk.word != "trung ương" for chunk in words):
        return TOP
    if any(chunk.is_a("ministry") for chunk in words) or _NATIONAL.search(" ".join(chunk.word for chunk in words)):
        return MINISTRY
    of_province = any(chunk.is_a("region", "province") for chunk in words) and not any(chunk.is_a("local") for chunk in words)
    return PROVINCE if of_province else OTHER
