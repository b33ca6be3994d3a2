"""Document numbers: printed or typed text in; ordinal, year and code out, in a form in which two spellings of one number are equal.

"18-NQ/TW", "18 - nq/tw"  →  ordinal "18", code ("nq", "tw")                        Party: Quy định 66-QĐ/TW (2017), art. 14
"30/2020/NĐ-CP"           →  ordinal "30", year "2020", code ("nd", "cp")           State: Nghị định 30/2020/NĐ-CP, annex I
"34/2019/QH14"            →  ordinal "34", year "2019", code ("qh14",)              laws: Luật Ban hành VBQPPL, art. 10
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefings.text import fold

_PARTS = re.compile(r"[a-z]{1,20}\d{0,4}|\d{1,9}")  # of "30/2020/nd-cp": 30, 2020, nd, cp
_GROUP = r"[a-z]{1,10}\d{0,2}"
_PRINTED = re.compile(
    r"(?<![\w/])\d{1,5}[a-z]?"
    r"(?:"
    rf"(?:/\d{{4}})?\s{{0,2}}[-–/]\s{{0,2}}{_GROUP}(?:[-–/&]{_GROUP}){{1,3}}"  # 18-nq/tw, 05 - tb/tw, 30/2020/nd-cp, 12/qd-bgd&dt
    r"|/\d{4}/[a-z]{2,8}\d{0,2}"  # 34/2019/qh14
    r")(?!\w)"
)
_TYPE = (
    r"nghi quyet|chi thi|ket luan|thong bao ket luan|quy dinh|quyet dinh|ke hoach|huong dan|thong bao|cong van|chuong trinh|nghi dinh|"
    r"thong tu|cong dien|luat|bo luat|phap lenh|to trinh|bao cao|quy che|thong tri|nq|ct|kl|qd|kh|hd|tb|cv|nd|tt"
)
_ASKED = rf"\d{{1,5}}[a-z]?(?:/\d{{4}})?(?:\s?[-–/]\s?{_GROUP}(?:[-–/&]{_GROUP}){{0,3}})?"
_SPAN = r"\s+nam(?!\w)(?!\s+(?:19|20)\d\d(?!\s?[-–]\s?\d))"  # "ke hoach 5 nam 2021-2025" has no number, "nghi quyet 18 nam 2017" has
_REFERENCE = re.compile(rf"(?<![\w/.])(?:(?P<type>{_TYPE})\s+)?(?P<so>so\s*)?(?P<number>{_ASKED})(?![\w/]|{_SPAN})")
A_YEAR = re.compile(r"(?:19|20)\d\d")
_ABBREVIATION = 2  # letters of a type's code: "nq" for nghị quyết


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A document number taken apart, folded. Leading zeros are dropped: "05" and "5" are one."""

    ordinal: str
    code: tuple[str, ...] = ()
    year: str | None = None

    @property
    def key(self) -> str:
        """Ordinal and code for an index: "18 nq tw". The key of a shorter spelling ("18-NQ") is a beginning of it."""
        return " ".join((self.ordinal, *self.code))

    def begins(self, other: Number) -> bool:
        """Whether `self` says nothing else than `other`, perhaps less: "18" and "18-NQ" begin "18-NQ/TW"."""
        same_year = self.year in (None, other.year)
        return self.ordinal == other.ordinal and same_year and other.code[: len(self.code)] == self.code

    def fits(self, other: Number) -> bool:
        """Whether both can be one number: neither contradicts the other."""
        years_differ = self.year and other.year and self.year != other.year
        common = min(len(self.code), len(other.code))
        return self.ordinal == other.ordinal and not years_differ and self.code[:common] == other.code[:common]


@dataclass(frozen=True, slots=True)
class Reference:
    """A document as a reader asks for it, at half-open offsets: "nghị quyết 18" → type "nghi quyet" (folded), number 18."""

    start: int
    end: int
    type: str | None
    number: Number


def read_number(text: str) -> Number:
    """Take a number apart, whatever its separators. Text without a digit at its head has the ordinal ""."""
    parts = _PARTS.findall(fold(text))
    ordinal = (parts.pop(0).lstrip("0") or "0") if parts and parts[0].isdigit() else ""
    year = parts.pop(0) if parts and A_YEAR.fullmatch(parts[0]) else None
    return Number(ordinal, tuple(parts), year)


def find_numbers(folded: str) -> Iterator[tuple[int, int]]:
    """Where full numbers (with a code of two groups, or of a law) stand in a folded text, as half-open offsets."""
    return ((match.start(), match.end()) for match in _PRINTED.finditer(folded))


def find_reference(text: str) -> Reference | None:
    """The first document asked for in `text`: a number that has its type, "số" or a code beside it. "nq 18" is "18-NQ"."""
    for match in _REFERENCE.finditer(fold(text)):
        number, named = read_number(match["number"]), match["type"]
        if not (match["so"] or number.code or (named and not A_YEAR.fullmatch(match["number"]))):
            continue
        if named and len(named) == _ABBREVIATION:
            number, named = replace(number, code=number.code or (named,)), None
        return Reference(match.start(), match.end(), named, number)
    return None


def read_reference(text: str) -> Reference | None:
    """A document asked for by nothing but its number, with or without type: "18", "Nghị quyết số 18-NQ/TW"; None for any other text."""
    text = text.strip()
    number = text if text.isdecimal() else None
    found = find_reference(f"số {number}" if number else text)
    if found and number:
        return replace(found, start=0, end=len(text))
    return found if found and (found.start, found.end) == (0, len(text)) else None
