"""The one number that orders lists."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from briefings.periods import Period
from briefings.store.positions import MOST_ITEMS, article_position, articles_in, day_of, item_position, items_in

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))
IDS = st.integers(1, (1 << 24) - 1)
PLACES = st.integers(0, MOST_ITEMS - 1)


@given(st.lists(st.tuples(DAYS, IDS, PLACES)))
def test_items_read_from_the_end_are_newest_first_then_in_the_order_of_the_text(items: list[tuple[dt.date, int, int]]) -> None:
    by_position = sorted(items, key=lambda item: item_position(article_position(item[0], item[1]), item[2]), reverse=True)
    assert by_position == sorted(items, key=lambda item: (-item[0].toordinal(), -item[1], item[2]))


@given(st.dates(), IDS, st.dates(), st.dates())
def test_a_period_is_a_range(day: dt.date, article: int, first: dt.date, last: dt.date) -> None:
    position = article_position(day, article)
    low, high = articles_in(Period(first, last))
    within = min(first, dt.date(2871, 11, 26)) <= min(day, dt.date(2871, 11, 26)) <= min(last, dt.date(2871, 11, 26))
    assert (low <= position <= high) == within


@given(DAYS, IDS, PLACES)
def test_an_article_is_a_range_of_items(day: dt.date, article: int, place: int) -> None:
    position = article_position(day, article)
    low, high = items_in((position, position))
    assert low <= item_position(position, place) <= high
    assert not low <= item_position(article_position(day, article + 1), place) <= high


@given(st.dates(), IDS, PLACES)
def test_every_position_fits_a_databases_integer(day: dt.date, article: int, place: int) -> None:
    assert 0 <= item_position(article_position(day, article), place) < 2**63


@given(DAYS, IDS)
def test_the_day_is_in_the_position(day: dt.date, article: int) -> None:
    assert day_of(article_position(day, article)) == day
