"""The store: briefings in, pages of rows out.

Async throughout; one `Store` serves a whole process, several processes may share one database. Lists are newest article first and, within an
article, in the order of its text. `offset` and `limit` count items.
"""

from __future__ import annotations

from datetime import datetime

from briefings.model import Briefing
from briefings.query import Query
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


class Store:
    """All that was read, and what chats have chosen. Every method raises StoreError when the database refuses."""

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open the database at `url` ("sqlite+aiosqlite:///giaoban.db", "sqlite+aiosqlite:///:memory:") and bring its schema up to date."""
        raise NotImplementedError

    async def close(self) -> None:
        """Release every connection."""

    async def add(self, briefing: Briefing, at: datetime) -> Added:
        """Keep a briefing, loaded at `at` (aware). The same text twice changes nothing."""
        raise NotImplementedError

    async def settle(self, query: Query) -> Query:
        """The query as meant, to be called once on what `read_query` gave, before listing or saving it as a view.

        Words that are a held person's or speaker's name (also after an office: "Tổng Bí thư Tô Lâm") become `speaker`; a DOCUMENTS number no
        document bears becomes an article; an empty query gets the newest article, save ARTICLES and SEARCH. Raises nothing for what isn't there.
        """
        raise NotImplementedError

    async def newest(self) -> int | None:
        """The id of the newest article by day; None in an empty store."""
        raise NotImplementedError

    async def article(self, article_id: int) -> StoredArticle:
        """A whole article. Raises NotFound."""
        raise NotImplementedError

    async def articles(self, query: Query, offset: int = 0, limit: int = 5) -> Page[ArticleRow]:
        """Articles by period, words, document or speaker, newest first."""
        raise NotImplementedError

    async def directives(self, query: Query, offset: int = 0, limit: int = 5) -> Page[DirectiveRow]:
        """Directives by article, speaker, document, period and words."""
        raise NotImplementedError

    async def tasks(self, query: Query, offset: int = 0, limit: int = 5) -> Page[TaskRow]:
        """Tasks by article, speaker, document, period, due and words."""
        raise NotImplementedError

    async def documents(self, query: Query, offset: int = 0, limit: int = 5) -> Page[DocumentRow]:
        """Documents by number, article, period and words; of one article in the order cited, else last cited first."""
        raise NotImplementedError

    async def document(self, document_id: int, offset: int = 0, limit: int = 5) -> DocumentCard:
        """Everything on one document (`DocumentRow.id`); `offset` and `limit` page its citations. Raises NotFound."""
        raise NotImplementedError

    async def people(self, query: Query, offset: int = 0, limit: int = 5) -> Page[PersonRow]:
        """People by name (`speaker`), article, period and words (of name and roles): one item an article that names them."""
        raise NotImplementedError

    async def search(self, query: Query, offset: int = 0, limit: int = 5) -> Page[Hit]:
        """Articles that hold all of `query.words`: exact accents first, then by rank among the newest few hundred. No words: no hits."""
        raise NotImplementedError

    async def save_view(self, query: Query) -> int:
        """A small id for a query, the same for the same query, for buttons that outlive a restart."""
        raise NotImplementedError

    async def view(self, view_id: int) -> Query:
        """The query saved under `view_id`. Raises NotFound."""
        raise NotImplementedError

    async def chat(self, chat_id: int) -> Chat:
        """What a chat has chosen; the defaults when it has chosen nothing."""
        raise NotImplementedError

    async def save_chat(self, chat: Chat) -> None:
        """Keep what a chat has chosen."""
        raise NotImplementedError
