"""An SQLite connection with one change of threads a statement, for SQLAlchemy's aiosqlite dialect. Used by `engines`.

aiosqlite runs each call in the connection's thread and comes back, and SQLAlchemy makes five such
calls a statement (cursor, execute, fetch, close, and BEGIN before it). Each costs as much as half a
durable commit. Here a statement, its rows and the BEGIN before it are one call.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TypeAlias, TypeVar

import aiosqlite
from sqlalchemy.engine.interfaces import DBAPIConnection

Value: TypeAlias = "int | float | str | bytes | None"
Row: TypeAlias = "tuple[Value, ...]"
T = TypeVar("T")


class Connection(aiosqlite.Connection):
    """An aiosqlite connection in autocommit, with transactions that begin with their first statement."""

    def __init__(self, file: str, busy_s: float, pragmas: Sequence[str]) -> None:
        super().__init__(lambda: _connect(file, busy_s, pragmas), iter_chunk_size=64)
        self._thread.daemon = True  # a process that dies must not wait for it
        self._begin: str | None = None
        self._within = False
        self._writes = False
        self._stopping: asyncio.Future[None] | None = None

    async def _connect(self) -> Connection:
        try:
            await super()._connect()
        except BaseException:
            if self._stopping is not None:  # else the thread outlives the loop, and complains on stderr
                await self._stopping
            raise
        return self

    def stop(self) -> asyncio.Future[None] | None:
        """End the thread, which closes the connection; what is returned is done when it has."""
        self._stopping = super().stop()
        return self._stopping

    def begin_with_next(self, *, writes: bool) -> None:
        """Begin a transaction together with the next statement.

        One that writes locks at once: had it begun by reading, it could not be upgraded while another
        writes, and would fail instead of wait.
        """
        self._writes = writes
        self._begin = "BEGIN IMMEDIATE" if writes else "BEGIN"

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor that reads all rows at once."""
        return Cursor(self)

    async def run(self, statement: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> Ran:
        """Run a statement in the connection's thread, and return what came of it."""
        begin, self._begin = self._begin, None
        self._within = self._within or begin is not None
        return await self._in_thread(lambda: _run(self._conn, begin, statement))

    async def commit(self) -> None:
        """Commit, where a transaction has begun."""
        self._begin = None
        if self._within:
            await self._in_thread(self._conn.commit)
            self._within = False

    async def rollback(self) -> None:
        """Roll back, where a transaction has begun. Nobody waits for the end of one that only read."""
        self._begin = None
        if self._within and self._writes:
            await self._in_thread(self._conn.rollback)
        elif self._within:
            self._tx.put_nowait((None, self._conn.rollback))  # what comes next in this thread comes after it
        self._within = False

    async def _in_thread(self, call: Callable[[], T]) -> T:
        done: T = await self._execute(call)  # type: ignore[no-untyped-call]
        return done


class InlineConnection(Connection):
    """A connection that runs its statements in the event loop: for a database in memory that nobody else waits for.

    Changing threads costs several times what a statement on such a database does. Evals play on it.
    """

    async def rollback(self) -> None:
        """Roll back, where a transaction has begun."""
        self._begin = None
        if self._within:
            self._conn.rollback()
        self._within = False

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return call()


class Ran:
    """What came of a statement."""

    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rows: list[Row] = cursor.fetchall() if cursor.description else []
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid


class Cursor:
    """The part of an aiosqlite cursor that SQLAlchemy uses."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ran: Ran | None = None

    async def __aenter__(self) -> Cursor:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def execute(self, sql: str, values: Sequence[Value] = ()) -> Cursor:
        """Run a statement and fetch its rows."""
        self._ran = await self._connection.run(lambda connection: connection.execute(sql, values))
        return self

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> Cursor:
        """Run a statement once for each row of values."""
        self._ran = await self._connection.run(lambda connection: connection.executemany(sql, rows))
        return self

    async def fetchall(self) -> list[Row]:
        """Return the rows."""
        return [] if self._ran is None else self._ran.rows

    async def close(self) -> None:
        """Do nothing: the rows are fetched, and the statement is closed."""

    @property
    def description(self) -> object:
        """The columns, or None where the statement has no rows."""
        return self._ran and self._ran.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed, -1 where that is not known."""
        return -1 if self._ran is None else self._ran.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the row that was inserted last."""
        return None if self._ran is None else self._ran.lastrowid


def driver_connection(connection: DBAPIConnection) -> Connection:
    """Return the connection under SQLAlchemy's adapter."""
    driver = connection.driver_connection
    assert isinstance(driver, Connection)
    return driver


def _connect(file: str, busy_s: float, pragmas: Sequence[str]) -> sqlite3.Connection:
    # Autocommit: the driver's own BEGIN comes too late and never locks; `begin_with_next` sends ours.
    connection = sqlite3.connect(
        file, timeout=busy_s, isolation_level=None, check_same_thread=False, uri=file.startswith("file:")
    )
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _run(
    connection: sqlite3.Connection, begin: str | None, statement: Callable[[sqlite3.Connection], sqlite3.Cursor]
) -> Ran:
    if begin is not None:
        connection.execute(begin)
    return Ran(statement(connection))
