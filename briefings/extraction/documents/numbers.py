"""Document numbers taken apart: a printed number in; its head, year and code out, and which bodies may stand behind it.

"05-CT/TW" is head 5 with code "ct-tw", "30/2020/NĐ-CP" head 30 of 2020 with code "nđ-cp".
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.extraction.documents.bodies import spelled_out
from briefings.extraction.vocabulary import table
from briefings.model import Span
from briefings.text import canonical

_BEHIND_CODE = {canonical(code): tuple(map(canonical, bodies)) for code, bodies in table("documents")["issuers"].items()}
_BEHIND_KIND = {canonical(kind): tuple(map(canonical, bodies)) for kind, bodies in table("documents")["competent"].items()}
_RULING = re.compile(r"\bq[yđ][đi]\b")  # "QĐi" and "QyĐ" are newer spellings of the "QĐ" of a Quy định
_CENTRE = re.compile(r"\bt\.?ư\b")  # "TƯ" and "T.Ư" for "TW"
_PARTS = re.compile(r"0*(\d+[a-zđ]?)(?:/(\d{4}))?[-/]?(.*)")


@lru_cache(maxsize=256)  # those of one article
def _parts(number: str) -> tuple[str, str, str]:
    match = _PARTS.match(re.sub(r"\s+", "", canonical(number)).replace("–", "-"))
    if not match:
        return number, "", ""
    return match[1], match[2] or "", _RULING.sub("qđ", _CENTRE.sub("tw", match[3].replace("/", "-")))


def head(number: Span) -> str:
    """The running number without leading zeros: "5"."""
    return _parts(number.text)[0]


def year(number: Span) -> str:
    """The year inside the number, or an empty string."""
    return _parts(number.text)[1]


def code(number: Span) -> str:
    """Kind and issuer as the number shortens them, joined by hyphens: "ct-tw"; an empty string for a bare number."""
    return _parts(number.text)[2]


def may_issue(body: Span, kind: str, letters: str) -> bool:
    """Whether a body may issue a document of this kind and code: Chính phủ under "nq-cp", not under "nq-tw"."""
    name = f" {spelled_out(body.text)} "
    behind = [known for part in letters.split("-") for known in _BEHIND_CODE.get(part.rstrip("0123456789"), ())]
    behind = behind or list(_BEHIND_KIND.get(kind, ()))
    return not behind or any(f" {known} " in name for known in behind)
