"""Subscribing: /dangky /huydangky, the dialogue behind /dangky, and the buttons under a subscription.

Anybody may look; in groups and channels only administrators may change. Each tap is checked anew, since its data can be forged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import time

from bot.digests import made
from bot.question import Question
from bot.slots import first_slots, next_slot
from briefings.digest import ask
from briefings.errors import NotFound, UsageError
from briefings.query import Kind, Query
from briefings.rendering import subscriptions as pages
from briefings.rendering.digests import digest_page
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.store.rows import DocumentRow
from briefings.subscription import Every, Filters, Order, Rhythm, Subscription, read_order

_OFFERED, _LOOKED_AT = 4, 40  # documents in the dialogue, chosen from those cited last
_CHOICES = 5  # numbers that the dialogue collects


async def _must_rule(question: Question) -> None:
    if not await question.place.rules():
        raise UsageError("subscription", "asked for by no administrator", "expected one", text_id="subscribe-admins-only")


async def subscribe(question: Question) -> Message:
    """/dangky alone opens the dialogue; with a line it subscribes."""
    if not question.argument:
        return pages.dialogue((), (), question.texts)
    order = read_order(question.argument)
    await _must_rule(question)
    return await _subscribed(question, order)


async def _subscribed(question: Question, order: Order) -> Message:
    """Keep the order, unless the same stands already; zone and quiet hours are those of the chat's other subscriptions."""
    place, store = question.place, question.store.subscriptions
    theirs = await store.of_chat(place.chat)
    same = next((one for one in theirs if (one.order, one.thread, one.active) == (order, place.thread, True)), None)
    if same:
        return pages.card(same, question.texts, "subscribed-already")
    zone, quiet = (theirs[-1].zone, theirs[-1].quiet) if theirs else (place.zone, question.choices.quiet)
    language = question.texts.language
    new = Subscription(0, place.chat, place.thread, order, language, zone, quiet, True, place.at, 0, None, None)
    return pages.card(await store.add(first_slots(new, place.at), place.person), question.texts, "subscribed")


async def choose(question: Question, told: Tap) -> Message:
    """The next question of the dialogue; after the last one, the subscription."""
    chosen = told.numbers
    if not _possible(chosen):
        raise NotFound("choice", "is none that was offered", "expected one of the buttons", text_id="error-tap")
    rhythm = pages.RHYTHMS[chosen[1]] if chosen[1:] else None
    if rhythm is Every.ONCE_PUBLISHED:
        chosen = (*chosen[:2], 0, 0, *chosen[4:])
    elif rhythm is Every.DAY:
        chosen = (*chosen[:2], 0, *chosen[3:])
    if len(chosen) < _CHOICES:
        documents = await _offered(question) if len(chosen) == _CHOICES - 1 else ()
        return pages.dialogue(chosen, documents, question.texts)
    await _must_rule(question)
    return await _subscribed(question, await _order(question, chosen))


async def _offered(question: Question) -> list[DocumentRow]:
    """Of the documents cited last those that are cited most."""
    last = (await question.store.documents(Query(Kind.DOCUMENTS), 0, _LOOKED_AT)).items
    return sorted(last, key=lambda one: -one.articles)[:_OFFERED]


def _possible(chosen: tuple[int, ...]) -> bool:
    """Whether each number is one that a button of ours carries; the last is a document's id."""
    hours = (0, *pages.HOURS)
    known = (range(len(pages.TEMPLATES)), range(len(pages.RHYTHMS)), (*range(7), *pages.MONTHDAYS), hours)
    return all(number in numbers for number, numbers in zip(chosen, known, strict=False))


async def _order(question: Question, chosen: tuple[int, ...]) -> Order:
    template, every, day, hour, document = chosen
    filters = Filters()
    if document:
        filters = Filters(documents=((await question.store.document(document, 0, 1)).document.number,))
    rhythm = Rhythm(pages.RHYTHMS[every], time(*divmod(hour, 100)))
    if rhythm.every is Every.WEEK:
        rhythm = replace(rhythm, weekday=min(day, 6))
    elif rhythm.every is Every.MONTH:
        rhythm = replace(rhythm, monthday=max(day, 1))
    elif rhythm.every is Every.ONCE_PUBLISHED:
        rhythm = Rhythm(rhythm.every)
    return Order(rhythm, pages.TEMPLATES[template], filters)


async def unsubscribe(question: Question) -> Message:
    """End the only subscription, or ask which."""
    theirs = await question.store.subscriptions.of_chat(question.place.chat)
    if len(theirs) == 1:
        await _must_rule(question)
        return await _end(question, theirs[0])
    return pages.to_end(theirs, question.texts) if theirs else pages.nothing_subscribed(question.texts)


async def manage(question: Question, told: Tap) -> Message:
    """A button under a subscription."""
    subscription_id, act = told.numbers
    one = await question.store.subscriptions.get(subscription_id)
    if one.chat != question.place.chat or act not in _ACTS:
        raise NotFound(f"subscription {subscription_id}", "is another chat's", "expected one of this chat", text_id="error-tap")
    if act not in (pages.SHOW, pages.PREVIEW):
        await _must_rule(question)
    return await _ACTS[act](question, one)


async def _show(question: Question, one: Subscription) -> Message:
    return pages.card(one, question.texts)


async def _preview(question: Question, one: Subscription) -> Message:
    """What it would get at its next slot, were nothing more published until then."""
    slot = one.next_slot or question.place.at
    newest = await question.store.publications.newest()
    asked = ask(one, slot, newest, next_slot(one.order, one.zone, slot), late=False)
    digest_id, messages = await made(question.store, question.press, asked)
    return digest_page(messages, digest_id, asked, 0, question.texts)


async def _end(question: Question, one: Subscription) -> Message:
    await question.store.subscriptions.remove(one.id)
    return pages.ended(one, question.texts)


def _changing(change: Callable[[Subscription], Subscription]) -> Callable[[Question, Subscription], Awaitable[Message]]:
    """The act that keeps what `change` makes of a subscription, with the slots that follow from it."""

    async def act(question: Question, one: Subscription) -> Message:
        changed = first_slots(change(one), question.place.at)
        await question.store.subscriptions.change(changed)
        return pages.card(changed, question.texts)

    return act


def _quieter(one: Subscription) -> Subscription:
    """The quiet hours after these among those offered."""
    at = pages.QUIET.index(one.quiet) if one.quiet in pages.QUIET else -1
    return replace(one, quiet=pages.QUIET[(at + 1) % len(pages.QUIET)])


def _later(one: Subscription) -> Subscription:
    """The hour after this one among those offered; reminders alone have such a button."""
    rhythm = one.order.rhythm
    hours = [time(*divmod(hour, 100)) for hour in pages.HOURS]
    later = replace(rhythm, at=next((hour for hour in hours if hour > rhythm.at), hours[0]))
    return replace(one, order=replace(one.order, rhythm=later))


_ACTS: dict[int, Callable[[Question, Subscription], Awaitable[Message]]] = {
    pages.SHOW: _show,
    pages.PAUSE: _changing(lambda one: replace(one, active=not one.active)),
    pages.WORKING: _changing(lambda one: replace(one, order=replace(one.order, working_days=not one.order.working_days))),
    pages.NOTHING_NEW: _changing(lambda one: replace(one, order=replace(one.order, say_nothing_new=not one.order.say_nothing_new))),
    pages.QUIETER: _changing(_quieter),
    pages.PREVIEW: _preview,
    pages.END: _end,
    pages.LATER: _changing(_later),
}
