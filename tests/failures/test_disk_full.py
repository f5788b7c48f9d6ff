"""The database's disk fills up in the middle of turns: the error says so, nothing is lost, and NIA goes on after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from psycopg import connect

from nia.config import Settings
from tests.failures.conftest import Turning
from tests.failures.trouble import Trouble
from tests.servers import need, small_disk
from tests.servers.own_postgres import own_postgres
from tests.servers.small_disk import SmallDisk


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    reason = small_disk.why_not()
    if reason is not None:  # no service that CI could install; `test_limits` is the same on any machine
        pytest.skip(reason)
    with small_disk.small_disk(32) as disk:
        yield disk


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, disk: SmallDisk, tmp_path: Path) -> Iterator[Settings]:
    """Yield the settings of an installation whose database lies on the small disk."""
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path, database_url=f"sqlite+aiosqlite:///{disk.folder / 'nia.db'}")
        return
    need.demand("needs_own_postgres")
    with ExitStack() as stack:
        server = stack.enter_context(own_postgres())
        space = disk.folder / "space"
        space.mkdir()
        if server.user is not None:
            shutil.chown(space, server.user)
        with connect(server.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'")
            connection.execute("CREATE DATABASE nia TABLESPACE small")
        yield Settings(data_dir=tmp_path, database_url=server.url.removesuffix("postgres") + "nia")


def full(disk: SmallDisk, times: int) -> Trouble:
    return Trouble("store_full", "is full", disk.fill, disk.empty, times)


async def test_a_disk_that_fills_up_in_the_middle_of_turns_loses_nothing(
    settings: Settings, disk: SmallDisk, points: Turning
) -> None:
    await full(disk, times=2).through(settings, points, (1, 30), seed=5)


@pytest.mark.proof
@pytest.mark.timeout(600)
async def test_a_disk_that_fills_up_again_and_again_loses_nothing(
    settings: Settings, disk: SmallDisk, points: Turning, found: Callable[[str], None]
) -> None:
    line = await full(disk, times=8).through(settings, points, (1, 9), seed=8)
    kind = settings.url.partition("+")[0]
    found(f"{kind} on a full disk: {line}")
