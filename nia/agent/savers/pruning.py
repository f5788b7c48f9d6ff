"""Drops a conversation's older checkpoints now and then. The savers of both databases are made with it.

NIA goes on from a conversation's row, so older checkpoints serve nobody; kept, they would be most of what a long
conversation takes.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from langgraph.checkpoint.base import BaseCheckpointSaver

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata

EVERY = 20
"""How many checkpoints of a conversation a process writes before it drops the older ones."""

_MOST_THREADS = 10_000


class NowAndThen:
    """Counts the checkpoints that were written of each thread, the latest threads only."""

    def __init__(self) -> None:
        self._written: OrderedDict[str, int] = OrderedDict()

    def is_due(self, thread_id: str) -> bool:
        """Count one more, and tell whether the older ones are to be dropped."""
        count = self._written.pop(thread_id, 0) + 1
        if count >= EVERY:
            return True
        self._written[thread_id] = count
        if len(self._written) > _MOST_THREADS:
            self._written.popitem(last=False)
        return False


class LatestKept(BaseCheckpointSaver[str]):
    """Stands before LangGraph's own saver among the bases of one: what that saves is pruned as it is written."""

    _prunes: NowAndThen

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
            await self.drop_older(thread_id)
        return saved

    async def drop_older(self, thread_id: str) -> None:
        """Drop a thread's checkpoints, but for the newest of each namespace."""
        await self.aprune([thread_id])
