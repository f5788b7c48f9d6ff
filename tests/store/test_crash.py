"""What was acknowledged is there after the process was killed, and nothing of what was not."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from sqlalchemy import text
from sqlmodel import select

from nia.store.opening import open_database
from nia.store.tables import Team

WRITER = """
import asyncio, sys
from nia.store.opening import open_database
from nia.store.tables import Team

async def write():
    database = await open_database(sys.argv[1])
    for n in range(100_000):
        async with database.begin() as session:
            session.add(Team(id=f"{n}a", name=f"{n}a"))
            await session.flush()
            session.add(Team(id=f"{n}b", name=f"{n}b"))
        print(n, flush=True)

asyncio.run(write())
"""


def killed_after(lines: int, url: str) -> int:
    """Run the writer, kill it after so many acknowledgements, and return the number of the last one."""
    with subprocess.Popen([sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        read = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        read += writer.stdout.readlines()
    return int([line for line in read if line.endswith("\n")][-1])


async def test_acknowledged_writes_survive_a_kill(database_url: str) -> None:
    last = await asyncio.to_thread(killed_after, 25, database_url)
    database = await open_database(database_url)
    async with database.read() as session:
        ids = set((await session.execute(select(Team.id))).scalars())
        if database.engine.dialect.name == "sqlite":
            assert (await session.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
    await database.close()
    assert {f"{n}{half}" for n in range(last + 1) for half in "ab"} <= ids
    assert len(ids) % 2 == 0, "half a transaction is there"
    assert len(ids) <= 2 * (last + 2)
