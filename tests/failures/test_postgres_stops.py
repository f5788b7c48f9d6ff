"""PostgreSQL stopped as by a power cut in the middle of turns: nothing acknowledged is lost, and NIA goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nia.config import Settings
from tests.failures.conftest import Turning
from tests.failures.trouble import Trouble
from tests.servers import need
from tests.servers.own_postgres import OwnPostgres, own_postgres


@pytest.fixture
def server() -> Iterator[OwnPostgres]:
    need.demand("needs_own_postgres")
    with own_postgres() as server:
        yield server


async def stopped(server: OwnPostgres, points: Turning, folder: Path, times: int, seed: int) -> str:
    settings = Settings(data_dir=folder, database_url=server.url)
    stops = Trouble("store_away", "postgresql://postgres@127.0.0.1", server.stop, server.start, times)
    return await stops.through(settings, points, (1, 9), seed)


async def test_a_server_stopped_in_the_middle_of_turns_loses_nothing_that_was_acknowledged(
    server: OwnPostgres, points: Turning, tmp_path: Path
) -> None:
    await stopped(server, points, tmp_path, times=3, seed=5)


@pytest.mark.proof
@pytest.mark.timeout(600)
async def test_a_server_stopped_twenty_times_loses_nothing_that_was_acknowledged(
    server: OwnPostgres, points: Turning, tmp_path: Path, found: Callable[[str], None]
) -> None:
    line = await stopped(server, points, tmp_path, times=20, seed=20)
    found(f"postgres stopped immediately: {line}")
