"""Loading: /nap, and whatever looks like an article when somebody with the right to load just sends it."""

from __future__ import annotations

from bot.proofs import card_of
from bot.question import Question, SentFile
from bot.rights import actor, role_of
from briefings.errors import UnreadableInput
from briefings.model import Article
from briefings.rendering import drafts as pages
from briefings.rendering.messages import Message
from briefings.roles import Right, may
from briefings.sources import MAX_BYTES, read_bytes
from briefings.text import normalise

_LONG = 400  # characters from which a text is an article and no search
_NAME = 200  # characters of a file's name that are kept


async def load(question: Question) -> Message:
    """/nap alone says how; with a text it loads that."""
    if len(question.argument.strip()) < _LONG:
        return pages.how_to_load(question.texts)
    return await _loaded(question, question.argument, question.sent.origin)


async def take(question: Question) -> Message | None:
    """A file, a forwarded post or a long text; None for what is too short to be an article."""
    if not may(await role_of(question), Right.LOAD):
        return None
    if question.sent.file:
        return await _loaded(question, await _text_of(question.sent.file), question.sent.file.name)
    if len(question.argument) >= _LONG:
        return await _loaded(question, question.argument, question.sent.origin)
    return None


async def _text_of(file: SentFile) -> str:
    """The text in a file. Raises UnreadableInput, before anything is fetched where it is too large."""
    name = file.name[:_NAME]
    if file.size > MAX_BYTES:
        size = -(-file.size // 1_000_000)
        raise UnreadableInput(name, f"{size} MB of data", "expected at most 20 MB", text_id="file-too-large", size=size)
    return read_bytes(await file.fetch(), name)


async def _loaded(question: Question, text: str, source: str | None) -> Message:
    """The card of the draft that this text becomes; the article where its very text is one already."""
    article = Article(normalise(text), (source or "")[:_NAME] or None)
    known = await question.store.drafts.published(article)
    if known is not None:
        return pages.published(known, created=False, texts=question.texts)
    return await card_of(question, await question.store.drafts.load(article, actor(question)))
