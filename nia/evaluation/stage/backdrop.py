"""What all stages of a process share: the installation, and an empty database to copy. The runner opens one."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from nia.accounts.principal import Principal
from nia.agent.agent import Agent
from nia.agent.checkpoints import open_saver
from nia.agent.graph import build
from nia.agent.installation import Installation
from nia.agent.runtime import Runtime
from nia.clock import FrozenClock
from nia.config import Settings
from nia.evaluation.format.records import Scene
from nia.evaluation.stage.cast import Cast
from nia.evaluation.stage.given import Rows
from nia.evaluation.stage.stage import Stage
from nia.ids import IdSource
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.opening import open_database
from nia.store.url import parse_url
from nia.tools.spec import Tool
from nia.understanding.port import Understands

_MEMORY = Path("/dev/shm")  # noqa: S108  a stage's database is thrown away: where it can, it lies in memory
_FOLDER = str(_MEMORY) if _MEMORY.is_dir() else None


@dataclass(frozen=True)
class Backdrop:
    """An installation, and a folder for the databases of its stages. Close it with `close`."""

    installation: Installation
    folder: Path
    empty: Path
    _numbers: count[int]

    @classmethod
    async def open(
        cls, settings: Settings, understander: Understands | None = None, tools: Iterable[Tool] = ()
    ) -> Backdrop:
        """Load the config and make the empty database. The installation's own database is not touched.

        Raises `AdminError` where the config is wrong.
        """
        installation = await Installation.load(settings, tools, understander)
        folder = Path(tempfile.mkdtemp(prefix="nia-evals-", dir=_FOLDER))
        try:
            empty = folder / "empty.db"
            await (await open_database(_url(empty))).close()
            _into_one_file(empty)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(installation, folder, empty, count(1))

    @asynccontextmanager
    async def stage(self, scene: Scene) -> AsyncIterator[Stage]:
        """Open a store of its own with the scene's records, a clock that stands at its beginning, and an agent."""
        folder = self.folder / str(next(self._numbers))
        folder.mkdir()
        try:
            async with AsyncExitStack() as stack:
                yield await self._open(scene, folder, stack)
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def close(self) -> None:
        """Remove the databases."""
        await asyncio.to_thread(self.remove)

    def remove(self) -> None:
        """Remove the databases, where no loop runs any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    async def _open(self, scene: Scene, folder: Path, stack: AsyncExitStack) -> Stage:
        file, ids = folder / "nia.db", _numbered()
        shutil.copyfile(self.empty, file)
        database = Database(engine_for(parse_url(_url(file))))
        stack.push_async_callback(database.close)
        cast = Cast.of(scene, ids)
        async with database.begin() as session:
            session.add_all(Rows(scene, cast, ids).everything())
        clock = FrozenClock(scene.now)
        settings = self.installation.settings.model_copy(update={"database_url": _url(file), "data_dir": folder})
        runtime: Runtime = self.installation.runtime(database, clock, ids)

        async def get() -> Runtime:
            return runtime

        saver = await stack.enter_async_context(open_saver(settings))
        agent = Agent(settings, runtime, build(get, saver), AsyncExitStack())
        return Stage(agent, clock, Principal.of(cast.users[0]), scene, cast)


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def _numbered() -> IdSource:
    """Return ids that are the same in every run."""
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"


def _into_one_file(file: Path) -> None:
    """Write what lies in the log into the file, so that a copy of the file is whole."""
    connection = sqlite3.connect(file)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
