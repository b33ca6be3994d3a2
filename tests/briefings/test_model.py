"""The facts about an article: passages that hold each other, texts that are one article, and the paragraph a passage is in."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError, fields
from datetime import date, datetime

import pytest

from briefings.model import (
    Article,
    Briefing,
    Directive,
    Document,
    Due,
    Event,
    Figure,
    Layout,
    Person,
    Precision,
    Span,
    Task,
    Timestamp,
    When,
)

TEXT = "Tin tỉnh\nMột câu.\nHai câu."
TITLE, FIRST, SECOND = Span.of(TEXT, 0, 8), Span.of(TEXT, 9, 17), Span.of(TEXT, 18, 26)
LAYOUT = Layout(TITLE, None, None, None, (), (), (FIRST, SECOND))
BRIEFING = Briefing(Article(TEXT), LAYOUT)
DAY = date(2024, 12, 16)


def passage(start: int, end: int) -> Span:
    return Span(start, end, "x" * (end - start))


def test_a_passage_is_its_place_and_what_stands_there() -> None:
    assert Span.of(TEXT, 9, 12) == Span(9, 12, "Một")


@pytest.mark.parametrize(
    ("other", "held"),
    [
        (passage(10, 20), True),
        (passage(10, 11), True),
        (passage(19, 20), True),
        (passage(12, 15), True),
        (passage(9, 11), False),
        (passage(19, 21), False),
        (passage(9, 21), False),
        (passage(0, 5), False),
        (passage(25, 30), False),
    ],
)
def test_a_passage_holds_those_wholly_inside_it(other: Span, held: bool) -> None:
    assert passage(10, 20).holds(other) is held


def test_passages_are_ordered_as_they_stand() -> None:
    assert sorted([passage(4, 6), passage(0, 9), passage(0, 2)]) == [passage(0, 2), passage(0, 9), passage(4, 6)]


@pytest.mark.parametrize(
    ("place", "number"),
    [(FIRST, 1), (SECOND, 2), (Span.of(TEXT, 16, 17), 1), (Span.of(TEXT, 16, 24), 1), (TITLE, None), (Span.of(TEXT, 17, 18), None)],
)
def test_a_passage_is_in_the_paragraph_that_holds_its_start(place: Span, number: int | None) -> None:
    assert BRIEFING.paragraph_of(place) == number


def test_nothing_is_in_a_paragraph_where_there_are_none() -> None:
    assert Briefing(Article(TEXT), Layout(TITLE, None, None, None, (), (), ())).paragraph_of(FIRST) is None


def test_an_article_is_known_by_its_text_alone() -> None:
    assert Article(TEXT, "một.txt").content_hash == hashlib.sha256(TEXT.encode()).hexdigest() == Article(TEXT).content_hash
    assert Article(TEXT + " ").content_hash != Article(TEXT).content_hash


FACTS = (
    FIRST,
    Article(TEXT),
    When(FIRST, DAY, DAY, Precision.DAY),
    Timestamp(FIRST, datetime(2024, 12, 16), has_time=False),  # noqa: DTZ001 - a paper's own time
    LAYOUT,
    Event(),
    Person(FIRST),
    Document("Nghị quyết", FIRST, (FIRST,)),
    Directive(FIRST, None, None),
    Due(FIRST, None),
    Task(FIRST, None, None),
    Figure(FIRST),
    BRIEFING,
)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_once_read_does_not_change(fact: object) -> None:
    name = fields(fact)[0].name  # type: ignore[arg-type]  # each is a dataclass
    with pytest.raises(FrozenInstanceError):
        setattr(fact, name, None)


def test_what_is_not_said_of_an_instruction_or_a_task_is_not_taken_over() -> None:
    task = Task(FIRST, None, None)
    assert (Directive(FIRST, None, None).carried, task.assignee_inherited, task.due_inherited) == (False, False, False)
