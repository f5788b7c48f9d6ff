"""Where a stage stands: a database file, its engine, a compiled graph. A used one is emptied and used again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from langgraph.checkpoint.memory import InMemorySaver

from nia.agent.agent import Agent
from nia.agent.graph import Compiled, build
from nia.agent.runtime import Runtime
from nia.agent.savers.plain import plain_data
from nia.config import Settings
from nia.store.database import Database
from nia.store.engines import inline_engine_for
from nia.store.opening import open_database


@dataclass
class House:
    """A database of its own and a graph over it. Its engine's compiled statements are what makes it worth keeping."""

    file: Path
    database: Database
    saver: InMemorySaver
    graph: Compiled
    _runtime: list[Runtime]

    @classmethod
    def build(cls, file: Path, empty: Path) -> House:
        """Copy the empty database and open the copy."""
        shutil.copyfile(empty, file)
        runtime: list[Runtime] = []

        async def get() -> Runtime:
            return runtime[0]

        saver = InMemorySaver(serde=plain_data())
        return cls(file, Database(inline_engine_for(str(file))), saver, build(get, saver), runtime)

    def agent(self, settings: Settings, runtime: Runtime) -> Agent:
        """Return an agent that works with `runtime`, on this database."""
        self._runtime[:] = [runtime]
        own = settings.model_copy(update={"database_url": url_of(self.file), "data_dir": self.file.parent})
        return Agent(own, runtime, self.graph, AsyncExitStack())

    def empty(self, empty: Path) -> None:
        """Make the database again what it was at first, and forget the checkpoints."""
        with closing(sqlite3.connect(empty)) as source, closing(sqlite3.connect(self.file)) as target:
            source.backup(target)
        for kept in (self.saver.storage, self.saver.writes, self.saver.blobs):
            kept.clear()


@dataclass
class Street:
    """The houses of one event loop. `keeps`: they are used again; else each is torn down after its conversation."""

    folder: Path
    empty: Path
    keeps: bool = False
    _free: list[House] = field(default_factory=list)
    _built: int = 0

    @asynccontextmanager
    async def house(self) -> AsyncIterator[House]:
        """Lend an empty house."""
        house = self._free.pop() if self._free else self._build()
        try:
            yield house
        finally:
            if self.keeps:
                house.empty(self.empty)
                self._free.append(house)
            else:
                await self._tear_down(house)

    async def clear(self) -> None:
        """Tear down what is kept."""
        while self._free:
            await self._tear_down(self._free.pop())

    def _build(self) -> House:
        self._built += 1
        return House.build(self.folder / f"{self._built}.db", self.empty)

    async def _tear_down(self, house: House) -> None:
        await house.database.close()
        for file in house.file.parent.glob(f"{house.file.name}*"):
            file.unlink(missing_ok=True)


async def build_empty(file: Path) -> None:
    """Make a database with the schema and nothing in it, in one file."""
    await (await open_database(url_of(file))).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def url_of(file: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{file}"
