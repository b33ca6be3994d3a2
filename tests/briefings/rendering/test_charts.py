"""Pictures for a phone: of a size that Telegram takes, with every letter, and with words that say the same."""

from __future__ import annotations

import io
import warnings
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio
from PIL import Image

from bot.sandbox.entities import formatted, units
from briefings.following import Status
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.rendering.charts import Figures, of_document, of_story, overview
from briefings.rendering.messages import File
from briefings.rendering.texts import LANGUAGES, texts
from briefings.statistics import cut
from briefings.store.rows import ArticleRow, CitationRow, DatedBy, DocumentRow, Tally
from briefings.store.store import Store
from tests.conftest import seeds_read

DAY = date(2024, 12, 16)
LONG = "Nghị quyết về “một số vấn đề” <b>& tiếp tục đổi mới</b> " * 8
VIETNAMESE = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳýỷỹỵđƠƯĂÂÊÔĐ"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store() -> AsyncIterator[Store]:
    opened = await Store.open("sqlite+aiosqlite:///:memory:")
    for briefing in seeds_read():
        await opened.add(briefing, datetime(2024, 12, 20, tzinfo=UTC))
    yield opened
    await opened.close()


def check(file: File) -> str:
    """The picture fits a phone, nothing in it lacks a letter, its caption is one that Telegram takes; the caption's text."""
    picture = Image.open(io.BytesIO(file.data))
    assert picture.format == "PNG"
    assert picture.width == 1080
    assert 400 < picture.height < 2200  # core.telegram.org/bots/api#sendphoto: width and height together up to 10,000
    read = formatted(file.caption, "HTML").text
    assert units(read) <= 1024
    assert file.picture
    return read


def document(number: str = "18-NQ/TW", articles: int = 3) -> DocumentRow:
    return DocumentRow(1, "Nghị quyết", number, None, None, None, articles, DAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.asyncio(loop_scope="module")
async def test_the_caption_says_what_the_picture_shows(store: Store, language: str) -> None:
    figures = Figures(await store.statistics.over(cut(Period(date(2024, 1, 1), DAY))), await store.statistics.most_cited(8))
    said = check(overview(figures, texts(language)))
    assert said.startswith({"vi": "📊 Thống kê · năm 2024\n3 bài, ", "en": "📊 Statistics · 2024\nArticles: 3, "}[language])
    assert "Nghị quyết 18-NQ/TW (3)" in said
    assert str(sum(tally.tasks for tally in figures.tallies)) in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_timeline_names_every_article_that_it_shows(store: Store, language: str) -> None:
    found = (await store.documents(Query(Kind.DOCUMENTS, document="18-NQ/TW"))).items[0]
    card = await store.document(found.id, 0, 10)
    said = check(of_document(card.document, card.citations.items, texts(language)))
    assert said.count("\n") == len(card.citations.items)
    assert all(row.article.title and row.article.title[:40] in said for row in card.citations.items)


@pytest.mark.parametrize("counts", [(0,), (5,), (0, 0, 0), tuple(range(16)), (100_000,) * 16])
def test_any_figures_make_a_picture(counts: tuple[int, ...]) -> None:
    spans = cut(Period(date(2024, 1, 1), date(2025, 4, 30)))
    tallies = tuple(Tally(span, count, count, count) for span, count in zip(spans, counts, strict=False))
    for documents in ((), (document(), document(LONG), document("1", 99_999))):
        check(overview(Figures(tallies, documents), texts("vi")))
    said = check(overview(Figures(tallies, (), ((Status.TODO, 2), (Status.DONE, 0))), texts("vi")))
    assert said.endswith("Việc đã nhận: Chưa làm (2) · Xong (0).")


def test_every_vietnamese_letter_is_drawn_and_markup_is_text() -> None:
    row = CitationRow(ArticleRow(1, f"$x^2$ $\\frac{{ {VIETNAMESE} {LONG}", DAY, DatedBy.EVENT, None), document(), ())  # type: ignore[arg-type]  # only its article is drawn
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a letter that its font lacks
        said = check(of_document(document(f"<b>{VIETNAMESE}$"), (row,) * 10, texts("vi")))
    assert VIETNAMESE in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_is_told_from_the_newest_to_the_first(language: str) -> None:
    rows = [ArticleRow(number, f"Tin thứ {number}", DAY, DatedBy.EVENT, None) for number in range(14, 0, -1)]
    head, *lines = check(of_story(rows, texts(language))).splitlines()
    assert "Tin thứ 1: 14" in head
    assert [line.split("(")[-1] for line in lines] == [f"{ {'vi': 'bài', 'en': 'article'}[language]} {row.id})" for row in rows[:10]]
