"""People: the text and its layout in; everybody named in full out, once, with the roles printed and every mention, short ones too.

    lines ─ names ─▶ candidates ─ roles beside them ─▶ sightings ─ same name ─▶ persons ─ mentions ─▶ "ông Minh", "Thủ tướng", "đồng chí"

Roles stand between the words of address and the name, or after the name up to the verb; they are split at commas, and one before a colon goes to each
who follows. Shorter forms of a role are left out. Bylines, photographers, streets and "tư tưởng Hồ Chí Minh" name nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.extraction.people.mentions import Seen, with_mentions
from briefings.extraction.people.names import Candidate, candidates, is_namesake
from briefings.extraction.people.roles import Role, fullest, roles_after, roles_before
from briefings.extraction.people.words import OFFICE
from briefings.model import Layout, Person, Span
from briefings.text import canonical

_LISTED = re.compile(r"\s*[;,]?\s*(?:và\s+|cùng\s+)?(?:đồng chí\s+|ông\s+|bà\s+)?")
_COLON_BEFORE = re.compile(r":\s*(?:đồng chí\s+|ông\s+|bà\s+)?$")
_SENTENCE_END = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True)
class _Sighting:
    """One place where somebody is named in full."""

    name: Span
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
    for line in sorted(set(parts)):
        if line.start >= end and line != layout.byline:
            yield line
            end = line.end


def _common(text: str, low: str, floor: int, candidate: Candidate) -> tuple[Role, ...]:
    """The role before a colon: "các Ủy viên Trung ương Đảng: A, …"."""
    colon = _COLON_BEFORE.search(low, floor, candidate.name.start)
    return tuple(roles_before(text, low, floor, colon.start(), apart=False)[0]) if colon else ()


def _sight(text: str, low: str, line: Span, candidate: Candidate, ceiling: int, said: _List) -> tuple[_Sighting | None, _List]:
    """Whether a candidate is a person, with his roles, and the list he stands in or opens."""
    name = candidate.name
    listed = said.end >= 0 and _LISTED.fullmatch(low, said.end, name.start) is not None
    floor = max(line.start, said.end)
    before, plural = roles_before(text, low, floor, candidate.opens, candidate.addressed)
    common = said.roles if listed and not before else _common(text, low, floor, candidate)
    after, end = roles_after(text, low, name.end, ceiling)
    opens_sentence = not text[line.start : name.start].strip() or text[line.start : name.start].rstrip()[-1] in ".!?:;“\""
    offices = any(OFFICE.match(low, start) for start, _ in before)
    if not (candidate.certain or candidate.addressed or offices or common or listed or (after and opens_sentence)):
        return None, said
    if before and is_namesake(low[floor : before[0][0]]):
        return None, said
    kept = tuple(before) if plural else common
    return _Sighting(name, (*before, *common, *after), end), _List(kept, end)


def _sightings(text: str, low: str, line: Span) -> Iterator[_Sighting]:
    found = list(candidates(text, low, line.start, line.end))
    said = _List()
    for at, candidate in enumerate(found):
        if candidate.name.start < said.end:
            continue
        ceiling = next((later.opens for later in found[at + 1 :] if later.certain or later.addressed), line.end)
        sighting, said = _sight(text, low, line, candidate, ceiling, said)
        if sighting:
            yield sighting


def find_people(text: str, layout: Layout) -> tuple[Person, ...]:
    """Everybody the article names in full, in the order of first naming. `text` is the article's NFC text."""
    low = canonical(text)
    lines = tuple(_read_lines(text, layout))
    known: dict[str, list[_Sighting]] = {}
    for line in lines:
        for sighting in _sightings(text, low, line):
            known.setdefault(low[sighting.name.start : sighting.name.end], []).append(sighting)
    people = _joined(known)
    persons = [
        Person(seen[0].name, fullest(text, low, [role for sighting in seen for role in sighting.roles]), tuple(sighting.name for sighting in seen))
        for seen in people
    ]
    taken = [part for seen in people for sighting in seen for part in ((sighting.name.start, sighting.end), *sighting.roles)]
    return with_mentions(Seen(text, low, lines, taken), persons)


def _joined(known: dict[str, list[_Sighting]]) -> list[list[_Sighting]]:
    """The sightings person by person: "Kim Ngân" is "Nguyễn Thị Kim Ngân" where the article names one such."""
    joined: dict[str, list[_Sighting]] = {}
    for name, seen in known.items():
        longer = [other for other in known if other.endswith(f" {name}")]
        joined.setdefault(longer[0] if len(longer) == 1 else name, []).extend(seen)
    full = [sorted(seen, key=lambda sighting: (len(sighting.name.text) < len(name), sighting.name.start)) for name, seen in joined.items()]
    return sorted(full, key=lambda seen: seen[0].name.start)
