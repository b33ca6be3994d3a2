"""When subscriptions are due: orders, zones and instants beside the slots that follow."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slots import awake_at, is_working_day, next_slot
from briefings.subscription import Every, Order, QuietHours, Rhythm, read_order

HANOI, BERLIN, LORD_HOWE = "Asia/Ho_Chi_Minh", "Europe/Berlin", "Australia/Lord_Howe"


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("order", "zone", "after", "slots"),
    [
        ("tuần T2 07:30", HANOI, "2024-12-16 07:30", ["2024-12-23 07:30", "2024-12-30 07:30"]),
        ("ngày 6h45", HANOI, "2024-12-31 06:44", ["2024-12-31 06:45", "2025-01-01 06:45"]),
        ("tháng ngày 31 7h", HANOI, "2024-01-31 08:00", ["2024-02-29 07:00", "2024-03-31 07:00", "2024-04-30 07:00"]),
        ("ngày 02:30", BERLIN, "2026-03-28 12:00", ["2026-03-29 03:30", "2026-03-30 02:30"]),  # 02:30 is left out
        ("ngày 02:30", BERLIN, "2026-10-24 12:00", ["2026-10-25 02:30", "2026-10-26 02:30"]),  # 02:30 comes twice
        ("ngày 8h ngày làm việc", HANOI, "2026-02-13 08:00", ["2026-02-23 08:00", "2026-02-24 08:00"]),  # Tết Bính Ngọ
        ("tuần T7 8h ngày làm việc", HANOI, "2024-12-16 09:00", ["2024-12-23 08:00"]),  # a Saturday's digest comes on Monday
    ],
)
def test_slots_follow_the_clock_of_the_zone(order: str, zone: str, after: str, slots: list[str]) -> None:
    last, found = at(after, zone), []
    for _ in slots:
        slot = next_slot(read_order(order), zone, last)
        assert slot is not None
        found.append(slot)
        last = slot
    assert found == [at(slot, zone) for slot in slots]


def test_an_order_at_once_has_no_slots() -> None:
    assert next_slot(read_order("tức thì"), HANOI, at("2024-12-16 00:00")) is None


@pytest.mark.parametrize(
    ("now", "begin", "end", "awake"),
    [
        ("2024-12-16 23:10", time(22), time(6), "2024-12-17 06:00"),
        ("2024-12-16 05:59", time(22), time(6), "2024-12-16 06:00"),
        ("2024-12-16 06:00", time(22), time(6), "2024-12-16 06:00"),
        ("2024-12-16 12:30", time(12), time(13, 30), "2024-12-16 13:30"),
        ("2024-12-16 14:00", time(12), time(13, 30), "2024-12-16 14:00"),
        ("2024-12-16 14:00", time(9), time(9), "2024-12-16 14:00"),  # no hours at all
    ],
)
def test_quiet_hours_defer_to_their_end(now: str, begin: time, end: time, awake: str) -> None:
    assert awake_at(at(now, HANOI), QuietHours(begin, end), HANOI) == at(awake, HANOI)


rhythms = st.builds(
    Rhythm,
    st.sampled_from([Every.DAY, Every.WEEK, Every.MONTH]),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.integers(0, 6),
    st.integers(1, 31),
)
instants = st.integers(0, 6 * 365 * 24 * 3600).map(lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


@given(rhythms, st.booleans(), st.sampled_from([HANOI, BERLIN, LORD_HOWE, "America/New_York"]), instants)
def test_a_slot_is_later_on_time_and_the_next_one(rhythm: Rhythm, working: bool, zone: str, after: datetime) -> None:
    order = Order(rhythm, working_days=working)
    slot = next_slot(order, zone, after)
    assert slot is not None
    assert slot > after
    assert next_slot(order, zone, slot - timedelta(seconds=1)) == slot
    local = slot.astimezone(ZoneInfo(zone))
    shown = (local.hour, local.minute)
    left_out = datetime.combine(local.date(), rhythm.at, ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    assert shown in {(rhythm.at.hour, rhythm.at.minute), (left_out.hour, left_out.minute)}
    assert not working or is_working_day(local.date())


@given(instants, st.times(), st.times(), st.sampled_from([HANOI, BERLIN, LORD_HOWE]))
def test_nobody_is_woken_and_nobody_waits_longer_than_the_quiet_hours(now: datetime, begin: time, end: time, zone: str) -> None:
    quiet = QuietHours(begin, end)
    awake = awake_at(now, quiet, zone)
    assert now <= awake <= now + timedelta(hours=25)
    assert awake_at(awake, quiet, zone) == awake
