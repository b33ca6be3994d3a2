"""When a subscription is due. In: an order, a zone and an instant; out: the next slot, when the chat is awake, and what becomes of a slot.

Pure; instants are aware UTC. Slots are computed on the clock of the chat's zone by APScheduler's CronTrigger: an hour that daylight saving
leaves out comes an hour later, one that it repeats comes once. Working days are those of the Vietnamese calendar (package `holidays`; Tết
and its free days included).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays
from apscheduler.triggers.cron import CronTrigger

from briefings.store.subscriptions import Plan
from briefings.subscription import Every, Order, QuietHours, Rhythm, Subscription, Template

GATHERED = timedelta(seconds=20)  # from a publication on, so that one alert tells of all that come together
LATE = timedelta(minutes=5)  # a digest that comes later than that after its time says so

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # APScheduler counts from Monday, cron from Sunday: names are read alike by both
_LONGEST_HOLIDAY = timedelta(days=21)
_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def _trigger(rhythm: Rhythm, zone: str) -> CronTrigger:
    fields: dict[str, str | int] = {"hour": rhythm.at.hour, "minute": rhythm.at.minute, "second": 0}
    if rhythm.every is Every.WEEK:
        fields["day_of_week"] = _DAYS[rhythm.weekday]
    if rhythm.every is Every.MONTH:
        fields["day"] = f"{rhythm.monthday},last"
    return CronTrigger(timezone=ZoneInfo(zone), **fields)


def _fires(rhythm: Rhythm, zone: str, after: datetime) -> Iterator[datetime]:
    """The instants of the rhythm later than `after`, on the chat's clock, for ever."""
    trigger, last = _trigger(rhythm, zone), after.astimezone(ZoneInfo(zone))
    while True:
        fire = trigger.get_next_fire_time(last, last + timedelta(microseconds=1))
        if fire is None or fire.astimezone(UTC) <= last.astimezone(UTC):
            fire = trigger.get_next_fire_time(None, (last.astimezone(UTC) + timedelta(minutes=1)).astimezone(ZoneInfo(zone)))
        last = fire
        if fire.fold:  # the hour that the clock repeats: the slot came the first time
            continue
        if rhythm.every is not Every.MONTH or fire.day == min(rhythm.monthday, monthrange(fire.year, fire.month)[1]):
            yield fire


@cache
def _free_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices in Vietnam work on `day`."""
    return day.weekday() < _SATURDAY and day not in _free_days(day.year)


def _on_clock(day: date, at: time, zone: str) -> datetime:
    """The instant at which the zone's clock shows `at` on `day`; in a gap, what the clock shows an hour later."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _moved(fire: datetime, zone: str) -> datetime:
    day = fire.date()
    while not is_working_day(day):
        day += _DAY
    return fire if day == fire.date() else _on_clock(day, fire.timetz().replace(tzinfo=None), zone)


@lru_cache(maxsize=128)  # many chats have one slot in common
def next_slot(order: Order, zone: str, after: datetime) -> datetime | None:
    """The first slot later than `after`; None where the order has none (at once on publication)."""
    if order.rhythm.every is Every.ONCE_PUBLISHED:
        return None
    begin = after - _LONGEST_HOLIDAY if order.working_days else after
    slots = (_moved(fire, zone) if order.working_days else fire for fire in _fires(order.rhythm, zone, begin))
    return next(slot.astimezone(UTC) for slot in slots if slot.astimezone(UTC) > after)


def awake_at(at: datetime, quiet: QuietHours | None, zone: str) -> datetime:
    """`at`, or the end of the quiet hours in which it falls."""
    if quiet is None or quiet.begin == quiet.end:
        return at
    local = at.astimezone(ZoneInfo(zone))
    clock, over_midnight = local.time(), quiet.end < quiet.begin
    after, before = clock >= quiet.begin, clock < quiet.end
    asleep = (after or before) if over_midnight else (after and before)
    if not asleep:
        return at
    day = local.date() + _DAY if over_midnight and after else local.date()
    return max(at, _on_clock(day, quiet.end, zone))


def due_at(slot: datetime | None, quiet: QuietHours | None, zone: str) -> datetime | None:
    """When a slot may be sent: itself, or the end of the quiet hours it falls in."""
    return slot and awake_at(slot, quiet, zone)


def first_slots(subscription: Subscription, now: datetime) -> Subscription:
    """The subscription with its next slot and when that may be sent, for an order that is new or changed at `now`."""
    instant = subscription.order.rhythm.every is Every.ONCE_PUBLISHED
    slot = subscription.next_slot if instant else next_slot(subscription.order, subscription.zone, now)
    return replace(subscription, next_slot=slot, due_at=due_at(slot, subscription.quiet, subscription.zone))


def reckon(subscription: Subscription, now: datetime) -> Plan:
    """What becomes of a subscription whose `due_at` has come: its latest slot is served, those missed before merge into it.

    In quiet hours nothing is served: it is looked at again at their end. An alert waits a little for others.
    """
    order, zone, quiet = subscription.order, subscription.zone, subscription.quiet
    awake, due = awake_at(now, quiet, zone), subscription.due_at or now
    if awake > now:
        return Plan(None, subscription.next_slot, awake)
    gathering = order.template is Template.ALERT and (subscription.next_slot or now) + GATHERED > now
    if gathering:
        return Plan(None, subscription.next_slot or now, (subscription.next_slot or now) + GATHERED)
    if subscription.next_slot is None or order.rhythm.every is Every.ONCE_PUBLISHED:
        return Plan(max(now, subscription.covered + timedelta(microseconds=1)), None, None, late=now - due > LATE)
    slot, following = subscription.next_slot, next_slot(order, zone, subscription.next_slot)
    while following and following <= now:
        slot, following = following, next_slot(order, zone, following)
    return Plan(slot, following, due_at(following, quiet, zone), late=now - awake_at(slot, quiet, zone) > LATE)
