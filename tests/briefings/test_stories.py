"""Which articles are reprints of one another, which tell of one event, and in which figures two reports differ."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model import Briefing
from briefings.parse import parse
from briefings.stories import differing, likeness, passages, same_event

READ = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "reading").glob("*.txt"))}
SEEDS = tuple(path.read_text("utf-8") for path in sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt")))
BRIEFING = parse(READ["regional-briefing"])

OTHER_PAPER = """Đà Nẵng: Giao ban công tác tổ chức xây dựng Đảng 9 tháng
Sáng 20-9-2023, Ban Tổ chức Trung ương họp giao ban với 19 tỉnh ủy, thành ủy khu vực miền Trung - Tây Nguyên tại thành phố biển.
Hội nghị giao ban công tác tổ chức xây dựng Đảng 9 tháng năm 2023 do đồng chí Nguyễn Bá Dương, Phó Trưởng Ban Tổ chức Trung ương, chủ trì.
Theo báo cáo, các địa phương đã kết nạp 21.356 đảng viên và lập thêm 36 tổ chức đảng.
Nguồn tin cho hay công việc cuối năm còn nhiều.
"""


def _without(text: str, *numbers: int) -> str:
    return "\n".join(line for number, line in enumerate(text.splitlines()) if number not in numbers)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_text_is_its_own_reprint(text: str) -> None:
    briefing = parse(text)
    assert likeness(briefing, briefing).containment == 1
    assert likeness(briefing, briefing).told_already


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_a_paper_that_cuts_and_adds_reprints_all_the_same(text: str) -> None:
    cut = parse(_without(text, 2, 3) + "\nBản tin do tòa soạn khác đăng lại và thêm một câu của mình ở cuối trang báo này.\n")
    found = likeness(parse(text), cut)
    assert found.reprint
    assert found.told_already
    assert set(passages(cut)) & set(passages(parse(text)))


@pytest.mark.parametrize(("one", "other"), [*combinations([*READ.values(), *SEEDS], 2)])
def test_reports_on_different_meetings_stay_apart(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    assert not likeness(first, second).reprint
    assert not same_event(first, second)


def test_another_paper_tells_of_the_same_event_in_its_own_words() -> None:
    other = parse(OTHER_PAPER)
    assert not likeness(BRIEFING, other).reprint
    assert same_event(BRIEFING, other)
    assert same_event(other, BRIEFING)


@pytest.mark.parametrize(("was", "now"), [("20-9-2023", "27-9-2023"), ("Nguyễn Bá Dương", "Lê Thị Hạnh")])
def test_another_day_or_other_people_make_another_event(was: str, now: str) -> None:
    assert not same_event(BRIEFING, parse(OTHER_PAPER.replace(was, now)))


def test_figures_with_one_noun_and_two_numbers_differ() -> None:
    told = [(pair.one.text, pair.other.text) for pair in differing(BRIEFING, parse(OTHER_PAPER))]
    assert told == [("35 tổ chức đảng", "36 tổ chức đảng")]


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("Tỉnh có 2,8 triệu dân.", "Tỉnh có 2.800.000 dân.", False),
        ("Tỉnh có 2,8 triệu dân.", "Tỉnh có 2,9 triệu dân.", True),
        ("Đã trồng 1.200 cây.", "Đã trồng hơn 1.200 cây.", False),
        ("Có 12 đại biểu.", "Có 12 dự án.", False),
    ],
)
def test_a_number_is_compared_by_what_it_says(one: str, other: str, differs: bool) -> None:
    first, second = (parse(f"Tỉnh tổng kết công tác năm\n{told}\nHội nghị kết thúc trong buổi chiều.") for told in (one, other))
    assert bool(differing(first, second)) is differs


def _shuffled(order: list[int], text: str) -> Briefing:
    lines = text.splitlines()
    return parse("\n".join([lines[0], *(lines[1 + at % (len(lines) - 1)] for at in order)]))


@given(st.lists(st.integers(0, 40), max_size=30), st.sampled_from(sorted(READ)))
def test_likeness_and_events_do_not_depend_on_who_comes_first(order: list[int], name: str) -> None:
    one, other = parse(READ[name]), _shuffled(order, READ[name])
    assert likeness(one, other).containment == likeness(other, one).containment
    assert same_event(one, other) == same_event(other, one)
    assert len(differing(one, other)) == len(differing(other, one))
