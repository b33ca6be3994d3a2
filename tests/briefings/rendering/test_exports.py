"""Files to take along: every form holds what the list holds, word for word, and opens in the program that it is for."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import icalendar
import openpyxl
import pytest
import pytest_asyncio
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import UsageError
from briefings.following import Field, Status
from briefings.papers import MOST_ROWS, Paper, Section, gather
from briefings.parse import parse
from briefings.query import Kind, Query, read_query
from briefings.rendering.exports import FORMS, offered, written
from briefings.rendering.exports.columns import TABLES
from briefings.rendering.exports.plain import _folded, _harmless
from briefings.rendering.texts import LANGUAGES, texts
from briefings.store.rows import ArticleRow, DatedBy
from briefings.store.staff import Actor
from briefings.store.store import Store
from tests.conftest import seeds_read

on_one_loop = pytest.mark.asyncio(loop_scope="module")
TODAY, NOW = date(2024, 12, 22), datetime(2024, 12, 22, 3, tzinfo=UTC)
ASKED = (("tasks", "2024"), ("tasks", "tháng 10/2018"), ("summary", "5"), ("directives", "Tô Lâm"), ("documents", "2024"), ("people", "2"),
         ("articles", ""), ("search", "tinh gọn bộ máy"))  # fmt: skip
EVIL = """=HYPERLINK("http://x";"y") & họp {{ 7 * 7 }} <b>giao ban</b>
Sáng 14-5-2023, tại Hà Nội, Sở Thử nghiệm tổ chức hội nghị giao ban.
Đồng chí Nguyễn Văn Thử, Giám đốc Sở <script> & cộng sự {% raw %}, yêu cầu Phòng Kế hoạch & Tổng hợp hoàn thành =1+1 < 2 \
trước ngày 30/6/2023 theo Quyết định số 156/QĐ-UBND ngày 02/5/2023 của UBND tỉnh.
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store() -> AsyncIterator[Store]:
    opened = await Store.open("sqlite+aiosqlite:///:memory:")
    for briefing in seeds_read():
        await opened.add(briefing, datetime(2024, 12, 20, tzinfo=UTC))
    yield opened
    await opened.close()


async def paper_of(store: Store, kind: str, argument: str) -> Paper:
    return await gather(store, await store.settle(read_query(Kind(kind), argument, TODAY)), TODAY, NOW)


async def card_of(store: Store, number: str) -> Paper:
    """The card of one document."""
    found = (await store.documents(Query(Kind.DOCUMENTS, document=number))).items[0]
    return await gather(store, Query(Kind.DOCUMENTS, document=number, document_id=found.id), TODAY, NOW)


def quotes(paper: Paper) -> list[str]:
    """The first text of every row."""
    return [str(TABLES[section.kind][0].of(row)) for section in paper.sections for row in section.rows]


