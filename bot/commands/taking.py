"""Taking along: /xuat and the buttons [Xuất]: what is on the screen, with its filters, as a file."""

from __future__ import annotations

from bot.aside import aside
from bot.question import Question
from briefings.errors import NotFound, UsageError
from briefings.papers import CALLED, gather
from briefings.query import Kind, Query, read_query
from briefings.rendering import taking as pages
from briefings.rendering.exports import FORM_CALLED, written
from briefings.rendering.messages import File, Message
from briefings.rendering.taps import Tap
from briefings.text import fold

_OF_CARDS = {Kind.SUMMARY, Kind.DOCUMENTS}


async def export(question: Question) -> Message:
    """/xuat: the forms of what is on the screen. With a kind, conditions and a form behind it, that file at once."""
    asked = question.argument.split()
    form = FORM_CALLED.get(fold(asked[-1]), "") if asked else ""
    said = asked[:-1] if form else asked
    view = await _view_of(question, said)
    if view is None:
        return pages.which(question.texts)
    if form:
        return Message("", file=await _made(question, await question.store.view(view), form))
    return await _offer(question, view, 0)


async def _view_of(question: Question, said: list[str]) -> int | None:
    """The view that the words name, "nhiemvu 2024"; without any the one that was shown last here, None where there is none."""
    if not said:
        return await question.store.shown(question.place.chat, question.place.thread)
    kind, rest = CALLED.get(fold(said[0]).lstrip("/")), said[1:]
    if kind is None:
        words = question.argument[:60]
        raise UsageError("export", f"{words!r} names nothing", "expected such as nhiemvu 2024", text_id="export-unclear", words=words)
    query = await question.store.settle(read_query(kind, " ".join(rest), question.today))
    return await question.store.save_view(query)


async def offer(question: Question, told: Tap) -> Message:
    """The forms that a view may be taken along in, in place of the page it is on."""
    return await _offer(question, *told.numbers)


async def offer_card(question: Question, told: Tap) -> Message:
    """The same for the card of an article or of a document."""
    number, kind = told.numbers[0], told.word
    if kind not in _OF_CARDS:
        raise NotFound(f"card {kind}", "is none", "expected one of an article or a document", text_id="error-tap")
    query = Query(Kind.SUMMARY, article=number)
    if kind == Kind.DOCUMENTS:
        query = Query(Kind.DOCUMENTS, document=(await question.store.document(number, 0, 1)).document.number, document_id=number)
    return await _offer(question, await question.store.save_view(query), 0)


async def _offer(question: Question, view: int, page: int) -> Message:
    return pages.offer(await question.store.view(view), view, page, question.texts)


async def send(question: Question, told: Tap) -> Message:
    """The file, sent below; the offer stays."""
    query = await question.store.view(told.numbers[0])
    file = await _made(question, query, told.word)
    return pages.offer(query, told.numbers[0], 0, question.texts, file)


async def _made(question: Question, query: Query, form: str) -> File:
    part = await question.place.takes_part()
    if query.held is not None and not part:
        raise UsageError("export", "asked for by somebody outside the chat", "expected a member", text_id="held-members-only")
    held = await question.store.held.of_chat(question.place.chat) if part else ()
    paper = await gather(question.store, query, question.today, question.place.at, held)
    return await aside(written, paper, form, question.texts)
