"""What a digest is of, and what of an article makes it pass: beside tables and small articles written for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from briefings import digest
from briefings.digest import Asked, ask, compose, passes
from briefings.model import Briefing, Directive, Span, Task
from briefings.parse import parse
from briefings.store.rows import ArticleRow, DatedBy, StoredArticle
from briefings.subscription import Every, Filters, Order, Rhythm, Section, Subscription, Template

HANOI = "Asia/Ho_Chi_Minh"
TEXT = """Hội nghị giao ban tháng 5 tỉnh Hồng Lam
Sáng 06/5/2024, tại Hà Nội, Tỉnh ủy Hồng Lam tổ chức hội nghị giao ban.
Đồng chí Trần Văn Khải, Bí thư Tỉnh ủy, yêu cầu Sở Nội vụ rà soát biên chế trước ngày 30/6/2024 theo Nghị quyết số 12-NQ/TU.
Đồng chí Lê Thị Mận, Giám đốc Sở Y tế, đề nghị các phòng chuẩn bị hồ sơ."""


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return parse(TEXT)


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters(), True),
        (Filters(words=("rà soát",)), True),
        (Filters(words=("ra soat",)), True),  # without accents: any
        (Filters(words=("rá soát",)), False),  # with accents: these
        (Filters(words=("soát biên",)), True),
        (Filters(words=("oát biê",)), False),  # whole words
        (Filters(words=(".*",)), False),  # no pattern
        (Filters(words=("đất đai", "biên chế")), True),  # one of several
        (Filters(documents=("12-NQ/TU",)), True),
        (Filters(documents=("nghị quyết 12",)), True),
        (Filters(documents=("chỉ thị 12",)), False),
        (Filters(documents=("13-NQ/TU",)), False),
        (Filters(documents=("không phải số",)), False),
        (Filters(speakers=("Trần Văn Khải",)), True),
        (Filters(speakers=("tran van khai",)), True),
        (Filters(speakers=("Tô Lâm",)), False),
        (Filters(organisations=("Sở Nội vụ",)), True),
        (Filters(organisations=("Sở Y tế",)), True),  # in a role
        (Filters(organisations=("Sở Tài chính",)), False),
        (Filters(provinces=("Hồng Lam",)), True),
        (Filters(provinces=("Lâm Đồng",)), False),
        (Filters(documents=("12-NQ/TU",), speakers=("Tô Lâm",)), False),  # all kinds given
        (Filters(sections=(Section.TASKS,)), True),
    ],
)
def test_an_article_passes_that_has_one_value_of_each_kind(briefing: Briefing, filters: Filters, passing: bool) -> None:
    assert passes(filters, briefing) is passing


def subscribed(line: Rhythm, covered: str, zone: str = HANOI) -> Subscription:
    at = datetime.fromisoformat(covered).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return Subscription(1, 7, 0, Order(line), "vi", zone, None, True, at, 4, None, None)


@pytest.mark.parametrize(
    ("rhythm", "covered", "slot", "following", "days"),
    [
        (Rhythm(Every.WEEK, time(7, 30)), "2024-12-16 07:30", "2024-12-23 07:30", "2024-12-30 07:30", ("16", "22", "29")),
        (Rhythm(Every.WEEK, time(16), 4), "2024-12-13 16:00", "2024-12-20 16:00", "2024-12-27 16:00", ("14", "20", "26")),
        (Rhythm(Every.DAY, time(6, 45)), "2024-12-15 06:45", "2024-12-16 06:45", "2024-12-17 06:45", ("15", "15", "16")),
        (Rhythm(Every.DAY, time(17)), "2024-12-15 17:00", "2024-12-16 17:00", "2024-12-17 17:00", ("16", "16", "16")),
        (Rhythm(Every.DAY, time(7)), "2024-12-16 06:59", "2024-12-16 07:00", "2024-12-17 07:00", ("15", "15", "16")),
        (Rhythm(Every.ONCE_PUBLISHED), "2024-12-15 17:00", "2024-12-16 17:00", None, ("16", "16", None)),
    ],
)
def test_the_head_names_the_days_that_a_digest_is_mostly_of(
    rhythm: Rhythm, covered: str, slot: str, following: str | None, days: tuple[str, str, str | None]
) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(HANOI)).astimezone(UTC)

    asked = ask(subscribed(rhythm, covered), at(slot), 9, at(following) if following else None, late=False)
    assert (asked.after, asked.upto) == (4, 9)
    assert (f"{asked.first:%d}", f"{asked.last:%d}", asked.until and f"{asked.until:%d}") == days


def test_two_that_ask_for_the_same_share_a_digest_whatever_their_zone() -> None:
    slot = datetime(2024, 12, 23, 0, 30, tzinfo=UTC)
    here = ask(subscribed(Rhythm(Every.WEEK), "2024-12-16 07:30"), slot, 9, None, late=False)
    there = ask(subscribed(Rhythm(Every.WEEK, time(8, 30)), "2024-12-16 08:30", "Asia/Singapore"), slot, 9, None, late=False)
    assert here.key == there.key
    assert here.key != replace(here, late=True).key
    assert here.key != replace(here, filters=Filters(words=("đất",))).key


ASKED = Asked(Template.BRIEF, Every.WEEK, "vi", Filters(), False, 0, 9, date(2024, 5, 6), date(2024, 5, 12), date(2024, 5, 19), False)


def stored(number: int, day: date, briefing: Briefing) -> StoredArticle:
    return StoredArticle(ArticleRow(number, "Hội nghị", day, DatedBy.EVENT, None), briefing, datetime(2024, 5, 7, tzinfo=UTC))


def test_stories_come_by_the_day_of_their_event(briefing: Briefing) -> None:
    days = {3: date(2024, 5, 8), 4: date(2024, 5, 6), 5: date(2024, 5, 6)}
    told = compose(ASKED, [stored(number, day, briefing) for number, day in days.items()], (), ())
    assert [story.row.id for story in told.stories] == [4, 5, 3]
    assert told.directives == 3 * len(briefing.directives)
    assert told.tasks == 3 * len(briefing.tasks)


def test_stories_beyond_the_most_are_counted(briefing: Briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "MOST_STORIES", 2)
    told = compose(ASKED, [stored(number, date(2024, 5, number), briefing) for number in range(1, 6)], (), ())
    assert (len(told.stories), told.omitted, told.total) == (2, 3, 5)


def test_what_falls_due_is_no_news(briefing: Briefing) -> None:
    assert compose(replace(ASKED, filters=Filters(words=("đất",))), [stored(1, date(2024, 5, 6), briefing)], (), ()).empty


def test_directives_stand_by_speaker_and_tasks_by_assignee(briefing: Briefing) -> None:
    def said(who: str | None) -> Span | None:
        return Span(0, len(who), who) if who else None

    quote = Span(0, 3, "Hội")
    orders = tuple(Directive(quote, said(who), None) for who in ("Ông A", "Ông B", "ÔNG A"))
    tasks = tuple(Task(quote, said(who), None) for who in (None, "Sở X", "Sở X"))
    several = replace(briefing, directives=orders, tasks=tasks)
    (story,) = compose(ASKED, [stored(1, date(2024, 5, 6), several)], (), ()).stories
    assert [(told.who, len(told.directives)) for told in story.orders] == [("Ông A", 2), ("Ông B", 1)]
    assert [(told.who, len(told.tasks)) for told in story.duties] == [("Sở X", 2), (None, 1)]


@pytest.mark.parametrize("section", list(Section))
def test_a_section_is_shown_that_is_asked_for_or_when_none_is(section: Section) -> None:
    every, alone = compose(ASKED, (), (), ()), compose(replace(ASKED, filters=Filters(sections=(section,))), (), (), ())
    assert every.shows(section)
    assert [name for name in Section if alone.shows(name)] == [section]
