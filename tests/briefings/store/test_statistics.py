"""The figures of a store are what its lists hold, on every database, whatever comes and goes."""

from __future__ import annotations

import datetime as dt

import pytest

from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.statistics import cut
from briefings.store.store import Store

ALWAYS = Period(dt.date(2018, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.asyncio(loop_scope="session")
async def test_a_period_counts_what_its_lists_hold(library: Store) -> None:
    for tally in await library.statistics.over(cut(ALWAYS)):
        queries = [Query(kind, period=tally.period) for kind in (Kind.ARTICLES, Kind.DIRECTIVES, Kind.TASKS)]
        lists = (library.articles, library.directives, library.tasks)
        counted = [(await listed(query)).total for listed, query in zip(lists, queries, strict=True)]
        assert [tally.articles, tally.directives, tally.tasks] == counted


@pytest.mark.asyncio(loop_scope="session")
async def test_the_documents_cited_most_come_first(library: Store) -> None:
    rows = await library.statistics.most_cited(50)
    assert rows[0].number == "18-NQ/TW"
    assert [row.articles for row in rows] == sorted((row.articles for row in rows), reverse=True)
    assert len(rows) == (await library.documents(Query(Kind.DOCUMENTS))).total


@pytest.mark.asyncio(loop_scope="session")
async def test_the_days_are_those_of_the_oldest_and_the_newest(library: Store) -> None:
    days = await library.statistics.days()
    assert days is not None
    assert days.first == dt.date(2018, 10, 29)


async def test_an_empty_store_has_no_figures(store: Store) -> None:
    assert await store.statistics.days() is None
    assert (await store.statistics.over([ALWAYS]))[0].articles == 0
    assert await store.statistics.most_cited(5) == ()


@pytest.mark.parametrize("thread", [0, 7])
async def test_what_a_chat_has_on_its_screen_is_kept_for_each_thread(store: Store, thread: int) -> None:
    assert await store.shown(-1001, thread) is None
    for kind in (Kind.TASKS, Kind.PEOPLE, Kind.PEOPLE):
        view = await store.save_view(Query(kind))
        await store.show(-1001, thread, view)
        assert await store.shown(-1001, thread) == view
    assert await store.shown(-1001, thread + 1) is None
