"""Tasks taken over, their history, what was asked about them, and what chats have opened (`briefings.store.tables_held`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "held",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", BIG, nullable=False),
        sa.Column("article_id", sa.Integer, nullable=False, index=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("assignee", sa.String),
        sa.Column("note", sa.Text),
        sa.Column("own_due", sa.Date),
        sa.UniqueConstraint("chat_id", "article_id", "start"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "held_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("held_id", BIG, sa.ForeignKey("held.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("user_id", BIG, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("field", sa.String),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "awaited",
        sa.Column("chat_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("user_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("held_id", sa.Integer, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("at", WHEN, nullable=False),
    )
    op.create_table(
        "opened",
        sa.Column("chat_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("value", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
