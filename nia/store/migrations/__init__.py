"""Alembic's migrations. Run by `nia.store.migrate`, inside one transaction that it opens."""
