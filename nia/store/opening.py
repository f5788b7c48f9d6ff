"""Opens the database when NIA starts: checks the URL, connects, brings the schema up to date, or says what to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from nia.errors import StoreError
from nia.store import migrate
from nia.store.database import READS, Database
from nia.store.engines import engine_for
from nia.store.failures import explain
from nia.store.url import SQLITE, parse_url, shown


class NotThereYet(StoreError):
    """There is no database, or one that an upgrade must bring up to date; nothing is wrong with it."""


async def open_database(settings_url: str, *, create: bool = True) -> Database:
    """Open the database at `settings_url` (`Settings.url`).

    With `create`, a missing SQLite file is made and the schema is migrated up; without, a database
    that is not there or not up to date is an error, and nothing is written. Raises `StoreError`.
    """
    url = parse_url(settings_url)
    _prepare_file(url, create=create)
    engine = engine_for(url)
    try:
        revision = await _revision(engine, writes=create)
        if revision != migrate.HEAD:
            _check_known(url, revision)
            if not create:
                raise NotThereYet(f"The schema of {shown(url)} is not up to date. Run: nia db upgrade")
            await migrate.upgrade(url)
    except BaseException:
        await engine.dispose()
        raise
    return Database(engine)


def _prepare_file(url: URL, *, create: bool) -> None:
    if url.drivername != SQLITE or url.database is None or url.database.startswith("file:"):
        return
    file = Path(url.database)
    if not create and not file.is_file():
        raise NotThereYet(f"There is no database at {file}. Run: nia db upgrade")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {file.parent} cannot be made: {error.strerror}. "
            "Set NIA_DATA_DIR to a folder that the user that runs NIA may write"
        ) from error


async def _revision(engine: AsyncEngine, *, writes: bool) -> str | None:
    """Read the schema's revision; with `writes` in a transaction that shows whether the database takes writes."""
    try:
        async with engine.execution_options(**{READS: not writes}).connect() as connection:
            return await connection.run_sync(migrate.revision_of)
    except DBAPIError as error:
        raise explain(engine.url, error) from error


def _check_known(url: URL, revision: str | None) -> None:
    if revision is not None and revision not in migrate.revisions():
        raise StoreError(
            f"The schema of {shown(url)} ({revision}) is newer than this version of NIA ({migrate.HEAD}). "
            "Upgrade NIA, or restore the backup that was made before the upgrade"
        )
