"""The way to the database: sessions for reading and transactions for writing. Built once by who starts NIA."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from nia.store.failures import explain

READS = "nia_reads"


class Database:
    """An open database.

    Both ways raise `StoreError` when the database itself fails (locked, full, gone); what the
    database refuses (a value that is there already) is raised as SQLAlchemy's own error.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._writers = async_sessionmaker(engine, expire_on_commit=False)
        self._readers = async_sessionmaker(engine.execution_options(**{READS: True}), expire_on_commit=False)
        # SQLite has one writer at a time and lets the others poll; a queue of our own wakes the next one at once.
        self._turnstile: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction for writing: committed when the block ends well, rolled back otherwise. Never nest it."""
        try:
            async with self._turnstile, self._writers() as session, session.begin():
                yield session
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise explain(self.engine.url, error) from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session for reading one state of the data; whatever is written in it is rolled back."""
        try:
            async with self._readers() as session:
                yield session
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise explain(self.engine.url, error) from error

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()
