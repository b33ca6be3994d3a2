"""Years that are not printed: how far a date reaches, what the years of work say in each season, and where the day of the news is."""

from __future__ import annotations

from datetime import datetime

import pytest

from briefings.extraction.dates import find_dates
from briefings.model import Layout, Span, Timestamp
from briefings.text import lines, normalise

Time = tuple[str, str, str | None]  # as printed, its first day, what fixed its year


def times(body: str, *, lead: bool = False, published: str | None = None) -> list[Time]:
    text = normalise(f"{body}\n{published or ''}")
    paragraphs = lines(normalise(body))
    at = text.rindex(published) if published else 0
    stamp = Timestamp(Span.of(text, at, at + len(published)), datetime.strptime(published, "%d/%m/%Y"), False) if published else None  # noqa: DTZ007
    found = find_dates(text, Layout(None, paragraphs[0] if lead else None, stamp, None, (), (), paragraphs))
    return [(when.span.text, f"{when.first}", when.year_from.text if when.year_from else None) for when in found]


def day_of(printed: str, body: str) -> str | None:
    return next((first for text, first, _ in times(body) if text == printed), None)


NEWS = "Sáng 16-12"


@pytest.mark.parametrize(
    ("other", "day"),
    [
        # what lies behind reaches 120 days on
        ("Ngày 16/12/2023, tỉnh đã họp.", "2023-12-16"),
        ("Ngày 15/12/2023, tỉnh đã họp.", "2023-12-16"),
        ("Ngày 18/8/2023, tỉnh đã họp.", "2023-12-16"),
        ("Ngày 17/8/2023, tỉnh đã họp.", None),
        ("Ngày 17/12/2023, tỉnh đã họp.", None),
        # what lies ahead 120 days back
        ("Trước ngày 16/12/2023, tỉnh sẽ họp.", "2023-12-16"),
        ("Trước ngày 14/4/2024, tỉnh sẽ họp.", "2023-12-16"),
        ("Trước ngày 15/4/2024, tỉnh sẽ họp.", None),
        ("Trước ngày 15/12/2023, tỉnh sẽ họp.", None),
        # where it is open 60 days both ways
        ("Từ ngày 17/10/2023, tỉnh họp.", "2023-12-16"),
        ("Từ ngày 16/10/2023, tỉnh họp.", None),
        ("Từ ngày 14/2/2024, tỉnh họp.", "2023-12-16"),
        ("Từ ngày 15/2/2024, tỉnh họp.", None),
        # a month that lies behind is over with its last day
        ("Vào tháng 8/2023, tỉnh đã họp.", "2023-12-16"),
        ("Vào tháng 7/2023, tỉnh đã họp.", None),
        ("Dịch bệnh xuất hiện từ tháng 8/2023 ở tỉnh.", "2023-12-16"),
        # months count from their first day, years and documents do not count
        ("Trong tháng 11/2023, tỉnh họp.", "2023-12-16"),
        ("Từ quý IV/2023, tỉnh họp.", None),
        ("Nghị quyết số 5, ngày 10/12/2023, nêu rõ.", None),
        # no newspaper was read on line before 1997
        ("Ngày 10/12/1997, tỉnh đã họp.", "1997-12-16"),
        ("Ngày 10/12/1996, tỉnh đã họp.", None),
        # the closest one decides, and what is older than the last year but one not at all
        ("Ngày 1/12/2022, tỉnh đã họp. Ngày 15/12/2023, tỉnh đã họp.", "2023-12-16"),
        ("Ngày 15/12/2022, tỉnh đã họp. Ngày 1/12/2023, tỉnh đã họp.", None),  # what it recalls would lie far ahead
        ("Ngày 15/12/2021, tỉnh đã họp. Ngày 1/12/2023, tỉnh đã họp.", "2023-12-16"),
        ("Ngày 15/12/2022, tỉnh đã họp. Ngày 16/4/2023, tỉnh đã họp.", None),  # 121 days
        ("Ngày 15/12/2022, tỉnh đã họp. Ngày 15/4/2023, tỉnh đã họp.", "2022-12-16"),
    ],
)
def test_a_date_with_a_year_fixes_the_year_of_one_close_to_it(other: str, day: str | None) -> None:
    assert day_of(NEWS, f"{NEWS}, tỉnh họp.\n{other}") == day


