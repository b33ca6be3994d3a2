"""A store links reprints to the article that they repeat, and articles on one event to each other."""

from __future__ import annotations

import datetime as dt

import pytest

from briefings.errors import NotFound
from briefings.model import Article
from briefings.parse import parse
from briefings.query import Kind, Query
from briefings.store.staff import Actor
from briefings.store.store import Store
from tests.briefings.test_stories import OTHER_PAPER, READ

AT = dt.datetime(2024, 12, 22, 8, tzinfo=dt.UTC)
LAN = Actor(7, "Lan", AT)
TEXT = READ["regional-briefing"]
CUT = "\n".join(line for number, line in enumerate(TEXT.splitlines()) if number not in (2, 3))


async def _articles(store: Store) -> list[int]:
    return [row.id for row in (await store.articles(Query(Kind.ARTICLES), 0, 100)).items]


async def test_a_reprint_is_linked_and_listed_once(store: Store) -> None:
    first = await store.add(parse(TEXT, "mot.vn"), AT)
    again = await store.add_or_link(parse(CUT, "hai.vn"), AT)

    assert (again.article_id, again.created, again.linked) == (first.article_id, False, True)
    assert await _articles(store) == [first.article_id]
    assert (await store.article(first.article_id)).row.also == ("hai.vn",)
    assert (await store.add_or_link(parse(CUT, "hai.vn"), AT)).created is False
    assert (await store.article(first.article_id)).row.also == ("hai.vn",)


async def test_a_fuller_report_is_no_reprint(store: Store) -> None:
    short = await store.add(parse("\n".join(TEXT.splitlines()[:5]), "mot.vn"), AT)
    full = await store.add_or_link(parse(TEXT, "hai.vn"), AT)

    assert full.created
    assert [one.article.id for one in await store.stories.siblings(await store.article(full.article_id))] == [short.article_id]


async def test_two_reports_on_one_event_show_each_other_and_their_figures(store: Store) -> None:
    one, other = await store.add(parse(TEXT, "mot.vn"), AT), await store.add(parse(OTHER_PAPER, "hai.vn"), AT)
    await store.add(parse(READ["official-letter"]), AT)

    (sibling,) = await store.stories.siblings(await store.article(one.article_id))

    assert sibling.article.id == other.article_id
    assert [(pair.one.text, pair.other.text) for pair in sibling.differing] == [("35 tổ chức đảng", "36 tổ chức đảng")]


async def test_a_story_is_all_that_tells_of_the_event_and_of_what_these_tell(store: Store) -> None:
    ids = [(await store.add(parse(text, None), AT)).article_id for text in (TEXT, OTHER_PAPER, READ["official-letter"])]
    assert {row.id for row in await store.stories.told(ids[0])} == {row.id for row in await store.stories.told(ids[1])} == set(ids[:2])
    assert [row.id for row in await store.stories.told(ids[2])] == ids[2:]
    with pytest.raises(NotFound):
        await store.stories.told(99)


async def test_a_draft_is_linked_or_takes_the_place_of_an_article(store: Store) -> None:
    first = (await store.add(parse(TEXT, "mot.vn"), AT)).article_id
    linked, replacing = [await store.drafts.load(Article(text, source), LAN) for text, source in ((CUT, "hai.vn"), (OTHER_PAPER, "ba.vn"))]

    await store.drafts.link(linked.id, first, LAN)
    await store.drafts.replace(replacing.id, first, parse(OTHER_PAPER, "ba.vn"), LAN)

    stored = await store.article(first)
    assert stored.briefing.article.text == OTHER_PAPER
    assert stored.row.also == ("hai.vn", "mot.vn")
    assert await _articles(store) == [first]


async def test_an_unknown_article_cannot_be_linked(store: Store) -> None:
    draft = await store.drafts.load(Article(TEXT, None), LAN)
    with pytest.raises(NotFound):
        await store.drafts.link(draft.id, 99, LAN)
    assert (await store.drafts.get(draft.id)).id == draft.id


async def test_an_article_that_is_withdrawn_leaves_no_tie(store: Store) -> None:
    one, other = [(await store.add(parse(text, None), AT)).article_id for text in (TEXT, OTHER_PAPER)]
    await store.drafts.withdraw(one, LAN)

    assert await store.stories.siblings(await store.article(other)) == ()
    assert await store.stories.original(parse(CUT)) is None
