"""Renews the lease of a turn while one of its steps takes long. The graph keeps one a turn; a quick turn needs none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nia.errors import StoreError
from nia.memory import lease
from nia.memory.waiting import RENEW_S
from nia.store.database import Database


class Renewal:
    """The renewal of one turn's lease: bound to its steps, so that it ends with them however they end."""

    def __init__(self, database: Database, conversation_id: str, fence: int, every_s: float = RENEW_S) -> None:
        self._database = database
        self._conversation = conversation_id
        self._fence = fence
        self._every_s = every_s
        self._due = asyncio.get_running_loop().time() + every_s
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def during(self) -> AsyncIterator[None]:
        """Renew the lease whenever it is due while the block runs; no connection is held in between."""
        timer = asyncio.get_running_loop().call_at(self._due, self._begin)
        try:
            yield
        finally:
            timer.cancel()
            await self._end()

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
                    if not await lease.renew(session, self._conversation, self._fence):
                        return  # it is lost: whatever this turn still commits will say so
            except StoreError:
                pass  # it may come back before the lease is over
            self._due = asyncio.get_running_loop().time() + self._every_s
            try:
                async with asyncio.timeout(self._every_s):
                    await self._stop.wait()
            except TimeoutError:
                pass
