"""Search: what is found, in which order, and how the finds are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Article, Briefing, Layout, Span
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.store import lists, search
from briefings.store.passages import LENGTH, best_passage
from briefings.store.rows import Hit
from briefings.store.store import Store
from briefings.store.words import read_phrases
from briefings.text import lines, normalise

LOADED = dt.datetime(2024, 12, 22, 7, 30, tzinfo=dt.UTC)


async def found(store: Store, words: str) -> list[int]:
    return [hit.article.id for hit in (await store.search(Query(Kind.SEARCH, words=words), 0, 20)).items]


async def first(store: Store, words: str) -> Hit:
    return (await store.search(Query(Kind.SEARCH, words=words))).items[0]


def marked(hit: Hit) -> list[str]:
    return [part.text for part in hit.parts if part.matched]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("nghi quyet", {1, 2, 3}),
        ("Nghị quyết", {1, 2, 3}),
        ("NGHỊ QUYẾT", {1, 2, 3}),
        ("dang", set()),
        ("dong chi", {1}),
        ("tinh gọn bộ máy", {1}),
        ("bộ máy tinh gọn", {1}),
        ('"bộ máy tinh gọn"', set()),
        ('"tinh gon bo may"', {1}),
        ("12-NQ/TU", {1, 3}),
        ("12-nq/tu", {1, 3}),
        ("12 - NQ/TU", {1, 3}),
        ("nghị quyết 12", {1, 2, 3}),
        ("30/2020/NĐ-CP", {2}),
        ("30/2020", {2}),
        ("13-NQ/TU", set()),
        ("bấm theo dõi", set()),
        ("", set()),
        ("!!! {{ }} 🙂", set()),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_words_find_articles(archive: Store, words: str, ids: set[int]) -> None:
    assert set(await found(archive, words)) == ids


@pytest.mark.parametrize(
    ("words", "least"),
    [("nghi quyet", 4), ("Nghị quyết", 4), ("xay dung dang", 4), ("18-NQ/TW", 3), ('"xây dựng Đảng"', 4), ("Tô Lâm", 1), ("tinh gon", 1)],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_words_find_the_seeds(library: Store, words: str, least: int) -> None:
    page = await library.search(Query(Kind.SEARCH, words=words), 0, 20)
    assert page.total == len(page.items) >= least
    for hit in page.items:
        text = (await library.article(hit.article.id)).briefing.article.text
        assert hit.passage == Span.of(text, hit.passage.start, hit.passage.end)
        assert "".join(part.text for part in hit.parts) == hit.passage.text
        assert marked(hit)


async def test_long_words_that_begin_alike_are_not_one(store: Store, written: Callable[..., Briefing]) -> None:
    for end in ("đầu", "cuối"):
        await store.add(written(f"Hội nghị\n{'x' * 150}{end} là một từ."), LOADED)
    for words, ids in (("x" * 150 + "cuối", [2]), ("x" * 150 + "cuoi", [2]), ("x" * 150, [])):
        assert [hit.article.id for hit in (await store.search(Query(Kind.SEARCH, words=words))).items] == ids


async def test_exact_accents_come_first(store: Store, written: Callable[..., Briefing]) -> None:
    for text in ("Dần\nDần dần từng bước.", "Dân\nDân bàn, dân làm.", "Dẫn\nDẫn đầu.", "Khác\nKhông có."):
        await store.add(written(text), LOADED)
    assert (await found(store, "dẫn"))[0] == 3
    assert (await found(store, "dân"))[0] == 2
    assert set(await found(store, "dẫn")) == set(await found(store, "dan")) == {1, 2, 3}
    hits = (await store.search(Query(Kind.SEARCH, words="dân"))).items
    assert [hit.exact for hit in hits] == [True, False, False]


async def test_both_places_of_a_tone_are_exact(store: Store, written: Callable[..., Briefing]) -> None:
    await store.add(written("Thuỷ lợi\nHoà giải ở cơ sở."), LOADED)
    assert (await first(store, "hòa giải")).exact
    assert (await first(store, "thủy lợi")).exact


async def test_words_side_by_side_and_in_the_headline_come_first(store: Store, written: Callable[..., Briefing]) -> None:
    filler = "Nội dung khác nhau được bàn ở hội nghị này. " * 4
    for text in (
        f"Bản tin\n{filler} Bộ đội giữ máy phát điện.",
        f"Bản tin\n{filler} Sắp xếp bộ máy.",
        f"Sắp xếp bộ máy\n{filler} Sắp xếp bộ máy.",
        f"Bản tin\n{filler} Chuyện khác.",
    ):
        await store.add(written(text), LOADED)
    assert await found(store, "bộ máy") == [3, 2, 1]


async def test_what_stands_at_the_top_counts_and_not_how_often_it_is_said_far_below(store: Store, written: Callable[..., Briefing]) -> None:
    filler = "Nội dung khác nhau được bàn ở hội nghị này. " * (search.OPENING // 40)
    await store.add(written(f"Bản tin\nSắp xếp bộ máy.\n{filler}"), LOADED)
    await store.add(written(f"Bản tin\n{filler}\n" + "Sắp xếp bộ máy. " * 5), LOADED)
    assert await found(store, "bộ máy") == [1, 2]


async def test_of_equals_the_newest_comes_first(store: Store, written: Callable[..., Briefing]) -> None:
    for day in ("2024-05-02", "2024-05-03", "2024-05-01"):
        await store.add(written(f"Hội nghị\nGiao ban {day}.", day), LOADED)
    assert await found(store, "giao ban") == [2, 1, 3]


@pytest.mark.asyncio(loop_scope="session")
async def test_a_period_narrows_search(archive: Store) -> None:
    july = Period(dt.date(2024, 7, 1), dt.date(2024, 7, 31))
    page = await archive.search(Query(Kind.SEARCH, words="nghị quyết", period=july))
    assert [hit.article.id for hit in page.items] == [2]


@pytest.mark.asyncio(loop_scope="session")
async def test_hits_are_paged(archive: Store) -> None:
    everything = await found(archive, "nghị quyết")
    pages = [await archive.search(Query(Kind.SEARCH, words="nghị quyết"), offset, 2) for offset in (0, 2, 4)]
    assert [hit.article.id for page in pages for hit in page.items] == everything
    assert {page.total for page in pages} == {3}


@pytest.mark.parametrize(
    ("words", "marks", "paragraph"),
    [
        ("ra soat bien che", ["rà soát biên chế"], 2),
        ("12-nq/tu", ["12-NQ/TU"], 2),
        ("12", ["12"], 2),
        ('"vị trí" hồ sơ', ["vị trí", "hồ sơ"], 3),
        ("Trần Văn Khải", ["Trần Văn Khải"], 1),
        ("giao ban", ["giao ban"], None),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_matched_words_are_marked_as_printed(archive: Store, words: str, marks: list[str], paragraph: int | None) -> None:
    hit = next(hit for hit in (await archive.search(Query(Kind.SEARCH, words=words))).items if hit.article.id == 1)
    assert marked(hit) == marks
    assert hit.paragraph == paragraph


def briefing_of(text: str) -> Briefing:
    text = normalise(text)
    return Briefing(Article(text), Layout(None, None, None, None, (), (), lines(text)))


def test_a_long_paragraph_is_cut_around_the_find() -> None:
    text = "một hai ba bốn " * 100 + "kim chỉ nam " + "năm sáu bảy tám " * 100
    passage = best_passage(briefing_of(text), read_phrases("kim chỉ nam"))
    assert (passage.cut_before, passage.cut_after) == (True, True)
    assert len(passage.span.text) <= LENGTH
    assert passage.span.text == passage.span.text.strip()
    assert [part.text for part in passage.parts if part.matched] == ["kim chỉ nam"]


def test_a_word_longer_than_a_passage_is_cut() -> None:
    passage = best_passage(briefing_of("x" * 5000), read_phrases("y"))
    assert (len(passage.span.text), passage.cut_after) == (LENGTH, True)


@given(st.text(max_size=400), st.text(max_size=40))
def test_the_parts_of_a_passage_are_its_text(text: str, words: str) -> None:
    briefing = briefing_of(text)
    phrases = read_phrases(words)
    if phrases:
        passage = best_passage(briefing, phrases)
        assert passage.span == Span.of(briefing.article.text, passage.span.start, passage.span.end)
        assert "".join(part.text for part in passage.parts) == passage.span.text
        assert all(part.text for part in passage.parts)


ODD = (*'"*-()^\\%_\x00🙂', "NEAR(", "NEAR(a b, 2)", "a AND", "OR", "NOT a", "folded : x", "{{", "^a", "a*", "';--")


@pytest.mark.parametrize("words", [*ODD, "x" * 10_000, "nghị " * 2_000, "1-a/b " * 2_000, '"' * 1_000, "\ud83d"])
@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_typed_breaks_search(archive: Store, words: str) -> None:
    page = await archive.search(Query(Kind.SEARCH, words=words))
    assert page.total == len(page.items)


@pytest.mark.asyncio(loop_scope="module")
@given(words=st.text() | st.lists(st.sampled_from(ODD)).map(" ".join))
async def test_any_text_finds_the_article_that_holds_it(growing: Store, words: str) -> None:
    added = await growing.add(briefing_of(words + "\nhội nghị"), LOADED)
    page = await growing.search(Query(Kind.SEARCH, words=words), 0, 1000)
    assert (added.article_id in [hit.article.id for hit in page.items]) == bool(read_phrases(words))


@given(oldest=st.integers(1, 740_000), few=st.integers(0, 5_000), before=st.integers(0, 740_000))
def test_windows_go_back_over_every_day_once(oldest: int, few: int, before: int) -> None:
    first, last = oldest + before, oldest + before + few
    days = search.Recent(first, last, oldest, search.Words.ARTICLES)
    windows = list(days.windows())
    assert windows[0][1] == last
    assert all(later[0] == earlier[1] + 1 for later, earlier in pairwise(windows))
    assert oldest - 8 < windows[-1][0] <= oldest
    assert all(names != "{}" for names in days.named["stretches"])
    assert len(windows) < 40


WEEKLY = 60  # articles
NEW_YEAR = dt.date(2022, 1, 1)


@pytest.fixture
async def weekly(store: Store, written: Callable[..., Briefing], monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with an article every other week, of which few are looked through at a time. Every third tells of "họp", each of "hop"."""
    monkeypatch.setattr(search, "_FEW", 4)
    monkeypatch.setattr(search, "_LONGER", 3)
    monkeypatch.setattr(search, "NEWEST", 7)
    monkeypatch.setattr(lists, "COUNTED", 7)
    for number in range(WEEKLY):
        told = "họp" if number % 3 == 0 else "hợp"
        day = NEW_YEAR + dt.timedelta(days=14 * number)
        text = f"Tin số {number}\nBan {told} về việc {number}." + (" Một lần thôi." if number == 2 else "")
        await store.add(written(text, day.isoformat(), tasks=((f"về việc {number}", None, None, None),)), LOADED)
    return store


