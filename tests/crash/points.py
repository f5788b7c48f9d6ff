"""Where a process may die: around each node, each transaction, each write of a checkpoint. Found as it runs.

`watch` wraps what NIA itself calls; nothing lists the points by hand, so a new node or commit is one at once.
"""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from nia.agent import graph
from nia.store.database import Database


class Points:
    """Counts the points as they are passed once it is armed, and kills this process at one of them (or stops it)."""

    def __init__(self, kill_at: int | None = None, by: signal.Signals = signal.SIGKILL) -> None:
        self.names: list[str] = []
        self.armed = False
        self.kill_at = kill_at
        self._by = by

    def passed(self, name: str) -> None:
        """Note a point; die here if it is the one, as by a power cut: no handler runs, nothing is flushed."""
        if not self.armed:
            return
        self.names.append(name)
        if self.kill_at == len(self.names):
            os.kill(os.getpid(), self._by)


def watch(points: Points) -> None:
    """Put points around everything that this process will do. Once a process."""
    for name, (node, route, destinations) in graph._NODES.items():
        graph._NODES[name] = (_around(points, f"node {name}", node), route, destinations)
    graph.hear.hear = _around(points, "node hear", graph.hear.hear)  # type: ignore[assignment]
    Database.begin = _transactions(points, Database.begin)  # type: ignore[method-assign, assignment]
    _watch_savers(points)


def _around(points: Points, name: str, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def run(*args: Any, **kwargs: Any) -> Any:
        points.passed(f"before {name}")
        done = await call(*args, **kwargs)
        points.passed(f"after {name}")
        return done

    return run


def _transactions(points: Points, begin: Callable[..., Any]) -> Callable[..., Any]:
    @asynccontextmanager
    async def watched(self: Database) -> AsyncIterator[AsyncSession]:
        async with begin(self) as session:
            event.listen(session.sync_session, "after_flush", lambda *_: points.passed("after statements"))
            yield session
            points.passed("before commit")
        points.passed("after commit")

    return watched


def _watch_savers(points: Points) -> None:
    from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    savers: tuple[type[BaseCheckpointSaver[str]], ...] = (AsyncPostgresSaver, AsyncSqliteSaver)
    for saver in savers:
        for name in ("aput", "aput_writes"):
            setattr(saver, name, _around(points, f"checkpoint {name}", getattr(saver, name)))
