"""Mentions: people with the places where they are named in full in; the same people with their shorter mentions out.

Shorter are a given name behind a word of address ("ông Minh", "bà Kim Ngân"), an office that one person alone holds ("Thủ tướng"),
and a bare "đồng chí" or "ông" before a verb, which is the last one mentioned. What could be two people is nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from briefings.extraction.people.words import ADDRESS_BEFORE, CHAIN, OFFICE, OFFICE_BEFORE, ROLE_END
from briefings.model import Person, Span
from briefings.text import places

# A word of address that begins a clause; the word before what stands in front of it, for it is found faster.
_PRONOUN = re.compile(
    "|".join(
        rf"{word}(?=\s)(?:(?<=^{word})|(?<=[.!?:,;“\"\n]{word})|(?<=[.!?:,;“\"]\s{word}))"
        for word in ("đồng chí", "ông", "bà", "anh", "chị")
    ),
    re.MULTILINE,
)
_OPENS_PRONOUN = frozenset({"đồng", "ông", "bà", "anh", "chị"})
_NOT_THE_OFFICE = re.compile(r"(?<!\w)(?:phó|nguyên|cựu|quyền|ban|các|những|tổng|văn phòng|chức|chức danh|làm|nguyên phó)\s+$")
_CLAUSE_EDGE = re.compile(r"\s*[.,:;!?”\"–-]|\s*$")
_WORD = re.compile(r"\w+")
_FAMILIAR = frozenset({"ông", "bà", "anh", "chị"})
REACH = 30  # characters before a given name in which its word of address stands


@dataclass(frozen=True)
class Seen:
    """The article as the search for mentions needs it: its text, the canonical form, the lines read, and the passages already taken."""

    text: str
    low: str
    lines: Sequence[Span]
    taken: Sequence[tuple[int, int]]  # names in full and their roles, in order and apart

    def is_free(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` meets no taken passage."""
        before = bisect_left(self.taken, (end, 0))
        return before == 0 or self.taken[before - 1][1] <= start

    def _words_with(self, wanted: Set[str]) -> Iterator[tuple[int, str, int]]:
        """Where one of `wanted` stands: where it begins, the word, and where its line ends."""
        lines = iter(self.lines)
        line = next(lines, None)
        held = places(self.low)
        for start, word in sorted((start, known) for known in wanted & held.keys() for start in held[known]):
            while line and line.end <= start:
                line = next(lines, None)
            if line and line.start <= start:
                yield start, word, line.end

    def matches(self, pattern: re.Pattern[str], opens: Set[str]) -> Iterator[re.Match[str]]:
        """Where `pattern`, which opens with one of the words `opens`, stands in the lines."""
        return (match for start, _, end in self._words_with(opens) if (match := pattern.match(self.low, start, end)))

    def hits(self, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where one of `phrases` (canonical) stands free in the article, of those that begin together the longest."""
        by_first: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in sorted(phrases, key=len, reverse=True):
            by_first[_first_word(phrase)].append(phrase)
        past = 0
        for start, word, line_end in self._words_with(by_first.keys()):
            if start >= past and (size := self._size(start, line_end, by_first[word])):
                past = start + size
                if self.is_free(start, past):
                    yield start, past

    def _size(self, start: int, end: int, phrases: Iterable[str]) -> int:
        """The length of the first of `phrases` that stands at `start` as whole words; 0 for none."""
        fitting = (len(phrase) for phrase in phrases if self.low.startswith(phrase, start, end))
        return next((size for size in fitting if not _WORD.match(self.low, start + size, end)), 0)


def _first_word(phrase: str) -> str:
    first = _WORD.match(phrase)
    return first[0] if first else ""


def _unique(owners: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The phrases that belong to one person only."""
    held: defaultdict[str, set[int]] = defaultdict(set)
    for phrase, owner in owners:
        held[phrase].add(owner)
    return {phrase: min(who) for phrase, who in held.items() if len(who) == 1}


def _given_names(seen: Seen, persons: Sequence[Person]) -> Iterator[tuple[int, Span]]:
    """ "ông Minh", "Bộ trưởng Tuấn Anh": the word of address belongs to the mention."""
    parts = [seen.low[person.name.start : person.name.end].split() for person in persons]
    owner = _unique((" ".join(part[-size:]), at) for at, part in enumerate(parts) for size in (1, 2) if size < len(part))
    for start, end in seen.hits(owner):
        before = seen.low[max(start - REACH, 0) : start]
        address = ADDRESS_BEFORE.search(before) or OFFICE_BEFORE.search(before)
        whole = CHAIN.match(seen.text, start, end + REACH)
        if address and whole and whole.end() == end:
            yield owner[seen.low[start:end]], Span.of(seen.text, start - len(before) + address.start(), end)


def _office_names(seen: Seen, persons: Sequence[Person]) -> dict[str, int]:
    """The offices that name somebody by themselves: a whole role, or its first words where nobody else has them."""
    roles = [(seen.low[role.start : role.end], at) for at, person in enumerate(persons) for role in person.roles]
    first = [(office[0], at) for role, at in roles if (office := OFFICE.match(role))]
    return _unique(first) | _unique(roles)


def _offices(seen: Seen, persons: Sequence[Person]) -> Iterator[tuple[int, Span]]:
    """ "Thủ tướng yêu cầu": an office before a verb or at the end of a clause."""
    owner = _office_names(seen, persons)
    for start, end in seen.hits(owner):
        verb = ROLE_END.match(seen.low, end + 1)
        bare = _CLAUSE_EDGE.match(seen.low, end, end + 3) or (verb and verb["end"])
        if bare and not _NOT_THE_OFFICE.search(seen.low, max(start - 12, 0), start):
            yield owner[seen.low[start:end]], Span.of(seen.text, start, end)


def _pronouns(seen: Seen, persons: Sequence[Person], found: Sequence[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    """ "Đồng chí đề nghị": the last one mentioned, if no other word of address is his."""
    called = [_called(seen.low, person) for person in persons]
    places = iter(sorted((span.start, who) for who, span in found))
    ahead = next(places, None)
    last: dict[str, int] = {}
    for match in seen.matches(_PRONOUN, _OPENS_PRONOUN):
        while ahead and ahead[0] < match.start():
            last.update(dict.fromkeys(called[ahead[1]], ahead[1]))
            ahead = next(places, None)
        verb = ROLE_END.match(seen.low, match.end() + 1)
        if verb and verb["end"] and match[0] in last and seen.is_free(*match.span()):
            yield last[match[0]], Span.of(seen.text, *match.span())


def _called(low: str, person: Person) -> set[str]:
    """The pronouns that can mean a person: the words of address the article uses for him, any where it uses none."""
    before = (low[max(name.start - 5, 0) : name.start].split() for name in person.mentions)
    used = {words[-1] for words in before if words}
    return {"đồng chí", *(used & _FAMILIAR or _FAMILIAR)}


def with_mentions(seen: Seen, persons: Sequence[Person]) -> tuple[Person, ...]:
    """`persons` with every mention, in reading order."""
    found = [(at, name) for at, person in enumerate(persons) for name in person.mentions]
    found += [*_given_names(seen, persons), *_offices(seen, persons)]
    found += _pronouns(seen, persons, found)
    mentions: defaultdict[int, set[Span]] = defaultdict(set)
    for at, span in found:
        mentions[at].add(span)
    return tuple(replace(person, mentions=tuple(sorted(mentions[at]))) for at, person in enumerate(persons))
