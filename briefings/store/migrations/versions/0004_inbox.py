"""Updates as they came in, the processes that work on them, and which of them leads (`briefings.store.tables_inbox`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the three tables, and the one lease that there is."""
    op.create_table(
        "replica",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("beats", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    lease = op.create_table(
        "lease",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("holder", BIG, nullable=False),
        sa.Column("fence", BIG, nullable=False),
    )
    op.bulk_insert(lease, [{"name": "leader", "holder": 0, "fence": 0}])
    op.create_table(
        "inbox",
        sa.Column("update_id", BIG, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text),
        sa.Column("holder", BIG, nullable=False),
        sa.Column("made", BIG),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    waiting = sa.text("body IS NOT NULL")
    op.create_index("ix_inbox_waiting", "inbox", ["holder"], sqlite_where=waiting, postgresql_where=waiting)
