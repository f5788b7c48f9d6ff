"""Whole transactions in a thread, for those that wait for nothing but the database. `Database.at_once` runs them.

SQLAlchemy's async way changes between loop and driver at each statement, which costs several times what a short one
does. Here the loop waits once a transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

T = TypeVar("T")


class Blocking:
    """A blocking engine, and as many threads as it may have connections."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(threads, "nia-database")

    async def run(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a transaction: committed when it returns, rolled back when it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work)

    def _run(self, work: Callable[[Session], T]) -> T:
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    async def close(self) -> None:
        """Let what runs end, and give back every connection."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()
