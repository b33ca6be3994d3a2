"""One-line orders beside what they ask for."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import UsageError
from briefings.subscription import Every, Filters, Order, Rhythm, Template, read_order


@pytest.mark.parametrize(
    ("argument", "order"),
    [
        ("", Order(Rhythm(Every.WEEK))),
        ("tuần T2 07:30", Order(Rhythm(Every.WEEK, time(7, 30), 0))),
        ("TUAN t6 16h", Order(Rhythm(Every.WEEK, time(16), 4))),
        ("thứ sáu 16:00", Order(Rhythm(Every.WEEK, time(16), 4))),
        ("weekly thu 9:05", Order(Rhythm(Every.WEEK, time(9, 5), 3))),
        ("ngày 6h45 vanban:18-NQ/TW", Order(Rhythm(Every.DAY, time(6, 45)), filters=Filters(documents=("18-NQ/TW",)))),
        ("tức thì", Order(Rhythm(Every.ONCE_PUBLISHED))),
        ("tháng ngày 15 7h nhiệm vụ", Order(Rhythm(Every.MONTH, time(7), monthday=15), Template.TASKS)),
        (
            "hằng ngày 7 giờ 30 đầy đủ ngày làm việc nguoi: Tô Lâm, Lê Minh Hưng tinh:Lâm Đồng",
            Order(
                Rhythm(Every.DAY, time(7, 30)),
                Template.FULL,
                Filters(speakers=("Tô Lâm", "Lê Minh Hưng"), provinces=("Lâm Đồng",)),
                working_days=True,
            ),
        ),
    ],
)
def test_a_line_is_read_as_an_order(argument: str, order: Order) -> None:
    assert read_order(argument) == order


@pytest.mark.parametrize("argument", ["bla bla", "tuần 25:99", "tháng ngày 32", "ngày 7h !!"])
def test_what_means_nothing_is_refused_and_named(argument: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read_order(argument)
    assert refusal.value.text_id == "subscribe-unclear"
    assert refusal.value.values["words"]


@given(st.text())
def test_any_line_gives_an_order_or_a_refusal(argument: str) -> None:
    try:
        order: Order | None = read_order(argument)
    except UsageError:
        order = None
    assert order is None or order.rhythm.every in Every
