"""What all stages of a process share: the installation, and an empty database to copy. The runner opens one."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from nia.accounts.principal import Principal
from nia.agent.installation import Installation
from nia.clock import FrozenClock
from nia.config import Settings
from nia.evaluation.format.records import Scene
from nia.evaluation.stage.cast import Cast
from nia.evaluation.stage.given import Rows
from nia.evaluation.stage.house import Street, build_empty
from nia.evaluation.stage.leftovers import own_folder
from nia.evaluation.stage.stage import Stage
from nia.ids import IdSource
from nia.ledger.signing import Signer
from nia.tools.spec import Tool
from nia.understanding.port import Understands

_MEMORY = Path("/dev/shm")  # noqa: S108  a stage's database is thrown away: where it can, it lies in memory
_PLACE = _MEMORY if _MEMORY.is_dir() else Path(tempfile.gettempdir())


@dataclass(frozen=True)
class Backdrop:
    """An installation, and a folder for the databases of its stages. Close it with `close`."""

    installation: Installation
    folder: Path
    street: Street

    @classmethod
    async def open(
        cls,
        settings: Settings,
        understander: Understands | None = None,
        tools: Iterable[Tool] = (),
        *,
        keeps: bool = False,
    ) -> Backdrop:
        """Load the config and make the empty database. The installation's own database is not touched.

        `keeps`: databases are emptied and used again, which is quicker; all stages must then be opened in the
        event loop in which the first was. Raises `AdminError` where the config is wrong.
        """
        installation = await Installation.load(settings, tools, understander)
        folder = own_folder(_PLACE)
        try:
            await build_empty(folder / "empty.db")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(installation, folder, Street(folder, folder / "empty.db", keeps))

    @asynccontextmanager
    async def stage(self, scene: Scene) -> AsyncIterator[Stage]:
        """Open a store of its own with the scene's records, a clock that stands at its beginning, and an agent."""
        async with self.street.house() as house:
            ids, clock = _numbered(), FrozenClock(scene.now)
            cast = Cast.of(scene, ids)
            rows = Rows(scene, cast, ids)
            async with house.database.begin() as session:
                session.add_all(rows.everything())
            runtime = self.installation.runtime(house.database, clock, ids, Signer.passing())
            agent = house.agent(self.installation.settings, runtime)
            yield Stage(agent, clock, Principal.of(cast.users[0]), scene, cast, rows.threads)

    async def close(self) -> None:
        """Close and remove the databases."""
        await self.street.clear()
        await asyncio.to_thread(self.remove)

    def remove(self) -> None:
        """Remove the databases, where no loop runs any more."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _numbered() -> IdSource:
    """Return ids that are the same in every run."""
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"
