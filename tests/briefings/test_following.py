"""What a chat follows: tables of what is typed, of which tasks are listed, and of the days on which somebody is reminded."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.following import Followed, Held, Span, Status, chosen, followed, holds, read_held, reminders, with_followed, without_followed
from briefings.model import Due, Precision, Task, When
from briefings.model import Span as Passage
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.store.rows import ArticleRow, DatedBy, TaskRow
from briefings.subscription import Filters

TODAY = date(2026, 11, 26)
WORDS = Passage(0, 7, "rà soát")


def held(number: int = 1, due: date | None = None, **said: object) -> Held:
    """A task without a printed day; `printed`: its words and the first and last day that they mean."""
    printed = said.pop("printed", None)
    article, documents = said.pop("article", 1), said.pop("documents", ())
    stated = None
    if printed:
        words, first, last = printed  # type: ignore[misc]
        passage = Passage(8, 8 + len(words), words)
        stated = Due(passage, When(passage, first, last, Precision.MONTH))
    row = TaskRow(ArticleRow(article, None, date(2024, 5, 5), DatedBy.EVENT, None), 1, Task(WORDS, None, stated), None, documents)  # type: ignore[arg-type]
    given = {"status": Status.TODO, "assignee": None, "note": None, "own_due": due} | said
    return Held(number, 7, row, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "which", "rest"),
    [
        ("đang làm", "doing", Query(Kind.TASKS)),
        ("dang lam", "doing", Query(Kind.TASKS)),
        ("chưa làm 18-NQ/TW", "todo", Query(Kind.TASKS, document="18-NQ/TW")),
        ("quá hạn bài 3", "late", Query(Kind.TASKS, article=3)),
        ("đã xong", "done", Query(Kind.TASKS)),
        ("đã bỏ", "dropped", Query(Kind.TASKS)),
        ("đã nhận hạn tháng 12", "open", Query(Kind.TASKS, due=Period(date(2026, 12, 1), date(2026, 12, 31)))),
        ("tất cả việc giao: Lan", "all", Query(Kind.TASKS, assignee="Lan")),
        ("giao:Nguyễn Văn Bình", "open", Query(Kind.TASKS, assignee="Nguyễn Văn Bình")),
        ("doing", "doing", Query(Kind.TASKS)),
        ("overdue assignee: Lan", "late", Query(Kind.TASKS, assignee="Lan")),
    ],
)
def test_a_status_or_an_assignee_asks_for_the_chats_own_tasks(typed: str, which: str, rest: Query) -> None:
    query = read_held(typed, TODAY)
    assert query is not None
    assert query.held == which
    assert (query.article, query.document, query.due, query.assignee, query.words) == (
        rest.article, rest.document, rest.due, rest.assignee, rest.words,
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["", "3", "Tô Lâm", "18-NQ/TW", "Bộ Nội vụ", "đa bộ phận", "hạn tháng 12", "giao:", "hoàn thành"])
def test_what_names_neither_asks_for_what_articles_print(typed: str) -> None:
    assert read_held(typed, TODAY) is None


def test_tasks_are_listed_soonest_first_and_narrowed() -> None:
    ours = (
        held(1, date(2026, 12, 30), assignee="Lan"),
        held(2, date(2026, 11, 1), status=Status.DOING, documents=("18-NQ/TW",)),
        held(3, article=3),
        held(4, date(2026, 1, 1), status=Status.DONE),
        held(5, printed=("tháng 12-2026", date(2026, 12, 1), date(2026, 12, 31))),
    )

    def found(**asked: object) -> list[int]:
        return [one.id for one in chosen(ours, Query(Kind.TASKS, **asked), TODAY)]  # type: ignore[arg-type]

    assert found() == [2, 1, 5, 3]
    assert found(held="all") == [4, 2, 1, 5, 3]
    assert found(held="late") == [2]
    assert found(held="done") == [4]
    assert found(assignee="lan") == [1]
    assert found(assignee="la") == []
    assert found(document="18") == [2]
    assert found(article=3) == [3]
    assert found(due=Period(date(2026, 12, 1), date(2026, 12, 31))) == [1, 5]
    assert found(words="rà soát") == [2, 1, 5, 3]


def test_a_month_falls_due_on_its_last_day_and_comes_before_a_day_set_in_the_chat() -> None:
    one = held(due=date(2026, 12, 5), printed=("tháng 12-2026", date(2026, 12, 1), date(2026, 12, 31)))
    assert one.due == date(2026, 12, 31)
    assert not one.late(date(2026, 12, 31))
    assert one.late(date(2027, 1, 1))


FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 11, 27 + day) if day < 4 else date(2026, 12, 1) for day in range(5))
ON_FRIDAY = Span(before=date(2026, 11, 26), untold=FRIDAY, here=FRIDAY, until=SUNDAY)
ON_MONDAY = Span(before=FRIDAY, untold=MONDAY, here=MONDAY, until=MONDAY)


@pytest.mark.parametrize(
    ("due", "friday", "monday"),
    [
        (date(2026, 11, 25), None, None),  # its day was past before
        (date(2026, 11, 26), "late", None),
        (FRIDAY, None, "late"),
        (SATURDAY, "soon", "late"),
        (SUNDAY, "soon", "late"),  # Saturday is free, so on Friday
        (MONDAY, "soon", None),
        (TUESDAY, None, "soon"),
        (date(2026, 12, 4), "ahead", None),
        (date(2026, 12, 6), "ahead", None),
        (date(2026, 12, 7), None, "ahead"),
        (date(2026, 12, 8), None, None),
    ],
)
def test_reminders_come_on_the_working_day_before(due: date, friday: str | None, monday: str | None) -> None:
    for days, cause in ((ON_FRIDAY, friday), (ON_MONDAY, monday)):
        assert [one.cause.value for one in reminders([held(due=due)], days)] == ([cause] if cause else [])


def test_what_is_done_dropped_or_without_a_day_is_not_reminded_of() -> None:
    quiet = (held(1, MONDAY, status=Status.DONE), held(2, MONDAY, status=Status.DROPPED), held(3))
    assert reminders(quiet, ON_FRIDAY) == ()


KINDS_OF_VALUE = st.sampled_from(("words", "documents", "speakers", "organisations", "provinces"))


@given(st.lists(st.builds(Followed, KINDS_OF_VALUE, st.text(min_size=1, max_size=20)), unique=True, max_size=8))
def test_what_is_followed_one_by_one_is_left_one_by_one(values: list[Followed]) -> None:
    filters = Filters()
    for one in values:
        filters = with_followed(filters, one)
    assert set(followed(filters)) == set(values)
    assert all(holds(filters, one) for one in values)
    assert len({one.mark for one in values}) == len(values)
    assert all(one.mark.isalpha() and one.mark.islower() for one in values)
    for one in values:
        filters = without_followed(filters, one)
    assert filters == Filters()
