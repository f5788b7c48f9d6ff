"""Transactions commit or roll back as a whole, writers queue, readers see one state, and foreign keys hold."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from nia.errors import StoreError
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import Team, User
from tests.store.conftest import NOW


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()


async def names(database: Database) -> list[str]:
    async with database.read() as session:
        return sorted((await session.execute(select(Team.name))).scalars().all())


async def test_a_block_that_ends_well_is_committed(database: Database) -> None:
    async with database.begin() as session:
        session.add(Team(id="1", name="West"))
    assert await names(database) == ["West"]


async def test_a_block_that_fails_is_rolled_back(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.begin() as session:
            session.add(Team(id="1", name="West"))
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    assert await names(database) == []


async def test_a_block_that_is_cancelled_is_rolled_back_and_holds_no_lock(database: Database) -> None:
    inside = asyncio.Event()

    async def write() -> None:
        async with database.begin() as session:
            session.add(Team(id="1", name="West"))
            await session.flush()
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await inside.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with database.begin() as session:
        session.add(Team(id="2", name="South"))
    assert await names(database) == ["South"]


async def test_what_is_written_while_reading_is_rolled_back(database: Database) -> None:
    async with database.read() as session:
        session.add(Team(id="1", name="West"))
        await session.flush()
    assert await names(database) == []


async def test_many_writers_lose_nothing(database: Database) -> None:
    async with database.begin() as session:
        session.add(Team(id="1", name="0"))

    async def add_one() -> None:
        async with database.begin() as session:
            team = (await session.execute(select(Team).with_for_update())).scalar_one()
            team.name = str(int(team.name) + 1)

    await asyncio.gather(*(add_one() for _ in range(30)))
    assert await names(database) == ["30"]


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.begin() as writer:
        writer.add(Team(id="1", name="West"))
        await writer.flush()
        async with asyncio.timeout(2):
            assert await names(database) == []


async def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.begin() as session:
            session.add(User(id="u", name="A", email="a@b.example", role="user", team_id="none", created_at=NOW))


async def test_a_value_that_is_there_already_is_refused_and_the_next_write_works(database: Database) -> None:
    async with database.begin() as session:
        session.add(Team(id="1", name="West"))
    with pytest.raises(IntegrityError):
        async with database.begin() as session:
            session.add(Team(id="2", name="West"))
    async with database.begin() as session:
        session.add(Team(id="2", name="South"))
    assert await names(database) == ["South", "West"]


async def test_many_rows_at_once(database: Database) -> None:
    async with database.begin() as session:
        session.add_all(Team(id=str(n), name=str(n)) for n in range(500))
    assert len(await names(database)) == 500


async def test_a_second_process_waits_for_the_first(sqlite_url: str) -> None:
    first, second = await open_database(sqlite_url), await open_database(sqlite_url)
    async with first.begin() as session:
        session.add(Team(id="1", name="West"))
        await session.flush()
        waiting = asyncio.create_task(_add(second))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    await waiting
    assert await names(first) == ["South", "West"]
    await first.close()
    await second.close()


async def test_a_second_process_gives_up_in_time(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nia.store.engines.BUSY_S", 0.05)
    first, second = await open_database(sqlite_url), await open_database(sqlite_url)
    async with first.begin() as session:
        session.add(Team(id="1", name="West"))
        await session.flush()
        with pytest.raises(StoreError, match="Another program holds"):
            await _add(second)
    await _add(second)
    await first.close()
    await second.close()


async def test_commits_are_synced_to_disk(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    async with database.read() as session:
        settings = [
            (await session.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]
    await database.close()


async def _add(database: Database) -> None:
    async with database.begin() as session:
        session.add(Team(id="2", name="South"))
