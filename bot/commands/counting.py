"""/thongke: how much there is over time, or where one document was cited or one event told of, as a picture."""

from __future__ import annotations

from collections import Counter

from bot.aside import aside
from bot.question import Question
from briefings.errors import UsageError
from briefings.following import Status
from briefings.query import Kind, Query, read_query
from briefings.rendering import charts
from briefings.rendering.lists import scope
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap
from briefings.statistics import cut, last_year

_DOCUMENTS = 8  # in the chart


async def statistics(question: Question) -> Message:
    """/thongke alone is the last year that articles tell of; a period behind it that one, a document's number its timeline."""
    asked = await question.store.settle(read_query(Kind.DOCUMENTS, question.argument, question.today)) if question.argument else None
    if asked and (asked.document or asked.words):
        return await _of_document(question, asked)
    days = await question.store.statistics.days()
    if days is None:
        raise UsageError("statistics", "the store is empty", "expected an article", text_id="store-empty")
    period = asked.period if asked and asked.period else last_year(days)
    tallies = await question.store.statistics.over(cut(period))
    documents = await question.store.statistics.most_cited(_DOCUMENTS)
    return Message("", file=await aside(charts.overview, charts.Figures(tallies, documents, await _statuses(question)), question.texts))


async def _statuses(question: Question) -> tuple[tuple[Status, int], ...]:
    """How many of the chat's tasks have which status; nothing for those who don't belong to the chat, or where it has taken none over."""
    held = await question.store.held.of_chat(question.place.chat) if await question.place.takes_part() else ()
    counted = Counter(one.status for one in held)
    return tuple((status, counted[status]) for status in Status) if held else ()


async def _of_document(question: Question, asked: Query) -> Message:
    found = await question.store.documents(asked, 0, 1)
    if not found.items:
        named = scope(asked, question.texts)
        raise UsageError("statistics", "no such document", "expected one that is cited", text_id="empty-documents", scope=named)
    return await _timeline(question, found.items[0].id)


async def show_timeline(question: Question, told: Tap) -> Message:
    """The timeline of the document on the screen, sent below it."""
    return await _timeline(question, told.numbers[0])


async def _timeline(question: Question, document: int) -> Message:
    card = await question.store.document(document, 0, charts.TIMELINE)
    return Message("", file=await aside(charts.of_document, card.document, card.citations.items, question.texts))


async def show_story(question: Question, told: Tap) -> Message:
    """The timeline of the event that the article on the screen tells of, sent below it."""
    articles = await question.store.stories.told(told.numbers[0])
    return Message("", file=await aside(charts.of_story, articles, question.texts))
