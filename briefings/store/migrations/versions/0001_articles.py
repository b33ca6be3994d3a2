"""The first schema: articles, what was read out of them, documents, search, views, chats (what each is for: `briefings.store.tables`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Ordered by the codes of its characters, as SQLite orders every text, so that what begins alike is a range of the index.
CODED = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table."""
    _articles()
    _documents()
    _names()
    _people()
    for words in ("article_words", "directive_words", "task_words", "person_words", "document_words"):
        _words(words)


def _words(name: str) -> None:
    """The full-text table of the database at hand (`briefings.store.search`).

    SQLite's tokenizer splits at blanks and keeps every letter beyond ASCII; bm25() isn't used, so sizes of columns aren't kept.
    """
    if op.get_context().dialect.name == "sqlite":
        op.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(folded, exact, tokenize='ascii', columnsize=0)")
        return
    texts = (sa.Column(column, sa.Text, nullable=False) for column in ("folded", "exact"))
    arrays = ("folded_words", "exact_words")
    op.create_table(name, _key("rowid"), *texts, *(sa.Column(column, sa.ARRAY(sa.Text), nullable=False) for column in arrays))
    for column in arrays:
        op.create_index(f"ix_{name}_{column}", name, [column], postgresql_using="gin")


def _key(name: str = "position") -> sa.Column[int]:
    return sa.Column(name, BIG, primary_key=True, autoincrement=False)


def _of(name: str, target: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(target, ondelete="CASCADE"), primary_key=key, nullable=False, index=not key)


def _articles() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("content_hash", sa.String, nullable=False, unique=True),
        sa.Column("position", BIG, unique=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("dated_by", sa.String, nullable=False),
        sa.Column("title", sa.String),
        sa.Column("source", sa.String),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "article_text",
        _of("article_id", "article.id", key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
    for item in ("directive", "person"):
        op.create_table(item, _key(), _of("article_id", "article.id"), sa.Column("facts", sa.Text, nullable=False))
    op.create_table("task", _key(), _of("article_id", "article.id"), sa.Column("due", sa.Date), sa.Column("facts", sa.Text, nullable=False))
    op.create_index("ix_task_due", "task", ["due", "position"])


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("date", sa.Date),
        sa.Column("issuer", sa.String),
        sa.Column("subject", sa.String),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("first", BIG),
        sa.Column("last", BIG, index=True),
        sqlite_autoincrement=True,
    )
    _designations()
    op.create_table(
        "citation",
        _key(),
        _of("article_id", "article.id"),
        _of("designation_id", "designation.id"),
        sa.Column("document_id", BIG, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_index("ix_citation_document", "citation", ["document_id", "position"])
    op.create_table(
        "under",
        _of("document_id", "document.id", key=True),
        sa.Column("thing", sa.String, primary_key=True),
        _key(),
        sa.Column("citation", BIG, sa.ForeignKey("citation.position", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )


def _designations() -> None:
    op.create_table(
        "designation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("spelling", sa.String, nullable=False, unique=True),
        _of("document_id", "document.id"),
        sa.Column("type_key", sa.String, nullable=False),
        sa.Column("ordinal", sa.String, nullable=False),
        sa.Column("number_key", CODED, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("date", sa.Date),
        sa.Column("issuer", sa.String),
        sa.Column("subject", sa.String),
    )
    op.create_index("ix_designation_number", "designation", ["type_key", "ordinal"])
    op.create_index("ix_designation_ordinal", "designation", ["ordinal", "number_key"])


def _names() -> None:
    op.create_table(
        "name",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("exact", sa.String, primary_key=True),
        sa.Column("printed", sa.String, nullable=False),
    )
    op.create_table(
        "named",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("thing", sa.String, primary_key=True),
        _key(),
        _of("article_id", "article.id"),
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table("view", sa.Column("id", sa.Integer, primary_key=True), sa.Column("query", sa.String, nullable=False, unique=True))
    op.create_table("chat", _key("id"), sa.Column("language", sa.String))
