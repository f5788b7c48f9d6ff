"""Renews the lease of a turn while one of its steps takes long, and gives it back where a step breaks off.

The graph keeps one a turn. A quick turn makes no statement for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nia.errors import StoreError
from nia.memory import lease
from nia.memory.lease import Hold
from nia.memory.waiting import RENEW_S
from nia.store.database import Database


class Renewal:
    """The renewal of one turn's lease: bound to its steps, so that it ends with them however they end."""

    def __init__(self, database: Database, hold: Hold, every_s: float = RENEW_S) -> None:
        self._database = database
        self._hold = hold
        self._every_s = every_s
        self._due = asyncio.get_running_loop().time() + every_s
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def during(self) -> AsyncIterator[None]:
        """Renew the lease whenever it is due while the block runs; no connection is held in between."""
        async with lease.unless_it_breaks_off(self._database, self._hold):
            timer = asyncio.get_running_loop().call_at(self._due, self._begin)
            try:
                yield
            finally:
                timer.cancel()
                await self._end()

    async def give_back(self) -> None:
        """Give the lease back where the turn ends between two of its steps."""
        await lease.give_back(self._database, self._hold)

    def _begin(self) -> None:
        self._stop.clear()
        self._running = asyncio.create_task(self._renew())

    async def _end(self) -> None:
        """Let a renewal that is under way come to its end: it is one short statement."""
        running, self._running = self._running, None
        if running is not None:
            self._stop.set()
            await running

    async def _renew(self) -> None:
        while not self._stop.is_set():
            try:
                async with self._database.begin() as session:
                    if not await lease.renew(session, self._hold.conversation_id, self._hold.fence):
                        return  # it is lost: whatever this turn still commits will say so
            except StoreError:
                pass  # it may come back before the lease is over
            self._due = asyncio.get_running_loop().time() + self._every_s
            try:
                async with asyncio.timeout(self._every_s):
                    await self._stop.wait()
            except TimeoutError:
                pass
