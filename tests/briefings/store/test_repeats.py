"""Which earlier articles are told with a directive: what was said, when and by whom, beside what is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from briefings.model import Briefing
from briefings.query import Kind, Query
from briefings.store import repeats
from briefings.store.store import Store
from tests.briefings.store.plans import plans_of

LOADED = dt.datetime(2024, 12, 22, 7, 30, tzinfo=dt.UTC)
AGAIN = "Đồng chí Trần Văn Khải yêu cầu Sở Nội vụ khẩn trương rà soát biên chế, sắp xếp bộ máy tinh gọn trong toàn tỉnh{more}."
OTHER = "Đồng chí Trần Văn Khải yêu cầu các địa phương chuẩn bị đủ thuốc, vật tư và giường bệnh cho mùa dịch tới."
KHAI = "Trần Văn Khải"
Write = Callable[..., Briefing]


async def told(store: Store, written: Write, *said: tuple[str, str, str | None]) -> dict[int, list[int]]:
    """For each article, numbered as given (what is ordered, the day, by whom), those told with its directive."""
    for number, (order, day, speaker) in enumerate(said, 1):
        text = f"Tin số {number} ngày {day}\n{order}\nHọp xong."
        await store.add(written(text, day, directives=((order, speaker, None),)), LOADED)
    earlier = await store.said_before((await store.directives(Query(Kind.DIRECTIVES), 0, 50)).items)
    return {article: [row.id for row in found] for (article, _), found in earlier.items()}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([(" trước Tết", "2024-01-10"), (" ngay", "2024-02-10"), ("", "2024-03-10")], {3: [2, 1], 2: [1]}),
        ([("", "2024-03-10"), ("", "2024-02-10"), ("", "2024-01-10")], {1: [2, 3], 2: [3]}),  # by their days, not as loaded
        ([("", "2024-01-10"), ("", "2024-01-10")], {}),  # two papers of one day
        ([("", "2024-01-10"), (" ngay", "2024-01-10"), ("", "2024-02-10")], {3: [2]}),  # that day once, by its newest article
    ],
)
async def test_what_was_said_on_earlier_days_is_told(
    store: Store, written: Write, said: list[tuple[str, str]], found: dict[int, list[int]]
) -> None:
    assert await told(store, written, *((AGAIN.format(more=more), day, KHAI) for more, day in said)) == found


@pytest.mark.parametrize(
    ("order", "speaker"),
    [(AGAIN.format(more=""), "Sở Nội vụ"), (AGAIN.format(more=""), None), (f"{KHAI} yêu cầu làm ngay", KHAI), (OTHER, KHAI)],
    ids=["another speaks", "nobody speaks", "too short", "something else"],
)
async def test_what_is_no_repeat_is_not_told(store: Store, written: Write, order: str, speaker: str | None) -> None:
    assert await told(store, written, (AGAIN.format(more=""), "2024-01-10", KHAI), (order, "2024-02-10", speaker)) == {}


async def test_many_articles_of_its_own_day_hide_no_earlier_one(store: Store, written: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "_MOST", 2)
    said = [("2024-01-10", ""), *(("2024-02-10", more) for more in ("", " ngay", " trước Tết", " gấp"))]
    found = await told(store, written, *((AGAIN.format(more=more), day, KHAI) for day, more in said))
    assert found == {number: [1] for number in range(2, 6)}


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # it reads SQLite's plans
async def test_earlier_ones_are_the_end_of_a_walk_along_the_marks(store: Store, written: Write) -> None:
    await told(store, written, *((AGAIN.format(more=""), day, KHAI) for day in ("2024-01-10", "2024-02-10")))
    rows = (await store.directives(Query(Kind.DIRECTIVES))).items
    plans = await plans_of(store, store.said_before(rows[:1]))
    assert sum("SEARCH echo USING PRIMARY KEY (mark=? AND position<?)" in step for step in plans) == repeats._AT_ONCE
    assert not any("SCAN echo" in step or "TEMP B-TREE" in step for step in plans)


async def test_any_number_of_directives_is_asked_by_one_statement(store: Store, written: Write) -> None:
    orders = [AGAIN.format(more=f" đợt {number}") for number in range(9)]
    await told(store, written, *((order, "2024-01-10", KHAI) for order in orders), *((order, "2024-02-10", KHAI) for order in orders))
    rows = (await store.directives(Query(Kind.DIRECTIVES), 0, 50)).items
    await store.said_before(rows[:1])
    kept = store._database.engine.sync_engine._compiled_cache
    assert kept is not None
    before = len(kept)
    earlier = [len(await store.said_before(rows[:number])) for number in range(1, len(rows) + 1)]
    assert earlier[-1] == len(orders)
    assert len(kept) == before
