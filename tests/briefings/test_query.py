"""What stands after a command, read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.periods import Period
from briefings.query import Kind, Query, read_query

TODAY = date(2024, 12, 22)


def days(first: str, last: str | None = None) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("", {}),
        ("3", {"article": 3}),
        ("#3", {"article": 3}),
        ("bài 3", {"article": 3}),
        ("article 12", {"article": 12}),
        ("bài 2024", {"article": 2024}),
        ("bài 3 tinh gọn", {"article": 3, "words": "tinh gọn"}),
        ("2024", {"period": days("2024-01-01", "2024-12-31")}),
        ("Tô Lâm", {"words": "Tô Lâm"}),
        ("Tô Lâm quý 4/2024", {"period": days("2024-10-01", "2024-12-31"), "words": "Tô Lâm"}),
        ("18-NQ/TW", {"document": "18-NQ/TW"}),
        ("nghị quyết 18", {"document": "nghị quyết 18"}),
        ("Nghị quyết số 18 tháng 12", {"document": "Nghị quyết số 18", "period": days("2024-12-01", "2024-12-31")}),
        ("30/2020/NĐ-CP 2024", {"document": "30/2020/NĐ-CP", "period": days("2024-01-01", "2024-12-31")}),
        ("hạn 2025", {"due": days("2025-01-01", "2025-12-31")}),
        ("đến hạn tháng 1", {"due": days("2025-01-01", "2025-01-31")}),
        ("hạn nộp báo cáo", {"words": "hạn nộp báo cáo"}),
        ("kế hoạch 5 năm 2021-2025", {"period": days("2021-01-01", "2025-12-31"), "words": "kế hoạch 5"}),
        ('"tháng 11-2018"', {"words": '"tháng 11-2018"'}),
        ("31/4/2024", {"words": "31/4/2024"}),
        ("  tinh   gọn\n", {"words": "tinh gọn"}),
        ("tinh gọn \ud83d", {"words": "tinh gọn"}),
    ],
)
def test_an_argument_of_tasks_says_what_it_says(argument: str, expected: dict[str, object]) -> None:
    assert read_query(Kind.TASKS, argument, TODAY) == Query(Kind.TASKS, **expected)  # type: ignore[arg-type]  # a table of fields


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("18", {"document": "18"}),
        ("18-NQ", {"document": "18-NQ"}),
        ("05 - TB/TW", {"document": "05 - TB/TW"}),
        ("bài 3", {"article": 3}),
        ("2018", {"period": days("2018-01-01", "2018-12-31")}),
        ("tinh gọn", {"words": "tinh gọn"}),
        ("9" * 5000, {"words": "9" * 5000}),
    ],
)
def test_a_number_after_documents_is_a_document(argument: str, expected: dict[str, object]) -> None:
    assert read_query(Kind.DOCUMENTS, argument, TODAY) == Query(Kind.DOCUMENTS, **expected)  # type: ignore[arg-type]  # a table of fields


@pytest.mark.parametrize("argument", ["2024", "18-NQ/TW", "kế hoạch năm 2025", '"sắp xếp"'])
def test_search_takes_everything_as_words(argument: str) -> None:
    assert read_query(Kind.SEARCH, argument, TODAY) == Query(Kind.SEARCH, words=argument)


def test_due_is_read_for_tasks_alone() -> None:
    assert read_query(Kind.DIRECTIVES, "hạn 2025", TODAY).due is None


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    assert read_query(Kind.TASKS, "tha\u0301ng 11-2018", TODAY).period == days("2018-11-01", "2018-11-30")


def test_only_a_query_without_conditions_is_empty() -> None:
    assert read_query(Kind.TASKS, "  ", TODAY).empty
    assert not read_query(Kind.TASKS, "!", TODAY).empty


@given(kind=st.sampled_from(Kind), argument=st.text() | st.from_regex(r"[0-9 /\-.a-z#]{0,40}", fullmatch=True), today=st.dates())
def test_nothing_typed_is_an_error(kind: Kind, argument: str, today: date) -> None:
    assert read_query(kind, argument, today).kind is kind
