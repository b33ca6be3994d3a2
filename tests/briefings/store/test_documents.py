"""Documents over all articles: lists, cards, and how citations come together and part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import permutations

import pytest

from briefings.model import Briefing
from briefings.query import Kind, Query, read_query
from briefings.rendering.documents import document_page
from briefings.rendering.texts import texts
from briefings.store.rows import Differing, DocumentRow
from briefings.store.store import Store

TODAY = dt.date(2024, 12, 22)
LOADED = dt.datetime(2024, 12, 22, 7, 30, tzinfo=dt.UTC)


def shown(row: DocumentRow) -> str:
    return f"{row.type} {row.number} {row.date or '-'} ({row.articles})"


NEW = "Nghị quyết 12-NQ/TU 2024-02-03 (1)"
OLD = "Nghị quyết 12-NQ/TU 2019-09-09 (1)"
BARE = "Nghị quyết 12 - (1)"
DECREE = "Nghị định 30/2020/NĐ-CP - (1)"


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("12-NQ/TU", [OLD, NEW]),
        ("12-nq/tu", [OLD, NEW]),
        ("12 - NQ/TU", [OLD, NEW]),
        ("12-NQ", [OLD, NEW]),
        ("12", [OLD, BARE, NEW]),
        ("nghị quyết 12", [OLD, BARE, NEW]),
        ("nghi quyet so 12-NQ/TU", [OLD, NEW]),
        ("NQ 12", [OLD, NEW]),
        ("chỉ thị 12", []),
        ("1", [NEW]),  # no document 1, so article 1
        ("30/2020/NĐ-CP", [DECREE]),
        ("nghị định 30", [DECREE]),
        ("30/2021/NĐ-CP", []),
        ("bài 2", [BARE, DECREE]),
        ("2024", [OLD, BARE, DECREE, NEW]),
        ("tháng 7/2024", [BARE, DECREE]),
        ("nghị quyết 12 tháng 7/2024", [BARE]),
        ("tinh gọn bộ máy", [NEW]),
        ("tinh gon", [NEW]),
        ("không có gì", []),
    ],
)
@pytest.mark.asyncio(loop_scope="session")
async def test_documents_are_found_by_number_article_period_and_words(archive: Store, argument: str, expected: list[str]) -> None:
    query = await archive.settle(read_query(Kind.DOCUMENTS, argument, TODAY))
    assert [shown(row) for row in (await archive.documents(query)).items] == expected


@pytest.mark.asyncio(loop_scope="session")
async def test_all_documents_come_last_cited_first(archive: Store) -> None:
    rows = (await archive.documents(Query(Kind.DOCUMENTS))).items
    assert [row.last_day.isoformat() for row in rows] == ["2024-09-01", "2024-07-10", "2024-07-10", "2024-05-06"]


@pytest.mark.asyncio(loop_scope="session")
async def test_a_card_tells_all_that_is_said_of_a_document(archive: Store) -> None:
    decree = (await archive.documents(Query(Kind.DOCUMENTS, document="30/2020/NĐ-CP"))).items[0]
    card = await archive.document(decree.id)
    assert card.document == decree
    assert card.first_day == dt.date(2024, 7, 10)
    assert [(shown(other.document), other.articles) for other in card.cocited] == [(BARE, 1)]
    assert (card.directives, card.tasks) == (1, 1)
    (citation,) = card.citations.items
    (mention,) = citation.mentions
    assert citation.article.id == 2
    assert mention.quote.text == "Nghị định 30/2020/NĐ-CP"
    assert mention.sentence.text.startswith("Bí thư Tỉnh ủy Trần Văn Khải đề nghị")
    assert mention.paragraph == 2


def resolution(text: str, **more: object) -> dict[str, object]:
    mention, number = text.split(" | ")
    return {"type": "Nghị quyết", "mention": mention, "number": number, **more}


CITED = (
    resolution("Nghị quyết số 7-NQ/TW ngày 01/02/2020 | 7-NQ/TW", date="2020-02-01", issuer="Bộ Chính trị"),
    resolution("Nghị quyết số 07 | 07", subject="chuyển đổi số"),
    resolution("Nghị quyết 07-NQ/TW của BCT | 07-NQ/TW", issuer="BCT"),
    resolution("Nghị quyết số 7-NQ/TW ngày 03/4/2008 | 7-NQ/TW", date="2008-04-03"),
)


def citing(written: Callable[..., Briefing], document: dict[str, object]) -> Briefing:
    rest = "; ".join(str(document[name]) for name in ("issuer", "subject") if name in document)
    return written(f"Hội nghị\n{document['mention']} là căn cứ; {rest}.", documents=(document,))


async def in_order(store: Store, written: Callable[..., Briefing], order: tuple[int, ...]) -> set[str]:
    for place in order:
        await store.add(citing(written, CITED[place]), LOADED)
    return {shown(row) for row in (await store.documents(Query(Kind.DOCUMENTS, document="7"))).items}


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_citations_come_together_in_any_order(store: Store, written: Callable[..., Briefing], order: tuple[int, ...]) -> None:
    assert await in_order(store, written, order) == {"Nghị quyết 7-NQ/TW 2020-02-01 (3)"}
    card = await store.document((await store.documents(Query(Kind.DOCUMENTS))).items[0].id)
    assert card.document.subject == "chuyển đổi số"
    assert card.citations.total == 3


@pytest.mark.parametrize("order", list(permutations(range(4))))
async def test_a_second_candidate_parts_them_again(store: Store, written: Callable[..., Briefing], order: tuple[int, ...]) -> None:
    assert await in_order(store, written, order) == {
        "Nghị quyết 7-NQ/TW 2020-02-01 (1)",
        "Nghị quyết 7-NQ/TW 2008-04-03 (1)",
        "Nghị quyết 07-NQ/TW - (1)",
        "Nghị quyết 07 - (1)",
    }


async def test_one_article_citing_a_document_in_two_ways_counts_once(store: Store, written: Callable[..., Briefing]) -> None:
    text = "Hội nghị\nNghị quyết số 7-NQ/TW ngày 01/02/2020 là căn cứ. Thực hiện Nghị quyết số 07 ngay."
    documents = ({**CITED[0], "issuer": "Hội nghị"}, resolution("Nghị quyết số 07 | 07"))
    await store.add(written(text, directives=(("Thực hiện Nghị quyết số 07 ngay.", None, None),), documents=documents), LOADED)
    (row,) = (await store.documents(Query(Kind.DOCUMENTS, article=1))).items
    assert shown(row) == "Nghị quyết 7-NQ/TW 2020-02-01 (1)"
    assert (await store.articles(Query(Kind.ARTICLES, document_id=row.id))).total == 1
    card = await store.document(row.id)
    assert (card.citations.total, card.directives, card.cocited) == (2, 1, ())


async def test_what_the_papers_print_differently_is_told_side_by_side(store: Store, written: Callable[..., Briefing]) -> None:
    right, slip = ({**resolution(f"Nghị quyết số 7-NQ/TW ngày {day}/02/2020 | 7-NQ/TW"), "date": f"2020-02-{day}"} for day in (11, 12))
    for paper, document in enumerate((right, right, slip)):
        await store.add(written(f"Hội nghị {paper}\n{document['mention']} là căn cứ.", documents=(document,)), LOADED)
    (row,) = (await store.documents(Query(Kind.DOCUMENTS, document="7-NQ/TW"))).items
    card = await store.document(row.id)
    assert card.differing == Differing(dates=((dt.date(2020, 2, 11), 2), (dt.date(2020, 2, 12), 1)))
    assert "⚠️ <i>Các bài ghi ngày khác nhau:</i> 11/02/2020 (2 bài) · 12/02/2020 (1 bài)" in document_page(card, {}, texts("vi")).html


async def test_a_document_known_by_less_is_found_by_more(store: Store, written: Callable[..., Briefing]) -> None:
    await store.add(citing(written, CITED[1]), LOADED)
    rows = (await store.documents(Query(Kind.DOCUMENTS, document="07-NQ/TW"))).items
    assert [shown(row) for row in rows] == ["Nghị quyết 07 - (1)"]


@pytest.mark.asyncio(loop_scope="session")
async def test_the_seeds_cite_one_resolution_18(library: Store) -> None:
    (row,) = (await library.documents(Query(Kind.DOCUMENTS, document="nghị quyết 18-NQ/TW"))).items
    assert (row.number, row.date) == ("18-NQ/TW", dt.date(2017, 10, 25))
    assert row.articles >= 3
    card = await library.document(row.id, 0, 2)
    assert [len(card.citations.items), card.citations.total] == [2, row.articles]
    assert card.first_day < card.document.last_day
