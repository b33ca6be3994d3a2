"""Where things stand in lists: day, article and place in the article in; one number out that sorts as lists do, read from the end.

    article   day (20 bits) · id (24 bits)                       newest day last; on one day in the order of loading
    item      day (20 bits) · id (24 bits) · place (12 bits)     the place counts down, so that the first item of an article comes last

Read from high to low these are: newest article first and, within an article, the order of its text. 56 bits fit every database's integer.
"""

from __future__ import annotations

from datetime import date

from briefings.periods import Period

_ID_BITS = 24
_PLACE_BITS = 12
ARTICLE_DAY, ITEM_DAY = _ID_BITS, _ID_BITS + _PLACE_BITS  # bits below the day in the position of an article, of an item
_LAST_DAY = (1 << 20) - 1  # 2871-11-26; a later day counts as this one
MOST_ITEMS = 1 << _PLACE_BITS  # of one kind in one article are listed

Range = tuple[int, int]


def _ordinal(day: date) -> int:
    return min(day.toordinal(), _LAST_DAY)


def article_position(day: date, article_id: int) -> int:
    """The position of an article. Ids go up to 16,777,215."""
    return _ordinal(day) << _ID_BITS | article_id


def item_position(article: int, place: int) -> int:
    """The position of an article's item number `place` (from 0, below `MOST_ITEMS`), given the article's position."""
    return article << _PLACE_BITS | (MOST_ITEMS - 1 - place)


def day_of(article: int) -> date:
    """The day in an article's position."""
    return date.fromordinal(article >> _ID_BITS)


def articles_in(period: Period) -> Range:
    """The positions, first and last, that articles of these days can have."""
    return _ordinal(period.first) << _ID_BITS, (_ordinal(period.last) + 1 << _ID_BITS) - 1


def items_in(articles: Range) -> Range:
    """The positions that items of articles at these positions can have."""
    return articles[0] << _PLACE_BITS, (articles[1] + 1 << _PLACE_BITS) - 1
