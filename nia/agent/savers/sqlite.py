"""The saver on SQLite, which drops older checkpoints now and then. `checkpoints` opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from nia.agent.savers.plain import plain_data
from nia.agent.savers.pruning import LatestKept, NowAndThen
from nia.agent.savers.spared import Spared

if TYPE_CHECKING:
    import aiosqlite

# The writes first: which checkpoint is the newest is told by the checkpoints.
_DROP_WRITES = """
DELETE FROM writes WHERE thread_id = ?1 AND checkpoint_id < (
    SELECT max(checkpoint_id) FROM checkpoints AS newest
    WHERE newest.thread_id = ?1 AND newest.checkpoint_ns = writes.checkpoint_ns)
"""
_DROP_CHECKPOINTS = """
DELETE FROM checkpoints WHERE thread_id = ?1 AND checkpoint_id < (
    SELECT max(checkpoint_id) FROM checkpoints AS newest
    WHERE newest.thread_id = ?1 AND newest.checkpoint_ns = checkpoints.checkpoint_ns)
"""


class LatestOnSqlite(Spared, LatestKept, AsyncSqliteSaver):
    """LangGraph's own saver, and `aprune`, which it lacks on SQLite."""

    failures = (sqlite3.Error,)

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection, serde=plain_data())
        self._prunes = NowAndThen()

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Drop these threads' checkpoints and writes, but for the newest of each namespace (`keep_latest`)."""
        if strategy != "keep_latest":
            raise ValueError(f"unknown strategy: {strategy}")
        async with self.lock:
            for thread_id in thread_ids:
                await self.conn.execute(_DROP_WRITES, (str(thread_id),))
                await self.conn.execute(_DROP_CHECKPOINTS, (str(thread_id),))
            await self.conn.commit()

    async def give_up(self) -> None:
        """End the transaction in which a write failed: it would keep other processes from writing."""
        with suppress(sqlite3.Error):
            async with self.lock:
                await self.conn.rollback()
