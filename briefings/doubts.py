"""What an editor should look at before publishing: a briefing in, doubts about what was read out, those first that weigh most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from briefings.model import Briefing, Document
from briefings.numbers import read_number
from briefings.text import canonical

_OLD_NEWS = 45  # days from an event to its report that are still likely


@dataclass(frozen=True, slots=True)
class NoDate:
    """The article says neither when the event was nor when it was published."""


@dataclass(frozen=True, slots=True)
class DatesApart:
    """The event lies after the report of it, or long before."""

    event: date
    published: date


@dataclass(frozen=True, slots=True)
class TwoSpellings:
    """Two numbers that can be one document's: "09-KL/BCĐ" and "09-KL/TW"."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class LikelyReprint:
    """Article `article` has so much of the text, in whole hundredths of the shorter one."""

    article: int
    percent: int


Doubt = NoDate | DatesApart | TwoSpellings | LikelyReprint


def doubts(briefing: Briefing) -> tuple[Doubt, ...]:
    """Everything doubtful in what was read."""
    return (*_of_dates(briefing), *_of_documents(briefing.documents))


def _of_dates(briefing: Briefing) -> Iterator[Doubt]:
    when, published = briefing.event.when, briefing.layout.published
    if when is None and published is None:
        yield NoDate()
    if when and published and not -1 < (published.at.date() - when.first).days <= _OLD_NEWS + (when.last - when.first).days:
        yield DatesApart(when.first, published.at.date())


def _of_documents(documents: tuple[Document, ...]) -> Iterator[Doubt]:
    for one, other in combinations(documents, 2):
        if canonical(one.type) == canonical(other.type) and _one_number(one.number.text, other.number.text) and _one_day(one, other):
            yield TwoSpellings(f"{one.type} {one.number.text}", other.number.text)


def _one_number(one: str, other: str) -> bool:
    first, second = read_number(one), read_number(other)
    return first.ordinal == second.ordinal and first.year == second.year and first != second


def _one_day(one: Document, other: Document) -> bool:
    return not (one.date and other.date) or one.date.first == other.date.first
