"""Makes the engine for a database: its connections' settings, its pool. `opening` and `migrate` build on it."""

from __future__ import annotations

from sqlalchemy import URL, event
from sqlalchemy import Connection as SqlConnection
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from nia.errors import StoreError
from nia.store.database import READS
from nia.store.sqlite import Connection, InlineConnection, driver_connection
from nia.store.url import SQLITE

BUSY_S = 4.0  # how long a writer waits for another process, so that a turn still ends within its 8 s
MIGRATING_S = 60.0
CONNECT_S = 5
DEAD_PEER_MS = 8_000


def engine_for(url: URL) -> AsyncEngine:
    """Return an engine for a URL of `parse_url`. Nothing is connected yet."""
    return _sqlite(url, busy_s=BUSY_S) if url.drivername == SQLITE else _postgres(url)


def migrating_engine_for(url: URL) -> AsyncEngine:
    """Return an engine for one migration: it waits longer, and lets SQLite rebuild tables that others refer to."""
    if url.drivername == SQLITE:
        return _sqlite(url, busy_s=MIGRATING_S, foreign_keys=False)
    return _postgres(url, pooled=False)


def inline_engine_for(file: str) -> AsyncEngine:
    """Return an engine for a SQLite file in memory, whose statements run in the event loop (see `InlineConnection`)."""
    return _sqlite(URL.create(SQLITE, database=file), busy_s=BUSY_S, connection=InlineConnection)


def _sqlite(
    url: URL, *, busy_s: float, foreign_keys: bool = True, connection: type[Connection] = Connection
) -> AsyncEngine:
    # Errors hide their parameters everywhere here: they go into logs, and parameters are customers' data.
    # FULL syncs the log at each commit. NORMAL may lose the last ones when power fails, and they were acknowledged.
    pragmas = ("journal_mode = WAL", "synchronous = FULL", f"foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    def connect(*_: object, **__: object) -> Connection:
        return connection(url.database or "", busy_s, pragmas)

    def on_begin(begun: SqlConnection) -> None:
        adapted = begun.connection.dbapi_connection
        assert adapted is not None
        driver_connection(adapted).begin_with_next(writes=not begun.get_execution_options().get(READS))

    engine = create_async_engine(url, connect_args={"async_creator_fn": connect}, hide_parameters=True)
    event.listen(engine.sync_engine, "begin", on_begin)
    return engine


def _postgres(url: URL, *, pooled: bool = True) -> AsyncEngine:
    arguments = {
        "connect_timeout": CONNECT_S,
        "tcp_user_timeout": DEAD_PEER_MS,
        "application_name": "nia",
        # Prepared statements do not survive a PgBouncer that hands connections out by the transaction.
        "prepare_threshold": None,
    }
    try:
        if not pooled:
            return create_async_engine(url, connect_args=arguments, hide_parameters=True, poolclass=NullPool)
        return create_async_engine(
            url,
            connect_args=arguments,
            hide_parameters=True,
            pool_size=10,
            max_overflow=10,
            pool_timeout=CONNECT_S,
            pool_recycle=1800,
            pool_pre_ping=True,
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            "NIA_DATABASE_URL is a PostgreSQL database, and its driver is not installed. "
            "Install it with: pip install 'nia-assistant[postgres]'"
        ) from error
