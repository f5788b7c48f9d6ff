"""Something is wrong with the database for a while, at points of the turns; the client goes through it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from nia.config import Settings
from nia.errors import StoreError
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.crash.scene import SCRIPT
from tests.failures.conftest import Turning
from tests.failures.persistent import Client, undisturbed
from tests.leases import run_out


@dataclass
class Trouble:
    """Begins and ends it: `begin` may be called within a turn. `code` is what the client must be told meanwhile.

    It ends after the client was told twice, so that it is seen also by a message that begins in the middle of it.
    """

    code: str
    says: str
    begin: Callable[[], None]
    end: Callable[[], None]
    most: int
    times: int = 0
    told: int = 0
    lasts: bool = False

    async def through(self, settings: Settings, points: Turning, gaps: tuple[int, int], seed: int) -> str:
        """Play the conversation with the trouble at drawn points; return what to say of it in a table."""
        drawn, begun = random.Random(seed), time.monotonic()
        async with open_chat(settings, Scripted(SCRIPT)) as chat:
            client = Client(chat, lambda error: self._mend(error, client, points))
            points.arm(lambda: drawn.randint(*gaps), self._begin)
            await client.play()
            points.armed = False
            self._end()
            left = await client.left(settings)
        assert self.times == self.most
        assert client.errors.keys() == {self.code}
        assert left == await undisturbed(settings.data_dir / "undisturbed")
        told = client.errors.total()
        return f"{self.times} times in {time.monotonic() - begun:.0f} s, {told} errors told: nothing lost"

    def _begin(self) -> None:
        if not self.lasts and self.times < self.most:
            self.begin()
            self.lasts, self.told, self.times = True, 0, self.times + 1

    def _end(self) -> None:
        if self.lasts:
            self.end()
            self.lasts = False

    async def _mend(self, error: StoreError, client: Client, points: Turning) -> None:
        assert (error.code, self.says in str(error)) == (self.code, True), error
        self.told += 1
        points.armed = False
        if self.told == 2:
            self._end()
        with suppress(StoreError):  # it may still last
            await run_out(client.chat.agent.database)
        points.armed = True
