"""The tables of `people.toml` made into sets and patterns: words in, compiled patterns out. Patterns match `text.canonical()` forms."""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

from briefings.extraction.vocabulary import one_of, table
from briefings.text import canonical

_TABLE = table("people")
# Latin letters, with those of Vietnamese in the blocks "Latin Extended-A/B" and "Latin Extended Additional".
_LETTERS = [letter for code in (*range(ord("A"), 0x250), *range(0x1E00, 0x1F00)) if (letter := chr(code)).isalpha()]
_UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
_LOWER = "".join(letter for letter in _LETTERS if letter.islower())


def words(name: str) -> tuple[str, ...]:
    """The entries of one table of people.toml: parted by "|", or by blanks where the table has none."""
    entry: str = _TABLE[name]
    parts = entry.split("|") if "|" in entry else entry.split()
    return tuple(dict.fromkeys(sys.intern(canonical(part.strip())) for part in parts if part.strip()))


def any_of(*names: str) -> str:
    """A pattern for the entries of those tables, the longest first."""
    return one_of(entry for name in names for entry in words(name))


class Endings(NamedTuple):
    """Phrases that a text is asked to end with, and their last words: most texts end with none of these."""

    phrases: frozenset[str]
    last: frozenset[str]


def _endings(name: str) -> Endings:
    phrases = words(name)
    return Endings(frozenset(phrases), frozenset(phrase.split()[-1] for phrase in phrases))


SURNAMES = frozenset(words("surnames"))
WEAK_SURNAMES = frozenset(words("weak_surnames"))
PLACES = frozenset(words("places"))
GIVEN = frozenset(words("given"))

# One capitalised syllable as names have them: "Nguyễn", "A", "H’Hen", "Jong-un", "McCain"; not "UBND", not "ĐBQH".
# A dash may hang an office or a verb on the name: "Thắng-Phó Trưởng ban", "Chất-chia sẻ".
_HUNG = one_of(entry.split()[0] for name in ("offices", "office_prefixes", "role_ends") for entry in words(name))
_CAPITAL = rf"[{_UPPER}]"
_TAIL = rf"[{_LOWER}]*(?:(?!-(?i:{_HUNG})(?!\w))(?:[-’']?[{_UPPER}][{_LOWER}]+|[-’'][{_LOWER}]+))*(?!\w)"
_SYLLABLE = _CAPITAL + _TAIL
_FIRST = rf"{_CAPITAL}(?<![\w.].)(?<!\w[-’'].){_TAIL}"  # the capital before what may not stand before it: it is found faster
CHAIN = re.compile(rf"{_FIRST}(?:[ \u00a0]{{1,2}}{_SYLLABLE}){{0,11}}")
RUN = re.compile(rf"{_FIRST}(?:[ \u00a0]{{1,2}}{_SYLLABLE}){{1,11}}")  # one syllable names nobody
SYLLABLE = re.compile(_SYLLABLE)
BEHIND_DASH = re.compile(r"\s-\s[a-z]{1,5}(?!\w)")  # "Moon Jae| - in", as some papers part it
KOREAN = frozenset(words("korean"))
BEHIND_INITIAL = re.compile(rf"(?<=\s\w)(?:\.\s|[’'])(?:{_SYLLABLE}(?:\s{_SYLLABLE}){{0,2}})")  # "Robert H|. Smith", "Michael O|'Hanlon"

# A Vietnamese syllable in canonical form: "khuyến", "y", "quốc"; "trump" and "shinzo" are none.
VIETNAMESE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aeiouyăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
)

_ADDRESS = rf"(?:{any_of('honorifics')}(?:\.|,|\s[-–])?[ \u00a0]*)"
ADDRESS = re.compile(rf"{any_of('honorifics')}(?!\w)")
TITLE = re.compile(rf"(?<!\w){any_of('titles')}(?!\w)")
ADDRESSES = _endings("honorifics")
# What stands directly before a name: "… đồng chí ", "GS.TS. ", "Đại tá, TS ".
ADDRESS_BEFORE = re.compile(rf"(?<!\w){_ADDRESS}{{1,4}}$")
_PREFIX = rf"(?<!\w)(?<!chính (?=quyền))(?:(?:{any_of('office_prefixes')})\s)?"
OFFICE = re.compile(rf"{_PREFIX}{any_of('offices')}(?!\w|\squán)")
OFFICE_OR_CALLING = re.compile(rf"{_PREFIX}{any_of('offices', 'callings')}(?!\w)")
CALLED = re.compile(rf"{any_of('called')}(?!\w)(?=\s\w+\s\w+)")  # "cử tri Phạm Viên": one voter, who has a name
OFFICE_BEFORE = re.compile(rf"(?<![\w-]){any_of('offices', 'callings')}\s+$")
OFFICE_AND_FIELD = re.compile(rf"(?<![\w-]){any_of('offices')}(?:\s\w+){{0,4}}\s+$")  # "Bộ trưởng Quốc phòng "
ROLE_END = re.compile(rf"(?<!\w)(?:{any_of('role_compounds')}|(?P<end>{any_of('role_ends')}))(?!\w)")
DASHED = re.compile(rf"{any_of('dashed')}(?!\w)")
BODY_VERBS = frozenset(words("body_verbs"))
BODIES = frozenset(words("bodies"))
BODY_BEFORE = re.compile(rf"(?<!\w){any_of('body_nouns')}\s+$")
PLURAL_BEFORE = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|nhiều)(?:\s(?:đồng chí|ông|bà))?\s+$")
NAMESAKES = _endings("namesakes")
NAMESAKE_COMPOUNDS = frozenset(words("namesake_compounds"))
UNITS = _endings("units")
CREDIT_BEFORE = re.compile(rf"(?<!\w){any_of('credits')}\s*:\s*$|(?<=\w)/\s?$|(?<!\w)ảnh\s$")
REVERED = frozenset(words("revered"))
