"""Making a digest: what is asked in; what the store has of it, composed, rendered and kept, out."""

from __future__ import annotations

from datetime import timedelta

from briefings.digest import Asked, Digest, compose, passes
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.rendering.digests import Press
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.store.rows import StoredArticle, TaskRow
from briefings.store.store import Store

MOST_READ = 1000  # articles of one digest that are held against its filters; whoever reads more has a search
_AT_ONCE = 50
_MOST_DUE = 40


async def gather(store: Store, asked: Asked) -> Digest:
    """The digest of what is asked."""
    articles = await _published(store, asked)
    documents = await store.publications.first_cited([article.id for article in articles], asked.after)
    return compose(asked, articles, documents, await _falling_due(store, asked))


async def _published(store: Store, asked: Asked) -> list[StoredArticle]:
    """The articles that pass, of the last `MOST_READ` published in time."""
    passing: list[StoredArticle] = []
    after = max(asked.after, asked.upto - MOST_READ)
    while articles := await store.publications.between(after, asked.upto, _AT_ONCE):
        passing += [article for article in articles if passes(asked.filters, article.briefing)]
        after = articles[-1].id
    return passing


async def _falling_due(store: Store, asked: Asked) -> list[TaskRow]:
    """What falls due before the next digest, of articles that pass."""
    begin = asked.last + timedelta(days=1)
    if asked.until is None or asked.until < begin:
        return []
    rows = (await store.tasks(Query(Kind.TASKS, due=Period(begin, asked.until)), 0, _MOST_DUE)).items
    stored = {article: await store.article(article) for article in sorted({row.article.id for row in rows})}
    return [row for row in rows if passes(asked.filters, stored[row.article.id].briefing)]


async def make(store: Store, press: Press, digest_id: int, asked: Asked) -> tuple[Message, ...]:
    """Compose, render and keep the digest of this id; its messages."""
    digest = await gather(store, asked)
    messages = press.messages(digest, digest_id, texts(asked.language))
    await store.subscriptions.keep(digest_id, messages, [story.row.id for story in digest.stories])
    return messages


async def made(store: Store, press: Press, asked: Asked) -> tuple[int, tuple[Message, ...]]:
    """The digest of what is asked and its id, made unless it is there already."""
    digest_id = await store.subscriptions.ask(asked)
    _, messages = await store.subscriptions.digest(digest_id)
    return digest_id, messages or await make(store, press, digest_id, asked)
