"""The store: briefings in, pages of rows out. What is stored where is told in `briefings.store.tables`.

Async throughout; one `Store` serves a whole process, several processes may share one database. Lists are newest article first and, within
an article, in the order of its text. `offset` and `limit` count items; `offset` from 0, `limit` from 1.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence, Set
from dataclasses import asdict, replace
from typing import TypeVar

from pydantic import TypeAdapter
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from briefings.errors import NotFound
from briefings.model import Briefing
from briefings.query import Kind, Query
from briefings.store import documents, lists, names, repeats, search
from briefings.store.albums import Albums
from briefings.store.database import Database
from briefings.store.drafts import Drafts
from briefings.store.filing import file
from briefings.store.held import HeldTasks
from briefings.store.inbox import Inbox
from briefings.store.lease import Lease
from briefings.store.ledger import Ledger
from briefings.store.life import life_of
from briefings.store.passages import best_passage
from briefings.store.pastes import Pastes
from briefings.store.personal import Personal
from briefings.store.publications import Publications, stored_article, whole_articles
from briefings.store.rows import (
    Added,
    ArticleRow,
    Chat,
    DirectiveRow,
    DocumentCard,
    DocumentRow,
    Hit,
    Page,
    PersonRow,
    StoredArticle,
    TaskRow,
)
from briefings.store.schema import Upgrade, upgrade
from briefings.store.staff import Staff
from briefings.store.statistics import Statistics
from briefings.store.stories import Stories, known_as, link, original
from briefings.store.subscriptions import Subscriptions, stir
from briefings.store.tables import ArticleRecord, ChatRecord, ScreenRecord, ViewRecord
from briefings.store.watching import Watching
from briefings.store.words import Phrase, read_phrases

Row = TypeVar("Row")
_QUERY, _CHAT = TypeAdapter(Query), TypeAdapter(Chat)


class Store:
    """All that was read, and what chats have chosen. Every method raises StoreError when the database refuses."""

    def __init__(self, database: Database, upgraded: Upgrade) -> None:
        """Use `open`. `upgraded` says what opening did to the schema."""
        self._database = database
        self.upgraded = upgraded
        self.ledger = Ledger(database)
        self.publications = Publications(database)
        self.subscriptions = Subscriptions(database)
        self.statistics = Statistics(database)
        self.drafts = Drafts(database)
        self.held = HeldTasks(database)
        self.stories = Stories(database)
        self.staff = Staff(database)
        self.pastes, self.albums = Pastes(database), Albums(database)
        self.inbox = Inbox(database)
        self.watching = Watching(database)
        self.personal = Personal(database)
        self.lease = Lease(database, life_of(database))

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database at `url` and bring its schema up to date; a new file is made.

        "sqlite+aiosqlite:///giaoban.db" is a file, "sqlite+aiosqlite:///:memory:" lives as long as the store. Raises UsageError for
        another URL.
        """
        database = Database(url)
        try:
            return cls(database, await upgrade(database))
        except BaseException:
            await database.engine.dispose()
            raise

    async def close(self) -> None:
        """Release every connection, and what shows that this process lives."""
        await self.lease.end()
        await self._database.engine.dispose()

    async def add(self, briefing: Briefing, at: dt.datetime) -> Added:
        """Keep a briefing, loaded at `at` (aware). The same text twice changes nothing, whatever was read out of it."""
        async with self._database.writing() as session:
            return await _add(session, briefing, at)

    async def add_or_link(self, briefing: Briefing, at: dt.datetime) -> Added:
        """The same, but a text that tells what an article tells already is linked to it as a reprint."""
        async with self._database.writing() as session:
            known = await known_as(session, briefing.article.content_hash)
            found = None if known else await original(session, briefing)
            if found and found.likeness.told_already:
                await link(session, found.article, briefing.article, at)
                return Added(found.article, created=False, linked=True)
            return await _add(session, briefing, at)

    async def settle(self, query: Query) -> Query:
        """The query as meant, to be called once on what `read_query` gave, before listing or saving it as a view.

        Words that are or hold a known name become `speaker`, what is left stays words: for DIRECTIVES the name of one who spoke, for TASKS
        of a person who ordered one or has one to do, for PEOPLE of a person. A DOCUMENTS number that no document bears becomes an article.
        An empty query gets the newest article, save ARTICLES and SEARCH. Nothing is raised for what isn't there.
        """
        async with self._database.reading() as session:
            if query.empty and query.kind not in (Kind.ARTICLES, Kind.SEARCH):
                return replace(query, article=await _newest(session))
            if query.words and not query.speaker and query.kind in (Kind.DIRECTIVES, Kind.TASKS, Kind.PEOPLE):
                return await names.settle(session, query)
            number = query.document if query.kind is Kind.DOCUMENTS and query.document else ""
            if number.isdecimal() and not await documents.named_in(session, query):
                return replace(query, document=None, article=int(number))
            return query

    async def newest(self) -> int | None:
        """The id of the newest article by day; None in an empty store."""
        async with self._database.reading() as session:
            return await _newest(session)

    async def article(self, article_id: int) -> StoredArticle:
        """A whole article. Raises NotFound."""
        return (await self.whole({article_id}))[article_id]

    async def whole(self, article_ids: Set[int]) -> dict[int, StoredArticle]:
        """Whole articles by their ids, asked for at once. Raises NotFound for the first that isn't there."""
        async with self._database.reading() as session:
            rows = (await session.execute(whole_articles().where(col(ArticleRecord.id).in_(article_ids)))).all()
        found = {article.id: stored_article(article, text) for article, text in rows}
        for missing in sorted(article_ids - found.keys()):
            raise NotFound(f"article {missing}", "is not in the store", "expected the number of a stored article", number=missing)
        return found

    async def articles(self, query: Query, offset: int = 0, limit: int = 5) -> Page[ArticleRow]:
        """Articles by period, words, document (citing it) or name (naming it), newest first."""
        return await self._page(lists.ARTICLES, query, offset, limit)

    async def directives(self, query: Query, offset: int = 0, limit: int = 5) -> Page[DirectiveRow]:
        """Directives by article, speaker, document, period, and words of theirs, of who speaks (roles too) and of who is told."""
        return await self._page(lists.DIRECTIVES, query, offset, limit)

    async def said_before(self, rows: Sequence[DirectiveRow]) -> repeats.Earlier:
        """The earlier articles in which the speaker of a directive says the same, by its article and where it begins."""
        async with self._database.reading() as session:
            return await repeats.said_before(session, rows)

    async def tasks(self, query: Query, offset: int = 0, limit: int = 5) -> Page[TaskRow]:
        """Tasks by article, name (who ordered it or must do it), document, period, and words of theirs, of both and of the due.

        With `due`, those whose last day falls in it, soonest first.
        """
        return await self._page(lists.TASKS, query, offset, limit)

    async def people(self, query: Query, offset: int = 0, limit: int = 5) -> Page[PersonRow]:
        """People by name (`speaker`), article, period, and words of name and roles: one item for each article that names them."""
        return await self._page(lists.PEOPLE, query, offset, limit)

    async def _page(self, listing: lists.Listing[Row], query: Query, offset: int, limit: int) -> Page[Row]:
        async with self._database.reading() as session:
            return await lists.page(session, listing, query, await documents.named_in(session, query), offset=offset, limit=limit)

    async def documents(self, query: Query, offset: int = 0, limit: int = 5) -> Page[DocumentRow]:
        """Documents by number, article, period, and words of type, issuer and subject.

        Of one article they come in the order cited, else last cited first.
        """
        async with self._database.reading() as session:
            return await documents.documents_page(session, query, offset, limit)

    async def document(self, document_id: int, offset: int = 0, limit: int = 5) -> DocumentCard:
        """Everything on one document (`DocumentRow.id`); `offset` and `limit` page its citations. Raises NotFound."""
        async with self._database.reading() as session:
            return await documents.document_card(session, document_id, offset, limit)

    async def search(self, query: Query, offset: int = 0, limit: int = 5) -> Page[Hit]:
        """Articles of the query's period that hold all of its words: exact accents first, then best first, of the newest few hundred.

        No words: no hits. `more` means that older ones were not looked at.
        """
        phrases = read_phrases(query.words or "")
        if not phrases:
            return Page((), 0, offset, limit)
        async with self._database.reading() as session:
            found = await search.ranked(session, phrases, await lists.ranges_of(session, query))
            shown = {ranked.position: ranked.exact for ranked in found[offset : offset + limit]}
            rows = await session.execute(whole_articles().where(col(ArticleRecord.position).in_(shown)))
            stored = {article.position: stored_article(article, text) for article, text in rows}
        hits = tuple(_hit(stored[position], phrases, exact=exact) for position, exact in shown.items())
        return Page(hits, len(found), offset, limit, more=len(found) >= search.NEWEST)

    async def save_view(self, query: Query) -> int:
        """A small id for a query, the same for the same query, for buttons that outlive a restart."""
        text = json.dumps({name: value for name, value in asdict(query).items() if value is not None}, default=str, sort_keys=True)
        saved = select(col(ViewRecord.id)).where(col(ViewRecord.query) == text)
        async with self._database.reading() as session:
            known = await session.scalar(saved)
        if known is not None:
            return known  # as nearly always: then nothing waits for the disk
        async with self._database.writing() as session:
            known = await session.scalar(saved)
            if known is not None:
                return known
            view_id: int = (await session.execute(insert(ViewRecord).values(query=text).returning(col(ViewRecord.id)))).scalar_one()
            return view_id

    async def view(self, view_id: int) -> Query:
        """The query saved under `view_id`. Raises NotFound."""
        async with self._database.reading() as session:
            record = await session.get(ViewRecord, view_id)
        if record is None:
            raise NotFound(f"view {view_id}", "is not in the store", "expected an id that save_view gave")
        return _QUERY.validate_json(record.query)

    async def show(self, chat_id: int, thread: int, view_id: int) -> None:
        """Keep in mind which view is on the screen of a chat's thread (0: none)."""
        async with self._database.reading() as session:
            shown = await session.get(ScreenRecord, (chat_id, thread))
        if shown is None or shown.view_id != view_id:
            async with self._database.writing() as session:
                await session.merge(ScreenRecord(chat_id=chat_id, thread=thread, view_id=view_id))

    async def shown(self, chat_id: int, thread: int) -> int | None:
        """The id of the view that was shown last in a chat's thread; None where none was."""
        async with self._database.reading() as session:
            shown = await session.get(ScreenRecord, (chat_id, thread))
        return shown.view_id if shown else None

    async def chat(self, chat_id: int) -> Chat:
        """What a chat has chosen; the defaults when it has chosen nothing."""
        async with self._database.reading() as session:
            record = await session.get(ChatRecord, chat_id)
        if record is None:
            return Chat(chat_id)
        return _CHAT.validate_python({**json.loads(record.choices or "{}"), "id": chat_id, "language": record.language})

    async def save_chat(self, chat: Chat) -> None:
        """Keep what a chat has chosen."""
        async with self._database.writing() as session:
            choices = _CHAT.dump_json(chat, exclude={"id", "language"}, exclude_defaults=True).decode()
            await session.merge(ChatRecord(id=chat.id, language=chat.language, choices=choices))


async def _add(session: AsyncSession, briefing: Briefing, at: dt.datetime) -> Added:
    added = await file(session, briefing, at)
    if added.created:
        await stir(session, at)
    return added


async def _newest(session: AsyncSession) -> int | None:
    return await session.scalar(select(col(ArticleRecord.id)).order_by(col(ArticleRecord.position).desc()).limit(1))


def _hit(article: StoredArticle, phrases: tuple[Phrase, ...], *, exact: bool) -> Hit:
    found = best_passage(article.briefing, phrases)
    return Hit(article.row, found.span, found.parts, found.paragraph, found.cut_before, found.cut_after, exact)