@pytest.mark.parametrize(
    ("words", "newest"),
    [
        ("hop", range(WEEKLY - 1, -1, -1)),
        ("họp", range(WEEKLY - 3, -1, -3)),
        ("một lần", [2]),
        ('"lan thoi"', [2]),
        ("việc 0", [0]),
        ("chưa có", []),
    ],
)
async def test_the_newest_are_found_however_far_back_they_lie(weekly: Store, words: str, newest: Sequence[int]) -> None:
    page = await weekly.articles(Query(Kind.ARTICLES, words=words), 0, 5)
    assert [row.id - 1 for row in page.items] == list(newest)[:5]
    assert (page.total, page.more) == (min(len(newest), 7), len(newest) > 7)
    rest = await weekly.articles(Query(Kind.ARTICLES, words=words), 5, 5)
    assert [row.id - 1 for row in rest.items] == list(newest)[5:10]
    hits = await weekly.search(Query(Kind.SEARCH, words=words), 0, 20)
    assert sorted((hit.article.id - 1 for hit in hits.items), reverse=True) == list(newest)[:7]


async def test_the_newest_of_a_period_are_found(weekly: Store) -> None:
    period = Period(NEW_YEAR + dt.timedelta(days=14 * 10), NEW_YEAR + dt.timedelta(days=14 * 50))
    tasks = await weekly.tasks(Query(Kind.TASKS, words="viec", period=period), 0, 12)
    assert [row.article.id - 1 for row in tasks.items] == list(range(50, 38, -1))
    assert (tasks.total, tasks.more) == (12, True)
    assert [row.article.id for row in (await weekly.tasks(Query(Kind.TASKS, words="viec", article=3))).items] == [3]
