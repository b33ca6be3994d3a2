"""Spans of time for charts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.periods import Period
from briefings.statistics import MOST_STEPS, cut, last_year


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        ("2024-01-01", "2024-12-20", "12: 2024-01-01…2024-12-31"),
        ("2024-02-29", "2024-02-29", "1: 2024-02-01…2024-02-29"),
        ("2022-05-03", "2024-12-20", "11: 2022-04-01…2024-12-31"),
        ("2018-10-29", "2024-12-20", "7: 2018-01-01…2024-12-31"),
        ("1986-01-01", "2024-12-20", "8: 1985-01-01…2024-12-31"),
    ],
)
def test_a_period_is_cut_into_steps_that_a_phone_has_room_for(first: str, last: str, spans: str) -> None:
    steps = cut(Period(date.fromisoformat(first), date.fromisoformat(last)))
    assert f"{len(steps)}: {steps[0].first}…{steps[-1].last}" == spans


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(days, days)
def test_steps_follow_each_other_without_a_gap_to_the_last_day(one: date, other: date) -> None:
    spans = cut(Period(min(one, other), max(one, other)))
    assert len(spans) <= MOST_STEPS
    assert all(before.last + timedelta(days=1) == after.first for before, after in pairwise(spans))
    assert spans[-1].first <= max(one, other) <= spans[-1].last


def test_the_last_year_ends_with_the_newest_month() -> None:
    assert len(cut(last_year(Period(date(2018, 10, 29), date(2024, 12, 20))))) == 12
