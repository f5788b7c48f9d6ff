"""The saver on PostgreSQL, which drops older checkpoints now and then. `checkpoints` opens it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

from nia.agent.savers.pruning import NowAndThen

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata
    from psycopg.rows import DictRow
    from psycopg_pool import AsyncConnectionPool


class LatestOnPostgres(AsyncPostgresSaver):
    """LangGraph's own saver, pruned as it is written."""

    def __init__(self, pool: AsyncConnectionPool[psycopg.AsyncConnection[DictRow]]) -> None:
        super().__init__(pool)
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
            with suppress(psycopg.Error):  # another process prunes or writes it now; the next time will do
                await self.aprune([thread_id])
        return saved
