"""What each chat has on its screen, for what is to be taken along (`briefings.store.tables`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "screen",
        sa.Column("chat_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("thread", BIG, primary_key=True, autoincrement=False),
        sa.Column("view_id", sa.Integer, nullable=False),
    )
