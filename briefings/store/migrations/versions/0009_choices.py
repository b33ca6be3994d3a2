"""What a chat has chosen beside its language: zone, quiet hours, length, previews of links (JSON, `briefings.store.rows.Chat`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("chat", sa.Column("choices", sa.Text))
