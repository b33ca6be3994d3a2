"""Drafts: /duyet, the card of a draft with its parts and items, publishing and discarding."""

from __future__ import annotations

from bot.proofs import card_of, proof
from bot.question import Question
from bot.rights import actor, must
from briefings.corrections import ITEMS, Part
from briefings.errors import NotFound, UsageError
from briefings.rendering import drafts as pages
from briefings.rendering.articles import title_of
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.roles import Right

_LISTED = 10
_DIGITS = 8  # of an article's number


async def waiting(question: Question) -> Message:
    """The drafts that anybody with a role may finish."""
    return await _waiting(question, 0)


async def show_waiting(question: Question, told: Tap) -> Message:
    """The same from one of them on."""
    return await _waiting(question, told.numbers[0])


async def _waiting(question: Question, offset: int) -> Message:
    found = await question.store.drafts.waiting(offset, _LISTED)
    titles = [title_of((await proof(draft)).briefing, question.texts) for draft in found.items]
    return pages.waiting(found, titles, question.texts)


async def show(question: Question, told: Tap) -> Message:
    """The card of a draft; whatever was asked about it is asked no more."""
    await question.store.drafts.answered(question.place.chat, actor(question).user)
    return await card_of(question, await question.store.drafts.get(told.numbers[0]))


def _part(place: int) -> Part:
    part = pages.PARTS[place] if place < len(pages.PARTS) else None
    if part not in ITEMS:
        raise NotFound(f"part {place}", "is no list of a draft", "expected one of the buttons", text_id="error-tap")
    return part


async def show_part(question: Question, told: Tap) -> Message:
    """One page of the items of one part."""
    draft, place, number = told.numbers
    return pages.part_page(await proof(await question.store.drafts.get(draft)), _part(place), number, question.texts)


async def show_item(question: Question, told: Tap) -> Message:
    """An item with its paragraph."""
    draft, place, number = told.numbers
    part, shown = _part(place), await proof(await question.store.drafts.get(draft))
    if not 0 < number <= len(pages.items(shown.briefing, part)):
        raise NotFound(f"item {number}", "is not in the draft", "expected one of the buttons", text_id="error-tap")
    return pages.item_page(shown, part, number, question.texts)


async def publish(question: Question, told: Tap) -> Message:
    """The draft becomes an article: for those who may publish, or correct what is published."""
    draft = await question.store.drafts.get(told.numbers[0])
    await must(question, Right.CORRECT if draft.revises else Right.PUBLISH)
    briefing = (await proof(draft)).briefing
    added = await question.store.drafts.publish(draft.id, briefing, actor(question))
    if draft.revises:
        return pages.revised(added.article_id, question.texts)
    return pages.published(added.article_id, created=added.created, texts=question.texts)


async def link(question: Question, told: Tap) -> Message:
    """The draft is a reprint of an article, which says so from now on."""
    draft, article = told.numbers
    await question.store.drafts.link(draft, article, actor(question))
    return pages.linked(article, question.texts)


async def replace(question: Question, told: Tap) -> Message:
    """The draft takes the place of an article, under its number."""
    draft, article = told.numbers
    briefing = (await proof(await question.store.drafts.get(draft))).briefing
    await question.store.drafts.replace(draft, article, briefing, actor(question))
    return pages.replaced(article, question.texts)


async def withdraw(question: Question) -> Message:
    """/go 3: the article is in no list any more; a tap puts it back."""
    typed = question.argument.strip()
    if not typed.isdecimal() or len(typed) > _DIGITS:
        raise UsageError("withdraw", f"{typed!r} is no article", "expected a number", text_id="withdraw-which")
    return pages.withdrawn(await question.store.drafts.withdraw(int(typed), actor(question)), question.texts)


async def restore(question: Question, told: Tap) -> Message:
    """The article is back under its number, with its corrections."""
    draft = await question.store.drafts.withdrawn(told.numbers[0])
    article = await question.store.drafts.restore(draft.id, (await proof(draft)).briefing, actor(question))
    return pages.restored(article, question.texts)


async def discard(question: Question, told: Tap) -> Message:
    """The draft is put away."""
    return pages.discarded(await question.store.drafts.discard(told.numbers[0], actor(question)), question.texts)
