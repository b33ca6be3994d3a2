"""Who loads and corrects, what they are at work on, and what they changed (`briefings.store.tables_editing`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the six tables."""
    _people()
    _texts()


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", BIG, unique=True),
        sa.Column("username", sa.String, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("appointed_by", BIG, nullable=False),
        sa.Column("appointed_at", WHEN, nullable=False),
    )
    op.create_table(
        "asked",
        sa.Column("chat_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("user_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("asked_at", WHEN, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sqlite_autoincrement=True,
    )


def _texts() -> None:
    op.create_table(
        "piece",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", BIG, nullable=False, index=True),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("received_at", WHEN, nullable=False),
        sa.UniqueConstraint("chat_id", "message_id"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("content_hash", sa.String, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.String),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("article_id", sa.Integer, index=True),
        sa.Column("loaded_by", BIG, nullable=False),
        sa.Column("loader", sa.String, nullable=False),
        sa.Column("loaded_at", WHEN, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Integer, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
    )
