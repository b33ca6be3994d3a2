"""People: the text and its layout in; everybody named in full out, once, with the roles printed and every mention, short ones too.

    lines ─ names ─▶ candidates ─ roles beside them ─▶ sightings ─ same name ─▶ persons ─ mentions ─▶ "ông Minh", "Thủ tướng", "đồng chí"

Roles stand between the words of address and the name, or after the name up to the verb; they are split at commas, and one before a colon
goes to each who follows. Shorter forms of a role are left out. Bylines, photographers, streets and "tư tưởng Hồ Chí Minh" name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefings.extraction.people.mentions import Seen, with_mentions
from briefings.extraction.people.names import STRONG_SURNAMES, Candidate, candidates, is_namesake
from briefings.extraction.people.roles import Role, fullest, roles_after, roles_before
from briefings.extraction.people.words import CALLED, OFFICE, TITLE
from briefings.model import Layout, Person, Span
from briefings.text import canonical

_LISTED = re.compile(r"\s*[;,]?\s*(?:và\s+|cùng\s+)?(?:đồng chí\s+|ông\s+|bà\s+)?")
REACH = 80  # characters before a name in which the colon of its list or the end of the last sentence is looked for
_COLON_BEFORE = re.compile(r":\s*(?:đồng chí\s+|ông\s+|bà\s+)?$")
_OPENING = re.compile(r"(?:^|[.!?:;“\"]|(?:^|[.!?]\s)Theo)\s*$")


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One place where somebody is named in full."""

    name: Span
    opens: int  # where its words of address begin
    roles: tuple[Role, ...]
    end: int  # where the name and the roles after it end


@dataclass(frozen=True, slots=True)
class _List:
    """Roles said once of several people ("các Phó Thủ tướng A, B"; "các Ủy viên: A, …; B, …"), and where the list has got to."""

    roles: tuple[Role, ...] = ()
    end: int = -1


def _read_lines(text: str, layout: Layout) -> Iterator[Span]:
    """The lines in which people are looked for: all that is the article, in reading order."""
    parts = [*((layout.title,) if layout.title else ()), *((layout.lead,) if layout.lead else ()), *layout.paragraphs, *layout.captions]
    end = -1
    for line in sorted(set(parts), key=lambda line: line.start):
        if line.start >= end and line != layout.byline:
            yield line
            end = line.end


class _Reading(NamedTuple):
    """One line of the article on its way through the reading."""

    text: str
    low: str  # the canonical form of the whole text
    line: Span

    def common(self, floor: int, candidate: Candidate) -> tuple[Role, ...]:
        """The role before a colon: "các Ủy viên Trung ương Đảng: A, …"."""
        colon = _COLON_BEFORE.search(self.low, max(floor, candidate.name.start - REACH), candidate.name.start)
        return tuple(roles_before(self.text, self.low, floor, colon.start(), apart=False)[0]) if colon else ()

    def opens_sentence(self, candidate: Candidate) -> bool:
        start = candidate.name.start
        return _OPENING.search(self.text[max(self.line.start, start - REACH) : start]) is not None

    def sight(self, candidate: Candidate, ceiling: int, said: _List) -> tuple[_Sighting | None, _List]:
        """Whether a candidate is a person, with his roles, and the list he stands in or opens."""
        text, low, name = self.text, self.low, candidate.name
        listed = said.end >= 0 and _LISTED.fullmatch(low, said.end, name.start) is not None
        floor = max(self.line.start, said.end)
        before, plural = roles_before(text, low, floor, candidate.opens, candidate.addressed)
        common = said.roles if listed and not before else self.common(floor, candidate)
        after, end = roles_after(text, low, name.end, ceiling)
        offices = any(OFFICE.match(low, start) for start, _ in before)
        called = (
            before and not plural and CALLED.match(low, before[-1][0]) and low[name.start : name.end].split(" ", 1)[0] in STRONG_SURNAMES
        )
        told = candidate.certain or candidate.addressed or bool(common) or listed
        meant = told or offices or called or (after and self.opens_sentence(candidate))
        if not meant or (before and is_namesake(low[max(floor, before[0][0] - REACH) : before[0][0]])):
            return None, said
        kept = tuple(before) if plural else common
        return _Sighting(name, candidate.opens, (*before, *common, *after), end), _List(kept, end)


def _with_next(found: list[Candidate], end: int) -> list[tuple[Candidate, int]]:
    """Each candidate with the place where the next sure one begins, which no role of his can pass; `end` after the last."""
    ceilings = [end]
    for candidate in reversed(found[1:]):
        ceilings.append(candidate.opens if candidate.certain or candidate.addressed else ceilings[-1])
    return list(zip(found, reversed(ceilings), strict=False))


def _sightings(reading: _Reading) -> Iterator[_Sighting]:
    said, end = _List(), reading.line.end
    for candidate, ceiling in _with_next(list(candidates(reading.text, reading.low, reading.line.start, end)), end):
        if candidate.name.start >= said.end:
            sighting, said = reading.sight(candidate, ceiling, said)
            if sighting:
                yield sighting


def find_people(text: str, layout: Layout) -> tuple[Person, ...]:
    """Everybody the article names in full, in the order of first naming. `text` is the article's NFC text."""
    low = canonical(text)
    lines = tuple(_read_lines(text, layout))
    known: dict[str, list[_Sighting]] = {}
    for line in lines:
        for sighting in _sightings(_Reading(text, low, line)):
            known.setdefault(low[sighting.name.start : sighting.name.end], []).append(sighting)
    people = _joined(known)
    persons = [_person(text, low, seen) for seen in people]
    taken = _apart(part for seen in people for sighting in seen for part in ((sighting.name.start, sighting.end), *sighting.roles))
    return with_mentions(Seen(text, low, lines, taken), persons)


def _apart(parts: Iterable[Role]) -> list[Role]:
    """The passages in order, those that overlap made one."""
    merged: list[Role] = []
    for start, end in sorted(parts):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _person(text: str, low: str, seen: list[_Sighting]) -> Person:
    name, roles = seen[0].name, [role for sighting in seen for role in sighting.roles]
    whole = len(name.text)
    mentions = (one.name if len(one.name.text) >= whole else Span.of(text, one.opens, one.name.end) for one in seen)
    titles = [title.span() for one in seen for title in TITLE.finditer(low, one.opens, one.name.start)]
    return Person(name, fullest(text, low, roles or titles), tuple(mentions))


def _joined(known: dict[str, list[_Sighting]]) -> list[list[_Sighting]]:
    """The sightings person by person: "Kim Ngân" is "Nguyễn Thị Kim Ngân" where the article names one such."""
    endings: dict[str, list[str]] = {}
    for name in known:
        words = name.split(" ")
        for at in range(1, len(words)):
            endings.setdefault(" ".join(words[at:]), []).append(name)
    joined: dict[str, list[_Sighting]] = {}
    for name, seen in known.items():
        longer = endings.get(name, [])
        joined.setdefault(longer[0] if len(longer) == 1 else name, []).extend(seen)
    full = [sorted(seen, key=lambda sighting: (len(sighting.name.text) < len(name), sighting.name.start)) for name, seen in joined.items()]
    return sorted(full, key=lambda seen: seen[0].name.start)
