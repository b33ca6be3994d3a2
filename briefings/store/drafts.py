"""Drafts: texts that were loaded and are not yet published, with what editors changed of them; publishing one makes it an article.

A text is a draft once: loaded again, it is the draft that there is. What a person is asked for (a new headline, a date) is kept too, so
that whatever process gets the answer knows what it answers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.corrections import Correction, apply
from briefings.errors import NotFound
from briefings.model import Article, Briefing
from briefings.store.database import Database
from briefings.store.facts import briefing_facts
from briefings.store.filing import file, unfile
from briefings.store.rows import Added, Page
from briefings.store.staff import Actor, record
from briefings.store.stories import known_as, link, no_article
from briefings.store.subscriptions import stir
from briefings.store.tables import ArticleRecord, ArticleText
from briefings.store.tables_editing import AskedRecord, CorrectionRecord, DraftRecord, DraftState

_CHANGES = TypeAdapter(tuple[Correction, ...])
_CHANGE = TypeAdapter(Correction)
ANSWERED_WITHIN = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was loaded: by whom (`loader`, a name) and when (aware), and the corrections made since.

    `revises`: the published article that it is to correct; None for a text that is none yet.
    """

    id: int
    article: Article
    changes: tuple[Correction, ...]
    state: DraftState
    loader: str
    loaded_at: dt.datetime
    revises: int | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading an article anew: whether it says something else now, and the corrections that fit nothing any more."""

    changed: bool
    unfit: tuple[Correction, ...]


def _draft(held: DraftRecord) -> Draft:
    changes = _CHANGES.validate_json(held.changes)
    return Draft(held.id, Article(held.text, held.source), changes, DraftState(held.state), held.loader, held.loaded_at, held.article_id)


def _subject(draft: int) -> str:
    return f"draft {draft}"


def _article(article: int) -> str:
    return f"article {article}"


class Drafts:
    """The drafts of a store. Raises NotFound for a draft that is no longer open, StoreError when the database refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, article: Article, actor: Actor) -> Draft:
        """Keep a text as a draft; the one that is open where its very text is one already."""
        async with self._database.writing() as session:
            return await load(session, article, actor)

    async def published(self, article: Article) -> int | None:
        """The number of the article with this very text, itself or as a reprint, where there is one."""
        async with self._database.reading() as session:
            return await known_as(session, article.content_hash)

    async def get(self, draft: int) -> Draft:
        """An open draft."""
        async with self._database.reading() as session:
            return _draft(await _open(session, draft))

    async def waiting(self, offset: int, limit: int) -> Page[Draft]:
        """The open drafts, the last loaded first."""
        wanted = select(DraftRecord).where(col(DraftRecord.state) == DraftState.OPEN).order_by(col(DraftRecord.id).desc())
        async with self._database.reading() as session:
            held = list(await session.scalars(wanted))
        return Page(tuple(map(_draft, held[offset : offset + limit])), len(held), offset, limit)

    async def change(self, draft: int, correction: Correction, before: str, actor: Actor) -> Draft:
        """Lay one more correction over a draft; `before`: what stood there."""
        async with self._database.writing() as session:
            held = await _open(session, draft)
            held.changes = _CHANGES.dump_json((*_CHANGES.validate_json(held.changes), correction)).decode()
            what = f"{correction.act} {correction.part} {correction.field}".strip()
            record(session, actor, what, _subject(draft), before=before or None, after=correction.value or None)
            return _draft(held)

    async def discard(self, draft: int, actor: Actor) -> Draft:
        """Put a draft away."""
        async with self._database.writing() as session:
            held = await _open(session, draft)
            held.state = DraftState.DISCARDED
            record(session, actor, "discard", _subject(draft))
            return _draft(held)

    async def publish(self, draft: int, briefing: Briefing, actor: Actor) -> Added:
        """Make a draft the article that `briefing`, its corrected reading, says; those who want it at once are due."""
        async with self._database.writing() as session:
            held = await _open(session, draft)
            if held.article_id is not None:
                return await _revised(session, held, briefing, actor)
            added = await file(session, briefing, actor.at)
            held.state, held.article_id = DraftState.PUBLISHED, added.article_id
            if added.created:
                await _keep(session, added.article_id, _CHANGES.validate_json(held.changes), actor)
                await stir(session, actor.at)
            record(session, actor, "publish", _article(added.article_id), before=_subject(draft))
            return added

    async def link(self, draft: int, article: int, actor: Actor) -> None:
        """Make a draft a reprint of an article: it is told there, and not once more. Raises NotFound."""
        async with self._database.writing() as session:
            held = await _unpublished(session, draft)
            await link(session, article, Article(held.text, held.source), actor.at)
            held.state, held.article_id = DraftState.PUBLISHED, article
            record(session, actor, "link", _article(article), before=_subject(draft))

    async def replace(self, draft: int, article: int, briefing: Briefing, actor: Actor) -> None:
        """Put a draft in the place of an article, under its number; the text that it had stays as a reprint. Raises NotFound."""
        async with self._database.writing() as session:
            held, old = await _unpublished(session, draft), await session.get(ArticleText, article)
            was = await session.get(ArticleRecord, article)
            if old is None or was is None:
                raise no_article(article)
            await link(session, article, Article(old.text, was.source), actor.at)
            theirs = (col(DraftRecord.article_id) == article, col(DraftRecord.state) == DraftState.OPEN)
            await session.execute(update(DraftRecord).where(*theirs).values(state=DraftState.DISCARDED))  # they correct a text that goes
            held.article_id = article
            await _revised(session, held, briefing, actor, "replace")

    async def revise(self, article: int, actor: Actor) -> Draft:
        """A draft that is to correct a published article, with the corrections it has; the open one where there is one. Raises NotFound."""
        async with self._database.writing() as session:
            theirs = (col(DraftRecord.article_id) == article, col(DraftRecord.state) == DraftState.OPEN)
            held = await session.scalar(select(DraftRecord).where(*theirs))
            if held is None:
                held = await _of_article(session, article, actor)
                held.loaded_by, held.loader, held.loaded_at = actor.user, actor.name, actor.at
            return _draft(held)

    async def reread(self, briefing: Briefing, article: int, actor: Actor) -> Reread:
        """Lay the corrections of an article over a new reading of its text; where that says something else it is the article from now on.

        What was delivered of it is told anew. Raises NotFound.
        """
        async with self._database.writing() as session:
            held, text = await session.get(ArticleRecord, article), await session.get(ArticleText, article)
            if held is None or text is None:
                raise no_article(article)
            corrected, unfit = apply(briefing, await _corrections(session, article))
            changed = briefing_facts(corrected) != text.facts
            if changed:
                await _refile(session, held, corrected)
                record(session, actor, "reread", _article(article))
            return Reread(changed, unfit)

    async def withdraw(self, article: int, actor: Actor) -> Draft:
        """Take an article out of every list; the draft that it can be restored from. Raises NotFound."""
        async with self._database.writing() as session:
            held = await _of_article(session, article, actor)
            held.state = DraftState.WITHDRAWN
            await unfile(session, article)
            record(session, actor, "withdraw", _article(article))
            return _draft(held)

    async def withdrawn(self, draft: int) -> Draft:
        """An article that was taken back. Raises NotFound for one that is back again."""
        async with self._database.reading() as session:
            return _draft(await _open(session, draft, DraftState.WITHDRAWN))

    async def restore(self, draft: int, briefing: Briefing, actor: Actor) -> int:
        """Put an article that was taken back where it was, under its number."""
        async with self._database.writing() as session:
            held = await _open(session, draft, DraftState.WITHDRAWN)
            added = await file(session, briefing, held.loaded_at, held.article_id)
            held.state = DraftState.PUBLISHED
            record(session, actor, "restore", _article(added.article_id))
            return added.article_id

    async def ask(self, chat: int, draft: int, correction: Correction, actor: Actor) -> None:
        """A person is asked for the `value` of a correction."""
        field = _CHANGE.dump_json(correction).decode()
        async with self._database.writing() as session:
            await session.merge(AskedRecord(chat_id=chat, user_id=actor.user, draft_id=draft, field=field, asked_at=actor.at))

    async def asked(self, chat: int, actor: Actor) -> tuple[int, Correction] | None:
        """Which draft and correction the next message of a person is about; None where nothing was asked within the last 15 minutes."""
        async with self._database.reading() as session:
            held = await session.get(AskedRecord, (chat, actor.user))
        if held is None or actor.at - held.asked_at >= ANSWERED_WITHIN:
            return None
        return held.draft_id, _CHANGE.validate_json(held.field)

    async def answered(self, chat: int, user: int) -> None:
        """Nothing is asked any more."""
        async with self._database.writing() as session:
            await session.execute(delete(AskedRecord).where(col(AskedRecord.chat_id) == chat, col(AskedRecord.user_id) == user))


