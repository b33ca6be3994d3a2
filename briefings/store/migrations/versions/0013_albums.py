"""What became of each of several files that were sent at once (`briefings.store.tables_editing`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "album_file",
        sa.Column("chat_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("message_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("album", sa.String, nullable=False),
        sa.Column("loaded", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("refused", sa.Text, nullable=False),
        sa.Column("shown", BIG, nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    )
