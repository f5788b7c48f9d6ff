"""Points of a turn at which something else happens to its database: in the test's own process, undone afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from nia.agent import graph
from nia.store.database import Database
from tests.crash.points import Points, watch


class Turning(Points):
    """Calls `then` each time as many points as `gap` says were passed since the last call."""

    def __init__(self) -> None:
        super().__init__()
        self.then: Callable[[], object] = lambda: None
        self.gap: Callable[[], int] = lambda: 1
        self.happened: list[str] = []
        self._left = 1

    def arm(self, gap: Callable[[], int], then: Callable[[], object]) -> None:
        """Begin to count."""
        self.gap, self.then, self.armed, self._left = gap, then, True, gap()

    def passed(self, name: str) -> None:
        """Count a point, and let it happen where it is due."""
        if not self.armed:
            return
        self._left -= 1
        if self._left == 0:
            self._left = self.gap()
            self.happened.append(name)
            self.then()


@pytest.fixture
def points(monkeypatch: pytest.MonkeyPatch) -> Turning:
    """Return the points of the turns of this test; nothing is watched after it."""
    for name, node in graph._NODES.items():
        monkeypatch.setitem(graph._NODES, name, node)
    monkeypatch.setattr(graph.hear, "hear", graph.hear.hear)
    monkeypatch.setattr(Database, "begin", Database.begin)
    for saver in (AsyncPostgresSaver, AsyncSqliteSaver):
        for name in ("aput", "aput_writes"):
            monkeypatch.setattr(saver, name, getattr(saver, name))
    points = Turning()
    watch(points)
    return points
