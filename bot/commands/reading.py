"""Reading: /baiviet /tomtat /chidao /nhiemvu /vanban /nguoi /tim, and the buttons under what they show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.question import Answer, Question
from briefings.errors import NotFound
from briefings.model import Span
from briefings.papers import LISTS
from briefings.query import Kind, Query, read_query
from briefings.rendering import articles, replies, stories
from briefings.rendering.documents import document_page, document_ways
from briefings.rendering.lists import PAGE, View, list_page
from briefings.rendering.messages import Message
from briefings.rendering.taps import Tap, tap
from briefings.store.rows import ArticleRow, CitationRow, Page
from briefings.store.store import Store

_MENTIONING = 50  # newest citing articles in which the one of the list is looked for


def asking(kind: Kind) -> Answer:
    """The command that lists `kind`."""

    async def answer(question: Question) -> Message:
        query = await question.store.settle(read_query(kind, question.argument, question.today))
        return await _answer(question, query, 0)

    return answer


async def _answer(question: Question, query: Query, number: int) -> Message:
    """Page `number` of what `query` finds: an article's card, a document's card, a list, or why there is nothing."""
    if query.article is not None:
        try:
            stored = await question.store.article(query.article)
        except NotFound:
            return replies.no_such_article(query.article, await _recent(question), question.texts)
        if query.kind is Kind.SUMMARY:
            return await _card(question, stored.id)
    found = await _page(question.store, query, number)
    if not found.items:
        return await _nothing(question, query)
    if query.kind is Kind.SUMMARY and found.total == 1:
        return await _card(question, found.items[0].id)
    if query.kind is Kind.DOCUMENTS and query.document and found.total == 1:
        return await _document(question, found.items[0].id, 0)
    return await _list(question, query, found)


async def _page(store: Store, query: Query, number: int) -> Page[Any]:
    """Page `number` of a list, its last page for any beyond."""
    found = await LISTS[query.kind](store, query, number * PAGE, PAGE)
    if found.items or not found.total:
        return found
    return await LISTS[query.kind](store, query, (found.total - 1) // PAGE * PAGE, PAGE)


async def _list(question: Question, query: Query, found: Page[Any]) -> Message:
    store = question.store
    ids: set[int] = {row.article.id for row in found.items} if query.kind in (Kind.DIRECTIVES, Kind.TASKS) else set()
    if query.article is not None:
        ids.add(query.article)
    stored = await store.whole(ids) if ids else {}
    earlier = await store.said_before(found.items) if query.kind is Kind.DIRECTIVES else {}
    view = View(query, await _shown(question, query), stored, await _related(question, query), earlier)
    return list_page(found, view, question.texts)


async def _shown(question: Question, query: Query) -> int:
    """The view of what is on this chat's screen now, kept for /xuat."""
    view = await question.store.save_view(query)
    await question.store.show(question.place.chat, question.place.thread, view)
    return view


async def _related(question: Question, query: Query) -> dict[Kind, int]:
    """What a person of a list said and ordered, where they did."""
    store = question.store
    if query.kind is not Kind.PEOPLE or not query.speaker:
        return {}
    await _opened(question, "speakers", query.speaker)
    asked = [Query(kind, speaker=query.speaker) for kind in (Kind.DIRECTIVES, Kind.TASKS)]
    return {one.kind: await store.save_view(one) for one in asked if (await LISTS[one.kind](store, one, 0, 1)).total}


async def _opened(question: Question, kind: str, value: str) -> None:
    """Keep in mind what this chat looks at: it may want to follow it."""
    if question.place.chat:
        await question.store.held.opened(question.place.chat, kind, value)


async def _nothing(question: Question, query: Query) -> Message:
    if query.article is not None and query == Query(query.kind, article=query.article):
        return replies.none_in_article(await question.store.article(query.article), query.kind, await _recent(question), question.texts)
    wider = query.words is not None and query.kind is not Kind.SEARCH
    search = await question.store.save_view(Query(Kind.SEARCH, words=query.words)) if wider else None
    return replies.nothing_found(query, search, await _recent(question), question.texts)


