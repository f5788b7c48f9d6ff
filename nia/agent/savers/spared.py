"""Does without a checkpoint that cannot be read or written. The savers of both databases are made with it.

A conversation goes on from its row in the database, so a lost checkpoint costs nothing. A turn that failed for one
would be an error about something that nobody needs, after an answer that was recorded already.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from langgraph.checkpoint.base import BaseCheckpointSaver

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig
    from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata, CheckpointTuple

_log = logging.getLogger(__name__)

REST_S = 5.0
"""For how long nothing is tried after a failure: a turn asks several times, and each may wait for a dead server."""


class Spared(BaseCheckpointSaver[str]):
    """Stands before LangGraph's own saver among the bases of one; `failures` are what its driver raises."""

    failures: ClassVar[tuple[type[Exception], ...]]
    _rests_until = 0.0

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        """Return the checkpoint, or None where there is none or it cannot be read."""
        if self._rests():
            return None
        try:
            return await super().aget_tuple(config)
        except self.failures as error:
            self._failed("read", error)
            return None

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Save a checkpoint, if that is possible."""
        place: RunnableConfig = {"configurable": {**config["configurable"], "checkpoint_id": checkpoint["id"]}}
        if self._rests():
            return place
        try:
            return await super().aput(config, checkpoint, metadata, new_versions)
        except self.failures as error:
            self._failed("written", error)
            await self.give_up()
            return place

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        """Save what belongs to a checkpoint, if that is possible."""
        if self._rests():
            return
        try:
            await super().aput_writes(config, writes, task_id, task_path)
        except self.failures as error:
            self._failed("written", error)
            await self.give_up()

    async def give_up(self) -> None:
        """Leave nothing half done after a write that failed."""

    def _rests(self) -> bool:
        return time.monotonic() < self._rests_until

    def _failed(self, what: str, error: Exception) -> None:
        self._rests_until = time.monotonic() + REST_S
        kind = type(error).__name__
        _log.warning("a checkpoint could not be %s (%s); the conversation goes on from its row", what, kind)
