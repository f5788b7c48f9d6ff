"""Where the graph's checkpoints lie: beside the SQLite file, or in PostgreSQL. They can be lost and rebuilt."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from langgraph.checkpoint.base import BaseCheckpointSaver
from sqlalchemy.engine import make_url

from nia.config import Settings
from nia.store.engines import CONNECT_S, PATIENCE
from nia.store.failures import explain

_BESIDE = ".checkpoints"
_WAIT_S = 2.0
"""How long a turn waits for a connection for its checkpoint, before it does without."""


@asynccontextmanager
async def open_saver(settings: Settings) -> AsyncIterator[BaseCheckpointSaver[str]]:
    """Open the saver that fits the database's URL."""
    if settings.url.startswith("sqlite"):
        async with _sqlite(settings) as saver:
            yield saver
    else:
        async with _postgres(settings) as saver:
            yield saver


@asynccontextmanager
async def _sqlite(settings: Settings) -> AsyncIterator[BaseCheckpointSaver[str]]:
    import aiosqlite

    from nia.agent.savers.sqlite import LatestOnSqlite

    database = make_url(settings.url).database
    path = f"{database}{_BESIDE}" if database and database != ":memory:" else ":memory:"
    async with aiosqlite.connect(path) as connection:
        # a lost checkpoint is rebuilt from the turns, so that it need not wait for the disk
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=NORMAL")
        saver = LatestOnSqlite(connection)
        await saver.setup()
        yield saver


@asynccontextmanager
async def _postgres(settings: Settings) -> AsyncIterator[BaseCheckpointSaver[str]]:
    from psycopg.rows import dict_row
    from psycopg_pool import AsyncConnectionPool

    from nia.agent.savers.postgres import LatestOnPostgres

    plain = settings.url.replace("postgresql+psycopg://", "postgresql://", 1)
    # Nothing is prepared, as in nia.store.engines: behind a PgBouncer the next transaction may be elsewhere.
    options = {"autocommit": True, "prepare_threshold": None, "row_factory": dict_row, **PATIENCE}
    async with AsyncConnectionPool(plain, min_size=1, max_size=8, timeout=_WAIT_S, kwargs=options, open=False) as pool:
        saver = LatestOnPostgres(pool)  # type: ignore[arg-type]
        try:
            await pool.wait(2 * CONNECT_S)
            await saver.setup()
        except saver.failures as error:
            raise explain(make_url(settings.url), error) from error
        yield saver


async def forget_all(settings: Settings) -> None:
    """Drop every checkpoint: conversations go on from their rows. Of SQLite's file the bytes go too (`scrubbing`)."""
    async with open_saver(settings) as saver:
        threads = {str(one.config["configurable"]["thread_id"]) async for one in saver.alist(None)}
        for thread in threads:
            await saver.adelete_thread(thread)


def file_of(settings: Settings) -> Path | None:
    """Return the SQLite file of the checkpoints, or None where they lie in the database itself."""
    if not settings.url.startswith("sqlite"):
        return None
    return Path(f"{make_url(settings.url).database}{_BESIDE}")