def word_texts(data: bytes) -> list[str]:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@on_one_loop
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "argument"), ASKED)
async def test_every_form_holds_every_row_of_the_list(store: Store, kind: str, argument: str, language: str) -> None:
    paper, words = await paper_of(store, kind, argument), texts(language)
    expected = quotes(paper)
    assert expected
    for form in ("docx", "dang"):
        assert set(expected) <= set(word_texts(written(paper, form, words).data))
    sheets = book(written(paper, "xlsx", words).data)
    in_cells = {str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    assert set(expected) <= in_cells
    lines = list(csv.reader(io.StringIO(written(paper, "csv", words).data.decode("utf-8-sig"))))
    assert len(lines) == len(expected) + 2 * len(paper.sections) - 1
    whole = json.loads(written(paper, "json", words).data)
    keys = {section.kind: TABLES[section.kind][0].key for section in paper.sections}
    assert [str(item[keys[part["kind"]]]) for part in whole["sections"] for item in part["items"]] == expected


@on_one_loop
async def test_the_rows_are_those_of_the_whole_list_not_of_one_page(store: Store) -> None:
    paper = await paper_of(store, "tasks", "2024")
    listed = await store.tasks(paper.query, 0, MOST_ROWS)
    assert paper.sections[0].rows == listed.items
    assert len(listed.items) > 5


@on_one_loop
async def test_the_card_of_an_article_is_taken_along_with_all_it_holds(store: Store) -> None:
    paper = await paper_of(store, "summary", "2")
    assert paper.article is not None
    briefing = paper.article.briefing
    counts = {section.kind: section.total for section in paper.sections}
    held = {kind: len(getattr(briefing, kind)) for kind in ("directives", "tasks", "documents", "people")}
    assert counts == {kind: count for kind, count in held.items() if count}
    said = word_texts(written(paper, "docx", texts("vi")).data)
    assert "I. Tóm tắt" in said
    assert paper.article.row.title in said


@on_one_loop
async def test_the_card_of_a_document_is_taken_along_with_its_mentions(store: Store) -> None:
    paper = await card_of(store, "18-NQ/TW")
    assert [section.kind for section in paper.sections][:2] == ["documents", "citations"]
    assert all(section.rows for section in paper.sections)
    assert len(book(written(paper, "xlsx", texts("vi")).data).sheetnames) == len(paper.sections)


@on_one_loop
async def test_the_paper_has_the_form_of_the_state_or_of_the_party(store: Store) -> None:
    paper = await paper_of(store, "tasks", "2024")
    state, party = (word_texts(written(paper, form, texts("vi")).data) for form in ("docx", "dang"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in "\n".join(state)
    assert "Độc lập - Tự do - Hạnh phúc" in "\n".join(state)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in "\n".join(party)
    assert "Độc lập" not in "\n".join(party)
    assert any("ngày 22 tháng 12 năm 2024" in cell for cell in state)
    page = Document(io.BytesIO(written(paper, "docx", texts("vi")).data)).sections[0]
    assert [round(length.mm) for length in (page.page_width, page.page_height, page.left_margin, page.right_margin)] == [210, 297, 30, 15]


@on_one_loop
async def test_a_workbook_has_filters_colours_and_real_days(store: Store) -> None:
    paper = await paper_of(store, "tasks", "2018")
    (sheet,) = book(written(paper, "xlsx", texts("vi")).data).worksheets
    heads = [cell.value for cell in sheet[4]]
    assert sheet.auto_filter.ref == f"A4:L{4 + len(paper.sections[0].rows)}"
    assert sheet.freeze_panes == "A5"
    rules = [rule.formula[0] for found in sheet.conditional_formatting for rule in found.rules]
    assert [rule.split("TODAY()")[1] for rule in rules] == ["<0)", "<=7)", "<=30)"]
    column = heads.index("Ngày cuối của hạn")
    days = [row[column].value for row in sheet.iter_rows(min_row=5) if row[column].value]
    assert days
    assert {day.date() for day in days} <= {row.task.due.when.last for row in paper.sections[0].rows if row.task.due and row.task.due.when}


@on_one_loop
async def test_a_calendar_has_a_day_for_each_due_and_knows_it_again(store: Store) -> None:
    data = written(await gather(store, Query(Kind.TASKS), TODAY, NOW), "ics", texts("vi")).data
    rows = [row for row in (await store.tasks(Query(Kind.TASKS), 0, MOST_ROWS)).items if row.task.due and row.task.due.when]
    events = list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
    assert [event["DTSTART"].dt for event in events] == [row.task.due.when.last for row in rows if row.task.due and row.task.due.when]
    assert all(event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1) for event in events)
    assert all(row.task.quote.text in event["DESCRIPTION"] for row, event in zip(rows, events, strict=True))
    assert len({event["UID"] for event in events}) == len(events)
    assert data == written(await gather(store, Query(Kind.TASKS), TODAY, NOW), "ics", texts("vi")).data
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


@on_one_loop
async def test_a_csv_opens_in_excel_with_its_accents(store: Store) -> None:
    data = written(await paper_of(store, "tasks", "2024"), "csv", texts("vi")).data
    assert data.startswith(b"\xef\xbb\xbfNhi\xe1\xbb\x87m v\xe1\xbb\xa5,")
    assert data.endswith(b"\r\n")


@on_one_loop
async def test_silence_is_said_to_people_and_null_to_programs(store: Store) -> None:
    paper = await paper_of(store, "tasks", "2024")
    assert "chưa nêu" in word_texts(written(paper, "docx", texts("vi")).data)
    items = json.loads(written(paper, "json", texts("vi")).data)["sections"][0]["items"]
    assert None in {item["due"] for item in items}
    assert "chưa nêu" not in written(paper, "json", texts("vi")).data.decode()


@on_one_loop
async def test_what_an_article_says_is_never_worked_out(tmp_path: Path) -> None:
    store = await Store.open("sqlite+aiosqlite:///:memory:")
    added = await store.add(parse(EVIL, "=cmd|' /C calc'!A0"), NOW)
    for kind in (Kind.SUMMARY, Kind.TASKS, Kind.ARTICLES):
        paper = await gather(store, Query(kind, article=added.article_id if kind is not Kind.ARTICLES else None), TODAY, NOW)
        sheets = book(written(paper, "xlsx", texts("vi")).data).worksheets
        assert {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
        assert all(cell.hyperlink is None for sheet in sheets for row in sheet.iter_rows() for cell in row)
        lines = csv.reader(io.StringIO(written(paper, "csv", texts("vi")).data.decode("utf-8-sig")))
        assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]
        said = "\n".join(word_texts(written(paper, "docx", texts("vi")).data))
        assert "49" not in said
        assert "& " in said or kind is Kind.ARTICLES
    await store.close()


@given(st.text())
def test_no_cell_of_a_csv_begins_as_a_formula(cell: str) -> None:
    assert not _harmless(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_folded_line_unfolds_to_itself(line: str) -> None:
    folded = _folded(line)
    assert folded.removesuffix("\r\n").replace("\r\n ", "") == line
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))


@settings(max_examples=12)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_letter_can_stand_in_every_form(title: str) -> None:
    row = ArticleRow(1, title, TODAY, DatedBy.EVENT, title)
    paper = Paper(Query(Kind.ARTICLES), None, (Section(Kind.ARTICLES, (row,), 1),), TODAY, NOW)
    for form in ("xlsx", "csv", "json"):
        assert written(paper, form, texts("vi")).data
    with ZipFile(io.BytesIO(written(paper, "docx", texts("vi")).data)) as parts:
        assert parts.testzip() is None


@on_one_loop
async def test_more_than_can_be_taken_is_said() -> None:
    row = ArticleRow(1, "Bài", TODAY, DatedBy.EVENT, None)
    paper = Paper(Query(Kind.ARTICLES), None, (Section(Kind.ARTICLES, (row,) * 3, 1000, more=True),), TODAY, NOW)
    assert "Chỉ ghi 3 mục đầu; danh sách còn dài hơn." in word_texts(written(paper, "docx", texts("vi")).data)
    assert json.loads(written(paper, "json", texts("vi")).data)["sections"][0]["more"] is True


@on_one_loop
@pytest.mark.parametrize("form", FORMS)
async def test_nothing_makes_no_file(store: Store, form: str) -> None:
    with pytest.raises(UsageError) as refusal:
        written(await paper_of(store, "tasks", "1990"), form, texts("vi"))
    assert refusal.value.text_id == "export-empty"


@on_one_loop
async def test_a_calendar_without_a_day_is_refused(store: Store) -> None:
    with pytest.raises(UsageError) as refusal:
        written(await paper_of(store, "people", "2"), "ics", texts("vi"))
    assert refusal.value.text_id == "export-no-dates"
    assert "ics" not in offered(Kind.PEOPLE)
    assert "ics" in offered(Kind.TASKS)


@pytest.mark.long
@on_one_loop
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
async def test_word_and_excel_files_open_in_libreoffice(store: Store, tmp_path: Path) -> None:
    stems = set()
    for kind, argument in ASKED[:3]:
        paper = await paper_of(store, kind, argument)
        for form in ("docx", "dang", "xlsx"):
            file = written(paper, form, texts("vi"))
            (tmp_path / f"{form}-{file.name}").write_bytes(file.data)
            stems.add(f"{form}-{file.name.rpartition('.')[0]}")
    assert printed(tmp_path) == stems


def printed(folder: Path) -> set[str]:
    """What LibreOffice makes a PDF of; it asks nobody, so a file that needed a repair has none."""
    profile, out = f"-env:UserInstallation=file://{folder / 'profile'}", folder / "pdf"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", out, *sorted(folder.iterdir())]
    subprocess.run(command, capture_output=True, check=True, timeout=300)  # noqa: S603  our own files
    return {path.stem for path in out.glob("*.pdf")}


@on_one_loop
async def test_what_a_chat_says_of_its_tasks_is_taken_along(store: Store) -> None:
    lan = Actor(7, "Lan", NOW)
    row = next(one for one in (await store.tasks(Query(Kind.TASKS, article=4), 0, 50)).items if one.task.due is None)
    one = await store.held.take(77, row.article.id, row.task.quote.start, lan, "Lan")
    for field, said in ((Field.STATUS, Status.DONE), (Field.DUE, "2025-03-01"), (Field.NOTE, "=đã nộp")):
        await store.held.change(77, one.id, field, said, lan)
    held = await store.held.of_chat(77)
    whole = await gather(store, Query(Kind.TASKS, article=4), TODAY, NOW, held)
    own = await gather(store, Query(Kind.TASKS, held="all"), TODAY, NOW, held)
    for paper in (whole, own):
        (found,) = [item for item in json.loads(written(paper, "json", texts("vi")).data)["sections"][0]["items"] if item["status"]]
        assert (found["status"], found["taken_by"], found["remark"], found["due_last"]) == ("done", "Lan", "=đã nộp", "2025-03-01")
        lines = list(csv.reader(io.StringIO(written(paper, "csv", texts("vi")).data.decode("utf-8-sig"))))
        assert [line for line in lines if {"Xong", "Lan", "'=đã nộp"} <= set(line)]
        assert {"Trạng thái", "Xong", "01/3/2025"} <= set(word_texts(written(paper, "docx", texts("vi")).data))
    (event,) = icalendar.Calendar.from_ical(written(own, "ics", texts("vi")).data).walk("VEVENT")
    assert event["DTSTART"].dt == date(2025, 3, 1)
    rules = [rule for found in book(written(own, "xlsx", texts("vi")).data).active.conditional_formatting for rule in found.rules]
    assert all('<>"Xong"' in rule.formula[0] for rule in rules)
    strangers = await gather(store, Query(Kind.TASKS, article=4), TODAY, NOW)
    assert "status" not in json.loads(written(strangers, "json", texts("vi")).data)["sections"][0]["items"][0]
