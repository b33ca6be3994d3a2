"""How many directives and tasks each article holds, and documents by how often they are cited: what /thongke adds up.

Kept as narrow rows in the order of lists, so that years of them are added up without reading a single directive.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table and fill it from what is stored; an index over the documents."""
    op.create_table(
        "tally",
        sa.Column("position", BIG, primary_key=True, autoincrement=False),
        sa.Column("article_id", BIG, sa.ForeignKey("article.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("directives", sa.Integer, nullable=False),
        sa.Column("tasks", sa.Integer, nullable=False),
    )
    op.execute(
        "INSERT INTO tally (position, article_id, directives, tasks) SELECT position, id, "
        "(SELECT count(*) FROM directive WHERE article_id = article.id), (SELECT count(*) FROM task WHERE article_id = article.id) "
        "FROM article WHERE position IS NOT NULL"
    )
    op.create_index("ix_document_articles", "document", ["articles"])
