"""Inline mode, "@bot 18-NQ/TW" in any chat: what was typed in, a page of documents, articles and directives to choose from out."""

from __future__ import annotations

from typing import Any

from telegram import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat import form, too_late
from bot.question import Question
from briefings.query import Kind, Query, read_query
from briefings.rendering.inline import Result, article_result, directive_result, document_result
from briefings.store.rows import Page

EACH = 5  # of a kind on one page
_MOST_PAGES = 40
_KEPT = 30  # seconds that Telegram may answer the same question of the same person by itself


async def answer(query: InlineQuery, question: Question) -> None:
    """Answer one inline query; one that was asked too long ago is let go."""
    number = min(int(query.offset), _MOST_PAGES) if query.offset.isdecimal() and len(query.offset) <= len(str(_MOST_PAGES)) else 0
    results, more = await found(question, number)
    label = question.texts.plain("inline-more" if results else "inline-nothing")
    button = InlineQueryResultsButton(label, start_parameter="inline")
    shown = [_shown(result, query.get_bot().username) for result in results]
    following = str(number + 1) if more and number < _MOST_PAGES else ""
    try:
        await query.answer(shown, cache_time=_KEPT, is_personal=True, next_offset=following, button=button)
    except BadRequest as refusal:
        if not too_late(refusal):
            raise


def _shown(result: Result, username: str) -> InlineQueryResultArticle:
    fields: dict[str, Any] = form(result.message, username)
    content = InputTextMessageContent(fields["text"], ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
    return InlineQueryResultArticle(
        result.id, result.title, content, reply_markup=fields["reply_markup"], description=result.description
    )


async def found(question: Question, number: int) -> tuple[list[Result], bool]:
    """Page `number` (from 0) of what fits, and whether there is more; without words the newest articles."""
    store, texts = question.store, question.texts
    if not question.argument.strip():
        newest = await store.articles(Query(Kind.ARTICLES), number * EACH, EACH)
        return [article_result(row, texts) for row in newest.items], _goes_on(newest)
    documents = await _documents(question, number)
    hits = await store.search(Query(Kind.SEARCH, words=question.argument), number * EACH, EACH)
    asked = await store.settle(read_query(Kind.DIRECTIVES, question.argument, question.today))
    directives = await store.directives(asked, number * EACH, EACH)
    results = [
        *(document_result(row, texts) for row in documents.items),
        *(article_result(hit.article, texts, hit) for hit in hits.items),
        *(directive_result(row, texts) for row in directives.items),
    ]
    return results, any(map(_goes_on, (documents, hits, directives)))


async def _documents(question: Question, number: int) -> Page[Any]:
    asked = await question.store.settle(read_query(Kind.DOCUMENTS, question.argument, question.today))
    if asked.article is not None:  # a number that no document bears
        return Page((), 0, 0, EACH)
    return await question.store.documents(asked, number * EACH, EACH)


def _goes_on(page: Page[Any]) -> bool:
    return page.offset + len(page.items) < page.total