def _new(article: Article, actor: Actor) -> DraftRecord:
    return DraftRecord(
        content_hash=article.content_hash,
        text=article.text,
        source=article.source,
        loaded_by=actor.user,
        loader=actor.name,
        loaded_at=actor.at,
    )


async def load(session: AsyncSession, article: Article, actor: Actor) -> Draft:
    """The same within a transaction."""
    alike = (col(DraftRecord.content_hash) == article.content_hash, col(DraftRecord.state) == DraftState.OPEN)
    held = await session.scalar(select(DraftRecord).where(*alike))
    if held is None:
        held = _new(article, actor)
        session.add(held)
        await session.flush()
        record(session, actor, "load", _subject(held.id))
    return _draft(held)


async def _of_article(session: AsyncSession, article: int, actor: Actor) -> DraftRecord:
    """A new draft of a published article, with its corrections and the time at which it was loaded."""
    held, text = await session.get(ArticleRecord, article), await session.get(ArticleText, article)
    if held is None or text is None:
        raise no_article(article)
    changes = await _corrections(session, article)
    draft = _new(Article(text.text, held.source), replace(actor, at=held.loaded_at))
    draft.article_id, draft.changes = article, _CHANGES.dump_json(changes).decode()
    session.add(draft)
    await session.flush()
    return draft


