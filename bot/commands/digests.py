"""Digests on demand: /bantin, the further pages of a digest, and all of a brief one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.digests import made
from bot.question import Question
from briefings.digest import Asked, ask
from briefings.errors import NotFound
from briefings.rendering.digests import digest_page
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.subscription import DIGESTS, Every, Filters, Template

_RECENT = timedelta(days=7)
_NEWEST = 5  # articles, where none is recent


async def briefing(question: Question) -> Message:
    """What is new for this chat since its last digest; where it has none, or nothing is new, the last week's or the newest articles."""
    store, place = question.store, question.place
    newest = await store.publications.newest()
    subscribed = [one for one in await store.subscriptions.of_chat(place.chat) if one.active and one.order.template in DIGESTS]
    if subscribed:
        own = ask(subscribed[0], place.at, newest, None, late=False)
        digest_id, messages = await made(store, question.press, replace(own, language=question.texts.language, say_nothing_new=False))
        if messages:
            return digest_page(messages, digest_id, own, 0, question.texts)
    recent = await _recent(question, newest)
    digest_id, messages = await made(store, question.press, recent)
    return digest_page(messages, digest_id, recent, 0, question.texts)


async def _recent(question: Question, newest: int) -> Asked:
    """The last week, or the newest articles under the days of their events."""
    publications = question.store.publications
    after, first, last = await publications.before(question.place.at - _RECENT), question.today - _RECENT, question.today
    every = Every.WEEK
    if after == newest and (rows := await publications.last(_NEWEST)):
        after, every = rows[-1].id - 1, Every.ONCE_PUBLISHED
        first, last = min(row.day for row in rows), max(row.day for row in rows)
    return Asked(Template.BRIEF, every, question.texts.language, Filters(), False, after, newest, first, last, None, False)


async def show_page(question: Question, told: Tap) -> Message:
    """A page of a digest."""
    digest_id, number = told.numbers
    asked, messages = await _theirs(question, digest_id)
    return digest_page(messages, digest_id, asked, number, question.texts)


async def _theirs(question: Question, digest_id: int) -> tuple[Asked, tuple[Message, ...]]:
    """A digest and what it was of; an alert or reminders of another chat are not shown."""
    asked, messages = await question.store.subscriptions.digest(digest_id)
    if asked.own and (await question.store.subscriptions.get(asked.own)).chat != question.place.chat:
        raise NotFound(f"digest {digest_id}", "is another chat's", "expected one of this chat", text_id="error-tap")
    return asked, messages


async def show_full(question: Question, told: Tap) -> Message:
    """All that a digest was of."""
    asked, _ = await _theirs(question, told.numbers[0])
    full = replace(asked, template=Template.FULL)
    digest_id, messages = await made(question.store, question.press, full)
    return digest_page(messages, digest_id, full, 0, question.texts)
