"""PostgreSQL's indexes of words take up each word at once, rather than keep a list of new ones that every search reads through."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES = ("article", "directive", "task", "person", "document")


def upgrade() -> None:
    """Set this for every index of words; what its list holds is taken up now."""
    if op.get_context().dialect.name == "sqlite":
        return
    for index in (f"ix_{table}_words_{form}_words" for table in _TABLES for form in ("folded", "exact")):
        op.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
        op.execute(f"SELECT gin_clean_pending_list('{index}')")
