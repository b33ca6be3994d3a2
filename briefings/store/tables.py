"""The tables: what is stored of articles and chats, and why each table is there. No queries here.

    article ─┬─ article_text     the text, and all that was read out of it: enough to build the `Briefing` again
             ├─ directive  task  person    one row an item, ready to show
             ├─ tally            how many directives and tasks an article holds
             └─ citation         one row a document that an article cites, with its mentions
    document ─── designation ─── citation                    a document, the ways in which it is cited, and where
    under   document → articles that cite it, directives and tasks in sentences that do
    name    the names held; what a reader types is looked up here
    echo    mark → directives that may say the same
    named   name → articles, persons, directives (by speaker), tasks (by speaker or assignee)
    view  screen  chat                                       queries behind buttons; the last one shown; what a chat has chosen
    *_words                                                  full-text tables, known to `briefings.store.search` alone

Lists are newest article first, then in the order of the text. That order is one number, the *position* (`briefings.store.positions`): the
key of everything that is listed, so that each list is a walk along one index from its end, and a period or an article a range of it. Facts
are JSON of the model objects; columns of their own are only what lists are chosen by.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Index, Integer, Text, TypeDecorator
from sqlmodel import Field, SQLModel

# Every INTEGER of SQLite has 64 bits, and only a key of that very type is the order in which rows are kept.
Big = BigInteger().with_variant(Integer, "sqlite")


class Thing(StrEnum):
    """What `named` and `under` point to; the position tells which one."""

    ARTICLE = "article"
    DIRECTIVE = "directive"
    TASK = "task"
    PERSON = "person"


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An aware time, stored in UTC and read back aware; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """To UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """As aware UTC; SQLite gives it back without its zone."""
        return value and (value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC))


def _key() -> Any:
    """A 64-bit key that the database doesn't make itself: a position, or a chat's id."""
    return Field(sa_column=Column(Big, primary_key=True, autoincrement=False))


def _of(column: str, *, key: bool = False) -> Any:
    """A reference to the row that `column` names; this row goes when that one goes."""
    reference = ForeignKey(column, ondelete="CASCADE")
    return Field(default=None, sa_column=Column(Big, reference, primary_key=key, index=not key, nullable=False))


class ArticleRecord(SQLModel, table=True):
    """One article. `content_hash` keeps a second load of the same text out. Narrow, because every list row is joined with it."""

    __tablename__ = "article"
    __table_args__ = {"sqlite_autoincrement": True}  # an id that people have seen is never given to another article

    id: int = Field(default=None, primary_key=True)
    content_hash: str = Field(unique=True)
    position: int = Field(sa_column=Column(Big, unique=True))  # null only until the row has its id, which is part of it
    day: dt.date
    dated_by: str
    title: str | None
    source: str | None
    loaded_at: dt.datetime = Field(sa_type=UtcDateTime)
    also: str = Field(default="[]", sa_type=Text)  # JSON of the sources of its reprints, for lists


class TallyRecord(SQLModel, table=True):
    """How many directives and tasks an article at this position holds."""

    __tablename__ = "tally"

    position: int = _key()
    article_id: int = _of("article.id")
    directives: int
    tasks: int


class ArticleText(SQLModel, table=True):
    """The text of an article and, as JSON, what was read out of it (`briefings.store.facts`)."""

    __tablename__ = "article_text"

    article_id: int = _of("article.id", key=True)
    text: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)


class DirectiveRecord(SQLModel, table=True):
    """One directive, ready to show: the parts of a `DirectiveRow` but its article, as JSON."""

    __tablename__ = "directive"

    position: int = _key()
    article_id: int = _of("article.id")
    facts: str = Field(sa_type=Text)