@pytest.mark.parametrize(
    ("news", "other", "day"),
    [
        ("Sáng 5-1", "Ngày 20/12/2023, tỉnh đã họp.", "2024-01-05"),
        ("Sáng 5-1", "Từ ngày 20/12/2023, tỉnh họp.", "2024-01-05"),
        ("Sáng 5-1", "Ngày 20/12/2024, tỉnh đã họp.", "2025-01-05"),
        ("Sáng 5-1", "Trước ngày 20/1/2023, tỉnh sẽ họp.", "2023-01-05"),
        ("Sáng 29-2", "Ngày 20/2/2024, tỉnh đã họp.", "2024-02-29"),
        ("Sáng 29-2", "Ngày 20/2/2023, tỉnh đã họp.", None),
        # the month of a meeting's work may lie before or behind it
        ("Sáng 16-12", "Đây là hội nghị tháng 1/2024 của tỉnh.", "2023-12-16"),
        ("Sáng 16-12", "Đây là hội nghị tháng 11/2023 của tỉnh.", "2023-12-16"),
        # from September on a plan is for the coming year where the year before is spoken of too
        ("Sáng 28-9", "Hội nghị xem xét kinh tế xã hội năm 2018, kế hoạch phát triển năm 2019.", "2018-09-28"),
        ("Sáng 28-8", "Hội nghị xem xét kinh tế xã hội năm 2018, kế hoạch phát triển năm 2019.", "2019-08-28"),
        # what is to come says nothing of how old the news is, what nobody dwells on neither
        ("Sáng 16-12", "Ngày 10/12/2021, tỉnh đã họp. Trước ngày 5/6/2024, tỉnh sẽ xong.", "2021-12-16"),
        ("Sáng 16-12", "Ngày 10/12/2021, tỉnh đã họp. Nêu việc năm 2024 vừa qua.", "2021-12-16"),
        ("Sáng 16-12", "Ngày 10/12/2021, tỉnh đã họp. Tỉnh tổng kết năm 2024.", "2024-12-16"),
    ],
)
def test_the_turn_of_the_year_and_other_works_are_minded(news: str, other: str, day: str | None) -> None:
    assert day_of(news, f"{news}, tỉnh họp.\n{other}") == day


@pytest.mark.parametrize(
    ("news", "day"),
    [
        ("Sáng 10-1", "2024-01-10"),
        ("Sáng 10-3", "2024-03-10"),
        ("Sáng 10-4", "2023-04-10"),
        ("Sáng 10-10", "2023-10-10"),
        ("Sáng 10-11", "2023-11-10"),
        ("Sáng 10-12", "2023-12-10"),
    ],
)
def test_up_to_march_a_year_spoken_of_beside_the_next_is_the_last_one(news: str, day: str) -> None:
    spoken = "thu ngân sách năm 2023, tăng trưởng năm 2023 và thu ngân sách năm 2024"
    assert day_of(news, f"{news}, tỉnh bàn {spoken}.") == day


@pytest.mark.parametrize(
    ("news", "day"),
    [("Sáng 10-3", "2024-03-10"), ("Sáng 10-10", "2024-10-10"), ("Sáng 10-11", "2023-11-10"), ("Sáng 10-12", "2023-12-10")],
)
def test_from_november_a_year_spoken_of_beside_the_one_before_is_the_coming_one(news: str, day: str) -> None:
    spoken = "thu ngân sách năm 2023, tăng trưởng năm 2024 và thu ngân sách năm 2024"
    assert day_of(news, f"{news}, tỉnh bàn {spoken}.") == day


