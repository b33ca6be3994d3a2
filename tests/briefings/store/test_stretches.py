"""Stretches of days: those asked for hold the days meant, and few others; none where days that are no years begin and end with one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefings.store.stretches import LONGEST_SPAN, MOST, beginning, covering, stretches_of

DAYS = st.integers(0, 1_048_575)
YEARS, LONG = 4 * 256, 256  # days: from how many on whole long stretches are named


def covered(day: int, names: list[str]) -> bool:
    return bool(set(stretches_of(day)) & set(names))


@given(first=DAYS, length=st.integers(0, 3000), step=st.integers(0, 3000))
def test_every_day_is_covered_and_none_far_away(first: int, length: int, step: int) -> None:
    last = first + length
    names = covering(first, last)
    beyond = LONG if length >= YEARS else 0
    assert len(names) < 75  # sixty-two short ones, or some twelve years
    assert covered(first + min(step, length), names)
    assert not covered(beginning(first) - 1 - beyond - step, names)
    assert not covered(beginning(last) + 8 + beyond + step, names)


@given(first=DAYS, length=st.integers(YEARS + LONG, LONGEST_SPAN))
def test_years_take_hardly_more_names_than_they_have_long_stretches(first: int, length: int) -> None:
    assert 0 < len(covering(first, first + length - 1)) <= length // LONG + 2


@given(day=DAYS, before=st.integers(1, YEARS - 1))
def test_days_before_a_beginning_share_nothing_with_those_after(day: int, before: int) -> None:
    edge = beginning(day)
    older, newer = covering(edge - before, edge - 1), covering(edge, edge + before)
    assert not covered(edge, older)
    assert not covered(edge - 1, newer)


def test_centuries_are_more_than_is_worth_asking_for() -> None:
    assert 0 < len(covering(700_000, 740_000)) <= MOST
    assert covering(1, 1_000_000) == []


def test_a_day_has_two_stretches_which_are_no_words() -> None:
    assert stretches_of(739_236) == ["8#92404", "256#2887"]
