"""The way to the database: sessions for reading and transactions for writing. Built once by who starts NIA."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker


class Database:
    """An open database. `begin()` commits when its block ends well and rolls back otherwise."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction for writing."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a session for reading; whatever is written in it is rolled back."""
        async with self._sessions() as session:
            yield session

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()
