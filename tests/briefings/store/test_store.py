"""Keeping and getting back: articles, views and chats, in memory and in files that several share."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import NotFound, StoreError
from briefings.model import Article, Briefing, Directive, Layout, Span, Timestamp
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.store.facts import briefing_facts, read_briefing
from briefings.store.rows import Added, Chat, DatedBy
from briefings.store.store import Store

Written = Callable[..., Briefing]

LOADED = dt.datetime(2024, 12, 22, 20, 0, tzinfo=dt.UTC)
ALL = Query(Kind.ARTICLES)


def plain(text: str) -> Briefing:
    return Briefing(Article(text), Layout(None, None, None, None, (), (), ()))


async def test_what_was_read_comes_back_whole(store: Store, seeds: tuple[Briefing, ...]) -> None:
    for briefing in seeds:
        added = await store.add(briefing, LOADED)
        assert (await store.article(added.article_id)).briefing == briefing


async def test_several_articles_come_at_once_and_the_first_that_is_missing_is_named(seeded: Store, seeds: tuple[Briefing, ...]) -> None:
    found = await seeded.whole({2, 5})
    assert {number: article.briefing for number, article in found.items()} == {2: seeds[1], 5: seeds[4]}
    assert await seeded.whole(set()) == {}
    with pytest.raises(NotFound, match="article 98"):
        await seeded.whole({99, 1, 98})


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_any_reading_survives_its_json(text: str, data: st.DataObject) -> None:
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted)
    spans = st.builds(lambda pair: Span.of(text, *pair), edges)
    directives = st.builds(Directive, spans, st.none() | spans, st.none() | spans, st.booleans())
    layout = Layout(data.draw(st.none() | spans), None, None, None, (), (), tuple(data.draw(st.lists(spans, max_size=3))))
    briefing = Briefing(Article(text), layout, directives=tuple(data.draw(st.lists(directives, max_size=3))))
    assert read_briefing(briefing.article, briefing_facts(briefing)) == briefing


async def test_the_same_text_twice_changes_nothing(seeded: Store, seeds: tuple[Briefing, ...]) -> None:
    before = await seeded.articles(ALL, 0, 10)
    again = await seeded.add(replace(seeds[0], article=replace(seeds[0].article, source="elsewhere")), LOADED + dt.timedelta(days=1))
    assert again == Added(1, created=False)
    assert await seeded.articles(ALL, 0, 10) == before


async def test_the_time_of_loading_is_kept_in_utc(store: Store) -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))
    added = await store.add(plain("một"), dt.datetime(2024, 12, 23, 3, 0, tzinfo=hanoi))
    stored = await store.article(added.article_id)
    assert stored.loaded_at == LOADED
    assert stored.loaded_at.tzinfo is dt.UTC


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="without a zone"):
        await store.add(plain("một"), dt.datetime(2024, 12, 23, 3, 0))  # noqa: DTZ001 - this is what must be refused
    assert await store.newest() is None


async def test_an_article_is_listed_under_event_then_publication_then_loading(store: Store, written: Written) -> None:
    published = Timestamp(Span(0, 0, ""), dt.datetime(2024, 5, 2, 8, 0), has_time=True)  # noqa: DTZ001 - papers print no zone
    texts = {
        "event": written("Hội nghị\nmột", "2024-05-01"),
        "published": replace(plain("hai"), layout=replace(plain("hai").layout, published=published)),
        "loaded": plain("ba"),
    }
    for briefing in texts.values():
        await store.add(briefing, LOADED)
    rows = (await store.articles(ALL)).items
    assert [(row.day.isoformat(), row.dated_by) for row in rows] == [
        ("2024-12-23", DatedBy.LOADED),  # 20:00 in UTC is the next day in Vietnam
        ("2024-05-02", DatedBy.PUBLISHED),
        ("2024-05-01", DatedBy.EVENT),
    ]
    assert await store.newest() == 3


async def test_what_is_not_there_is_not_found(store: Store) -> None:
    for missing in (store.article(1), store.document(1), store.view(1)):
        with pytest.raises(NotFound):
            await missing
    assert await store.newest() is None
    assert (await store.articles(ALL)).items == ()


@pytest.mark.parametrize(
    "query",
    [
        Query(Kind.SEARCH, words='tinh gọn 🙂 "{{'),
        Query(Kind.TASKS, due=Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)), speaker="Tô Lâm"),
        Query(Kind.DIRECTIVES, article=3, document="18-NQ/TW", document_id=7),
    ],
)
async def test_a_view_is_the_query_it_was_saved_from(store: Store, query: Query) -> None:
    number = await store.save_view(query)
    assert await store.view(number) == query
    assert await store.save_view(query) == number
    assert await store.save_view(Query(Kind.PEOPLE)) != number


async def test_a_chat_keeps_its_language(store: Store) -> None:
    assert await store.chat(-100123456789) == Chat(-100123456789)
    await store.save_chat(Chat(-100123456789, "vi"))
    await store.save_chat(Chat(-100123456789, "en"))
    assert await store.chat(-100123456789) == Chat(-100123456789, "en")


async def test_everything_outlives_a_restart(tmp_path: Path, seeds: tuple[Briefing, ...]) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'giaoban.db'}"
    store = await Store.open(url)
    await store.add(seeds[0], LOADED)
    view = await store.save_view(ALL)
    await store.close()
    store = await Store.open(url)
    assert (await store.article(1)).briefing == seeds[0]
    assert await store.view(view) == ALL
    await store.close()


async def test_two_stores_on_one_file_add_each_text_once(tmp_path: Path, seeds: tuple[Briefing, ...]) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'giaoban.db'}"
    one, two = await asyncio.gather(Store.open(url), Store.open(url))
    texts = [replace(seeds[number % 5], article=Article(f"{seeds[number % 5].article.text}\nBài {number}")) for number in range(12)]
    added = await asyncio.gather(*(store.add(text, LOADED) for text in texts for store in (one, two)))
    assert sum(each.created for each in added) == len(texts)
    assert len({each.article_id for each in added}) == len(texts)
    assert (await one.articles(ALL)).total == (await two.articles(ALL)).total == len(texts)
    await asyncio.gather(one.close(), two.close())


async def test_a_reader_is_served_while_another_process_writes(tmp_path: Path, seeds: tuple[Briefing, ...]) -> None:
    path = tmp_path / "giaoban.db"
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    await store.add(seeds[0], LOADED)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM article")
        assert (await store.articles(ALL)).total == 1
        other.execute("ROLLBACK")
    await store.close()


async def test_the_database_is_kept_safe(tmp_path: Path) -> None:
    path = tmp_path / "giaoban.db"
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    async with store._database.reading() as session:
        connection = await session.connection()
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        assert [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in pragmas] == ["wal", 2, 1]
    await store.close()


async def test_an_article_that_fails_half_way_leaves_nothing(tmp_path: Path, seeds: tuple[Briefing, ...]) -> None:
    path = tmp_path / "giaoban.db"
    store = await Store.open(f"sqlite+aiosqlite:///{path}")
    with sqlite3.connect(path) as other:  # citations are written last
        other.execute("CREATE TRIGGER stop BEFORE INSERT ON citation BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END")
    with pytest.raises(StoreError, match="has no room left"):
        await store.add(seeds[0], LOADED)
    with sqlite3.connect(path) as other:
        tables = ("article", "article_text", "directive", "task", "person", "named", "name", "document", "designation", "article_words")
        left = {table: other.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608 - names of our own
        assert left == dict.fromkeys(tables, 0)
        other.execute("DROP TRIGGER stop")
    assert (await store.add(seeds[0], LOADED)).created
    await store.close()
