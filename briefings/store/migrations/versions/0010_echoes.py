"""Marks by which repeated directives are found, filled from those that are stored (`briefings.repeats`)."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from briefings.repeats import marks

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_AT_ONCE = 1000


def upgrade() -> None:
    """Make the table and fill it."""
    table = op.create_table(
        "echo",
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("position", BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", BIG, sa.ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    stored = sa.text("SELECT position, article_id, facts FROM directive WHERE position > :after ORDER BY position LIMIT :most")
    after = -1
    while rows := connection.execute(stored, {"after": after, "most": _AT_ONCE}).all():
        found = [
            {"mark": mark, "position": position, "article_id": article}
            for position, article, facts in rows
            for mark in set(_marks(json.loads(facts)["directive"]))
        ]
        if found:
            connection.execute(sa.insert(table), found)
        after = rows[-1].position


def _marks(order: dict[str, dict[str, str]]) -> tuple[str, ...]:
    return marks(order["speaker"]["text"] if order["speaker"] else None, order["quote"]["text"])
