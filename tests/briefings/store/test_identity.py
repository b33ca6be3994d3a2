"""Which citations mean one document."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.store.identity import Designation, group

Cited = tuple[str, str | None, str | None]  # number, date, issuer

CENTRE = "BCH Trung ương Đảng khóa XII"
FULL: Cited = ("18-NQ/TW", "2017-10-25", CENTRE)
NGHE_AN: Cited = ("05-NQ/TU", None, "Tỉnh ủy Nghệ An")
HA_TINH: Cited = ("05-NQ/TU", None, "Tỉnh ủy Hà Tĩnh")


def designations(cited: list[Cited]) -> list[Designation]:
    return [
        Designation.read(number, dt.date.fromisoformat(date) if date else None, issuer, id=place)
        for place, (number, date, issuer) in enumerate(cited)
    ]


def grouped(cited: list[Cited]) -> set[frozenset[int]]:
    return {frozenset(member.id for member in members) for members in group(designations(cited))}


@pytest.mark.parametrize(
    "cited",
    [
        pytest.param([FULL, ("18", None, None)], id="a bare number joins its full citation"),
        pytest.param([FULL, ("18-NQ/TW", None, None)], id="an undated citation joins a dated one"),
        pytest.param([FULL, ("18-NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương")], id="a body is known by its short and its long name"),
        pytest.param([FULL, ("18-NQ/TW", "2017-10-26", CENTRE)], id="one number of one body in one year, with a slip in the day"),
        pytest.param([FULL, ("18-NQ/TW", "2017-10-25", "Hội nghị Trung ương 6")], id="the centre's code tells its body"),
        pytest.param([("09-KL/BCĐ", "2024-11-24", "Ban X"), ("09-KL/TW", "2024-11-24", "Ban X")], id="one day, one body, two codes"),
        pytest.param([("30/2020/NĐ-CP", None, "Chính phủ"), ("30", "2020-03-05", None)], id="the year in a number is that of its date"),
        pytest.param([NGHE_AN, ("05-NQ/TU", None, None)], id="the one candidate is meant"),
        pytest.param([("05-NQ/TU", None, None), ("5-NQ/TU", None, None)], id="leading zeros say nothing"),
    ],
)
def test_one_document(cited: list[Cited]) -> None:
    assert grouped(cited) == {frozenset(range(len(cited)))}


@pytest.mark.parametrize(
    "cited",
    [
        pytest.param([FULL, ("18-NQ/TW", "2003-01-15", CENTRE)], id="numbers restart with each term"),
        pytest.param([NGHE_AN, HA_TINH], id="each province has its own numbers"),
        pytest.param([NGHE_AN, HA_TINH, ("05", None, None)], id="two candidates mean no answer"),
        pytest.param([("30/2020/NĐ-CP", None, None), ("30/2021/NĐ-CP", None, None)], id="years differ"),
        pytest.param([("30/2020/NĐ-CP", None, None), ("30", "2021-03-05", None)], id="the date is of another year"),
        pytest.param([FULL, ("18-NQ/TU", None, None)], id="codes differ"),
        pytest.param([FULL, ("18", None, "Tỉnh ủy Nghệ An")], id="bodies differ"),
    ],
)
def test_different_documents(cited: list[Cited]) -> None:
    assert grouped(cited) == {frozenset({place}) for place in range(len(cited))}


def test_a_bare_number_dated_joins_only_its_own_day() -> None:
    assert grouped([FULL, ("18", "2017-10-25", None), ("18", "2019-01-01", None)]) == {frozenset({0, 1}), frozenset({2})}


def test_the_clearest_designation_comes_first() -> None:
    (members,) = group(designations([("18", None, None), ("18-NQ/TW", None, None), FULL]))
    assert [member.id for member in members] == [2, 1, 0]


NUMBERS = st.sampled_from(["18", "18-NQ", "18-NQ/TW", "18-NQ/TU", "18/2020/NĐ-CP"])
DATES = st.sampled_from([None, "2017-10-25", "2017-10-26", "2020-03-05", "2003-01-15"])
BODIES = st.sampled_from([None, CENTRE, "Ban Chấp hành Trung ương", "Tỉnh ủy Nghệ An", "Tỉnh ủy Hà Tĩnh", "Chính phủ"])


@given(st.data(), st.lists(st.tuples(NUMBERS, DATES, BODIES), max_size=8, unique=True))
def test_the_order_of_loading_makes_no_difference(data: st.DataObject, cited: list[Cited]) -> None:
    shuffled = data.draw(st.permutations(cited))
    by_content = {frozenset(cited[place] for place in members) for members in grouped(cited)}
    assert {frozenset(shuffled[place] for place in members) for members in grouped(shuffled)} == by_content


@given(st.lists(st.tuples(NUMBERS, DATES, BODIES), max_size=8))
def test_no_document_has_dates_of_two_years(cited: list[Cited]) -> None:
    for members in group(designations(cited)):
        assert len({member.date.year for member in members if member.date}) <= 1
