"""One story in several papers: two briefings in; whether one reprints the other or both tell of one event, and which figures differ, out.

A reprint has half of the word-3-grams of the shorter text in common with the longer (a Jaccard index of a half says no less). One event
has its days in common, and of name, people and documents so much that two meetings of one office on one day stay two (`same_event`).
`passages` gives the few numbers by which a store finds likely reprints without reading texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import product

from briefings.model import Briefing, Document, Figure, Precision, Span
from briefings.numbers import read_number
from briefings.text import canonical, fold

REPRINT = 0.5  # share of the 3-grams of the shorter text
_NEARLY_ALL = 0.9  # share from which a text is the same in spite of another day
_FEWEST = 20  # 3-grams; what is shorter stands in many texts
_PASSAGE = 8  # words; so many in a row are rarely alike by chance, save in titles of offices
_EVERY = 16  # of so many passages one is kept, the same in every text, ...
_AT_LEAST = 24  # ... and so many of a short text
_NAMED_BY = 3  # words that two names of one event have in common at least
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts have in common, from 0 to 1: of the shorter one (`containment`), and of the second alone (`taken`).

    `apart`: they tell of different days.
    """

    containment: float = 0.0
    taken: float = 0.0
    apart: bool = False

    @property
    def reprint(self) -> bool:
        """Whether one is a reprint of the other."""
        return self.containment >= REPRINT

    @property
    def told_already(self) -> bool:
        """Whether the second is the reprint: no fuller report, and not the next one of a series with the same phrases."""
        return self.taken >= (_NEARLY_ALL if self.apart else REPRINT)


def _words(briefing: Briefing) -> list[str]:
    """The words of an article as printed, without its junk and captions, in which one paper differs from the next."""
    layout = briefing.layout
    told = (layout.title, layout.lead, *layout.paragraphs)
    spans = sorted({span for span in told if span and span.start < span.end})
    return _WORD.findall(canonical("\n".join(span.text for span in spans)))


def _grams(words: list[str], size: int) -> set[str]:
    return {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}


def likeness(one: Briefing, other: Briefing) -> Likeness:
    """How much of `other` stands in `one`, and the other way round."""
    first, second = _grams(_words(one), 3), _grams(_words(other), 3)
    if min(len(first), len(second)) < _FEWEST:
        return Likeness()
    common = len(first & second)
    apart = bool(days(one) and days(other)) and not _same_days(one, other)
    return Likeness(common / min(len(first), len(second)), common / len(second), apart)


def passages(briefing: Briefing) -> tuple[int, ...]:
    """Some passages of a text as signed 64-bit numbers, chosen so that texts with passages in common have chosen ones in common."""
    grams = _grams(_words(briefing), _PASSAGE)
    numbers = sorted(int.from_bytes(blake2b(gram.encode(), digest_size=8).digest(), signed=True) for gram in grams)
    return tuple(numbers[: max(_AT_LEAST, len(numbers) // _EVERY)])


def days(briefing: Briefing) -> tuple[date, date] | None:
    """The first and last day on which the event can have been: as printed, else the day of publication and the one before."""
    when, published = briefing.event.when, briefing.layout.published
    if when:
        return (when.first, when.last) if when.precision is Precision.DAY else None
    return (published.at.date() - timedelta(days=1), published.at.date()) if published else None


def same_event(one: Briefing, other: Briefing) -> bool:
    """Whether both report one event.

    On the same day somebody is named in both, and either the event's name is alike, or they cite a document in common and no second
    name speaks against it. Where one names nobody, the name and a document must do.
    """
    if not _same_days(one, other):
        return False
    alike, documents = _names_alike(one, other), _documents_in_common(one, other)
    people = _people(one) & _people(other)
    if not people:
        return alike and documents and not (one.people and other.people)
    return alike or (documents and (len(people) > 1 or not (one.event.name and other.event.name)))


def _same_days(one: Briefing, other: Briefing) -> bool:
    ours, theirs = days(one), days(other)
    return bool(ours and theirs and ours[0] <= theirs[1] and theirs[0] <= ours[1])


def _people(briefing: Briefing) -> set[str]:
    return {fold(person.name.text) for person in briefing.people}


def _names_alike(one: Briefing, other: Briefing) -> bool:
    """Whether the names of the events, or what the headlines call them, share three words and three quarters of the shorter one's."""
    return any(_share(*pair) for pair in product(_event_names(one), _event_names(other)))


def _event_names(briefing: Briefing) -> Iterator[frozenset[str]]:
    for name in (briefing.event.name, briefing.layout.title):
        if name:
            yield frozenset(_WORD.findall(fold(name.text)))


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= _NAMED_BY and 4 * common >= 3 * min(len(one), len(other))


def _documents_in_common(one: Briefing, other: Briefing) -> bool:
    return any(_one_document(*pair) for pair in product(one.documents, other.documents))


def _one_document(one: Document, other: Document) -> bool:
    return canonical(one.type) == canonical(other.type) and read_number(one.number.text).fits(read_number(other.number.text))


@dataclass(frozen=True, slots=True)
class Differing:
    """What two reports say of one thing in different numbers, each as it prints it."""

    one: Span
    other: Span


_MAGNITUDES = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}
_NUMBER = re.compile(rf"\d[\d.,]*(?:\s?[-–/]\s?\d[\d.,]*)?(?:\s({'|'.join(_MAGNITUDES)})(?!\w))?")
_ABOUT = frozenset(_WORD.findall("hơn gần khoảng trên dưới tổng số cộng có tới đến thêm lên tăng giảm"))
_UNITS = frozenset(_WORD.findall("đồng usd đô la euro phần trăm ha km m mm m2 m3 kg tấn tạ kwh mw giờ phút ngày tháng năm"))


def _counted(figure: Figure) -> tuple[tuple[str, ...], str] | None:
    """What a figure counts and how many, both in a form that can be compared; None where it says two numbers or names nothing."""
    low = canonical(figure.quote.text)
    found = list(_NUMBER.finditer(low))
    if len(found) != 1:
        return None
    number = found[0]
    noun = tuple(word for word in _WORD.findall(f"{low[: number.start()]} {low[number.end() :]}") if word not in _ABOUT)
    if all(word in _UNITS for word in noun):
        return None
    return noun, _value(number)


def _value(number: re.Match[str]) -> str:
    """ "2,8 triệu" and "2.800.000" are one; a span of numbers is compared as printed."""
    digits = number[0].removesuffix(number[1] or "").strip().rstrip(".,").replace(".", "").replace(",", ".")
    try:
        return f"{float(digits) * 10 ** _MAGNITUDES.get(number[1] or '', 0):.6g}"
    except ValueError:
        return digits.replace(" ", "").replace("–", "-")


def _figures(briefing: Briefing) -> dict[tuple[str, ...], tuple[str, Span]]:
    """What is counted once in a report; where it gives two numbers of one noun, it speaks of two things."""
    found: dict[tuple[str, ...], tuple[str, Span]] = {}
    twofold: set[tuple[str, ...]] = set()
    for figure in briefing.figures:
        if counted := _counted(figure):
            noun, value = counted
            if found.setdefault(noun, (value, figure.quote))[0] != value:
                twofold.add(noun)
    return {noun: told for noun, told in found.items() if noun not in twofold}


def differing(one: Briefing, other: Briefing) -> tuple[Differing, ...]:
    """The figures of two reports with one noun and two numbers, in the order of the first."""
    theirs = _figures(other)
    pairs = ((told, theirs[noun]) for noun, told in _figures(one).items() if noun in theirs)
    return tuple(Differing(ours[1], other[1]) for ours, other in pairs if ours[0] != other[0])
