"""Alembic's entry: runs the migrations on the connection that `nia.store.migrate` passes in."""

from __future__ import annotations

from alembic import context

from nia.store.migrate import VERSION_TABLE
from nia.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes a table by rebuilding it
)
with context.begin_transaction():
    context.run_migrations()
