"""One story in several papers: passages, reprints, articles on one event; what is stored already gets its passages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefings.model import Article
from briefings.store.facts import read_briefing
from briefings.stories import passages

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOST = 20  # articles that a passage is kept of


def upgrade() -> None:
    """Make the three tables."""
    op.add_column("article", sa.Column("also", sa.Text, nullable=False, server_default="[]"))
    passage = op.create_table(
        "passage",
        sa.Column("number", BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", BIG, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reprint",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Integer, nullable=False, index=True),
        sa.Column("content_hash", sa.String, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.String),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "related",
        sa.Column("article_id", BIG, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("other_id", BIG, sa.ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True),
        sqlite_with_rowid=False,
    )
    _read_passages(passage)


def _read_passages(passage: sa.Table) -> None:
    connection, kept = op.get_bind(), dict[int, int]()
    texts = connection.execute(sa.text("SELECT article_id, text, facts FROM article_text ORDER BY article_id")).all()
    for article, text, facts in texts:
        numbers = [number for number in passages(read_briefing(Article(text), facts)) if kept.get(number, 0) < _MOST]
        kept |= {number: kept.get(number, 0) + 1 for number in numbers}
        if numbers:
            connection.execute(sa.insert(passage), [{"number": number, "article_id": article} for number in numbers])
