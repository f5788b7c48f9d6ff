"""A database without room, or one that takes no writes, at every message: a clear error while it lasts, none after.

SQLite is limited by its own means, on each connection: so it works on any machine, and leaves its disk alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from psycopg import connect
from sqlalchemy import text

from nia.config import Settings
from nia.errors import StoreError
from nia.store.database import READS, Database
from tests.agent.chat import open_chat
from tests.agent.scripted import Scripted
from tests.crash.scene import SAID, SCRIPT
from tests.failures.conftest import Turning
from tests.failures.persistent import Client, undisturbed
from tests.failures.trouble import Trouble
from tests.leases import run_out
from tests.servers import need
from tests.servers.own_postgres import own_postgres

LIMITS = {
    "store_full": ("max_page_count = 1", "max_page_count = 1000000"),
    "store_read_only": ("query_only = 1", "query_only = 0"),
}


@asynccontextmanager
async def limited(database: Database, begin: str, end: str) -> AsyncIterator[None]:
    """Give every connection of the pool this limit; it ends with the block."""
    engine = database.engine.execution_options(**{READS: True})  # so that several are open at once
    for pragma in (begin, end):
        async with AsyncExitStack() as stack:
            for _ in range(5):
                connection = await stack.enter_async_context(engine.connect())
                await connection.execute(text(f"PRAGMA {pragma}"))
        if pragma == begin:
            yield


@pytest.mark.parametrize("code", LIMITS)
async def test_sqlite_with_a_limit_says_so_at_each_message_and_answers_after_it(tmp_path: Path, code: str) -> None:
    settings = Settings(data_dir=tmp_path)
    async with open_chat(settings, Scripted(SCRIPT)) as chat:
        client, told = Client(chat, lambda error: asyncio.sleep(0)), []
        for number, said in enumerate(SAID):
            async with limited(chat.agent.database, *LIMITS[code]):
                try:  # in a file that is full there may be room for one more
                    await chat.say(said, f"m{number}")
                except StoreError as error:
                    told.append(error)
            await run_out(chat.agent.database)
            await client.say(said, f"m{number}")
            await client.nothing_is_lost()
        assert {error.code for error in told} == {code}
        assert all(str(tmp_path) in str(error) for error in told)
        assert await client.left(settings) == await undisturbed(tmp_path / "undisturbed")


async def test_postgres_that_becomes_read_only_in_the_middle_of_turns_loses_nothing(
    points: Turning, tmp_path: Path
) -> None:
    need.demand("needs_own_postgres")
    with own_postgres() as server:

        def set_to(value: str) -> None:
            with connect(server.url.replace("+psycopg", ""), autocommit=True) as connection:
                connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}")
                connection.execute("SELECT pg_reload_conf()")

        trouble = Trouble("store_read_only", "takes no writes", lambda: set_to("on"), lambda: set_to("off"), most=3)
        await trouble.through(Settings(data_dir=tmp_path, database_url=server.url), points, (1, 20), seed=7)