@pytest.mark.parametrize(
    ("news", "work", "day"),
    [
        # a review from January to March is of the year before
        ("Sáng 10-1", "tổng kết công tác năm 2024", "2025-01-10"),
        ("Sáng 10-3", "tổng kết công tác năm 2024", "2025-03-10"),
        ("Sáng 10-4", "tổng kết công tác năm 2024", "2024-04-10"),
        ("Sáng 10-12", "tổng kết công tác năm 2024", "2024-12-10"),
        # a plan from November on is for the year to come
        ("Sáng 10-10", "triển khai nhiệm vụ năm 2025", "2025-10-10"),
        ("Sáng 10-11", "triển khai nhiệm vụ năm 2025", "2024-11-10"),
        ("Sáng 10-12", "triển khai nhiệm vụ năm 2025", "2024-12-10"),
        ("Sáng 10-3", "triển khai nhiệm vụ năm 2025", "2025-03-10"),
        ("Sáng 29-2", "triển khai nhiệm vụ năm 2024", "2024-02-29"),
        ("Sáng 29-2", "triển khai nhiệm vụ năm 2025", None),  # that year has no such day
        # both
        ("Sáng 10-12", "tổng kết công tác năm 2024 và triển khai nhiệm vụ năm 2025", "2024-12-10"),
        ("Sáng 10-1", "tổng kết công tác năm 2024 và triển khai nhiệm vụ năm 2025", "2025-01-10"),
        ("Sáng 10-12", "triển khai nhiệm vụ năm 2025 sau khi tổng kết công tác năm 2024", "2024-12-10"),
        # neither: work of that year
        ("Sáng 10-6", "bàn về thu ngân sách năm 2024", "2024-06-10"),
        ("Sáng 10-12", "bàn về thu ngân sách năm 2024", "2024-12-10"),
        ("Sáng 10-6", "bàn về việc năm 2024 này", "2024-06-10"),
        ("Sáng 10-6", "bàn; năm 2024 tỉnh sẽ làm", "2024-06-10"),
        ("Sáng 10-12", "bàn; năm 2025 tỉnh sẽ làm", "2024-12-10"),
        ("Sáng 10-6", "bàn việc năm 2024", None),
        ("Sáng 10-6", "bàn mục tiêu đến năm 2024", None),
        # two years with one voice each, the neighbour of the other
        ("Sáng 10-6", "bàn. Năm 2024 tỉnh làm. Năm 2024 tỉnh xong", "2024-06-10"),
        ("Sáng 10-6", "bàn. Năm 2024 tỉnh làm", None),
        ("Sáng 10-6", "bàn. Năm 2024 tỉnh làm. Năm 2023 tỉnh xong", None),
        # of two years equally spoken of the later
        ("Sáng 10-6", "bàn thu ngân sách năm 2023 và thu ngân sách năm 2024", "2024-06-10"),
        ("Sáng 10-12", "bàn thu ngân sách năm 2023 và thu ngân sách năm 2024", "2023-12-10"),
        ("Sáng 10-3", "bàn thu ngân sách năm 2023 và thu ngân sách năm 2024", "2024-03-10"),
        ("Sáng 10-6", "bàn thu ngân sách năm 2023, thu ngân sách năm 2023 và thu ngân sách năm 2024", "2023-06-10"),
        ("Sáng 10-6", "bàn thu ngân sách năm 1996", None),
        ("Sáng 10-6", "bàn thu ngân sách năm 1997", "1997-06-10"),
    ],
)
def test_the_year_of_work_fixes_the_year_of_the_news_in_its_season(news: str, work: str, day: str | None) -> None:
    assert day_of(news, f"{news}, tỉnh {work}.") == day


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("Sáng 16-12, tỉnh bàn thu ngân sách năm 2024 và tăng trưởng năm 2024.", 0),
        ("Sáng 16-12, tỉnh họp. Từ ngày 14/12/2023, tỉnh làm. Từ ngày 18/12/2023, tỉnh xong.", 0),
        ("Sáng 16-12, tỉnh họp. Từ ngày 14/12/2023, tỉnh làm. Từ ngày 17/12/2023, tỉnh xong.", 1),
    ],
)
def test_what_fixes_a_year_is_the_closest_passage_and_of_two_the_first(body: str, source: int) -> None:
    dates = find_dates(body, Layout(None, None, None, None, (), (), lines(body)))
    assert dates[0].year_from == dates[1 + source].span


@pytest.mark.parametrize(("printed", "day"), [("Ngày 16/8", "2023-08-16"), ("Ngày 26/5", "2024-05-26")])
def test_a_school_year_begins_in_summer(printed: str, day: str) -> None:
    assert day_of(printed, f"{printed}, Thủ tướng ký công điện về sách giáo khoa cho năm học 2023 - 2024.") == day