class TaskRecord(SQLModel, table=True):
    """One task, ready to show; `due` is the last day of the period in which it falls due, where the article says."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_due", "due", "position"),)

    position: int = _key()
    article_id: int = _of("article.id")
    due: dt.date | None
    facts: str = Field(sa_type=Text)


class PersonRecord(SQLModel, table=True):
    """One person as one article names them, ready to show."""

    __tablename__ = "person"

    position: int = _key()
    article_id: int = _of("article.id")
    facts: str = Field(sa_type=Text)


class NameRecord(SQLModel, table=True):
    """A name held: its folded key, its exact form (accents kept) and how it was first printed."""

    __tablename__ = "name"

    key: str = Field(primary_key=True)
    exact: str = Field(primary_key=True)
    printed: str


class NamedRecord(SQLModel, table=True):
    """What a name leads to."""

    __tablename__ = "named"
    __table_args__ = {"sqlite_with_rowid": False}  # the key is all there is to it

    name: str = Field(primary_key=True)  # NameRecord.key
    thing: str = Field(primary_key=True)
    position: int = _key()
    article_id: int = _of("article.id")


class EchoRecord(SQLModel, table=True):
    """A mark of a directive: those that share one may say the same (`briefings.repeats`)."""

    __tablename__ = "echo"
    __table_args__ = {"sqlite_with_rowid": False}

    mark: str = Field(primary_key=True)
    position: int = _key()
    article_id: int = _of("article.id")


class DocumentRecord(SQLModel, table=True):
    """One document over all articles: the fullest that its designations say, and the positions of the first and last article citing it."""

    __tablename__ = "document"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    type: str
    number: str
    date: dt.date | None = None
    issuer: str | None = None
    subject: str | None = None
    articles: int = Field(default=0, index=True)
    first: int | None = Field(default=None, sa_type=Big)
    last: int | None = Field(default=None, sa_type=Big, index=True)


class DesignationRecord(SQLModel, table=True):
    """One way of citing a document. `spelling` says when two citations are the same one; `briefings.store.identity` joins spellings."""

    __tablename__ = "designation"
    __table_args__ = (Index("ix_designation_number", "type_key", "ordinal"), Index("ix_designation_ordinal", "ordinal", "number_key"))

    id: int = Field(default=None, primary_key=True)
    spelling: str = Field(unique=True)
    document_id: int = _of("document.id")
    type_key: str
    ordinal: str
    number_key: str
    type: str
    number: str
    date: dt.date | None
    issuer: str | None
    subject: str | None


class CitationRecord(SQLModel, table=True):
    """A document as one article cites it, with every mention and its sentence."""

    __tablename__ = "citation"
    __table_args__ = (Index("ix_citation_document", "document_id", "position"), Index("ix_citation_position", "position", "document_id"))

    position: int = _key()
    article_id: int = _of("article.id")
    designation_id: int = _of("designation.id")
    document_id: int = Field(sa_column=Column(Big, ForeignKey("document.id"), nullable=False))
    facts: str = Field(sa_type=Text)


class UnderRecord(SQLModel, table=True):
    """What cites a document: the article, and the directives and tasks that stand in a sentence citing it.

    A row for each `citation` that says so: two designations in one article may turn out to be one document, and later two again.
    """

    __tablename__ = "under"
    __table_args__ = {"sqlite_with_rowid": False}

    document_id: int = _of("document.id", key=True)
    thing: str = Field(primary_key=True)
    position: int = _key()
    citation: int = Field(sa_column=Column(Big, ForeignKey("citation.position", ondelete="CASCADE"), primary_key=True, index=True))


class PassageRecord(SQLModel, table=True):
    """A passage of an article, as a number (`briefings.stories.passages`); one that many articles have is kept of the first ones only."""

    __tablename__ = "passage"
    __table_args__ = {"sqlite_with_rowid": False}

    number: int = _key()
    article_id: int = Field(sa_column=Column(Big, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True))


class ReprintRecord(SQLModel, table=True):
    """An article's text as another paper has it. It stays when the article is filed anew or withdrawn, as corrections do."""

    __tablename__ = "reprint"

    id: int = Field(default=None, primary_key=True)
    article_id: int = Field(index=True)
    content_hash: str = Field(index=True)
    text: str = Field(sa_type=Text)
    source: str | None
    loaded_at: dt.datetime = Field(sa_type=UtcDateTime)


class RelatedRecord(SQLModel, table=True):
    """Two articles on one event; each pair stands here both ways."""

    __tablename__ = "related"
    __table_args__ = {"sqlite_with_rowid": False}

    article_id: int = _of("article.id", key=True)
    other_id: int = Field(sa_column=Column(Big, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True))


class ViewRecord(SQLModel, table=True):
    """A query behind buttons, as JSON, once."""

    __tablename__ = "view"

    id: int = Field(default=None, primary_key=True)
    query: str = Field(unique=True)


class ScreenRecord(SQLModel, table=True):
    """The view that was shown last in a chat's thread (0: none)."""

    __tablename__ = "screen"

    chat_id: int = _key()
    thread: int = _key()
    view_id: int


class ChatRecord(SQLModel, table=True):
    """What a chat has chosen."""

    __tablename__ = "chat"

    id: int = _key()
    language: str | None = None
    choices: str | None = Field(default=None, sa_type=Text)  # JSON of the rest of `briefings.store.rows.Chat`
    closed: str | None = Field(default=None, sa_type=Text)  # Telegram's words when the chat was closed to us; None: open
    closed_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
