"""PostgreSQL's words under one index that also knows days; the documents of a period from an index alone.

Of two indexes, one for each form of a word, PostgreSQL reads every row number that either has of a word before it knows which are in both;
within one it goes on to the next number that all words have in common. What the stretches of days are for: `briefings.store.stretches`.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_DAYS = {"article_words": 24, "directive_words": 36, "task_words": 36, "person_words": 36, "document_words": None}  # bits below the day
_STRETCHES = (8, 256)


def upgrade() -> None:
    """Make the index of citations; join both arrays, and add the stretches in which a text's day lies."""
    op.create_index("ix_citation_position", "citation", ["position", "document_id"])
    if op.get_context().dialect.name == "sqlite":
        return
    for table, bits in _DAYS.items():
        for form in ("folded", "exact"):
            op.drop_index(f"ix_{table}_{form}_words", table)
        days = "".join(f" || ('{days}#' || (rowid >> {bits}) / {days})" for days in _STRETCHES) if bits else ""
        op.execute(f"ALTER TABLE {table} ALTER folded_words TYPE text[] USING folded_words || exact_words{days}")
        op.alter_column(table, "folded_words", new_column_name="words")
        op.drop_column(table, "exact_words")
        op.create_index(f"ix_{table}_words", table, ["words"], postgresql_using="gin", postgresql_with={"fastupdate": "off"})
