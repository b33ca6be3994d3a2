"""Subscriptions, what was due for them, and the digests made (`briefings.store.tables_subscriptions`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables with their indexes."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", BIG, nullable=False, index=True),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("ordered", sa.Text, nullable=False),
        sa.Column("instant", sa.Boolean, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("quiet", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("covered", WHEN, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("next_slot", WHEN),
        sa.Column("due_at", WHEN),
        sa.Column("created_by", BIG),
        sqlite_autoincrement=True,
    )
    active = sa.text("active")
    op.create_index("ix_subscription_due", "subscription", ["due_at", "id"], sqlite_where=active, postgresql_where=active)
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("messages", sa.Text),
        sa.Column("articles", sa.Text),
        sqlite_autoincrement=True,
    )
    unrendered = sa.text("messages IS NULL")
    op.create_index("ix_digest_unrendered", "digest", ["id"], sqlite_where=unrendered, postgresql_where=unrendered)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subscription_id", BIG, sa.ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False),
        sa.Column("digest_id", BIG, sa.ForeignKey("digest.id"), nullable=False, index=True),
        sa.Column("slot", WHEN, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.UniqueConstraint("subscription_id", "slot"),
        sqlite_autoincrement=True,
    )
    for stage in ("planned", "stale"):
        only = sa.text(f"stage = '{stage}'")
        op.create_index(f"ix_delivery_{stage}", "delivery", ["digest_id", "id"], sqlite_where=only, postgresql_where=only)