async def _corrections(session: AsyncSession, article: int) -> tuple[Correction, ...]:
    bodies = select(col(CorrectionRecord.body)).where(col(CorrectionRecord.article_id) == article).order_by(col(CorrectionRecord.id))
    return tuple(map(_CHANGE.validate_json, await session.scalars(bodies)))


async def _refile(session: AsyncSession, held: ArticleRecord, briefing: Briefing) -> Added:
    """File an article anew under the number and the time that it has."""
    number, loaded = held.id, held.loaded_at
    await unfile(session, number)
    return await file(session, briefing, loaded, number)


async def _unpublished(session: AsyncSession, draft: int) -> DraftRecord:
    """An open draft of a text that is no article yet."""
    held = await _open(session, draft)
    if held.article_id is not None or await known_as(session, held.content_hash) is not None:
        raise NotFound(_subject(draft), "is an article already", "expected a new text", text_id="draft-gone", number=draft)
    return held


async def _revised(session: AsyncSession, held: DraftRecord, briefing: Briefing, actor: Actor, act: str = "revise") -> Added:
    """Lay a draft's corrections over the article it revises, under the number that it has."""
    article = await session.get(ArticleRecord, held.article_id)
    if article is None or held.article_id is None:
        gone = "revises an article that was withdrawn"
        raise NotFound(_subject(held.id), gone, "expected a stored one", text_id="draft-gone", number=held.id)
    added = await _refile(session, article, briefing)
    await session.execute(delete(CorrectionRecord).where(col(CorrectionRecord.article_id) == held.article_id))
    await _keep(session, held.article_id, _CHANGES.validate_json(held.changes), actor)
    held.state = DraftState.PUBLISHED
    record(session, actor, act, _article(held.article_id), before=_subject(held.id))
    return added


async def _open(session: AsyncSession, draft: int, state: DraftState = DraftState.OPEN) -> DraftRecord:
    held = await session.get(DraftRecord, draft)
    if held is None or held.state != state:
        raise NotFound(_subject(draft), "is not open", "expected a draft that waits", text_id="draft-gone", number=draft)
    return held


async def _keep(session: AsyncSession, article: int, changes: tuple[Correction, ...], actor: Actor) -> None:
    by = {"article_id": article, "made_by": actor.user, "made_at": actor.at}
    rows = [{**by, "body": _CHANGE.dump_json(change).decode()} for change in changes]
    if rows:
        await session.execute(insert(CorrectionRecord), rows)
