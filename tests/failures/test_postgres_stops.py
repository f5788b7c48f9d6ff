"""PostgreSQL stopped as by a power cut in the middle of turns: nothing acknowledged is lost, and NIA goes on."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nia.config import Settings
from nia.errors import StoreError
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.crash.scene import SCRIPT
from tests.failures.conftest import Turning
from tests.failures.persistent import Client, undisturbed
from tests.leases import run_out
from tests.servers import need
from tests.servers.own_postgres import OwnPostgres, own_postgres


@pytest.fixture
def server() -> Iterator[OwnPostgres]:
    need.demand("needs_own_postgres")
    with own_postgres() as server:
        yield server


@dataclass
class Stops:
    """Stops the server at points of the turns, and starts it again after the client was told twice."""

    server: OwnPostgres
    points: Turning
    most: int
    told: int = 0
    stopped: int = 0
    down: bool = False

    def stop(self) -> None:
        if not self.down and self.stopped < self.most:
            self.server.stop()
            self.down, self.told, self.stopped = True, 0, self.stopped + 1

    async def mend(self, error: StoreError, client: Client) -> None:
        assert error.code == "store_away", error
        assert "postgresql://postgres@127.0.0.1" in str(error)
        self.told += 1
        if self.down and self.told == 2:
            self.server.start()
            self.down = self.points.armed = False
            await run_out(client.chat.agent.database)
            self.points.armed = True


async def stopped(server: OwnPostgres, points: Turning, folder: Path, times: int, seed: int) -> str:
    """Play the conversation while the server is stopped so many times; return a line for the table."""
    settings, drawn, begun = Settings(data_dir=folder, database_url=server.url), random.Random(seed), time.monotonic()
    stops = Stops(server, points, times)
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        client = Client(chat, lambda error: stops.mend(error, client))
        points.arm(lambda: drawn.randint(1, 9), stops.stop)
        await client.play()
        points.armed = False
        if stops.down:
            server.start()
        left = await client.left(settings)
    assert stops.stopped == times
    assert left == await undisturbed(folder / "undisturbed")
    return f"{times} stops in {time.monotonic() - begun:.0f} s, {client.errors['store_away']} errors told: nothing lost"


@pytest.mark.timeout(120)
async def test_a_server_stopped_in_the_middle_of_turns_loses_nothing_that_was_acknowledged(
    server: OwnPostgres, points: Turning, tmp_path: Path
) -> None:
    await stopped(server, points, tmp_path, times=3, seed=5)


@pytest.mark.proof
@pytest.mark.timeout(600)
async def test_a_server_stopped_twenty_times_loses_nothing_that_was_acknowledged(
    server: OwnPostgres, points: Turning, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = await stopped(server, points, tmp_path, times=20, seed=20)
    with capsys.disabled():
        sys.stdout.write(f"\npostgres, stopped immediately: {line}\n")
