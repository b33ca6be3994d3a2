"""Document numbers, taken apart and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.numbers import Number, find_numbers, find_reference, read_number, read_reference
from briefings.text import fold


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("18-NQ/TW", Number("18", ("nq", "tw"))),
        ("18 - nq/tw", Number("18", ("nq", "tw"))),
        ("05-TB/TW", Number("5", ("tb", "tw"))),
        ("30/2020/NĐ-CP", Number("30", ("nd", "cp"), "2020")),
        ("34/2019/QH14", Number("34", ("qh14",), "2019")),
        ("12/QĐ-BGD&ĐT", Number("12", ("qd", "bgd", "dt"))),
        ("18a-NQ/TW", Number("18", ("a", "nq", "tw"))),
        ("18", Number("18")),
        ("000", Number("0")),
        ("", Number("")),
        ("NQ/TW", Number("", ("nq", "tw"))),
    ],
)
def test_a_number_is_ordinal_year_and_code(printed: str, expected: Number) -> None:
    assert read_number(printed) == expected


@pytest.mark.parametrize(
    ("one", "other", "begins", "fits"),
    [
        ("18", "18-NQ/TW", True, True),
        ("18-NQ", "18-NQ/TW", True, True),
        ("18-NQ/TW", "18", False, True),
        ("18-NQ/TW", "18-NQ/TU", False, False),
        ("18", "19", False, False),
        ("8", "18-NQ/TW", False, False),
        ("30/NĐ-CP", "30/2020/NĐ-CP", True, True),
        ("30/2020/NĐ-CP", "30/NĐ-CP", False, True),
        ("30/2020/NĐ-CP", "30/2021/NĐ-CP", False, False),
    ],
)
def test_a_shorter_number_begins_a_longer_one(one: str, other: str, begins: bool, fits: bool) -> None:
    assert read_number(one).begins(read_number(other)) is begins
    assert read_number(one).fits(read_number(other)) is fits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Nghị quyết số 18-NQ/TW, 19-NQ/TW", ["18-NQ/TW", "19-NQ/TW"]),
        ("Nghị định 30/2020/NĐ-CP", ["30/2020/NĐ-CP"]),
        ("Luật số 34/2019/QH14.", ["34/2019/QH14"]),
        ("05 - TB/TW", ["05 - TB/TW"]),
        ("ngày 16/12/2024", []),
        ("giai đoạn 2018-2020", []),
        ("100/ngày", []),
        ("Nghị quyết số 18", []),
    ],
)
def test_full_numbers_are_found_in_running_text(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_numbers(fold(text))] == expected


@pytest.mark.parametrize(
    ("text", "type_", "number"),
    [
        ("18", None, Number("18")),
        ("số 18", None, Number("18")),
        ("Nghị quyết 18", "nghi quyet", Number("18")),
        ("nghi quyet so 18-nq", "nghi quyet", Number("18", ("nq",))),
        ("NQ 18", None, Number("18", ("nq",))),
        (" 18-NQ/TW ", None, Number("18", ("nq", "tw"))),
    ],
)
def test_a_document_is_asked_for_by_number(text: str, type_: str | None, number: Number) -> None:
    reference = read_reference(text)
    assert reference is not None
    assert (reference.type, reference.number) == (type_, number)


@pytest.mark.parametrize("text", ["Tô Lâm", "", "nghị quyết", "nghị quyết 18 và 19", "18-NQ/TW bộ máy", "nghị quyết 2024"])
def test_other_words_ask_for_no_document(text: str) -> None:
    assert read_reference(text) is None


def test_a_reference_stands_where_it_is_found() -> None:
    text = "giao theo nghị quyết 18 cho tỉnh"
    reference = find_reference(text)
    assert reference is not None
    assert text[reference.start : reference.end] == "nghị quyết 18"


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    number = read_number(text)
    assert number.fits(number)
    assert number.begins(number)


@pytest.mark.parametrize("piece", ["Nghị quyết số ", "1/", "18-a/", "12 - ", "9" * 50])
def test_long_odd_texts_are_read_once(piece: str) -> None:
    text = fold(piece * 20_000)
    assert list(find_numbers(text)) == []
