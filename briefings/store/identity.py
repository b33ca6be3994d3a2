"""Which citations mean one document: the ways in which documents of one type and ordinal are cited in; groups of them out.

Numbers restart with each term, and each province has its own, so a document is its type and number with its date or issuer. Two candidates
mean no answer: a bare "Nghị quyết 18" joins the one document that it can mean; where there are two it stays by itself. The result depends
on which designations there are, never on the order in which they came.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from briefings.numbers import Number, read_number
from briefings.store.rows import Differing
from briefings.text import fold

# Short forms that papers print, and what says nothing about which body it is.
_LONG = {"bch": "ban chap hanh", "tw": "trung uong", "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "bct": "bo chinh tri"}
_SILENT = re.compile(r"\bkhoa [ivx]+\b|\b(?:dang cong san viet nam|dang|cua|tp|thanh pho|tinh)\b")
_WORD = re.compile(r"[a-z0-9]+")
# Bodies there is one of: the Party's centre, the Government, its head, the National Assembly and its standing committee.
_ONE_OF_A_KIND = re.compile(r"tw|cp|ttg|qh\d*|ubtvqh\d*")


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Designation:
    """One way of citing a document: its number and, where they stand beside it, its date and the words that tell its issuing body."""

    id: int
    number: Number
    date: dt.date | None = None
    body: frozenset[str] = frozenset()

    @classmethod
    def read(cls, printed: str, date: dt.date | None = None, issuer: str | None = None, *, id: int = 0) -> Designation:  # noqa: A002 - the name it is stored by
        """From the number and the issuer as printed."""
        return cls(id, read_number(printed), date, body_words(issuer))

    @property
    def year(self) -> str | None:
        """The year in the number, else that of the date."""
        return self.number.year or (str(self.date.year) if self.date else None)

    @property
    def spelling(self) -> str:
        """What two citations share when they are one designation."""
        return "|".join((self.number.key, self.number.year or "", self.date.isoformat() if self.date else "", " ".join(sorted(self.body))))


def body_words(issuer: str | None) -> frozenset[str]:
    """The words that tell one issuing body from another: "BCH Trung ương Đảng khóa XII" → ban, chap, hanh, trung, uong."""
    words = (_LONG.get(word, word) for word in _WORD.findall(fold(issuer or "")))
    return frozenset(_WORD.findall(_SILENT.sub(" ", " ".join(words))))


def _bodies_agree(one: Designation, other: Designation) -> bool:
    """Whether both can come from one body: one is unnamed or says part of what the other says, or the code tells a body there is one of."""
    if not one.body or not other.body or one.body <= other.body or other.body <= one.body:
        return True
    return one.number.code == other.number.code and _tells_body(one.number)


def _tells_body(number: Number) -> bool:
    return bool(number.code and _ONE_OF_A_KIND.fullmatch(number.code[-1]))


def _gives_once(one: Designation, other: Designation) -> bool:
    """Whether both bear one full number of one body: two days of one year beside it are a slip of some paper.

    The State numbers from 01 each year (Nghị định 30/2020/NĐ-CP, Article 15), the Party from 01 each term.
    """
    known = (bool(one.body) and one.body == other.body) or (_tells_body(one.number) and _bodies_agree(one, other))
    return known and bool(one.number.code) and one.number == other.number


def _one_document(one: Designation, other: Designation) -> bool:
    """Whether nothing speaks against one document. On one day one body can be printed with two codes ("09-KL/BCĐ", "09-KL/TW")."""
    if one.date and other.date:
        fits = one.number.fits(other.number) or (bool(one.body) and one.body == other.body)
        one_year = one.date.year == other.date.year
        return (one.date == other.date and fits and _bodies_agree(one, other)) or (one_year and _gives_once(one, other))
    years_differ = one.year and other.year and one.year != other.year
    return one.number.fits(other.number) and not years_differ and _bodies_agree(one, other)


def _belongs(designation: Designation, members: list[Designation]) -> bool:
    """Whether a designation can be one of a group: it contradicts no member, or it bears the very number of one that it fits."""
    fitting = [member for member in members if _one_document(designation, member)]
    return len(fitting) == len(members) or any(member.number == designation.number for member in fitting)


def _clarity(designation: Designation) -> tuple[bool, bool, int, int, str]:
    """Sorts what is known best first: a date, an issuer, a long number. The spelling only makes the order certain."""
    return designation.date is None, not designation.body, -len(designation.number.code), -len(designation.body), designation.spelling


def clearest_first(designations: Iterable[Designation]) -> list[Designation]:
    """The designations, those that say most before those that say less."""
    return sorted(designations, key=_clarity)


def differing(printed: Iterable[tuple[Designation, str, str | None, int]]) -> Differing:
    """What is contradicted in the ways of citing one document: each as printed (number, issuer), and in how many articles."""
    dates: Counter[dt.date] = Counter()
    numbers: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    ways = sorted(printed, key=lambda way: _clarity(way[0]))
    for designation, number, issuer, articles in ways:
        if designation.date:
            dates[designation.date] += articles
        if any(not designation.number.fits(other.number) for other, *_ in ways):
            numbers[number] += articles
        if issuer and any(not _bodies_agree(designation, other) for other, *_ in ways):
            issuers[issuer] += articles
    return Differing(_told(dates), _told(issuers), _told(numbers))


def _told(found: Counter[Value]) -> tuple[tuple[Value, int], ...]:
    """The values, most often first; nothing where there is one."""
    return tuple(found.most_common()) if len(found) > 1 else ()


def group(designations: Iterable[Designation]) -> list[list[Designation]]:
    """The documents that these designations (all of one type and ordinal) mean: each group is one, its clearest designation first."""
    groups: list[list[Designation]] = []
    for designation in clearest_first(designations):
        possible = [members for members in groups if _belongs(designation, members)]
        if len(possible) == 1:
            possible[0].append(designation)
        else:
            groups.append([designation])
    return groups