@pytest.mark.parametrize(("lead", "day"), [(True, "2024-06-10"), (False, None)])
def test_a_year_in_the_lead_is_that_of_the_news(lead: bool, day: str | None) -> None:
    found = times("Tỉnh bàn việc năm 2024 ở xã.\nSáng 10-6, tỉnh họp.", lead=lead)
    assert dict(two[:2] for two in found).get("Sáng 10-6") == day


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        ("ngày 4/7", "2024-07-04"),
        ("ngày 31/12", "2024-12-31"),
        ("ngày 3/1", "2024-01-03"),  # as far from the next one: this year's
        ("ngày 2/1", "2025-01-02"),
        ("tháng 12", "2024-12-01"),
        ("tháng 1", "2024-01-01"),
        ("quý I", "2024-01-01"),
        ("quý IV", "2024-10-01"),
        ("6 tháng đầu năm", "2024-01-01"),
        ("ngày 29/2", "2024-02-29"),
    ],
)
def test_every_other_time_is_as_close_to_the_news_as_can_be(printed: str, first: str) -> None:
    assert times(f"Sáng 4/7/2024, tỉnh họp.\nViệc có trong {printed} của tỉnh.")[1] == (printed, first, "Sáng 4/7/2024")


@pytest.mark.parametrize(
    ("clause", "first"),
    [
        ("hoàn thành trước ngày 3/7", "2025-07-03"),
        ("hoàn thành trước ngày 4/7", "2024-07-04"),
        ("hoàn thành chậm nhất trong tháng 7", "2024-07-01"),
        ("hoàn thành chậm nhất trong tháng 6", "2025-06-01"),
        ("đã hoàn thành trước ngày 3/7", "2024-07-03"),
        ("hoàn thành vào ngày 3/7", "2024-07-03"),
        ("hoàn thành. Trước kia xong, là ngày 3/7", "2024-07-03"),
    ],
)
def test_a_deadline_ends_on_the_day_of_the_news_or_later(clause: str, first: str) -> None:
    assert times(f"Sáng 4/7/2024, tỉnh họp.\nCác xã {clause}.")[1][1] == first


BLANK = "Tỉnh họp."


@pytest.mark.parametrize(
    ("paragraphs", "first"),
    [
        ([f"{BLANK} Sáng 4/7/2024, xong."], "2024-12-05"),
        ([*[BLANK] * 3, "Sáng 4/7/2024, xong."], "2024-12-05"),
        ([*[BLANK] * 4, "Sáng 4/7/2024, xong."], None),
        (["Năm 2024, xong."], None),  # a day alone is that of the news
        (["Trước ngày 4/7/2024 sẽ xong."], None),  # one that is to come is not
        (["Nghị quyết số 5, ngày 4/7/2024, nêu rõ."], None),
        (["Nghị quyết số 5, ngày 4/7/2023, nêu rõ. Sáng 4/7/2024, xong."], "2024-12-05"),
        (["Hôm qua, xong. Sáng 4/7/2024, xong."], "2024-12-05"),
        (["Sáng 4/7, xong. Trưa 4/7/2024, xong."], "2024-12-05"),
        (["Sáng 4/7, xong. Trưa 3/7/2021, xong."], "2021-12-05"),
        (["Sáng 4/7, xong. Trưa 5/7/2021, xong."], None),  # the first day there is the one, though nothing fixes its year
        (["Sáng 31/6/2024, xong. Sáng 4/7/2023, xong."], None),
    ],
)
def test_the_day_of_the_news_is_looked_for_in_four_paragraphs(paragraphs: list[str], first: str | None) -> None:
    body = "\n".join([*paragraphs, BLANK, "Việc có trong ngày 5/12 ở xã."])
    assert day_of("ngày 5/12", body) == first


@pytest.mark.parametrize(("published", "first"), [("13/01/2022", "2022-01-12"), (None, None)])
def test_a_word_for_a_day_needs_the_day_of_the_paper(published: str | None, first: str | None) -> None:
    found = times("Tỉnh họp hôm qua.", published=published)
    assert found == ([("hôm qua", first, published)] if first else [])


def test_the_paper_s_day_goes_before_any_that_is_printed() -> None:
    found = times("Sáng 4/7/2021, tỉnh họp.\nViệc có trong ngày 5/12 ở xã.", published="13/01/2022")
    assert found[1] == ("ngày 5/12", "2021-12-05", "13/01/2022")


@pytest.mark.parametrize(("many", "day"), [(60, "2024-06-10"), (61, None)])
def test_so_many_times_with_a_year_are_weighed_and_no_more(many: int, day: str | None) -> None:
    body = "Sáng 10-6, tỉnh họp." + " Nêu việc năm 2024." * (many - 1) + " Thu ngân sách năm 2024."
    assert day_of("Sáng 10-6", body) == day
