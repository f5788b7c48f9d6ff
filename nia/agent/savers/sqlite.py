"""The saver on SQLite, which drops older checkpoints now and then. `checkpoints` opens it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from nia.agent.savers.pruning import NowAndThen

if TYPE_CHECKING:
    import aiosqlite
    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata

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


class LatestOnSqlite(AsyncSqliteSaver):
    """LangGraph's own saver, and `aprune`, which it lacks on SQLite."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__(connection)
        self._prunes = NowAndThen()

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Save a checkpoint, and now and then drop the thread's older ones."""
        saved = await super().aput(config, checkpoint, metadata, new_versions)
        thread_id = str(config["configurable"]["thread_id"])
        if self._prunes.is_due(thread_id):
            await self.aprune([thread_id])
        return saved

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Drop these threads' checkpoints and writes, but for the newest of each namespace (`keep_latest`)."""
        if strategy != "keep_latest":
            raise ValueError(f"unknown strategy: {strategy}")
        async with self.lock:
            for thread_id in thread_ids:
                await self.conn.execute(_DROP_WRITES, (str(thread_id),))
                await self.conn.execute(_DROP_CHECKPOINTS, (str(thread_id),))
            await self.conn.commit()
