"""Following tasks up: /nhiemvu with a status or an assignee, taking a task over, and the buttons under a task that was.

Whoever takes part in a chat may; in a channel its administrators. Each tap is checked anew: who taps, and whose task it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot.question import Answer, Question
from bot.rights import actor
from bot.slots import first_slots
from briefings.errors import NotFound, UsageError
from briefings.following import Field, Held, chosen, read_held
from briefings.periods import find_period
from briefings.query import Kind, Query
from briefings.rendering import held as pages
from briefings.rendering.lists import PAGE
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.store.rows import Page
from briefings.subscription import Every, Order, Rhythm, Subscription, Template
from briefings.text import fold

_LONGEST = {Field.ASSIGNEE: 60, Field.NOTE: 600, Field.DUE: 40}  # characters of an answer
_NOTHING = ("-", "–")
_MORNING = time(7, 30)  # reminders come then, where the chat has no hour of its own


async def _must_take_part(question: Question) -> None:
    if not await question.place.takes_part():
        raise UsageError("task", "asked for by somebody outside the chat", "expected a member", text_id="held-members-only")


def held_or(otherwise: Answer) -> Answer:
    """/nhiemvu: the chat's own tasks where a status or an assignee is typed, else what articles print."""

    async def answer(question: Question) -> Message:
        query = read_held(question.argument, question.today)
        if query is None:
            return await otherwise(question)
        return await _list(question, pages.HeldView(query, await question.store.save_view(query)), 0)

    return answer


async def show_list(question: Question, told: Tap) -> Message:
    """A page of the chat's tasks."""
    saved, which, number = told.numbers
    if which >= len(pages.SHOWN):
        raise _forged(f"list {which}")
    query = await question.store.view(saved) if saved else Query(Kind.TASKS)
    return await _list(question, pages.HeldView(replace(query, held=pages.SHOWN[which]), saved), number)


async def _list(question: Question, view: pages.HeldView, number: int) -> Message:
    await _must_take_part(question)
    found = chosen(await question.store.held.of_chat(question.place.chat), view.query, question.today)
    begin = min(number, max(0, len(found) - 1) // PAGE) * PAGE
    shown = await question.store.save_view(replace(view.query, held=view.which))
    await question.store.show(question.place.chat, question.place.thread, shown)  # what /xuat takes along
    return pages.held_list(Page(found[begin : begin + PAGE], len(found), begin, PAGE), view, shown, question.today, question.texts)


async def pick(question: Question, told: Tap) -> Message:
    """Which task of a list somebody wants to take over."""
    view, number = told.numbers
    query = await question.store.view(view)
    found = await question.store.tasks(query, number * PAGE, PAGE)
    taken = {(one.row.article.id, one.row.task.quote.start): one.id for one in await question.store.held.of_chat(question.place.chat)}
    return pages.pick_page(found, view, taken, question.texts)


async def take(question: Question, told: Tap) -> Message:
    """Take a task over; the chat's first one orders its reminders."""
    await _must_take_part(question)
    article, start = told.numbers
    who = actor(question)
    one = await question.store.held.take(question.place.chat, article, start, who, question.place.name or None)
    await _be_reminded(question)
    return await _card(question, one)


async def _be_reminded(question: Question) -> None:
    """One order of reminders a chat: at the hour of its first digest, in the zone and with the quiet hours of what it has."""
    place, store = question.place, question.store.subscriptions
    theirs = await store.of_chat(place.chat)
    if any(one.order.template is Template.REMINDERS for one in theirs):
        return
    scheduled = (one.order.rhythm for one in theirs if one.order.rhythm.every is not Every.ONCE_PUBLISHED)
    rhythm = Rhythm(Every.DAY, next((one.at for one in scheduled), _MORNING))
    zone, quiet = (theirs[0].zone, theirs[0].quiet) if theirs else (place.zone, None)
    order = Order(rhythm, Template.REMINDERS, working_days=True)
    before = place.at - timedelta(days=1)  # no day is answered for yet
    new = Subscription(0, place.chat, place.thread, order, question.texts.language, zone, quiet, True, before, 0, None, None)
    await store.add(first_slots(new, place.at), place.person)


async def show(question: Question, told: Tap) -> Message:
    """The card of a task; whatever was asked of it is asked no more."""
    one = await _theirs(question, told)
    await question.store.held.answered(question.place.chat, actor(question).user)
    return await _card(question, one)


async def _theirs(question: Question, told: Tap) -> Held:
    """The task that a button names, if it is this chat's and whoever taps belongs there."""
    await _must_take_part(question)
    return await question.store.held.get(question.place.chat, told.numbers[0])


async def _card(question: Question, one: Held) -> Message:
    changes = await question.store.held.history(one.id, 4)
    return pages.held_card(one, changes, question.today, question.place.zone, question.texts)


async def set_status(question: Question, told: Tap) -> Message:
    """A status button."""
    one = await _theirs(question, told)
    if told.numbers[1] >= len(pages.STATES):
        raise _forged(f"status {told.numbers[1]}")
    return await _changed(question, one.id, Field.STATUS, pages.STATES[told.numbers[1]])


async def do_it_myself(question: Question, told: Tap) -> Message:
    """Whoever taps is the assignee."""
    one = await _theirs(question, told)
    return await _changed(question, one.id, Field.ASSIGNEE, question.place.name)


async def _changed(question: Question, held: int, field: Field, value: str) -> Message:
    changed = await question.store.held.change(question.place.chat, held, field, value, actor(question))
    return await _card(question, changed)


async def history(question: Question, told: Tap) -> Message:
    """Who changed what."""
    one = await _theirs(question, told)
    return pages.held_history(one, await question.store.held.history(one.id), question.place.zone, question.texts)


async def ask(question: Question, told: Tap) -> Message:
    """Ask for an assignee, a note or a day; the next message of this person here is the answer."""
    one = await _theirs(question, told)
    if told.numbers[1] >= len(pages.ASKABLE):
        raise _forged(f"field {told.numbers[1]}")
    field = pages.ASKABLE[told.numbers[1]]
    _may_set(one, field)
    await question.store.held.ask(question.place.chat, one.id, field, actor(question))
    return pages.held_question(one, field, question.texts)


def _may_set(one: Held, field: Field) -> None:
    if field is Field.DUE and one.dated:
        raise UsageError(f"held task {one.id}", "has a printed day", "expected one without", text_id="held-due-printed")


async def answer(question: Question) -> Message | None:
    """What was asked for; None where nothing was."""
    typed, place = question.argument.strip(), question.place
    if not typed or question.sent.file or question.sent.origin is not None or place.person is None:
        return None
    asked = await question.store.held.asked(place.chat, actor(question))
    if asked is None:
        return None
    await _must_take_part(question)
    held, field = asked
    _may_set(await question.store.held.get(place.chat, held), field)
    value = _value(field, typed, question.today)
    await question.store.held.answered(place.chat, place.person)
    return await _changed(question, held, field, value)


def _value(field: Field, typed: str, today: date) -> str:
    """An answer as it is kept. Raises UsageError for a day that is none."""
    if typed in _NOTHING:
        return ""
    if field is not Field.DUE:
        return " ".join(typed.split())[: _LONGEST[field]]
    named = find_period(fold(typed), today, ahead=True)
    if named is None:
        wrong = f"{typed[:60]!r} is no day"
        raise UsageError("due", wrong, "expected such as 30/12/2026", text_id="held-day-unclear", words=typed[:60])
    return named.period.last.isoformat()


def _forged(what: str) -> NotFound:
    return NotFound(what, "is none that was offered", "expected one of the buttons", text_id="error-tap")
