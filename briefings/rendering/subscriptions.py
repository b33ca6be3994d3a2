"""Subscribing in a chat: subscriptions, or what was chosen of one so far, in; messages with their buttons out.

What was chosen so far stands in the buttons themselves ("y:" template, rhythm, day, hour, document), so the dialogue outlives a restart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from briefings.rendering.articles import in_rows
from briefings.rendering.dates import day
from briefings.rendering.messages import Button, Keyboard, Message
from briefings.rendering.pages import clip
from briefings.rendering.taps import tap
from briefings.rendering.texts import Texts
from briefings.store.rows import DocumentRow
from briefings.subscription import DIGESTS, Every, Filters, Order, QuietHours, Section, Subscription, Template

TEMPLATES = DIGESTS
RHYTHMS = (Every.DAY, Every.WEEK, Every.MONTH, Every.ONCE_PUBLISHED)
MONTHDAYS = (1, 5, 10, 15, 20, 25, 31)
HOURS = (600, 630, 700, 730, 800, 1130, 1330, 1630, 1700, 1800, 2000, 2100)  # 730 is 07:30
QUIET = (None, QuietHours(time(22), time(6)), QuietHours(time(21), time(7)), QuietHours(time(18), time(7)))
SHOW, PAUSE, WORKING, NOTHING_NEW, QUIETER, PREVIEW, END, LATER = range(8)  # what a button under a subscription does
_VALUES = 200  # characters of what a filter looks for


def clock(at: time) -> str:
    """07:30."""
    return f"{at:%H:%M}"


def _described(filters: Filters, texts: Texts) -> Iterator[str]:
    for field in fields(filters):
        values = getattr(filters, field.name)
        if values:
            shown = (texts.plain(f"section-{value}") if isinstance(value, Section) else value for value in values)
            yield texts.plain(f"filter-{field.name}", values=clip(", ".join(shown), _VALUES))


def rhythm_named(order: Order, texts: Texts) -> str:
    """ "thứ Hai hằng tuần, lúc 07:30"."""
    rhythm = order.rhythm
    weekday = texts.plain("weekday", day=rhythm.weekday)
    return texts.plain(f"rhythm-{rhythm.every}", at=clock(rhythm.at), weekday=weekday, monthday=rhythm.monthday)


def order_named(order: Order, texts: Texts) -> str:
    """An order in one line."""
    parts = (texts.plain(f"template-{order.template}"), rhythm_named(order, texts), *_described(order.filters, texts))
    return clip(" · ".join(parts), 600)


def quiet_named(quiet: QuietHours | None, texts: Texts) -> str:
    """ "22:00–06:00"."""
    return f"{clock(quiet.begin)}–{clock(quiet.end)}" if quiet else texts.plain("quiet-none")


def when_next(at: datetime | None, zone: str, texts: Texts) -> str:
    """ "thứ Hai, 23/12/2024, 07:30" on the clock of `zone`."""
    if at is None:
        return texts.plain("next-published")
    local = at.astimezone(ZoneInfo(zone))
    return f"{texts.plain('weekday', day=local.weekday())}, {day(local.date())}, {clock(local.time())}"


def _lines(one: Subscription, texts: Texts) -> Iterator[str]:
    yield f"<b>{escape(order_named(one.order, texts))}</b>"
    if one.order.rhythm.every is Every.ONCE_PUBLISHED:
        yield str(texts("quiet-hours", hours=quiet_named(one.quiet, texts)))
    else:
        yield str(texts("quiet-and-zone", hours=quiet_named(one.quiet, texts), zone=one.zone))
    yield str(texts("next-slot", at=when_next(one.due_at, one.zone, texts)) if one.active else texts("paused"))


def card(one: Subscription, texts: Texts, note: str = "subscription") -> Message:
    """One subscription: what, when, and everything that can be changed of it. `note`: the id of the text over it."""
    switches = {WORKING: one.order.working_days, NOTHING_NEW: one.order.say_nothing_new}
    names = {WORKING: "button-working", NOTHING_NEW: "button-nothing-new"}
    turned = [Button(texts.plain(names[act], on="yes" if on else "no"), data=tap("u", one.id, act)) for act, on in switches.items()]
    quiet = Button(texts.plain("button-quiet", hours=quiet_named(one.quiet, texts)), data=tap("u", one.id, QUIETER))
    pause = Button(texts.plain("button-pause" if one.active else "button-resume"), data=tap("u", one.id, PAUSE))
    end = Button(texts.plain("button-end"), data=tap("u", one.id, END))
    preview = Button(texts.plain("button-preview"), data=tap("u", one.id, PREVIEW))
    scheduled = one.order.rhythm.every is not Every.ONCE_PUBLISHED and one.order.template in DIGESTS
    hour = Button(texts.plain("button-reminder-hour", at=clock(one.order.rhythm.at)), data=tap("u", one.id, LATER))
    hours = ((hour,),) if one.order.template is Template.REMINDERS else ()
    rows = ((preview,), *((button,) for button in turned if scheduled), *hours, (quiet,), (pause, end))
    return Message("\n".join((str(texts(note)), "", *_lines(one, texts))), rows)


def _choices(subscriptions: Sequence[Subscription], act: int, texts: Texts) -> Keyboard:
    return tuple((Button(clip(order_named(one.order, texts), 60), data=tap("u", one.id, act)),) for one in subscriptions)


def _new(texts: Texts) -> Keyboard:
    return ((Button(texts.plain("button-subscribe"), data=tap("c", "dangky")),),)


def choices(subscriptions: Sequence[Subscription], texts: Texts) -> Keyboard:
    """What a chat has subscribed to, each to be opened."""
    return _choices(subscriptions, SHOW, texts)


def to_end(subscriptions: Sequence[Subscription], texts: Texts) -> Message:
    """Which of several subscriptions is to end."""
    return Message(str(texts("unsubscribe-which")), _choices(subscriptions, END, texts))


def nothing_subscribed(texts: Texts) -> Message:
    """A chat that has no subscription."""
    return Message(str(texts("subscriptions-none")), _new(texts))


def ended(one: Subscription, texts: Texts) -> Message:
    """A subscription that was ended."""
    return Message(str(texts("unsubscribed", order=order_named(one.order, texts))), _new(texts))


def joined_channel(title: str, texts: Texts) -> Message:
    """To whoever made the bot an administrator of a channel."""
    return Message(str(texts("channel-joined", title=title)))


def dialogue(chosen: Sequence[int], documents: Sequence[DocumentRow], texts: Texts) -> Message:
    """The next question of the dialogue, after what was `chosen`; `documents` are offered as filters."""
    question, buttons = _next(chosen, documents, texts)
    so_far = Markup(" · ").join(_so_far(chosen, texts))
    html = f"{texts('subscribe-title')}{Markup(' · ') + so_far if so_far else ''}\n\n{texts(question)}"
    offered = [Button(label, data=tap("y", *chosen, number)) for label, number in buttons]
    return Message(html, (*in_rows(offered, _WIDTHS[question]), *_back(chosen, texts)))


def _back(chosen: Sequence[int], texts: Texts) -> Keyboard:
    """To the question before, over those that a rhythm leaves out."""
    if not chosen:
        return ()
    left_out = {Every.DAY: 3, Every.ONCE_PUBLISHED: 4}.get(RHYTHMS[chosen[1]], 0) if chosen[1:] else 0
    before = chosen[:1] if len(chosen) <= left_out else chosen[:-1]
    return ((Button(texts.plain("button-back"), data=tap("y", *before) if before else tap("c", "dangky")),),)


_WIDTHS = {"ask-template": 1, "ask-rhythm": 2, "ask-weekday": 2, "ask-monthday": 4, "ask-hour": 4, "ask-filter": 1}


def _next(chosen: Sequence[int], documents: Sequence[DocumentRow], texts: Texts) -> tuple[str, list[tuple[str, int]]]:
    """The id of the next question, and its answers with their numbers."""
    steps = (
        lambda: ("ask-template", [(texts.plain(f"template-{name}"), number) for number, name in enumerate(TEMPLATES)]),
        lambda: ("ask-rhythm", [(texts.plain(f"every-{every}"), number) for number, every in enumerate(RHYTHMS)]),
        lambda: _days(RHYTHMS[chosen[1]], texts),
        lambda: ("ask-hour", [(clock(time(*divmod(hour, 100))), hour) for hour in HOURS]),
        lambda: ("ask-filter", [(texts.plain("filter-none"), 0), *((f"{one.type} {one.number}", one.id) for one in documents)]),
    )
    return steps[len(chosen)]()


def _days(every: Every, texts: Texts) -> tuple[str, list[tuple[str, int]]]:
    if every is Every.WEEK:
        return "ask-weekday", [(texts.plain("weekday", day=number), number) for number in range(7)]
    return "ask-monthday", [(texts.plain("monthday-last") if number == MONTHDAYS[-1] else str(number), number) for number in MONTHDAYS]


def _so_far(chosen: Sequence[int], texts: Texts) -> Iterator[Markup]:
    if chosen:
        yield texts(f"template-{TEMPLATES[chosen[0]]}")
    if chosen[1:]:
        yield texts(f"every-{RHYTHMS[chosen[1]]}")
