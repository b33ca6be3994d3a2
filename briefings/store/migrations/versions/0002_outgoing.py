"""Messages to be sent (`briefings.store.tables_outgoing`), and which chats are closed to us."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table with its indexes, and widen `chat`."""
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("delivery_id", BIG, index=True),
        sa.Column("chat_id", BIG, nullable=False, index=True),
        sa.Column("thread_id", BIG, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("keyboard", sa.Text, nullable=False),
        sa.Column("plain", sa.Boolean, nullable=False),
        sa.Column("edits", BIG),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("message_id", BIG),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("fence", BIG, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_error", sa.Text),
        sa.UniqueConstraint("key", "part"),
        sqlite_autoincrement=True,
    )
    for name, columns, state in (("pending", ["chat_id", "id", "not_before"], "pending"), ("sending", ["fence"], "sending")):
        only = sa.text(f"state = '{state}'")
        op.create_index(f"ix_outgoing_{name}", "outgoing", columns, sqlite_where=only, postgresql_where=only)
    op.add_column("chat", sa.Column("closed", sa.Text))
    op.add_column("chat", sa.Column("closed_at", sa.DateTime(timezone=True)))
