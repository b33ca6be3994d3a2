"""The people of an article in; what each is as a speaker out: how far the word of one is an order, and which offices are his.

What is asked about few of them is worked out when it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from briefings.extraction.vocabulary import table
from briefings.grammar.phrases import Row, chunks
from briefings.grammar.ranks import rank
from briefings.model import Person, Span
from briefings.text import canonical

_IN_SHORT = re.compile(r"(?:ubnd|uỷ ban nhân dân) ")  # "Chủ tịch tỉnh Cà Mau" is the Chủ tịch UBND tỉnh
_CALLED = 40  # characters in which a name and its word of address stand
_ACCUSED = re.compile(r"(?<!\w)(?:bị cáo|bị can|nghi phạm|nghi can)\s[^,.;]{2,36}$")

# "nghiêm", "đắk"; not "sergey": at most one group of consonants, the vowels, one group of consonants that may close a syllable
_SYLLABLE = re.compile("(?:[kpt]h|ngh?|nh|gh|gi|qu|ch|tr|[bcdđghklmnprstvx])?[^\\W\\dbcdfghjklmnpqrstvwxzđ]{1,4}(?:ch|ng|nh|[ckmnpt])?")


class Authority(IntEnum):
    """How far a speaker's word is an order."""

    NONE = 0
    UNKNOWN = 1
    OFFICE = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the span that names them, their authority, whether they are a person, and their rank (see `rank`)."""

    name: Span
    authority: Authority
    person: bool
    rank: int = 1
    is_place: bool = False  # a province stands for its government only where it asks: "Hà Nội yêu cầu …"


def authority_of(words: Row) -> Authority:
    """How far the word of somebody whose offices or name these are is an order."""
    if any(chunk.is_a("lay") or (chunk.raised and chunk.is_a("foreign")) for chunk in words):
        return Authority.NONE
    if any(chunk.is_a("high") for chunk in words):
        return Authority.HIGH
    return Authority.OFFICE if any(chunk.is_a("office", "body", "concern", "province") for chunk in words) else Authority.UNKNOWN


_SURNAMES = frozenset(table("people")["surnames"].split())


def is_foreign(name: str) -> bool:
    """Whether a full name is no Vietnamese one: "Sergey Lavrov"."""
    words = canonical(name).split()
    return words[0] not in _SURNAMES and not all(_SYLLABLE.fullmatch(word) for word in words)


@dataclass(frozen=True)
class Member:
    """A person of the article `text`."""

    text: str
    person: Person

    @cached_property
    def name(self) -> str:
        """In canonical form."""
        return canonical(self.person.name.text)

    @cached_property
    def speaker(self) -> Speaker:
        """The person as one who speaks."""
        offices = [chunk for role in self.person.roles for chunk in chunks(role.text)]
        authority = Authority.NONE if is_foreign(self.person.name.text) or self._is_accused() else authority_of(offices)
        return Speaker(self.person.name, authority, person=True, rank=rank(offices))

    def _is_accused(self) -> bool:
        """Whether the article calls the person a defendant: what he asked for is evidence, no order."""
        called = (canonical(self.text[max(0, one.end - _CALLED) : one.end]) for one in (self.person.name, *self.person.mentions[:3]))
        return any(_ACCUSED.search(words) for words in called)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """In canonical form."""
        return tuple(canonical(role.text) for role in self.person.roles)

    def holds(self, printed: str) -> bool:
        """Whether the roles name the office that is printed, in full or in short."""
        if any(role.endswith(f" {printed}") and not role.endswith(f"phó {printed}") for role in self.roles):
            return True
        words = printed.split()
        return any(
            (role.startswith(words[0]) and (held := role.split())[0] == words[0] and set(words) <= set(held))
            or printed.startswith((role, _IN_SHORT.sub("", role)))
            for role in self.roles
        )
