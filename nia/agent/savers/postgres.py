"""The saver on PostgreSQL, which drops older checkpoints now and then. `checkpoints` opens it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from psycopg_pool import PoolTimeout

from nia.agent.savers.plain import plain_data
from nia.agent.savers.pruning import LatestKept, NowAndThen
from nia.agent.savers.spared import Spared

if TYPE_CHECKING:
    from psycopg.rows import DictRow
    from psycopg_pool import AsyncConnectionPool


class LatestOnPostgres(Spared, LatestKept, AsyncPostgresSaver):
    """LangGraph's own saver, pruned as it is written."""

    failures = (psycopg.Error, PoolTimeout)

    def __init__(self, pool: AsyncConnectionPool[psycopg.AsyncConnection[DictRow]]) -> None:
        super().__init__(pool, serde=plain_data())
        self._prunes = NowAndThen()

    async def drop_older(self, thread_id: str) -> None:
        """Drop a thread's older checkpoints, unless another process prunes or writes it now: the next time will do."""
        with suppress(psycopg.Error):
            await super().drop_older(thread_id)
