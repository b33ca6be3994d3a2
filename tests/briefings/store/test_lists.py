"""Lists of articles, directives, tasks and people, by every condition a query can have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Article, Briefing, Layout
from briefings.periods import Period
from briefings.query import Kind, Query, read_query
from briefings.store import lists
from briefings.store.store import Store
from tests.briefings.store.plans import plans_of

TODAY = dt.date(2024, 12, 22)
LOADED = dt.datetime(2024, 12, 22, 7, 30, tzinfo=dt.UTC)


async def settled(store: Store, kind: Kind, argument: str) -> Query:
    return await store.settle(read_query(kind, argument, TODAY))


@pytest.mark.parametrize(
    ("argument", "ids"),
    [
        ("", [3, 2, 1]),
        ("tháng 5/2024", [1]),
        ("2024", [3, 2, 1]),
        ("2023", []),
        ("Hồng Lam", [3, 1]),
        ("hong lam", [3, 1]),
        ("Hồng Lam tháng 9/2024", [3]),
        ("30/2020/NĐ-CP", [2]),
        ("nghị quyết 12", [3, 2, 1]),
        ("bài 2", [2]),
        ("theo dõi trang", []),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_articles(archive: Store, argument: str, ids: list[int]) -> None:
    page = await archive.articles(await settled(archive, Kind.ARTICLES, argument))
    assert [row.id for row in page.items] == ids
    assert (page.total, page.more) == (len(ids), False)


@pytest.mark.parametrize(
    ("argument", "ids"),
    [
        ("", [3]),
        ("1", [1]),
        ("99", []),
        ("2024", [3, 2, 1]),
        ("Trần Văn Khải", [2, 1]),
        ("tran van khai", [2, 1]),
        ("Bí thư Tỉnh ủy Trần Văn Khải", [2, 1]),
        ("đồng chí Trần Văn Khải", [2, 1]),
        ("Trần Văn Khải tháng 7/2024", [2]),
        ("Trần Văn Khải thuốc", [2]),
        ("Trấn Văn Khải", [2, 1]),  # no such name: words, which nothing bears with these accents
        ("Khải", [2, 1]),
        ("Bí thư Tỉnh ủy", [2, 1]),
        ("UBND tỉnh", [3]),
        ("các huyện", [3]),
        ("tinh gọn bộ máy", [1]),
        ('"gọn bộ"', [1]),
        ('"bộ gọn"', []),
        ("12-NQ/TU", [3, 1]),
        ("30/2020/NĐ-CP", [2]),
        ("Trần Văn Khải 12-NQ/TU", [1]),
        ("tran van khai tinh gọn", [1]),
        ("nghị quyết 12 bài 2", [2]),
        ("!!!", []),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_directives(archive: Store, argument: str, ids: list[int]) -> None:
    page = await archive.directives(await settled(archive, Kind.DIRECTIVES, argument))
    assert [row.article.id for row in page.items] == ids
    assert page.total == len(ids)


@pytest.mark.parametrize(
    ("argument", "quotes"),
    [
        ("1", ["rà soát biên chế", "hoàn thành đề án vị trí việc làm", "chuẩn bị hồ sơ"]),
        ("Trần Văn Khải", ["bảo đảm thuốc", "rà soát biên chế"]),
        ("Sở Nội vụ", ["rà soát biên chế", "hoàn thành đề án vị trí việc làm"]),
        ("bi thu", ["bảo đảm thuốc", "rà soát biên chế"]),
        ("hạn 2024", ["hoàn thành đề án vị trí việc làm"]),
        ("hạn 2025", ["xây dựng kế hoạch"]),
        ("đến hạn tháng 12/2025", ["xây dựng kế hoạch"]),
        ("hạn quý 1/2025", []),
        ("hạn 2025 thuốc", []),
        ("hạn 2025 Sở Y tế", ["xây dựng kế hoạch"]),
        ("30/2020/NĐ-CP", ["bảo đảm thuốc"]),
        ("tháng 9/2024", ["giữ gìn vệ sinh"]),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_tasks(archive: Store, argument: str, quotes: list[str]) -> None:
    page = await archive.tasks(await settled(archive, Kind.TASKS, argument))
    assert [row.task.quote.text for row in page.items] == quotes


@pytest.mark.asyncio(loop_scope="session")
async def test_tasks_that_fall_due_come_soonest_first(archive: Store) -> None:
    page = await archive.tasks(Query(Kind.TASKS, due=Period(dt.date(2024, 1, 1), dt.date(2025, 12, 31))))
    assert [row.task.quote.text for row in page.items] == ["hoàn thành đề án vị trí việc làm", "xây dựng kế hoạch"]


@pytest.mark.parametrize(
    ("argument", "names"),
    [
        ("2", ["Lê Thị Mận", "Trần Văn Khải"]),
        ("Trần Văn Khải", ["Trần Văn Khải", "Trần Văn Khải"]),
        ("Mận", ["Lê Thị Mận"]),
        ("le thi man", ["Lê Thị Mận"]),
        ("Giám đốc Sở Y tế", ["Lê Thị Mận"]),
        ("tháng 5/2024", ["Trần Văn Khải"]),
        ("Hồ Chí Minh", []),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_people(archive: Store, argument: str, names: list[str]) -> None:
    page = await archive.people(await settled(archive, Kind.PEOPLE, argument))
    assert [row.person.name.text for row in page.items] == names


@pytest.mark.asyncio(loop_scope="session")
async def test_a_row_says_where_its_item_stands_and_under_what(archive: Store) -> None:
    row = (await archive.directives(Query(Kind.DIRECTIVES, article=2))).items[0]
    assert (row.paragraph, row.documents, row.article.title) == (2, ("12", "30/2020/NĐ-CP"), "Tổng kết sáu tháng ngành y tế")
    task = (await archive.tasks(Query(Kind.TASKS, article=1))).items[0]
    assert (task.paragraph, task.documents, task.speaker and task.speaker.text) == (2, ("12-NQ/TU",), "Trần Văn Khải")


@pytest.mark.parametrize(
    ("kind", "argument", "expected"),
    [
        (Kind.DIRECTIVES, "Trần Văn Khải", {"speaker": "Trần Văn Khải"}),
        (Kind.DIRECTIVES, "ông TRẦN VĂN KHẢI", {"speaker": "Trần Văn Khải"}),
        (Kind.DIRECTIVES, "tran van khai thuốc", {"speaker": "Trần Văn Khải", "words": "thuốc"}),
        (Kind.DIRECTIVES, '"Trần Văn Khải"', {"words": '"Trần Văn Khải"'}),
        (Kind.DIRECTIVES, "Lê Thị Mận", {"words": "Lê Thị Mận"}),
        (Kind.TASKS, "Sở Y tế", {"words": "Sở Y tế"}),
        (Kind.ARTICLES, "Trần Văn Khải", {"words": "Trần Văn Khải"}),
        (Kind.SEARCH, "Trần Văn Khải", {"words": "Trần Văn Khải"}),
        (Kind.PEOPLE, "Lê Thị Mận", {"speaker": "Lê Thị Mận"}),
        (Kind.TASKS, "", {"article": 3}),
        (Kind.SUMMARY, "", {"article": 3}),
        (Kind.DOCUMENTS, "", {"article": 3}),
        (Kind.ARTICLES, "", {}),
        (Kind.DOCUMENTS, "12", {"document": "12"}),
        (Kind.DOCUMENTS, "2", {"article": 2}),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_a_query_is_settled_by_what_is_held(archive: Store, kind: Kind, argument: str, expected: dict[str, object]) -> None:
    assert await settled(archive, kind, argument) == Query(kind, **expected)  # type: ignore[arg-type]  # a table of fields


@pytest.mark.parametrize("kind", Kind)
async def test_an_empty_store_settles_and_lists_nothing(store: Store, kind: Kind) -> None:
    assert await settled(store, kind, "") == Query(kind)
    assert (await store.directives(Query(Kind.DIRECTIVES))).items == ()


async def test_words_with_accents_find_those_without_only_where_nothing_bears_them(store: Store, written: Callable[..., Briefing]) -> None:
    for text in ("Dân\nDân cử đại biểu.", "Dẫn\nDẫn đầu tỉnh."):
        await store.add(written(text, directives=((text.splitlines()[1], None, None),)), LOADED)
    assert [row.article.id for row in (await store.directives(Query(Kind.DIRECTIVES, words="dẫn"))).items] == [2]
    assert [row.article.id for row in (await store.directives(Query(Kind.DIRECTIVES, words="dan"))).items] == [2, 1]
    assert [row.article.id for row in (await store.directives(Query(Kind.DIRECTIVES, words="dần"))).items] == [2, 1]


async def test_pages_are_pieces_of_one_list(store: Store, written: Callable[..., Briefing], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNTED", 10)
    base = written("Hội nghị\nNội dung", "2024-05-01")
    for number in range(14):
        await store.add(replace(base, article=Article(f"{base.article.text} {number}")), LOADED)
    query = Query(Kind.ARTICLES)
    pages = [await store.articles(query, offset, 5) for offset in (0, 5, 10)]
    assert [row.id for page in pages for row in page.items] == list(range(14, 0, -1))
    assert [(page.total, page.more) for page in pages] == [(10, True), (10, True), (14, False)]


async def test_more_items_than_fit_into_an_order_are_left_out(store: Store, written: Callable[..., Briefing]) -> None:
    base = written("Hội nghị\nLàm ngay.", directives=(("Làm ngay.", None, None),))
    added = await store.add(replace(base, directives=base.directives * 5000), LOADED)
    assert (await store.directives(Query(Kind.DIRECTIVES, article=added.article_id), 4095, 5)).total == 4096
    assert len((await store.article(added.article_id)).briefing.directives) == 5000


@pytest.mark.asyncio(loop_scope="module")
@given(words=st.text(), speaker=st.none() | st.text(), document=st.none() | st.text())
async def test_nothing_asked_of_a_list_is_an_error(growing: Store, words: str, speaker: str | None, document: str | None) -> None:
    await growing.add(Briefing(Article("một"), Layout(None, None, None, None, (), (), ())), LOADED)
    query = await growing.settle(Query(Kind.TASKS, words=words, speaker=speaker, document=document))
    for listed in (growing.articles, growing.directives, growing.tasks, growing.documents, growing.people):
        page = await listed(query)
        assert page.total == len(page.items)


@pytest.mark.parametrize("shelf", ["sqlite"], indirect=True)  # it reads SQLite's plans
@pytest.mark.parametrize(
    ("kind", "argument"),
    [
        (Kind.ARTICLES, ""),
        (Kind.ARTICLES, "2024"),
        (Kind.ARTICLES, "Hồng Lam"),
        (Kind.ARTICLES, "30/2020/NĐ-CP"),
        (Kind.DIRECTIVES, "1"),
        (Kind.DIRECTIVES, "2024"),
        (Kind.DIRECTIVES, "Trần Văn Khải"),
        (Kind.DIRECTIVES, "Trần Văn Khải tháng 7/2024"),
        (Kind.DIRECTIVES, "Trần Văn Khải thuốc"),
        (Kind.DIRECTIVES, "tinh gọn"),
        (Kind.TASKS, "hạn 2025"),
        (Kind.TASKS, "30/2020/NĐ-CP"),
        (Kind.PEOPLE, "Trần Văn Khải"),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_a_list_is_a_walk_along_an_index(archive: Store, kind: Kind, argument: str) -> None:
    query = await settled(archive, kind, argument)
    plans = await plans_of(archive, getattr(archive, query.kind.value)(query, 0, 5))
    assert plans
    for step in plans:
        assert "TEMP B-TREE" not in step
        assert "INDEX" in step or "KEY" in step or not step.startswith("SCAN") or step.startswith("SCAN anon")


@pytest.mark.parametrize("shelf", ["sqlite"], indirect=True)  # it reads SQLite's plans
@pytest.mark.parametrize(("speaker", "document", "driving"), [("UBND tỉnh", "12", "named"), ("Trần Văn Khải", "30/2020/NĐ-CP", "under")])
@pytest.mark.asyncio(loop_scope="session")
async def test_of_a_name_and_a_document_the_rarer_drives(archive: Store, speaker: str, document: str, driving: str) -> None:
    query = Query(Kind.DIRECTIVES, speaker=speaker, document=document)
    plans = await plans_of(archive, archive.directives(query, 0, 5))
    walked = [step.split()[1] for step in plans if step.startswith("SEARCH") and step.split()[1] in ("named", "under")]
    assert walked[2] == driving  # after both were counted
    assert (await archive.directives(query, 0, 5)).total == 1
