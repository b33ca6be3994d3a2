"""What Alembic runs: a connection inside a transaction, given by `briefings.store.schema`, in; the steps run on it out."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import briefings.store.tables
import briefings.store.tables_editing
import briefings.store.tables_held
import briefings.store.tables_inbox
import briefings.store.tables_outgoing  # noqa: F401 - the imports fill SQLModel.metadata

# SQLite changes a table by copying it ("batch mode").
context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
