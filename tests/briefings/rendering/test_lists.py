"""A page of a list: its head, its items by article and speaker, its buttons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.sandbox.entities import formatted
from briefings.model import Article, Briefing, Directive, Document, Due, Layout, Person, Span, Task
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.rendering.lists import PAGE, View, list_page, scope, snippet, span_of
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.store.rows import ArticleRow, DatedBy, DirectiveRow, DocumentRow, Hit, Page, Part, StoredArticle, TaskRow
from briefings.text import lines

VI = texts("vi")
TEXT = """Họp giao ban
Ông Lê A, Giám đốc, yêu cầu phòng Một nộp báo cáo theo Quyết định số 7/QĐ-SXD. Phòng Hai kiểm kho.
Bà Trần B nhắc mọi người đúng giờ."""


def at(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def article(number: int) -> ArticleRow:
    return ArticleRow(number, f"Họp lần {number}", date(2024, 5, number), DatedBy.EVENT, None)


def stored(number: int = 1) -> StoredArticle:
    title, *story = lines(TEXT)
    person = Person(at("Lê A"), (at("Giám đốc"),))
    document = Document("Quyết định", at("7/QĐ-SXD"), (at("Quyết định số 7/QĐ-SXD"),))
    briefing = Briefing(Article(TEXT), Layout(title, None, None, None, (), (), tuple(story)), people=(person,), documents=(document,))
    return StoredArticle(article(number), briefing, datetime(2024, 5, 20, tzinfo=UTC))


def directive(words: str, speaker: str | None, number: int = 1, *, carried: bool = False) -> DirectiveRow:
    return DirectiveRow(article(number), 1, Directive(at(words), at(speaker) if speaker else None, None, carried), ())


def task(words: str, due: str | None = None, documents: tuple[str, ...] = ()) -> TaskRow:
    return TaskRow(article(1), 1, Task(at(words), None, Due(at(due), None) if due else None), None, documents)


def shown(message: Message) -> str:
    return formatted(message.html, "HTML").text


def page(*rows: object, kind: Kind = Kind.DIRECTIVES, of: int | None = None, offset: int = 0, total: int | None = None) -> Message:
    found = Page(rows, total or len(rows), offset, PAGE)
    return list_page(found, View(Query(kind, article=of), 3, {number: stored(number) for number in (1, 2)}), VI)


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.keyboard]


def test_a_speaker_is_named_once_with_the_office_held_in_that_article() -> None:
    told = shown(page(directive("nộp báo cáo", "Lê A"), directive("kiểm kho", "Lê A", carried=True), directive("đúng giờ", "Trần B"), of=1))
    assert told.count("Lê A, Giám đốc") == 1
    assert re.findall(r"^(Lê A|Trần B)", told, re.M) == ["Lê A", "Trần B"]
    assert "kiểm kho [đoạn 1, tiếp câu trước]" in told


def test_a_speaker_the_article_does_not_name_is_not_stated() -> None:
    assert "Người chỉ đạo: chưa nêu" in shown(page(directive("nộp báo cáo", None), of=1))


def test_a_list_over_articles_says_where_each_begins() -> None:
    told = shown(page(directive("nộp báo cáo", "Lê A"), directive("kiểm kho", "Lê A"), directive("đúng giờ", "Lê A", 2)))
    assert re.findall(r"^\d\d/5/2024 · Họp lần \d \(bài (\d)\)$", told, re.M) == ["1", "2"]


def test_a_list_of_one_article_says_so_in_its_second_line() -> None:
    told = shown(page(directive("nộp báo cáo", "Lê A"), of=1)).split("\n")
    assert told[:2] == ["📣 Chỉ đạo · bài 1 · 1/1", "01/5/2024 · Họp lần 1"]


def test_a_task_shows_only_the_documents_that_its_own_words_cite() -> None:
    cites = task("nộp báo cáo theo Quyết định số 7/QĐ-SXD", documents=("7/QĐ-SXD",))
    beside = task("kiểm kho", documents=("7/QĐ-SXD",))
    told = shown(page(cites, beside, kind=Kind.TASKS, of=1))
    assert told.count("Theo: 7/QĐ-SXD") == 1


def test_what_a_task_does_not_state_is_not_stated() -> None:
    assert "Ai: chưa nêu · Hạn: chưa nêu" in shown(page(task("kiểm kho"), kind=Kind.TASKS, of=1))
    assert "Hạn: đúng giờ" in shown(page(task("kiểm kho", due="đúng giờ"), kind=Kind.TASKS, of=1))


def test_what_is_inherited_is_marked() -> None:
    row = task("kiểm kho", due="đúng giờ")
    inherited = replace(row.task, assignee=at("phòng Một"), assignee_inherited=True, due_inherited=True)
    told = shown(page(replace(row, task=inherited), kind=Kind.TASKS, of=1))
    assert "Ai: phòng Một (theo câu mở đầu) · Hạn: đúng giờ (theo đề mục)" in told


@pytest.mark.parametrize(
    ("offset", "total", "turning"),
    [(0, 2, None), (0, 7, ["1/2", "Sau ›"]), (5, 7, ["‹ Trước", "2/2"]), (5, 12, ["‹ Trước", "2/3", "Sau ›"])],
)
def test_only_pages_that_exist_can_be_turned_to(offset: int, total: int, turning: list[str] | None) -> None:
    made = page(directive("nộp báo cáo", "Lê A"), directive("kiểm kho", "Lê A"), of=1, offset=offset, total=total)
    assert labels(made)[0] == (turning or ["1", "2"])
    assert [str(offset + 1), str(offset + 2)] in labels(made)


def test_document_numbers_are_copied_by_buttons() -> None:
    rows = [DocumentRow(n, "Quyết định", number, None, None, None, 1, date(2024, 5, 1)) for n, number in enumerate(("7/QĐ-SXD", "x" * 300))]
    made = page(*rows, kind=Kind.DOCUMENTS)
    assert [button.copy for row in made.keyboard for button in row if button.copy] == ["7/QĐ-SXD"]
    assert "ngày: chưa nêu · nơi ban hành: chưa nêu" in shown(made)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(Kind.TASKS), ""),
        (Query(Kind.TASKS, article=7), "bài 7"),
        (Query(Kind.TASKS, speaker="Lê A", period=Period(date(2024, 1, 1), date(2024, 12, 31))), "Lê A · năm 2024"),
        (Query(Kind.TASKS, document="7/QĐ-SXD", words="báo cáo"), "7/QĐ-SXD · “báo cáo”"),
        (Query(Kind.TASKS, due=Period(date(2025, 1, 1), date(2025, 3, 31))), "hạn quý I/2025"),
        (Query(Kind.SEARCH, words="dài " * 100), "“" + "dài " * 14 + "dài…”"),
    ],
)
def test_the_head_says_what_the_list_is_narrowed_to(query: Query, said: str) -> None:
    assert scope(query, VI) == said


@pytest.mark.parametrize(
    ("items", "total", "more", "said"),
    [(1, 1, False, "1/1"), (5, 43, False, "1–5/43"), (5, 1000, True, "1–5/1000+")],
)
def test_how_many_are_shown_of_how_many(items: int, total: int, more: bool, said: str) -> None:
    assert span_of(Page(tuple(range(items)), total, 0, PAGE, more)) == said


@pytest.mark.parametrize(
    ("parts", "before", "after", "said"),
    [
        ([("tinh gọn", True)], False, False, "tinh gọn"),
        ([("việc ", False), ("tinh gọn", True), (" bộ máy", False)], True, True, "…việc tinh gọn bộ máy…"),
        ([("rất dài và còn nữa", False), ("tinh gọn", True)], False, False, "rất dài…"),
        ([("mười ký tự", False), ("tinh gọn", True)], False, False, "mười ký tự…"),
    ],
)
def test_a_snippet_is_cut_before_a_word(parts: list[tuple[str, bool]], before: bool, after: bool, said: str) -> None:
    room = 10 if said.startswith(("rất", "mười")) else 100
    hit = Hit(article(1), at("Họp giao ban"), tuple(Part(*part) for part in parts), 1, before, after, True)
    assert "".join(part.text for part in snippet(hit, room)) == said