async def _recent(question: Question) -> tuple[ArticleRow, ...]:
    return (await question.store.articles(Query(Kind.ARTICLES), 0, PAGE)).items


async def _card(question: Question, article: int) -> Message:
    stored = await question.store.article(article)
    await _shown(question, Query(Kind.SUMMARY, article=article))
    siblings = await question.store.stories.siblings(stored)
    return stories.card(stored, siblings, question.texts, brief=question.choices.brief)


async def _document(question: Question, document: int, number: int) -> Message:
    store = question.store
    card = await store.document(document, number * PAGE, PAGE)
    await _shown(question, Query(Kind.DOCUMENTS, document=card.document.number, document_id=document))
    await _opened(question, "documents", str(document))
    counted = ((Kind.DIRECTIVES, card.directives), (Kind.TASKS, card.tasks))
    # shown by its number, found by its id: numbers recur
    asked = [Query(kind, document=card.document.number, document_id=card.document.id) for kind, count in counted if count]
    related = {query.kind: await store.save_view(query) for query in asked}
    return document_page(card, related, question.texts)


async def show_card(question: Question, told: Tap) -> Message:
    """The card of an article."""
    return await _card(question, told.numbers[0])


async def show_full_text(question: Question, told: Tap) -> Message:
    """A page of the whole article."""
    article, number = told.numbers
    stored = await question.store.article(article)
    return articles.full_text(stored.id, stored.briefing, number, question.texts)


async def show_kind(question: Question, told: Tap) -> Message:
    """One kind of things that an article holds."""
    if told.word not in set(Kind):
        raise NotFound(f"kind {told.word}", "is none", "expected a kind of list", text_id="error-tap")
    return await _answer(question, Query(Kind(told.word), article=told.numbers[0]), 0)


async def show_view(question: Question, told: Tap) -> Message:
    """A page of a list as it was asked for, whenever that was."""
    view, number = told.numbers
    return await _answer(question, await question.store.view(view), number)


async def show_document(question: Question, told: Tap) -> Message:
    """A page of the card of a document."""
    return await _document(question, *told.numbers)


async def show_source(question: Question, told: Tap) -> Message:
    """The paragraph that an item of a list stands in."""
    article, start, end, view, number = told.numbers
    back = tap("v", view, number) if view else tap("a", article)  # view 0: reached by a link
    return await _source(question, article, Span(start, end, ""), back)


async def show_citation(question: Question, told: Tap) -> Message:
    """The paragraph that cites a document, reached from its card."""
    article, start, end, document, number = told.numbers
    return await _source(question, article, Span(start, end, ""), tap("d", document, number))


async def _source(question: Question, article: int, passage: Span, back: str) -> Message:
    stored = await question.store.article(article)
    return articles.source(stored.id, stored.briefing, passage, back, question.texts)


async def show_mention(question: Question, told: Tap) -> Message:
    """The paragraph that first cites a document of a list: in the article of the list, else in the newest that cites it."""
    document, view, number = told.numbers
    query = await question.store.view(view)
    card = await question.store.document(document, 0, _MENTIONING if query.article is not None else 1)
    cited = _citation(card.citations, query.article)
    passage = cited.mentions[0].quote if cited.mentions else cited.document.number
    shown = await _source(question, cited.article.id, passage, tap("v", view, number))
    return replace(shown, keyboard=(*shown.keyboard, *document_ways(card.document, question.texts)))


def _citation(citations: Page[CitationRow], article: int | None) -> CitationRow:
    if not citations.items:
        raise NotFound("document", "is cited nowhere any more", "expected a citation", text_id="error-tap")
    return next((row for row in citations.items if row.article.id == article), citations.items[0])
