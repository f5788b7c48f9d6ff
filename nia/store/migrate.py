"""Brings the schema up or down by Alembic's migrations. `opening` calls it at start, `nia db` by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from nia.errors import StoreError
from nia.store.engines import migrating_engine_for
from nia.store.failures import explain
from nia.store.tables import METADATA
from nia.store.url import SQLITE, shown

if TYPE_CHECKING:  # Alembic costs a tenth of a second, and most starts find their schema as it should be
    from alembic.config import Config

HEAD = "0006"
VERSION_TABLE = "nia_schema"
_LOCK = 0x4E4941  # the advisory lock's number: "NIA"


async def upgrade(url: URL, revision: str = "head") -> None:
    """Migrate up to `revision`. Two processes may do so at once: the second waits and finds it done."""
    from alembic import command

    async with _alone(url) as connection:
        await connection.run_sync(_check_free, url)
        await connection.run_sync(lambda sync: command.upgrade(config_of(sync), revision))


async def downgrade(url: URL, revision: str) -> None:
    """Migrate down to `revision`; "base" drops every table with what is in it."""
    from alembic import command

    async with _alone(url) as connection:
        await connection.run_sync(lambda sync: command.downgrade(config_of(sync), revision))


def revision_of(connection: Connection) -> str | None:
    """Return the revision that the schema is at, or None where it was never made."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - our own constant
    return found.scalar()


def revisions() -> tuple[str, ...]:
    """Return the revisions that this version of NIA knows, newest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(config_of(None))
    return tuple(script.revision for script in scripts.walk_revisions())


def config_of(connection: Connection | None) -> Config:
    """Return Alembic's config for the migrations of this package, run on `connection`."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@asynccontextmanager
async def _alone(url: URL) -> AsyncIterator[AsyncConnection]:
    """Open one transaction that no other migration runs beside, and that is undone as a whole if it fails."""
    engine = migrating_engine_for(url)
    try:
        async with engine.begin() as connection:
            if url.drivername != SQLITE:  # SQLite's BEGIN IMMEDIATE has locked already
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
            if url.drivername == SQLITE and (await connection.execute(text("PRAGMA foreign_key_check"))).first():
                raise StoreError(f"The migration of {shown(url)} would break references; nothing was changed")
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        raise explain(url, error) from error
    finally:
        await engine.dispose()


def _check_free(connection: Connection, url: URL) -> None:
    """Refuse to make our tables where others of the same names are."""
    if revision_of(connection) is not None:
        return
    taken = sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))
    if taken:
        raise StoreError(
            f"{shown(url)} has tables that NIA did not make ({', '.join(taken[:3])}). "
            "Give NIA a database of its own in NIA_DATABASE_URL"
        )
