"""Loading: /nap, and whatever looks like an article when somebody with the right to load just sends it.

A text so long that Telegram may have cut it is joined with what follows, until its sender says that it is complete or has sent nothing
for 20 seconds (`bot.pastes`). A file is read in a process of its own, a photo like any scan; of an archive each article becomes a draft.
Files sent at once come as a message each: one message tells what became of all of them so far, and with the last it is the report.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from bot.proofs import card_of
from bot.question import Question, SentFile
from bot.rights import actor, role_of
from briefings.errors import NotFound, UnreadableInput
from briefings.model import Article
from briefings.rendering import drafts as pages
from briefings.rendering.drafts import Batch
from briefings.rendering.messages import Message, units
from briefings.rendering.taps import Tap
from briefings.roles import Right, may
from briefings.sources import MAX_BYTES, Found, SourceText
from briefings.sources.faults import unreadable
from briefings.sources.guard import stream_untrusted
from briefings.sources.web import stream_url
from briefings.store.albums import Outcome
from briefings.text import normalise

_LONG = 400  # characters from which a text is an article and no search
_CUT = 2048  # units from which a message may be part of a text: Telegram's programs cut at 4,096, or before, at a line's end
_NAME = 200  # characters of a file's name that are kept
_MEGABYTE = 1_000_000
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://\S{1,2000}")  # https://bao.vn/bai-1; another scheme is refused in words
_SILENT = Message("")


async def load(question: Question) -> Message:
    """/nap alone says how; with a text it loads that."""
    if len(question.argument.strip()) < _LONG:
        return pages.how_to_load(question.texts)
    return await _text(question)


async def take(question: Question) -> Message | None:
    """A file, an address, a forwarded post or a long text, or what follows one; None for what is too short to be an article."""
    if not may(await role_of(question), Right.LOAD):
        return None
    file = question.sent.file
    if file and not (file.photo and len(question.argument) >= _LONG):  # a post with a picture: the article is what stands under it
        return await (_file_of_album if question.sent.album else _file)(question, file)
    address = question.argument.strip()
    if _ADDRESS.fullmatch(address):
        return await _several(question, stream_url(address), address)
    if len(question.argument) >= _LONG or await question.store.pastes.open(question.place.chat, actor(question).user):
        return await _text(question)
    return None


async def _text(question: Question) -> Message:
    place, who = question.place, actor(question)
    if units(question.argument) < _CUT and not await question.store.pastes.open(place.chat, who.user):
        return await _loaded(question, SourceText(question.sent.origin or "", question.argument))
    parts = await question.store.pastes.add(place.chat, question.sent.message, question.argument, who)
    return pages.pasting(question.texts) if parts == 1 else _SILENT


async def finish_paste(question: Question, told: Tap) -> Message:
    """The text is complete, or is to be forgotten."""
    place, who, pastes = question.place, actor(question), question.store.pastes
    if not told.numbers[0]:
        await pastes.drop(place.chat, who.user)
        return pages.paste_dropped(question.texts)
    draft = await pastes.join(place.chat, who)
    if draft is None:
        raise NotFound("paste", "has no parts", "expected some", text_id="paste-nothing")
    return await card_of(question, draft)


async def _file(question: Question, file: SentFile) -> Message:
    """What is in a file. Raises UnreadableInput."""
    return await _several(question, await _opened(file), file.name[:_NAME])


async def _opened(file: SentFile) -> AsyncGenerator[Found, None]:
    """The articles in a file. Raises UnreadableInput for one that is too large to be fetched."""
    name = file.name[:_NAME]
    if file.size > MAX_BYTES:
        raise unreadable("source-too-big", name, size=-(-file.size // _MEGABYTE), limit=MAX_BYTES // _MEGABYTE)
    return stream_untrusted(await file.fetch(), name)


async def _file_of_album(question: Question, file: SentFile) -> Message:
    """What became of all files that were sent at once with this one, as far as they are read."""
    place, sent = question.place, question.sent
    try:
        batch, _ = await _read(question, await _opened(file), file.name[:_NAME])
    except UnreadableInput as refusal:
        batch = Batch(file.name, refused=(refusal,))
    outcome = Outcome(batch.loaded, batch.known, batch.refused)
    whole = await question.store.albums.add(place.chat, sent.message, sent.album or "", outcome, place.at)
    return pages.batch_report(Batch(question.texts.plain("album"), whole.loaded, whole.known, whole.refused), question.texts)


async def _several(question: Question, stream: AsyncGenerator[Found, None], name: str) -> Message:
    """The card of the one draft that comes; of several articles, what became of them. Raises UnreadableInput."""
    batch, read = await _read(question, stream, name)
    if batch.total == 1 and read:
        return await _loaded(question, read)
    if batch.total == 1:
        raise batch.refused[0]
    return pages.batch_report(batch, question.texts)


async def _read(question: Question, stream: AsyncGenerator[Found, None], name: str) -> tuple[Batch, SourceText | None]:
    """Make a draft of each article that comes: what became of them, and the last that could be read."""
    batch, read = Batch(name), None
    async with aclosing(stream) as articles:
        async for found in articles:
            batch = await _counted(question, batch, found)
            read = found if isinstance(found, SourceText) else read
            if batch.total > 1:
                await question.progress(pages.progress(batch.total, name, question.texts))
    return batch, read


async def _counted(question: Question, batch: Batch, found: Found) -> Batch:
    """The batch with one more, which becomes a draft unless it is an article already."""
    if isinstance(found, UnreadableInput):
        return replace(batch, refused=(*batch.refused, found))
    article = _article(found)
    if await question.store.drafts.published(article) is not None:
        return replace(batch, known=batch.known + 1)
    await question.store.drafts.load(article, actor(question))
    return replace(batch, loaded=batch.loaded + 1)


async def _loaded(question: Question, source: SourceText) -> Message:
    """The card of the draft that a text becomes; the article where its very text is one already."""
    article = _article(source)
    known = await question.store.drafts.published(article)
    if known is not None:
        return pages.published(known, created=False, texts=question.texts)
    return await card_of(question, await question.store.drafts.load(article, actor(question)))


def _article(source: SourceText) -> Article:
    return Article(normalise(source.text), source.name[:_NAME] or None)
